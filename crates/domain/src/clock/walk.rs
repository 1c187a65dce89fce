//! The one walk over a clock's days that both the due date and its explanation take, so that the
//! sentence an officer reads can never differ from the date the program holds them to.

use jiff::Timestamp;
use jiff::civil::Date;

use super::due::{DayUnit, Pause};
use crate::calendar::{Calendar, FreeDay, days_after, is_weekend};

/// What one day is to a clock. A day that would not count anyway is not called paused.
pub(super) enum Step<'a> {
    /// The day counts.
    Counts,
    /// Saturday or Sunday, on a clock of working days.
    Weekend,
    /// A free day, on a clock of working days.
    Free(&'a FreeDay),
    /// The clock stood still at the end of this day.
    Paused,
    /// As `Paused`, and nobody knows yet until when.
    PausedOpen,
}

/// Every day after the start and what it is, to the end of the calendar.
pub(super) fn walk<'a>(
    start: Timestamp,
    unit: DayUnit,
    pauses: &[Pause],
    calendar: &'a Calendar,
) -> impl Iterator<Item = (Date, Step<'a>)> + use<'a> {
    let mut standing = Standing::new(pauses, calendar);
    days_after(calendar.zone.local_date(start)).map(move |date| {
        let standing = standing.at_end_of(date);
        let step = match unit {
            DayUnit::Working if is_weekend(date) => Step::Weekend,
            DayUnit::Working => calendar.free_day(date).map_or(standing, Step::Free),
            DayUnit::Calendar => standing,
        };
        (date, step)
    })
}

/// The pauses as local dates, asked day by day in ascending order: a pause covers the date of its
/// beginning up to the day before the date of its end.
struct Standing {
    pauses: Vec<(Date, Option<Date>)>,
    next: usize,
    until: Option<Date>,
    open: bool,
}

impl Standing {
    fn new(pauses: &[Pause], calendar: &Calendar) -> Self {
        let local = |t| calendar.zone.local_date(t);
        let dates = |p: &Pause| (local(p.from), p.to.map(local));
        let mut pauses: Vec<_> = pauses.iter().map(dates).collect();
        pauses.sort_unstable();
        Self {
            pauses,
            next: 0,
            until: None,
            open: false,
        }
    }

    fn at_end_of<'a>(&mut self, date: Date) -> Step<'a> {
        while let Some((from, to)) = self.pauses.get(self.next)
            && *from <= date
        {
            self.open |= to.is_none();
            self.until = self.until.max(*to);
            self.next += 1;
        }
        match self.until {
            _ if self.open => Step::PausedOpen,
            Some(until) if date < until => Step::Paused,
            _ => Step::Counts,
        }
    }
}
