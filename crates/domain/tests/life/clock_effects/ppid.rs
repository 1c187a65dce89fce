//! Rows 41 to 41b, and what the others do while a request is with the PPID desk.

use lapor_domain::report::command::Command;
use lapor_domain::testkit::commands::{
    answer, archive, dispute, extend_ppid, hold, propose, redirect, refer_ppid, refuse, reply,
    transfer_within,
};
use lapor_domain::testkit::{self as kit, ROADS};
use lapor_domain::words::{ArchiveReason, Outcome};

use super::{Effect, effect};
use crate::lives::{C, R, S, U, answered_by_ppid, asked_for, referred, taken_by_ppid, words};

/// The resolution is reckoned anew and stands still all the same.
const GOES: &str = "resume resolution";
const STANDS: &str = "pause resolution";

#[rustfmt::skip]
pub(super) fn effects() -> Vec<Effect> {
    let soon = asked_for().day(3);
    vec![
        effect("41", asked_for(), U, refer_ppid(kit::WATER),
            &["stop accept as done", "pause resolution", "start ppid 10", "start accept 2"]),
        effect("41", asked_for().as_unit(answer(soon)), C, refer_ppid(kit::WATER),
            &["pause resolution", "start ppid 10", "start accept 2"]),
        effect("41a", referred(), S, Command::TakePpid, &["stop accept as done"]),
        effect("41b", taken_by_ppid(), S, extend_ppid(), &["extend ppid 7"]),
        effect("17", taken_by_ppid(), S, answer(soon), &["stop first_follow_up as done"]),
        effect("13", referred(), S, refuse(), &["stop accept as done"]),
        effect("14", referred().as_support(refuse()), C, redirect(ROADS),
            &["start accept 2", "stop ppid as undone", "resume resolution, its pause struck out"]),
        effect("14", referred().as_support(refuse()), C, redirect(kit::WATER), &["start accept 2"]),
        effect("21", taken_by_ppid(), S, propose(Outcome::Answered),
            &["stop first_follow_up as done", "pause ppid", GOES, STANDS, "start auto_close 10"]),
        effect("23", answered_by_ppid(), S, Command::TakeBack { reason: words() },
            &["stop auto_close as undone", "resume ppid, its pause struck out", GOES, STANDS]),
        effect("26", answered_by_ppid(), R, dispute(),
            &["stop auto_close as done", "resume ppid", GOES, STANDS, "start review 5"]),
        effect("24", answered_by_ppid(), R, Command::Confirm,
            &["stop auto_close as done", "stop resolution as done", "stop ppid as done", "start reopen_window 30"]),
        effect("5", taken_by_ppid(), S, hold(),
            &["pause first_follow_up", "pause ppid", GOES, STANDS, "start hold_expiry 30"]),
        effect("6, 25, 40", taken_by_ppid().as_support(hold()), R, reply(),
            &["stop hold_expiry as done", "resume first_follow_up", "resume ppid", GOES, STANDS]),
        effect("10", taken_by_ppid(), C, transfer_within(kit::PROVINCE),
            &["stop first_follow_up as transferred", "stop ppid as transferred", "start verification 3"]),
        effect("9", taken_by_ppid(), C, archive(ArchiveReason::AlreadyAnswered),
            &[GOES, STANDS, "stop resolution as archived", "stop first_follow_up as archived",
              "stop ppid as archived", "start objection_window 30"]),
    ]
}
