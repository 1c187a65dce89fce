//! Rows 12 to 19: accepting, refusing, redirecting, supporting, answering, extending.

use jiff::civil::Date;

use super::Decision;
use super::checks::{check_owner, check_person, check_unit};
use super::effects::Effects;
use super::ppid::leaves_ppid;
use crate::clock::{self, ClockKind, DayUnit, Length};
use crate::content::ContentRef;
use crate::ids::{OfficerId, UnitId};
use crate::report::Report;
use crate::report::clocks::{Clock, StopHow};
use crate::report::context::Context;
use crate::report::event::{Attachment, What};
use crate::report::permit::Permit;
use crate::report::refusal::Guard;
use crate::report::state::{Handling, Owner, State, Support, SupportEnd};
use crate::report::table::Party;

type Decided = Result<Vec<Decision>, Guard>;

/// Row 12: optional; the first answer accepts too.
pub(super) fn accept(report: &Report, context: &Context<'_>) -> Decided {
    if handling(report)?.accepted {
        return Err(Guard::AlreadyAccepted);
    }
    Ok(Effects::new(report, context)
        .stop(ClockKind::Accept, StopHow::Done)
        .event(What::Accepted))
}

/// Row 13: "bukan wewenang". Names the likely owner; not after a binding decision; in time.
pub(super) fn refuse(
    report: &Report,
    owner: Owner,
    reason: ContentRef,
    context: &Context<'_>,
) -> Decided {
    let handling = handling(report)?;
    if handling.binding {
        return Err(Guard::Binding);
    }
    check_owner(&owner, context)?;
    // Too late: it needs the coordinator, who redirects (row 14).
    if !may_still_refuse(report, handling, context) {
        return Err(Guard::AcceptWindowOver);
    }
    let unit = handling.lead.ok_or(Guard::NoSuchUnit)?;
    Ok(Effects::new(report, context)
        .stop(ClockKind::Accept, StopHow::Done)
        .event(What::Refused {
            unit,
            owner,
            reason,
        }))
}

/// Within the time to accept, even where the unit accepted or answered meanwhile. An import brings
/// no such clock: there the unit may refuse until it accepts.
fn may_still_refuse(report: &Report, handling: &Handling, context: &Context<'_>) -> bool {
    let accept = report
        .clocks
        .iter()
        .rev()
        .find(|clock| clock.kind == ClockKind::Accept);
    match accept {
        Some(accept) => {
            let counts = accept.stopped.is_none_or(|stop| stop.how == StopHow::Done);
            counts && context.now < accept.due
        }
        None => report.import.is_some() && !handling.accepted,
    }
}

/// Row 14: the second refusal makes the decision binding.
pub(super) fn redirect(
    report: &Report,
    lead: UnitId,
    note: Option<ContentRef>,
    context: &Context<'_>,
) -> Decided {
    check_unit(report, lead, context)?;
    // The same lead is overruled only where it refused.
    let refused = matches!(report.state, State::AwaitingRedirect(_));
    if !refused && report.lead() == Some(lead) {
        return Err(Guard::NothingToChange);
    }
    let binding = report.refusals >= context.policy.binding_after_refusals;
    let effects = Effects::new(report, context);
    let effects = if binding {
        effects.stop(ClockKind::Accept, StopHow::Undone)
    } else {
        effects.start(ClockKind::Accept)
    };
    let effects = leaves_ppid(effects, report, lead, context);
    Ok(effects.event(What::Redirected {
        lead,
        binding,
        note,
    }))
}

/// Row 15: at or below the officer's own node.
pub(super) fn sub_dispose(
    report: &Report,
    permit: &Permit,
    unit: UnitId,
    person: Option<OfficerId>,
    context: &Context<'_>,
) -> Decided {
    check_unit(report, unit, context)?;
    let top = permit.node().or(report.lead()).ok_or(Guard::NotBelow)?;
    if !context.directory.is_within(unit, top) {
        return Err(Guard::NotBelow);
    }
    check_person(report, unit, person, context)?;
    Ok(Effects::new(report, context).event(What::SubDisposed { unit, person }))
}

