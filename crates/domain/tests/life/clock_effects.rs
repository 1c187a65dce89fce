//! Section 3, column "Clocks": what each command does to them, row by row, as the rule book says it.

mod ending;
mod ppid;
mod triage;

use lapor_domain::report::clocks::ClockChange;
use lapor_domain::report::command::{Command, CommandKind};
use lapor_domain::report::permit::Actor;
use lapor_domain::report::table::{TABLE, row_of};
use lapor_domain::testkit::Life;

/// A command, and what it must do to the clocks, in order.
struct Effect {
    row: &'static str,
    life: Life,
    by: Actor,
    command: Command,
    clocks: &'static [&'static str],
}

const fn effect(
    row: &'static str,
    life: Life,
    by: Actor,
    command: Command,
    clocks: &'static [&'static str],
) -> Effect {
    Effect {
        row,
        life,
        by,
        command,
        clocks,
    }
}

/// In words: `start`, `pause`, `resume`, `stop … as …`, `bring back`, `move`, `extend`.
pub(crate) fn in_words(change: &ClockChange) -> String {
    match change {
        ClockChange::Start {
            clock,
            round,
            length,
            ..
        } if *round > 1 => {
            format!("start {clock} {} round {round}", length.days)
        }
        ClockChange::Start { clock, length, .. } => format!("start {clock} {}", length.days),
        ClockChange::Pause { clock } => format!("pause {clock}"),
        ClockChange::Resume { clock, struck, .. } if struck.is_empty() => format!("resume {clock}"),
        ClockChange::Resume { clock, .. } => format!("resume {clock}, its pause struck out"),
        ClockChange::Stop { clock, how, .. } => format!("stop {clock} as {how}"),
        ClockChange::Revive { clock, pause, .. } if *pause => {
            format!("bring back {clock}, the time between a pause")
        }
        ClockChange::Revive { clock, .. } => format!("bring back {clock}"),
        ClockChange::Move { clock, length, .. } => match length {
            Some(length) => format!("move {clock} to {}", length.days),
            None => format!("move {clock}"),
        },
        ClockChange::Extend { clock, days, .. } => format!("extend {clock} {days}"),
    }
}

/// What the last event of a life did to the clocks.
pub(crate) fn last_effects(life: &Life) -> Vec<String> {
    let last = life.events.last().into_iter();
    last.flat_map(|recorded| recorded.event.clocks.iter().map(in_words))
        .collect()
}

fn all() -> Vec<Effect> {
    [
        triage::effects(),
        triage::handling_effects(),
        ending::effects(),
        ending::later_effects(),
        ending::attribute_effects(),
        ppid::effects(),
    ]
    .into_iter()
    .flatten()
    .collect()
}

#[test]
fn every_command_does_to_the_clocks_what_its_row_says() {
    for case in all() {
        let Effect {
            row,
            mut life,
            by,
            command,
            clocks,
        } = case;
        let kind = command.kind();
        assert_eq!(row_of(kind).no, row, "{kind}");
        life.give(by, command)
            .unwrap_or_else(|refusal| panic!("row {row}: {refusal}"));
        assert_eq!(last_effects(&life), clocks, "row {row} {kind}");
    }
}

#[test]
fn no_row_is_without_its_effect() {
    // The program's own rows are in `timers`, receiving is the first event of every life.
    let elsewhere = [
        CommandKind::Receive,
        CommandKind::ExpireHold,
        CommandKind::Silence,
    ];
    let seen: Vec<_> = all().iter().map(|case| case.command.kind()).collect();
    for row in TABLE {
        assert!(
            seen.contains(&row.command) || elsewhere.contains(&row.command),
            "row {} {} has no case",
            row.no,
            row.command
        );
    }
    let first = Life::received();
    assert_eq!(last_effects(&first), ["start verification 3"]);
}
