//! Rows 2 to 11 and 20: desk, verification, hold, archive, transfer, merge, reclassification.

use super::Decision;
use super::effects::Effects;
use crate::clock::ClockKind;
use crate::content::{ContentKind, ContentRef};
use crate::ids::{BodyId, CategoryId, ReportId, UnitId};
use crate::report::Report;
use crate::report::clocks::StopHow;
use crate::report::command::{Destination, Verification};
use crate::report::context::Context;
use crate::report::event::{Attachment, What};
use crate::report::permit::Permit;
use crate::report::refusal::Guard;
use crate::report::state::{Owner, State};
use crate::report::table::Party;
use crate::words::{ArchiveReason, EndedBy, ReportType, StateCode};

type Decided = Result<Vec<Decision>, Guard>;

/// Row 2: the desk sends it to the competent body; the verification clock never restarts.
pub(super) fn forward(report: &Report, to: BodyId, context: &Context<'_>) -> Decided {
    check_body(report, to, context)?;
    Ok(Effects::new(report, context).event(What::Forwarded { to }))
}

/// Row 3: "bukan wewenang instansi".
pub(super) fn return_to_desk(
    report: &Report,
    owner: Owner,
    reason: ContentRef,
    context: &Context<'_>,
) -> Decided {
    let desk = context.directory.desk().ok_or(Guard::NoDesk)?.id;
    if desk == report.holder {
        return Err(Guard::NoSuchBody);
    }
    if report.returns >= context.policy.binding_after_returns {
        return Err(Guard::ReturnBinding);
    }
    check_owner(&owner, context)?;
    Ok(Effects::new(report, context).event(What::ReturnedToDesk {
        from: report.holder,
        desk,
        owner,
        reason,
    }))
}

/// Rows 4 and 4b: type, supervisory, category, lead and release, all at once.
pub(super) fn verify(report: &Report, decided: Verification, context: &Context<'_>) -> Decided {
    if decided.report_type == ReportType::Unknown {
        return Err(Guard::TypeMissing);
    }
    check_category(report, decided.category, context)?;
    check_unit(report, decided.lead, context)?;
    check_followers(report, decided.supervisory)?;
    if decided.release {
        check_release(report, decided.supervisory)?;
        check_text(report, &decided.words)?;
    }
    let effects = Effects::new(report, context)
        .of_type(decided.report_type, decided.supervisory)
        .stop(ClockKind::Verification, StopHow::Done);
    // A report that came from another body of the installation goes on where it stood, for the
    // length of the type that this body finds.
    let effects = effects
        .resume(ClockKind::Resolution)
        .relengthen(ClockKind::Resolution)
        .start_missing(ClockKind::Resolution);
    let effects = if report.answered_this_round {
        effects
    } else {
        effects.start(ClockKind::FirstFollowUp)
    };
    let effects = if decided.keep {
        effects
    } else {
        effects.start(ClockKind::Accept)
    };
    Ok(effects.event(What::Verified {
        report_type: decided.report_type,
        supervisory: decided.supervisory,
        category: decided.category,
        lead: decided.lead,
        kept: decided.keep,
        release: decided.release,
        words: decided.words,
        findings_kept: decided.findings_kept,
        note: decided.note,
    }))
}

/// Row 5: one concrete question; the handling's clocks stand still.
pub(super) fn hold(
    report: &Report,
    permit: &Permit,
    question: ContentRef,
    context: &Context<'_>,
) -> Decided {
    if report.withdrawn {
        return Err(Guard::ReporterGone);
    }
    let by_coordinator = permit.party() == Party::Coordinator;
    if !by_coordinator {
        if report.holds >= context.policy.max_holds {
            return Err(Guard::TooManyHolds);
        }
        if was_late(report) {
            return Err(Guard::HoldAfterBreach);
        }
    }
    Ok(Effects::new(report, context)
        .pause_handling()
        .start(ClockKind::HoldExpiry)
        .event(What::Held {
            question,
            by_coordinator,
        }))
}

/// A clock that the holder keeps was breached: the verification before the disposition, after it
/// what the reporter waits for in this round, even if the answer came later.
fn was_late(report: &Report) -> bool {
    let kinds: &[ClockKind] = if report.state.handling().is_some() {
        &[ClockKind::FirstFollowUp, ClockKind::Resolution]
    } else {
        &[ClockKind::Verification]
    };
    report.clocks.iter().any(|clock| {
        clock.breached && kinds.contains(&clock.kind) && clock.round == report.round().max(1)
    })
}

