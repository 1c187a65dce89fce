//! Action plans (rencana aksi): what a body promises to change, by when, by which measure that will be seen, and what became
//! of it.
//!
//! A plan is a document of the directory, so that each step is an event of its own stream: who promised what, and what was
//! known then, can be checked by anyone who reads the log. All words of a plan are the office's own; whatever would name a
//! person is refused at the door. The rules are in [`decide`](fn@decide), who may do what in [`may`].

mod decide;
mod judge;
pub mod measure;
mod permit;
pub mod proposal;
mod span;
#[cfg(test)]
mod tests;

pub use decide::{Given, LONGEST_TITLE, LONGEST_WORDS, PlanRefusal, decide, raise};
pub use judge::{Due, due, judge};
pub use measure::Definition;
pub use permit::{may, may_raise, may_read};
pub use proposal::{Finding, Proposal, Settled};
pub use span::Span;

use jiff::Timestamp;
use jiff::civil::Date;
use serde::{Deserialize, Serialize};

use crate::ids::{BodyId, CategoryId, OfficerId, PlanId, UnitId};
use crate::report::event::ActorRef;
use crate::tracking::TrackingNo;
use crate::zone::Zone;

codes! {
    /// What a plan was raised from.
    pub enum Origin {
        /// More reports of a kind in a place than its season explains.
        Surge = "surge",
        /// A unit that does not keep its time.
        LateUnit = "late_unit",
        /// A cause that an officer sees behind several reports.
        Cause = "cause",
    }
}

codes! {
    /// Which way the measure should go.
    pub enum Goal {
        /// The target or more.
        AtLeast = "at_least",
        /// The target or less.
        AtMost = "at_most",
    }
}

codes! {
    /// Where a plan has got to.
    pub enum PlanState {
        /// It is being carried out.
        Active = "active",
        /// Its owner says that it was carried out; its effect is not known yet.
        Carried = "carried",
        /// The target was reached.
        Met = "met",
        /// It was not.
        NotMet = "not_met",
        /// Too few reports to say.
        TooFew = "too_few",
        /// It had been reached, and the reports keep coming.
        Reopened = "reopened",
        /// It was given up, with a reason.
        Cancelled = "cancelled",
    }
}

codes! {
    /// What a supervisor says of the progress.
    pub enum Verdict {
        /// On its way.
        OnTrack = "on_track",
        /// More must be done.
        NeedsMore = "needs_more",
    }
}

/// Which reports a plan is about: those of a filter. The numbers are examples that an officer picked; who may not see a
/// report does not see its number.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct ReportSet {
    /// Led by this unit or one below it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub unit: Option<UnitId>,
    /// Of this category or one below it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub category: Option<CategoryId>,
    /// In this region or what is below it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub region: Option<String>,
    /// Reports in which the cause was seen.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub numbers: Vec<TrackingNo>,
}

/// What a measure came to over a period, as it was known at a moment.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Reading {
    /// First local day of the period.
    pub from: Date,
    /// Last local day.
    pub to: Date,
    /// Exclusive moment of the figures.
    pub as_of: Timestamp,
    /// Place in the order of events up to which they count.
    pub position: i64,
    /// The value in the measure's unit; none where there is nothing to measure.
    pub value: Option<f64>,
    /// How many reports or clocks it stands on.
    pub n: u64,
    /// Reports of the set received in the period.
    pub received: u64,
    /// The value as anyone may read it, of released reports and of whole fives of the others; none where it stands on too
    /// few of these, or was measured before it was kept.
    #[serde(default)]
    pub told: Option<f64>,
    /// Reports of the set received in the period as anyone may read it, counted in the same way; none where it was
    /// measured before it was kept.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub told_received: Option<u64>,
    /// Judged by what anyone may read, not by the value.
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    pub by_told: bool,
    /// Versions of the body's policy in force from the period's first day until the moment; empty in readings written
    /// before they were kept.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub policy: Vec<u32>,
    /// Whole days after the period's last day of which is known what became of its reports; none in readings written before
    /// they were kept, where the moment tells them: see [`Reading::days_after`].
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub days_after: Option<u16>,
}

impl Reading {
    /// How many whole days after the period's last day are in it: what the reports of a period came to grows with the days
    /// that have passed, so only readings of as many days are compared.
    pub fn days_after(&self) -> u16 {
        self.days_after.unwrap_or_else(|| {
            // The zone is not known here: one that is ahead is right but for the first hours of a day.
            let known = Zone::Wib.local_date(self.as_of);
            let days = (known - self.to).get_days() - 1;
            u16::try_from(days).unwrap_or(0)
        })
    }