/// Row 16: its own internal due date, never after the lead's.
pub(super) fn add_support(
    report: &Report,
    unit: UnitId,
    days: u16,
    task: Option<ContentRef>,
    context: &Context<'_>,
) -> Decided {
    check_unit(report, unit, context)?;
    if report.lead() == Some(unit) {
        return Err(Guard::LeadIsSupport);
    }
    let length = Length {
        days,
        unit: DayUnit::Working,
    };
    let own = clock::due(context.now, length, &[], context.calendar);
    // The legal clock is the report's alone: at the PPID desk that desk's.
    let lead = report
        .clock(ClockKind::Ppid)
        .or(report.clock(ClockKind::Resolution))
        .map(|clock| clock.due);
    let due = match (own, lead) {
        (Some(own), Some(lead)) => Some(own.min(lead)),
        (own, lead) => own.or(lead),
    };
    Ok(Effects::new(report, context).event(What::SupportAdded {
        support: Support {
            unit,
            due,
            task,
            ended: None,
        },
    }))
}

/// Row 16: letting a support unit go needs a reason.
pub(super) fn release_support(
    report: &Report,
    unit: UnitId,
    note: ContentRef,
    context: &Context<'_>,
) -> Decided {
    open_support(report, |support| support.unit == unit)?;
    Ok(Effects::new(report, context).event(What::SupportEnded {
        unit,
        how: SupportEnd::Released,
        note,
    }))
}

/// Row 16: a support unit writes to the lead; it may finish, or refuse.
pub(super) fn support_note(
    report: &Report,
    permit: &Permit,
    note: ContentRef,
    end: Option<SupportEnd>,
    context: &Context<'_>,
) -> Decided {
    // Only the coordinator and the lead let a support unit go.
    if end == Some(SupportEnd::Released) {
        return Err(Guard::NotSupporting);
    }
    let mine = |support: &Support| {
        permit
            .node()
            .is_none_or(|node| context.directory.is_within(support.unit, node))
    };
    // A field officer reports for the lead itself.
    let unit = if permit.party() == Party::Field {
        report
            .lead()
            .filter(|_| end.is_none())
            .ok_or(Guard::NotSupporting)?
    } else {
        open_support(report, mine)?
    };
    let what = match end {
        Some(how) => What::SupportEnded { unit, how, note },
        None => What::SupportNoted { unit, note },
    };
    Ok(Effects::new(report, context).event(what))
}

/// Row 17: says what happens next and by when.
pub(super) fn answer(
    report: &Report,
    permit: &Permit,
    text: ContentRef,
    next_by: Date,
    files: Vec<Attachment>,
    context: &Context<'_>,
) -> Decided {
    if permit.party() == Party::Support && !context.policy.support_may_answer {
        return Err(Guard::SupportWritesToLead);
    }
    if next_by < context.today() {
        return Err(Guard::PromiseInPast);
    }
    Ok(Effects::new(report, context)
        .stop(ClockKind::FirstFollowUp, StopHow::Done)
        .stop(ClockKind::Accept, StopHow::Done)
        .event(What::Answered {
            text,
            next_by,
            files,
        }))
}

/// Row 19, the unit's part: asks once more where the coordinator has not answered.
pub(super) fn request_extension(
    report: &Report,
    days: u16,
    reason: ContentRef,
    context: &Context<'_>,
) -> Decided {
    check_extension(report, days)?;
    if report.extension_asked == Some(days) {
        return Err(Guard::NothingToChange);
    }
    Ok(Effects::new(report, context).event(What::ExtensionRequested { days, reason }))
}

/// Once per round, by no more than the clock's own length. The PPID desk's time has an extension of its own.
fn check_extension(report: &Report, days: u16) -> Result<&Clock, Guard> {
    if report.at_ppid() {
        return Err(Guard::AtPpid);
    }
    if report.extended {
        return Err(Guard::AlreadyExtended);
    }
    report
        .clock(ClockKind::Resolution)
        .filter(|resolution| (1..=resolution.length.days).contains(&days))
        .ok_or(Guard::ExtensionLength)
}

/// Row 19: once a round; never longer than the clock's own length again.
pub(super) fn extend(
    report: &Report,
    days: u16,
    reason: ContentRef,
    context: &Context<'_>,
) -> Decided {
    let resolution = check_extension(report, days)?;
    Ok(Effects::new(report, context)
        .extend(resolution, days)
        .event(What::Extended { days, reason }))
}

fn handling(report: &Report) -> Result<&Handling, Guard> {
    report.state.handling().ok_or(Guard::NoSuchUnit)
}

fn open_support(report: &Report, is: impl Fn(&Support) -> bool) -> Result<UnitId, Guard> {
    handling(report)?
        .supports
        .iter()
        .find(|support| support.ended.is_none() && is(support))
        .map(|support| support.unit)
        .ok_or(Guard::NotSupporting)
}
