//! Rows 21 to 40.

use lapor_domain::report::command::Command;
use lapor_domain::report::refusal::Guard as G;
use lapor_domain::report::state::Promise;
use lapor_domain::testkit::commands::{
    assign_anew, dispute, object, propose, propose_planned, reopen, restore, unrelease,
    verify_unreleased,
};
use lapor_domain::testkit::{self as kit, Life, ROADS};
use lapor_domain::words::{Identity, Outcome, Priority};

use super::{Bite, bites as all_of};
use crate::lives::{
    C, C2, COUNTER, I, L, N, R, U, U2, answered, archived, assigned, closed, disputed,
    disputed_twice, objected, outside, proposed, unchecked, with_follower, words,
};

fn uphold(second: Option<lapor_domain::ids::OfficerId>) -> Command {
    Command::Uphold {
        reasons: words(),
        second,
    }
}

fn rate(stars: u8) -> Command {
    Command::Rate {
        stars,
        comment: None,
    }
}

fn withdraw() -> Command {
    Command::Withdraw { reason: None }
}

fn reject() -> Command {
    Command::RejectObjection { reasons: words() }
}

/// The coordinator answered themselves, under a policy that asks for a second person.
fn own_proposal() -> Life {
    answered()
        .with_policy(|policy| policy.closure_check = true)
        .as_coordinator(propose(Outcome::Done))
}

/// The reporter left, the handling went on, and a final answer was given.
fn gone_and_proposed() -> Life {
    with_follower(answered())
        .as_reporter(withdraw())
        .as_unit(propose(Outcome::Done))
}

#[rustfmt::skip]
pub(super) fn bites() -> Vec<Bite> {
    let soon = assigned().day(20);
    let note = || Command::RecordConfirmation { note: words() };
    let approve = || Command::CheckApprove;
    let back = || Command::CheckReturn { reason: words() };
    let no_promise = Command::ProposeClosure { answer: words(), outcome: Outcome::Planned, promise: None, files: vec![] };
    let late_promise = Command::ProposeClosure {
        answer: words(),
        outcome: Outcome::Planned,
        promise: Some(Promise { by: assigned().day(0), owner: ROADS }),
        files: vec![],
    };
    [
        all_of(G::OutcomeNotAllowed, vec![
            ("21", assigned(), U, propose(Outcome::Upheld)),
            ("21", assigned(), U, propose(Outcome::Unknown)),
        ]),
        all_of(G::PromiseMissing, vec![
            ("21", assigned(), U, no_promise),
            ("21", assigned(), U, late_promise),
        ]),
        all_of(G::NoSuchUnit, vec![("21", assigned(), U, propose_planned(soon, kit::PROVINCE_ROADS))]),
        all_of(G::NoCheck, vec![
            ("22", proposed(), C, back()),
            ("22a", proposed(), C, approve()),
        ]),
        all_of(G::ProposerCannotCheck, vec![
            ("22", own_proposal(), C, back()),
            ("22a", own_proposal(), C, approve()),
        ]),
        all_of(G::OnlyProposer, vec![("23", proposed(), U2, Command::TakeBack { reason: words() })]),
        all_of(G::AwaitsCheck, vec![
            ("24", unchecked(), R, Command::Confirm),
            ("26", unchecked(), R, dispute()),
            ("28", unchecked(), COUNTER, note()),
        ]),
        all_of(G::ReporterGone, vec![
            ("24", gone_and_proposed(), R, Command::Confirm),
            ("26", gone_and_proposed(), R, dispute()),
            ("31", gone_and_proposed().wait_days(20), R, rate(1)),
            ("32", gone_and_proposed().wait_days(20), R, reopen()),
        ]),
    ].into_iter().flatten().collect()
}

