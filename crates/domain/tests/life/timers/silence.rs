//! Silence after a final answer closes, silence after a question archives: each after a reminder.

use jiff::{SignedDuration, Timestamp};
use lapor_domain::clock::ClockKind;
use lapor_domain::content::ContentKind;
use lapor_domain::report::clocks::{StopHow, is_duty};
use lapor_domain::report::command::Command;
use lapor_domain::report::event::What;
use lapor_domain::report::refusal::Refusal;
use lapor_domain::report::state::State;
use lapor_domain::testkit::commands::{hold, propose, reply, verify};
use lapor_domain::testkit::{Life, ROADS};
use lapor_domain::words::{ArchiveReason, EndedBy, Figure, Outcome, StateCode as St};

use super::{at, told};
use crate::clock_effects::last_effects;
use crate::lives::{R, assigned, held, proposed, wib};

/// Final answer Mon 2 Feb 2026, 10 working days: the last one is Wed 18 Feb.
#[test]
fn silence_closes_at_the_due_instant_after_a_reminder() {
    let life = proposed().wait_days(90).tick();
    assert_eq!(
        told(&life, ClockKind::AutoClose),
        [at("2026-02-12T00:00", "reminder 1")]
    );
    let last = life.events.last().unwrap();
    assert_eq!(last.occurred_at, wib("2026-02-19T00:00"));
    assert_eq!(last.recorded_at, life.now);
    let State::Closed(closure) = &life.report.state else {
        panic!("closed")
    };
    assert_eq!(closure.by, EndedBy::System);
    assert_eq!(closure.at, wib("2026-02-19T00:00"));
    assert_eq!(
        last_effects(&life),
        [
            "stop auto_close as ran_out",
            "stop resolution as done",
            "start reopen_window 30"
        ]
    );
    // Row 27 as 24: the resolution was met when the final answer was given.
    let resolution = life.report.clocks.iter();
    let mut resolution = resolution.filter(|clock| clock.kind == ClockKind::Resolution);
    let stop = resolution.next().unwrap().stopped.unwrap();
    assert_eq!(
        (stop.at, stop.how),
        (closure_proposed_at(&life), StopHow::Done)
    );
    // The window runs from the closing, not from when the program noticed.
    let window = life.report.clock(ClockKind::ReopenWindow).unwrap();
    assert_eq!(window.started_at, wib("2026-02-19T00:00"));
}

fn closure_proposed_at(life: &Life) -> Timestamp {
    let mut proposals = life.events.iter();
    let proposed = proposals.find(|e| matches!(e.event.what, What::ClosureProposed { .. }));
    proposed.unwrap().occurred_at
}

/// The due instant itself is too late, the microsecond before is not (rule 4).
#[test]
fn silence_waits_for_the_whole_last_day() {
    let before = wib("2026-02-19T00:00") - SignedDuration::from_micros(1);
    assert_eq!(
        proposed().at(before).tick().report.state.code(),
        St::ClosureProposed
    );
    let mut late = proposed().at(wib("2026-02-19T00:00"));
    let refused = late.give(R, Command::Confirm);
    assert!(
        matches!(
            refused,
            Err(Refusal::WrongState {
                state: St::Closed,
                ..
            })
        ),
        "{refused:?}"
    );
    let confirmed = proposed().at(before).as_reporter(Command::Confirm);
    assert!(
        matches!(&confirmed.report.state, State::Closed(closure) if closure.by == EndedBy::Reporter)
    );
}

/// Held Mon 2 Feb 2026, 30 calendar days: the last one is Wed 4 Mar.
#[test]
fn a_hold_runs_out_after_two_reminders() {
    let life = held().wait_days(90).tick();
    assert_eq!(
        told(&life, ClockKind::HoldExpiry),
        [
            at("2026-02-18T00:00", "reminder 1"),
            at("2026-03-02T00:00", "reminder 2"),
        ]
    );
    let last = life.events.last().unwrap();
    assert_eq!(last.occurred_at, wib("2026-03-05T00:00"));
    assert_eq!(last.recorded_at, life.now);
    let State::Archived(archival) = &life.report.state else {
        panic!("archived")
    };
    assert_eq!(archival.by, EndedBy::System);
    assert_eq!(archival.reason, ArchiveReason::Incomplete);
    assert_eq!(archival.at, wib("2026-03-05T00:00"));
    assert_eq!(
        last_effects(&life),
        [
            "stop hold_expiry as ran_out",
            "stop resolution as archived",
            "stop first_follow_up as archived",
            "stop accept as archived",
            "start objection_window 30"
        ]
    );
    let duties = life
        .report
        .clocks
        .iter()
        .filter(|clock| is_duty(clock.kind));
    assert_eq!(
        duties.filter(|clock| clock.breached).count(),
        0,
        "they stood still"
    );
}

#[test]
fn nobody_is_reminded_whom_nothing_reaches() {
    let nobody = || Life::received_with(|receipt| receipt.has_contact = false);
    let held = nobody().as_coordinator(hold()).wait_days(40).tick();
    assert_eq!(told(&held, ClockKind::HoldExpiry), []);
    assert_eq!(held.report.state.code(), St::Archived);
    let proposed = nobody()
        .as_coordinator(verify(ROADS))
        .as_unit(propose(Outcome::Done));
    let silent = proposed.wait_days(40).tick();
    assert_eq!(told(&silent, ClockKind::AutoClose), []);
    assert_eq!(silent.report.state.code(), St::Closed);
}

#[test]
fn a_reply_in_time_ends_the_hold() {
    let life = held()
        .wait_days(29)
        .as_reporter(reply())
        .wait_days(1)
        .tick();
    assert_eq!(life.report.state.code(), St::Assigned);
    let mut late = held().wait_days(31);
    // The hold had run out: what comes now is read, and opens nothing.
    assert_eq!(late.give(R, reply()), Ok(()));
    assert_eq!(late.report.figure(), Some(Figure::Archived));
}

#[test]
fn the_erased_are_not_reminded() {
    let erase = Command::Erase {
        ground: "permintaan".to_owned(),
    };
    let life = held().as_coordinator(erase).wait_days(40).tick();
    assert_eq!(told(&life, ClockKind::HoldExpiry), []);
    assert!(life.report.word(ContentKind::Phone).is_none());
}

/// A short hold has both reminders at once, never the second before the first.
#[test]
fn the_second_reminder_never_comes_before_the_first() {
    let life = assigned()
        .with_policy(|policy| policy.hold_expiry.days = 4)
        .as_unit(hold())
        .wait_days(10)
        .tick();
    assert_eq!(
        told(&life, ClockKind::HoldExpiry),
        [
            at("2026-02-05T00:00", "reminder 1"),
            at("2026-02-05T00:00", "reminder 2"),
        ]
    );
}
