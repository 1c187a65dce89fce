//! Which events the reporter is told of through their own door, and which words go with them.
//!
//! Whoever acted needs no letter about it: what the reporter did themselves is told only once, at receipt.

use super::Report;
use super::event::{Recorded, What};
use crate::clock::ClockKind;
use crate::content::ContentRef;
use crate::ids::ReportId;
use crate::report::state::State;
use crate::words::{Addressee, EndedBy, Role};

codes! {
    /// What a reporter is told.
    pub enum Notice {
        /// Received: the number.
        Receipt = "receipt",
        /// Sent on to the body that must verify it.
        Forwarded = "forwarded",
        /// Verified, and the office that must act.
        Disposed = "disposed",
        /// A hold: nothing goes on before the reporter answers.
        Held = "held",
        /// A question; the handling goes on.
        Question = "question",
        /// An interim answer.
        Answer = "answer",
        /// The final answer: the reporter's turn.
        FinalAnswer = "final_answer",
        /// Closed.
        Closed = "closed",
        /// Archived, with the reason.
        Archived = "archived",
        /// At another office.
        Transferred = "transferred",
        /// Shares the handling of another report.
        Joined = "joined",
        /// The office takes longer, with the reason.
        Extended = "extended",
        /// The legal time ran out: an apology.
        Overdue = "overdue",
        /// A step before the answer is late, and those who lead the body were told.
        StepLate = "step_late",
        /// The answer is still late, and those who lead the body were told.
        Escalated = "escalated",
        /// Handled again after a review, or taken out of the archive.
        Resumed = "resumed",
        /// The objection was rejected, with reasons.
        ObjectionRejected = "objection_rejected",
        /// Silence will close it.
        CloseReminder = "close_reminder",
        /// The hold will run out.
        HoldReminder = "hold_reminder",
    }
}

impl Notice {
    /// Joined reporters are told too: it concerns the shared handling, not one person's report.
    pub const fn is_shared(self) -> bool {
        matches!(
            self,
            Self::Answer
                | Self::FinalAnswer
                | Self::Closed
                | Self::Archived
                | Self::Transferred
                | Self::Extended
                | Self::Overdue
                | Self::StepLate
                | Self::Escalated
                | Self::Resumed
        )
    }

    /// The reporter is asked for something.
    pub const fn asks(self) -> bool {
        matches!(
            self,
            Self::Held
                | Self::Question
                | Self::FinalAnswer
                | Self::CloseReminder
                | Self::HoldReminder
        )
    }
}

/// What the reporter is told of an event that was just applied; `after` is the report with it.
pub fn notice(after: &Report, event: &Recorded) -> Option<Notice> {
    let by_reporter = event.actor.role == Role::Reporter;
    let told = match &event.event.what {
        What::Received(_) => return Some(Notice::Receipt),
        _ if by_reporter => return None,
        What::Forwarded { .. } => Notice::Forwarded,
        What::Verified { .. } => Notice::Disposed,
        What::Held { .. } => Notice::Held,
        What::Asked { .. } => Notice::Question,
        What::Answered { .. } => Notice::Answer,
        What::ClosureProposed {
            awaits_check: false,
            ..
        } => Notice::FinalAnswer,
        What::CheckApproved => Notice::FinalAnswer,
        What::Closed { .. } | What::Upheld { .. } => Notice::Closed,
        What::Archived {
            by: EndedBy::Officer | EndedBy::System,
            ..
        } => Notice::Archived,
        What::TransferredOut { .. } | What::TransferredWithin { .. } => Notice::Transferred,
        What::Merged { .. } => Notice::Joined,
        What::Extended { .. } | What::PpidExtended { .. } => Notice::Extended,
        What::Breached {
            clock: ClockKind::Resolution | ClockKind::Ppid,
            ..
        } => Notice::Overdue,
        // Whom the first steps tell, the unit and its head, the apology names already.
        What::Escalated { clock, told, .. } if goes_up(after, told) => gone_up(*clock)?,
        What::AssignedAnew {
            new_round: true, ..
        }
        | What::Restored { .. } => Notice::Resumed,
        What::ObjectionRejected { .. } => Notice::ObjectionRejected,
        What::Reminded {
            clock: ClockKind::AutoClose,
            ..
        } => Notice::CloseReminder,
        What::Reminded {
            clock: ClockKind::HoldExpiry,
            ..
        } => Notice::HoldReminder,
        _ => return None,
    };
    // An import that nobody handles here is answered where it is handled.
    let handled_here = after
        .import
        .as_ref()
        .is_none_or(|import| import.handled_here);
    handled_here.then_some(told)
}

/// What is told of a delay that goes up, by its clock: of steps before the answer no apology was sent, so nothing is late
/// "still". `None` for clocks that the reporter does not wait for.
const fn gone_up(clock: ClockKind) -> Option<Notice> {
    match clock {
        ClockKind::Verification | ClockKind::FirstFollowUp => Some(Notice::StepLate),
        ClockKind::Resolution | ClockKind::Ppid => Some(Notice::Escalated),
        _ => None,
    }
}

/// Told to those who lead the body. That it stands on the overseer's list later would be told in the same words; only
/// of supervisory reports, which no leader hears of, it is the first that goes up.
fn goes_up(after: &Report, told: &[Addressee]) -> bool {
    let above = if after.supervisory {
        Addressee::Overseer
    } else {
        Addressee::Leader
    };
    told.contains(&above)
}

