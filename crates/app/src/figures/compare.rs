//! The period before, and the same period of the year before, as they were known at the equivalent moment.

use jiff::civil::Date;
use jiff::{Span, ToSpan as _};
use lapor_domain::zone::Zone;
use lapor_store::figures::Ask;

/// The question for the period before: as many whole months where the period is whole months, else as many days.
///
/// A half-finished month is compared with half of the month before: the moment goes back as far as the period does, so
/// that both had as long to be handled.
pub fn before(ask: &Ask, zone: Zone) -> Option<Ask> {
    let months = whole_months(ask.from, ask.to);
    let back = match months {
        Some(months) => months.months(),
        None => days(ask.from, ask.to).days(),
    };
    let from = ask
        .from
        .checked_sub(back)
        .ok()
        .filter(|from| is_known(*from))?;
    let to = ask.from.yesterday().ok()?;
    Some(Ask {
        from,
        to,
        ..moved(ask, zone, back)?
    })
}

/// The question for the same days of the year before.
pub fn last_year(ask: &Ask, zone: Zone) -> Option<Ask> {
    let from = ask
        .from
        .checked_sub(1.year())
        .ok()
        .filter(|from| is_known(*from))?;
    let to = ask.to.checked_sub(1.year()).ok()?;
    // To the end of February, whatever the year.
    let to = match whole_months(ask.from, ask.to) {
        Some(_) => to.last_of_month(),
        None => to,
    };
    Some(Ask {
        from,
        to,
        ..moved(ask, zone, 1.year())?
    })
}

/// No report is older: there is nothing to compare with.
fn is_known(from: Date) -> bool {
    from.year() >= 1990
}

/// The same question at a moment that lies so much earlier by the local clock.
fn moved(ask: &Ask, zone: Zone, back: Span) -> Option<Ask> {
    let local = zone.local(ask.moment()).checked_sub(back).ok()?;
    let day = zone.start_of_day(local.date());
    let since_midnight = local.date().to_datetime(jiff::civil::Time::midnight());
    let as_of = day.checked_add(since_midnight.duration_until(local)).ok()?;
    Some(Ask {
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
