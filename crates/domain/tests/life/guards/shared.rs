//! Rows 11a, 24a, 26a and 38a, and joining at birth.

use lapor_domain::ids::ReportId;
use lapor_domain::report::command::{Command, CommandKind};
use lapor_domain::report::decide::{join, reviewed};
use lapor_domain::report::event::{ActorRef, What};
use lapor_domain::report::refusal::{Guard as G, Refusal};
use lapor_domain::testkit::commands::{verify_supervisory, verify_unreleased};
use lapor_domain::testkit::{self as kit, Life, ROADS};

use super::{Bite, bites as all_of};
use crate::lives::{
    self, C, C2, R, answered, assigned, closed, disputed, joined, joined_and_disputed, merged_into,
    proposed, unchecked, words,
};

/// Guards of joining, which no command gives.
pub(crate) const JOINING: [G; 1] = [G::RootEnded];

fn dispute() -> Command {
    Command::DisputeShared { reason: words() }
}

/// Joined to a root, and given the root as it stands now.
fn beside(root: fn() -> Life) -> Life {
    lives::beside(merged_into(assigned(), &answered()), root)
}

#[rustfmt::skip]
pub(super) fn bites() -> Vec<Bite> {
    let apart = |other: &Life| Command::KeepApart { other: other.report.id };
    let root = answered();
    let two = || assigned().with_root(&root.report);
    let mut alone = joined();
    alone.root = None;
    let hear = || Command::HearDispute;
    [
        all_of(G::NothingToChange, vec![
            ("24a", joined().as_reporter(Command::ConfirmShared), R, Command::ConfirmShared),
            ("11a", two().as_coordinator(apart(&root)), C, apart(&root)),
        ]),
        all_of(G::NothingProposed, vec![
            ("24a", beside(answered), R, Command::ConfirmShared),
            ("26a", beside(disputed), R, dispute()),
        ]),
        all_of(G::AwaitsCheck, vec![
            ("24a", beside(unchecked), R, Command::ConfirmShared),
            ("26a", beside(unchecked), R, dispute()),
        ]),
        all_of(G::OpenDispute, vec![("26a", joined_and_disputed(), R, dispute())]),
        all_of(G::WindowOver, vec![("26a", beside(closed).wait_days(40), R, dispute())]),
        all_of(G::NoSharedDispute, vec![("38a", joined(), C2, hear())]),
        all_of(G::RootElsewhere, vec![
            ("24a", alone, R, Command::ConfirmShared),
            ("11a", assigned(), C, Command::KeepApart { other: ReportId(uuid::Uuid::nil()) }),
            ("11a", assigned().with_root(&Life::received_at_desk().report), C, apart(&Life::received_at_desk())),
        ]),
    ].into_iter().flatten().collect()
}

#[test]
fn only_what_everybody_sees_and_is_open_is_joined() {
    let refused = |root: Life, guard| {
        let mut life = Life::received();
        life.root = Some(root.report);
        let command = CommandKind::Merge;
        let expected = Refusal::Guard { command, guard };
        assert_eq!(join(&life.report, &life.context()), Err(expected));
    };
    refused(closed(), G::RootEnded);
    refused(Life::received(), G::RootUnreleased);
    refused(
        Life::received().as_coordinator(verify_unreleased(ROADS)),
        G::RootUnreleased,
    );
    refused(
        Life::received().as_coordinator(verify_supervisory(ROADS)),
        G::RootUnreleased,
    );
    refused(disputed(), G::OpenDispute);
    let mut life = Life::received_with(|receipt| receipt.declared_supervisory = true);
    life.root = Some(assigned().report);
    assert!(join(&life.report, &life.context()).is_err(), "supervisory");
}

#[test]
fn a_joined_report_begins_merged_and_its_own_clock_start_is_kept() {
    let mut life = Life::received();
    life.root = Some(assigned().report);
    let decided = join(&life.report, &life.context()).unwrap();
    for decision in decided {
        life.record(decision, ActorRef::REPORTER);
    }
    assert!(life.report.open_clocks().next().is_none());
    assert_eq!(life.report.clocks[0].started_at, kit::START);
}

#[test]
fn hearing_a_joined_reporter_reviews_the_shared_handling() {
    let follower = joined_and_disputed().report.id;
    for (root, review) in [(proposed(), true), (closed(), true), (answered(), false)] {
        let found = reviewed(&root.report, follower, &root.context());
        assert_eq!(found.is_some(), review);
        let told = found.map(|decision| decision.event.what);
        assert!(told.is_none_or(|what| matches!(what, What::FollowerDisputed { .. })));
    }
}
