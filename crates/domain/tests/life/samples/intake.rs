//! Receipts, exports, desk, verification, and what changes attributes.

use jiff::civil::date;
use lapor_domain::content::ContentKind as K;
use lapor_domain::report::event::{Event, Observation, Receipt, What};
use lapor_domain::report::state::Owner;
use lapor_domain::routing::{Proposed, Source};
use lapor_domain::sp4n::ImportedState;
use lapor_domain::tracking::TrackingNo;
use lapor_domain::words::{ArchiveReason, Channel, EndedBy, Identity, Priority, ReportType};

use super::{body, category, file, message, officer, plain, report, unit, word};

fn bare() -> Receipt {
    Receipt {
        tracking: TrackingNo::from_random(1),
        home: body(),
        holder: body(),
        channel: Channel::Web,
        unmapped_channel: None,
        declared_type: None,
        declared_supervisory: false,
        category: None,
        named_unit: None,
        region: None,
        language: None,
        incident_date: None,
        day_only: false,
        identity: Identity::None,
        anonim: false,
        rahasia: false,
        has_contact: false,
        words: vec![word(K::TextOriginal)],
        files: Vec::new(),
        excluded: Vec::new(),
    }
}

fn full() -> Receipt {
    Receipt {
        declared_type: Some(ReportType::Complaint),
        declared_supervisory: true,
        category: Some(category()),
        named_unit: Some(unit()),
        region: Some("62.71.01.1001".to_owned()),
        incident_date: Some(date(2026, 1, 31)),
        identity: Identity::Named,
        anonim: true,
        rahasia: true,
        has_contact: true,
        words: [
            K::TitleOriginal,
            K::TextOriginal,
            K::Place,
            K::Point,
            K::Name,
            K::DisplayName,
            K::Phone,
            K::Email,
            K::Nik,
        ]
        .map(word)
        .into(),
        files: vec![file()],
        excluded: vec![officer()],
        ..bare()
    }
}

fn observed(state: ImportedState) -> Observation {
    Observation {
        external_id: "1234567".to_owned(),
        state,
        raw_status: "Proses".to_owned(),
        report_type: ReportType::Unknown,
        supervisory: false,
        category: Some(category()),
        unit: Some(unit()),
        region: None,
        rating: Some(4),
        reason: Some(message()),
        observed_at: "2026-02-01T17:00:00Z".parse().ok(),
    }
}

pub(super) fn events() -> Vec<Event> {
    let states = [
        ImportedState::Received,
        ImportedState::Assigned,
        ImportedState::InProgress,
        ImportedState::OnHold {
            return_to_assigned: true,
        },
        ImportedState::Closed {
            by: EndedBy::System,
        },
        ImportedState::Archived {
            by: EndedBy::Officer,
            reason: ArchiveReason::Unclear,
        },
        ImportedState::TransferredToDesk,
        ImportedState::Unknown {
            raw: "entah".to_owned(),
        },
    ];
    let mut events = vec![
        What::Received(Box::new(bare())),
        What::Received(Box::new(full())),
        What::Imported {
            receipt: Box::new(bare()),
            observed: Box::new(observed(ImportedState::Received)),
        },
        What::Imported {
            receipt: Box::new(Receipt {
                day_only: true,
                ..bare()
            }),
            observed: Box::new(observed(ImportedState::Received)),
        },
    ];
    events.extend(states.map(|state| What::Observed(Box::new(observed(state)))));
    events.extend(desk());
    events.extend(attributes());
    events.into_iter().map(plain).collect()
}

fn desk() -> Vec<What> {
    let owners = [
        Owner::Unit(unit()),
        Owner::Body(body()),
        Owner::Outside("Instansi lain".to_owned()),
    ];
    let mut events = vec![What::Forwarded { to: body() }];
    events.extend(owners.map(|owner| What::ReturnedToDesk {
        from: body(),
        desk: body(),
        owner,
        reason: message(),
    }));
    let verified = |kept, proposed: Option<Proposed>| What::Verified {
        report_type: ReportType::Information,
        supervisory: false,
        category: category(),
        lead: unit(),
        kept,
        release: true,
        words: vec![word(K::TitleFinal), word(K::TextFinal)],
        findings_kept: kept,
        second_look: false,
        note: Some(word(K::InternalNote)),
        proposed: proposed.map(Box::new),
    };
    let proposed = Proposed {
        source: Source::Model,
        confidence: 871,
        lead: Some(unit()),
        category: Some(category()),
        report_type: Some(ReportType::Information),
        supervisory: Some(false),
    };
    events.extend([
        verified(false, None),
        verified(true, None),
        verified(false, Some(proposed)),
    ]);
    events
}

fn attributes() -> Vec<What> {
    vec![
        What::FlagsSet {
            anonim: true,
            rahasia: false,
        },
        What::Noted {
            text: word(K::InternalNote),
            shared_with: vec![unit()],
        },
        What::FileAdded { file: file() },
        What::Released {
            point: true,
            files: false,
        },
        What::Unreleased { reason: message() },
        What::TextEdited {
            words: vec![word(K::TextFinal)],
            findings_kept: true,
            second_look: false,
        },
        What::PrioritySet {
            priority: Priority::Danger,
        },
        What::ViewGranted {
            unit: Some(unit()),
            overseer: true,
        },
        What::Erased {
            words: vec![word(K::Name)],
            ground: "UU 27/2022".to_owned(),
        },
        What::Merged { root: report() },
        What::FollowerAdded { follower: report() },
        What::FollowerRemoved { follower: report() },
    ]
}
