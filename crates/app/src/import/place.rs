//! *Provinsi*, *Kota/Kabupaten*, *Kecamatan*, *Kelurahan*: from names to one code, as exact as they allow.

use std::collections::{HashMap, HashSet};

use wilayah::{Level, RegionCode, Regions};

use super::names;
use crate::sp4n::Row;

/// Regions by name, and the territory in which an export's names are first looked for.
pub(super) struct Gazetteer<'a> {
    regions: &'a Regions,
    by_name: HashMap<(Level, String), Vec<RegionCode>>,
    levels: HashSet<Level>,
    territory: Option<RegionCode>,
}

/// What the names of a row say.
#[derive(Debug, PartialEq, Eq)]
pub(super) enum Place {
    /// No name at all.
    Unsaid,
    /// The region that the finest name means.
    Found(RegionCode),
    /// The finest name is not found, or means several; a larger region may be.
    Coarser(Option<RegionCode>),
}

impl<'a> Gazetteer<'a> {
    pub(super) fn new(regions: &'a Regions, territory: Option<RegionCode>) -> Self {
        let mut by_name: HashMap<_, Vec<_>> = HashMap::new();
        for region in regions.iter() {
            let key = (region.code.level(), plain(&region.name));
            by_name.entry(key).or_default().push(region.code);
        }
        let levels = regions.iter().map(|region| region.code.level()).collect();
        Self {
            regions,
            by_name,
            levels,
            territory,
        }
    }

    pub(super) fn is_empty(&self) -> bool {
        self.regions.is_empty()
    }

    /// Looks the names of a row up, from the largest down.
    pub(super) fn locate(&self, row: &Row) -> Place {
        let said = [
            (Level::Province, row.province.as_deref()),
            (Level::Regency, row.city.as_deref()),
            (Level::District, row.kecamatan.as_deref()),
            (Level::Village, row.kelurahan.as_deref()),
        ];
        let mut found = None;
        let mut finest = None;
        let mut lost = false;
        for (level, name) in said {
            let Some(name) = name else { continue };
            finest = Some(level);
            if lost {
                continue;
            }
            match self.one(name, level, found) {
                Some(code) => found = Some(code),
                // Below a region that is not the one we know, every village is elsewhere. A level of which nothing
                // is known says nothing either way.
                None => lost = self.levels.contains(&level),
            }
        }
        match (finest, found) {
            (None, _) => Place::Unsaid,
            (Some(finest), Some(code)) if code.level() == finest => Place::Found(code),
            (Some(_), found) => Place::Coarser(found),
        }
    }

    /// The only region of this name at this level, within what was found or else within the territory.
    fn one(&self, name: &str, level: Level, found: Option<RegionCode>) -> Option<RegionCode> {
        let within = found.or(self.territory.filter(|code| code.level() < level));
        let named: Vec<_> = self
            .by_name
            .get(&(level, plain(name)))?
            .iter()
            .copied()
            .filter(|code| within.is_none_or(|outer| code.is_within(outer)))
            .collect();
        match named.as_slice() {
            [only] => Some(*only),
            several => self.of_that_kind(several, name),
        }
    }

    /// "Kota Bandung" beside "Kabupaten Bandung".
    fn of_that_kind(&self, codes: &[RegionCode], name: &str) -> Option<RegionCode> {
        let full = names::key(name);
        let mut exact = codes.iter().copied().filter(|code| {
            self.regions
                .get(*code)
                .is_some_and(|region| names::key(&region.full_name()) == full)
        });
        match (exact.next(), exact.next()) {
            (Some(only), None) => Some(only),
            _ => None,
        }
    }
}

