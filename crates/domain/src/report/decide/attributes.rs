//! Rows 39 and 40: what changes attributes, and the reporter's withdrawal.

use super::Decision;
use super::checks::{check_release, check_text};
use super::effects::Effects;
use super::triage::archived;
use crate::content::{ContentKind, ContentRef};
use crate::ids::{FileId, OfficerId, UnitId};
use crate::report::Report;
use crate::report::clocks::StopHow;
use crate::report::context::Context;
use crate::report::event::What;
use crate::report::past::someone_left;
use crate::report::permit::Permit;
use crate::report::refusal::Guard;
use crate::report::state::State;
use crate::report::table::Party;
use crate::words::{ArchiveReason, EndedBy, Identity, Priority, StateCode};

type Decided = Result<Vec<Decision>, Guard>;

/// Row 39: ordinary reports end at once; supervisory ones, danger to life, and reports that others
/// joined go on without their reporter, as does the shared handling when one of those who joined it leaves.
pub(super) fn withdraw(
    report: &Report,
    reason: Option<ContentRef>,
    context: &Context<'_>,
) -> Decided {
    if report.withdrawn {
        return Err(Guard::AlreadyWithdrawn);
    }
    let shares = matches!(report.state, State::Merged(_)) || !report.followers.is_empty();
    let goes_on = report.supervisory || report.priority == Priority::Danger || shares;
    if goes_on {
        // Nobody is left to answer a question: the handling goes on, it does not expire.
        let effects = Effects::new(report, context).leave_hold(report, StopHow::Undone);
        return Ok(effects.event(What::WithdrawnHandlingGoesOn { reason }));
    }
    Ok(archived(
        report,
        EndedBy::Reporter,
        ArchiveReason::Withdrawn,
        reason,
        context,
    ))
}

/// Row 40: independent choices of the reporter; rahasia takes a public report back at once.
pub(super) fn set_flags(
    report: &Report,
    permit: &Permit,
    anonim: bool,
    rahasia: bool,
    context: &Context<'_>,
) -> Decided {
    if report.anonim == anonim && report.rahasia == rahasia {
        return Err(Guard::NothingToChange);
    }
    // Section 5: only the reporter lifts what protects them, never an officer, not even on behalf.
    let is_reporter = permit.party() == Party::Reporter;
    if report.rahasia && !rahasia && !is_reporter {
        return Err(Guard::Rahasia);
    }
    if report.anonim && !anonim && !is_reporter {
        return Err(Guard::OnlyReporterLifts);
    }
    if report.anonim && !anonim && report.identity == Identity::None {
        return Err(Guard::NoIdentity);
    }
    Ok(Effects::new(report, context).event(What::FlagsSet { anonim, rahasia }))
}

/// Row 40 and section 5: explicit, after verification, never rahasia, never supervisory, and with a
/// public text that an officer settled.
///
/// Where personal data stands unmasked, whoever settled the text (an officer here, or the national system), who says
/// that it may and who looks are two.
pub(super) fn release(
    report: &Report,
    permit: &Permit,
    (point, files): (bool, bool),
    findings_kept: bool,
    context: &Context<'_>,
) -> Decided {
    check_release(report, report.supervisory)?;
    if matches!(&report.state, State::Archived(archival) if archival.reason.unreleases()) {
        return Err(Guard::UnlawfulNotReleased);
    }
    // The national system verified what it disposed of or ended; all else is verified here.
    let waits = match &report.state {
        State::Received => true,
        State::OnHold(hold) => hold.return_to.code() == StateCode::Received,
        _ => report.import.is_none(),
    };
    if !report.verified && waits {
        return Err(Guard::NotVerified);
    }
    check_text(report, &[])?;
    let asks_first = permit.party() == Party::Coordinator;
    if !asks_first && report.release_asked.is_none() {
        return Err(Guard::NoSecondLook);
    }
    let who = permit.actor().officer;
    let first = report
        .unmasked_by
        .or_else(|| report.release_asked.or(who).filter(|_| findings_kept));
    if first.is_some() && first == who {
        if report.release_asked.is_some() {
            return Err(Guard::SecondLook);
        }
        return Ok(Effects::new(report, context).event(What::ReleaseAsked));
    }
    if report.released && report.point_released == point && report.files_released == files {
        return Err(Guard::AlreadyReleased);
    }
    let public_place = report
        .category
        .and_then(|category| context.directory.categories.get(&category))
        .is_some_and(|category| category.public_place);
    Ok(Effects::new(report, context).event(What::Released {
        point: point && public_place,
        files,
    }))
}

