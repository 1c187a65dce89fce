//! The states of section 2 of the rule book, each with the data that exists only in it.

use jiff::{Timestamp, civil::Date};
use serde::{Deserialize, Serialize};

use crate::content::ContentRef;
use crate::ids::{BodyId, OfficerId, ReportId, UnitId};
use crate::words::{ArchiveReason, EndedBy, Figure, Outcome, StateCode};

/// Where a report is in its life.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "state", rename_all = "snake_case")]
pub enum State {
    /// Waits for verification, at the desk or at a body (the report's holder tells which).
    Received,
    /// Waits for the reporter's answer to a question.
    OnHold(Hold),
    /// Disposed; the lead has not answered yet.
    Assigned(Handling),
    /// The lead refused; the coordinator must find the right unit.
    AwaitingRedirect(Refused),
    /// Answered at least once.
    InProgress(Handling),
    /// Final answer given; the reporter (or first the checker) must act.
    ClosureProposed(Proposal),
    /// Disputed or reopened; a coordinator who had no part in the closing must act.
    Review(Review),
    /// Closed with an outcome.
    Closed(Closure),
    /// Archived with a reason.
    Archived(Archival),
    /// Handed to a body outside this installation.
    Transferred(Handover),
    /// Shares the handling of its root.
    Merged(Merge),
}

/// Who handles a report, since its disposition.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Handling {
    /// The unit that answers for the report; `None` only for imports that name none.
    pub lead: Option<UnitId>,
    /// The person it was given to, below the lead.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub person: Option<OfficerId>,
    /// Units that help.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub supports: Vec<Support>,
    /// The lead accepted, or answered, which accepts.
    pub accepted: bool,
    /// Decided after repeated refusal: this lead cannot refuse again.
    pub binding: bool,
    /// 1 at the first disposition, +1 at each reopening after closure.
    pub round: u16,
}

impl Handling {
    /// Gives the report to another unit; who leads is no longer its own support.
    pub(crate) fn give_to(&mut self, lead: UnitId, person: Option<OfficerId>) {
        self.lead = Some(lead);
        self.person = person;
        self.supports.retain(|support| support.unit != lead);
    }
}

/// A unit that helps the lead.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Support {
    /// The unit.
    pub unit: UnitId,
    /// Internal due instant, never after the lead's.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub due: Option<Timestamp>,
    /// What it is to do; read by that unit, the lead and the coordinator.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub task: Option<ContentRef>,
    /// How its part ended; `None` while it is open.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub ended: Option<SupportEnd>,
}

codes! {
    /// How a support unit's part ended.
    pub enum SupportEnd {
        /// Did its part.
        Finished = "finished",
        /// Says it is not its matter.
        Refused = "refused",
        /// Let go by the coordinator or the lead, with a reason.
        Released = "released",
    }
}

/// Data of [`State::OnHold`].
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Hold {
    /// The one concrete question; an import may carry none.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub question: Option<ContentRef>,
    /// Where the report goes back to.
    pub return_to: Box<State>,
}

/// Whose matter a refusing officer says it is.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Owner {
    /// A unit of the same body.
    Unit(UnitId),
    /// Another body of this installation.
    Body(BodyId),
    /// An office outside, by its name.
    Outside(String),
}

/// Data of [`State::AwaitingRedirect`].
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Refused {
    /// The handling as it was.
    pub handling: Handling,
    /// The unit that refused; `None` where another body sent the report back.
    pub by: Option<UnitId>,
    /// Whose matter it is said to be.
    pub owner: Option<Owner>,
}

/// Data of [`State::ClosureProposed`].
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Proposal {
    /// The handling.
    pub handling: Handling,
    /// The officer who proposed.
    pub by: OfficerId,
    /// When.
    pub at: Timestamp,
    /// The coded outcome.
    pub outcome: Outcome,
    /// For `planned`: until when, and who answers for the promise.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub promise: Option<Promise>,
    /// A second person must still check it.
    pub awaits_check: bool,
}

/// What an accepted but later matter needs.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Promise {
    /// Last day of the promise.
    pub by: Date,
    /// The unit that owns it.
    pub owner: UnitId,
}

codes! {
    /// Why a report is under review.
    pub enum ReviewCause {
        /// The reporter disputes a proposed closure.
        Disputed = "disputed",
        /// A closed report was reopened.
        Reopened = "reopened",
    }
}

/// Data of [`State::Review`]. Who is excluded follows from the report's `closers`.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Review {
    /// The handling so far.
    pub handling: Handling,
    /// Why.
    pub cause: ReviewCause,
}

