//! The rules of the arithmetic, one by one, and the words.
#![expect(clippy::unwrap_used, reason = "tests")]

use jiff::civil::date;
use lapor_domain::calendar::{Calendar, FreeKind};
use lapor_domain::clock::{
    ClockKind, Length, Pause, date_short_id, date_words_id, due, due_after_change, due_words_id,
    explain, paused_working_days, shift_working_days, working_days_between,
};
use lapor_domain::zone::Zone;

use crate::support::{free, known_at, last_day, pause, wib};

const FIVE: Length = Length::working(5);

/// No free days but weekends; August 2025 begins on a Friday.
fn plain() -> Calendar {
    Calendar::new(Zone::Wib, [])
}

#[test]
fn rule_1_the_bodys_own_midnight_decides() {
    let late = "2025-08-07T23:30:00+07:00".parse().unwrap();
    let wib = due(late, FIVE, &[], &plain()).unwrap();
    let wit = due(late, FIVE, &[], &Calendar::new(Zone::Wit, [])).unwrap();
    assert_eq!(
        Zone::Wib.local_date(wib),
        date(2025, 8, 15),
        "Friday in Jakarta is day 1"
    );
    assert_eq!(
        Zone::Wit.local_date(wit),
        date(2025, 8, 16),
        "Friday in Jayapura is the start"
    );
}

#[test]
fn rule_3_pausing_and_resuming_on_one_day_changes_nothing() {
    let same_day = [pause("2025-08-06T08:00", "2025-08-06T23:59")];
    assert_eq!(
        last_day("2025-08-01T10:00", FIVE, &same_day, &plain()),
        date(2025, 8, 8)
    );
    let over_midnight = [pause("2025-08-06T23:59", "2025-08-07T00:00")];
    assert_eq!(
        last_day("2025-08-01T10:00", FIVE, &over_midnight, &plain()),
        date(2025, 8, 11)
    );
    let weekend = [pause("2025-08-02T08:00", "2025-08-04T08:00")];
    assert_eq!(
        last_day("2025-08-01T10:00", FIVE, &weekend, &plain()),
        date(2025, 8, 8)
    );
}

#[test]
fn pauses_may_overlap_and_come_in_any_order() {
    let pauses = [
        pause("2025-08-06T10:00", "2025-08-07T10:00"),
        pause("2025-08-04T10:00", "2025-08-08T10:00"),
        pause("2025-07-01T10:00", "2025-07-31T10:00"),
    ];
    assert_eq!(
        last_day("2025-08-01T10:00", FIVE, &pauses, &plain()),
        date(2025, 8, 14)
    );
}

#[test]
fn an_open_pause_leaves_the_due_date_unknown_unless_it_came_too_late() {
    let open = |from: &str| {
        [Pause {
            from: wib(from),
            to: None,
        }]
    };
    let start = wib("2025-08-01T10:00");
    assert_eq!(due(start, FIVE, &open("2025-08-08T23:00"), &plain()), None);
    let breached = due(start, FIVE, &open("2025-08-09T00:00"), &plain());
    assert_eq!(breached, Some(wib("2025-08-09T00:00")));
    let lines = explain(start, FIVE, &open("2025-08-05T10:00"), &plain());
    assert_eq!((lines.due, lines.days.len()), (None, 5));
    assert_eq!(
        lines.words_id().last().unwrap(),
        "Sel 5 Agu 2025 tidak dihitung: hitungan dijeda sampai dilanjutkan; \
         batas waktu belum dapat ditentukan"
    );
}

#[test]
fn lengths_of_none_and_of_a_century() {
    let start = wib("2025-08-02T10:00");
    assert_eq!(
        due(start, Length::working(0), &[], &plain()),
        Some(wib("2025-08-03T00:00"))
    );
    let longest = due(start, Length::working(u16::MAX), &[], &plain()).unwrap();
    assert_eq!(
        working_days_between(start, longest, &plain()),
        u32::from(u16::MAX)
    );
    let end_of_time = "9999-12-29T00:00:00Z".parse().unwrap();
    assert_eq!(due(end_of_time, FIVE, &[], &plain()), None);
}

#[test]
fn rule_6_a_day_that_becomes_free_moves_only_what_is_open() {
    let start = wib("2025-08-01T10:00");
    let old = due(start, FIVE, &[], &plain()).unwrap();
    let new = Calendar::new(Zone::Wib, [free(date(2025, 8, 7), FreeKind::Local)]);
    let moved = |now: &str| due_after_change(old, start, FIVE, &[], &new, wib(now));
    assert_eq!(moved("2025-08-06T10:00"), Some(wib("2025-08-12T00:00")));
    assert_eq!(
        moved("2025-08-08T23:59"),
        Some(wib("2025-08-12T00:00")),
        "still open"
    );
    assert_eq!(moved("2025-08-09T00:00"), None, "a breach stays");
    let calendar_days = Length::calendar(7);
    assert_eq!(
        due_after_change(old, start, calendar_days, &[], &new, start),
        None
    );
}

