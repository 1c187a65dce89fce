//! Dates as exports and spreadsheet programs write them.

use jiff::civil::Date;

use super::cell::Cell;
use super::clock::{Clock, from_clock_text, number, time_of};

/// A date cell that was understood, perhaps with a time and a zone of its own.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Written {
    pub(crate) date: Date,
    pub(crate) clock: Option<Clock>,
}

/// Why a date cell cannot be used.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum DateFault {
    Empty,
    Unreadable,
    /// Month before day: the whole file may have been saved by a program set to American dates.
    MonthFirst,
    /// A date, though not one on which such a report can have come in.
    OutOfRange,
}

/// The national system began in 2011; what lies outside is a slip of the keyboard.
const YEARS: std::ops::RangeInclusive<i16> = 2000..=2100;

/// Serial days that a bare number may mean (1982 to 2119); smaller numbers are something else.
const SERIAL_DAYS: std::ops::Range<f64> = 30_000.0..80_000.0;

/// Reads a date cell: "18 Jan 2024", "3 Mei 2023", ISO, dd/mm/yyyy, Excel's serial days; a time may follow.
pub(crate) fn read_date(cell: &Cell) -> Result<Written, DateFault> {
    let written = match cell {
        Cell::Empty => return Err(DateFault::Empty),
        Cell::Error(_) => return Err(DateFault::Unreadable),
        Cell::Serial(days) | Cell::Number(days) => from_serial(*days)?,
        Cell::Text(text) => {
            let text = text.trim().to_lowercase();
            if text.is_empty() {
                return Err(DateFault::Empty);
            }
            match text.replace(',', ".").parse::<f64>() {
                Ok(days) if SERIAL_DAYS.contains(&days) => from_serial(days)?,
                _ => from_text(&text)?,
            }
        }
    };
    if YEARS.contains(&written.date.year()) {
        Ok(written)
    } else {
        Err(DateFault::OutOfRange)
    }
}

fn from_serial(days: f64) -> Result<Written, DateFault> {
    if !SERIAL_DAYS.contains(&days) {
        return Err(DateFault::Unreadable);
    }
    let seconds = (days * 86_400.0).round() as i64;
    let date = jiff::civil::date(1899, 12, 30)
        .checked_add(jiff::Span::new().days(seconds / 86_400))
        .map_err(|_| DateFault::OutOfRange)?;
    // Without a fraction the cell is a date alone, not midnight.
    let clock = if days.fract() == 0.0 {
        None
    } else {
        time_of(seconds % 86_400).map(|time| Clock { time, zone: None })
    };
    Ok(Written { date, clock })
}

/// `text` is trimmed and in lower case.
pub(crate) fn from_text(text: &str) -> Result<Written, DateFault> {
    let mut words = text
        .split([' ', ',', '\t', '\n', '\u{a0}'])
        .filter(|word| !word.is_empty())
        .peekable();
    words.next_if(|word| is_weekday(word));
    let first = words.next().ok_or(DateFault::Empty)?;
    let (date, mut rest) = if let Some((day, clock)) = iso_pair(first) {
        (whole_date(day)?, vec![clock])
    } else if first.contains(['-', '/', '.']) {
        (whole_date(first)?, Vec::new())
    } else {
        let (second, third) = (
            words.next().ok_or(DateFault::Unreadable)?,
            words.next().ok_or(DateFault::Unreadable)?,
        );
        (from_parts(first, second, third)?, Vec::new())
    };
    rest.extend(words);
    if rest.is_empty() {
        return Ok(Written { date, clock: None });
    }
    let clock = from_clock_text(&rest.join(" ")).ok_or(DateFault::Unreadable)?;
    Ok(Written {
        date,
        clock: Some(clock),
    })
}

/// "2024-01-18t17:05:09z" into its halves.
fn iso_pair(word: &str) -> Option<(&str, &str)> {
    let (day, clock) = word.split_once('t')?;
    (day.len() == 10
        && day
            .bytes()
            .all(|byte| byte.is_ascii_digit() || byte == b'-'))
    .then_some((day, clock))
}

/// A date in one word: 2024-01-18, 18/01/2024, 18-jan-24.
fn whole_date(word: &str) -> Result<Date, DateFault> {
    let mut parts = word.split(['-', '/', '.']);
    let (Some(a), Some(b), Some(c), None) =
        (parts.next(), parts.next(), parts.next(), parts.next())
    else {
        return Err(DateFault::Unreadable);
    };
    if a.len() == 4 {
        from_parts(c, b, a)
    } else {
        from_parts(a, b, c)
    }
}

fn from_parts(day: &str, month: &str, year: &str) -> Result<Date, DateFault> {
    // "Jan 18 2024" can mean one thing only.
    let (day, month) = if month_number(day).is_some() {
        (month, day)
    } else {
        (day, month)
    };
    let day = number(day.trim_end_matches('.')).ok_or(DateFault::Unreadable)?;
    let year = match (year.len(), number(year)) {
        (4, Some(year)) => year,
        (2, Some(year)) => 2000 + year,
        _ => return Err(DateFault::Unreadable),
    };
    let month = match month_number(month) {
        Some(month) => month,
        None => number(month).ok_or(DateFault::Unreadable)?,
    };
    if (13..=31).contains(&month) && (1..=12).contains(&day) {
        return Err(DateFault::MonthFirst);
    }
    Date::new(
        year,
        i8::try_from(month).unwrap_or(0),
        i8::try_from(day).unwrap_or(0),
    )
    .map_err(|_| DateFault::Unreadable)
}

