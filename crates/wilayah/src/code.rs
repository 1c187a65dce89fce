//! The dotted code of a region, and the four levels it can name.

use std::fmt;
use std::str::FromStr;

use serde::de::Error as _;
use serde::{Deserialize, Deserializer, Serialize, Serializer};

/// The level a code names, from the largest to the smallest.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Level {
    /// Provinsi: `62`.
    Province,
    /// Kabupaten or kota: `62.71`.
    Regency,
    /// Kecamatan: `62.71.03`.
    District,
    /// Kelurahan or desa: `62.71.03.1002`.
    Village,
}

/// A Kemendagri region code. Small, copied freely; a parent sorts before its children.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct RegionCode {
    province: u8,
    regency: Option<u8>,
    district: Option<u8>,
    village: Option<u16>,
}

/// Why a text is not a region code.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error(
    "kode wilayah \"{given}\" tidak dikenali; tulis seperti 62, 62.71, 62.71.03 atau 62.71.03.1002 \
     (kode Kemendagri, bukan kode BPS)"
)]
pub struct CodeError {
    /// The text as it was given, at most 40 characters of it.
    pub given: String,
}

impl RegionCode {
    /// The level this code names.
    pub const fn level(self) -> Level {
        match (self.regency, self.district, self.village) {
            (None, _, _) => Level::Province,
            (_, None, _) => Level::Regency,
            (_, _, None) => Level::District,
            _ => Level::Village,
        }
    }

    /// The code one level up; a province has none.
    pub const fn parent(self) -> Option<Self> {
        match self.level() {
            Level::Province => None,
            Level::Regency => Some(Self {
                regency: None,
                ..self
            }),
            Level::District => Some(Self {
                district: None,
                ..self
            }),
            Level::Village => Some(Self {
                village: None,
                ..self
            }),
        }
    }

    /// The code of the region at `level` that this one lies in (itself included); `None` when `level` is finer.
    pub fn at(self, level: Level) -> Option<Self> {
        let mut code = self;
        while code.level() > level {
            code = code.parent()?;
        }
        (code.level() == level).then_some(code)
    }

    /// Whether this region is `other` or lies inside it.
    pub fn is_within(self, other: Self) -> bool {
        self.at(other.level()) == Some(other)
    }

    /// Whether the code belongs to a city (kota): Kemendagri numbers cities from 71 within a province.
    pub fn is_city(self) -> bool {
        self.level() == Level::Regency && self.regency.is_some_and(|number| number >= 71)
    }

    /// Whether the code belongs to a kelurahan: their last part starts with 1, a desa's with 2 or 3.
    pub fn is_kelurahan(self) -> bool {
        self.village.is_some_and(|number| number / 1000 == 1)
    }

    /// The greatest code that can lie inside this one: with the code itself, the bounds of a range.
    pub(crate) fn last_within(self) -> Self {
        Self {
            province: self.province,
            regency: self.regency.or(Some(u8::MAX)),
            district: self.district.or(Some(u8::MAX)),
            village: self.village.or(Some(u16::MAX)),
        }
    }
}

impl FromStr for RegionCode {
    type Err = CodeError;

    /// Reads `62.71.03.1002` and the same without dots, as spreadsheets often write it.
    fn from_str(text: &str) -> Result<Self, CodeError> {
        parse(text.trim()).ok_or_else(|| CodeError {
            given: text.chars().take(40).collect(),
        })
    }
}

fn parse(text: &str) -> Option<RegionCode> {
    let mut parts = if text.contains('.') {
        text.split('.').collect()
    } else {
        undotted(text)?
    }
    .into_iter();
    let code = RegionCode {
        province: two_digits(parts.next()?)?,
        regency: parts
            .next()
            .map(two_digits)
            .map_or(Some(None), |part| part.map(Some))?,
        district: parts
            .next()
            .map(two_digits)
            .map_or(Some(None), |part| part.map(Some))?,
        village: parts
            .next()
            .map(four_digits)
            .map_or(Some(None), |part| part.map(Some))?,
    };
    // Province numbers start at 11 (Aceh); anything lower is a row number or a mistyped code.
    (parts.next().is_none() && code.province >= 11).then_some(code)
}

