//! Several reports at once: invariant (b), roots and followers.

mod flock;

use lapor_domain::clock::ClockKind;
use lapor_domain::report::clocks::Clock;
use lapor_domain::report::command::Command;
use lapor_domain::report::event::What;
use lapor_domain::report::state::{Owner, State};
use lapor_domain::testkit::commands::{transfer_within, verify};
use lapor_domain::testkit::{self as kit, ROADS};
use lapor_domain::words::StateCode as St;
use proptest::collection::vec;
use proptest::prelude::*;

use crate::lives::{C, N, answered, assigned, officer, words};
use crate::walk::chance::Chance;
use flock::Flock;

fn unmerge() -> Command {
    Command::Unmerge { reason: words() }
}

#[test]
fn merging_a_root_moves_its_followers_and_nests_nothing() {
    let mut flock = Flock::of([assigned(), assigned(), answered()]);
    flock.merge(0, 1, C).unwrap();
    flock.merge(1, 2, C).unwrap();
    flock.check();
    let root = flock.id(2);
    for merged in [0, 1] {
        let State::Merged(merge) = &flock.lives[merged].report.state else {
            panic!("merged")
        };
        assert_eq!(merge.root, root);
        assert_eq!(merge.before.code(), St::Assigned, "nested");
    }
    assert_eq!(
        flock.lives[2].report.followers,
        [flock.id(1), flock.id(0)],
        "the new root has them all"
    );
    assert!(flock.lives[1].report.followers.is_empty());
}

#[test]
fn a_follower_that_moved_on_leaves_its_new_root() {
    let mut flock = Flock::of([assigned(), assigned(), answered()]);
    flock.merge(0, 1, C).unwrap();
    flock.merge(1, 2, C).unwrap();
    flock.give(0, C, unmerge()).unwrap();
    flock.check();
    let left = &flock.lives[0].report;
    assert_eq!(left.state.code(), St::InProgress, "the root had answered");
    assert_eq!(left.lead(), Some(ROADS));
    let resolution = left.clock(ClockKind::Resolution).unwrap();
    assert_eq!(resolution.started_at, kit::START, "own start, as ever");
    assert_eq!(flock.lives[2].report.followers, [flock.id(1)]);
}

#[test]
fn an_unmerged_root_has_no_claim_on_those_who_moved_on() {
    let mut flock = Flock::of([assigned(), assigned(), answered()]);
    flock.merge(0, 1, C).unwrap();
    flock.merge(1, 2, C).unwrap();
    flock.give(1, C, unmerge()).unwrap();
    flock.check();
    assert!(flock.lives[1].report.followers.is_empty());
    assert_eq!(flock.lives[2].report.followers, [flock.id(0)]);
}

#[test]
fn followers_go_to_another_body_with_their_root() {
    let mut flock = Flock::of([assigned(), answered()]);
    flock.merge(0, 1, C).unwrap();
    flock.give(1, C, transfer_within(kit::PROVINCE)).unwrap();
    flock.check();
    let follower = &flock.lives[0].report;
    assert_eq!(follower.holder, kit::PROVINCE);
    assert_eq!(follower.held_by, [kit::CITY, kit::PROVINCE]);
    assert!(matches!(follower.state, State::Merged(_)));
    // Out of it again: never verified at this body.
    let there = officer(kit::PROVINCE_COORDINATOR);
    flock.give(0, there, unmerge()).unwrap();
    flock.check();
    let follower = &flock.lives[0].report;
    assert_eq!(follower.state.code(), St::Received);
    assert!(follower.clock(ClockKind::Verification).is_some());
    let resolution = follower.clock(ClockKind::Resolution);
    assert!(resolution.is_some_and(Clock::is_paused));
}

#[test]
fn followers_go_through_the_desk_with_their_root() {
    let desk = kit::Life::received_at_desk;
    let mut flock = Flock::of([assigned(), assigned(), desk()]);
    flock.merge(0, 1, C).unwrap();
    flock.give(1, N, transfer_within(kit::DESK)).unwrap();
    flock.check();
    flock
        .give(1, N, Command::Forward { to: kit::CITY })
        .unwrap();
    flock.check();
    assert_eq!(flock.lives[0].report.holder, kit::CITY);
    flock.give(1, C, verify(ROADS)).unwrap();
    flock.check();
    flock.give(0, C, unmerge()).unwrap();
    assert_eq!(flock.lives[0].report.state.code(), St::Assigned);
    flock.check();
}

#[test]
fn followers_go_back_to_the_desk_with_their_root() {
    let mut flock = Flock::of([kit::Life::received(), kit::Life::received()]);
    flock.merge(0, 1, C).unwrap();
    let back = Command::ReturnToDesk {
        owner: Owner::Body(kit::PROVINCE),
        reason: words(),
    };
    flock.give(1, C, back).unwrap();
    flock.check();
    assert_eq!(flock.lives[0].report.holder, kit::DESK);
}

/// Both streams tell of it, and each keeps its own number and beginning.
#[test]
fn both_streams_tell_of_a_merge() {
    let mut flock = Flock::of([assigned(), assigned()]);
    let numbers = [0, 1].map(|at| flock.lives[at].report.tracking);
    flock.merge(0, 1, C).unwrap();
    let last = |at: usize| flock.lives[at].events.last().unwrap().event.what.clone();
    let (follower, root) = (flock.id(0), flock.id(1));
    assert_eq!(last(0), What::Merged { root });
    assert_eq!(last(1), What::FollowerAdded { follower });
    assert_eq!(numbers, [0, 1].map(|at| flock.lives[at].report.tracking));
}

proptest! {
    #![proptest_config(ProptestConfig {
        cases: 300,
        failure_persistence: None,
        max_shrink_iters: 50,
        ..ProptestConfig::default()
    })]

    #[test]
    fn roots_and_followers_agree_whatever_is_done(steps in vec(any::<u64>(), 40)) {
        let mut flock = Flock::of(std::array::from_fn::<_, 5, _>(|_| kit::Life::received()));
        for step in steps {
            flock.step(&mut Chance(step));
            flock.check();
        }
        flock.check_folds();
    }
}
