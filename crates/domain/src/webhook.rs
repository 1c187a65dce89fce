//! Subscriptions of other programs to what happens to reports, without their secret.

use jiff::Timestamp;
use serde::{Deserialize, Serialize};

use crate::agency::{Directory, Grant, Officer};
use crate::ids::{BodyId, CategoryId, OfficerId, UnitId, WebhookId};
use crate::report::Report;
use crate::report::event::What;
use crate::report::state::Handling;
use crate::visibility::{Viewer, is_public, visibility, visibility_of_follower};
use crate::words::Role;

codes! {
    /// With whose eyes a subscription sees reports.
    pub enum Sight {
        /// What anyone may see.
        Public = "public",
        /// What the officers of its unit may see, of reports that the unit handles.
        Unit = "unit",
        /// What the leader of its body may see.
        Body = "body",
    }
}

codes! {
    /// What a subscription may ask to be told of.
    pub enum Topic {
        /// It came in.
        Arrival = "arrival",
        /// It was verified, or given to another office.
        Disposition = "disposition",
        /// An office answered.
        Answer = "answer",
        /// A question, and what the reporter said.
        Dialogue = "dialogue",
        /// It was closed or archived, or that was proposed.
        Ending = "ending",
        /// It was disputed, reopened, restored.
        Review = "review",
        /// A time limit passed or moved.
        Deadline = "deadline",
        /// Everything else.
        Other = "other",
    }
}

impl Topic {
    /// What an event is about.
    pub const fn of(what: &What) -> Self {
        match what {
            What::Received(_) | What::Imported { .. } | What::Observed(_) => Self::Arrival,
            What::Verified { .. }
            | What::Redirected { .. }
            | What::AssignedAnew { .. }
            | What::Forwarded { .. }
            | What::ReturnedToDesk { .. }
            | What::TransferredOut { .. }
            | What::TransferredWithin { .. }
            | What::HandedBack { .. }
            | What::Acknowledged { .. }
            | What::Accepted
            | What::Refused { .. }
            | What::SubDisposed { .. }
            | What::SupportAdded { .. }
            | What::SupportEnded { .. }
            | What::ReferredToPpid { .. }
            | What::PpidTaken
            | What::Merged { .. }
            | What::Unmerged { .. }
            | What::Reclassified { .. } => Self::Disposition,
            What::Answered { .. } => Self::Answer,
            What::Held { .. }
            | What::Resumed { .. }
            | What::Asked { .. }
            | What::Replied { .. } => Self::Dialogue,
            What::ClosureProposed { .. }
            | What::CheckReturned { .. }
            | What::CheckApproved
            | What::TakenBack { .. }
            | What::Closed { .. }
            | What::Archived { .. }
            | What::Upheld { .. } => Self::Ending,
            What::Disputed { .. }
            | What::Reopened { .. }
            | What::Objected { .. }
            | What::ObjectionRejected { .. }
            | What::Restored { .. } => Self::Review,
            What::Breached { .. }
            | What::Escalated { .. }
            | What::Extended { .. }
            | What::PpidExtended { .. }
            | What::ExtensionRequested { .. }
            | What::CalendarMoved { .. } => Self::Deadline,
            _ => Self::Other,
        }
    }
}

/// Why a subscription stands still.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Pause {
    /// Since when.
    pub at: Timestamp,
    /// Why.
    pub why: PauseReason,
}

codes! {
    /// Why a subscription stands still.
    pub enum PauseReason {
        /// An administrator wanted it.
        Asked = "asked",
        /// The receiver said that it is gone for good (410).
        Gone = "gone",
    }
}

/// A subscription: who is told of what, and where.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Webhook {
    /// Its id.
    pub id: WebhookId,
    /// The body whose reports it concerns; the desk's are for the whole installation.
    pub body: BodyId,
    /// Which program it is for.
    pub name: String,
    /// Where it is told.
    pub url: String,
    /// With whose eyes it sees.
    pub sight: Sight,
    /// Of what; empty is everything.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub topics: Vec<Topic>,
    /// Only reports that this unit, or one below it, handles; obligatory for [`Sight::Unit`].
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub unit: Option<UnitId>,
    /// Only this category and those below it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub category: Option<CategoryId>,
    /// The receiver stands in the own network: private addresses and plain HTTP are allowed.
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    pub local: bool,
    /// Since when.
    pub created_at: Timestamp,
    /// It stands still; what happens meanwhile is told when it goes on.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub paused: Option<Pause>,
    /// Ended for good.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub ended_at: Option<Timestamp>,
}