/// Rows 6, 25 and 40: the reporter's words always come through; what they do depends on the state.
pub(super) fn reply(
    report: &Report,
    text: ContentRef,
    files: Vec<Attachment>,
    context: &Context<'_>,
) -> Decided {
    if report.withdrawn {
        return Err(Guard::ReporterGone);
    }
    let effects = Effects::new(report, context);
    let effects = match &report.state {
        State::OnHold(_) => effects.leave_hold(report, StopHow::Done),
        State::ClosureProposed(_) => effects
            .stop(ClockKind::AutoClose, StopHow::Undone)
            .stop(ClockKind::Check, StopHow::Undone)
            .resume(ClockKind::Resolution),
        _ => effects,
    };
    Ok(effects.event(What::Replied { text, files }))
}

/// Row 9: always with a reason and an explanation that the reporter can read.
pub(super) fn archive(
    report: &Report,
    reason: ArchiveReason,
    explanation: ContentRef,
    context: &Context<'_>,
) -> Decided {
    if !ArchiveReason::OFFICER.contains(&reason) {
        return Err(Guard::ReasonNotForOfficers);
    }
    if report.rounds > 0 && !reason.allowed_after_disposition() {
        return Err(Guard::ReasonAfterDisposition);
    }
    Ok(archived(
        report,
        EndedBy::Officer,
        reason,
        Some(explanation),
        context,
    ))
}

/// Ends a report as archived and opens the objection window.
pub(super) fn archived(
    report: &Report,
    by: EndedBy,
    reason: ArchiveReason,
    explanation: Option<ContentRef>,
    context: &Context<'_>,
) -> Vec<Decision> {
    Effects::new(report, context)
        .stop_all(StopHow::Archived)
        .start(ClockKind::ObjectionWindow)
        .event(What::Archived {
            by,
            reason,
            explanation,
        })
}

/// Row 10: a report is never closed because it is someone else's.
pub(super) fn transfer(
    report: &Report,
    permit: &Permit,
    to: Destination,
    reason: ContentRef,
    context: &Context<'_>,
) -> Decided {
    match to {
        Destination::Outside(name) if name.trim().is_empty() => Err(Guard::NoSuchBody),
        Destination::Outside(to) => Ok(Effects::new(report, context)
            .stop_all(StopHow::Transferred)
            .start(ClockKind::HandoverAck)
            .event(What::TransferredOut { to, reason })),
        Destination::Body(to) => {
            check_body(report, to, context)?;
            if context.directory.is_desk(to) && permit.party() != Party::Desk {
                check_return(report, context)?;
            }
            Ok(within(report, context).event(What::TransferredWithin {
                from: report.holder,
                to,
                reason,
            }))
        }
    }
}

/// A report that was never verified goes back to the desk by row 3, which counts its returns; what
/// the desk decided after them binds here too.
fn check_return(report: &Report, context: &Context<'_>) -> Result<(), Guard> {
    if report.returns >= context.policy.binding_after_returns {
        Err(Guard::ReturnBinding)
    } else if report.rounds == 0 {
        Err(Guard::DeskByReturn)
    } else {
        Ok(())
    }
}

/// Inside one installation: never verified, its verification runs on; verified before, a new one
/// starts and the resolution keeps its start, paused until the new disposition.
fn within<'a>(report: &'a Report, context: &'a Context<'a>) -> Effects<'a> {
    let effects = Effects::new(report, context).stop(ClockKind::HoldExpiry, StopHow::Transferred);
    if report.state.handling().is_none() {
        return effects.resume(ClockKind::Verification);
    }
    effects
        .stop(ClockKind::FirstFollowUp, StopHow::Transferred)
        .stop(ClockKind::Accept, StopHow::Transferred)
        .pause(ClockKind::Resolution)
        .start(ClockKind::Verification)
}