/// Data of [`State::Closed`].
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Closure {
    /// The handling that led here; empty for imports.
    pub handling: Handling,
    /// Who closed it.
    pub by: EndedBy,
    /// When; for imports when the program came to know it.
    pub at: Timestamp,
    /// The coded outcome.
    pub outcome: Outcome,
    /// The promise that came with it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub promise: Option<Promise>,
    /// A final decision after repeated dispute leaves the reporter no window.
    #[serde(default)]
    pub is_final: bool,
}

/// Data of [`State::Archived`].
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Archival {
    /// Who archived it.
    pub by: EndedBy,
    /// The officer, where an officer did.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub officer: Option<OfficerId>,
    /// The coded reason.
    pub reason: ArchiveReason,
    /// When: time archived counts as a pause if the report is restored.
    pub at: Timestamp,
    /// The state before.
    pub before: Box<State>,
}

/// Data of [`State::Transferred`].
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Handover {
    /// The office outside, by its name.
    pub to: String,
    /// How to reach it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub contact: Option<String>,
    /// It said that it has the report.
    pub acknowledged: bool,
    /// When it was handed over.
    pub at: Timestamp,
    /// The state before.
    pub before: Box<State>,
}

/// Data of [`State::Merged`].
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Merge {
    /// The report whose handling it shares.
    pub root: ReportId,
    /// When it was merged.
    pub at: Timestamp,
    /// The state before.
    pub before: Box<State>,
}

impl State {
    /// The state's code.
    pub const fn code(&self) -> StateCode {
        match self {
            Self::Received => StateCode::Received,
            Self::OnHold(_) => StateCode::OnHold,
            Self::Assigned(_) => StateCode::Assigned,
            Self::AwaitingRedirect(_) => StateCode::AwaitingRedirect,
            Self::InProgress(_) => StateCode::InProgress,
            Self::ClosureProposed(_) => StateCode::ClosureProposed,
            Self::Review(_) => StateCode::Review,
            Self::Closed(_) => StateCode::Closed,
            Self::Archived(_) => StateCode::Archived,
            Self::Transferred(_) => StateCode::Transferred,
            Self::Merged(_) => StateCode::Merged,
        }
    }

    /// The figure this state counts in, `answered` telling whether the report ever had an answer.
    /// A merged report takes its root's figure; `None` says so.
    pub const fn figure(&self, answered: bool) -> Option<Figure> {
        Some(match self {
            Self::Received => Figure::NotVerified,
            Self::OnHold(_) => Figure::OnHold,
            Self::Assigned(_) => Figure::NotFollowedUp,
            Self::AwaitingRedirect(_) if !answered => Figure::NotFollowedUp,
            Self::AwaitingRedirect(_)
            | Self::InProgress(_)
            | Self::ClosureProposed(_)
            | Self::Review(_) => Figure::InProcess,
            Self::Closed(_) => Figure::Handled,
            Self::Archived(_) => Figure::Archived,
            Self::Transferred(_) => Figure::Transferred,
            Self::Merged(_) => return None,
        })
    }

    /// Someone still has to act.
    pub const fn is_open(&self) -> bool {
        !matches!(
            self,
            Self::Closed(_) | Self::Archived(_) | Self::Transferred(_) | Self::Merged(_)
        )
    }

    /// The handling, wherever the state keeps it; looks through holds, archives, transfers and merges.
    pub fn handling(&self) -> Option<&Handling> {
        match self {
            Self::Received => None,
            Self::Assigned(handling) | Self::InProgress(handling) => Some(handling),
            Self::AwaitingRedirect(refused) => Some(&refused.handling),
            Self::ClosureProposed(proposal) => Some(&proposal.handling),
            Self::Review(review) => Some(&review.handling),
            Self::Closed(closure) => Some(&closure.handling),
            Self::OnHold(hold) => hold.return_to.handling(),
            Self::Archived(archival) => archival.before.handling(),
            Self::Transferred(handover) => handover.before.handling(),
            Self::Merged(merge) => merge.before.handling(),
        }
    }

    /// The handling, to change it; only where the state itself carries it.
    pub(crate) fn handling_mut(&mut self) -> Option<&mut Handling> {
        match self {
            Self::Assigned(handling) | Self::InProgress(handling) => Some(handling),
            Self::AwaitingRedirect(refused) => Some(&mut refused.handling),
            Self::ClosureProposed(proposal) => Some(&mut proposal.handling),
            Self::Review(review) => Some(&mut review.handling),
            Self::OnHold(hold) => hold.return_to.handling_mut(),
            _ => None,
        }
    }

    /// The lead unit, if one was ever named.
    pub fn lead(&self) -> Option<UnitId> {
        self.handling().and_then(|handling| handling.lead)
    }
}
