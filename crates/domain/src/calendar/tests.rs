//! Tests of the calendar.
#![expect(clippy::unwrap_used, reason = "tests")]

use jiff::civil::date;

use super::*;

fn free(d: Date, kind: FreeKind, instrument: &str) -> FreeDay {
    FreeDay {
        date: d,
        name: "Hari Jadi Kota".into(),
        kind,
        instrument: instrument.into(),
    }
}

fn at(text: &str) -> Timestamp {
    text.parse().unwrap()
}

#[test]
fn a_holiday_is_known_from_the_day_it_was_decided() {
    let d = date(2025, 8, 18);
    let before = Calendar::national(Zone::Wib, at("2025-08-06T23:59:59+07:00"));
    let after = Calendar::national(Zone::Wib, at("2025-08-07T00:00:00+07:00"));
    assert!(before.is_working(d));
    assert_eq!(
        after.free_day(d).unwrap().instrument,
        "SKB Tiga Menteri No. 933/2025; 1/2025; 3/2025"
    );
    assert!(!after.is_working(d));
}

#[test]
fn nobody_knows_holidays_years_ahead() {
    let last = |known_at: &str| {
        let calendar = Calendar::national(Zone::Wib, at(known_at));
        calendar.free_days().last().unwrap().date.year()
    };
    assert_eq!(last("2024-01-31T08:00:00+07:00"), 2024);
    assert_eq!(last("2025-12-31T23:59:59+07:00"), 2026);
    assert_eq!(last("2026-01-01T00:00:00+07:00"), 2027);
}

#[test]
fn weekends_and_free_days_are_not_worked() {
    let calendar = Calendar::new(
        Zone::Wib,
        [free(date(2025, 7, 17), FreeKind::Local, "Perda")],
    );
    assert!(calendar.is_working(date(2025, 7, 16)));
    assert!(!calendar.is_working(date(2025, 7, 17)));
    assert!(!calendar.is_working(date(2025, 7, 19)));
    assert_eq!(
        calendar.next_working_after(date(2025, 7, 16)),
        date(2025, 7, 18)
    );
    assert_eq!(
        calendar.next_working_after(date(2025, 7, 18)),
        date(2025, 7, 21)
    );
    assert_eq!(calendar.next_working_after(Date::MAX), Date::MAX);
}

#[test]
fn the_strongest_reason_for_a_free_day_stays() {
    let d = date(2025, 7, 17);
    let local = free(d, FreeKind::Local, "Perda");
    let national = free(d, FreeKind::National, "Keppres");
    let mut calendar = Calendar::new(Zone::Wib, [national.clone(), local.clone()]);
    assert_eq!(calendar.free_days(), std::slice::from_ref(&national));
    calendar.add(local.clone());
    assert_eq!(calendar.free_day(d), Some(&national));
    calendar.add(free(d, FreeKind::National, "Keppres perubahan"));
    assert_eq!(calendar.remove(d).unwrap().instrument, "Keppres perubahan");
    assert_eq!(calendar.remove(d), None);
    calendar.add(local.clone());
    calendar.add(national.clone());
    assert_eq!(calendar.free_day(d), Some(&national));
}

#[test]
fn a_stored_calendar_is_sorted_when_read() {
    let days = [3, 1, 2].map(|d| free(date(2025, 7, d), FreeKind::Local, "Perda"));
    let calendar = Calendar::new(Zone::Wita, days.clone());
    let json = serde_json::json!({ "zone": "wita", "free": days });
    assert_eq!(serde_json::from_value::<Calendar>(json).unwrap(), calendar);
    let again: Calendar = serde_json::from_str(&serde_json::to_string(&calendar).unwrap()).unwrap();
    assert_eq!(again, calendar);
}

#[test]
fn counting_by_weeks_equals_counting_by_days() {
    let calendar = Calendar::national(Zone::Wib, at("2026-11-01T00:00:00Z"));
    let mut first = date(2024, 12, 20);
    for step in 0..40 {
        let mut one_by_one = 0;
        let mut last = first;
        for _ in 0..400 {
            one_by_one += u32::from(calendar.is_working(last));
            assert_eq!(
                calendar.count_working(first, last),
                one_by_one,
                "{step} {first} {last}"
            );
            last = last.tomorrow().unwrap();
        }
        assert_eq!(calendar.count_working(first, first.yesterday().unwrap()), 0);
        first = first.tomorrow().unwrap();
    }
}
