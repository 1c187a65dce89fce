//! Rows 11 and 36 to 38: a report that another report, or another office, has.

use super::Decision;
use super::effects::Effects;
use crate::clock::ClockKind;
use crate::content::ContentRef;
use crate::ids::ReportId;
use crate::report::Report;
use crate::report::clocks::StopHow;
use crate::report::context::Context;
use crate::report::event::What;
use crate::report::refusal::Guard;
use crate::report::state::{Handling, Merge, Refused, State};
use crate::words::StateCode;

type Decided = Result<Vec<Decision>, Guard>;

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
    let effects = Effects::new(report, context).stop(ClockKind::HandoverAck, StopHow::Undone);
    let State::Transferred(handover) = &report.state else {
        return effects.event(What::HandedBack { reason });
    };
    let left = (handover.at, StopHow::Transferred);
    let effects = if handover.before.handling().is_some() {
        // A question that was open when it left is not asked any more.
        effects.revive(
            &[ClockKind::FirstFollowUp, ClockKind::Resolution],
            left,
            true,
            false,
        )
    } else {
        // Verified at another body before, its resolution stands still until the new disposition.
        effects
            .revive(&[ClockKind::Verification], left, true, false)
            .start_missing(ClockKind::Verification)
            .revive(&[ClockKind::Resolution], left, true, true)
    };
    effects.event(What::HandedBack { reason })
}

/// Row 38: the state the root's history gives it; never verified itself, it waits for verification.
pub(super) fn unmerge(report: &Report, reason: ContentRef, context: &Context<'_>) -> Decided {
    let State::Merged(merge) = &report.state else {
        return Err(Guard::RootElsewhere);
    };
    let root = context
        .root
        .filter(|root| root.id == merge.root)
        .ok_or(Guard::RootElsewhere)?;
    let merged = (merge.at, StopHow::Merged);
    // Taking it out is the other way to follow its reporter's dispute (row 38a).
    let effects = Effects::new(report, context).stop(ClockKind::Review, StopHow::Done);
    let Some(state) = state_after(report, merge, root, context) else {
        // Verified at another body before, its resolution stands still until the new disposition.
        let effects = effects
            .start(ClockKind::Verification)
            .revive(&[ClockKind::Resolution], merged, true, true)
            .pause(ClockKind::Resolution);
        return Ok(effects.event(What::Unmerged {
            reason,
            state: Box::new(State::Received),
            answered: false,
        }));
    };
    // As if never merged: what the root's answer met needs no clock any more.
    let kinds: &[ClockKind] = match &state {
        State::Assigned(handling) if !handling.accepted => &[
            ClockKind::FirstFollowUp,
            ClockKind::Accept,
            ClockKind::Resolution,
        ],
        State::Assigned(_) => &[ClockKind::FirstFollowUp, ClockKind::Resolution],
        State::AwaitingRedirect(_) if !(report.answered || root.answered) => {
            &[ClockKind::FirstFollowUp, ClockKind::Resolution]
        }
        _ => &[ClockKind::Resolution],
    };
    Ok(effects
        .revive(kinds, merged, false, false)
        .event(What::Unmerged {
            reason,
            state: Box::new(state),
            answered: root.answered,
        }))
}

/// Where the shared handling stands for a report that leaves it: with the root's lead, in its own
/// round. `None` where it never was disposed itself, or not at the body that it followed its root to.
fn state_after(
    report: &Report,
    merge: &Merge,
    root: &Report,
    context: &Context<'_>,
) -> Option<State> {
    let own = merge.before.handling()?;
    let shared = root.state.handling().unwrap_or(own);
    let elsewhere = shared
        .lead
        .and_then(|lead| context.directory.units.get(&lead))
        .is_some_and(|unit| unit.body != report.holder);
    if elsewhere {
        return None;
    }
    let handling = Handling {
        round: own.round,
        supports: Vec::new(),
        ..shared.clone()
    };
    Some(match &root.state {
        State::AwaitingRedirect(refused) => State::AwaitingRedirect(Refused {
            handling,
            ..refused.clone()
        }),
        _ if report.answered || root.answered => State::InProgress(handling),
        _ => State::Assigned(handling),
    })
}
