//! Rows 41 to 41b: a request for information that is a matter of the PPID desk (UU 14/2008).
//!
//! It stays one report with one history. While the desk has it, the desk's own clock stands for the resolution: what
//! pauses or resumes the one pauses or resumes the other ([`Effects`]). The report goes on to be shown and counted.

use super::Decision;
use super::checks::check_unit;
use super::effects::Effects;
use crate::clock::ClockKind;
use crate::content::ContentRef;
use crate::ids::UnitId;
use crate::report::Report;
use crate::report::clocks::StopHow;
use crate::report::context::Context;
use crate::report::event::What;
use crate::report::permit::Permit;
use crate::report::refusal::Guard;
use crate::report::table::Party;
use crate::words::ReportType;

type Decided = Result<Vec<Decision>, Guard>;

/// Only an ordinary request for information, once at a time.
pub(crate) fn may_be_referred(report: &Report) -> bool {
    report.report_type == ReportType::Information && !report.supervisory && !report.at_ppid()
}

/// Row 41: the desk leads from now on; the first answer is still owed when it was promised.
pub(super) fn refer(
    report: &Report,
    permit: &Permit,
    unit: UnitId,
    reason: ContentRef,
    context: &Context<'_>,
) -> Decided {
    if report.at_ppid() {
        return Err(Guard::AtPpid);
    }
    if !may_be_referred(report) {
        return Err(Guard::NotInformation);
    }
    check_unit(report, unit, context)?;
    let directory = context.directory;
    if !directory.answers_requests(report.holder, report.lead(), unit) {
        return Err(Guard::NotPpid);
    }
    // Whoever refers it as its lead has looked at it.
    let looked = if permit.party() == Party::Unit {
        StopHow::Done
    } else {
        StopHow::Undone
    };
    Ok(Effects::new(report, context)
        .stop(ClockKind::Accept, looked)
        .start_missing(ClockKind::Resolution)
        .pause(ClockKind::Resolution)
        .start(ClockKind::Ppid)
        .start(ClockKind::Accept)
        .event(What::ReferredToPpid { unit, reason }))
}

/// Row 41a: until then whoever referred it is not rid of it.
pub(super) fn take(report: &Report, context: &Context<'_>) -> Decided {
    let handling = report.state.handling().filter(|_| report.at_ppid());
    if handling.ok_or(Guard::NotAtPpid)?.accepted {
        return Err(Guard::AlreadyAccepted);
    }
    Ok(Effects::new(report, context)
        .stop(ClockKind::Accept, StopHow::Done)
        .event(What::PpidTaken))
}

/// Row 41b: once, with reasons, before the time is over (UU 14/2008 art. 22).
pub(super) fn extend(report: &Report, reason: ContentRef, context: &Context<'_>) -> Decided {
    let running = report.clock(ClockKind::Ppid).ok_or(Guard::NotAtPpid)?;
    if running.extended_by > 0 {
        return Err(Guard::AlreadyExtended);
    }
    if running.breached || running.due <= context.now {
        return Err(Guard::PpidOverdue);
    }
    let days = context
        .policy_at(running.started_at)
        .ppid_extension_days
        .max(1);
    Ok(Effects::new(report, context)
        .extend(running, days)
        .event(What::PpidExtended { days, reason }))
}

/// A new lead that is not the desk, nor above or below it, ends the referral.
pub(super) fn leaves_ppid<'a>(
    effects: Effects<'a>,
    report: &Report,
    lead: UnitId,
    context: &Context<'_>,
) -> Effects<'a> {
    let stays = report.lead().is_some_and(|desk| {
        context.directory.is_within(lead, desk) || context.directory.is_within(desk, lead)
    });
    if stays {
        effects
    } else {
        effects.call_off_ppid()
    }
}
