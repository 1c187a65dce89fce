//! Rows 21 to 28 and 31: the final answer, its check, and the reporter's word on it.

use super::Decision;
use super::checks::check_unit;
use super::effects::Effects;
use crate::clock::ClockKind;
use crate::content::ContentRef;
use crate::report::Report;
use crate::report::clocks::StopHow;
use crate::report::context::Context;
use crate::report::event::{Attachment, What};
use crate::report::permit::Permit;
use crate::report::refusal::Guard;
use crate::report::state::{Promise, Proposal, State};
use crate::report::table::Party;
use crate::words::{EndedBy, Outcome};

type Decided = Result<Vec<Decision>, Guard>;

/// Row 21: reasoned text, coded outcome, evidence where the category asks, supports finished.
pub(super) fn propose(
    report: &Report,
    answer: ContentRef,
    outcome: Outcome,
    promise: Option<Promise>,
    files: Vec<Attachment>,
    context: &Context<'_>,
) -> Decided {
    if matches!(outcome, Outcome::Upheld | Outcome::Unknown) {
        return Err(Guard::OutcomeNotAllowed);
    }
    if !outcome.fits(report.report_type) {
        return Err(Guard::OutcomeOfOtherType);
    }
    let promise = match (outcome, promise) {
        (Outcome::Planned, Some(promise)) if promise.by > context.today() => {
            check_unit(report, promise.owner, context)?;
            Some(promise)
        }
        (Outcome::Planned, _) => return Err(Guard::PromiseMissing),
        _ => None,
    };
    let needs_evidence = report
        .category
        .and_then(|category| context.directory.categories.get(&category))
        .is_some_and(|category| category.evidence_required);
    if needs_evidence && outcome == Outcome::Done && files.is_empty() {
        return Err(Guard::EvidenceMissing);
    }
    let handling = report.state.handling().ok_or(Guard::NoSuchUnit)?;
    if handling
        .supports
        .iter()
        .any(|support| support.ended.is_none())
    {
        return Err(Guard::SupportsOpen);
    }
    let awaits_check = context.policy.closure_check;
    let next = if awaits_check {
        ClockKind::Check
    } else {
        ClockKind::AutoClose
    };
    Ok(Effects::new(report, context)
        .stop(ClockKind::FirstFollowUp, StopHow::Done)
        .stop(ClockKind::Accept, StopHow::Done)
        .pause(ClockKind::Resolution)
        .start(next)
        .event(What::ClosureProposed {
            answer,
            outcome,
            promise,
            files,
            awaits_check,
        }))
}

/// Row 22: that time counts after all.
pub(super) fn check_return(
    report: &Report,
    permit: &Permit,
    reason: ContentRef,
    context: &Context<'_>,
) -> Decided {
    let since = awaiting_check(report, permit)?.at;
    Ok(Effects::new(report, context)
        .stop(ClockKind::Check, StopHow::Done)
        .resume_struck(since)
        .event(What::CheckReturned { reason }))
}

/// Row 22a.
pub(super) fn check_approve(report: &Report, permit: &Permit, context: &Context<'_>) -> Decided {
    awaiting_check(report, permit)?;
    Ok(Effects::new(report, context)
        .stop(ClockKind::Check, StopHow::Done)
        .start(ClockKind::AutoClose)
        .event(What::CheckApproved))
}

/// Row 23.
pub(super) fn take_back(
    report: &Report,
    permit: &Permit,
    reason: ContentRef,
    context: &Context<'_>,
) -> Decided {
    let proposal = proposal(report)?;
    let mine = permit.actor().officer == Some(proposal.by);
    if !mine && permit.party() != Party::Coordinator {
        return Err(Guard::OnlyProposer);
    }
    Ok(Effects::new(report, context)
        .stop(ClockKind::Check, StopHow::Undone)
        .stop(ClockKind::AutoClose, StopHow::Undone)
        .resume_struck(proposal.at)
        .event(What::TakenBack { reason }))
}

