//! Each guard of section 3 bites, by its own name, and its refusal names the rule and who may.

mod automatic;
mod closing;
mod handling;
mod ppid;
mod receiving;
mod second_look;
mod shared;
mod triage;

use lapor_domain::report::command::Command;
use lapor_domain::report::permit::Actor;
use lapor_domain::report::refusal::{Guard, Refusal};
use lapor_domain::report::table::row_of;
use lapor_domain::testkit::Life;

/// A guard that must bite: which, in which row, and what runs into it.
pub(crate) struct Bite {
    guard: Guard,
    row: &'static str,
    life: Life,
    by: Actor,
    command: Command,
}

fn bite(guard: Guard, row: &'static str, life: Life, by: Actor, command: Command) -> Bite {
    Bite {
        guard,
        row,
        life,
        by,
        command,
    }
}

/// In many rows the same.
fn bites(guard: Guard, cases: Vec<(&'static str, Life, Actor, Command)>) -> Vec<Bite> {
    cases
        .into_iter()
        .map(|(row, life, by, command)| bite(guard, row, life, by, command))
        .collect()
}

fn all() -> Vec<Bite> {
    [
        triage::bites(),
        triage::release_bites(),
        triage::merge_bites(),
        handling::bites(),
        closing::bites(),
        closing::review_bites(),
        closing::ended_bites(),
        second_look::bites(),
        ppid::bites(),
        shared::bites(),
    ]
    .into_iter()
    .flatten()
    .collect()
}

#[test]
fn every_guard_bites_and_names_the_rule_and_who_may() {
    for case in all() {
        let Bite {
            guard,
            row,
            mut life,
            by,
            command,
        } = case;
        life.elapse();
        let (kind, before) = (command.kind(), life.report.clone());
        let refused = life.give(by, command);
        let expected = Refusal::Guard {
            command: kind,
            guard,
        };
        assert_eq!(refused, Err(expected.clone()), "{guard} in row {row}");
        assert_eq!(expected.rule(), row, "{guard}");
        assert_eq!(expected.who_may(), row_of(kind).by);
        assert!(expected.to_string().contains(guard.as_str()), "{expected}");
        assert!(expected.to_string().contains(row), "{expected}");
        assert_eq!(life.report, before, "{guard}: a refusal changes nothing");
    }
}

#[test]
fn no_guard_is_without_its_case() {
    let mut bitten: Vec<_> = all().into_iter().map(|case| case.guard).collect();
    bitten.extend(receiving::GUARDS);
    bitten.extend(automatic::GUARDS);
    bitten.extend(shared::JOINING);
    // Whose contact it is the record tells: `duplicates` has its case.
    bitten.push(Guard::OtherPerson);
    // Two pages open at once: the record's sequence tells, not the report.
    bitten.push(Guard::Stale);
    for guard in Guard::ALL {
        assert!(bitten.contains(guard), "{guard} has no case");
    }
}
