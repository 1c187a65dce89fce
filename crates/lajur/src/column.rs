//! What a table is made of.

/// What a column holds. Every value may be missing.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Kind {
    /// Text, UTF-8 (`BYTE_ARRAY`, `STRING`).
    Text,
    /// Whole number of 64 bits (`INT64`).
    Integer,
    /// Real number of 64 bits (`DOUBLE`).
    Real,
    /// Day, as days since 1970-01-01 (`INT32`, `DATE`).
    Day,
}

/// A column: its name and what it holds.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Column {
    /// Name.
    pub name: String,
    /// Kind of its values.
    pub kind: Kind,
}

impl Column {
    /// A column.
    pub fn new(name: impl Into<String>, kind: Kind) -> Self {
        Self {
            name: name.into(),
            kind,
        }
    }
}

/// One value.
#[derive(Clone, Debug, PartialEq)]
pub enum Value {
    /// Missing.
    Null,
    /// Text.
    Text(String),
    /// Whole number.
    Integer(i64),
    /// Real number.
    Real(f64),
    /// Days since 1970-01-01.
    Day(i32),
}

impl Kind {
    /// Physical type in the format.
    pub(crate) const fn physical(self) -> i64 {
        match self {
            Self::Day => 1,
            Self::Integer => 2,
            Self::Real => 5,
            Self::Text => 6,
        }
    }

    /// The kind of a physical type.
    pub(crate) const fn of_physical(code: i64) -> Option<Self> {
        match code {
            1 => Some(Self::Day),
            2 => Some(Self::Integer),
            5 => Some(Self::Real),
            6 => Some(Self::Text),
            _ => None,
        }
    }
}
