//! A collection of regions: look-up by code and by name, children, and the way up.

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};

use crate::{Level, RegionCode};

/// What a region is called in law.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum RegionKind {
    /// Provinsi.
    Provinsi,
    /// Kabupaten.
    Kabupaten,
    /// Kota.
    Kota,
    /// Kecamatan.
    Kecamatan,
    /// Kelurahan.
    Kelurahan,
    /// Desa, also desa adat.
    Desa,
}

/// One region.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Region {
    /// Kemendagri code.
    pub code: RegionCode,
    /// Name without its kind: "Panarung".
    pub name: String,
    /// What it is called in law.
    pub kind: RegionKind,
}

/// Regions by code.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Regions {
    by_code: BTreeMap<RegionCode, Region>,
}

/// Why regions do not fit together.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum RegionsError {
    /// Two regions with one code.
    #[error("kode {code} dipakai dua kali: \"{first}\" dan \"{second}\"; hapus salah satu")]
    Duplicate {
        /// The code in question.
        code: RegionCode,
        /// Name already known.
        first: String,
        /// Name that came later.
        second: String,
    },
}

impl RegionKind {
    /// The kind the numbering of the code implies.
    pub fn of(code: RegionCode) -> Self {
        match code.level() {
            Level::Province => Self::Provinsi,
            Level::Regency if code.is_city() => Self::Kota,
            Level::Regency => Self::Kabupaten,
            Level::District => Self::Kecamatan,
            Level::Village if code.is_kelurahan() => Self::Kelurahan,
            Level::Village => Self::Desa,
        }
    }

    /// The word in front of a name: "Kelurahan".
    pub const fn word(self) -> &'static str {
        match self {
            Self::Provinsi => "Provinsi",
            Self::Kabupaten => "Kabupaten",
            Self::Kota => "Kota",
            Self::Kecamatan => "Kecamatan",
            Self::Kelurahan => "Kelurahan",
            Self::Desa => "Desa",
        }
    }
}

impl Region {
    /// A region whose kind follows from its code.
    pub fn new(code: RegionCode, name: impl Into<String>) -> Self {
        Self {
            code,
            name: name.into(),
            kind: RegionKind::of(code),
        }
    }

    /// Kind and name: "Kelurahan Panarung".
    pub fn full_name(&self) -> String {
        format!("{} {}", self.kind.word(), self.name)
    }
}

impl Regions {
    /// Collects regions.
    ///
    /// # Errors
    /// [`RegionsError::Duplicate`] when a code comes twice.
    pub fn new(regions: impl IntoIterator<Item = Region>) -> Result<Self, RegionsError> {
        let mut all = Self::default();
        for region in regions {
            all.insert(region)?;
        }
        Ok(all)
    }

    fn insert(&mut self, region: Region) -> Result<(), RegionsError> {
        if let Some(known) = self.by_code.get(&region.code) {
            return Err(RegionsError::Duplicate {
                code: region.code,
                first: known.name.clone(),
                second: region.name,
            });
        }
        self.by_code.insert(region.code, region);
        Ok(())
    }

    /// The region of this code.
    pub fn get(&self, code: RegionCode) -> Option<&Region> {
        self.by_code.get(&code)
    }

    /// Regions one level below `code`, by code.
    pub fn children(&self, code: RegionCode) -> impl Iterator<Item = &Region> {
        self.within(code)
            .filter(move |region| region.code.parent() == Some(code))
    }

    /// The region itself and everything below it, by code.
    pub fn within(&self, code: RegionCode) -> impl Iterator<Item = &Region> {
        self.by_code
            .range(code..=code.last_within())
            .map(|(_, region)| region)
    }

    /// The known regions from the largest down to `code` itself.
    pub fn path(&self, code: RegionCode) -> Vec<&Region> {
        let mut codes: Vec<_> = std::iter::successors(Some(code), |code| code.parent()).collect();
        codes.reverse();
        codes
            .into_iter()
            .filter_map(|code| self.get(code))
            .collect()
    }

    /// Regions of this name at this level, whatever the case and with or without "Kelurahan", "Kel." and the like.
    ///
    /// More than one can answer: names repeat between districts.
    pub fn named<'a>(
        &'a self,
        name: &str,
        level: Level,
    ) -> impl Iterator<Item = &'a Region> + use<'a> {
        let wanted = plain(name);
        self.iter()
            .filter(move |region| region.code.level() == level && plain(&region.name) == wanted)
    }

    /// All regions, by code.
    pub fn iter(&self) -> impl Iterator<Item = &Region> {
        self.by_code.values()
    }

    /// How many regions there are.
    pub fn len(&self) -> usize {
        self.by_code.len()
    }

    /// Whether there are none.
    pub fn is_empty(&self) -> bool {
        self.by_code.is_empty()
    }
}

/// A name as it is compared: lower case, single spaces, its kind left off.
fn plain(name: &str) -> String {
    let lower = name.to_lowercase();
    let mut words: Vec<_> = lower.split_whitespace().collect();
    let kinds = [
        "kelurahan",
        "kel.",
        "kel",
        "desa",
        "kecamatan",
        "kec.",
        "kec",
        "kota",
        "kabupaten",
        "kab.",
        "kab",
        "provinsi",
    ];
    if words.len() > 1 && words.first().is_some_and(|first| kinds.contains(first)) {
        words.remove(0);
    }
    words.join(" ")
}

#[cfg(test)]
mod tests {
    #![expect(clippy::unwrap_used, reason = "tests")]

    use super::*;

    fn sample() -> Regions {
        let rows = [
            ("62.71", "Palangka Raya"),
            ("62.71.01", "Pahandut"),
            ("62.71.01.1001", "Pahandut"),
            ("62.71.01.1002", "Panarung"),
            ("62.71.03", "Jekan Raya"),
            ("62.71.03.1002", "Menteng"),
        ];
        Regions::new(rows.map(|(code, name)| Region::new(code.parse().unwrap(), name))).unwrap()
    }

    fn names<'a>(regions: impl Iterator<Item = &'a Region>) -> Vec<&'a str> {
        regions.map(|region| region.name.as_str()).collect()
    }

    #[test]
    fn up_and_down() {
        let regions = sample();
        let city = "62.71".parse().unwrap();
        assert_eq!(names(regions.children(city)), ["Pahandut", "Jekan Raya"]);
        assert_eq!(regions.within(city).count(), regions.len());
        let path = regions.path("62.71.03.1002".parse().unwrap());
        assert_eq!(
            names(path.into_iter()),
            ["Palangka Raya", "Jekan Raya", "Menteng"]
        );
    }

    #[test]
    fn by_name_at_a_level() {
        let regions = sample();
        let found: Vec<_> = regions.named(" Kel.  PANARUNG", Level::Village).collect();
        assert_eq!(found.len(), 1);
        assert_eq!(found.first().unwrap().full_name(), "Kelurahan Panarung");
        assert_eq!(regions.named("pahandut", Level::District).count(), 1);
        assert_eq!(regions.named("pahandut", Level::Regency).count(), 0);
    }

    #[test]
    fn a_code_used_twice_is_refused() {
        let code = "62.71".parse().unwrap();
        let twice = [Region::new(code, "A"), Region::new(code, "B")];
        assert!(matches!(
            Regions::new(twice),
            Err(RegionsError::Duplicate { .. })
        ));
    }
}