fn undotted(text: &str) -> Option<Vec<&str>> {
    let cuts: &[(usize, usize)] = match text.len() {
        2 => &[(0, 2)],
        4 => &[(0, 2), (2, 4)],
        6 => &[(0, 2), (2, 4), (4, 6)],
        10 => &[(0, 2), (2, 4), (4, 6), (6, 10)],
        _ => return None,
    };
    cuts.iter().map(|&(from, to)| text.get(from..to)).collect()
}

fn two_digits(part: &str) -> Option<u8> {
    digits(part, 2)?.parse().ok().filter(|&number| number > 0)
}

fn four_digits(part: &str) -> Option<u16> {
    digits(part, 4)?.parse().ok().filter(|&number| number > 0)
}

fn digits(part: &str, length: usize) -> Option<&str> {
    (part.len() == length && part.bytes().all(|byte| byte.is_ascii_digit())).then_some(part)
}

impl fmt::Display for RegionCode {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{:02}", self.province)?;
        for part in [self.regency, self.district].into_iter().flatten() {
            write!(f, ".{part:02}")?;
        }
        self.village
            .map_or(Ok(()), |number| write!(f, ".{number:04}"))
    }
}

impl Serialize for RegionCode {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_str(self)
    }
}

impl<'de> Deserialize<'de> for RegionCode {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        String::deserialize(deserializer)?
            .parse()
            .map_err(D::Error::custom)
    }
}

#[cfg(test)]
mod tests {
    #![expect(clippy::unwrap_used, reason = "tests")]

    use proptest::prelude::*;

    use super::*;

    fn code(text: &str) -> RegionCode {
        text.parse().unwrap()
    }

    #[test]
    fn levels_and_parents() {
        let village = code("62.71.03.1002");
        assert_eq!(village.level(), Level::Village);
        assert_eq!(village.parent(), Some(code("62.71.03")));
        assert_eq!(village.at(Level::Regency), Some(code("62.71")));
        assert_eq!(code("62").parent(), None);
        assert_eq!(code("62").at(Level::Village), None);
        assert!(code("62.71").is_city() && !code("62.01").is_city() && !village.is_city());
        assert!(village.is_kelurahan() && !code("62.01.01.2001").is_kelurahan());
    }

    #[test]
    fn within_is_reflexive_and_follows_the_dots() {
        assert!(code("62.71.03.1002").is_within(code("62.71")));
        assert!(code("62.71").is_within(code("62.71")));
        assert!(!code("62.71").is_within(code("62.71.03")));
        assert!(!code("62.72.03.1002").is_within(code("62.71")));
    }

    #[test]
    fn undotted_codes_are_the_same_codes() {
        assert_eq!(code("6271031002"), code("62.71.03.1002"));
        assert_eq!(code(" 6271 "), code("62.71"));
    }

    #[test]
    fn refuses_what_is_not_a_code() {
        for text in [
            "",
            "6",
            "05",
            "62.7",
            "62.71.03.102",
            "62.71.03.1002.1",
            "62.00",
            "62.71.3",
            "abc",
            "６２",
            "62..71",
            "6271030",
        ] {
            assert!(text.parse::<RegionCode>().is_err(), "{text}");
        }
    }

    proptest! {
        #[test]
        fn written_and_read_again(p in 11_u8..=99, r in 1_u8..=99, d in 1_u8..=99, v in 1_u16..=9999, depth in 0..4) {
            let full = RegionCode { province: p, regency: Some(r), district: Some(d), village: Some(v) };
            let level = [Level::Province, Level::Regency, Level::District, Level::Village][depth as usize];
            let code = full.at(level).unwrap();
            prop_assert_eq!(code.to_string().parse::<RegionCode>().unwrap(), code);
            prop_assert!(full.is_within(code));
            prop_assert!(code <= full && full <= code.last_within());
        }

        #[test]
        fn never_panics(text in "\\PC{0,16}") {
            let _ = text.parse::<RegionCode>();
        }
    }
}
