//! Rows 2 to 11 and 20, and what speaks against a release.

use lapor_domain::ids::{BodyId, ReportId};
use lapor_domain::report::Report;
use lapor_domain::report::command::{Command, Destination, Verification};
use lapor_domain::report::refusal::Guard as G;
use lapor_domain::report::state::Owner;
use lapor_domain::testkit::commands::{
    archive, hold, office, reclassify, refuse, reply, transfer_within, verification, verify,
    verify_supervisory, verify_unreleased,
};
use lapor_domain::testkit::{self as kit, Life, ROADS};
use lapor_domain::words::{ArchiveReason, ReportType};

use super::{Bite, bites as all_of};
use crate::lives::{
    C, COUNTER, N, U, archived, assigned, disputed, merged_into, with_follower, words,
};

fn verify_with(change: impl FnOnce(&mut Verification)) -> Command {
    let mut verified = verification(ROADS);
    change(&mut verified);
    Command::Verify(Box::new(verified))
}

fn reclassify_with(report_type: ReportType, category: lapor_domain::ids::CategoryId) -> Command {
    Command::Reclassify {
        report_type,
        supervisory: false,
        category,
        reason: words(),
    }
}

fn back_to_desk() -> Command {
    Command::ReturnToDesk {
        owner: Owner::Body(kit::PROVINCE),
        reason: words(),
    }
}

/// Sent to the city three times, returned twice.
fn returned_twice() -> Life {
    let forward = || Command::Forward { to: kit::CITY };
    Life::received_at_desk()
        .as_desk(forward())
        .as_coordinator(back_to_desk())
        .as_desk(forward())
        .as_coordinator(back_to_desk())
        .as_desk(forward())
}

fn without_desk() -> Life {
    let mut life = Life::received();
    life.directory.bodies.remove(&kit::DESK);
    life
}

fn transfer_to(to: Destination) -> Command {
    Command::Transfer {
        to,
        reason: words(),
    }
}

fn archive_as(reason: ArchiveReason, earlier: Option<lapor_domain::ids::ReportId>) -> Command {
    Command::Archive {
        reason,
        explanation: words(),
        where_to: None,
        earlier,
    }
}

/// Beside another report, which nobody names.
fn merge_ready_later() -> Life {
    let other = Life::received();
    Life::received().with_root(&other.report)
}

/// The coordinator acts for the whole body and works for no unit of it.
fn without_unit() -> Life {
    let mut life = Life::received();
    if let Some(coordinator) = life.directory.officers.get_mut(&kit::COORDINATOR) {
        coordinator.grants.retain(|grant| grant.node.is_none());
    }
    life
}

#[rustfmt::skip]
pub(super) fn bites() -> Vec<Bite> {
    let no_owner = Owner::Outside("  ".to_owned());
    let asked = |life: Life| life.as_unit(hold()).as_reporter(reply());
    let gone = with_follower(assigned()).as_reporter(Command::Withdraw { reason: None });
    let nowhere = BodyId(uuid::Uuid::nil());
    [
        all_of(G::NoSuchBody, vec![
            ("2", Life::received_at_desk(), N, Command::Forward { to: kit::DESK }),
            ("2", Life::received_at_desk(), N, Command::Forward { to: nowhere }),
            ("10", assigned(), C, transfer_within(kit::CITY)),
            ("10", assigned(), C, transfer_to(office("  "))),
        ]),
        all_of(G::ContactMissing, vec![
            ("10", assigned(), C, transfer_to(Destination::Outside { name: "Instansi lain".to_owned(), contact: None })),
            ("10", assigned(), C, transfer_to(Destination::Outside { name: "Instansi lain".to_owned(), contact: Some(" ".to_owned()) })),
        ]),
        all_of(G::WhereToGo, vec![("9", Life::received(), C, archive_as(ArchiveReason::OutOfScope, None))]),
        all_of(G::EarlierMissing, vec![
            ("9", Life::received(), C, archive(ArchiveReason::Duplicate)),
            ("9", merge_ready_later(), C, archive_as(ArchiveReason::Duplicate, None)),
        ]),
        all_of(G::NoDesk, vec![("3", without_desk(), C, back_to_desk())]),
        all_of(G::ReturnBinding, vec![
            ("3", returned_twice(), C, back_to_desk()),
            ("10", returned_twice().as_coordinator(verify(ROADS)), C, transfer_within(kit::DESK)),
        ]),
        all_of(G::OwnerMissing, vec![
            ("3", Life::received(), C, Command::ReturnToDesk { owner: no_owner.clone(), reason: words() }),
            ("13", assigned(), U, Command::Refuse { owner: no_owner, reason: words() }),
        ]),
        all_of(G::TypeMissing, vec![
            ("4", Life::received(), C, verify_with(|v| v.report_type = ReportType::Unknown)),
            ("20", assigned(), C, reclassify_with(ReportType::Unknown, kit::SERVICE)),
        ]),
        all_of(G::NoSuchCategory, vec![
            ("4", Life::received(), C, verify_with(|v| v.category = kit::PROVINCE_SERVICE)),
            ("20", assigned(), C, reclassify_with(ReportType::Complaint, kit::PROVINCE_SERVICE)),
        ]),
        all_of(G::NoSuchUnit, vec![
            ("4", Life::received(), C, verify(kit::PROVINCE_ROADS)),
            ("4b", Life::received(), C, verify_with(|v| { v.keep = true; v.lead = kit::PROVINCE_ROADS; })),
        ]),
        all_of(G::KeepElsewhere, vec![
            ("4b", Life::received(), C, verify_with(|v| { v.keep = true; v.lead = ROADS; })),
            ("4b", without_unit(), C, verify_with(|v| { v.keep = true; v.lead = kit::COMMUNICATION; })),
        ]),
        all_of(G::TooManyHolds, vec![("5", asked(asked(assigned())), U, hold())]),
        all_of(G::HoldAfterBreach, vec![
            ("5", assigned().wait_days(30), U, hold()),
            ("5", Life::received_at_desk().wait_days(30), N, hold()),
        ]),
        all_of(G::ReporterGone, vec![
            ("5", gone.clone(), C, hold()),
            ("6, 25, 40", gone, COUNTER, reply()),
        ]),
        all_of(G::ReasonNotForOfficers, vec![
            ("9", Life::received(), C, archive(ArchiveReason::Withdrawn)),
            ("9", Life::received(), C, archive(ArchiveReason::Incomplete)),
            ("9", Life::received(), C, archive(ArchiveReason::ExpiredImport)),
        ]),
        all_of(G::ReasonAfterDisposition, vec![
            ("9", assigned(), C, archive(ArchiveReason::Unclear)),
            ("9", assigned(), C, archive(ArchiveReason::NoEvidence)),
            ("9", assigned().as_unit(refuse()), C, archive(ArchiveReason::SpamOrTest)),
        ]),
        all_of(G::DeskByReturn, vec![("10", Life::received(), C, transfer_within(kit::DESK))]),
        all_of(G::NothingToChange, vec![
            ("20", assigned(), C, reclassify_with(ReportType::Complaint, kit::POTHOLES)),
        ]),
    ].into_iter().flatten().collect()
}

