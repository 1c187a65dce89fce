//! Dates, times and numbers as people read them in each language.

use jiff::Timestamp;
use jiff::civil::{Date, DateTime};
use jiff::tz::Offset;
use lapor_domain::clock::{DAYS, MONTHS};

use crate::i18n::{I18n, Lang};

const DAYS_EN: [&str; 7] = [
    "Monday",
    "Tuesday",
    "Wednesday",
    "Thursday",
    "Friday",
    "Saturday",
    "Sunday",
];
const MONTHS_EN: [&str; 12] = [
    "January",
    "February",
    "March",
    "April",
    "May",
    "June",
    "July",
    "August",
    "September",
    "October",
    "November",
    "December",
];

/// One of Indonesia's three zones; none has summer time.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Clockface {
    /// UTC+7.
    #[default]
    Wib,
    /// UTC+8.
    Wita,
    /// UTC+9.
    Wit,
}

impl Clockface {
    /// The zone with this offset in hours, WIB for anything else.
    pub fn from_hours(hours: i8) -> Self {
        match hours {
            8 => Self::Wita,
            9 => Self::Wit,
            _ => Self::Wib,
        }
    }

    /// The name people know.
    pub fn name(self) -> &'static str {
        match self {
            Self::Wib => "WIB",
            Self::Wita => "WITA",
            Self::Wit => "WIT",
        }
    }

    /// Local date and time of an instant.
    pub fn local(self, at: Timestamp) -> DateTime {
        let hours = match self {
            Self::Wib => 7,
            Self::Wita => 8,
            Self::Wit => 9,
        };
        Offset::constant(hours).to_datetime(at)
    }
}

impl I18n {
    /// An exclusive moment: "akhir 31 Juli 2023" for a midnight, else as [`Self::moment`].
    pub fn until(&self, at: Timestamp, face: Clockface) -> String {
        let local = face.local(at);
        match local.date().yesterday() {
            Ok(day) if local.time() == jiff::civil::Time::midnight() => {
                self.t1("until-end-of", "day", self.date(day))
            }
            _ => self.moment(at, face),
        }
    }

    /// "21 Agustus 2025", "21 August 2025".
    pub fn date(&self, date: Date) -> String {
        format!(
            "{} {} {}",
            date.day(),
            self.month_name(date.month()),
            date.year()
        )
    }

    /// "Kamis, 21 Agustus 2025".
    pub fn day_date(&self, date: Date) -> String {
        let days = if self.lang == Lang::Id { DAYS } else { DAYS_EN };
        let index = usize::from(date.weekday().to_monday_zero_offset().unsigned_abs());
        format!("{}, {}", days.get(index).unwrap_or(&""), self.date(date))
    }

    /// "Agustus 2025".
    pub fn month(&self, date: Date) -> String {
        format!("{} {}", self.month_name(date.month()), date.year())
    }

    /// "21 Agustus 2025 pukul 09.30 WIB".
    pub fn moment(&self, at: Timestamp, face: Clockface) -> String {
        let local = face.local(at);
        self.joined(&self.date(local.date()), local, face)
    }

    /// A moment, or only its day where no more is known.
    pub fn moment_or_day(&self, at: Timestamp, day_only: bool, face: Clockface) -> String {
        if day_only {
            self.date(face.local(at).date())
        } else {
            self.moment(at, face)
        }
    }

    /// A due instant, which is the exclusive end of its last day, as the last
    /// minute that still counts: "Kamis, 21 Agustus 2025 pukul 23.59 WIB".
    pub fn due(&self, due: Timestamp, face: Clockface) -> String {
        let last = due
            .checked_sub(jiff::SignedDuration::from_micros(1))
            .unwrap_or(due);
        let local = face.local(last);
        self.joined(&self.day_date(local.date()), local, face)
    }

    /// "12.530" in Indonesian, "12,530" in English.
    pub fn number(&self, n: u64) -> String {
        let digits = n.to_string();
        let mut out = String::with_capacity(digits.len() + digits.len() / 3);
        for (index, digit) in digits.chars().enumerate() {
            if index > 0 && (digits.len() - index).is_multiple_of(3) {
                out.push(if self.lang == Lang::Id { '.' } else { ',' });
            }
            out.push(digit);
        }
        out
    }

    /// Tenths of a percent as "97,2 %" or "97.2%".
    pub fn percent(&self, tenths: u32) -> String {
        let (whole, tenth) = (tenths / 10, tenths % 10);
        match self.lang {
            Lang::Id => format!("{whole},{tenth}\u{a0}%"),
            Lang::En => format!("{whole}.{tenth}%"),
        }
    }

    fn joined(self, date: &str, local: DateTime, face: Clockface) -> String {
        let (hour, minute, zone) = (local.hour(), local.minute(), face.name());
        match self.lang {
            Lang::Id => format!("{date} pukul {hour:02}.{minute:02}\u{a0}{zone}"),
            Lang::En => format!("{date}, {hour:02}:{minute:02}\u{a0}{zone}"),
        }
    }

    fn month_name(self, month: i8) -> &'static str {
        let names = if self.lang == Lang::Id {
            MONTHS
        } else {
            MONTHS_EN
        };
        let index = usize::from(month.unsigned_abs()).saturating_sub(1);
        names.get(index).copied().unwrap_or("")
    }
}

/// A tracking number in groups of four, easier to read aloud and to copy.
pub fn grouped(number: &str) -> String {
    let mut out = String::with_capacity(number.len() + number.len() / 4);
    for (index, c) in number.chars().enumerate() {
        if index > 0 && index % 4 == 0 {
            out.push(' ');
        }
        out.push(c);
    }
    out
}

#[cfg(test)]
mod tests {
    #![expect(clippy::unwrap_used, reason = "tests")]
    use super::*;

    #[test]
    fn a_due_instant_is_shown_as_the_last_minute_that_counts() {
        let due: Timestamp = "2025-08-22T00:00:00+07:00".parse().unwrap();
        assert_eq!(
            I18n::new(Lang::Id).due(due, Clockface::Wib),
            "Kamis, 21 Agustus 2025 pukul 23.59\u{a0}WIB"
        );
        assert_eq!(
            I18n::new(Lang::En).due(due, Clockface::Wib),
            "Thursday, 21 August 2025, 23:59\u{a0}WIB"
        );
    }

    #[test]
    fn zones_are_told_apart() {
        let at: Timestamp = "2025-08-21T16:30:00Z".parse().unwrap();
        let shown = I18n::default().moment(at, Clockface::from_hours(9));
        assert_eq!(shown, "22 Agustus 2025 pukul 01.30\u{a0}WIT");
    }

    #[test]
    fn where_only_the_day_is_known_no_time_is_shown() {
        let at: Timestamp = "2024-03-09T17:00:00Z".parse().unwrap();
        let shown = |day_only| I18n::default().moment_or_day(at, day_only, Clockface::Wib);
        assert_eq!(shown(true), "10 Maret 2024");
        assert_eq!(shown(false), "10 Maret 2024 pukul 00.00\u{a0}WIB");
    }

    #[test]
    fn numbers_have_the_languages_marks() {
        let (id, en) = (I18n::new(Lang::Id), I18n::new(Lang::En));
        assert_eq!(
            (id.number(12_530), en.number(1_012_530)),
            ("12.530".into(), "1,012,530".into())
        );
        assert_eq!((id.number(606), id.number(0)), ("606".into(), "0".into()));
        assert_eq!(
            (id.percent(972), en.percent(1000)),
            ("97,2\u{a0}%".into(), "100.0%".into())
        );
        assert_eq!(grouped("123456789012"), "1234 5678 9012");
    }
}