/// Row 24: the resolution was met or late at the proposal's instant.
pub(super) fn confirm(report: &Report, context: &Context<'_>) -> Decided {
    let proposal = checked(report)?;
    check_reporter(report)?;
    Ok(
        close(Effects::new(report, context), proposal, StopHow::Done).event(What::Closed {
            by: EndedBy::Reporter,
            note: None,
        }),
    )
}

/// Row 28.
pub(super) fn record_confirmation(
    report: &Report,
    note: ContentRef,
    context: &Context<'_>,
) -> Decided {
    let proposal = checked(report)?;
    Ok(
        close(Effects::new(report, context), proposal, StopHow::Done).event(What::Closed {
            by: EndedBy::Officer,
            note: Some(note),
        }),
    )
}

/// Clock effects of rows 24, 27 and 28.
pub(crate) fn close<'a>(
    effects: Effects<'a>,
    proposal: &Proposal,
    silence: StopHow,
) -> Effects<'a> {
    effects
        .stop(ClockKind::AutoClose, silence)
        .stop_at(ClockKind::Resolution, proposal.at, StopHow::Done)
        .stop_at(ClockKind::Ppid, proposal.at, StopHow::Done)
        .start(ClockKind::ReopenWindow)
}

/// Row 26.
pub(super) fn dispute(report: &Report, reason: ContentRef, context: &Context<'_>) -> Decided {
    checked(report)?;
    check_reporter(report)?;
    Ok(Effects::new(report, context)
        .stop(ClockKind::AutoClose, StopHow::Done)
        .resume(ClockKind::Resolution)
        .start(ClockKind::Review)
        .event(What::Disputed { reason }))
}

/// Row 31: own, changeable until the window ends.
pub(super) fn rate(
    report: &Report,
    stars: u8,
    comment: Option<ContentRef>,
    context: &Context<'_>,
) -> Decided {
    if !(1..=5).contains(&stars) {
        return Err(Guard::Stars);
    }
    check_reporter(report)?;
    // A merged report has its own rating, of the handling it shares.
    let handled = match &report.state {
        State::Merged(merge) => context.root.filter(|root| root.id == merge.root),
        _ => Some(report),
    };
    let rateable = handled.is_some_and(|handled| {
        matches!(handled.state, State::Closed(_))
            && !window_over(handled, ClockKind::ReopenWindow, context)
    });
    if !rateable {
        return Err(Guard::WindowOver);
    }
    Ok(Effects::new(report, context).event(What::Rated { stars, comment }))
}

/// A window is over where it is not open, or past its due instant.
pub(super) fn window_over(report: &Report, window: ClockKind, context: &Context<'_>) -> bool {
    report
        .clock(window)
        .is_none_or(|clock| clock.due <= context.now)
}

/// A reporter who withdrew has no more say; the handling goes on without them.
pub(super) fn check_reporter(report: &Report) -> Result<(), Guard> {
    if report.withdrawn {
        Err(Guard::ReporterGone)
    } else {
        Ok(())
    }
}

fn proposal(report: &Report) -> Result<&Proposal, Guard> {
    match &report.state {
        State::ClosureProposed(proposal) => Ok(proposal),
        _ => Err(Guard::NoCheck),
    }
}

fn checked(report: &Report) -> Result<&Proposal, Guard> {
    let proposal = proposal(report)?;
    if proposal.awaits_check {
        Err(Guard::AwaitsCheck)
    } else {
        Ok(proposal)
    }
}

fn awaiting_check<'a>(report: &'a Report, permit: &Permit) -> Result<&'a Proposal, Guard> {
    let proposal = proposal(report)?;
    if !proposal.awaits_check {
        Err(Guard::NoCheck)
    } else if permit.actor().officer == Some(proposal.by) {
        Err(Guard::ProposerCannotCheck)
    } else {
        Ok(proposal)
    }
}
