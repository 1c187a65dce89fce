//! Every rule of section 3: from a report, a permit and a command to events, or to a refusal.

mod attributes;
mod checks;
pub(crate) mod closure;
pub(crate) mod effects;
mod elsewhere;
mod follow;
mod handling;
mod moving;
mod ppid;
mod receive;
mod review;
mod shared;
mod triage;

pub use follow::follow_root;
pub(crate) use ppid::may_be_referred;
pub use receive::{Observed, import, observe, observe_flags, observe_words, receive};
pub use shared::{join, kept_apart_too, reviewed};

use jiff::Timestamp;

use super::Report;
use super::clocks::StopHow;
use super::command::Command;
use super::context::Context;
use super::event::{Event, Recorded, What};
use super::permit::Permit;
use super::refusal::{Guard, Refusal};
use super::state::{ReviewCause, State};
use crate::clock::ClockKind;
use effects::Effects;

/// An event to be recorded, and when it happened.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Decision {
    /// When it happened.
    pub occurred_at: Timestamp,
    /// What happened.
    pub event: Event,
}

/// Decides a command on a report whose timers were brought up to `context.now`
/// (see [`super::timers::elapse`]).
///
/// # Errors
/// The rule that stands against it. Nothing was changed.
pub fn decide(
    report: &Report,
    permit: &Permit,
    command: Command,
    context: &Context<'_>,
) -> Result<Vec<Decision>, Refusal> {
    let kind = command.kind();
    if permit.command() != kind {
        return Err(Refusal::NotYours { command: kind });
    }
    let decided = dispatch(report, permit, command, context).map_err(|guard| Refusal::Guard {
        command: kind,
        guard,
    })?;
    Ok(with_import_clocks(report, permit, decided, context))
}

fn dispatch(
    report: &Report,
    permit: &Permit,
    command: Command,
    context: &Context<'_>,
) -> Result<Vec<Decision>, Guard> {
    match command {
        Command::Forward { to } => moving::forward(report, to, context),
        Command::ReturnToDesk { owner, reason } => {
            moving::return_to_desk(report, owner, reason, context)
        }
        Command::Verify(verification) => triage::verify(report, permit, *verification, context),
        Command::Hold { question } => triage::hold(report, permit, question, context),
        Command::Reply { text, files } => triage::reply(report, text, files, context),
        Command::Resume { reason } => Ok(Effects::new(report, context)
            .leave_hold(report, StopHow::Done)
            .event(What::Resumed { reason })),
        Command::Archive {
            reason,
            explanation,
            where_to,
            earlier,
        } => triage::archive(report, reason, explanation, where_to, earlier, context),
        Command::Transfer { to, reason } => moving::transfer(report, permit, to, reason, context),
        Command::Merge { root } => elsewhere::merge(report, root, context),
        Command::Reclassify {
            report_type,
            supervisory,
            category,
            reason,
        } => triage::reclassify(report, report_type, supervisory, category, reason, context),
        Command::Accept => handling::accept(report, context),
        Command::Refuse { owner, reason } => handling::refuse(report, owner, reason, context),
        Command::Redirect { lead, note } => handling::redirect(report, lead, note, context),
        Command::SubDispose { unit, person } => {
            handling::sub_dispose(report, permit, unit, person, context)
        }
        Command::AddSupport { unit, days, task } => {
            handling::add_support(report, unit, days, task, context)
        }
        Command::ReleaseSupport { unit, note } => {
            handling::release_support(report, unit, note, context)
        }
        Command::SupportNote { note, end } => {
            handling::support_note(report, permit, note, end, context)
        }
        Command::Answer {
            text,
            next_by,
            files,
        } => handling::answer(report, permit, text, next_by, files, context),
        Command::Ask { text } => Ok(Effects::new(report, context).event(What::Asked { text })),
        Command::RequestExtension { days, reason } => {
            handling::request_extension(report, days, reason, context)
        }
        Command::Extend { days, reason } => handling::extend(report, days, reason, context),
        Command::ReferPpid { unit, reason } => ppid::refer(report, permit, unit, reason, context),
        Command::TakePpid => ppid::take(report, context),
        Command::ExtendPpid { reason } => ppid::extend(report, reason, context),
        Command::ProposeClosure {
            answer,
            outcome,
            promise,
            files,
        } => closure::propose(report, answer, outcome, promise, files, context),
        Command::CheckReturn { reason } => closure::check_return(report, permit, reason, context),
        Command::CheckApprove => closure::check_approve(report, permit, context),
        Command::TakeBack { reason } => closure::take_back(report, permit, reason, context),
        Command::Confirm => closure::confirm(report, context),
        Command::ConfirmShared => shared::confirm(report, context),
        Command::DisputeShared { reason } => shared::dispute(report, reason, context),
        Command::Dispute { reason } => closure::dispute(report, reason, context),
        Command::HearDispute => shared::hear(report, permit, context),
        Command::KeepApart { other } => shared::keep_apart(report, other, context),
        Command::RecordConfirmation { note } => closure::record_confirmation(report, note, context),
        Command::Rate { stars, comment } => closure::rate(report, stars, comment, context),
        Command::AssignAnew { lead, person, note } => {
            review::assign_anew(report, permit, lead, person, note, context)
        }
        Command::Uphold { reasons, second } => {
            review::uphold(report, permit, reasons, second, context)
        }
        Command::Reopen { reason } => review::reopen(report, permit, reason, context),
        Command::Object { reason } => review::object(report, reason, context),
        Command::Restore { reason } => review::restore(report, permit, reason, context),
        Command::RejectObjection { reasons } => {
            review::reject_objection(report, permit, reasons, context)
        }
        Command::Acknowledge { note } => elsewhere::acknowledge(report, note, context),
        Command::HandBack { reason } => Ok(elsewhere::hand_back(report, reason, context)),
        Command::Unmerge { reason } => elsewhere::unmerge(report, reason, context),
        Command::Withdraw { reason } => attributes::withdraw(report, reason, context),
        Command::SetFlags { anonim, rahasia } => {
            attributes::set_flags(report, permit, anonim, rahasia, context)
        }
        Command::Note { text, shared_with } => {
            let is_known = |unit| context.directory.units.contains_key(unit);
            if !shared_with.iter().all(is_known) {
                return Err(Guard::NoSuchUnit);
            }
            Ok(Effects::new(report, context).event(What::Noted { text, shared_with }))
        }
        Command::AddFile { file } => {
            Ok(Effects::new(report, context).event(What::FileAdded { file }))
        }
        Command::Release {
            point,
            files,
            findings_kept,
        } => attributes::release(report, permit, (point, files), findings_kept, context),
        Command::Unrelease { reason } => attributes::unrelease(report, reason, context),
        Command::EditText {
            words,
            findings_kept,
        } => attributes::edit_text(report, words, findings_kept, context),
        Command::SetPriority { priority } => attributes::set_priority(report, priority, context),
        Command::Exclude { officers, reason } => {
            attributes::exclude(report, officers, reason, context)
        }
        Command::GrantView { unit, overseer } => {
            attributes::grant_view(report, permit, unit, overseer, context)
        }
        Command::Erase { ground } => attributes::erase(report, ground, context),
    }
}

