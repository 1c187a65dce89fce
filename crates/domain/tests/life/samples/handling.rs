//! From the hold to the last decision.

use jiff::civil::date;
use lapor_domain::content::ContentKind as K;
use lapor_domain::report::event::{EarlierReport, Event, What};
use lapor_domain::report::state::{
    Archival, Closure, Handling, Handover, Hold, Merge, Owner, Promise, Proposal, Refused, Review,
    ReviewCause, State, Support, SupportEnd,
};
use lapor_domain::testkit::START;
use lapor_domain::tracking::TrackingNo;
use lapor_domain::words::{ArchiveReason, EndedBy, Outcome, ReportType};

use super::{body, category, file, message, officer, plain, report, unit, word};

fn said() -> lapor_domain::content::ContentRef {
    word(K::ReporterMessage)
}

fn promise() -> Promise {
    Promise {
        by: date(2026, 12, 31),
        owner: unit(),
    }
}

fn support() -> Support {
    Support {
        unit: unit(),
        due: Some(START),
        task: None,
        ended: Some(SupportEnd::Finished),
    }
}

fn handling() -> Handling {
    Handling {
        lead: Some(unit()),
        person: Some(officer()),
        supports: vec![support()],
        accepted: true,
        binding: true,
        round: 2,
    }
}

pub(super) fn events() -> Vec<Event> {
    let whats = vec![
        What::Held {
            question: message(),
            by_coordinator: true,
        },
        What::Replied {
            text: said(),
            files: vec![file()],
        },
        What::Resumed { reason: message() },
        What::Archived {
            by: EndedBy::Officer,
            reason: ArchiveReason::OutOfScope,
            explanation: Some(message()),
            where_to: None,
            earlier: None,
        },
        What::TransferredOut {
            to: "Instansi lain".to_owned(),
            contact: None,
            reason: message(),
        },
        What::TransferredWithin {
            from: body(),
            to: body(),
            reason: message(),
        },
        What::Accepted,
        What::Refused {
            unit: unit(),
            owner: Owner::Unit(unit()),
            reason: message(),
        },
        What::Redirected {
            lead: unit(),
            binding: true,
            note: Some(message()),
        },
        What::SubDisposed {
            unit: unit(),
            person: Some(officer()),
        },
        What::SupportAdded { support: support() },
        What::SupportEnded {
            unit: unit(),
            how: SupportEnd::Released,
            note: message(),
        },
        What::SupportNoted {
            unit: unit(),
            note: message(),
        },
        What::Answered {
            text: message(),
            next_by: date(2026, 3, 1),
            files: vec![file()],
        },
        What::Asked { text: message() },
        What::Extended {
            days: 5,
            reason: message(),
        },
        What::Reclassified {
            report_type: ReportType::Aspiration,
            supervisory: true,
            category: category(),
            reason: message(),
        },
    ];
    whats.into_iter().map(plain).collect()
}

pub(super) fn later_events() -> Vec<Event> {
    let mut whats = vec![
        What::ClosureProposed {
            answer: message(),
            outcome: Outcome::Planned,
            promise: Some(promise()),
            files: vec![file()],
            awaits_check: true,
        },
        What::CheckReturned { reason: message() },
        What::CheckApproved,
        What::TakenBack { reason: message() },
        What::Closed {
            by: EndedBy::Officer,
            note: Some(message()),
        },
        What::Disputed { reason: said() },
        What::AssignedAnew {
            lead: unit(),
            person: Some(officer()),
            new_round: true,
            note: Some(message()),
        },
        What::Upheld {
            reasons: message(),
            second: Some(officer()),
        },
        What::Rated {
            stars: 4,
            comment: Some(said()),
        },
        What::Reopened { reason: said() },
        What::Objected { reason: said() },
        What::Restored { reason: message() },
        What::ObjectionRejected { reasons: message() },
        What::Acknowledged {
            note: Some(message()),
        },
        What::HandedBack { reason: message() },
        What::WithdrawnHandlingGoesOn {
            reason: Some(said()),
        },
        What::Archived {
            by: EndedBy::Officer,
            reason: ArchiveReason::Duplicate,
            explanation: Some(message()),
            where_to: Some("Instansi lain".to_owned()),
            earlier: Some(EarlierReport {
                report: report(),
                tracking: TrackingNo::from_random(1),
            }),
        },
        What::TransferredOut {
            to: "Instansi lain".to_owned(),
            contact: Some("Telepon 0536 000 0000".to_owned()),
            reason: message(),
        },
        What::ExtensionRequested {
            days: 5,
            reason: message(),
        },
        What::Excluded {
            officers: vec![officer()],
            reason: message(),
        },
        What::SupportAdded {
            support: Support {
                task: Some(message()),
                ended: None,
                ..support()
            },
        },
    ];
    whats.extend(states().map(|state| What::Unmerged {
        reason: message(),
        state: Box::new(state),
        answered: true,
    }));
    whats.into_iter().map(plain).collect()
}

fn states() -> [State; 11] {
    let before = || Box::new(State::Assigned(handling()));
    [
        State::Received,
        State::OnHold(Hold {
            question: Some(message()),
            return_to: before(),
        }),
        State::Assigned(Handling::default()),
        State::AwaitingRedirect(Refused {
            handling: handling(),
            by: Some(unit()),
            owner: Some(Owner::Body(body())),
        }),
        State::InProgress(handling()),
        State::ClosureProposed(Proposal {
            handling: handling(),
            by: officer(),
            at: START,
            outcome: Outcome::Planned,
            promise: Some(promise()),
            awaits_check: true,
        }),
        State::Review(Review {
            handling: handling(),
            cause: ReviewCause::Reopened,
        }),
        State::Closed(Closure {
            handling: handling(),
            by: EndedBy::Reporter,
            at: START,
            outcome: Outcome::Done,
            promise: None,
            is_final: true,
        }),
        State::Archived(Archival {
            by: EndedBy::Officer,
            officer: Some(officer()),
            reason: ArchiveReason::InCourt,
            at: START,
            before: before(),
        }),
        State::Transferred(Handover {
            to: "Instansi lain".to_owned(),
            contact: None,
            acknowledged: true,
            at: START,
            before: before(),
        }),
        State::Merged(Merge {
            root: report(),
            at: START,
            before: before(),
        }),
    ]
}
