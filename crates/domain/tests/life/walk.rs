//! Random lives: whatever anyone does, in whatever order, the invariants of section 2 hold.

mod chance;
mod invariants;

use jiff::SignedDuration;
use lapor_domain::calendar::{FreeDay, FreeKind, is_weekend};
use lapor_domain::report::calendar_change::calendar_moved;
use lapor_domain::report::command::CommandKind;
use lapor_domain::report::decide::{Decision, Observed, decide, observe};
use lapor_domain::report::event::{ActorRef, Event, Observation, What};
use lapor_domain::report::permit::{permit, permitted};
use lapor_domain::report::table::row_of;
use lapor_domain::report::{Report, upcast};
use lapor_domain::testkit::{self as kit, Life};
use proptest::collection::vec;
use proptest::prelude::*;

use crate::lives;
use chance::Chance;

/// One walk: a beginning, and forty steps of three random numbers each.
fn walks() -> impl Strategy<Value = (u64, Vec<u64>)> {
    (any::<u64>(), vec(any::<u64>(), 40))
}

fn config(cases: u32) -> ProptestConfig {
    ProptestConfig {
        cases,
        // A failing walk is told by its numbers; nothing is written beside the tests.
        failure_persistence: None,
        max_shrink_iters: 50,
        ..ProptestConfig::default()
    }
}

proptest! {
    #![proptest_config(config(2_600))]

    #[test]
    fn invariants_hold_on_every_walk((start, steps) in walks()) {
        walk(start, &steps);
    }

    #[test]
    fn invariants_hold_on_every_other_walk((start, steps) in walks()) {
        walk(start, &steps);
    }
}

proptest! {
    #![proptest_config(config(250))]

    /// Once after months of standing still, or day by day: the same events.
    #[test]
    fn timers_do_not_care_how_often_they_are_asked((start, steps) in walks(), days in 1_i64..150) {
        let mut life = begin(&mut Chance(start));
        for step in steps.iter().take(15) {
            take_step(&mut life, &mut Chance(*step));
        }
        life.elapse();
        let mut daily = life.clone();
        for day in 1..=days {
            daily.now = life.now + SignedDuration::from_hours(24 * day);
            daily.elapse();
        }
        life.now += SignedDuration::from_hours(24 * days);
        life.elapse();
        let told = |life: &Life| -> Vec<_> {
            life.events.iter().map(|e| (e.occurred_at, e.event.clone())).collect()
        };
        prop_assert_eq!(told(&life), told(&daily));
        prop_assert_eq!(life.report.clocks, daily.report.clocks);
        prop_assert_eq!(life.report.state, daily.report.state);
    }
}

fn walk(start: u64, steps: &[u64]) {
    let mut life = begin(&mut Chance(start));
    invariants::check(&life);
    for step in steps {
        take_step(&mut life, &mut Chance(*step));
        invariants::check(&life);
    }
    let folded = Report::fold(life.report.id, &life.events);
    assert_eq!(folded.as_ref(), Some(&life.report), "the fold differs");
    let imported = life.report.import.is_some();
    invariants::check_transitions(life.report.id, &life.events, imported);
    for recorded in &life.events {
        let text = upcast::write(&recorded.event).unwrap_or_else(|error| panic!("{error}"));
        let read = upcast::read(upcast::VERSION, &text).unwrap_or_else(|error| panic!("{error}"));
        assert_eq!(read, recorded.event, "{text}");
    }
}

/// A report of any kind, under any policy that differs in a rule of the table.
fn begin(chance: &mut Chance) -> Life {
    let mut life = match chance.below(8) {
        0 => Life::received_at_desk(),
        1 | 2 => {
            let state = chance.imported_state();
            let unit = (!chance.one_in(3)).then_some(kit::ROADS);
            let supervisory = chance.one_in(6);
            Life::imported(state, |_, observed| {
                observed.unit = unit;
                observed.supervisory = supervisory;
            })
        }
        _ => {
            let chosen = [4, 6, 4, 2, 8].map(|n| chance.one_in(n));
            Life::received_with(|receipt| {
                let [rahasia, supervisory, anonim, no_contact, excluded] = chosen;
                receipt.rahasia = rahasia;
                receipt.declared_supervisory = supervisory;
                receipt.anonim = anonim;
                receipt.has_contact = !no_contact;
                if excluded {
                    receipt.excluded = vec![kit::COORDINATOR, kit::COORDINATOR_TWO];
                }
            })
        }
    };
    life.policy.closure_check = chance.one_in(3);
    life.policy.support_may_answer = chance.one_in(3);
    let roots = [
        lives::assigned,
        lives::answered,
        lives::refused,
        lives::closed,
        Life::received,
        lives::disputed,
    ];
    life.root = Some(chance.pick(&roots)().report);
    life
}

