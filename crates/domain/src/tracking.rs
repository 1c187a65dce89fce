//! The number by which everyone may follow a report.
//!
//! Twelve digits: eleven drawn at random, so that nobody can walk from one report to the next, and a
//! check digit. The check is Damm's: unlike Luhn's (which misses 09 ↔ 90) it catches *every* wrong digit
//! and *every* swap of neighbours, the two mistakes people make when they read a number over the phone.

use std::fmt;
use std::str::FromStr;

use serde::{Deserialize, Deserializer, Serialize, Serializer, de};

/// How many digits a tracking number has.
pub const DIGITS: usize = 12;

/// The smallest eleven-digit number that does not start with 0.
const FIRST: u64 = 10_000_000_000;
/// How many eleven-digit numbers do not start with 0.
const COUNT: u64 = 90_000_000_000;

/// A totally anti-symmetric quasigroup of order ten with a zero diagonal (Damm, 2004).
const DAMM: [[u8; 10]; 10] = [
    [0, 3, 1, 7, 5, 9, 8, 6, 4, 2],
    [7, 0, 9, 2, 1, 5, 4, 8, 6, 3],
    [4, 2, 0, 6, 8, 7, 1, 3, 5, 9],
    [1, 7, 5, 0, 9, 8, 3, 4, 2, 6],
    [6, 1, 2, 3, 0, 4, 5, 9, 7, 8],
    [3, 6, 7, 4, 2, 0, 9, 5, 8, 1],
    [5, 8, 6, 9, 7, 2, 0, 1, 3, 4],
    [8, 9, 4, 5, 3, 6, 2, 0, 1, 7],
    [9, 4, 3, 8, 6, 1, 7, 2, 0, 5],
    [2, 5, 8, 1, 4, 3, 6, 7, 9, 0],
];

/// A tracking number whose check digit is right. Whether a report carries it is for the record to say.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct TrackingNo(u64);

/// Why a text is not a tracking number.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub enum TrackingError {
    /// Something other than digits and separators was typed.
    #[error("nomor lacak hanya berisi angka")]
    NotDigits,
    /// There are not twelve digits.
    #[error("nomor lacak terdiri dari {DIGITS} angka, yang diketik {found}")]
    WrongLength {
        /// How many digits were typed.
        found: usize,
    },
    /// The check digit does not fit: a digit is wrong or two are swapped.
    #[error("ada angka yang salah atau tertukar; periksa lagi nomor pada tanda terima")]
    CheckDigit,
}

impl TrackingError {
    /// The name under which pages look up their words.
    #[must_use]
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::NotDigits => "not-digits",
            Self::WrongLength { .. } => "wrong-length",
            Self::CheckDigit => "check-digit",
        }
    }
}

impl TrackingNo {
    /// Makes a number out of 64 random bits. It never starts with 0, so spreadsheets keep all its digits.
    ///
    /// The range divides 2⁶⁴ almost evenly; no number is likelier than another by more than one in 10⁸.
    #[must_use]
    pub fn from_random(random: u64) -> Self {
        let payload = FIRST + random % COUNT;
        Self(payload * 10 + u64::from(damm(payload)))
    }

    /// Reads what a person typed or pasted: spaces, dashes, dots and a leading `#` do not matter.
    ///
    /// # Errors
    /// [`TrackingError`] says whether the length, a character or the check digit is wrong.
    pub fn parse(text: &str) -> Result<Self, TrackingError> {
        let mut value = 0_u64;
        let mut found = 0_usize;
        for character in text.chars().filter(|character| !is_separator(*character)) {
            let digit = character.to_digit(10).ok_or(TrackingError::NotDigits)?;
            found += 1;
            if found <= DIGITS {
                value = value * 10 + u64::from(digit);
            }
        }
        if found != DIGITS {
            return Err(TrackingError::WrongLength { found });
        }
        Self::from_number(value)
    }

    /// Takes back what [`TrackingNo::number`] gave out.
    ///
    /// # Errors
    /// [`TrackingError::CheckDigit`] for a number that can never have been issued.
    pub fn from_number(value: u64) -> Result<Self, TrackingError> {
        // None that starts with 0 was ever issued, so some digit must be wrong.
        let in_range = (FIRST..FIRST + COUNT).contains(&(value / 10));
        if in_range && damm(value) == 0 {
            Ok(Self(value))
        } else {
            Err(TrackingError::CheckDigit)
        }
    }

    /// The number as a number; it fits an SQL BIGINT.
    #[must_use]
    pub const fn number(self) -> u64 {
        self.0
    }

    /// The way it is printed for people: `1234 5678 9012`.
    #[must_use]
    pub fn grouped(self) -> String {
        let (high, middle, low) = (
            self.0 / 100_000_000,
            self.0 / 10_000 % 10_000,
            self.0 % 10_000,
        );
        format!("{high:04} {middle:04} {low:04}")
    }
}

/// What people and word processors put between groups of digits.
fn is_separator(character: char) -> bool {
    character.is_whitespace()
        || matches!(
            character,
            '-' | '.' | '#' | '\u{2010}'..='\u{2015}' | '\u{2212}' | '\u{200b}'
        )
}

/// Damm's interim digit over all digits of `value`: the check digit of a payload, 0 for a whole number.
fn damm(value: u64) -> u8 {
    let mut interim = 0_u8;
    let mut place = 100_000_000_000_u64; // leading zeros keep the interim digit at 0
    while place > 0 {
        let digit = (value / place % 10) as usize;
        interim = DAMM[usize::from(interim)][digit];
        place /= 10;
    }
    interim
}

impl fmt::Display for TrackingNo {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(formatter, "{:012}", self.0)
    }
}

impl FromStr for TrackingNo {
    type Err = TrackingError;

    fn from_str(text: &str) -> Result<Self, TrackingError> {
        Self::parse(text)
    }
}

impl Serialize for TrackingNo {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_str(self)
    }
}

impl<'de> Deserialize<'de> for TrackingNo {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let text = String::deserialize(deserializer)?;
        Self::parse(&text).map_err(de::Error::custom)
    }
}

#[cfg(test)]
mod tests;
