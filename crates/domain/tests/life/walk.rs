//! Random lives: whatever anyone does, in whatever order, the invariants of section 2 hold.

mod begin;
pub(crate) mod chance;
pub(crate) mod invariants;
pub(crate) mod kept;
mod ways_out;

use std::collections::HashSet;

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
use lapor_domain::words::StateCode;
use proptest::collection::vec;
use proptest::prelude::*;

use begin::{begin, imported_state};
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
    #![proptest_config(config(1_500))]

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
    ways_out::check_closing(&life);
    ways_out::check_archiving(&life);
    kept::check_history(life.report.id, &life.events);
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

/// The walks are worth something only if they come everywhere.
#[test]
fn the_walks_give_every_command_and_see_every_state() {
    let mut given = HashSet::new();
    let mut states = HashSet::new();
    for start in 0..1_500_u64 {
        let mut chance = Chance(start.wrapping_mul(0xD134_2543_DE82_EF95));
        let mut life = begin(&mut chance);
        for _ in 0..40 {
            let before = life.report.state.code();
            states.insert(before);
            if let Some(kind) = take_step(&mut life, &mut chance) {
                given.insert(kind);
            }
        }
    }
    let program = [
        CommandKind::Receive,
        CommandKind::ExpireHold,
        CommandKind::Silence,
    ];
    let never: Vec<_> = CommandKind::ALL
        .iter()
        .filter(|kind| !given.contains(kind) && !program.contains(kind))
        .collect();
    assert!(never.is_empty(), "never given: {never:?}");
    for state in StateCode::ALL {
        assert!(states.contains(state), "{state}");
    }
}

/// The command that was given, if one was and was not refused.
fn take_step(life: &mut Life, chance: &mut Chance) -> Option<CommandKind> {
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
        _ => return give_some_command(life, chance),
    }
    None
}

fn give_some_command(life: &mut Life, chance: &mut Chance) -> Option<CommandKind> {
    life.elapse();
    let actor = chance.actor(life);
    let may = permitted(&life.report, actor, &life.directory);
    let kind = if may.is_empty() || chance.one_in(6) {
        *chance.pick(CommandKind::ALL)
    } else {
        *chance.pick(&may)
    };
    // What ends a life is drawn less often, else most walks would be short.
    let ends = matches!(
        kind,
        CommandKind::Archive | CommandKind::Transfer | CommandKind::Merge | CommandKind::Withdraw
    );
    if ends && !chance.one_in(3) {
        return None;
    }
    let command = chance.command(kind, life)?;
    let permit = permit(&life.report, actor, kind, &life.directory).ok()?;
    let before = life.report.state.code();
    match decide(&life.report, &permit, command, &life.context()) {
        Err(refusal) => {
            assert_eq!(refusal.command(), kind);
            None
        }
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
            Some(kind)
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
        state: imported_state(chance),
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
