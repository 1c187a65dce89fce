//! Short words for the tests.
#![expect(clippy::unwrap_used, reason = "tests")]

use jiff::Timestamp;
use jiff::civil::Date;
use lapor_domain::calendar::{Calendar, FreeDay, FreeKind};
use lapor_domain::clock::{Length, Pause, due};
use lapor_domain::zone::Zone;

/// A local WIB time, `2025-08-08T20:15`.
pub(crate) fn wib(text: &str) -> Timestamp {
    format!("{text}:00+07:00").parse().unwrap()
}

/// The WIB calendar as it was known at a local time.
pub(crate) fn known_at(text: &str) -> Calendar {
    Calendar::national(Zone::Wib, wib(text))
}

pub(crate) fn pause(from: &str, to: &str) -> Pause {
    Pause {
        from: wib(from),
        to: Some(wib(to)),
    }
}

/// The last day that is still in time, having checked that the due instant is its local end.
pub(crate) fn last_day(start: &str, length: Length, pauses: &[Pause], calendar: &Calendar) -> Date {
    let due = due(wib(start), length, pauses, calendar).unwrap();
    let day = calendar.zone.local_date(due).yesterday().unwrap();
    assert_eq!(due, calendar.zone.start_of_day(day.tomorrow().unwrap()));
    day
}

pub(crate) fn free(date: Date, kind: FreeKind) -> FreeDay {
    FreeDay {
        date,
        name: "Hari libur uji".into(),
        kind,
        instrument: "Keputusan uji".into(),
    }
}
