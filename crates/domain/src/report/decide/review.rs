//! Rows 29, 30 and 32 to 35: review, reopening, objection.

use jiff::{Span, Timestamp};

use super::Decision;
use super::checks::{check_person, check_unit};
use super::closure::window_over;
use super::effects::Effects;
use super::ppid::leaves_ppid;
use crate::clock::ClockKind;
use crate::content::ContentRef;
use crate::ids::{OfficerId, UnitId};
use crate::report::Report;
use crate::report::clocks::StopHow;
use crate::report::context::Context;
use crate::report::event::What;
use crate::report::permit::{Actor, Permit, standings};
use crate::report::refusal::Guard;
use crate::report::state::{Archival, ReviewCause, State};
use crate::report::table::Party;
use crate::words::{EndedBy, Role, StateCode};

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
    check_person(report, lead, person, context)?;
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
    let effects = leaves_ppid(effects, report, lead, context);
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
                && stands_as(
                    report,
                    second,
                    &[Party::Coordinator, Party::Leader, Party::Inspector],
                    context,
                )
        };
        if !second.is_some_and(decides) {
            return Err(Guard::SecondOfficer);
        }
    }
    Ok(Effects::new(report, context)
        .stop_all(StopHow::Done)
        .event(What::Upheld { reasons, second }))
}

/// Whether an account stands to a report as one of these parties. Excluded persons stand as none.
fn stands_as(report: &Report, officer: OfficerId, as_: &[Party], context: &Context<'_>) -> bool {
    standings(report, Actor::Officer(officer), context.directory)
        .iter()
        .any(|standing| as_.contains(&standing.party))
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
    } else if is_past(closure.at, context.policy.officer_reopen_days, context.now) {
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
    // Row 35: final for everyone, the desk too.
    if report.objection_rejected {
        return Err(Guard::Final);
    }
    // What the reporter withdrew is nobody's mistake: only their objection brings it back.
    if archival.by == EndedBy::Reporter && !report.objection_open {
        return Err(Guard::NoObjection);
    }
    let effects = Effects::new(report, context)
        .stop(ClockKind::Review, StopHow::Done)
        .stop(ClockKind::ObjectionWindow, StopHow::Done)
        .revive(ClockKind::ALL, (archival.at, StopHow::Archived), true, true);
    // A hold that had run out is asked anew, else it would run out again at once.
    let effects = match archival.before.code() {
        StateCode::OnHold => effects.start_missing(ClockKind::HoldExpiry),
        _ => effects,
    };
    Ok(effects.event(What::Restored { reason }))
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

/// Rows 29 and 30: leaders, inspectors and the desk act only where every coordinator is excluded.
fn check_reviewer(report: &Report, permit: &Permit, context: &Context<'_>) -> Result<(), Guard> {
    check_not_excluded(report, permit)?;
    if permit.party() == Party::Coordinator {
        return Ok(());
    }
    let free_coordinator = context.directory.officers.keys().any(|officer| {
        !report.closers.contains(officer)
            && stands_as(report, *officer, &[Party::Coordinator], context)
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

fn is_past(at: Timestamp, days: u16, now: Timestamp) -> bool {
    at.checked_add(Span::new().hours(24 * i64::from(days)))
        .is_ok_and(|end| end <= now)
}
