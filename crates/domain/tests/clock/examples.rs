//! The eight worked examples of the rule book, all WIB.
#![expect(clippy::unwrap_used, reason = "tests")]

use jiff::civil::{Date, date};
use lapor_domain::calendar::Calendar;
use lapor_domain::clock::{DayVerdict, Length, due, due_after_change, explain, met};
use lapor_domain::zone::Zone;

use crate::support::{known_at, last_day, pause, wib};

/// The dates that counted, in order.
fn counted(start: &str, length: Length, calendar: &Calendar) -> Vec<Date> {
    let lines = explain(wib(start), length, &[], calendar).days.into_iter();
    let counted = lines.filter(|line| matches!(line.verdict, DayVerdict::Counted(_)));
    counted.map(|line| line.date).collect()
}

#[test]
fn example_1_verification_over_a_weekend() {
    let calendar = known_at("2025-08-08T20:15");
    let three = Length::working(3);
    assert_eq!(
        last_day("2025-08-08T20:15", three, &[], &calendar),
        date(2025, 8, 13)
    );
    assert_eq!(
        last_day("2025-08-09T10:00", three, &[], &calendar),
        date(2025, 8, 13)
    );
    assert_eq!(
        last_day("2025-08-17T10:00", three, &[], &calendar),
        date(2025, 8, 21)
    );
    let days = [19, 20, 21].map(|d| date(2025, 8, d));
    assert_eq!(counted("2025-08-17T10:00", three, &calendar), days);
}

#[test]
fn example_2_a_holiday_added_later() {
    let then = known_at("2025-08-01T10:00");
    let now = wib("2025-08-07T15:00");
    let new = Calendar::national(Zone::Wib, now);
    let start = wib("2025-08-01T10:00");
    let (resolution, follow_up) = (Length::working(14), Length::working(5));

    assert_eq!(
        last_day("2025-08-01T10:00", resolution, &[], &then),
        date(2025, 8, 21)
    );
    let old = due(start, resolution, &[], &then).unwrap();
    let moved = due_after_change(old, start, resolution, &[], &new, now);
    assert_eq!(
        moved,
        Some(wib("2025-08-23T00:00")),
        "the end of Fri 22 Aug"
    );

    assert_eq!(
        last_day("2025-08-01T10:00", follow_up, &[], &then),
        date(2025, 8, 8)
    );
    let old = due(start, follow_up, &[], &then).unwrap();
    assert_eq!(
        due_after_change(old, start, follow_up, &[], &new, now),
        None
    );
    assert!(met(wib("2025-08-05T09:00"), old));
}

#[test]
fn example_3_lebaran_2025() {
    let calendar = known_at("2025-03-27T14:00");
    let five = Length::working(5);
    let last = last_day("2025-03-27T14:00", five, &[], &calendar);
    assert_eq!(last, date(2025, 4, 14));
    let days = [8, 9, 10, 11, 14].map(|d| date(2025, 4, d));
    assert_eq!(counted("2025-03-27T14:00", five, &calendar), days);
    assert_eq!(date(2025, 3, 27).until(last).unwrap().get_days(), 18);
}

#[test]
fn example_4_silence_over_the_years_end() {
    let calendar = known_at("2025-12-16T09:30");
    let closes = due(wib("2025-12-16T09:30"), Length::working(10), &[], &calendar).unwrap();
    assert_eq!(closes, "2026-01-03T00:00+07:00".parse().unwrap());
    assert!(met(wib("2026-01-02T23:59"), closes));
    assert!(!met(closes, closes), "the due instant itself is too late");
}

#[test]
fn example_5_nyepi_and_lebaran_2026() {
    let calendar = known_at("2026-03-13T08:00");
    let five = Length::working(5);
    assert_eq!(
        last_day("2026-03-13T08:00", five, &[], &calendar),
        date(2026, 3, 27)
    );
    let days = [16, 17, 25, 26, 27].map(|d| date(2026, 3, d));
    assert_eq!(counted("2026-03-13T08:00", five, &calendar), days);
}

#[test]
fn example_6_hold() {
    let calendar = known_at("2025-06-02T09:00");
    let fortnight = Length::working(14);
    let hold = [pause("2025-06-11T15:00", "2025-06-16T09:00")];
    let with = last_day("2025-06-02T09:00", fortnight, &hold, &calendar);
    assert_eq!(with, date(2025, 6, 30));
    let without = last_day("2025-06-02T09:00", fortnight, &[], &calendar);
    assert_eq!(without, date(2025, 6, 24));
    let expires = due(
        wib("2025-06-11T15:00"),
        Length::calendar(30),
        &[],
        &calendar,
    );
    assert_eq!(expires, Some(wib("2025-07-12T00:00")));
}

#[test]
fn example_7_dispute() {
    let calendar = known_at("2025-08-12T11:00");
    let fortnight = Length::working(14);
    let proposed = [pause("2025-08-12T11:00", "2025-08-14T16:00")];
    let disputed = last_day("2025-08-01T10:00", fortnight, &proposed, &calendar);
    assert_eq!(disputed, date(2025, 8, 26));
    let due = due(wib("2025-08-01T10:00"), fortnight, &[], &calendar).unwrap();
    assert!(met(wib("2025-08-12T11:00"), due), "if confirmed instead");
}

#[test]
fn example_8_supervisory() {
    let calendar = known_at("2026-02-02T10:00");
    let sixty = Length::working(60);
    let last = last_day("2026-02-02T10:00", sixty, &[], &calendar);
    assert_eq!(last, date(2026, 5, 8));
    assert_eq!(date(2026, 2, 2).until(last).unwrap().get_days(), 95);
    let days = counted("2026-02-02T10:00", sixty, &calendar);
    let nth = |n: usize| *days.get(n - 1).unwrap();
    assert_eq!((nth(17), nth(29)), (date(2026, 2, 27), date(2026, 3, 17)));
    assert_eq!((nth(34), nth(55)), (date(2026, 3, 31), date(2026, 4, 30)));
    assert_eq!((nth(56), nth(59)), (date(2026, 5, 4), date(2026, 5, 7)));
}
