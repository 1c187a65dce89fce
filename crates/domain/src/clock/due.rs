//! When a clock runs out.

use jiff::Timestamp;
use jiff::civil::Date;
use serde::{Deserialize, Serialize};

use super::walk::{Step, walk};
use crate::calendar::Calendar;

/// Which days a length counts.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum DayUnit {
    /// Working days of the body's calendar.
    Working,
    /// Every day.
    Calendar,
}

/// How long a clock runs. Always policy data, never a constant of the program.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub struct Length {
    /// Number of days; 0 is due at the end of the day of the start.
    pub days: u16,
    /// Which days count.
    pub unit: DayUnit,
}

impl Length {
    /// So many working days.
    pub const fn working(days: u16) -> Self {
        Self {
            days,
            unit: DayUnit::Working,
        }
    }

    /// So many calendar days.
    pub const fn calendar(days: u16) -> Self {
        Self {
            days,
            unit: DayUnit::Calendar,
        }
    }
}

/// A time in which a clock stands still. Pauses may come in any order and may overlap.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub struct Pause {
    /// When the clock stopped.
    pub from: Timestamp,
    /// When it went on; `None` while it still stands.
    pub to: Option<Timestamp>,
}

/// The exclusive instant at which a clock runs out: local 00:00 of the day after day n.
///
/// `None` while an open pause keeps day n from being reached. A pause that opens only after day n
/// changes nothing: that clock had run out before, and a breach is never undone.
pub fn due(
    start: Timestamp,
    length: Length,
    pauses: &[Pause],
    calendar: &Calendar,
) -> Option<Timestamp> {
    let last = last_day(start, length, pauses, calendar)?;
    Some(calendar.zone.start_of_day(last.tomorrow().ok()?))
}

fn last_day(
    start: Timestamp,
    length: Length,
    pauses: &[Pause],
    calendar: &Calendar,
) -> Option<Date> {
    if length.days == 0 {
        return Some(calendar.zone.local_date(start));
    }
    let mut counted = 0;
    for (date, step) in walk(start, length.unit, pauses, calendar) {
        match step {
            Step::Counts => counted += 1,
            Step::PausedOpen => return None,
            Step::Weekend | Step::Free(_) | Step::Paused => {}
        }
        if counted == length.days {
            return Some(date);
        }
    }
    None
}

/// Whether what had to happen happened in time.
pub fn met(stop: Timestamp, due: Timestamp) -> bool {
    stop < due
}

/// The new due instant of an open clock after its calendar changed at `now`; `None` if it stays.
///
/// A clock that had already run out by `now` stays as it is, and so does one that stands still (it
/// is reckoned anew when it goes on). A day that became free moves the due instant later. A free
/// day that was cancelled moves it earlier, but not before the end of the next working day after
/// `now`, and never later than it was.
pub fn due_after_change(
    old_due: Timestamp,
    start: Timestamp,
    length: Length,
    pauses: &[Pause],
    calendar_new: &Calendar,
    now: Timestamp,
) -> Option<Timestamp> {
    if old_due <= now {
        return None;
    }
    let reckoned = due(start, length, pauses, calendar_new)?;
    let moved = if reckoned < old_due {
        let floor = end_of_next_working_day(now, calendar_new)?;
        reckoned.max(floor).min(old_due)
    } else {
        reckoned
    };
    (moved != old_due).then_some(moved)
}

fn end_of_next_working_day(now: Timestamp, calendar: &Calendar) -> Option<Timestamp> {
    let next = calendar.next_working_after(calendar.zone.local_date(now));
    Some(calendar.zone.start_of_day(next.tomorrow().ok()?))
}
