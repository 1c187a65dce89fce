//! Working days as a distance: escalation before and after a due date, and age.

use jiff::civil::Date;
use jiff::{SignedDuration, Timestamp};

use super::due::Pause;
use crate::calendar::{Calendar, days_after};

/// Moves an instant by whole local working days; always lands on a local 00:00.
///
/// An instant at 00:00 belongs to the day that ends there, as every due instant does. Then
///
/// - `+k` is the end of the k-th working day after that day ("3 working days after the breach");
/// - `-k` is the latest 00:00 from which k whole working days remain up to the end of that day
///   ("1 working day before due": the morning of the last working day, never a Saturday);
/// - `0` is the end of that day, so a due instant stays what it is.
pub fn shift_working_days(instant: Timestamp, days: i32, calendar: &Calendar) -> Timestamp {
    let just_before = instant
        .checked_sub(SignedDuration::from_micros(1))
        .unwrap_or(instant);
    let day = calendar.zone.local_date(just_before);
    let is_working = |d: &Date| calendar.is_working(*d);
    let skipped = (days.unsigned_abs() as usize).saturating_sub(1);
    let landed = if days < 0 {
        let back = std::iter::successors(Some(day), |d| d.yesterday().ok());
        back.filter(is_working).nth(skipped).unwrap_or(Date::MIN)
    } else {
        let last = match days {
            0 => Some(day),
            _ => days_after(day).filter(is_working).nth(skipped),
        };
        last.and_then(|d| d.tomorrow().ok()).unwrap_or(Date::MAX)
    };
    calendar.zone.start_of_day(landed)
}

/// Working days that began after the local date of `from` and were over by `to`.
///
/// Counts as the clocks do: an unpaused clock of n working days has run out at `to` exactly when
/// this is at least n.
pub fn working_days_between(from: Timestamp, to: Timestamp, calendar: &Calendar) -> u32 {
    let zone = calendar.zone;
    match (
        zone.local_date(from).tomorrow(),
        zone.local_date(to).yesterday(),
    ) {
        (Ok(first), Ok(last)) => calendar.count_working(first, last),
        _ => 0,
    }
}

/// Of the days of [`working_days_between`], those at whose end the clock stood still.
pub fn paused_working_days(
    from: Timestamp,
    to: Timestamp,
    pauses: &[Pause],
    calendar: &Calendar,
) -> u32 {
    let last = day_before(to, calendar);
    let days = |pause: &Pause| {
        let (first, end) = days_of(pause, calendar);
        (first, end.map_or(last, |end| end.min(last)))
    };
    let start = calendar.zone.local_date(from);
    working_days_in(pauses.iter().map(days).collect(), start, calendar)
}

/// What [`paused_working_days`] of a clock that runs is made of, at any time by which its pauses but an open one were over.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct PausedSoFar {
    /// Working days of pauses that are over.
    pub over: u32,
    /// Where it stands still: the day after which every working day that is over is one more.
    pub since: Option<Date>,
}

/// How long a clock that runs has stood still.
pub fn paused_so_far(from: Timestamp, pauses: &[Pause], calendar: &Calendar) -> PausedSoFar {
    let start = calendar.zone.local_date(from);
    let days = pauses.iter().map(|pause| days_of(pause, calendar));
    let opened = days.clone().filter(|(_, end)| end.is_none());
    let since = opened.map(|(first, _)| before(first)).min();
    let until = since.unwrap_or(Date::MAX);
    let over = days.filter_map(|(first, end)| Some((first, end?.min(until))));
    PausedSoFar {
        over: working_days_in(over.collect(), start, calendar),
        since: since.map(|since| since.max(start)),
    }
}

/// First and last day at whose end a pause held; no last one where it is open.
fn days_of(pause: &Pause, calendar: &Calendar) -> (Date, Option<Date>) {
    let first = calendar.zone.local_date(pause.from);
    (first, pause.to.map(|to| day_before(to, calendar)))
}

fn day_before(to: Timestamp, calendar: &Calendar) -> Date {
    before(calendar.zone.local_date(to))
}

fn before(day: Date) -> Date {
    day.yesterday().unwrap_or(Date::MIN)
}

/// Working days after a day that lie in some stretches, each once.
///
/// They are taken one after another, each without the days of those before it: figures ask this of every clock.
fn working_days_in(mut stretches: Vec<(Date, Date)>, after: Date, calendar: &Calendar) -> u32 {
    stretches.sort_unstable();
    let mut counted = after;
    let mut all = 0;
    for (first, end) in stretches {
        let next = counted.tomorrow().unwrap_or(Date::MAX);
        all += calendar.count_working(first.max(next), end);
        counted = counted.max(end);
    }
    all
}

#[cfg(test)]
mod tests {
    use jiff::ToSpan as _;
    use jiff::civil::date;
    use proptest::prelude::*;

    use super::*;
    use crate::clock::due::DayUnit;
    use crate::clock::walk::{Step, walk};
    use crate::zone::Zone;

    proptest! {
        #[test]
        fn pauses_are_those_of_the_walk(
            from in 0i64..2_000, to in 0i64..2_000,
            pauses in prop::collection::vec((0i64..2_000, prop::option::of(-200i64..500)), 0..5),
        ) {
            let calendar = Calendar::national(Zone::Wit, Timestamp::MAX);
            let instant = |hours: i64| Zone::Wit.start_of_day(date(2025, 3, 1)) + hours.hours();
            let pause = |(from, len): (i64, Option<i64>)| Pause {
                from: instant(from),
                to: len.map(|len| instant(from + len)),
            };
            let pauses: Vec<Pause> = pauses.into_iter().map(pause).collect();
            let (from, to) = (instant(from), instant(to));
            let end = Zone::Wit.local_date(to);
            let walked = walk(from, DayUnit::Working, &pauses, &calendar)
                .take_while(|(date, _)| *date < end)
                .filter(|(_, step)| matches!(step, Step::Paused | Step::PausedOpen));
            let all = paused_working_days(from, to, &pauses, &calendar);
            prop_assert_eq!(all as usize, walked.count());
            // The same in parts, where none of the pauses that are over was over only later.
            let over = pauses.into_iter().filter(|pause| pause.to.is_none_or(|over| over <= to));
            let pauses: Vec<Pause> = over.collect();
            let PausedSoFar { over, since } = paused_so_far(from, &pauses, &calendar);
            let more = since.map(|day| working_days_between(Zone::Wit.start_of_day(day), to, &calendar));
            prop_assert_eq!(over + more.unwrap_or(0), paused_working_days(from, to, &pauses, &calendar));
        }
    }
}
