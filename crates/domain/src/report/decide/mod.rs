//! Every rule of section 3: from a report, a permit and a command to events, or to a refusal.

mod attributes;
pub(crate) mod closure;
pub(crate) mod effects;
mod handling;
mod receive;
mod review;
mod triage;

pub use receive::{import, observe, receive};

use jiff::Timestamp;

use super::Report;
use super::command::Command;
use super::context::Context;
use super::event::{Event, What};
use super::permit::Permit;
use super::refusal::{Guard, Refusal};
use crate::clock::ClockKind;
use crate::words::StateCode;
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
    Ok(with_import_clocks(report, decided, context))
}

fn dispatch(
    report: &Report,
    permit: &Permit,
    command: Command,
    context: &Context<'_>,
) -> Result<Vec<Decision>, Guard> {
    match command {
        Command::Forward { to } => triage::forward(report, to, context),
        Command::ReturnToDesk { owner, reason } => {
            triage::return_to_desk(report, owner, reason, context)
        }
        Command::Verify(verification) => triage::verify(report, *verification, context),
        Command::Hold { question } => triage::hold(report, permit, question, context),
        Command::Reply { text, files } => triage::reply(report, text, files, context),
        Command::Resume { reason } => Ok(Effects::new(report, context)
            .stop(ClockKind::HoldExpiry, super::clocks::StopHow::Done)
            .resume_handling()
            .event(What::Resumed { reason })),
        Command::Archive {
            reason,
            explanation,
        } => triage::archive(report, reason, explanation, context),
        Command::Transfer { to, reason } => triage::transfer(report, to, reason, context),
        Command::Merge { root } => triage::merge(report, root, context),
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
        Command::AddSupport { unit, days } => handling::add_support(report, unit, days, context),
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
        } => handling::answer(report, text, next_by, files, context),
        Command::Ask { text } => Ok(Effects::new(report, context).event(What::Asked { text })),
        Command::Extend { days, reason } => handling::extend(report, days, reason, context),
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
        Command::Dispute { reason } => closure::dispute(report, reason, context),
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
        Command::Acknowledge { note } => review::acknowledge(report, note, context),
        Command::HandBack { reason } => Ok(review::hand_back(report, reason, context)),
        Command::Unmerge { reason } => Ok(review::unmerge(report, reason, context)),
        Command::Withdraw { reason } => attributes::withdraw(report, reason, context),
        Command::SetFlags { anonim, rahasia } => {
            attributes::set_flags(report, anonim, rahasia, context)
        }
        Command::Note { text, shared_with } => {
            Ok(Effects::new(report, context).event(What::Noted { text, shared_with }))
        }
        Command::AddFile { file } => {
            Ok(Effects::new(report, context).event(What::FileAdded { file }))
        }
        Command::Release { point, files } => attributes::release(report, point, files, context),
        Command::Unrelease { reason } => attributes::unrelease(report, reason, context),
        Command::EditText { words } => attributes::edit_text(report, words, context),
        Command::SetPriority { priority } => attributes::set_priority(report, priority, context),
        Command::GrantView { unit, overseer } => {
            attributes::grant_view(report, unit, overseer, context)
        }
        Command::Erase { ground } => attributes::erase(report, ground, context),
    }
}

/// Invariant (c): an import has no clocks until its first command here, which starts those that
/// its new state must have. They enter no rates.
fn with_import_clocks(
    report: &Report,
    mut decided: Vec<Decision>,
    context: &Context<'_>,
) -> Vec<Decision> {
    if report.import.is_none() {
        return decided;
    }
    if let Some(last) = decided.last_mut() {
        let mut after = report.clone();
        after.apply(&super::timers::as_recorded(&after, last, context.now));
        let missing = must_be_open(&after)
            .iter()
            .filter(|kind| after.clock(**kind).is_none())
            .fold(
                Effects::at(&after, context, last.occurred_at),
                |effects, kind| effects.start(*kind),
            );
        let started = missing.event(What::Accepted).remove(0).event.clocks;
        last.event.clocks.extend(started);
    }
    decided
}

/// Section 2, last column: the clocks that must be open in a state.
pub fn must_be_open(report: &Report) -> &'static [ClockKind] {
    match report.state.code() {
        StateCode::Received => &[ClockKind::Verification],
        StateCode::OnHold => &[ClockKind::HoldExpiry],
        StateCode::Assigned if !report.answered_this_round => {
            &[ClockKind::FirstFollowUp, ClockKind::Resolution]
        }
        StateCode::Assigned | StateCode::AwaitingRedirect | StateCode::InProgress => {
            &[ClockKind::Resolution]
        }
        StateCode::ClosureProposed => match &report.state {
            super::state::State::ClosureProposed(proposal) if proposal.awaits_check => {
                &[ClockKind::Check]
            }
            _ => &[ClockKind::AutoClose],
        },
        StateCode::Review => &[ClockKind::Review],
        StateCode::Closed | StateCode::Archived | StateCode::Transferred | StateCode::Merged => &[],
    }
}