/// Row 40: takes effect at once everywhere.
pub(super) fn unrelease(report: &Report, reason: ContentRef, context: &Context<'_>) -> Decided {
    if !report.released {
        return Err(Guard::NotReleased);
    }
    Ok(Effects::new(report, context).event(What::Unreleased { reason }))
}

/// Row 40: the original stays (Isi Awal); the edited words are what may become public (Isi Akhir).
pub(super) fn edit_text(
    report: &Report,
    words: Vec<ContentRef>,
    findings_kept: bool,
    context: &Context<'_>,
) -> Decided {
    if words.is_empty() || !words.iter().all(|word| is_edited(word.kind)) {
        return Err(Guard::NothingToChange);
    }
    Ok(Effects::new(report, context).event(What::TextEdited {
        words,
        findings_kept,
        second_look: report.released && findings_kept,
    }))
}

/// Row 40.
pub(super) fn set_priority(report: &Report, priority: Priority, context: &Context<'_>) -> Decided {
    if report.priority == priority {
        return Err(Guard::NothingToChange);
    }
    Ok(Effects::new(report, context).event(What::PrioritySet { priority }))
}

/// Row 40 and section 3: the accounts of the persons that the report is about are excluded from it. Where
/// nobody would be left to decide, it goes to another body first.
pub(super) fn exclude(
    report: &Report,
    officers: Vec<OfficerId>,
    reason: ContentRef,
    context: &Context<'_>,
) -> Decided {
    let directory = context.directory;
    if officers
        .iter()
        .any(|officer| !directory.officers.contains_key(officer))
    {
        return Err(Guard::NoSuchOfficer);
    }
    let mut added = Vec::new();
    for officer in officers {
        if !report.excluded.contains(&officer) && !added.contains(&officer) {
            added.push(officer);
        }
    }
    if added.is_empty() {
        return Err(Guard::NothingToChange);
    }
    let all: Vec<_> = report.excluded.iter().chain(&added).copied().collect();
    if !someone_left(&all, report.holder, directory) {
        return Err(Guard::NobodyLeft);
    }
    Ok(Effects::new(report, context).event(What::Excluded {
        officers: added,
        reason,
    }))
}

/// Row 40.
pub(super) fn grant_view(
    report: &Report,
    permit: &Permit,
    unit: Option<UnitId>,
    overseer: bool,
    context: &Context<'_>,
) -> Decided {
    let is_new = unit.is_some_and(|unit| !report.shared_units.contains(&unit))
        || (overseer && !report.shared_overseer);
    if !is_new {
        return Err(Guard::NothingToChange);
    }
    // Reporters may show their own report to the overseer; units are the officers' business.
    let may_share = permit.party() != Party::Reporter;
    if unit.is_some_and(|unit| !may_share || !context.directory.units.contains_key(&unit)) {
        return Err(Guard::NoSuchUnit);
    }
    Ok(Effects::new(report, context).event(What::ViewGranted { unit, overseer }))
}

/// Row 40 (UU 27/2022): the person's words and photographs go; events, figures and what officers showed stay.
pub(super) fn erase(report: &Report, ground: String, context: &Context<'_>) -> Decided {
    let words: Vec<_> = report
        .words
        .iter()
        .chain(&report.said)
        .chain(
            report
                .files
                .iter()
                .filter(|one| !is_of_the_office(report, one.file))
                .map(|one| &one.content),
        )
        .filter(|word| word.kind.is_personal() || is_unseen(report, word))
        .cloned()
        .collect();
    if words.is_empty() {
        return Err(Guard::NothingToChange);
    }
    Ok(Effects::new(report, context).event(What::Erased { words, ground }))
}

/// The edited words of an export may hold the person as the original did: nobody here looked at them before a release.
fn is_unseen(report: &Report, word: &ContentRef) -> bool {
    report.import.is_some() && !report.ever_released && is_edited(word.kind)
}

const fn is_edited(kind: ContentKind) -> bool {
    matches!(kind, ContentKind::TitleFinal | ContentKind::TextFinal)
}

/// Evidence of the work and photographs taken for the office are not the person's.
fn is_of_the_office(report: &Report, file: FileId) -> bool {
    report.evidence.contains(&file) || report.internal_files.contains(&file)
}
