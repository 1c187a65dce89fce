//! Plans that the program proposes: where it finds a surge or a late unit, the coordinator is asked once what to do about it.
//! Nothing is promised by a proposal. An officer adopts it (and then raises a plan in their own words) or says why not.

use jiff::Timestamp;
use jiff::civil::Date;
use serde::{Deserialize, Serialize};

use super::decide::filled;
use super::{Origin, Plan, PlanRefusal, PlanState, ReportSet};
use crate::figures::Share;
use crate::ids::{BodyId, PlanId, ProposalId};
use crate::report::event::ActorRef;

/// Months in which a unit must have been late, one after the other.
pub const LATE_MONTHS: i32 = 2;

/// Whether a unit kept fewer of the terms that ended than the body wants, in percent.
pub fn is_late(kept: Share, threshold: u8) -> bool {
    kept.part * 100 < kept.whole * u64::from(threshold)
}

/// What was found.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(tag = "found", rename_all = "snake_case")]
pub enum Finding {
    /// More reports of a kind in a place than its season explains.
    Surge {
        /// First local day that was looked at.
        from: Date,
        /// Last one.
        to: Date,
        /// Reports in these days.
        observed: u64,
        /// What the season lets expect.
        expected: f64,
        /// Most that chance explains.
        upper_bound: u64,
    },
    /// A unit that kept too few of its terms, month after month.
    LateUnit {
        /// First day of the first month.
        from: Date,
        /// Last day of the last one.
        to: Date,
        /// Terms that were kept, and terms that ended, month by month.
        months: Vec<(u64, u64)>,
        /// The body's threshold, percent.
        threshold: u8,
    },
}

impl Finding {
    /// First and last local day.
    pub const fn days(&self) -> (Date, Date) {
        match self {
            Self::Surge { from, to, .. } | Self::LateUnit { from, to, .. } => (*from, *to),
        }
    }

    /// What a plan of it is raised from.
    pub const fn origin(&self) -> Origin {
        match self {
            Self::Surge { .. } => Origin::Surge,
            Self::LateUnit { .. } => Origin::LateUnit,
        }
    }
}

/// What an officer made of it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "outcome", rename_all = "snake_case")]
pub enum Settled {
    /// A plan was raised.
    Adopted {
        /// Which.
        plan: PlanId,
    },
    /// None is needed.
    Dismissed {
        /// Why.
        reason: String,
    },
}

/// A proposed plan.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Proposal {
    /// Its id.
    pub id: ProposalId,
    /// Whose.
    pub body: BodyId,
    /// The reports it is about; the numbers are of those that make a surge, each shown to who may see the report.
    pub set: ReportSet,
    /// What was found.
    pub finding: Finding,
    /// Exclusive moment as of which it was found.
    pub as_of: Timestamp,
    /// When it was proposed.
    pub at: Timestamp,
    /// What was made of it, by whom, when; none while it waits.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub settled: Option<(Settled, ActorRef, Timestamp)>,
}

impl Proposal {
    /// Whether a finding is this one again, and asks nothing new: of the same reports, and still waiting, or found in days
    /// that touch those of this one.
    pub fn covers(&self, set: &ReportSet, finding: &Finding) -> bool {
        let is_same = self.finding.origin() == finding.origin() && is_same_set(&self.set, set);
        is_same && (self.settled.is_none() || finding.days().0 <= self.finding.days().1)
    }
}

impl Proposal {
    /// Whether a plan is of what was found: of the same reports, and raised from the same.
    pub fn is_taken_up_by(&self, plan: &Plan) -> bool {
        self.finding.origin() == plan.origin && is_same_set(&self.set, &plan.set)
    }
}

/// Whether a plan already answers what was found: one that runs, of the same reports.
pub fn is_answered_by(plan: &Plan, set: &ReportSet) -> bool {
    let runs = !matches!(
        plan.state,
        PlanState::Cancelled | PlanState::NotMet | PlanState::TooFew
    );
    runs && is_same_set(&plan.set, set)
}

fn is_same_set(one: &ReportSet, other: &ReportSet) -> bool {
    (one.unit, one.category, &one.region) == (other.unit, other.category, &other.region)
}