    /// How many whole months its period has; none where it begins or ends inside one.
    pub fn months(&self) -> Option<i64> {
        let of = |day: Date| i64::from(day.year()) * 12 + i64::from(day.month());
        let is_whole =
            self.from == self.from.first_of_month() && self.to == self.to.last_of_month();
        is_whole.then(|| of(self.to) - of(self.from) + 1)
    }
}

/// What is promised.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Promise {
    /// What will be done, as anyone may read it.
    pub words: String,
    /// Last local day.
    pub due: Date,
}

/// By what the effect is seen.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Target {
    /// Code of the measure in the catalogue.
    pub measure: String,
    /// The value to be reached, in the measure's unit.
    pub value: f64,
    /// Which way.
    pub goal: Goal,
    /// Fewest reports or clocks on which a judgement may stand; 0 where the measure is a count itself.
    pub fewest: u64,
    /// What the measure meant when it was promised; none in plans of before it was kept.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub definition: Option<Definition>,
}

/// A step of a plan, as it was taken.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Step {
    /// When.
    pub at: Timestamp,
    /// Who.
    pub by: ActorRef,
    /// What.
    #[serde(flatten)]
    pub what: StepKind,
}

/// What was done.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(tag = "step", rename_all = "snake_case")]
pub enum StepKind {
    /// It was raised.
    Raised,
    /// What was done so far.
    Progress {
        /// How far, of 100.
        percent: u8,
        /// In words.
        note: String,
    },
    /// Its owner says that it was carried out.
    Carried {
        /// What was done.
        note: String,
    },
    /// A supervisor looked.
    Reviewed {
        /// What they say.
        verdict: Verdict,
        /// Why.
        note: String,
    },
    /// The effect was measured.
    Evaluated {
        /// Met, not met, too few to say.
        state: PlanState,
        /// By what.
        reading: Reading,
    },
    /// Later it was measured again, and it holds.
    Held {
        /// By what.
        reading: Reading,
    },
    /// The reports keep coming.
    Reopened {
        /// By what that was seen.
        reading: Reading,
    },
    /// A new promise.
    Renewed {
        /// What was promised before.
        before: Promise,
        /// Why.
        reason: String,
    },
    /// Anyone may read it, or no longer.
    Shown {
        /// Whether.
        public: bool,
    },
    /// It was given up.
    Cancelled {
        /// Why.
        reason: String,
    },
}

/// An action plan.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Plan {
    /// Its id.
    pub id: PlanId,
    /// Whose.
    pub body: BodyId,
    /// What it is called.
    pub title: String,
    /// What it was raised from.
    pub origin: Origin,
    /// The cause that officers see.
    pub cause: String,
    /// The reports it is about.
    pub set: ReportSet,
    /// The unit that carries it out.
    pub owner: UnitId,
    /// The officer in whose hands it is, where one was named.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub officer: Option<OfficerId>,
    /// Where the money comes from and how much; for the office only.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub budget: String,
    /// What is promised now.
    pub promise: Promise,
    /// By what the effect is seen.
    pub target: Target,
    /// What it was before, frozen.
    pub baseline: Reading,
    /// Anyone may read title, promise and what became of it.
    pub public: bool,
    /// Where it has got to.
    pub state: PlanState,
    /// How far its owner says it is, of 100.
    pub percent: u8,
    /// Steps, in order.
    pub steps: Vec<Step>,
}

impl Plan {
    /// How many local days its periods have.
    pub fn span(&self) -> i64 {
        i64::from((self.baseline.to - self.baseline.from).get_days()) + 1
    }

    /// How many whole months its periods have; none where they are counted in days. What anyone may read is told by whole
    /// months, as all public figures are: section 6, "public periods from one month".
    pub fn months(&self) -> Option<i64> {
        self.baseline.months()
    }

    /// When it was raised.
    pub fn raised_at(&self) -> Option<Timestamp> {
        self.steps.first().map(|step| step.at)
    }

    /// The last time its effect was measured.
    pub fn last_reading(&self) -> Option<&Reading> {
        self.steps.iter().rev().find_map(|step| match &step.what {
            StepKind::Evaluated { reading, .. }
            | StepKind::Held { reading }
            | StepKind::Reopened { reading } => Some(reading),
            _ => None,
        })
    }

    /// Who last said something of its progress.
    pub(crate) fn last_doer(&self) -> Option<OfficerId> {
        self.steps.iter().rev().find_map(|step| match step.what {
            StepKind::Progress { .. } | StepKind::Carried { .. } => step.by.officer,
            _ => None,
        })
    }

    /// A word of progress that no supervisor has looked at.
    pub fn awaits_review(&self) -> bool {
        let last = self.steps.iter().rev().find(|step| {
            matches!(
                step.what,
                StepKind::Progress { .. } | StepKind::Carried { .. } | StepKind::Reviewed { .. }
            )
        });
        last.is_some_and(|step| !matches!(step.what, StepKind::Reviewed { .. }))
    }
}
