//! The legal clocks of a report, as arithmetic on local days.
//!
//! Pure functions of (start, length, pauses, calendar). The rules, in one place:
//!
//! 1. Dates are local dates of the body's zone.
//! 2. Day 1 is the first counting day *after* the local date of the start.
//! 3. A day counts when the clock is not paused at the end of that day: from the date of a pause
//!    up to the day before the date of resumption nothing counts; pausing and resuming on one day
//!    changes nothing.
//! 4. Due is the end of day n: 00:00 of the next calendar day, exclusive.
//! 5. Clocks in calendar days count every day, and pause alike.
//! 6. A day that becomes free moves open, unbreached clocks; a free day that is cancelled never
//!    brings a due date before the end of the next working day. See [`due_after_change`].

mod due;
mod explain;
mod hours;
mod kind;
mod minutes;
mod shift;
mod walk;
mod words;

pub use self::due::{DayUnit, Length, Pause, due, due_after_change, met};
pub use self::explain::{DayLine, DayVerdict, Explanation, explain};
pub use self::hours::{HoursError, HoursPeriod, Week, WorkPeriod, WorkingHours};
pub use self::kind::ClockKind;
pub use self::minutes::working_minutes_between;
pub use self::shift::{
    PausedSoFar, paused_so_far, paused_working_days, shift_working_days, working_days_between,
};
pub use self::words::{DAYS, MONTHS, date_short_id, date_words_id, due_words_id};
