//! One problem, many reporters: joining at birth, the joined reporters' own word on the shared handling, and twins
//! that an officer keeps apart.
//!
//! A joined report keeps a life of its own (section 1, *case*): number, clock start, dialogue, confirmation and rating.
//! Only the work is shared.

use super::Decision;
use super::closure::{check_reporter, window_over};
use super::effects::Effects;
use super::elsewhere::merge;
use crate::clock::ClockKind;
use crate::content::ContentRef;
use crate::ids::ReportId;
use crate::report::Report;
use crate::report::clocks::StopHow;
use crate::report::command::CommandKind;
use crate::report::context::Context;
use crate::report::event::{Event, What};
use crate::report::permit::Permit;
use crate::report::refusal::{Guard, Refusal};
use crate::report::state::{ReviewCause, State};
use crate::visibility;

type Decided = Result<Vec<Decision>, Guard>;

/// Joins a report that was just received to `context.root`, before anyone has verified it: "merged at birth".
///
/// Stricter than row 11, because no officer looks: only what everybody may see is joined, and only while it is open.
///
/// # Errors
/// The rule that stands against it. The report stays one of its own then; it is never lost.
pub fn join(report: &Report, context: &Context<'_>) -> Result<Vec<Decision>, Refusal> {
    joined(report, context).map_err(|guard| Refusal::Guard {
        command: CommandKind::Merge,
        guard,
    })
}

fn joined(report: &Report, context: &Context<'_>) -> Decided {
    let root = context.root.ok_or(Guard::RootElsewhere)?;
    if !visibility::is_public(root) {
        return Err(Guard::RootUnreleased);
    }
    if !root.state.is_open() {
        return Err(Guard::RootEnded);
    }
    merge(report, root.id, context)
}

/// Row 24a: its reporter's own confirmation. The handling closes by its root alone.
pub(super) fn confirm(report: &Report, context: &Context<'_>) -> Decided {
    check_reporter(report)?;
    if report.shared_confirmed {
        return Err(Guard::NothingToChange);
    }
    match &root(report, context)?.state {
        State::ClosureProposed(proposal) if proposal.awaits_check => Err(Guard::AwaitsCheck),
        State::ClosureProposed(_) | State::Closed(_) => Ok(Effects::new(report, context)
            .stop(ClockKind::Review, StopHow::Undone)
            .event(What::SharedConfirmed)),
        _ => Err(Guard::NothingProposed),
    }
}

/// Row 26a: goes to the coordinator, who reopens the shared handling or takes this report out.
pub(super) fn dispute(report: &Report, reason: ContentRef, context: &Context<'_>) -> Decided {
    check_reporter(report)?;
    if report.shared_dispute_open {
        return Err(Guard::OpenDispute);
    }
    let root = root(report, context)?;
    match &root.state {
        State::ClosureProposed(proposal) if proposal.awaits_check => {
            return Err(Guard::AwaitsCheck);
        }
        State::ClosureProposed(_) => {}
        State::Closed(closure) if closure.is_final => return Err(Guard::Final),
        State::Closed(_) if window_over(root, ClockKind::ReopenWindow, context) => {
            return Err(Guard::WindowOver);
        }
        State::Closed(_) => {}
        _ => return Err(Guard::NothingProposed),
    }
    Ok(Effects::new(report, context)
        .start(ClockKind::Review)
        .event(What::SharedDisputed { reason }))
}

/// Row 38a: the coordinator follows a joined reporter's dispute: the shared handling is reviewed (see [`reviewed`]). The other
/// way is row 38.
pub(super) fn hear(report: &Report, permit: &Permit, context: &Context<'_>) -> Decided {
    if !report.shared_dispute_open {
        return Err(Guard::NoSharedDispute);
    }
    let root = root(report, context)?;
    let closed_it = |officer| root.closers.contains(&officer);
    if permit.actor().officer.is_some_and(closed_it) {
        return Err(Guard::ExcludedOfficer);
    }
    Ok(Effects::new(report, context)
        .stop(ClockKind::Review, StopHow::Done)
        .event(What::SharedDisputeHeard))
}

/// What hearing a joined reporter means for the root: as rows 26 and 32. `None` where the handling goes on anyway.
pub fn reviewed(root: &Report, follower: ReportId, context: &Context<'_>) -> Option<Decision> {
    let effects = Effects::new(root, context);
    let (effects, cause) = match &root.state {
        State::ClosureProposed(_) => (
            effects
                .stop(ClockKind::AutoClose, StopHow::Done)
                .stop(ClockKind::Check, StopHow::Undone)
                .resume(ClockKind::Resolution),
            ReviewCause::Disputed,
        ),
        State::Closed(_) => (
            effects.stop(ClockKind::ReopenWindow, StopHow::Done),
            ReviewCause::Reopened,
        ),
        _ => return None,
    };
    let what = What::FollowerDisputed { follower, cause };
    Some(effects.start(ClockKind::Review).decision(what))
}

/// Row 11a: two reports that look alike are not the same matter: remembered on both, so that nobody is asked again.
pub(super) fn keep_apart(report: &Report, other: ReportId, context: &Context<'_>) -> Decided {
    if report.apart.contains(&other) {
        return Err(Guard::NothingToChange);
    }
    let found = context.root.filter(|root| root.id == other);
    if other == report.id || found.is_none_or(|other| other.holder != report.holder) {
        return Err(Guard::RootElsewhere);
    }
    Ok(Effects::new(report, context).event(What::KeptApart { other }))
}

/// The same memory on the other report.
pub fn kept_apart_too(other: &Report, report: ReportId, context: &Context<'_>) -> Option<Decision> {
    (!other.apart.contains(&report)).then(|| Decision {
        occurred_at: context.now,
        event: Event {
            what: What::KeptApart { other: report },
            clocks: Vec::new(),
        },
    })
}

fn root<'a>(report: &Report, context: &Context<'a>) -> Result<&'a Report, Guard> {
    match &report.state {
        State::Merged(merge) => context.root.filter(|root| root.id == merge.root),
        _ => None,
    }
    .ok_or(Guard::RootElsewhere)
}