/// Row 11 and invariant (b).
pub(super) fn merge(report: &Report, root: ReportId, context: &Context<'_>) -> Decided {
    let found = context
        .root
        .filter(|found| found.id == root)
        .ok_or(Guard::RootElsewhere)?;
    if root == report.id || matches!(found.state, State::Merged(_)) {
        return Err(Guard::RootIsMerged);
    }
    if found.holder != report.holder {
        return Err(Guard::RootElsewhere);
    }
    if matches!(found.state, State::Archived(_) | State::Transferred(_)) {
        return Err(Guard::RootArchived);
    }
    if [report, found]
        .iter()
        .any(|one| one.state.code() == StateCode::Review || one.objection_open)
    {
        return Err(Guard::OpenDispute);
    }
    if report.released && !found.released {
        return Err(Guard::RootUnreleased);
    }
    if report.supervisory != found.supervisory {
        return Err(Guard::RootOtherKind);
    }
    Ok(Effects::new(report, context)
        .stop_all(StopHow::Merged)
        .event(What::Merged { root }))
}

/// Row 20: the resolution keeps its start and takes the new type's length.
pub(super) fn reclassify(
    report: &Report,
    report_type: ReportType,
    supervisory: bool,
    category: CategoryId,
    reason: ContentRef,
    context: &Context<'_>,
) -> Decided {
    if report_type == ReportType::Unknown {
        return Err(Guard::TypeMissing);
    }
    check_category(report, category, context)?;
    check_followers(report, supervisory)?;
    let unchanged = report.report_type == report_type
        && report.supervisory == supervisory
        && report.category == Some(category);
    if unchanged {
        return Err(Guard::NothingToChange);
    }
    Ok(Effects::new(report, context)
        .of_type(report_type, supervisory)
        .relengthen(ClockKind::Resolution)
        .event(What::Reclassified {
            report_type,
            supervisory,
            category,
            reason,
        }))
}

fn check_body(report: &Report, to: BodyId, context: &Context<'_>) -> Result<(), Guard> {
    let exists = context.directory.bodies.contains_key(&to);
    if exists && to != report.holder {
        Ok(())
    } else {
        Err(Guard::NoSuchBody)
    }
}

/// The category is the holder's and still offered.
pub(super) fn check_category(
    report: &Report,
    category: CategoryId,
    context: &Context<'_>,
) -> Result<(), Guard> {
    context
        .directory
        .categories
        .get(&category)
        .filter(|found| found.body == report.holder && !found.retired)
        .map(|_| ())
        .ok_or(Guard::NoSuchCategory)
}

/// The unit is the holder's and in force today.
pub(super) fn check_unit(
    report: &Report,
    unit: UnitId,
    context: &Context<'_>,
) -> Result<(), Guard> {
    context
        .directory
        .units
        .get(&unit)
        .filter(|found| found.body == report.holder && found.is_valid_on(context.today()))
        .map(|_| ())
        .ok_or(Guard::NoSuchUnit)
}

/// Whoever refuses names the likely owner.
pub(super) fn check_owner(owner: &Owner, context: &Context<'_>) -> Result<(), Guard> {
    let named = match owner {
        Owner::Unit(unit) => context.directory.units.contains_key(unit),
        Owner::Body(body) => context.directory.bodies.contains_key(body),
        Owner::Outside(name) => !name.trim().is_empty(),
    };
    if named {
        Ok(())
    } else {
        Err(Guard::OwnerMissing)
    }
}

/// Invariant (b): a root cannot become supervisory, or ordinary, under followers that are not.
fn check_followers(report: &Report, supervisory: bool) -> Result<(), Guard> {
    if report.supervisory != supervisory && !report.followers.is_empty() {
        Err(Guard::RootOtherKind)
    } else {
        Ok(())
    }
}

/// Section 5: what its reporter marked rahasia, and what is supervisory, is never released by an officer.
pub(super) fn check_release(report: &Report, supervisory: bool) -> Result<(), Guard> {
    if report.rahasia {
        Err(Guard::Rahasia)
    } else if supervisory {
        Err(Guard::SupervisoryNotReleased)
    } else {
        Ok(())
    }
}

/// Row 4: an officer settled the public text, masked or acknowledged as it stands, before anything
/// is released. `words` come with the decision itself.
pub(super) fn check_text(report: &Report, words: &[ContentRef]) -> Result<(), Guard> {
    report
        .words
        .iter()
        .chain(words)
        .any(|word| word.kind == ContentKind::TextFinal)
        .then_some(())
        .ok_or(Guard::TextNotMasked)
}