fn take_step(life: &mut Life, chance: &mut Chance) {
    let wait = match chance.below(8) {
        0 | 1 => 0,
        2..=4 => chance.below(60 * 12) * 60,
        5 | 6 => chance.below(6 * 86_400),
        _ => chance.below(70 * 86_400),
    };
    life.now += SignedDuration::from_secs(i64::try_from(wait).unwrap_or(0));
    match chance.below(24) {
        0 => change_calendar(life, chance),
        1 => take_follower(life),
        2 => see_a_later_export(life, chance),
        _ => give_some_command(life, chance),
    }
}

fn give_some_command(life: &mut Life, chance: &mut Chance) {
    life.elapse();
    let actor = chance.actor(life);
    let may = permitted(&life.report, actor, &life.directory);
    let kind = if may.is_empty() || chance.one_in(6) {
        *chance.pick(CommandKind::ALL)
    } else {
        *chance.pick(&may)
    };
    let Some(command) = chance.command(kind, life) else {
        return;
    };
    let Ok(permit) = permit(&life.report, actor, kind, &life.directory) else {
        return;
    };
    let before = life.report.state.code();
    match decide(&life.report, &permit, command, &life.context()) {
        Err(refusal) => assert_eq!(refusal.command(), kind),
        Ok(decisions) => {
            assert_eq!(decisions.len(), 1, "{kind}: one command, one event");
            for decision in decisions {
                assert_eq!(decision.occurred_at, life.now);
                life.record(decision, permit.actor());
            }
            let after = life.report.state.code();
            assert!(
                after == before || row_of(kind).to.contains(&after),
                "{kind}: {before} to {after}"
            );
        }
    }
}

/// A day ahead becomes free, and every running clock hears of it.
fn change_calendar(life: &mut Life, chance: &mut Chance) {
    life.elapse();
    let ahead = 1 + i64::try_from(chance.below(40)).unwrap_or(0);
    let date = life.day(ahead);
    if is_weekend(date) {
        return;
    }
    life.calendar.add(FreeDay {
        date,
        name: "Hari libur uji".to_owned(),
        kind: FreeKind::JointLeave,
        instrument: "Keputusan uji".to_owned(),
    });
    let moved = calendar_moved(&life.report, &life.context(), "Keputusan uji");
    if let Some(decision) = moved {
        life.record(decision, ActorRef::SYSTEM);
    }
}

fn take_follower(life: &mut Life) {
    life.elapse();
    if !life.report.state.is_open() {
        return;
    }
    let follower = Life::received().report.id;
    let decision = Decision {
        occurred_at: life.now,
        event: Event {
            what: What::FollowerAdded { follower },
            clocks: Vec::new(),
        },
    };
    life.record(decision, ActorRef::SYSTEM);
}

fn see_a_later_export(life: &mut Life, chance: &mut Chance) {
    life.elapse();
    let observed = Observation {
        external_id: "1234567".to_owned(),
        state: chance.imported_state(),
        raw_status: "kata lain".to_owned(),
        report_type: lapor_domain::words::ReportType::Complaint,
        supervisory: chance.one_in(4),
        category: Some(kit::POTHOLES),
        unit: Some(kit::ROADS),
        region: None,
        rating: None,
        reason: None,
        observed_at: None,
    };
    let handled_here = life.report.import.as_ref().is_none_or(|i| i.handled_here);
    if let Observed::Changed(decision) = observe(&life.report, &observed, life.now) {
        assert!(!handled_here, "handled here, overwritten");
        life.record(decision, ActorRef::SYSTEM);
    }
}