/// What an event is to a subscription.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Told {
    /// The report can be seen now and could not before.
    Appeared,
    /// Something happened to it.
    Happened,
    /// It could be seen and no longer can.
    Gone,
}

impl Webhook {
    /// It is told of what happens now.
    pub const fn is_active(&self) -> bool {
        self.paused.is_none() && self.ended_at.is_none()
    }

    /// The seat from which it sees; `None` is the public's.
    ///
    /// Neither an officer of a unit nor a leader reads names or contacts freely, and a leader of what is secret no
    /// more than that it is there, of what is about officials nothing. No seat sees more than its rows of section 5.
    pub const fn seat(&self) -> Option<Grant> {
        match self.sight {
            Sight::Public => None,
            Sight::Unit => Some(Grant {
                role: Role::UnitOfficer,
                body: self.body,
                node: self.unit,
            }),
            Sight::Body => Some(Grant {
                role: Role::Leader,
                body: self.body,
                node: None,
            }),
        }
    }

    /// What an event is to it; `None` where it is not told at all. `before` and `after` are the report around the
    /// event, `root` the report whose handling it shares.
    pub fn told(
        &self,
        before: Option<&Report>,
        after: &Report,
        root: Option<&Report>,
        what: &What,
        directory: &Directory,
    ) -> Option<Told> {
        let sees = |report: &Report| self.sees(report, root, directory);
        match (before.is_some_and(sees), sees(after)) {
            (false, false) => None,
            // Whoever had it must be able to forget it, whatever else they asked for.
            (true, false) => Some(Told::Gone),
            (was, true) => {
                let asked = self.topics.is_empty() || self.topics.contains(&Topic::of(what));
                let told = if was { Told::Happened } else { Told::Appeared };
                (asked || told == Told::Appeared).then_some(told)
            }
        }
    }

    /// It sees a report and wants to.
    fn sees(&self, report: &Report, root: Option<&Report>, directory: &Directory) -> bool {
        let case = root.unwrap_or(report);
        let of_body = directory.is_desk(self.body)
            || [report.home, report.holder, case.holder].contains(&self.body);
        let of_category = self.category.is_none_or(|top| {
            let category = report.category;
            category.is_some_and(|category| directory.is_category_within(category, top))
        });
        let of_unit = self
            .unit
            .is_none_or(|node| is_handled_by(case, node, directory));
        of_body && of_category && of_unit && self.may_see(report, root, directory)
    }

    /// Rows of section 5; and what is about officers is for no program of their own office.
    fn may_see(&self, report: &Report, root: Option<&Report>, directory: &Directory) -> bool {
        let Some(grant) = self.seat() else {
            return is_public(report);
        };
        let officer = stand_in(grant);
        let viewer = Viewer::Officer(&officer);
        let view = match root {
            Some(root) => visibility_of_follower(&viewer, report, root, directory),
            None => visibility(&viewer, report, directory),
        };
        report.excluded.is_empty() && view.is_listable()
    }
}

/// An account of nobody with one grant: the eyes of a program.
pub fn stand_in(grant: Grant) -> Officer {
    Officer {
        id: OfficerId(uuid::Uuid::nil()),
        name: String::new(),
        login: String::new(),
        grants: vec![grant],
        disabled: false,
    }
}

fn is_handled_by(case: &Report, node: UnitId, directory: &Directory) -> bool {
    let within = |unit: UnitId| directory.is_within(unit, node);
    let helps = |handling: &Handling| {
        let mut supports = handling.supports.iter();
        supports.any(|support| support.ended.is_none() && within(support.unit))
    };
    case.lead().is_some_and(within) || case.state.handling().is_some_and(helps)
}

#[cfg(test)]
mod tests;
