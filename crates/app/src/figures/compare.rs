//! The period before, and the same period of the year before, as they were known when they were as old.

use jiff::civil::{Date, Time};
use jiff::{SignedDuration, Timestamp, ToSpan as _};
use lapor_domain::zone::Zone;
use lapor_store::figures::{Answer, Ask};

/// By how many days less another period may have been handled and still be beside this one: as far as public figures of a
/// period that runs go back.
const MOST_APART: i64 = 7;

/// Counts of another period.
#[derive(Clone, Debug)]
pub struct Earlier {
    /// What is told of it.
    pub answer: Answer,
    /// By how many days its moment lies before the one at which it was as old as the period beside it.
    pub days_fewer: i64,
    /// Something was recorded by then: of what was written down later, as by an import, nought would say nothing.
    pub is_recorded: bool,
}

impl Earlier {
    /// Of an answer to such a question.
    pub(super) fn of(asked: &Ask, answer: Answer, is_recorded: bool) -> Self {
        Self {
            days_fewer: days_fewer(asked, answer.as_of),
            is_recorded,
            answer,
        }
    }

    /// Whether what became of its reports is a comparison; how many there were always is.
    pub const fn is_alike(&self) -> bool {
        is_alike(self.days_fewer)
    }
}

/// Whether a period of which so many reports were received was recorded at its moment, and not all of it later; `is_known` says
/// whether anything at all was recorded by then.
pub(super) const fn is_recorded(is_known: bool, received: u64, recorded_later: u64) -> bool {
    is_known && (received > 0 || recorded_later == 0)
}

/// Whether what was told of another period, instead of what was asked, still compares.
pub fn is_as_old(asked: &Ask, told: Timestamp) -> bool {
    is_alike(days_fewer(asked, told))
}

/// By how many days a moment lies before the one that was asked for.
pub(super) fn days_fewer(asked: &Ask, told: Timestamp) -> i64 {
    told.duration_until(asked.moment()).as_hours() / 24
}

/// Whether so many days less to be handled are few.
pub(super) const fn is_alike(days_fewer: i64) -> bool {
    days_fewer <= MOST_APART
}

/// The question for the period before: as many whole months where the period is whole months, else as many days.
///
/// Both had as long to be handled: the moment is as long after its end, or, where the period has not ended, as long after
/// its beginning.
pub fn before(ask: &Ask, zone: Zone) -> Option<Ask> {
    let back = match whole_months(ask.from, ask.to) {
        Some(months) => months.months(),
        None => days(ask.from, ask.to).days(),
    };
    let from = ask.from.checked_sub(back).ok()?;
    moved(ask, zone, from, ask.from.yesterday().ok()?)
}

/// The question for the same days of the year before. A year has none: that is the period before. Longer ones would overlap.
pub fn last_year(ask: &Ask, zone: Zone) -> Option<Ask> {
    if ask.to.tomorrow().ok()? >= ask.from.checked_add(1.year()).ok()? {
        return None;
    }
    let from = ask.from.checked_sub(1.year()).ok()?;
    let to = ask.to.checked_sub(1.year()).ok()?;
    // To the end of February, whatever the year.
    let to = match whole_months(ask.from, ask.to) {
        Some(_) => to.last_of_month(),
        None => to,
    };
    moved(ask, zone, from, to)
}

/// The last day of a period that a moment lets one see: of one that runs it is no later than the day of the moment.
pub fn last_seen(from: Date, to: Date, as_of: Timestamp, zone: Zone) -> Date {
    let before = as_of.checked_sub(SignedDuration::from_micros(1));
    let day = zone.local_date(before.unwrap_or(as_of));
    to.min(day).max(from)
}

/// The same question of other days, at the moment at which they were as old.
fn moved(ask: &Ask, zone: Zone, from: Date, to: Date) -> Option<Ask> {
    // No report is older: there is nothing to compare with.
    if from.year() < 1990 {
        return None;
    }
    let local = zone.local(ask.moment());
    let (here, there) = if local.date() > ask.to {
        (ask.to, to)
    } else {
        (ask.from, from)
    };
    let day = there.checked_add(here.until(local.date()).ok()?).ok()?;
    let midnight = local.date().to_datetime(Time::midnight());
    let as_of = zone.start_of_day(day);
    let as_of = as_of.checked_add(midnight.duration_until(local)).ok()?;
    Some(Ask {
        from,
        to,
        as_of: Some(as_of),
        by: None,
        ..*ask
    })
}

/// How many whole calendar months the days are, if they are.
fn whole_months(from: Date, to: Date) -> Option<i32> {
    let is_whole = from == from.first_of_month() && to == to.last_of_month();
    let years = i32::from(to.year()) - i32::from(from.year());
    let months = years * 12 + i32::from(to.month()) - i32::from(from.month()) + 1;
    is_whole.then_some(months)
}

