//! The three time zones of Indonesia.
//!
//! None has summer time, so a fixed offset is the whole truth and no zone database is needed.

use std::fmt;
use std::str::FromStr;

use jiff::Timestamp;
use jiff::civil::{Date, DateTime, Time};
use jiff::tz::Offset;
use serde::{Deserialize, Serialize};

/// A body's time zone; every local date of its clocks is a date of this zone.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Zone {
    /// Waktu Indonesia Barat, UTC+7.
    Wib,
    /// Waktu Indonesia Tengah, UTC+8.
    Wita,
    /// Waktu Indonesia Timur, UTC+9.
    Wit,
}

impl Zone {
    /// The local calendar day at an instant.
    pub fn local_date(self, t: Timestamp) -> Date {
        self.local(t).date()
    }

    /// The local date and clock time at an instant.
    pub fn local(self, t: Timestamp) -> DateTime {
        self.offset().to_datetime(t)
    }

    /// The instant of local 00:00 on `d`.
    ///
    /// At the far ends of the calendar (years -9999 and 9999), where the instant cannot be
    /// expressed, the nearest instant that can.
    pub fn start_of_day(self, d: Date) -> Timestamp {
        let far_end = if d.year() < 0 {
            Timestamp::MIN
        } else {
            Timestamp::MAX
        };
        self.offset()
            .to_timestamp(d.to_datetime(Time::midnight()))
            .unwrap_or(far_end)
    }

    /// What people write after a clock time: `WIB`, `WITA`, `WIT`.
    pub fn abbreviation(self) -> &'static str {
        match self {
            Self::Wib => "WIB",
            Self::Wita => "WITA",
            Self::Wit => "WIT",
        }
    }

    /// Hours east of UTC.
    pub fn offset_hours(self) -> i8 {
        match self {
            Self::Wib => 7,
            Self::Wita => 8,
            Self::Wit => 9,
        }
    }

    /// East of UTC.
    pub fn offset(self) -> Offset {
        Offset::constant(self.offset_hours())
    }
}

impl fmt::Display for Zone {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.abbreviation())
    }
}

impl FromStr for Zone {
    type Err = UnknownZone;

    /// Reads `wib`, `wita`, `wit` in any case.
    fn from_str(text: &str) -> Result<Self, UnknownZone> {
        [Self::Wib, Self::Wita, Self::Wit]
            .into_iter()
            .find(|zone| zone.abbreviation().eq_ignore_ascii_case(text.trim()))
            .ok_or_else(|| UnknownZone(text.to_owned()))
    }
}

/// The word is none of the three zones.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error("zona waktu \"{0}\" tidak dikenal; tulis wib, wita atau wit")]
pub struct UnknownZone(pub String);

#[cfg(test)]
mod tests {
    #![expect(clippy::unwrap_used, reason = "tests")]

    use jiff::civil::date;

    use super::*;

    #[test]
    fn one_instant_is_two_days_across_the_country() {
        let t: Timestamp = "2025-08-08T16:30:00Z".parse().unwrap();
        assert_eq!(Zone::Wib.local_date(t), date(2025, 8, 8));
        assert_eq!(Zone::Wita.local_date(t), date(2025, 8, 9));
        assert_eq!(Zone::Wit.local(t), date(2025, 8, 9).at(1, 30, 0, 0));
    }

    #[test]
    fn a_day_starts_at_local_midnight() {
        for zone in [Zone::Wib, Zone::Wita, Zone::Wit] {
            let start = zone.start_of_day(date(2025, 8, 9));
            assert_eq!(zone.local(start), date(2025, 8, 9).at(0, 0, 0, 0));
        }
        assert_eq!(
            Zone::Wib.start_of_day(Date::MAX).max(Timestamp::MAX),
            Timestamp::MAX
        );
        assert_eq!(
            Zone::Wit.start_of_day(Date::MIN).min(Timestamp::MIN),
            Timestamp::MIN
        );
    }

    #[test]
    fn words_are_read_in_any_case_and_refused_with_help() {
        assert_eq!("WITA".parse(), Ok(Zone::Wita));
        assert_eq!(" wit ".parse(), Ok(Zone::Wit));
        let refused = "utc".parse::<Zone>().unwrap_err().to_string();
        assert_eq!(
            refused,
            "zona waktu \"utc\" tidak dikenal; tulis wib, wita atau wit"
        );
        assert_eq!(serde_json::to_string(&Zone::Wib).unwrap(), "\"wib\"");
    }
}