#[test]
fn rule_6_a_cancelled_free_day_never_surprises() {
    // Thu 7 Aug was free: due Mon 11 Aug. It is cancelled at various times; by itself: Fri 8 Aug.
    let start = wib("2025-08-01T10:00");
    let was = Calendar::new(Zone::Wib, [free(date(2025, 8, 7), FreeKind::Local)]);
    let old = due(start, FIVE, &[], &was).unwrap();
    assert_eq!(old, wib("2025-08-12T00:00"));
    let moved = |now: &str| due_after_change(old, start, FIVE, &[], &plain(), wib(now));
    assert_eq!(
        moved("2025-08-04T10:00"),
        Some(wib("2025-08-09T00:00")),
        "early enough"
    );
    assert_eq!(
        moved("2025-08-07T10:00"),
        Some(wib("2025-08-09T00:00")),
        "Friday is next"
    );
    assert_eq!(
        moved("2025-08-08T10:00"),
        None,
        "the next working day is the old due date"
    );
    assert_eq!(
        moved("2025-08-11T10:00"),
        None,
        "due tonight: never later either"
    );
    let open = [Pause {
        from: wib("2025-08-04T10:00"),
        to: None,
    }];
    assert_eq!(
        due_after_change(old, start, FIVE, &open, &plain(), start),
        None
    );
    // Two days cancelled at once, the floor lies between the new and the old due date.
    let days = [6, 7, 8].map(|d| free(date(2025, 8, d), FreeKind::JointLeave));
    let old = due(start, FIVE, &[], &Calendar::new(Zone::Wib, days)).unwrap();
    assert_eq!(old, wib("2025-08-14T00:00"));
    let moved = due_after_change(old, start, FIVE, &[], &plain(), wib("2025-08-08T10:00"));
    assert_eq!(
        moved,
        Some(wib("2025-08-12T00:00")),
        "not Fri 8 Aug, the end of Mon 11 Aug"
    );
}

#[test]
fn escalation_counts_whole_working_days_around_the_due_instant() {
    let calendar = known_at("2025-08-08T08:00");
    let due = wib("2025-08-19T00:00"); // the end of Mon 18 Aug, which is free
    let shifted = |days| shift_working_days(due, days, &calendar);
    assert_eq!(shifted(-1), wib("2025-08-15T00:00"), "Friday is left");
    assert_eq!(shifted(-3), wib("2025-08-13T00:00"));
    assert_eq!(shifted(0), due);
    assert_eq!(shifted(3), wib("2025-08-22T00:00"), "the end of Thu 21 Aug");
    assert_eq!(shifted(10), wib("2025-09-02T00:00"));
    let midday = shift_working_days(wib("2025-08-15T12:00"), 1, &calendar);
    assert_eq!(midday, wib("2025-08-20T00:00"));
}

#[test]
fn age_and_paused_share_count_as_the_clocks_do() {
    let start = wib("2025-08-01T10:00");
    let days = |to: &str| working_days_between(start, wib(to), &plain());
    assert_eq!([days("2025-07-01T00:00"), days("2025-08-01T11:00")], [0, 0]);
    assert_eq!([days("2025-08-04T23:59"), days("2025-08-05T00:00")], [0, 1]);
    let held = [pause("2025-08-05T10:00", "2025-08-11T10:00")];
    let paused = |to: &str| paused_working_days(start, wib(to), &held, &plain());
    assert_eq!(
        [paused("2025-08-07T09:00"), paused("2025-08-20T00:00")],
        [2, 4]
    );
}

#[test]
fn dates_are_written_as_people_write_them() {
    let day = date(2025, 8, 21);
    assert_eq!(date_words_id(day), "Kamis, 21 Agustus 2025");
    assert_eq!(date_short_id(day), "Kam 21 Agu 2025");
    assert_eq!(date_short_id(date(2026, 3, 1)), "Min 1 Mar 2026");
    let due = wib("2025-08-22T00:00");
    assert_eq!(
        due_words_id(due, Zone::Wib),
        "Kamis, 21 Agustus 2025 pukul 23.59 WIB"
    );
    assert_eq!(
        due_words_id(due, Zone::Wit),
        "Jumat, 22 Agustus 2025 pukul 01.59 WIT"
    );
}

#[test]
fn an_explanation_reads_day_by_day() {
    let calendar = known_at("2025-08-13T09:00");
    let held = [pause("2025-08-14T15:00", "2025-08-15T09:00")];
    let lines = explain(
        wib("2025-08-13T09:00"),
        Length::working(4),
        &held,
        &calendar,
    );
    insta::assert_snapshot!(lines.words_id().join("\n"), @"
    Rab 13 Agu 2025 hari mulai, belum dihitung
    Kam 14 Agu 2025 tidak dihitung: hitungan dijeda
    Jum 15 Agu 2025 hari ke-1
    Sab 16 Agu 2025 tidak dihitung: akhir pekan
    Min 17 Agu 2025 tidak dihitung: akhir pekan
    Sen 18 Agu 2025 tidak dihitung: cuti bersama Hari Kemerdekaan Republik Indonesia (SKB Tiga Menteri No. 933/2025; 1/2025; 3/2025)
    Sel 19 Agu 2025 hari ke-2
    Rab 20 Agu 2025 hari ke-3
    Kam 21 Agu 2025 hari ke-4; paling lambat Kamis, 21 Agustus 2025 pukul 23.59 WIB
    ");
    let again: lapor_domain::clock::Explanation =
        serde_json::from_str(&serde_json::to_string(&lines).unwrap()).unwrap();
    assert_eq!(again, lines);
}

#[test]
fn clocks_have_stable_codes() {
    for kind in ClockKind::ALL {
        assert_eq!(kind.as_str().parse::<ClockKind>().unwrap(), *kind);
        assert_eq!(serde_json::to_value(kind).unwrap(), kind.as_str());
    }
    assert_eq!(ClockKind::ALL.len(), 12);
}
