//! Deeds from the final answer on, and those that change what is shown.

use lapor_domain::content::ContentKind;
use lapor_domain::report::command::Command;
use lapor_domain::report::state::Promise;
use lapor_domain::words::{Outcome, Priority};

use super::{Deed, deed};
use crate::demo::play::tale::CITY_SLUG;
use crate::demo::texts::officer::{self, Occasion};

pub(in crate::demo::play) fn propose(outcome: Outcome) -> Deed {
    deed(move |pen| {
        let by = pen.working_day(60);
        let kind = pen.matter.kind;
        let text = pen.with_about("", by, |seed, about| {
            officer::final_answer(seed, outcome, kind, about)
        });
        let owner = pen.unit(CITY_SLUG, pen.matter.unit);
        Command::ProposeClosure {
            answer: pen.draft.seal(ContentKind::OfficerMessage, &text),
            outcome,
            promise: (outcome == Outcome::Planned).then_some(Promise { by, owner }),
            files: std::mem::take(&mut pen.files),
        }
    })
}

pub(in crate::demo::play) fn check_return() -> Deed {
    deed(|pen| Command::CheckReturn {
        reason: pen.message(Occasion::CheckReturn),
    })
}

pub(in crate::demo::play) fn check_approve() -> Deed {
    deed(|_| Command::CheckApprove)
}

pub(in crate::demo::play) fn take_back() -> Deed {
    deed(|pen| Command::TakeBack {
        reason: pen.message(Occasion::TakeBack),
    })
}

pub(in crate::demo::play) fn confirm() -> Deed {
    deed(|_| Command::Confirm)
}

pub(in crate::demo::play) fn dispute() -> Deed {
    deed(|pen| Command::Dispute {
        reason: pen.said(Occasion::Dispute),
    })
}

pub(in crate::demo::play) fn record_confirmation() -> Deed {
    deed(|pen| Command::RecordConfirmation {
        note: pen.message(Occasion::ConfirmElsewhere),
    })
}

pub(in crate::demo::play) fn assign_anew(lead: &'static str, person: Option<&'static str>) -> Deed {
    deed(move |pen| Command::AssignAnew {
        lead: pen.unit(CITY_SLUG, lead),
        person: person.map(|person| pen.officer(person)),
        note: Some(pen.note(Occasion::Review)),
    })
}

pub(in crate::demo::play) fn uphold(second: &'static str) -> Deed {
    deed(move |pen| Command::Uphold {
        reasons: pen.message(Occasion::Uphold),
        second: Some(pen.officer(second)),
    })
}

pub(in crate::demo::play) fn rate(stars: u8) -> Deed {
    deed(move |pen| Command::Rate {
        stars,
        comment: (pen.seed % 3 == 0).then(|| pen.said(Occasion::Rating)),
    })
}

/// By the reporter.
pub(in crate::demo::play) fn reopen() -> Deed {
    deed(|pen| Command::Reopen {
        reason: pen.said(Occasion::Reopen),
    })
}

/// By an officer.
pub(in crate::demo::play) fn reopen_again() -> Deed {
    deed(|pen| Command::Reopen {
        reason: pen.message(Occasion::Review),
    })
}

pub(in crate::demo::play) fn object() -> Deed {
    deed(|pen| Command::Object {
        reason: pen.said(Occasion::Objection),
    })
}

pub(in crate::demo::play) fn restore() -> Deed {
    deed(|pen| Command::Restore {
        reason: pen.message(Occasion::Restore),
    })
}

pub(in crate::demo::play) fn reject_objection() -> Deed {
    deed(|pen| Command::RejectObjection {
        reasons: pen.message(Occasion::RejectObjection),
    })
}

pub(in crate::demo::play) fn acknowledge() -> Deed {
    deed(|pen| Command::Acknowledge {
        note: Some(pen.message(Occasion::Acknowledge)),
    })
}

pub(in crate::demo::play) fn hand_back() -> Deed {
    deed(|pen| Command::HandBack {
        reason: pen.message(Occasion::Returned),
    })
}

pub(in crate::demo::play) fn withdraw() -> Deed {
    deed(|pen| Command::Withdraw {
        reason: Some(pen.said(Occasion::Withdraw)),
    })
}

pub(in crate::demo::play) fn set_flags(anonim: bool, rahasia: bool) -> Deed {
    deed(move |_| Command::SetFlags { anonim, rahasia })
}

pub(in crate::demo::play) fn note(occasion: Occasion) -> Deed {
    deed(move |pen| Command::Note {
        text: pen.note(occasion),
        shared_with: Vec::new(),
    })
}

pub(in crate::demo::play) fn release() -> Deed {
    deed(|_| Command::Release {
        point: true,
        files: true,
        findings_kept: false,
    })
}

pub(in crate::demo::play) fn unrelease() -> Deed {
    deed(|pen| Command::Unrelease {
        reason: pen.note(Occasion::Note),
    })
}

pub(in crate::demo::play) fn edit_text() -> Deed {
    deed(|pen| Command::EditText {
        words: pen.public_words(),
        findings_kept: false,
    })
}

pub(in crate::demo::play) fn priority(priority: Priority) -> Deed {
    deed(move |_| Command::SetPriority { priority })
}

pub(in crate::demo::play) fn exclude(officer: &'static str) -> Deed {
    deed(move |pen| Command::Exclude {
        officers: vec![pen.officer(officer)],
        reason: pen.note(Occasion::Note),
    })
}

pub(in crate::demo::play) fn share_with(unit: Option<&'static str>) -> Deed {
    deed(move |pen| Command::GrantView {
        unit: unit.map(|unit| pen.unit(CITY_SLUG, unit)),
        overseer: unit.is_none(),
    })
}

pub(in crate::demo::play) fn erase() -> Deed {
    deed(|_| Command::Erase {
        ground: "Permintaan pemilik data, UU 27/2022".to_owned(),
    })
}
