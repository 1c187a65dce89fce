//! Rows 41 to 41b, and what the others do while a request is with the PPID desk.

use lapor_domain::report::command::Command;
use lapor_domain::testkit::commands::{
    answer, archive, dispute, extend_ppid, hold, propose, redirect, refer_ppid, refuse, reply,
    transfer_within,
};
use lapor_domain::testkit::{self as kit, Life, ROADS};
use lapor_domain::words::{ArchiveReason, Outcome};

use super::{Effect, effect};
use crate::lives::{C, R, S, U, asked_for, referred, words};

/// The resolution is reckoned anew and stands still all the same.
const RECKONED: &str = "resume resolution";
const STILL: &str = "pause resolution";

fn taken() -> Life {
    referred().as_support(Command::TakePpid)
}

fn final_answer() -> Life {
    taken().as_support(propose(Outcome::Answered))
}

#[rustfmt::skip]
pub(super) fn effects() -> Vec<Effect> {
    let soon = asked_for().day(3);
    vec![
        effect("41", asked_for(), U, refer_ppid(kit::WATER),
            &["stop accept as done", "pause resolution", "start ppid 10", "start accept 2"]),
        effect("41", asked_for().as_unit(answer(soon)), C, refer_ppid(kit::WATER),
            &["pause resolution", "start ppid 10", "start accept 2"]),
        effect("41a", referred(), S, Command::TakePpid, &["stop accept as done"]),
        effect("41b", taken(), S, extend_ppid(), &["extend ppid 7"]),
        effect("17", taken(), S, answer(soon), &["stop first_follow_up as done"]),
        effect("13", referred(), S, refuse(), &["stop accept as done"]),
        effect("14", referred().as_support(refuse()), C, redirect(ROADS),
            &["start accept 2", "stop ppid as undone", "resume resolution, its pause struck out"]),
        effect("14", referred().as_support(refuse()), C, redirect(kit::WATER), &["start accept 2"]),
        effect("21", taken(), S, propose(Outcome::Answered),
            &["stop first_follow_up as done", "pause ppid", RECKONED, STILL, "start auto_close 10"]),
        effect("23", final_answer(), S, Command::TakeBack { reason: words() },
            &["stop auto_close as undone", "resume ppid, its pause struck out", RECKONED, STILL]),
        effect("26", final_answer(), R, dispute(),
            &["stop auto_close as done", "resume ppid", RECKONED, STILL, "start review 5"]),
        effect("24", final_answer(), R, Command::Confirm,
            &["stop auto_close as done", "stop resolution as done", "stop ppid as done", "start reopen_window 30"]),
        effect("5", taken(), S, hold(),
            &["pause first_follow_up", "pause ppid", RECKONED, STILL, "start hold_expiry 30"]),
        effect("6, 25, 40", taken().as_support(hold()), R, reply(),
            &["stop hold_expiry as done", "resume first_follow_up", "resume ppid", RECKONED, STILL]),
        effect("10", taken(), C, transfer_within(kit::PROVINCE),
            &["stop first_follow_up as transferred", "stop ppid as transferred", "start verification 3"]),
        effect("9", taken(), C, archive(ArchiveReason::AlreadyAnswered),
            &[RECKONED, STILL, "stop resolution as archived", "stop first_follow_up as archived",
              "stop ppid as archived", "start objection_window 30"]),
    ]
}
