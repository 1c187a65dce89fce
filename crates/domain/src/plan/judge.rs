//! When the effect of a plan can be seen, and whether it is what was promised.

use jiff::ToSpan as _;
use jiff::civil::Date;

use super::{Goal, Plan, PlanState, Reading, StepKind, Target, Verdict};

/// Days after the due day for which a plan that was met is looked at again.
const WATCH: i64 = 366;

/// A period that is to be measured, when as many days have passed since as had for what was measured before the plan.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Due {
    /// First local day.
    pub from: Date,
    /// Last local day.
    pub to: Date,
    /// The local day at whose beginning it is measured.
    pub on: Date,
    /// Its effect was judged before: this is to see whether it holds.
    pub is_watch: bool,
}

/// The next period to be measured: as long as the one before the plan, beginning on the day after the promise's last day,
/// or on the first day of a month from then on where it is counted in whole months; after a plan was met, period after
/// period for a year. Each is read as many days after its end as the one before the plan was, or reports that are handled
/// slowly would count before and not after. `None` where nothing is to be measured any more.
pub fn due(plan: &Plan) -> Option<Due> {
    let span = plan.span();
    let state = plan.standing();
    let next = match state {
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
    let on = to
        .tomorrow()
        .and_then(|day| day.checked_add(i64::from(plan.baseline.days_after()).days()))
        .ok()?;
    let is_watch = state == PlanState::Met;
    let after = i64::from((to - plan.promise.due).get_days());
    let due = Due {
        from,
        to,
        on,
        is_watch,
    };
    (!is_watch || after <= WATCH + span).then_some(due)
}

/// Met, not met, or too few to say: by the exact value, or by what anyone may read of it, as the reading says.
pub fn judge(target: &Target, reading: &Reading) -> PlanState {
    let value = if reading.by_told {
        reading.told
    } else {
        reading.value.filter(|_| !target.is_few(reading))
    };
    let Some(value) = value else {
        return PlanState::TooFew;
    };
    if target.is_met_by(value) {
        PlanState::Met
    } else {
        PlanState::NotMet
    }
}

impl Target {
    /// Whether a value is what was promised.
    pub fn is_met_by(&self, value: f64) -> bool {
        match self.goal {
            Goal::AtLeast => value >= self.value,
            Goal::AtMost => value <= self.value,
        }
    }

    /// Whether a reading stands on too few reports or clocks to be judged.
    pub const fn is_few(&self, reading: &Reading) -> bool {
        reading.n < self.fewest
    }
}

impl PlanState {
    /// Its effect was measured.
    pub const fn is_judged(self) -> bool {
        matches!(
            self,
            Self::Met | Self::NotMet | Self::TooFew | Self::Reopened
        )
    }
}

impl Plan {
    /// Where it stands for whom it is judged. A plan that anyone may read is judged by what anyone may read: where it was
    /// judged by the exact value before, it stands where it stood before that, and is measured anew.
    pub fn standing(&self) -> PlanState {
        if !self.public || !self.state.is_judged() || self.told_reading().is_some() {
            return self.state;
        }
        let was = self.steps.iter().rev().find_map(|step| match step.what {
            StepKind::Carried { .. } => Some(PlanState::Carried),
            StepKind::Renewed { .. }
            | StepKind::Reviewed {
                verdict: Verdict::NeedsMore,
                ..
            } => Some(PlanState::Active),
            _ => None,
        });
        was.unwrap_or(PlanState::Active)
    }

    /// The last time its effect was measured, where it was judged by what anyone may read.
    pub fn told_reading(&self) -> Option<&Reading> {
        self.last_reading().filter(|reading| reading.by_told)
    }

    /// Whether more reports of the set came than before there was a plan, as far as whom it is judged for may know.
    pub(super) fn keep_coming(&self, reading: &Reading) -> bool {
        let received = |of: &Reading| {
            if reading.by_told {
                of.told_received
            } else {
                Some(of.received)
            }
        };
        received(&self.baseline).is_some_and(|before| received(reading) > Some(before))
    }
}
