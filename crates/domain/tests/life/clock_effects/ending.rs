//! Rows 21 to 40.

use lapor_domain::content::ContentKind;
use lapor_domain::report::command::Command;
use lapor_domain::testkit::commands::{
    assign_anew, dispute, exclude, object, propose, reopen, reply, restore, transfer_outside,
    unrelease, verify_unreleased,
};
use lapor_domain::testkit::{self as kit, Life, ROADS, attachment};
use lapor_domain::words::{Outcome, Priority};

use super::{Effect, effect};
use crate::lives::{
    C, C2, COUNTER, L, N, R, U, answered, archived, assigned, closed, content, disputed,
    disputed_twice, held, joined, joined_and_disputed, objected, outside, proposed, reopened,
    unchecked, with_follower, words,
};

const NOTHING: &[&str] = &[];
/// Rows 24 and 28.
const CLOSED: &[&str] = &[
    "stop auto_close as done",
    "stop resolution as done",
    "start reopen_window 30",
];
/// Row 34 after an objection, from before the first answer.
const BACK: &[&str] = &[
    "stop review as done",
    "stop objection_window as done",
    "bring back first_follow_up, the time between a pause",
    "bring back resolution, the time between a pause",
    "bring back accept, the time between a pause",
];

#[rustfmt::skip]
pub(super) fn effects() -> Vec<Effect> {
    let checked = || answered().with_policy(|policy| policy.closure_check = true);
    vec![
        effect("21", assigned(), U, propose(Outcome::Done),
            &["stop first_follow_up as done", "stop accept as done", "pause resolution", "start auto_close 10"]),
        effect("21", answered(), U, propose(Outcome::Done), &["pause resolution", "start auto_close 10"]),
        effect("21", checked(), U, propose(Outcome::Done), &["pause resolution", "start check 2"]),
        effect("22", unchecked(), C, Command::CheckReturn { reason: words() },
            &["stop check as done", "resume resolution, its pause struck out"]),
        effect("22a", unchecked(), C, Command::CheckApprove, &["stop check as done", "start auto_close 10"]),
        effect("23", proposed(), U, Command::TakeBack { reason: words() },
            &["stop auto_close as undone", "resume resolution, its pause struck out"]),
        effect("23", unchecked(), C, Command::TakeBack { reason: words() },
            &["stop check as undone", "resume resolution, its pause struck out"]),
        effect("24", proposed(), R, Command::Confirm, CLOSED),
        effect("6, 25, 40", proposed(), R, reply(), &["stop auto_close as undone", "resume resolution"]),
        effect("6, 25, 40", unchecked(), R, reply(), &["stop check as undone", "resume resolution"]),
        effect("26", proposed(), R, dispute(),
            &["stop auto_close as done", "resume resolution", "start review 5"]),
        effect("28", proposed(), COUNTER, Command::RecordConfirmation { note: words() }, CLOSED),
    ]
}

#[rustfmt::skip]
pub(super) fn later_effects() -> Vec<Effect> {
    let before_verification = Life::received().as_coordinator(transfer_outside());
    vec![
        effect("29", disputed(), C, assign_anew(kit::WATER), &["stop review as done", "start accept 2"]),
        effect("29", reopened(), C, assign_anew(kit::WATER),
            &["stop review as done", "start accept 2 round 2", "start first_follow_up 5 round 2", "start resolution 14 round 2"]),
        effect("30", disputed_twice(), L, Command::Uphold { reasons: words(), second: None },
            &["stop resolution as done", "stop review as done"]),
        effect("31", closed(), R, Command::Rate { stars: 4, comment: None }, NOTHING),
        effect("32", closed(), R, reopen(), &["stop reopen_window as done", "start review 5"]),
        effect("32", closed().wait_days(100), C, reopen(), &["stop reopen_window as done", "start review 5"]),
        effect("33", archived(), R, object(), &["start review 5"]),
        effect("34", objected(), C2, restore(), BACK),
        effect("35", objected(), C2, Command::RejectObjection { reasons: words() },
            &["stop review as done", "stop objection_window as done"]),
        effect("36", outside(), C, Command::Acknowledge { note: None }, &["stop handover_ack as done"]),
        effect("37", outside(), C, Command::HandBack { reason: words() },
            &["stop handover_ack as undone", "bring back first_follow_up, the time between a pause",
              "bring back resolution, the time between a pause"]),
        effect("37", before_verification, C, Command::HandBack { reason: words() },
            &["stop handover_ack as undone", "bring back verification, the time between a pause"]),
    ]
}

#[rustfmt::skip]
pub(super) fn attribute_effects() -> Vec<Effect> {
    let withdraw = || Command::Withdraw { reason: None };
    let unreleased = Life::received().as_coordinator(verify_unreleased(ROADS));
    let release = Command::Release { point: false, files: false, findings_kept: false, };
    let edited = Command::EditText { words: vec![content(ContentKind::TextFinal)], findings_kept: false };
    let other = answered().report;
    let (apart, other) = (assigned().with_root(&other), other.id);
    vec![
        effect("11a", apart, C, Command::KeepApart { other }, NOTHING),
        effect("24a", joined_and_disputed(), R, Command::ConfirmShared, &["stop review as undone"]),
        effect("26a", joined(), R, Command::DisputeShared { reason: words() }, &["start review 5"]),
        effect("38a", joined_and_disputed(), C2, Command::HearDispute, &["stop review as done"]),
        effect("39", assigned(), R, withdraw(),
            &["stop resolution as archived", "stop first_follow_up as archived", "stop accept as archived",
              "start objection_window 30"]),
        effect("39", with_follower(assigned()), R, withdraw(), NOTHING),
        effect("39", with_follower(held()), R, withdraw(),
            &["stop hold_expiry as undone", "resume first_follow_up", "resume resolution", "resume accept"]),
        effect("40", assigned(), R, Command::SetFlags { anonim: true, rahasia: true }, NOTHING),
        effect("40", assigned(), U, Command::Note { text: words(), shared_with: vec![] }, NOTHING),
        effect("40", assigned(), C, Command::AddFile { file: attachment() }, NOTHING),
        effect("40", unreleased, C, release, NOTHING),
        effect("40", assigned(), N, unrelease(), NOTHING),
        effect("40", assigned(), C, edited, NOTHING),
        effect("40", assigned(), C, Command::SetPriority { priority: Priority::Danger }, NOTHING),
        effect("40", assigned(), C, exclude(kit::ROADS_OFFICER), NOTHING),
        effect("40", assigned(), C, Command::GrantView { unit: None, overseer: true }, NOTHING),
        effect("40", assigned(), C, Command::Erase { ground: "permintaan".to_owned() }, NOTHING),
    ]
}
