//! Reports of every case, made by real commands, and everyone who may look at them.

use crate::agency::Directory;
use crate::ids::OfficerId;
use crate::report::Report;
use crate::report::command::Command;
use crate::report::event::Receipt;
use crate::testkit::commands::{
    archive, hold, object, reclassify, transfer_within, unrelease, verify, verify_unreleased,
};
use crate::testkit::{self as kit, Life};
use crate::visibility::Viewer;
use crate::words::{ArchiveReason, Identity};

/// Everyone, as rows of the table. The second coordinator is excluded from every report here.
pub(super) const OFFICERS: &[(&str, OfficerId)] = &[
    ("lead unit", kit::ROADS_OFFICER),
    ("head of lead unit", kit::ROADS_HEAD),
    ("support unit", kit::WATER_OFFICER),
    ("field officer", kit::FIELD_OFFICER),
    ("other unit", kit::HEALTH_OFFICER),
    ("counter", kit::COUNTER),
    ("coordinator", kit::COORDINATOR),
    ("coordinator, excl.", kit::COORDINATOR_TWO),
    ("national desk", kit::DESK_OFFICER),
    ("leader", kit::LEADER),
    ("inspector", kit::INSPECTOR),
    ("overseer", kit::OVERSEER),
    ("auditor", kit::AUDITOR),
    ("administrator", kit::ADMINISTRATOR),
    ("coord. elsewhere", kit::PROVINCE_COORDINATOR),
    ("leader elsewhere", kit::PROVINCE_LEADER),
];

pub(super) fn viewers<'a>(
    report: &Report,
    directory: &'a Directory,
) -> Vec<(&'static str, Viewer<'a>)> {
    let follower = report.followers.first().copied().unwrap_or(report.id);
    let mut viewers = vec![
        ("public", Viewer::Public),
        ("tracking number", Viewer::TrackingNumber),
        ("reporter", Viewer::Reporter),
        ("joined reporter", Viewer::Joined { follower }),
    ];
    viewers.extend(OFFICERS.iter().filter_map(|(name, id)| {
        let officer = directory.officers.get(id)?;
        Some((*name, Viewer::Officer(officer)))
    }));
    viewers
}

/// Received at the city, the second coordinator excluded.
pub(super) fn received(change: impl FnOnce(&mut Receipt)) -> Life {
    Life::received_with(|receipt| {
        receipt.excluded.push(kit::COORDINATOR_TWO);
        change(receipt);
    })
}

/// Verified and given to roads; water supports, a field officer has it. Not released.
pub(super) fn handled(change: impl FnOnce(&mut Receipt)) -> Life {
    equipped(received(change).as_coordinator(verify_unreleased(kit::ROADS)))
}

/// The same, released with its point and its photographs.
pub(super) fn released(change: impl FnOnce(&mut Receipt)) -> Life {
    equipped(received(change).as_coordinator(verify(kit::ROADS))).as_coordinator(Command::Release {
        point: true,
        files: true,
        findings_kept: false,
    })
}

fn equipped(life: Life) -> Life {
    life.as_coordinator(Command::AddSupport {
        unit: kit::WATER,
        days: 5,
        task: None,
    })
    .as_unit(Command::SubDispose {
        unit: kit::ROADS,
        person: Some(kit::FIELD_OFFICER),
    })
}

fn share() -> Command {
    Command::GrantView {
        unit: Some(kit::WATER),
        overseer: true,
    }
}

/// A follower and its root, both equipped, the root released.
pub(super) fn merged() -> (Life, Life) {
    let follower = handled(|_| {});
    let mut root = released(|_| {});
    let follower = follower
        .with_root(&root.report)
        .as_coordinator(Command::Merge {
            root: root.report.id,
        });
    root.report.followers.push(follower.report.id);
    (follower, root)
}

/// The cases of section 5's second table, in its order, with those that need telling apart.
pub(super) fn cases() -> Vec<(&'static str, Report)> {
    let (follower, root) = merged();
    let lives = vec![
        ("base", released(|_| {})),
        ("anonim", released(|r| r.anonim = true)),
        ("rahasia", handled(|r| r.rahasia = true)),
        (
            "rahasia, shared with support and overseer",
            handled(|r| r.rahasia = true).as_coordinator(share()),
        ),
        (
            "anonim + rahasia",
            handled(|r| (r.anonim, r.rahasia) = (true, true)),
        ),
        (
            "supervisory",
            released(|_| {}).as_coordinator(reclassify(true)),
        ),
        (
            "supervisory, shared with support and overseer",
            handled(|_| {})
                .as_coordinator(reclassify(true))
                .as_coordinator(share()),
        ),
        (
            "supervisory + anonim + rahasia",
            handled(|r| (r.anonim, r.rahasia) = (true, true)).as_coordinator(reclassify(true)),
        ),
        (
            "supervisory, only declared",
            received(|r| r.declared_supervisory = true),
        ),
        (
            "no identity",
            released(|r| (r.identity, r.has_contact) = (Identity::None, false)),
        ),
        ("unverified", received(|_| {})),
        ("verified, not released", handled(|_| {})),
        (
            "import, not released",
            Life::imported(crate::sp4n::ImportedState::Assigned, |r, _| {
                r.excluded.push(kit::COORDINATOR_TWO);
            }),
        ),
        (
            "on hold, return_to Received",
            received(|_| {}).as_coordinator(hold()),
        ),
        (
            "archived, never released, never disposed",
            received(|_| {}).as_coordinator(archive(ArchiveReason::Unclear)),
        ),
        (
            "archived, never released",
            handled(|_| {}).as_coordinator(archive(ArchiveReason::InCourt)),
        ),
        (
            "archived, never released, objection",
            handled(|_| {})
                .as_coordinator(archive(ArchiveReason::InCourt))
                .as_reporter(object()),
        ),
        (
            "archived, never released, supervisory",
            handled(|_| {})
                .as_coordinator(reclassify(true))
                .as_coordinator(archive(ArchiveReason::InCourt)),
        ),
        (
            "archived after release",
            released(|_| {}).as_coordinator(archive(ArchiveReason::InCourt)),
        ),
        (
            "archived after release, unlawful",
            released(|_| {}).as_coordinator(archive(ArchiveReason::Unlawful)),
        ),
        (
            "un-released later",
            released(|_| {}).as_coordinator(unrelease()),
        ),
        ("merged: the root's part", root),
        ("merged: the follower", follower),
        (
            "erased person",
            released(|_| {}).as_coordinator(Command::Erase {
                ground: "permintaan pemilik data".to_owned(),
            }),
        ),
        ("at the desk, unverified", at_desk(|_| {})),
        ("at the desk, anonim", at_desk(|r| r.anonim = true)),
        (
            "at the desk, declared supervisory",
            at_desk(|r| r.declared_supervisory = true),
        ),
        (
            "transferred within: the province has it, unverified",
            received(|_| {}).as_coordinator(transfer_within(kit::PROVINCE)),
        ),
        (
            "transferred within: verified before, not released",
            handled(|_| {}).as_coordinator(transfer_within(kit::PROVINCE)),
        ),
        (
            "transferred within: supervisory",
            handled(|_| {})
                .as_coordinator(reclassify(true))
                .as_coordinator(transfer_within(kit::PROVINCE)),
        ),
    ];
    lives
        .into_iter()
        .map(|(name, life)| (name, life.report))
        .collect()
}

fn at_desk(change: impl FnOnce(&mut Receipt)) -> Life {
    let mut receipt = kit::receipt(kit::DESK);
    change(&mut receipt);
    Life::from_receipt(receipt)
}
