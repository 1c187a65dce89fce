//! How a file is to be read: the zone of its clock times, and how much of it we are ready to take.

use std::fmt;
use std::str::FromStr;

use jiff::Timestamp;
use jiff::civil::DateTime;
use jiff::tz::Offset;

/// The zone in which a file's clock times are written.
///
/// The exports looked at are in UTC (their quiet hours are an Indonesian night moved by seven hours), so that is the
/// default. Indonesia has no summer time; a fixed offset says everything.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct SourceZone(Offset);

impl SourceZone {
    /// UTC, the default.
    pub const UTC: Self = Self(Offset::UTC);
    /// Western Indonesian time, UTC+7.
    pub const WIB: Self = Self(Offset::constant(7));
    /// Central Indonesian time, UTC+8.
    pub const WITA: Self = Self(Offset::constant(8));
    /// Eastern Indonesian time, UTC+9.
    pub const WIT: Self = Self(Offset::constant(9));

    /// The instant of a local date and time, or `None` outside the range of instants.
    pub(crate) fn instant(self, local: DateTime) -> Option<Timestamp> {
        self.0.to_timestamp(local).ok()
    }
}

impl Default for SourceZone {
    fn default() -> Self {
        Self::UTC
    }
}

/// A zone word that is not understood.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error("zona waktu {0:?} tidak dikenal; gunakan UTC, WIB, WITA, WIT, atau selisih seperti +07:00")]
pub struct UnknownZone(String);

impl FromStr for SourceZone {
    type Err = UnknownZone;

    fn from_str(text: &str) -> Result<Self, Self::Err> {
        match text.trim().to_ascii_lowercase().as_str() {
            "utc" | "gmt" | "z" => Ok(Self::UTC),
            "wib" | "asia/jakarta" | "asia/pontianak" => Ok(Self::WIB),
            "wita" | "asia/makassar" => Ok(Self::WITA),
            "wit" | "asia/jayapura" => Ok(Self::WIT),
            other => offset(other)
                .map(Self)
                .ok_or_else(|| UnknownZone(text.to_owned())),
        }
    }
}

/// `+07:00`, `+0700` or `+7`.
fn offset(text: &str) -> Option<Offset> {
    let (sign, rest) = match text.strip_prefix('+') {
        Some(rest) => (1, rest),
        None => (-1, text.strip_prefix('-')?),
    };
    if rest.is_empty()
        || !rest
            .bytes()
            .all(|byte| byte.is_ascii_digit() || byte == b':')
    {
        return None;
    }
    let (hours, minutes) = match rest.split_once(':') {
        Some((hours, minutes)) if minutes.len() == 2 => (hours, minutes),
        Some(_) => return None,
        None if rest.len() == 4 => rest.split_at(2),
        None => (rest, "0"),
    };
    let (hours, minutes): (i32, i32) = (hours.parse().ok()?, minutes.parse().ok()?);
    if hours > 14 || minutes > 59 {
        return None;
    }
    Offset::from_seconds(sign * (hours * 3600 + minutes * 60)).ok()
}

impl fmt::Display for SourceZone {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match *self {
            Self::UTC => f.write_str("UTC"),
            Self::WIB => f.write_str("WIB"),
            Self::WITA => f.write_str("WITA"),
            Self::WIT => f.write_str("WIT"),
            Self(offset) => write!(f, "{offset}"),
        }
    }
}

/// How much of a file is taken before reading stops with a clear error.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Limits {
    /// Size of the file, bytes.
    pub file_bytes: u64,
    /// Size of an `.xlsx` once unpacked, and of all text taken from a file, bytes each.
    pub unpacked_bytes: u64,
    /// Rows below the header.
    pub rows: usize,
}

impl Default for Limits {
    /// 200 MiB, 1 GiB, two million rows.
    fn default() -> Self {
        Self {
            file_bytes: 200 << 20,
            unpacked_bytes: 1 << 30,
            rows: 2_000_000,
        }
    }
}

/// Options of [`super::read()`].
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct ReadOptions {
    /// Zone of the clock times, unless a cell names its own.
    pub source_zone: SourceZone,
    /// How much is taken.
    pub limits: Limits,
}

#[cfg(test)]
#[expect(clippy::unwrap_used, reason = "tests")]
mod tests {
    use super::*;

    #[test]
    fn zones_are_read_and_shown() {
        for (text, shown) in [
            ("utc", "UTC"),
            (" WIB ", "WIB"),
            ("Asia/Makassar", "WITA"),
            ("+09:00", "WIT"),
            ("+0700", "WIB"),
            ("+8", "WITA"),
        ] {
            assert_eq!(text.parse::<SourceZone>().unwrap().to_string(), shown);
        }
        for text in ["", "jakarta", "+99", "07:00", "+7:5", "+", "+1é", "+12é"] {
            assert!(text.parse::<SourceZone>().is_err(), "{text}");
        }
    }
}
