//! Rows 29, 30 and 32 to 38: review, reopening, objection, hand-over back, unmerging.

use jiff::{Span, Timestamp};

use super::Decision;
use super::closure::window_over;
use super::effects::Effects;
use super::triage::check_unit;
use crate::agency::Grant;
use crate::clock::ClockKind;
use crate::content::ContentRef;
use crate::ids::{OfficerId, UnitId};
use crate::report::Report;
use crate::report::clocks::StopHow;
use crate::report::context::Context;
use crate::report::event::What;
use crate::report::permit::Permit;
use crate::report::refusal::Guard;
use crate::report::state::{Archival, Merge, ReviewCause, State};
use crate::report::table::Party;
use crate::words::Role;

type Decided = Result<Vec<Decision>, Guard>;

/// Row 29: other hands. Never an officer who proposed or closed.
pub(super) fn assign_anew(
    report: &Report,
    permit: &Permit,
    lead: UnitId,
    person: Option<OfficerId>,
    note: Option<ContentRef>,
    context: &Context<'_>,
) -> Decided {
    check_unit(report, lead, context)?;
    check_reviewer(report, permit, context)?;
    // Another person of the unit, its parent, or another unit.
    let same_unit = report.lead() == Some(lead);
    let other_person = person.is_some_and(|person| !report.closers.contains(&person));
    if same_unit && !other_person {
        return Err(Guard::SameHands);
    }
    if person.is_some_and(|person| report.closers.contains(&person)) {
        return Err(Guard::SameHands);
    }
    let new_round =
        matches!(&report.state, State::Review(review) if review.cause == ReviewCause::Reopened);
    let effects = Effects::new(report, context)
        .round(report.round().max(1) + u16::from(new_round))
        .stop(ClockKind::Review, StopHow::Done)
        .start(ClockKind::Accept);
    let effects = if new_round {
        effects
            .start(ClockKind::FirstFollowUp)
            .start(ClockKind::Resolution)
    } else {
        effects
    };
    Ok(effects.event(What::AssignedAnew {
        lead,
        person,
        new_round,
        note,
    }))
}

/// Row 30: the final decision, only from the second dispute on, and never by one person alone
/// where that person is a coordinator.
pub(super) fn uphold(
    report: &Report,
    permit: &Permit,
    reasons: ContentRef,
    second: Option<OfficerId>,
    context: &Context<'_>,
) -> Decided {
    if report.disputes < 2 {
        return Err(Guard::FirstDispute);
    }
    check_not_excluded(report, permit)?;
    if permit.party() == Party::Coordinator && permit.actor().role == Role::Coordinator {
        let decides = |second: OfficerId| {
            Some(second) != permit.actor().officer
                && !report.closers.contains(&second)
                && context
                    .directory
                    .officers
                    .get(&second)
                    .is_some_and(|officer| {
                        !officer.disabled
                            && officer.grants.iter().any(|grant| may_second(grant, report))
                    })
        };
        if !second.is_some_and(decides) {
            return Err(Guard::SecondOfficer);
        }
    }
    Ok(Effects::new(report, context)
        .stop_all(StopHow::Done)
        .event(What::Upheld { reasons, second }))
}

fn may_second(grant: &Grant, report: &Report) -> bool {
    grant.body == report.holder
        && matches!(
            grant.role,
            Role::Coordinator | Role::Leader | Role::Inspector
        )
}

/// Row 32: the reporter inside the window; officers within a year, with a reason.
pub(super) fn reopen(
    report: &Report,
    permit: &Permit,
    reason: ContentRef,
    context: &Context<'_>,
) -> Decided {
    let State::Closed(closure) = &report.state else {
        return Err(Guard::WindowOver);
    };
    if permit.party() == Party::Reporter {
        if closure.is_final {
            return Err(Guard::Final);
        }
        if report.withdrawn {
            return Err(Guard::ReporterGone);
        }
        // An import carries no window: what was closed elsewhere is reopened by filing anew here.
        if window_over(report, ClockKind::ReopenWindow, context) {
            return Err(Guard::WindowOver);
        }
    } else if closed_at(report)
        .is_some_and(|at| is_past(at, context.policy.officer_reopen_days, context.now))
    {
        return Err(Guard::WindowOver);
    }
    Ok(Effects::new(report, context)
        .stop(ClockKind::ReopenWindow, StopHow::Done)
        .start(ClockKind::Review)
        .event(What::Reopened { reason }))
}

/// Row 33: also undoes a withdrawal.
pub(super) fn object(report: &Report, reason: ContentRef, context: &Context<'_>) -> Decided {
    if report.objection_open || report.objection_rejected {
        return Err(Guard::ObjectionDecided);
    }
    if window_over(report, ClockKind::ObjectionWindow, context) {
        return Err(Guard::WindowOver);
    }
    Ok(Effects::new(report, context)
        .start(ClockKind::Review)
        .event(What::Objected { reason }))
}

/// Row 34: never by whom archived it; the time archived counts as a pause.
pub(super) fn restore(
    report: &Report,
    permit: &Permit,
    reason: ContentRef,
    context: &Context<'_>,
) -> Decided {
    let archival = decidable(report, permit)?;
    Ok(Effects::new(report, context)
        .stop(ClockKind::Review, StopHow::Done)
        .stop(ClockKind::ObjectionWindow, StopHow::Done)
        .revive(Some(archival.at), StopHow::Archived, true)
        .event(What::Restored { reason }))
}

