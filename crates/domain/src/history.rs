//! Which events of a report's history whom concern, and whom their words.

use crate::ids::BodyId;
use crate::report::event::{Recorded, What};

/// From narrow to wide: who may see staff's things may see all that is wider.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Audience {
    /// Officers' notes: the own body's, or those shared.
    Notes,
    /// Officers who handle the report.
    Staff,
    /// The reporter, and officers.
    Reporter,
    /// Everyone, where the report is public.
    Public,
}

/// Who may see that it happened, and who may read its words.
///
/// Answers are public where the report is; a question, a reason or an explanation is between the
/// office and the reporter; the reporter's further words are never public (nobody masked them).
pub const fn audience(what: &What) -> (Audience, Audience) {
    use Audience::{Notes, Public, Reporter, Staff};
    match what {
        What::Received(_) | What::Imported { .. } | What::Observed(_) => (Public, Staff),
        What::Forwarded { .. } | What::Merged { .. } | What::Unmerged { .. } => (Public, Reporter),
        What::ReturnedToDesk { .. }
        | What::TransferredOut { .. }
        | What::TransferredWithin { .. } => (Public, Reporter),
        What::Verified { .. } | What::Redirected { .. } | What::AssignedAnew { .. } => {
            (Public, Staff)
        }
        What::Held { .. } | What::Archived { .. } | What::Asked { .. } => (Public, Reporter),
        What::Replied { .. }
        | What::Disputed { .. }
        | What::Reopened { .. }
        | What::Objected { .. } => (Public, Reporter),
        What::Resumed { .. } | What::Restored { .. } | What::HandedBack { .. } => {
            (Public, Reporter)
        }
        What::Acknowledged { .. } => (Public, Staff),
        What::Answered { .. } | What::ClosureProposed { .. } | What::Upheld { .. } => {
            (Public, Public)
        }
        What::Extended { .. } => (Public, Reporter),
        What::ObjectionRejected { .. } => (Public, Reporter),
        What::Closed { .. } => (Public, Staff),
        What::Rated { .. } => (Public, Reporter),
        What::WithdrawnHandlingGoesOn { .. } | What::FlagsSet { .. } => (Reporter, Reporter),
        What::Refused { .. } => (Public, Staff),
        What::ReferredToPpid { .. } | What::PpidExtended { .. } => (Public, Reporter),
        What::PpidTaken => (Public, Staff),
        What::ExtensionRequested { .. } => (Staff, Staff),
        What::Accepted | What::SubDisposed { .. } => (Staff, Staff),
        // That an answer no longer stands concerns whoever read it; why, its office.
        What::CheckReturned { .. } | What::TakenBack { .. } => (Public, Staff),
        What::CheckApproved => (Staff, Staff),
        What::Reclassified { .. } => (Reporter, Reporter),
        What::SupportAdded { .. } | What::SupportEnded { .. } | What::SupportNoted { .. } => {
            (Staff, Notes)
        }
        What::Noted { .. } => (Notes, Notes),
        What::FollowerAdded { .. } | What::FollowerRemoved { .. } => (Staff, Staff),
        What::SharedConfirmed | What::SharedDisputed { .. } | What::SharedDisputeHeard => {
            (Reporter, Reporter)
        }
        What::FollowerDisputed { .. } => (Public, Staff),
        What::KeptApart { .. } => (Staff, Staff),
        What::FileAdded { .. } | What::TextEdited { .. } | What::PrioritySet { .. } => {
            (Staff, Staff)
        }
        What::Released { .. } | What::Unreleased { .. } => (Reporter, Staff),
        What::ReleaseAsked => (Staff, Staff),
        What::Excluded { .. } | What::ViewGranted { .. } | What::Escalated { .. } => (Staff, Staff),
        What::Erased { .. } => (Reporter, Reporter),
        What::Breached { .. } | What::CalendarMoved { .. } => (Public, Public),
        What::Reminded { .. } => (Reporter, Reporter),
    }
}

/// The body that had a report when an event of its history happened: whose officers wrote it.
pub fn holder_at(history: &[Recorded], seq: u32) -> Option<BodyId> {
    let mut holder = None;
    for event in history {
        let moved = match &event.event.what {
            What::Received(receipt) | What::Imported { receipt, .. } => Some(receipt.holder),
            What::Forwarded { to } | What::TransferredWithin { to, .. } => Some(*to),
            What::ReturnedToDesk { desk, .. } => Some(*desk),
            _ => None,
        };
        // Whoever passes it on still has it then.
        if event.seq >= seq {
            return holder.or(moved);
        }
        holder = moved.or(holder);
    }
    holder
}

/// Final answers that no second officer has approved (commands 21 to 22a), by their number in the history.
///
/// Where the policy asks for a check, an answer is a draft until it is approved, and stays one when it is
/// returned: outside the offices that handle the report it is told that it was made, not what it says.
pub fn drafts(events: &[Recorded]) -> Vec<u32> {
    let mut drafts = Vec::new();
    for event in events {
        match &event.event.what {
            What::ClosureProposed {
                awaits_check: true, ..
            } => drafts.push(event.seq),
            // Only the answer that waits can be approved, and it is the latest.
            What::CheckApproved => {
                drafts.pop();
            }
            _ => {}
        }
    }
    drafts
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::testkit::commands::{transfer_within, verify};
    use crate::testkit::{CITY, Life, PROVINCE, ROADS};

    #[test]
    fn an_event_is_of_the_body_that_had_the_report_then() {
        let life = Life::received()
            .as_coordinator(verify(ROADS))
            .as_coordinator(transfer_within(PROVINCE));
        let moved = life.report.seq;
        let at = |seq| holder_at(&life.events, seq);
        assert_eq!(
            (at(1), at(2), at(moved)),
            (Some(CITY), Some(CITY), Some(CITY))
        );
        assert_eq!(at(moved + 1), Some(PROVINCE));
        assert_eq!(holder_at(&[], 1), None);
    }
}
