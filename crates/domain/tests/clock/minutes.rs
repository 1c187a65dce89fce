//! Office minutes against counting them one slot at a time.
#![expect(clippy::unwrap_used, reason = "tests")]

use jiff::Timestamp;
use jiff::civil::{Time, date, time};
use lapor_domain::calendar::{Calendar, FreeKind};
use lapor_domain::clock::{
    HoursError, HoursPeriod, Pause, Week, WorkPeriod, WorkingHours, working_minutes_between,
};
use lapor_domain::zone::Zone;
use proptest::prelude::*;

use crate::support::{free, pause, wib};

/// Offices' hours begin and end on quarters; so do the instants of the cases.
const SLOT: i64 = 15 * 60;

fn ramadan_2025() -> WorkingHours {
    let ramadan = HoursPeriod {
        from: date(2025, 3, 1),
        to: date(2025, 3, 30),
        week: Week::ramadan(),
        instrument: "Surat edaran uji".into(),
    };
    WorkingHours {
        week: Week::usual(),
        periods: vec![ramadan],
    }
}

fn minutes(from: &str, to: &str, pauses: &[Pause]) -> u64 {
    let calendar = Calendar::new(Zone::Wib, [free(date(2025, 2, 20), FreeKind::Local)]);
    working_minutes_between(wib(from), wib(to), pauses, &ramadan_2025(), &calendar)
}

#[test]
fn a_week_has_its_legal_hours() {
    assert_eq!(
        minutes("2025-02-10T00:00", "2025-02-17T00:00", &[]),
        37 * 60 + 30
    );
    assert_eq!(
        minutes("2025-03-03T00:00", "2025-03-10T00:00", &[]),
        32 * 60 + 30
    );
    assert_eq!(
        minutes("2025-02-17T00:00", "2025-02-24T00:00", &[]),
        30 * 60,
        "Thu is free"
    );
}

#[test]
fn breaks_nights_and_pauses_do_not_count() {
    assert_eq!(minutes("2025-02-10T11:30", "2025-02-10T13:10", &[]), 40);
    assert_eq!(
        minutes("2025-02-14T16:00", "2025-02-17T08:00", &[]),
        60,
        "Friday to Monday"
    );
    let pauses = [
        pause("2025-02-10T09:00", "2025-02-10T10:00"),
        pause("2025-02-10T08:00", "2025-02-10T09:30"),
        pause("2025-02-10T11:00", "2025-02-10T11:00"),
    ];
    assert_eq!(
        minutes("2025-02-10T07:00", "2025-02-10T12:00", &pauses),
        270 - 120
    );
    let open = [Pause {
        from: wib("2025-02-10T08:30"),
        to: None,
    }];
    assert_eq!(minutes("2025-02-10T07:00", "2025-02-11T12:00", &open), 60);
    assert_eq!(
        minutes("2025-02-11T07:00", "2025-02-10T07:00", &[]),
        0,
        "backwards"
    );
}

#[test]
fn impossible_hours_are_refused_with_help() {
    let stretch = |from, to| WorkPeriod {
        from: time(from, 0, 0, 0),
        to: time(to, 0, 0, 0),
    };
    let monday = |stretches: Vec<WorkPeriod>| {
        let mut days: [Vec<WorkPeriod>; 7] = Default::default();
        days[0] = stretches;
        Week::new(days)
    };
    let overlap = monday(vec![stretch(8, 12), stretch(11, 16)]).unwrap_err();
    assert_eq!(
        overlap,
        HoursError::Overlap {
            day: 1,
            from: time(11, 0, 0, 0)
        }
    );
    let reversed = monday(vec![stretch(12, 8)]).unwrap_err().to_string();
    assert!(
        reversed.contains("jam selesai harus sesudah jam mulai"),
        "{reversed}"
    );
    assert!(monday(vec![stretch(8, 12), stretch(12, 16)]).is_ok());
}

#[test]
fn stored_hours_are_checked_when_read() {
    let hours = ramadan_2025();
    let mut json = serde_json::to_value(&hours).unwrap();
    assert_eq!(
        serde_json::from_value::<WorkingHours>(json.clone()).unwrap(),
        hours
    );
    json["week"][0][0]["to"] = "05:00:00".into();
    let refused = serde_json::from_value::<WorkingHours>(json)
        .unwrap_err()
        .to_string();
    assert!(refused.contains("jam kerja hari ke-1"), "{refused}");
}

/// Is this slot worked: local quarter of an hour beginning at `second`.
fn worked(second: i64, pauses: &[(i64, Option<i64>)], calendar: &Calendar) -> bool {
    let t = Timestamp::from_second(second).unwrap();
    let local = calendar.zone.local(t);
    let hour = |h, m| time(h, m, 0, 0);
    let within = |a: Time, b: Time| a <= local.time() && local.time() < b;
    let friday = local.date().weekday() == jiff::civil::Weekday::Friday;
    let ramadan = local.date() >= date(2025, 3, 1);
    let open = match (ramadan, friday) {
        (false, false) => within(hour(7, 30), hour(12, 0)) || within(hour(13, 0), hour(16, 0)),
        (false, true) => within(hour(7, 30), hour(11, 30)) || within(hour(13, 0), hour(16, 30)),
        (true, false) => within(hour(8, 0), hour(12, 0)) || within(hour(12, 30), hour(15, 0)),
        (true, true) => within(hour(8, 0), hour(11, 30)) || within(hour(12, 30), hour(15, 30)),
    };
    let holds =
        |&(from, to): &(i64, Option<i64>)| from <= second && to.is_none_or(|to| second < to);
    open && calendar.is_working(local.date()) && !pauses.iter().any(holds)
}

proptest! {
    #![proptest_config(ProptestConfig {
        cases: 2_000, failure_persistence: None, ..ProptestConfig::default()
    })]

    #[test]
    fn office_minutes_are_what_counting_slots_gives(
        start in 0_i64..96 * 10,
        slots in 0_i64..96 * 6,
        pauses in proptest::collection::vec((0_i64..96 * 14, 0_i64..96 * 2, 0..10_u8), 0..4),
        free_day in 20_i8..28,
    ) {
        // From Thu 20 Feb 2025 on, across the first day of other hours.
        let calendar = Calendar::new(Zone::Wita, [free(date(2025, 2, free_day), FreeKind::Local)]);
        let second = |slot: i64| 1_740_009_600 + slot * SLOT;
        let instant = |second| Timestamp::from_second(second).unwrap();
        let pauses: Vec<(i64, Option<i64>)> = pauses
            .into_iter()
            .map(|(from, len, open)| (second(from), (open != 0).then(|| second(from + len))))
            .collect();
        let slow = (start..start + slots).filter(|s| worked(second(*s), &pauses, &calendar)).count();
        let exact: Vec<Pause> = pauses
            .iter()
            .map(|(from, to)| Pause { from: instant(*from), to: to.map(instant) })
            .collect();
        let (from, to) = (instant(second(start)), instant(second(start + slots)));
        let fast = working_minutes_between(from, to, &exact, &ramadan_2025(), &calendar);
        prop_assert_eq!(fast, slow as u64 * 15);
    }
}