/// Row 35: final; tells of the Ombudsman.
pub(super) fn reject_objection(
    report: &Report,
    permit: &Permit,
    reasons: ContentRef,
    context: &Context<'_>,
) -> Decided {
    if !report.objection_open {
        return Err(Guard::NoObjection);
    }
    decidable(report, permit)?;
    Ok(Effects::new(report, context)
        .stop(ClockKind::Review, StopHow::Done)
        .stop(ClockKind::ObjectionWindow, StopHow::Done)
        .event(What::ObjectionRejected { reasons }))
}

/// Row 36.
pub(super) fn acknowledge(
    report: &Report,
    note: Option<ContentRef>,
    context: &Context<'_>,
) -> Decided {
    match &report.state {
        State::Transferred(handover) if !handover.acknowledged => Ok(Effects::new(report, context)
            .stop(ClockKind::HandoverAck, StopHow::Done)
            .event(What::Acknowledged { note })),
        _ => Err(Guard::AlreadyAcknowledged),
    }
}

/// Row 37: the time away counts as a pause for this body, never for the report's age.
pub(super) fn hand_back(
    report: &Report,
    reason: ContentRef,
    context: &Context<'_>,
) -> Vec<Decision> {
    let since = match &report.state {
        State::Transferred(handover) => Some(handover.at),
        _ => None,
    };
    let effects = Effects::new(report, context)
        .stop(ClockKind::HandoverAck, StopHow::Undone)
        .revive(since, StopHow::Transferred, true);
    let never_verified = report.state.handling().is_none();
    let has_clock = report
        .clocks
        .iter()
        .any(|clock| clock.kind == ClockKind::Verification);
    let effects = if never_verified && !has_clock {
        effects.start(ClockKind::Verification)
    } else {
        effects
    };
    effects.event(What::HandedBack { reason })
}

/// Row 38: the state the root's history gives it; never verified itself, it waits for verification.
pub(super) fn unmerge(report: &Report, reason: ContentRef, context: &Context<'_>) -> Vec<Decision> {
    let State::Merged(Merge { before, .. }) = &report.state else {
        return Vec::new();
    };
    let root = context.root;
    let state = match (before.handling(), root.map(|root| &root.state)) {
        (None, _) => State::Received,
        (Some(_), Some(root @ (State::Assigned(_) | State::InProgress(_)))) => root.clone(),
        (Some(own), Some(_)) if root.is_some_and(|root| root.answered) => {
            State::InProgress(own.clone())
        }
        _ => (**before).clone(),
    };
    let verified = state.handling().is_some();
    let effects = Effects::new(report, context);
    let effects = if verified {
        effects.revive(None, StopHow::Merged, false)
    } else {
        effects.start(ClockKind::Verification)
    };
    let answered = verified && root.is_some_and(|root| root.answered);
    effects.event(What::Unmerged {
        reason,
        state: Box::new(state),
        answered,
    })
}

/// Rows 29 and 30: leaders, inspectors and the desk act only where every coordinator is excluded.
fn check_reviewer(report: &Report, permit: &Permit, context: &Context<'_>) -> Result<(), Guard> {
    check_not_excluded(report, permit)?;
    if permit.party() == Party::Coordinator
        || permit.actor().role == Role::Inspector && report.supervisory
    {
        return Ok(());
    }
    let free_coordinator = context.directory.officers.values().any(|officer| {
        !officer.disabled
            && !report.closers.contains(&officer.id)
            && !report.excluded.contains(&officer.id)
            && officer
                .grants
                .iter()
                .any(|grant| grant.role == Role::Coordinator && grant.body == report.holder)
    });
    if free_coordinator {
        Err(Guard::CoordinatorFirst)
    } else {
        Ok(())
    }
}

fn check_not_excluded(report: &Report, permit: &Permit) -> Result<(), Guard> {
    let excluded = permit
        .actor()
        .officer
        .is_some_and(|officer| report.closers.contains(&officer));
    if excluded {
        Err(Guard::ExcludedOfficer)
    } else {
        Ok(())
    }
}

fn decidable<'a>(report: &'a Report, permit: &Permit) -> Result<&'a Archival, Guard> {
    let State::Archived(archival) = &report.state else {
        return Err(Guard::NoObjection);
    };
    let same = archival.officer.is_some() && archival.officer == permit.actor().officer;
    // An own mistake may be put right by its maker while nobody objected.
    if same && report.objection_open {
        Err(Guard::ArchiverCannotDecide)
    } else {
        Ok(archival)
    }
}

/// When the last handling was closed: the start of its reopen window.
fn closed_at(report: &Report) -> Option<Timestamp> {
    report
        .clocks
        .iter()
        .rev()
        .find(|clock| clock.kind == ClockKind::ReopenWindow)
        .map(|window| window.started_at)
}

fn is_past(at: Timestamp, days: u16, now: Timestamp) -> bool {
    at.checked_add(Span::new().hours(24 * i64::from(days)))
        .is_ok_and(|end| end <= now)
}
