//! Commands with the usual data, so that a test says only what it is about.

use jiff::civil::Date;

use super::{CITY, POTHOLES, attachment, content};
use crate::content::ContentKind;
use crate::ids::{OfficerId, UnitId};
use crate::report::command::{Command, Destination, Verification};
use crate::report::state::{Owner, Promise};
use crate::words::{ArchiveReason, Outcome, ReportType};

/// A verification as an ordinary, released complaint; change what the test is about.
pub fn verification(lead: UnitId) -> Verification {
    Verification {
        report_type: ReportType::Complaint,
        supervisory: false,
        category: POTHOLES,
        lead,
        keep: false,
        findings_kept: false,
        release: true,
        words: vec![
            content(ContentKind::TitleFinal),
            content(ContentKind::TextFinal),
        ],
        note: None,
        proposed: None,
    }
}

/// Row 4, released.
pub fn verify(lead: UnitId) -> Command {
    Command::Verify(Box::new(verification(lead)))
}

/// Row 4, not released.
pub fn verify_unreleased(lead: UnitId) -> Command {
    Command::Verify(Box::new(Verification {
        release: false,
        ..verification(lead)
    }))
}

/// Row 4, berkadar pengawasan.
pub fn verify_supervisory(lead: UnitId) -> Command {
    Command::Verify(Box::new(Verification {
        supervisory: true,
        release: false,
        ..verification(lead)
    }))
}

/// Row 40: a person that the report is about.
pub fn exclude(officer: OfficerId) -> Command {
    Command::Exclude {
        officers: vec![officer],
        reason: content(ContentKind::InternalNote),
    }
}

/// Row 5.
pub fn hold() -> Command {
    Command::Hold {
        question: content(ContentKind::OfficerMessage),
    }
}

/// Row 6, 25 or 40.
pub fn reply() -> Command {
    Command::Reply {
        text: content(ContentKind::ReporterMessage),
        files: Vec::new(),
    }
}

/// Row 7.
pub fn resume() -> Command {
    Command::Resume {
        reason: content(ContentKind::OfficerMessage),
    }
}

/// Row 9.
pub fn archive(reason: ArchiveReason) -> Command {
    Command::Archive {
        reason,
        explanation: content(ContentKind::OfficerMessage),
        where_to: (reason == ArchiveReason::OutOfScope).then(|| "Instansi lain".to_owned()),
        earlier: None,
    }
}

/// An office outside, as row 10 asks.
pub fn office(name: &str) -> Destination {
    Destination::Outside {
        name: name.to_owned(),
        contact: Some("Telepon 0536 000 0000".to_owned()),
    }
}

/// Row 10, to an office outside.
pub fn transfer_outside() -> Command {
    Command::Transfer {
        to: office("Instansi lain"),
        reason: content(ContentKind::OfficerMessage),
    }
}

/// Row 10, to another body of the installation.
pub fn transfer_within(to: crate::ids::BodyId) -> Command {
    Command::Transfer {
        to: Destination::Body(to),
        reason: content(ContentKind::OfficerMessage),
    }
}

/// Row 13.
pub fn refuse() -> Command {
    Command::Refuse {
        owner: Owner::Body(CITY),
        reason: content(ContentKind::OfficerMessage),
    }
}

/// Row 14.
pub fn redirect(lead: UnitId) -> Command {
    Command::Redirect { lead, note: None }
}

/// Row 17.
pub fn answer(next_by: Date) -> Command {
    Command::Answer {
        text: content(ContentKind::OfficerMessage),
        next_by,
        files: Vec::new(),
    }
}

/// Row 4, as a request for information, released.
pub fn verify_information(lead: UnitId) -> Command {
    Command::Verify(Box::new(Verification {
        report_type: ReportType::Information,
        ..verification(lead)
    }))
}

/// Row 41.
pub fn refer_ppid(unit: UnitId) -> Command {
    Command::ReferPpid {
        unit,
        reason: content(ContentKind::OfficerMessage),
    }
}

/// Row 41b.
pub fn extend_ppid() -> Command {
    Command::ExtendPpid {
        reason: content(ContentKind::OfficerMessage),
    }
}

/// Row 20, to supervisory or back.
pub fn reclassify(supervisory: bool) -> Command {
    Command::Reclassify {
        report_type: ReportType::Complaint,
        supervisory,
        category: POTHOLES,
        reason: content(ContentKind::OfficerMessage),
    }
}

/// Row 21, with evidence.
pub fn propose(outcome: Outcome) -> Command {
    Command::ProposeClosure {
        answer: content(ContentKind::OfficerMessage),
        outcome,
        promise: None,
        files: vec![attachment()],
    }
}

/// Row 21: accepted, carried out later.
pub fn propose_planned(by: Date, owner: UnitId) -> Command {
    Command::ProposeClosure {
        answer: content(ContentKind::OfficerMessage),
        outcome: Outcome::Planned,
        promise: Some(Promise { by, owner }),
        files: Vec::new(),
    }
}

/// Row 26.
pub fn dispute() -> Command {
    Command::Dispute {
        reason: content(ContentKind::ReporterMessage),
    }
}

/// Row 29.
pub fn assign_anew(lead: UnitId) -> Command {
    Command::AssignAnew {
        lead,
        person: None,
        note: None,
    }
}

/// Row 32.
pub fn reopen() -> Command {
    Command::Reopen {
        reason: content(ContentKind::ReporterMessage),
    }
}

/// Row 33.
pub fn object() -> Command {
    Command::Object {
        reason: content(ContentKind::ReporterMessage),
    }
}

/// Row 34.
pub fn restore() -> Command {
    Command::Restore {
        reason: content(ContentKind::OfficerMessage),
    }
}

/// Row 40.
pub fn unrelease() -> Command {
    Command::Unrelease {
        reason: content(ContentKind::OfficerMessage),
    }
}
