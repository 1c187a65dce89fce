//! Sections 2 and 3 on one page, printed from the code, and held against the invariants.

use std::collections::BTreeSet;
use std::fmt::Write as _;

use lapor_domain::report::command::CommandKind as K;
use lapor_domain::report::decide::must_be_open;
use lapor_domain::report::table::{Party, Row, TABLE};
use lapor_domain::testkit::Life;
use lapor_domain::words::StateCode as S;

use crate::lives::{
    answered, archived, assigned, closed, disputed, held, merged_into, outside, proposed, refused,
    reopened, unchecked,
};

/// A life in each state, and in the states that come in two kinds both of them.
fn lives() -> Vec<(&'static str, Life)> {
    let acknowledged = outside()
        .as_coordinator(lapor_domain::report::command::Command::Acknowledge { note: None });
    vec![
        ("received", Life::received()),
        ("on hold", held()),
        ("assigned", assigned()),
        ("awaiting redirect", refused()),
        (
            "awaiting redirect, answered",
            answered().as_unit(lapor_domain::testkit::commands::refuse()),
        ),
        ("in progress", answered()),
        ("closure proposed", proposed()),
        ("closure proposed, unchecked", unchecked()),
        ("review, disputed", disputed()),
        ("review, reopened", reopened()),
        ("closed", closed()),
        ("archived", archived()),
        ("transferred", outside()),
        ("transferred, acknowledged", acknowledged),
        ("merged", merged_into(assigned(), &assigned())),
    ]
}

/// Section 2: figure, who must act (who can leave the state), clock that must be open.
#[test]
fn the_states_on_one_page() {
    let mut page = String::new();
    for (name, life) in lives() {
        let figure = life
            .report
            .figure()
            .map_or("the root's", |figure| figure.as_str());
        let must: Vec<_> = must_be_open(&life.report)
            .iter()
            .map(|clock| clock.as_str())
            .collect();
        let open: Vec<_> = life
            .report
            .open_clocks()
            .map(|clock| clock.kind.as_str())
            .collect();
        writeln!(
            page,
            "{name}: {figure} | must run: {} | runs: {}",
            must.join(" "),
            open.join(" ")
        )
        .unwrap();
    }
    insta::assert_snapshot!("states", page);
}

/// Every state by every command: who, and to where.
#[test]
fn the_commands_by_state_on_one_page() {
    let mut page = String::new();
    for state in S::ALL {
        writeln!(page, "{state}").unwrap();
        for row in TABLE.iter().filter(|row| row.from.contains(state)) {
            let by: Vec<_> = row.by.iter().map(|party| party.as_str()).collect();
            let to: Vec<_> = row.to.iter().map(|to| to.as_str()).collect();
            let to = if to.is_empty() {
                "same".to_owned()
            } else {
                to.join(" ")
            };
            writeln!(
                page,
                "  {} {}: {} → {to}",
                row.no,
                row.command,
                by.join(" ")
            )
            .unwrap();
        }
    }
    insta::assert_snapshot!("commands_by_state", page);
}

/// Invariant (c): every open state has an owner, who can leave it, and a clock that must run.
#[test]
fn every_open_state_has_an_owner_and_a_clock() {
    for (name, life) in lives() {
        let state = life.report.state.code();
        if life.report.state.is_open() {
            assert!(!must_be_open(&life.report).is_empty(), "{name}");
            let owners = ways_out(state).flat_map(|row| row.by);
            assert!(
                owners.clone().any(|party| *party != Party::System),
                "{name}"
            );
        }
        for kind in must_be_open(&life.report) {
            assert!(life.report.clock(*kind).is_some(), "{name}: {kind}");
        }
    }
}

/// Invariant (d): by people's commands alone every open state leads to an end.
#[test]
fn every_open_state_leads_to_an_end_by_peoples_commands() {
    let ends = BTreeSet::from([S::Closed, S::Archived]);
    for state in S::ALL {
        let reached = reachable(*state, |row| row.by != [Party::System]);
        assert!(!reached.is_disjoint(&ends), "{state} reaches {reached:?}");
    }
    let all = reachable(S::Received, |_| true);
    assert_eq!(all.len(), S::ALL.len(), "every state can be reached");
}

/// No skipped verification, and invariant (e). Rows that bring back a former state (34, 37, 38) are
/// left out: what they bring back was reached before.
#[test]
fn nothing_is_handled_unverified_or_closed_unanswered() {
    let brings_back = |row: &Row| matches!(row.command, K::Restore | K::HandBack | K::Unmerge);
    let verifies = |row: &Row| matches!(row.command, K::Verify | K::Keep);
    let handled = [
        S::Assigned,
        S::AwaitingRedirect,
        S::InProgress,
        S::ClosureProposed,
        S::Review,
        S::Closed,
    ];
    // A hold returns to where it was set: from `Received` that is `Received`.
    let from_hold = |row: &Row| matches!(row.command, K::Reply | K::Resume | K::Withdraw);
    let unverified = reachable(S::Received, |row| {
        !brings_back(row) && !verifies(row) && !from_hold(row)
    });
    for state in handled {
        assert!(!unverified.contains(&state), "{state}");
    }
    let unanswered = reachable(S::Received, |row| {
        !brings_back(row) && row.command != K::ProposeClosure
    });
    assert!(!unanswered.contains(&S::Closed));
}

fn ways_out(state: S) -> impl Iterator<Item = &'static Row> + Clone {
    TABLE
        .iter()
        .filter(move |row| row.from.contains(&state) && row.to.iter().any(|to| *to != state))
}

fn reachable(from: S, counts: impl Fn(&Row) -> bool) -> BTreeSet<S> {
    let mut reached = BTreeSet::from([from]);
    let mut next = vec![from];
    while let Some(state) = next.pop() {
        for row in ways_out(state).filter(|row| counts(row)) {
            next.extend(row.to.iter().copied().filter(|to| reached.insert(*to)));
        }
    }
    reached
}