/// Names of months, Indonesian and English, with the short forms that are not a beginning of a full one.
const MONTHS: [&[&str]; 12] = [
    &["januari", "january"],
    &["februari", "february", "pebruari"],
    &["maret", "march", "mrt"],
    &["april"],
    &["mei", "may"],
    &["juni", "june"],
    &["juli", "july"],
    &["agustus", "august", "agt", "ags", "agst"],
    &["september"],
    &["oktober", "october"],
    &["november", "nopember"],
    &["desember", "december"],
];

fn month_number(word: &str) -> Option<i16> {
    let word = word.trim_end_matches('.');
    if word.len() < 3 {
        return None;
    }
    let at = MONTHS
        .iter()
        .position(|names| names.iter().any(|name| name.starts_with(word)))?;
    i16::try_from(at + 1).ok()
}

fn is_weekday(word: &str) -> bool {
    const NAMES: [&str; 16] = [
        "senin",
        "selasa",
        "rabu",
        "kamis",
        "jumat",
        "jum'at",
        "sabtu",
        "minggu",
        "ahad",
        "monday",
        "tuesday",
        "wednesday",
        "thursday",
        "friday",
        "saturday",
        "sunday",
    ];
    word.len() >= 3
        && NAMES
            .iter()
            .any(|name| name.starts_with(word.trim_end_matches('.')))
}

#[cfg(test)]
#[expect(clippy::unwrap_used, reason = "tests")]
mod tests {
    use jiff::civil::{date, time};

    use super::*;
    use crate::sp4n::SourceZone;

    fn text(text: &str) -> Cell {
        Cell::Text(text.to_owned())
    }

    #[test]
    fn dates_in_every_dress() {
        let day = date(2024, 1, 18);
        for raw in [
            "18 Jan 2024",
            " 18  januari 2024 ",
            "18 January 2024",
            "2024-01-18",
            "2024/01/18",
            "18/01/2024",
            "18-01-2024",
            "18.1.2024",
            "18-Jan-24",
            "Kamis, 18 Januari 2024",
            "Jan 18, 2024",
            "45309",
            "18\u{a0}Jan 2024",
        ] {
            assert_eq!(
                read_date(&text(raw)),
                Ok(Written {
                    date: day,
                    clock: None
                }),
                "{raw}"
            );
        }
        for days in [Cell::Serial(45_309.0), Cell::Number(45_309.0)] {
            assert_eq!(
                read_date(&days),
                Ok(Written {
                    date: day,
                    clock: None
                })
            );
        }
    }

    #[test]
    fn months_in_both_languages() {
        let pairs = [
            ("Feb", 2),
            ("Peb", 2),
            ("Mar", 3),
            ("Apr", 4),
            ("May", 5),
            ("Mei", 5),
            ("Jun", 6),
            ("Jul", 7),
            ("Agu", 8),
            ("Agt", 8),
            ("Aug", 8),
            ("Sep", 9),
            ("Sept.", 9),
            ("Okt", 10),
            ("Oct", 10),
            ("Nov", 11),
            ("Nop", 11),
            ("Des", 12),
            ("Dec", 12),
        ];
        for (name, month) in pairs {
            assert_eq!(
                read_date(&text(&format!("3 {name} 2023"))).unwrap().date,
                date(2023, month, 3),
                "{name}"
            );
        }
    }

    #[test]
    fn a_date_may_bring_its_time_and_zone() {
        let clock = |raw: &str| read_date(&text(raw)).unwrap().clock.unwrap();
        let five = Clock {
            time: time(17, 5, 9, 0),
            zone: None,
        };
        assert_eq!(clock("18 Jan 2024 17:05:09"), five);
        assert_eq!(clock("2024-01-18T17:05:09"), five);
        assert_eq!(clock("2024-01-18 17:05:09.123"), five);
        assert_eq!(clock("2024-01-18T17:05:09Z").zone, Some(SourceZone::UTC));
        assert_eq!(
            clock("2024-01-18T17:05:09+07:00").zone,
            Some(SourceZone::WIB)
        );
        assert_eq!(
            clock("2024-01-18T17:05:09-03:00").zone,
            "-03:00".parse().ok()
        );
        let serial = read_date(&Cell::Serial(45_309.711_909_722)).unwrap();
        assert_eq!((serial.date, serial.clock), (date(2024, 1, 18), Some(five)));
    }

    #[test]
    fn faults_of_dates_are_told_apart() {
        let fault = |raw: &str| read_date(&text(raw)).unwrap_err();
        assert_eq!(fault("  "), DateFault::Empty);
        assert_eq!(fault("01/18/2024"), DateFault::MonthFirst);
        assert_eq!(fault("18 Jan 1024"), DateFault::OutOfRange);
        for raw in [
            "kemarin",
            "31 Feb 2024",
            "18 Jan",
            "18 Foo 2024",
            "2024",
            "1/2/3/4",
            "18 Jan 2024 besok",
            "é/é/é",
            "99999999",
        ] {
            assert_eq!(fault(raw), DateFault::Unreadable, "{raw}");
        }
        for number in [f64::NAN, f64::INFINITY, -1.0, 0.0, 1e300] {
            assert_eq!(read_date(&Cell::Number(number)), Err(DateFault::Unreadable));
        }
    }
}