/// Without its kind, and as names are compared.
fn plain(name: &str) -> String {
    const KINDS: &[&str] = &[
        "provinsi",
        "prov",
        "kabupaten",
        "kab",
        "kota",
        "kecamatan",
        "kec",
        "kelurahan",
        "kel",
        "desa",
    ];
    let mut words = name.split_whitespace();
    let first = words
        .next()
        .map(|word| word.trim_end_matches('.').to_lowercase());
    let rest: String = words.collect();
    match first {
        Some(kind) if KINDS.contains(&kind.as_str()) && !rest.is_empty() => names::key(&rest),
        _ => names::key(name),
    }
}

/// The names as written, for what no code says.
pub(super) fn as_written(row: &Row) -> Option<String> {
    let parts: Vec<_> = [
        &row.address,
        &row.kelurahan,
        &row.kecamatan,
        &row.city,
        &row.province,
    ]
    .into_iter()
    .flatten()
    .map(String::as_str)
    .collect();
    (!parts.is_empty()).then(|| parts.join(", "))
}

#[cfg(test)]
#[expect(clippy::unwrap_used, reason = "tests")]
mod tests {
    use wilayah::Region;

    use super::*;
    use crate::sp4n::{ReadOptions, read};

    fn row(province: &str, city: &str, kecamatan: &str, kelurahan: &str) -> Row {
        let text = format!(
            "Tracking ID,Tanggal Laporan Masuk,Provinsi,Kota/Kabupaten,Kecamatan,Kelurahan\n\
             7000001,2024-01-18,{province},{city},{kecamatan},{kelurahan}\n"
        );
        let sheet = read(text.as_bytes(), "uji.csv", &ReadOptions::default()).unwrap();
        sheet.rows.first().unwrap().clone()
    }

    fn regions(rows: &[(&str, &str)]) -> Regions {
        let region = |(code, name): &(&str, &str)| Region::new(code.parse().unwrap(), *name);
        Regions::new(rows.iter().map(region)).unwrap()
    }

    #[test]
    fn the_finest_name_gives_the_code() {
        let regions = regions(&[
            ("62.71", "Palangka Raya"),
            ("62.71.01", "Pahandut"),
            ("62.71.01.1001", "Pahandut"),
            ("62.71.03", "Jekan Raya"),
            ("62.71.03.1002", "Menteng"),
            ("62.71.01.1009", "Kembar"),
            ("62.71.03.1009", "Kembar"),
        ]);
        let gazetteer = Gazetteer::new(&regions, Some("62.71".parse().unwrap()));
        let found = |code: &str| Place::Found(code.parse().unwrap());
        let coarser = |code: &str| Place::Coarser(Some(code.parse().unwrap()));
        let cases = [
            (row("", "", "", ""), Place::Unsaid),
            (row("", "Kota PALANGKARAYA", "", ""), found("62.71")),
            (
                row("", "", "Kec. Jekan  Raya", "Kel. menteng"),
                found("62.71.03.1002"),
            ),
            (row("", "", "", "Menteng"), found("62.71.03.1002")),
            (row("", "", "", "Kembar"), Place::Coarser(None)),
            (row("", "", "Pahandut", "Kembar"), found("62.71.01.1009")),
            (row("", "", "Pahandut", "Tidak Ada"), coarser("62.71.01")),
            (row("", "Kota Lain", "", "Menteng"), Place::Coarser(None)),
            // No province is known here, so its name says nothing either way.
            (
                row("Kalimantan Tengah", "", "", "Menteng"),
                found("62.71.03.1002"),
            ),
        ];
        for (row, expected) in cases {
            assert_eq!(gazetteer.locate(&row), expected, "{:?}", as_written(&row));
        }
    }

    #[test]
    fn a_city_is_not_the_regency_of_the_same_name() {
        let regions = regions(&[("32.04", "Contoh"), ("32.73", "Contoh")]);
        let gazetteer = Gazetteer::new(&regions, None);
        assert_eq!(
            gazetteer.locate(&row("", "Kota Contoh", "", "")),
            Place::Found("32.73".parse().unwrap())
        );
        assert_eq!(
            gazetteer.locate(&row("", "Contoh", "", "")),
            Place::Coarser(None)
        );
    }
}
