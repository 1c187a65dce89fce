//! When the effect of a plan can be seen, and whether it is what was promised.

use jiff::ToSpan as _;
use jiff::civil::Date;

use super::{Goal, Plan, PlanState, Reading, StepKind, Target};

/// Days after the due day for which a plan that was met is looked at again.
const WATCH: i64 = 366;

/// A period that is to be measured, when its last day has passed.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Due {
    /// First local day.
    pub from: Date,
    /// Last local day.
    pub to: Date,
    /// Its effect was judged before: this is to see whether it holds.
    pub is_watch: bool,
}

/// The next period to be measured: as long as the one before the plan, beginning on the day after the promise's last day,
/// or on the first day of a month from then on where it is counted in whole months; after a plan was met, period after
/// period for a year. `None` where nothing is to be measured any more.
pub fn due(plan: &Plan) -> Option<Due> {
    let span = plan.span();
    let next = match plan.state {
        PlanState::Active | PlanState::Carried => plan.promise.due.tomorrow().ok()?,
        PlanState::Met => plan.last_reading()?.to.tomorrow().ok()?,
        PlanState::NotMet | PlanState::TooFew | PlanState::Reopened | PlanState::Cancelled => {
            return None;
        }
    };
    let (from, to) = match plan.months() {
        Some(months) => {
            let first = next.first_of_month();
            let from = if first == next {
                first
            } else {
                first.checked_add(1.month()).ok()?
            };
            let last = from.checked_add((months - 1).months()).ok()?;
            (from, last.last_of_month())
        }
        None => (next, next.checked_add((span - 1).days()).ok()?),
    };
    let is_watch = plan.state == PlanState::Met;
    let after = i64::from((to - plan.promise.due).get_days());
    (!is_watch || after <= WATCH + span).then_some(Due { from, to, is_watch })
}

/// Met, not met, or too few to say.
pub fn judge(target: &Target, reading: &Reading) -> PlanState {
    let Some(value) = reading.value.filter(|_| reading.n >= target.fewest) else {
        return PlanState::TooFew;
    };
    let is_met = match target.goal {
        Goal::AtLeast => value >= target.value,
        Goal::AtMost => value <= target.value,
    };
    if is_met {
        PlanState::Met
    } else {
        PlanState::NotMet
    }
}

impl Plan {
    /// What became of it, last judged.
    pub fn judged(&self) -> Option<(PlanState, &Reading)> {
        self.steps.iter().rev().find_map(|step| match &step.what {
            StepKind::Evaluated { state, reading } => Some((*state, reading)),
            _ => None,
        })
    }
}
