//! Worked examples of section 4 as lives: the same dates must come out of commands and events.

use jiff::{SignedDuration, Timestamp};
use lapor_domain::calendar::Calendar;
use lapor_domain::clock::ClockKind;
use lapor_domain::report::Report;
use lapor_domain::report::calendar_change::calendar_moved;
use lapor_domain::report::clocks::StopHow;
use lapor_domain::report::command::Command;
use lapor_domain::report::context::Context;
use lapor_domain::report::decide::receive;
use lapor_domain::report::event::{ActorRef, Recorded, What};
use lapor_domain::report::permit::{Actor, permit_receive};
use lapor_domain::testkit::commands::{answer, dispute, hold, propose, reply, verify};
use lapor_domain::testkit::{self as kit, Life, ROADS, receipt};
use lapor_domain::words::{Figure, Outcome};
use lapor_domain::zone::Zone;

use crate::lives::wib;

/// Received at an instant, under the calendar known then.
fn received(at: &str) -> Life {
    let now = wib(at);
    let world = Life {
        now,
        calendar: Calendar::national(Zone::Wib, now),
        ..Life::received()
    };
    let context = Context {
        root: None,
        ..world.context()
    };
    let decision = permit_receive(Actor::Reporter, kit::CITY, &world.directory)
        .and_then(|permit| receive(&permit, receipt(kit::CITY), now, None, &context))
        .unwrap();
    let first = Recorded {
        seq: 1,
        occurred_at: decision.occurred_at,
        recorded_at: now,
        actor: ActorRef::REPORTER,
        event: decision.event,
    };
    Life {
        report: Report::first(world.report.id, &first).unwrap(),
        events: vec![first],
        ..world
    }
}

/// Disposed as an ordinary complaint at the instant of its receipt.
fn disposed(at: &str) -> Life {
    received(at).as_coordinator(verify(ROADS))
}

pub(crate) fn due(life: &Life, kind: ClockKind) -> Timestamp {
    life.report.clock(kind).unwrap().due
}

/// The decree becomes known, and every running clock hears of it.
fn learns_of(mut life: Life, at: &str) -> Life {
    life.now = wib(at);
    life.elapse();
    life.calendar = Calendar::national(Zone::Wib, life.now);
    if let Some(moved) = calendar_moved(&life.report, &life.context(), "SKB") {
        life.record(moved, ActorRef::SYSTEM);
    }
    life
}

#[test]
fn example_1_verification_over_a_weekend() {
    for (at, end) in [
        ("2025-08-08T20:15", "2025-08-14T00:00"),
        ("2025-08-09T10:00", "2025-08-14T00:00"),
        ("2025-08-17T10:00", "2025-08-22T00:00"),
    ] {
        assert_eq!(
            due(&received(at), ClockKind::Verification),
            wib(end),
            "{at}"
        );
    }
}

#[test]
fn example_2_a_holiday_added_later() {
    let life = disposed("2025-08-01T10:00");
    assert_eq!(due(&life, ClockKind::Resolution), wib("2025-08-22T00:00"));
    assert_eq!(
        due(&life, ClockKind::FirstFollowUp),
        wib("2025-08-09T00:00")
    );
    let moved = learns_of(life.clone(), "2025-08-07T09:00");
    assert_eq!(due(&moved, ClockKind::Resolution), wib("2025-08-23T00:00"));
    assert_eq!(
        due(&moved, ClockKind::FirstFollowUp),
        wib("2025-08-09T00:00")
    );
    let last = moved.events.last().unwrap();
    assert_eq!(last.occurred_at, wib("2025-08-07T09:00"));
    assert!(matches!(&last.event.what, What::CalendarMoved { instrument } if instrument == "SKB"));
    // One that was answered on 5 Aug is untouched.
    let soon = life.day(6);
    let answered = life.at(wib("2025-08-05T11:00")).as_unit(answer(soon));
    let first = |life: &Life| {
        let mut clocks = life.report.clocks.iter();
        clocks
            .find(|clock| clock.kind == ClockKind::FirstFollowUp)
            .cloned()
    };
    let before = first(&answered);
    assert_eq!(first(&learns_of(answered, "2025-08-07T09:00")), before);
}

#[test]
fn example_4_silence_over_the_years_end() {
    let life = disposed("2025-12-15T09:00")
        .at(wib("2025-12-16T09:30"))
        .as_unit(propose(Outcome::Done));
    let closing = wib("2026-01-03T00:00");
    let on_time = life.clone().at(closing).tick();
    let last = on_time.events.last().unwrap();
    assert!(matches!(last.event.what, What::Closed { .. }));
    assert_eq!((last.occurred_at, last.recorded_at), (closing, closing));
    // As of an instant: what was recorded before it.
    let figure_at = |life: &Life, at: Timestamp| {
        let known = life.events.iter().filter(|event| event.recorded_at < at);
        Report::fold(life.report.id, known).unwrap().figure()
    };
    let in_process = Some(Figure::InProcess);
    assert_eq!(figure_at(&on_time, wib("2026-01-01T00:00")), in_process);
    assert_eq!(figure_at(&on_time, closing), in_process);
    let after = closing + SignedDuration::from_micros(1);
    assert_eq!(figure_at(&on_time, after), Some(Figure::Handled));
    // A late timer moves the figure, never the past.
    let late = life.at(wib("2026-01-05T08:00")).tick();
    assert_eq!(late.events.last().unwrap().occurred_at, closing);
    assert_eq!(figure_at(&late, wib("2026-01-04T00:00")), in_process);
    assert_eq!(
        figure_at(&late, wib("2026-01-06T00:00")),
        Some(Figure::Handled)
    );
}

#[test]
fn example_6_hold() {
    let held = disposed("2025-06-02T10:00")
        .at(wib("2025-06-11T15:00"))
        .as_coordinator(hold());
    assert_eq!(due(&held, ClockKind::HoldExpiry), wib("2025-07-12T00:00"));
    let replied = held
        .clone()
        .at(wib("2025-06-16T09:00"))
        .as_reporter(reply());
    assert_eq!(
        due(&replied, ClockKind::Resolution),
        wib("2025-07-01T00:00")
    );
    let silent = held.at(wib("2025-08-01T00:00")).tick();
    let last = silent.events.last().unwrap();
    assert_eq!(last.occurred_at, wib("2025-07-12T00:00"));
    assert_eq!(silent.report.figure(), Some(Figure::Archived));
}

#[test]
fn example_7_dispute() {
    // 18 Aug is free from the beginning here.
    let mut life = received("2025-08-01T08:00");
    life.calendar = Calendar::national(Zone::Wib, wib("2025-08-08T00:00"));
    let proposed = life
        .as_coordinator(verify(ROADS))
        .at(wib("2025-08-12T11:00"))
        .as_unit(propose(Outcome::Done));
    let disputed = proposed
        .clone()
        .at(wib("2025-08-14T16:00"))
        .as_reporter(dispute());
    assert_eq!(
        due(&disputed, ClockKind::Resolution),
        wib("2025-08-27T00:00")
    );
    let confirmed = proposed
        .at(wib("2025-08-14T16:00"))
        .as_reporter(Command::Confirm);
    let mut clocks = confirmed.report.clocks.iter();
    let resolution = clocks
        .find(|clock| clock.kind == ClockKind::Resolution)
        .unwrap();
    let stop = resolution.stopped.unwrap();
    assert_eq!(
        (stop.at, stop.how),
        (wib("2025-08-12T11:00"), StopHow::Done)
    );
    assert_eq!(resolution.met(), Some(true));
}
