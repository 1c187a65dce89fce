//! Rows 4 to 9 and 20: verification, hold, reply, archive, reclassification.

use super::Decision;
use super::checks::{check_category, check_followers, check_release, check_text, check_unit};
use super::effects::Effects;
use crate::clock::ClockKind;
use crate::content::ContentRef;
use crate::ids::{CategoryId, ReportId};
use crate::report::Report;
use crate::report::clocks::StopHow;
use crate::report::command::Verification;
use crate::report::context::Context;
use crate::report::event::{Attachment, EarlierReport, What};
use crate::report::permit::{Permit, own_unit};
use crate::report::refusal::Guard;
use crate::report::state::State;
use crate::report::table::Party;
use crate::routing::Source;
use crate::words::{ArchiveReason, EndedBy, ReportType};

type Decided = Result<Vec<Decision>, Guard>;

/// Rows 4 and 4b: type, supervisory, category, lead and release, all at once.
pub(super) fn verify(
    report: &Report,
    permit: &Permit,
    decided: Verification,
    context: &Context<'_>,
) -> Decided {
    if permit.party() == Party::System {
        check_auto(report, &decided, context)?;
    }
    if decided.report_type == ReportType::Unknown {
        return Err(Guard::TypeMissing);
    }
    check_category(report, decided.category, context)?;
    check_unit(report, decided.lead, context)?;
    if decided.keep {
        let officer = permit.actor().officer;
        let own = officer.and_then(|id| own_unit(id, report.holder, context.directory));
        own.filter(|own| context.directory.is_within(decided.lead, *own))
            .ok_or(Guard::KeepElsewhere)?;
    }
    check_followers(report, decided.supervisory)?;
    if decided.release {
        check_release(report, decided.supervisory)?;
        check_text(report, &decided.words)?;
    }
    // A release with unmasked findings needs a second look.
    let second_look = decided.release && decided.findings_kept;
    let effects = Effects::new(report, context)
        .of_type(decided.report_type, decided.supervisory)
        .stop(ClockKind::Verification, StopHow::Done);
    // A report that came from another body of the installation goes on where it stood, for the
    // length of the type that this body finds.
    let effects = effects
        .resume(ClockKind::Resolution)
        .relengthen(ClockKind::Resolution, report)
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
        release: decided.release && !second_look,
        words: decided.words,
        findings_kept: decided.findings_kept,
        second_look,
        note: decided.note,
        proposed: decided.proposed,
    }))
}

/// Disposition without an officer: only where the policy wants it, for nothing secret or supervisory, sure enough, and
/// never with a release.
fn check_auto(report: &Report, decided: &Verification, context: &Context<'_>) -> Result<(), Guard> {
    let policy = context.policy.auto_disposition;
    let guarded = report.rahasia || report.supervisory || decided.supervisory || decided.release;
    let proposed = decided.proposed.as_deref();
    let sure = policy.zip(proposed).is_some_and(|(policy, proposed)| {
        proposed.source != Source::Nobody && proposed.confidence >= policy.min_confidence
    });
    if sure && !guarded {
        Ok(())
    } else {
        Err(Guard::NotAutomatic)
    }
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

/// Row 9: always with a reason and an explanation that the reporter can read; what is not the offices'
/// matter with where to go, what repeats a report with that report.
pub(super) fn archive(
    report: &Report,
    reason: ArchiveReason,
    explanation: ContentRef,
    where_to: Option<String>,
    earlier: Option<ReportId>,
    context: &Context<'_>,
) -> Decided {
    if !ArchiveReason::OFFICER.contains(&reason) {
        return Err(Guard::ReasonNotForOfficers);
    }
    if report.rounds > 0 && !reason.allowed_after_disposition() {
        return Err(Guard::ReasonAfterDisposition);
    }
    let where_to = match reason {
        ArchiveReason::OutOfScope => Some(
            where_to
                .filter(|place| !place.trim().is_empty())
                .ok_or(Guard::WhereToGo)?,
        ),
        _ => None,
    };
    let earlier = match reason {
        ArchiveReason::Duplicate => Some(earlier_of_the_same(report, earlier, context)?),
        _ => None,
    };
    Ok(ended(report, context).event(What::Archived {
        by: EndedBy::Officer,
        reason,
        explanation: Some(explanation),
        where_to,
        earlier,
    }))
}

/// "Only of an earlier report by the same person; others are merged." Where one of them names no
/// contact, the officer who read both says so.
fn earlier_of_the_same(
    report: &Report,
    earlier: Option<ReportId>,
    context: &Context<'_>,
) -> Result<EarlierReport, Guard> {
    let found = context
        .root
        .filter(|found| Some(found.id) == earlier && found.id != report.id)
        .filter(|found| found.received_at <= report.received_at)
        .ok_or(Guard::EarlierMissing)?;
    if context.same_person == Some(false) {
        return Err(Guard::OtherPerson);
    }
    Ok(EarlierReport {
        report: found.id,
        tracking: found.tracking,
    })
}

/// Everything stops, and the objection window opens.
fn ended<'a>(report: &Report, context: &'a Context<'a>) -> Effects<'a> {
    Effects::new(report, context)
        .stop_all(StopHow::Archived)
        .start(ClockKind::ObjectionWindow)
}

/// Ends a report as archived and opens the objection window.
pub(super) fn archived(
    report: &Report,
    by: EndedBy,
    reason: ArchiveReason,
    explanation: Option<ContentRef>,
    context: &Context<'_>,
) -> Vec<Decision> {
    ended(report, context).event(What::Archived {
        by,
        reason,
        explanation,
        where_to: None,
        earlier: None,
    })
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
    let effects = Effects::new(report, context).of_type(report_type, supervisory);
    // What is no request for information any more is no matter of the PPID desk.
    let effects = if report_type == ReportType::Information && !supervisory {
        effects
    } else {
        effects.call_off_ppid()
    };
    Ok(effects
        .relengthen(ClockKind::Resolution, report)
        .event(What::Reclassified {
            report_type,
            supervisory,
            category,
            reason,
        }))
}
