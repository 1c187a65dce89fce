//! What the program does by itself, each at its own instant, once, even if it was down (section 4).

mod silence;

use jiff::Timestamp;
use lapor_domain::clock::ClockKind;
use lapor_domain::report::command::Command;
use lapor_domain::report::event::{ActorRef, Recorded, What};
use lapor_domain::report::state::State;
use lapor_domain::testkit::Life;
use lapor_domain::testkit::commands::{archive, reclassify, verify};
use lapor_domain::words::{Addressee, ArchiveReason};

use crate::lives::{answered, assigned, held, outside, refused, wib};

/// Events that the program recorded, from its own clock of `life` on.
fn by_itself(life: &Life) -> impl Iterator<Item = &Recorded> {
    life.events
        .iter()
        .filter(|recorded| recorded.actor == ActorRef::SYSTEM)
}

/// Instant and words of what the program did about one clock.
fn told(life: &Life, kind: ClockKind) -> Vec<(Timestamp, String)> {
    by_itself(life)
        .filter_map(|recorded| {
            let words = match &recorded.event.what {
                What::Breached { clock, .. } if *clock == kind => "breached".to_owned(),
                What::Escalated {
                    clock, step, told, ..
                } if *clock == kind => {
                    let told: Vec<_> = told.iter().map(|role| role.as_str()).collect();
                    format!("step {step}: {}", told.join(" "))
                }
                What::Reminded { clock, n } if *clock == kind => format!("reminder {n}"),
                _ => return None,
            };
            Some((recorded.occurred_at, words))
        })
        .collect()
}

fn at(instant: &str, words: &str) -> (Timestamp, String) {
    (wib(instant), words.to_owned())
}

/// Disposed Mon 2 Feb 2026, 14 working days, 16 and 17 Feb free: due at the end of Tue 24 Feb.
#[test]
fn breach_and_escalation_have_the_instants_of_the_policy() {
    let life = answered().wait_days(60).tick();
    assert_eq!(
        told(&life, ClockKind::Resolution),
        [
            at("2026-02-24T00:00", "step 0: unit_officer"),
            at(
                "2026-02-25T00:00",
                "step 1: unit_officer unit_head coordinator"
            ),
            at("2026-02-25T00:00", "breached"),
            at("2026-02-28T00:00", "step 2: leader"),
            at("2026-03-11T00:00", "step 3: overseer"),
        ]
    );
    // Nobody lost the report over it.
    assert_eq!(life.report.state, answered_state(&life));
}

fn answered_state(life: &Life) -> State {
    State::InProgress(life.report.state.handling().cloned().unwrap())
}

#[test]
fn before_the_disposition_the_coordinator_is_told_and_at_the_desk_the_desk() {
    let told_roles = |life: &Life| -> Vec<Addressee> {
        let mut roles: Vec<_> = by_itself(life)
            .filter_map(|recorded| match &recorded.event.what {
                What::Escalated { told, .. } => Some(told.clone()),
                _ => None,
            })
            .flatten()
            .collect();
        roles.sort_unstable();
        roles.dedup();
        roles
    };
    let at_the_city = Life::received().wait_days(60).tick();
    let mut expected = vec![Addressee::Coordinator, Addressee::Leader];
    expected.sort_unstable();
    assert_eq!(told_roles(&at_the_city), expected);
    let at_the_desk = Life::received_at_desk().wait_days(60).tick();
    assert_eq!(told_roles(&at_the_desk), [Addressee::Desk]);
    let supervisory = Life::received_with(|receipt| receipt.declared_supervisory = true);
    let told = told_roles(&supervisory.wait_days(60).tick());
    assert!(
        !told.contains(&Addressee::Leader),
        "leaders see counts only"
    );
}

/// Rule 8: it occurred when it was due, and was recorded when the program ran again.
#[test]
fn what_came_due_while_the_program_was_down_is_recorded_late_and_once() {
    let life = Life::received().wait_days(300).tick();
    let now = life.now;
    let breaches = |life: &Life| -> Vec<_> {
        by_itself(life)
            .filter(|recorded| matches!(recorded.event.what, What::Breached { .. }))
            .map(|recorded| (recorded.occurred_at, recorded.recorded_at))
            .collect()
    };
    assert_eq!(breaches(&life), [(wib("2026-02-06T00:00"), now)]);
    let again = life.clone().tick().wait_days(1).tick();
    assert_eq!(again.events, life.events);
    // What is recorded is recorded: no later command takes it back.
    let verified = again.as_coordinator(verify(lapor_domain::testkit::ROADS));
    assert_eq!(breaches(&verified), [(wib("2026-02-06T00:00"), now)]);
}

/// "Asked again each 5" working days.
#[test]
fn a_hand_over_is_asked_for_again_and_again() {
    let life = outside().wait_days(40).tick();
    let breaches: Vec<_> = told(&life, ClockKind::HandoverAck)
        .into_iter()
        .filter(|(_, words)| words == "breached")
        .map(|(at, _)| at)
        .collect();
    // 3–6 and 9 Feb · 11–13, 18, 19 Feb · 23–27 Feb · 2–6 Mar · 9–13 Mar: the day on which it is asked
    // again does not count (rule 2).
    let ends = [
        "2026-02-10",
        "2026-02-20",
        "2026-02-28",
        "2026-03-07",
        "2026-03-14",
    ];
    assert_eq!(breaches, ends.map(|day| wib(&format!("{day}T00:00"))));
    let life = life.as_coordinator(Command::Acknowledge { note: None });
    let asked = life.events.len();
    assert_eq!(life.wait_days(40).tick().events.len(), asked);
}

#[test]
fn nothing_comes_due_on_what_has_ended_or_stands_still() {
    let ended = assigned().as_coordinator(archive(ArchiveReason::AlreadyAnswered));
    let count = ended.events.len();
    assert_eq!(ended.wait_days(400).tick().events.len(), count);
    let held = held().wait_days(15).tick();
    assert!(
        by_itself(&held).all(|e| !matches!(e.event.what, What::Breached { .. })),
        "a paused clock is never late"
    );
}

/// Row 20: a breach that was recorded stays, though the new type would have had more time.
#[test]
fn a_recorded_breach_stays_when_the_type_changes() {
    let life = answered().wait_days(30).tick();
    let breached = |life: &Life| {
        let clock = life.report.clock(ClockKind::Resolution).unwrap();
        (clock.breached, clock.length.days)
    };
    assert_eq!(breached(&life), (true, 14));
    let life = life.as_coordinator(reclassify(true));
    assert_eq!(breached(&life), (true, 60));
}

/// A unit's refusal does not stop what the reporter waits for.
#[test]
fn clocks_run_on_while_a_new_unit_is_sought() {
    let life = refused().wait_days(30).tick();
    for kind in [ClockKind::FirstFollowUp, ClockKind::Resolution] {
        assert!(
            told(&life, kind)
                .iter()
                .any(|(_, words)| words == "breached"),
            "{kind}"
        );
    }
}
