//! One function of government, named by a code that stays.

use std::fmt;
use std::str::FromStr;

use serde::{Deserialize, Deserializer, Serialize, Serializer};

use super::lexicon;

/// A function of government (urusan pemerintahan): what a unit is there for, whatever it is called in its city.
/// Small, copied freely; ordered as in the list.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Function(pub(super) u8);

/// The code names no function.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("urusan \"{given}\" tidak dikenal")]
pub struct UnknownFunction {
    /// The code as it was given, at most 40 characters of it.
    pub given: String,
}

impl Function {
    /// Every function, in the order of the list.
    pub fn all() -> impl ExactSizeIterator<Item = Self> {
        let count = u8::try_from(lexicon::reports().functions.len()).unwrap_or(u8::MAX);
        (0..count).map(Self)
    }

    /// The code that stays: `pekerjaan-umum`.
    pub fn code(self) -> &'static str {
        self.entry().map_or("", |entry| entry.code.as_str())
    }

    /// What people read: `Pekerjaan umum dan penataan ruang`.
    pub fn name(self) -> &'static str {
        self.entry().map_or("", |entry| entry.name.as_str())
    }

    /// The function of this code, if there is one.
    pub fn from_code(code: &str) -> Option<Self> {
        Self::all().find(|function| function.code() == code)
    }

    pub(super) fn index(self) -> usize {
        usize::from(self.0)
    }

    fn entry(self) -> Option<&'static lexicon::Entry> {
        lexicon::reports().functions.get(self.index())
    }
}

impl fmt::Debug for Function {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "Function({})", self.code())
    }
}

impl fmt::Display for Function {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.name())
    }
}

impl FromStr for Function {
    type Err = UnknownFunction;

    fn from_str(code: &str) -> Result<Self, UnknownFunction> {
        Self::from_code(code).ok_or_else(|| UnknownFunction {
            given: code.chars().take(40).collect(),
        })
    }
}

impl Serialize for Function {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.serialize_str(self.code())
    }
}

impl<'de> Deserialize<'de> for Function {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        String::deserialize(deserializer)?
            .parse()
            .map_err(serde::de::Error::custom)
    }
}
