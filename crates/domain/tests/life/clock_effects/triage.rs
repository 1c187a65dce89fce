//! Rows 2 to 20.

use lapor_domain::report::command::Command;
use lapor_domain::report::state::SupportEnd;
use lapor_domain::testkit::commands::{
    answer, archive, hold, reclassify, redirect, refuse, reply, resume, transfer_outside,
    transfer_within, verification, verify,
};
use lapor_domain::testkit::{self as kit, Life, ROADS};
use lapor_domain::words::ArchiveReason;

use super::{Effect, effect};
use crate::lives::{
    C, F, N, R, S, U, answered, assigned, closed, held, merged_into, refused, supported, words,
};

const NOTHING: &[&str] = &[];
/// Rows 6 and 7, where the hold began before the first answer.
const RESUMED: &[&str] = &[
    "stop hold_expiry as done",
    "resume first_follow_up",
    "resume resolution",
    "resume accept",
];

#[rustfmt::skip]
pub(super) fn effects() -> Vec<Effect> {
    let owner = lapor_domain::report::state::Owner::Body(kit::PROVINCE);
    let root = assigned();
    let beside = assigned().with_root(&root.report);
    let merge = Command::Merge { root: root.report.id };
    let mut keep = verification(kit::COMMUNICATION);
    keep.keep = true;
    vec![
        effect("2", Life::received_at_desk(), N, Command::Forward { to: kit::CITY }, NOTHING),
        effect("3", Life::received(), C, Command::ReturnToDesk { owner, reason: words() }, NOTHING),
        effect("4", Life::received(), C, verify(ROADS),
            &["stop verification as done", "start resolution 14", "start first_follow_up 5", "start accept 2"]),
        effect("4b", Life::received(), C, Command::Verify(Box::new(keep)),
            &["stop verification as done", "start resolution 14", "start first_follow_up 5"]),
        effect("5", Life::received(), C, hold(), &["pause verification", "start hold_expiry 30"]),
        effect("5", assigned(), U, hold(),
            &["pause first_follow_up", "pause resolution", "pause accept", "start hold_expiry 30"]),
        effect("5", answered(), U, hold(), &["pause resolution", "start hold_expiry 30"]),
        effect("6, 25, 40", held(), R, reply(), RESUMED),
        effect("6, 25, 40", Life::received().as_coordinator(hold()), R, reply(),
            &["stop hold_expiry as done", "resume verification"]),
        effect("6, 25, 40", assigned(), R, reply(), NOTHING),
        effect("7", held(), C, resume(), RESUMED),
        effect("9", Life::received(), C, archive(ArchiveReason::Unclear),
            &["stop verification as archived", "start objection_window 30"]),
        effect("9", held(), C, archive(ArchiveReason::InCourt),
            &["stop resolution as archived", "stop first_follow_up as archived", "stop accept as archived",
              "stop hold_expiry as archived", "start objection_window 30"]),
        effect("10", assigned(), C, transfer_outside(),
            &["stop resolution as transferred", "stop first_follow_up as transferred", "stop accept as transferred",
              "start handover_ack 5"]),
        effect("10", Life::received(), C, transfer_within(kit::PROVINCE), NOTHING),
        effect("10", Life::received().as_coordinator(hold()), C, transfer_within(kit::PROVINCE),
            &["stop hold_expiry as transferred", "resume verification"]),
        effect("10", assigned(), C, transfer_within(kit::PROVINCE),
            &["stop first_follow_up as transferred", "stop accept as transferred", "pause resolution", "start verification 3"]),
        effect("10", answered(), C, transfer_within(kit::PROVINCE),
            &["pause resolution", "start verification 3"]),
        effect("11", beside, C, merge,
            &["stop resolution as merged", "stop first_follow_up as merged", "stop accept as merged"]),
    ]
}

#[rustfmt::skip]
pub(super) fn handling_effects() -> Vec<Effect> {
    let soon = assigned().day(3);
    let given = assigned().as_unit(Command::SubDispose { unit: ROADS, person: Some(kit::FIELD_OFFICER) });
    let bound = refused().as_coordinator(redirect(ROADS)).as_unit(refuse());
    vec![
        effect("12", assigned(), U, Command::Accept, &["stop accept as done"]),
        effect("13", assigned(), U, refuse(), &["stop accept as done"]),
        effect("14", refused(), C, redirect(kit::WATER), &["start accept 2"]),
        effect("14", assigned(), C, redirect(kit::WATER), &["stop accept as undone", "start accept 2"]),
        // Binding: nothing is left to accept or refuse.
        effect("14", bound, C, redirect(ROADS), NOTHING),
        effect("15", assigned(), U, Command::SubDispose { unit: kit::ROADS_WORKSHOP, person: None }, NOTHING),
        effect("16", assigned(), C, Command::AddSupport { unit: kit::WATER, days: 2, task: None }, NOTHING),
        effect("16", supported(), C, Command::ReleaseSupport { unit: kit::WATER, note: words() }, NOTHING),
        effect("16", supported(), S, Command::SupportNote { note: words(), end: Some(SupportEnd::Finished) }, NOTHING),
        effect("16", given, F, Command::SupportNote { note: words(), end: None }, NOTHING),
        effect("17", assigned(), U, answer(soon), &["stop first_follow_up as done", "stop accept as done"]),
        effect("17", answered(), U, answer(soon), NOTHING),
        effect("18", assigned(), U, Command::Ask { text: words() }, NOTHING),
        effect("19", assigned(), U, Command::RequestExtension { days: 5, reason: words() }, &[]),
        effect("19", answered(), C, Command::Extend { days: 5, reason: words() }, &["extend resolution 5"]),
        effect("20", assigned(), C, reclassify(true), &["move resolution to 60"]),
        effect("20", closed(), C, reclassify(true), NOTHING),
        effect("38", merged_into(assigned(), &assigned()), C, Command::Unmerge { reason: words() },
            &["bring back first_follow_up", "bring back accept", "bring back resolution"]),
        effect("38", merged_into(assigned(), &answered()), C, Command::Unmerge { reason: words() },
            &["bring back resolution"]),
        effect("38", merged_into(Life::received(), &assigned()), C, Command::Unmerge { reason: words() },
            &["start verification 3"]),
    ]
}
