//! The due date against a plain second reading of the rules: walk every date from the start, ask
//! each time whether any pause holds at its last microsecond, and count.
#![expect(clippy::unwrap_used, reason = "tests")]

use jiff::civil::{Date, Weekday, date};
use jiff::{SignedDuration, Timestamp, ToSpan};
use lapor_domain::calendar::{Calendar, FreeKind};
use lapor_domain::clock::{
    DayUnit, DayVerdict, Length, Pause, due, due_after_change, explain, working_days_between,
};
use lapor_domain::zone::Zone;
use proptest::prelude::*;

use crate::support::free;

const HOUR: i64 = 3_600_000_000;
/// Wed 1 Jan 2025, 00:00 UTC, in microseconds; all cases lie in the months after it.
const EPOCH: i64 = 1_735_689_600_000_000;

fn instant(micros: i64) -> Timestamp {
    Timestamp::from_microsecond(EPOCH + micros).unwrap()
}

/// Rule 3 asked of the very last microsecond of the day, in instants instead of dates.
fn stands_at_end_of(day: Date, pauses: &[Pause], offset_hours: i8) -> bool {
    let next = day.checked_add(1.day()).unwrap();
    let utc_midnight = (next - date(1970, 1, 1)).get_days();
    let hours = i64::from(utc_midnight) * 24 - i64::from(offset_hours);
    let end = Timestamp::from_microsecond(hours * HOUR - 1).unwrap();
    pauses
        .iter()
        .any(|p| p.from <= end && p.to.is_none_or(|to| to > end))
}

fn plain_due(
    start: Timestamp,
    length: Length,
    pauses: &[Pause],
    free: &[Date],
    zone: Zone,
) -> Option<Date> {
    let offset = zone.offset_hours();
    let local_hours = start.as_microsecond().div_euclid(HOUR) + i64::from(offset);
    let mut day = date(1970, 1, 1) + local_hours.div_euclid(24).days();
    let mut left = length.days;
    let forever = pauses
        .iter()
        .filter(|p| p.to.is_none())
        .map(|p| p.from)
        .min();
    while left > 0 {
        day = day.checked_add(1.day()).unwrap();
        let rest = matches!(day.weekday(), Weekday::Saturday | Weekday::Sunday);
        let works = length.unit == DayUnit::Calendar || !(rest || free.contains(&day));
        if works && !stands_at_end_of(day, pauses, offset) {
            left -= 1;
        } else if forever.is_some() && day > date(2026, 6, 1) {
            return None;
        }
    }
    Some(day)
}

fn zones() -> impl Strategy<Value = Zone> {
    prop_oneof![Just(Zone::Wib), Just(Zone::Wita), Just(Zone::Wit)]
}

fn lengths() -> impl Strategy<Value = Length> {
    (0_u16..16, any::<bool>()).prop_map(|(days, working)| Length {
        days,
        unit: if working {
            DayUnit::Working
        } else {
            DayUnit::Calendar
        },
    })
}

/// Half of all instants on a full hour, so that local midnights are hit often.
fn instants() -> impl Strategy<Value = i64> {
    (0_i64..24 * 40, prop_oneof![Just(0), 0..HOUR]).prop_map(|(hours, rest)| hours * HOUR + rest)
}

fn pauses() -> impl Strategy<Value = Vec<Pause>> {
    let one = (instants(), 0_i64..24 * 9, 0..24_u8).prop_map(|(from, hours, open)| Pause {
        from: instant(from),
        to: (open != 0).then(|| instant(from + hours * HOUR)),
    });
    proptest::collection::vec(one, 0..4)
}

fn free_dates() -> impl Strategy<Value = Vec<Date>> {
    let one = (0_i32..60).prop_map(|n| date(2025, 1, 1).checked_add(n.days()).unwrap());
    proptest::collection::vec(one, 0..6)
}

fn calendar(zone: Zone, dates: &[Date]) -> Calendar {
    Calendar::new(zone, dates.iter().map(|d| free(*d, FreeKind::National)))
}

/// No files of past failures: a found case becomes a test of its own.
fn cases(cases: u32) -> ProptestConfig {
    ProptestConfig {
        cases,
        failure_persistence: None,
        ..ProptestConfig::default()
    }
}

proptest! {
    #![proptest_config(cases(100_000))]

    #[test]
    fn due_is_what_a_plain_reading_gives(
        zone in zones(), start in instants(), length in lengths(), pauses in pauses(), dates in free_dates(),
    ) {
        let calendar = calendar(zone, &dates);
        let start = instant(start);
        let expected = plain_due(start, length, &pauses, &dates, zone)
            .map(|last| zone.start_of_day(last.checked_add(1.day()).unwrap()));
        prop_assert_eq!(due(start, length, &pauses, &calendar), expected);
    }
}

proptest! {
    #![proptest_config(cases(20_000))]

    #[test]
    fn the_explanation_ends_where_the_clock_does(
        zone in zones(), start in instants(), length in lengths(), pauses in pauses(), dates in free_dates(),
    ) {
        let calendar = calendar(zone, &dates);
        let shown = explain(instant(start), length, &pauses, &calendar);
        let counted = shown.days.iter().filter(|l| matches!(l.verdict, DayVerdict::Counted(_)));
        let last = shown.days.last().unwrap();
        prop_assert!(shown.days.is_sorted_by(|a, b| a.date.tomorrow().unwrap() == b.date));
        if let Some(due) = shown.due {
            prop_assert_eq!(counted.count(), usize::from(length.days));
            prop_assert_eq!(due, zone.start_of_day(last.date.tomorrow().unwrap()));
        } else {
            prop_assert_eq!(&last.verdict, &DayVerdict::Paused);
        }
    }

    #[test]
    fn a_clock_has_run_out_when_its_days_are_over(
        zone in zones(), start in instants(), days in 1_u16..16, dates in free_dates(),
    ) {
        let calendar = calendar(zone, &dates);
        let start = instant(start);
        let due = due(start, Length::working(days), &[], &calendar).unwrap();
        let just_before = due - SignedDuration::from_micros(1);
        prop_assert_eq!(working_days_between(start, due, &calendar), u32::from(days));
        prop_assert_eq!(working_days_between(start, just_before, &calendar), u32::from(days) - 1);
    }

    #[test]
    fn a_changed_calendar_is_never_unfair(
        zone in zones(), start in instants(), length in lengths(), pauses in pauses(),
        before in free_dates(), after in free_dates(), later in 0_i64..24 * 20,
    ) {
        let (old, new) = (calendar(zone, &before), calendar(zone, &after));
        let (start, now) = (instant(start), instant(start + later * HOUR));
        let Some(was) = due(start, length, &pauses, &old) else { return Ok(()) };
        let moved = due_after_change(was, start, length, &pauses, &new, now);
        let Some(moved) = moved else { return Ok(()) };
        prop_assert!(was > now && moved != was);
        let reckoned = due(start, length, &pauses, &new).unwrap();
        let next = new.next_working_after(zone.local_date(now)).tomorrow().unwrap();
        prop_assert!(moved >= reckoned);
        prop_assert!(moved == reckoned || moved == zone.start_of_day(next));
        prop_assert!(moved > was || moved >= zone.start_of_day(next));
        // Told the same again, nothing moves.
        prop_assert_eq!(due_after_change(moved, start, length, &pauses, &new, now), None);
    }
}
