//! Raising a plan: what it was before is measured and frozen.

use jiff::ToSpan as _;
use jiff::civil::Date;
use lapor_domain::ids::{BodyId, OfficerId, PlanId, UnitId};
use lapor_domain::plan::{
    self, Goal, Origin, Plan, PlanRefusal, PlanState, Promise, ReportSet, Target,
};
use lapor_domain::report::event::ActorRef;
use lapor_domain::rules::Rules;
use lapor_domain::tracking::TrackingNo;
use lapor_store::record::entity::Entity;
use wilayah::RegionCode;

use super::error::impersonal;
use super::measure::{self, Unit};
use super::{PlanError, act};
use crate::admin;
use crate::app::App;
use crate::error::AppError;
use crate::report::case::{self, Onlooker};

/// A plan to be made.
#[derive(Clone, Debug)]
pub struct NewPlan {
    /// Whose.
    pub body: BodyId,
    /// What it is called.
    pub title: String,
    /// What it is raised from.
    pub origin: Origin,
    /// The cause that officers see.
    pub cause: String,
    /// The reports it is about.
    pub set: ReportSet,
    /// The unit that carries it out.
    pub owner: UnitId,
    /// The officer in whose hands it is.
    pub officer: Option<OfficerId>,
    /// Where the money comes from and how much.
    pub budget: String,
    /// What is promised.
    pub promise: String,
    /// Last local day.
    pub due: Date,
    /// Code of the measure.
    pub measure: String,
    /// The value to be reached.
    pub target: f64,
    /// Which way; the measure's own where none is given.
    pub goal: Option<Goal>,
    /// How long the periods are that are compared: the last one before today is the baseline.
    pub span: Span,
    /// Anyone may read it.
    pub public: bool,
}

/// How long the periods are that are compared.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Span {
    /// So many days, 7 to 366.
    Days(u16),
    /// So many whole months, 1 to 12: what anyone may read.
    Months(u8),
}

impl Span {
    fn is_sound(self) -> bool {
        match self {
            Self::Days(days) => (7..=366).contains(&days),
            Self::Months(months) => (1..=12).contains(&months),
        }
    }

    /// The last period that has ended before a day.
    fn before(self, today: Date) -> Result<(Date, Date), PlanRefusal> {
        match self {
            Self::Days(days) => {
                let to = today.yesterday().map_err(|_| PlanRefusal::BadDay)?;
                Ok((to.saturating_sub((i64::from(days) - 1).days()), to))
            }
            Self::Months(months) => {
                let first = today.first_of_month();
                let to = first.yesterday().map_err(|_| PlanRefusal::BadDay)?;
                Ok((first.saturating_sub(i64::from(months).months()), to))
            }
        }
    }
}

/// Makes a plan. `officer` is who raises it; `None` the operator of the machine.
///
/// # Errors
/// [`PlanError`]; then nothing was made.
pub async fn raise(app: &App, new: NewPlan, officer: Option<OfficerId>) -> Result<Plan, PlanError> {
    let rules = app.rules();
    let by = who(&rules, new.body, officer)?;
    for words in [&new.title, &new.cause, &new.promise, &new.budget] {
        impersonal(words)?;
    }
    let measure = measure::measure(&new.measure).ok_or(PlanError::NoMeasure)?;
    check(app, &rules, &new)?;
    if !measure.covers(&new.set) {
        return Err(PlanError::NotNarrowed);
    }
    let reachable = match measure.unit {
        Unit::Percent => (0.0..=100.0).contains(&new.target),
        Unit::Stars => (1.0..=5.0).contains(&new.target),
        Unit::Reports | Unit::Hours | Unit::Times => (0.0..1e9).contains(&new.target),
    };
    if !reachable {
        return Err(PlanError::BadTarget);
    }
    if !new.span.is_sound() {
        return Err(PlanError::BadSpan);
    }
    if new.public && matches!(new.span, Span::Days(_)) {
        return Err(PlanRefusal::NotMonths.into());
    }
    seen(app, &new.set.numbers, officer).await?;
    let now = app.now();
    let today = rules.zone(new.body).local_date(now);
    let days = new.span.before(today)?;
    let baseline = measure::read(app, new.body, &new.set, measure, days, now).await?;
    let made = Plan {
        id: PlanId(app.fresh_id()),
        body: new.body,
        title: new.title.trim().to_owned(),
        origin: new.origin,
        cause: new.cause.trim().to_owned(),
        set: new.set,
        owner: new.owner,
        officer: new.officer,
        budget: new.budget.trim().to_owned(),
        promise: Promise {
            words: new.promise.trim().to_owned(),
            due: new.due,
        },
        target: Target {
            measure: measure.id.to_owned(),
            value: new.target,
            goal: new.goal.unwrap_or(measure.goal),
            fewest: measure.fewest(),
        },
        baseline,
        public: new.public,
        state: PlanState::Active,
        percent: 0,
        steps: Vec::new(),
    };
    let made = plan::raise(made, by, now, today)?;
    admin::put(app, vec![Entity::Plan(Box::new(made.clone()))], by).await?;
    Ok(made)
}

fn who(rules: &Rules, body: BodyId, officer: Option<OfficerId>) -> Result<ActorRef, PlanError> {
    let Some(id) = officer else {
        return Ok(ActorRef::SYSTEM);
    };
    let officer = rules
        .directory
        .officers
        .get(&id)
        .ok_or(AppError::NotPermitted)?;
    if !plan::may_raise(officer, body) {
        return Err(AppError::NotPermitted.into());
    }
    Ok(act::actor(officer, body))
}

/// Everything that is named belongs to the body.
fn check(app: &App, rules: &Rules, new: &NewPlan) -> Result<(), PlanError> {
    let directory = &rules.directory;
    let has_unit = |id: &UnitId| {
        directory
            .units
            .get(id)
            .is_some_and(|unit| unit.body == new.body)
    };
    let category = new
        .set
        .category
        .and_then(|id| directory.categories.get(&id));
    let region = new.set.region.as_deref().map(|code| {
        let code = code.parse::<RegionCode>().ok();
        code.is_some_and(|code| app.places().regions.get(code).is_some())
    });
    let officer = new.officer.and_then(|id| directory.officers.get(&id));
    let is_own = has_unit(&new.owner)
        && new.set.unit.as_ref().is_none_or(has_unit)
        && (new.set.category.is_none()
            || category.is_some_and(|category| category.body == new.body))
        && region.unwrap_or(true)
        && (new.officer.is_none()
            || officer
                .is_some_and(|officer| officer.grants.iter().any(|grant| grant.body == new.body)));
    if is_own {
        Ok(())
    } else {
        Err(PlanError::Foreign)
    }
}

/// Each number is of a report that whoever raises the plan may see.
async fn seen(
    app: &App,
    numbers: &[TrackingNo],
    officer: Option<OfficerId>,
) -> Result<(), PlanError> {
    let onlooker = officer.map_or(Onlooker::Public, Onlooker::Officer);
    for number in numbers {
        if case::by_number(app, *number, onlooker).await?.is_none() {
            return Err(PlanError::UnseenNumber);
        }
    }
    Ok(())
}
