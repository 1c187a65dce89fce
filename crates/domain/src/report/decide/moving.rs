//! Rows 2, 3 and 10: from the desk to a body, back, and on to another one.

use super::Decision;
use super::checks::{check_body, check_owner};
use super::effects::Effects;
use crate::clock::ClockKind;
use crate::content::ContentRef;
use crate::ids::BodyId;
use crate::report::Report;
use crate::report::clocks::StopHow;
use crate::report::command::Destination;
use crate::report::context::Context;
use crate::report::event::What;
use crate::report::permit::Permit;
use crate::report::refusal::Guard;
use crate::report::state::Owner;
use crate::report::table::Party;

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

/// Row 10: a report is never closed because it is someone else's.
pub(super) fn transfer(
    report: &Report,
    permit: &Permit,
    to: Destination,
    reason: ContentRef,
    context: &Context<'_>,
) -> Decided {
    match to {
        Destination::Outside { name, .. } if name.trim().is_empty() => Err(Guard::NoSuchBody),
        Destination::Outside { contact, .. }
            if contact.as_deref().unwrap_or_default().trim().is_empty() =>
        {
            Err(Guard::ContactMissing)
        }
        Destination::Outside { name: to, contact } => Ok(Effects::new(report, context)
            .stop_all(StopHow::Transferred)
            .start(ClockKind::HandoverAck)
            .event(What::TransferredOut {
                to,
                contact,
                reason,
            })),
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
        .stop(ClockKind::Ppid, StopHow::Transferred)
        .pause(ClockKind::Resolution)
        .start(ClockKind::Verification)
}