#[rustfmt::skip]
pub(super) fn review_bites() -> Vec<Bite> {
    let by_coordinator = || answered().as_coordinator(propose(Outcome::NotGranted)).as_reporter(dispute());
    let same_person = Command::AssignAnew { lead: ROADS, person: Some(kit::ROADS_OFFICER), note: None };
    let stranger = Command::AssignAnew { lead: kit::WATER, person: Some(kit::PROVINCE_OFFICER), note: None };
    [
        all_of(G::ExcludedOfficer, vec![
            ("29", by_coordinator(), C, assign_anew(kit::WATER)),
            ("30", by_coordinator().by(C2, assign_anew(kit::WATER)).as_support(propose(Outcome::Done)).as_reporter(dispute()),
                C, uphold(Some(kit::LEADER))),
        ]),
        all_of(G::SameHands, vec![
            ("29", disputed(), C, assign_anew(ROADS)),
            ("29", disputed(), C, same_person),
        ]),
        all_of(G::NoSuchUnit, vec![("29", disputed(), C, assign_anew(kit::PROVINCE_ROADS))]),
        all_of(G::NoSuchOfficer, vec![("29", disputed(), C, stranger)]),
        all_of(G::CoordinatorFirst, vec![
            ("29", disputed(), L, assign_anew(kit::WATER)),
            ("29", disputed(), I, assign_anew(kit::WATER)),
            ("29", disputed(), N, assign_anew(kit::WATER)),
        ]),
        all_of(G::FirstDispute, vec![
            ("30", disputed(), C, uphold(Some(kit::LEADER))),
            ("30", disputed(), L, uphold(None)),
        ]),
        all_of(G::SecondOfficer, vec![
            ("30", disputed_twice(), C, uphold(None)),
            ("30", disputed_twice(), C, uphold(Some(kit::COORDINATOR))),
            ("30", disputed_twice(), C, uphold(Some(kit::ROADS_OFFICER))),
        ]),
        all_of(G::Stars, vec![
            ("31", closed(), R, rate(0)),
            ("31", closed(), R, rate(6)),
        ]),
    ].into_iter().flatten().collect()
}

#[rustfmt::skip]
pub(super) fn ended_bites() -> Vec<Bite> {
    let upheld = disputed_twice().by(L, uphold(None));
    let rejected = || objected().by(C2, reject());
    let withdrawn = || assigned().as_reporter(withdraw());
    let acknowledge = || Command::Acknowledge { note: None };
    let unnamed = Life::received_with(|receipt| { receipt.identity = Identity::None; receipt.anonim = true; });
    let flags = |anonim, rahasia| Command::SetFlags { anonim, rahasia };
    let unreleased = || Life::received().as_coordinator(verify_unreleased(ROADS));
    let priority = Command::SetPriority { priority: Priority::Normal };
    let view = |unit| Command::GrantView { unit, overseer: false };
    let erase = || Command::Erase { ground: "permintaan".to_owned() };
    [
        all_of(G::WindowOver, vec![
            ("31", closed().wait_days(40), R, rate(3)),
            ("32", closed().wait_days(40), R, reopen()),
            ("32", closed().wait_days(366), C, reopen()),
            ("33", archived().wait_days(40), R, object()),
        ]),
        all_of(G::Final, vec![
            ("32", upheld, R, reopen()),
            ("34", rejected(), C2, restore()),
            ("34", rejected(), N, restore()),
        ]),
        all_of(G::ObjectionDecided, vec![
            ("33", objected(), R, object()),
            ("33", rejected(), R, object()),
        ]),
        all_of(G::ArchiverCannotDecide, vec![
            ("34", objected(), C, restore()),
            ("35", objected(), C, reject()),
        ]),
        all_of(G::NoObjection, vec![
            ("34", withdrawn(), C, restore()),
            ("35", archived(), C2, reject()),
        ]),
        all_of(G::AlreadyAcknowledged, vec![("36", outside().as_coordinator(acknowledge()), C, acknowledge())]),
        all_of(G::AlreadyWithdrawn, vec![("39", with_follower(assigned()).as_reporter(withdraw()), R, withdraw())]),
        all_of(G::NoIdentity, vec![("40", unnamed, R, flags(false, true))]),
        all_of(G::NotReleased, vec![("40", unreleased(), C, unrelease())]),
        all_of(G::NothingToChange, vec![
            ("40", assigned(), R, flags(false, false)),
            ("40", assigned(), C, Command::EditText { words: vec![], findings_kept: false }),
            ("40", assigned(), C, Command::EditText { words: vec![words()], findings_kept: false }),
            ("40", assigned(), C, priority),
            ("40", assigned(), C, view(None)),
            ("40", assigned().as_coordinator(erase()), C, erase()),
        ]),
        // A reporter shows their report to the overseer, not to units.
        all_of(G::NoSuchUnit, vec![("40", assigned(), R, view(Some(kit::HEALTH)))]),
    ].into_iter().flatten().collect()
}