/// Somebody may be reached with it: the reporter, or one of those who joined.
pub fn may_reach(after: &Report, notice: Notice) -> bool {
    wants_to_hear(after) || (notice.is_shared() && !after.followers.is_empty())
}

/// A way to the reporter is known, and they did not withdraw.
pub const fn wants_to_hear(report: &Report) -> bool {
    report.has_contact && !report.withdrawn && !report.erased
}

/// The words that go with the event of this number: an officer's, written for the reporter to read.
pub fn words(events: &[Recorded], seq: u32) -> Option<&ContentRef> {
    let event = events.iter().find(|event| event.seq == seq)?;
    Some(match &event.event.what {
        What::Held { question, .. } => question,
        What::Asked { text } | What::Answered { text, .. } => text,
        What::ClosureProposed {
            answer,
            awaits_check: false,
            ..
        } => answer,
        // The answer that was approved is the last one proposed before.
        What::CheckApproved => {
            events
                .iter()
                .rev()
                .find_map(|earlier| match &earlier.event.what {
                    What::ClosureProposed { answer, .. } if earlier.seq < seq => Some(answer),
                    _ => None,
                })?
        }
        What::Upheld { reasons, .. } | What::ObjectionRejected { reasons } => reasons,
        What::Archived { explanation, .. } => explanation.as_ref()?,
        What::TransferredOut { reason, .. }
        | What::TransferredWithin { reason, .. }
        | What::Extended { reason, .. }
        | What::PpidExtended { reason, .. }
        | What::Restored { reason } => reason,
        _ => return None,
    })
}

/// The office waits for a word of the reporter: on hold, asked last, or a final answer to be confirmed.
pub fn waits_for_reporter(report: &Report, events: &[Recorded]) -> bool {
    match &report.state {
        State::OnHold(_) => true,
        State::ClosureProposed(proposal) => !proposal.awaits_check,
        State::Assigned(_) | State::InProgress(_) => {
            let last = events
                .iter()
                .rev()
                .find_map(|event| match event.event.what {
                    What::Asked { .. } => Some(true),
                    What::Replied { .. } => Some(false),
                    _ => None,
                });
            last == Some(true)
        }
        _ => false,
    }
}

/// Whose report this message is about, for a joined reporter: their own, not the root.
pub fn recipients(after: &Report, notice: Notice) -> Vec<ReportId> {
    let own = wants_to_hear(after).then_some(after.id);
    let joined = after.followers.iter().copied();
    own.into_iter()
        .chain(joined.filter(|_| notice.is_shared()))
        .collect()
}

#[cfg(test)]
mod tests {
    #![expect(clippy::unwrap_used, reason = "tests")]
    use super::*;
    use crate::testkit::commands::verify;
    use crate::testkit::{Life, ROADS};

    fn last(life: &Life) -> Option<Notice> {
        notice(&life.report, life.events.last().unwrap())
    }

    #[test]
    fn receipt_and_disposition_are_told() {
        let life = Life::received();
        assert_eq!(last(&life), Some(Notice::Receipt));
        let life = life.as_coordinator(verify(ROADS));
        assert_eq!(last(&life), Some(Notice::Disposed));
        assert!(
            words(&life.events, life.report.seq).is_none(),
            "a note to the unit is not the reporter's"
        );
    }

    #[test]
    fn a_delay_that_goes_up_is_told_and_the_first_steps_are_not() {
        let life = Life::received().as_coordinator(verify(ROADS));
        let told = |clock, told: &[Addressee]| {
            let mut event = life.events.last().unwrap().clone();
            event.actor = crate::report::event::ActorRef::SYSTEM;
            event.event.what = What::Escalated {
                clock,
                round: 1,
                step: 2,
                told: told.to_vec(),
            };
            notice(&life.report, &event)
        };
        let (resolution, check) = (ClockKind::Resolution, ClockKind::Check);
        let leader = [Addressee::Leader];
        assert_eq!(told(resolution, &leader), Some(Notice::Escalated));
        for inner in [ClockKind::Verification, ClockKind::FirstFollowUp] {
            assert_eq!(told(inner, &leader), Some(Notice::StepLate));
        }
        assert_eq!(
            told(resolution, &[Addressee::UnitHead, Addressee::Coordinator]),
            None
        );
        assert_eq!(
            told(resolution, &[Addressee::Overseer]),
            None,
            "the leaders were told"
        );
        assert_eq!(told(check, &leader), None);
        assert!(Notice::Escalated.is_shared() && Notice::StepLate.is_shared());
    }

    #[test]
    fn who_gave_no_contact_or_withdrew_is_not_written_to() {
        let mut report = Life::received().report;
        report.has_contact = false;
        assert!(!may_reach(&report, Notice::Answer));
        report.followers.push(ReportId(uuid::Uuid::from_u128(9)));
        assert!(may_reach(&report, Notice::Answer), "those who joined are");
        assert!(
            !may_reach(&report, Notice::Question),
            "a question is the first reporter's"
        );
        assert_eq!(recipients(&report, Notice::Answer).len(), 1);
        report.has_contact = true;
        report.withdrawn = true;
        assert_eq!(recipients(&report, Notice::Receipt), []);
    }
}
