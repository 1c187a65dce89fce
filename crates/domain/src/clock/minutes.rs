//! How much office time passed. For figures only.

use jiff::Timestamp;
use jiff::civil::{Date, Time};

use super::due::Pause;
use super::hours::WorkingHours;
use crate::calendar::Calendar;

/// Whole minutes of office time in `from..to`, without the pauses.
///
/// Pauses are cut out to the microsecond here, unlike in due dates, which know whole days only.
/// An open pause lasts until `to`.
pub fn working_minutes_between(
    from: Timestamp,
    to: Timestamp,
    pauses: &[Pause],
    hours: &WorkingHours,
    calendar: &Calendar,
) -> u64 {
    let stretches = running(from, to, pauses).into_iter();
    let micros: i64 = stretches
        .map(|(a, b)| working_micros(a, b, hours, calendar))
        .sum();
    micros.unsigned_abs() / 60_000_000
}

/// `from..to` less the pauses: ascending, disjoint, none empty.
fn running(from: Timestamp, to: Timestamp, pauses: &[Pause]) -> Vec<(Timestamp, Timestamp)> {
    let mut pauses = pauses.to_vec();
    pauses.sort_unstable_by_key(|p| p.from);
    let mut stretches = Vec::with_capacity(pauses.len() + 1);
    let mut at = from;
    for pause in pauses {
        let until = pause.to.unwrap_or(to);
        // A pause that ends before it begins hides nothing.
        if until <= pause.from {
            continue;
        }
        let stopped = pause.from.min(to);
        if at < stopped {
            stretches.push((at, stopped));
        }
        at = at.max(until);
    }
    if at < to {
        stretches.push((at, to));
    }
    stretches
}

fn working_micros(
    from: Timestamp,
    to: Timestamp,
    hours: &WorkingHours,
    calendar: &Calendar,
) -> i64 {
    let zone = calendar.zone;
    let (first, last) = (zone.local_date(from), zone.local_date(to));
    let (from, to) = (from.as_microsecond(), to.as_microsecond());
    let days = std::iter::successors(Some(first), |d| d.tomorrow().ok());
    let on_day = |date: Date| -> i64 {
        let midnight = zone.start_of_day(date).as_microsecond();
        let worked = |work_from: Time, work_to: Time| {
            let begin = midnight + micros_of_day(work_from);
            let end = midnight + micros_of_day(work_to);
            (end.min(to) - begin.max(from)).max(0)
        };
        hours
            .on(date)
            .iter()
            .map(|work| worked(work.from, work.to))
            .sum()
    };
    days.take_while(|d| *d <= last)
        .filter(|d| calendar.is_working(*d))
        .map(on_day)
        .sum()
}

fn micros_of_day(t: Time) -> i64 {
    let minutes = i64::from(t.hour()) * 60 + i64::from(t.minute());
    let seconds = minutes * 60 + i64::from(t.second());
    seconds * 1_000_000 + i64::from(t.subsec_nanosecond()) / 1000
}