fn days(from: Date, to: Date) -> i64 {
    from.duration_until(to).as_hours() / 24 + 1
}

#[cfg(test)]
mod tests {
    #![expect(clippy::unwrap_used, reason = "tests")]
    use jiff::civil::date;
    use lapor_store::figures::{Scope, Sight};

    use super::*;

    fn asked(from: Date, to: Date, as_of: &str) -> Ask {
        Ask {
            scope: Scope::Installation,
            sight: Sight::WHOLE,
            from,
            to,
            as_of: Some(as_of.parse().unwrap()),
            by: None,
            now: "2026-01-01T00:00:00Z".parse().unwrap(),
        }
    }

    #[test]
    fn months_are_compared_with_months() {
        let ask = asked(
            date(2024, 2, 1),
            date(2024, 2, 29),
            "2024-03-15T10:00:00+07:00",
        );
        let one = before(&ask, Zone::Wib).unwrap();
        assert_eq!((one.from, one.to), (date(2024, 1, 1), date(2024, 1, 31)));
        assert_eq!(
            one.as_of,
            Some("2024-02-15T10:00:00+07:00".parse().unwrap())
        );
        let year = last_year(&ask, Zone::Wib).unwrap();
        assert_eq!((year.from, year.to), (date(2023, 2, 1), date(2023, 2, 28)));
        assert_eq!(
            year.as_of,
            Some("2023-03-15T10:00:00+07:00".parse().unwrap())
        );
        let ask = asked(
            date(2024, 1, 1),
            date(2024, 12, 31),
            "2025-01-01T00:00:00+07:00",
        );
        let one = before(&ask, Zone::Wib).unwrap();
        assert_eq!((one.from, one.to), (date(2023, 1, 1), date(2023, 12, 31)));
        assert_eq!(
            one.as_of,
            Some("2024-01-01T00:00:00+07:00".parse().unwrap())
        );
        // The year before is the period before: it is said once.
        assert_eq!(last_year(&ask, Zone::Wib), None);
    }

    #[test]
    fn a_period_that_is_long_over_is_compared_by_days_after_its_end() {
        let ask = asked(
            date(2023, 7, 1),
            date(2023, 7, 31),
            "2023-12-30T00:00:00+07:00",
        );
        // The 151st day after the end of each.
        let one = before(&ask, Zone::Wib).unwrap();
        assert_eq!(
            one.as_of,
            Some("2023-11-29T00:00:00+07:00".parse().unwrap())
        );
    }

    #[test]
    fn what_runs_is_compared_with_as_many_days() {
        let ask = asked(
            date(2024, 1, 1),
            date(2024, 12, 31),
            "2024-01-31T00:00:00+07:00",
        );
        let one = before(&ask, Zone::Wib).unwrap();
        assert_eq!((one.from, one.to), (date(2023, 1, 1), date(2023, 12, 31)));
        assert_eq!(
            one.as_of,
            Some("2023-01-31T00:00:00+07:00".parse().unwrap())
        );
        let seen = |ask: &Ask| last_seen(ask.from, ask.to, ask.moment(), Zone::Wib);
        assert_eq!(
            (seen(&ask), seen(&one)),
            (date(2024, 1, 30), date(2023, 1, 30))
        );
        // A longer month beside a shorter one, which is over by then.
        let ask = asked(
            date(2024, 3, 1),
            date(2024, 3, 31),
            "2024-03-31T00:00:00+07:00",
        );
        let one = before(&ask, Zone::Wib).unwrap();
        assert_eq!(
            (one.as_of, seen(&one)),
            (
                Some("2024-03-02T00:00:00+07:00".parse().unwrap()),
                date(2024, 2, 29)
            )
        );
    }

    #[test]
    fn a_week_less_is_the_most() {
        let ask = asked(
            date(2023, 6, 1),
            date(2023, 6, 30),
            "2023-07-15T00:00:00+07:00",
        );
        let fewer = |told: &str| days_fewer(&ask, told.parse().unwrap());
        assert_eq!(fewer("2023-07-15T00:00:00+07:00"), 0);
        assert!(is_alike(fewer("2023-07-08T00:00:00+07:00")));
        assert!(!is_alike(fewer("2023-07-07T00:00:00+07:00")));
    }

    #[test]
    fn other_days_are_compared_with_as_many() {
        let ask = asked(
            date(2024, 3, 4),
            date(2024, 3, 10),
            "2024-03-11T00:00:00+07:00",
        );
        let one = before(&ask, Zone::Wib).unwrap();
        assert_eq!((one.from, one.to), (date(2024, 2, 26), date(2024, 3, 3)));
        assert_eq!(
            one.as_of,
            Some("2024-03-04T00:00:00+07:00".parse().unwrap())
        );
    }
}