#[rustfmt::skip]
pub(super) fn release_bites() -> Vec<Bite> {
    let release = || Command::Release { point: false, files: false, findings_kept: false, };
    let secret = || Life::received_with(|receipt| receipt.rahasia = true);
    let unmasked = || verify_with(|v| { v.release = false; v.words.clear(); });
    let title_only = verify_with(|v| { v.words.truncate(1); });
    [
        all_of(G::Rahasia, vec![
            ("4", secret(), C, verify(ROADS)),
            ("40", secret().as_coordinator(verify_unreleased(ROADS)), C, release()),
            // On behalf is not enough: only the reporter lifts it.
            ("40", secret(), COUNTER, Command::SetFlags { anonim: false, rahasia: false }),
        ]),
        all_of(G::SupervisoryNotReleased, vec![
            ("4", Life::received(), C, verify_with(|v| v.supervisory = true)),
            ("40", Life::received().as_coordinator(verify_supervisory(ROADS)), C, release()),
        ]),
        all_of(G::UnlawfulNotReleased, vec![
            ("40", assigned().as_coordinator(archive(ArchiveReason::Unlawful)), C, release()),
        ]),
        all_of(G::TextNotMasked, vec![
            ("4", Life::received(), C, verify_with(|v| v.words.clear())),
            ("4", Life::received(), C, title_only),
            ("40", Life::received().as_coordinator(unmasked()), C, release()),
        ]),
        all_of(G::NotVerified, vec![("40", Life::received(), C, release())]),
        all_of(G::AlreadyReleased, vec![("40", assigned(), C, release())]),
    ].into_iter().flatten().collect()
}

/// Beside a root as it stands, and the command that merges into it.
fn beside(life: Life, root: &Report) -> (Life, Command) {
    (life.with_root(root), Command::Merge { root: root.id })
}

#[rustfmt::skip]
pub(super) fn merge_bites() -> Vec<Bite> {
    let into = |life: Life, root: Life| {
        let (life, merge) = beside(life, &root.report);
        ("11", life, C, merge)
    };
    let itself = || {
        let life = assigned();
        let root = life.report.clone();
        let (life, merge) = beside(life, &root);
        ("11", life, C, merge)
    };
    let unreleased = || Life::received().as_coordinator(verify_unreleased(ROADS));
    let supervisory = || Life::received().as_coordinator(verify_supervisory(ROADS));
    let away = || Command::Merge { root: ReportId(uuid::Uuid::nil()) };
    let mut forgotten = merged_into(assigned(), &assigned());
    forgotten.root = None;
    [
        all_of(G::RootIsMerged, vec![
            itself(),
            into(assigned(), merged_into(assigned(), &assigned())),
        ]),
        all_of(G::RootElsewhere, vec![
            ("11", assigned(), C, away()),
            into(assigned(), Life::received_at_desk()),
            ("38", forgotten, C, Command::Unmerge { reason: words() }),
        ]),
        all_of(G::RootArchived, vec![into(assigned(), archived())]),
        all_of(G::OpenDispute, vec![into(assigned(), disputed())]),
        all_of(G::RootUnreleased, vec![into(assigned(), unreleased())]),
        all_of(G::RootOtherKind, vec![
            into(unreleased(), supervisory()),
            ("4", with_follower(Life::received()), C, verify_supervisory(ROADS)),
            ("20", with_follower(assigned()), C, reclassify(true)),
        ]),
    ].into_iter().flatten().collect()
}