/// Invariant (c): an import has no clocks until the first command of its handling here, which
/// starts those that its new state must have. They enter no rates.
fn with_import_clocks(
    report: &Report,
    permit: &Permit,
    mut decided: Vec<Decision>,
    context: &Context<'_>,
) -> Vec<Decision> {
    if report.import.is_none() {
        return decided;
    }
    if let Some(last) = decided
        .last_mut()
        .filter(|last| last.event.what.is_handling())
    {
        let mut after = report.clone();
        after.apply(&Recorded {
            seq: report.seq + 1,
            occurred_at: last.occurred_at,
            recorded_at: context.now,
            actor: permit.actor(),
            event: last.event.clone(),
        });
        let started = must_be_open(&after)
            .iter()
            .fold(
                Effects::at(&after, context, last.occurred_at),
                |effects, kind| effects.start_missing(*kind),
            )
            .changes();
        last.event.clocks.extend(started);
    }
    decided
}

/// Section 2, last column: the clocks that must be open in a state. The windows of ended states
/// are not among them: they end by themselves, and imports never have one.
pub fn must_be_open(report: &Report) -> &'static [ClockKind] {
    match &report.state {
        State::Received => &[ClockKind::Verification],
        State::OnHold(_) => &[ClockKind::HoldExpiry],
        State::Assigned(_) => &[ClockKind::FirstFollowUp, ClockKind::Resolution],
        State::AwaitingRedirect(_) | State::InProgress(_) => &[ClockKind::Resolution],
        State::ClosureProposed(proposal) if proposal.awaits_check => &[ClockKind::Check],
        State::ClosureProposed(_) => &[ClockKind::AutoClose],
        State::Review(review) if review.cause == ReviewCause::Disputed => {
            &[ClockKind::Review, ClockKind::Resolution]
        }
        State::Review(_) => &[ClockKind::Review],
        State::Transferred(handover) if !handover.acknowledged => &[ClockKind::HandoverAck],
        State::Closed(_) | State::Archived(_) | State::Transferred(_) | State::Merged(_) => &[],
    }
}