/// A proposal that was settled.
///
/// # Errors
/// [`PlanRefusal`]: it was before, or a reason is lacking.
pub fn settle(
    proposal: &Proposal,
    settled: Settled,
    by: ActorRef,
    now: Timestamp,
) -> Result<Proposal, PlanRefusal> {
    if proposal.settled.is_some() {
        return Err(PlanRefusal::Settled);
    }
    if let Settled::Dismissed { reason } = &settled {
        filled(reason)?;
    }
    Ok(Proposal {
        settled: Some((settled, by, now)),
        ..proposal.clone()
    })
}

#[cfg(test)]
mod tests {
    #![expect(clippy::unwrap_used, reason = "tests")]
    use jiff::civil::date;
    use uuid::Uuid;

    use super::*;
    use crate::ids::{CategoryId, UnitId};
    use crate::testkit::START;

    fn surge(from: Date, to: Date) -> Finding {
        Finding::Surge {
            from,
            to,
            observed: 20,
            expected: 4.0,
            upper_bound: 11,
        }
    }

    fn set(region: &str) -> ReportSet {
        ReportSet {
            category: Some(CategoryId(Uuid::from_u128(4))),
            region: Some(region.to_owned()),
            ..ReportSet::default()
        }
    }

    fn proposal() -> Proposal {
        Proposal {
            id: ProposalId(Uuid::from_u128(1)),
            body: BodyId(Uuid::from_u128(2)),
            set: set("62.71.01"),
            finding: surge(date(2026, 1, 1), date(2026, 1, 28)),
            as_of: START,
            at: START,
            settled: None,
        }
    }

    #[test]
    fn a_surge_is_proposed_once_while_it_lasts() {
        let waiting = proposal();
        let later = surge(date(2026, 6, 1), date(2026, 6, 28));
        assert!(waiting.covers(&set("62.71.01"), &later), "it still waits");
        assert!(!waiting.covers(&set("62.71.02"), &later));
        let reason = Settled::Dismissed {
            reason: "Banjir; sudah ditangani BPBD".into(),
        };
        let dismissed = settle(&waiting, reason, ActorRef::SYSTEM, START).unwrap();
        let next_day = surge(date(2026, 1, 28), date(2026, 2, 24));
        assert!(dismissed.covers(&set("62.71.01"), &next_day));
        let anew = surge(date(2026, 1, 29), date(2026, 2, 25));
        assert!(!dismissed.covers(&set("62.71.01"), &anew));
        let late = Finding::LateUnit {
            from: date(2026, 1, 1),
            to: date(2026, 2, 28),
            months: vec![(1, 20), (2, 20)],
            threshold: 80,
        };
        assert!(!waiting.covers(&set("62.71.01"), &late));
        let of_unit = ReportSet {
            unit: Some(UnitId(Uuid::from_u128(8))),
            ..ReportSet::default()
        };
        assert!(!waiting.covers(&of_unit, &late));
    }

    #[test]
    fn only_a_plan_of_what_was_found_takes_it_up() {
        let mut plan = crate::plan::tests::plan();
        let is_of = |plan: &Plan| proposal().is_taken_up_by(plan);
        (plan.origin, plan.set) = (Origin::Surge, set("62.71.01"));
        assert!(is_of(&plan));
        plan.set.numbers.clear();
        plan.title = "Dengan kata-kata sendiri".into();
        assert!(is_of(&plan));
        let other = |change: fn(&mut Plan)| {
            let mut other = plan.clone();
            change(&mut other);
            is_of(&other)
        };
        assert!(!other(|plan| plan.origin = Origin::Cause));
        assert!(!other(|plan| plan.set.region = Some("62.71.02".into())));
        assert!(!other(|plan| plan.set.category = None));
        assert!(!other(
            |plan| plan.set.unit = Some(UnitId(Uuid::from_u128(8)))
        ));
    }

    #[test]
    fn a_proposal_is_settled_once_and_with_a_reason() {
        let empty = Settled::Dismissed { reason: " ".into() };
        assert_eq!(
            settle(&proposal(), empty, ActorRef::SYSTEM, START),
            Err(PlanRefusal::Empty)
        );
        let adopted = Settled::Adopted {
            plan: PlanId(Uuid::from_u128(5)),
        };
        let done = settle(&proposal(), adopted.clone(), ActorRef::SYSTEM, START).unwrap();
        assert_eq!(
            settle(&done, adopted, ActorRef::SYSTEM, START),
            Err(PlanRefusal::Settled)
        );
        let stored = serde_json::to_string(&done).unwrap();
        assert_eq!(serde_json::from_str::<Proposal>(&stored).unwrap(), done);
    }
}
