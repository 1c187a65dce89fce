//! Raising a plan: what it was before is measured and frozen.

use jiff::Timestamp;
use jiff::civil::Date;
use lapor_domain::figures;
use lapor_domain::ids::{BodyId, OfficerId, PlanId, ProposalId, UnitId};
use lapor_domain::plan::{
    self, Definition, Origin, Plan, PlanRefusal, PlanState, Promise, ReportSet, Settled, Span,
    Target, measure as rule,
};
use lapor_domain::report::event::ActorRef;
use lapor_domain::rules::Rules;
use lapor_domain::tracking::TrackingNo;
use lapor_store::record::entity::{self, Entity};
use lapor_store::{Change, Tx};
use wilayah::RegionCode;

use super::error::impersonal;
use super::{PlanError, act, measure, settle};
use crate::app::App;
use crate::error::AppError;
use crate::report::case::{self, Onlooker};
use crate::report::filing::clean_line;

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
    /// Code of the measure in the catalogue; which way it should go is the catalogue's.
    pub measure: String,
    /// The value to be reached.
    pub target: f64,
    /// How long the periods are that are compared: the last one before today is the baseline.
    pub span: Span,
    /// Anyone may read it.
    pub public: bool,
    /// The proposal that it adopts.
    pub proposal: Option<ProposalId>,
}

/// Makes a plan. `officer` is who raises it; `None` the operator of the machine.
///
/// # Errors
/// [`PlanError`]; then nothing was made.
pub async fn raise(app: &App, new: NewPlan, officer: Option<OfficerId>) -> Result<Plan, PlanError> {
    let rules = app.rules();
    let by = who(&rules, new.body, officer)?;
    let new = NewPlan {
        title: clean_line(&impersonal(&new.title)?),
        cause: impersonal(&new.cause)?,
        promise: impersonal(&new.promise)?,
        budget: clean_line(&impersonal(&new.budget)?),
        ..new
    };
    let by_measure = figures::measure(&new.measure).ok_or(PlanError::NoMeasure)?;
    let goal = rule::goal(by_measure).ok_or(PlanError::NoMeasure)?;
    check(app, &rules, &new)?;
    if !rule::covers(by_measure, &new.set) {
        return Err(PlanError::NotOfOneKind);
    }
    if !rule::is_reachable(by_measure, new.target) {
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
    let on = rule::known_on(by_measure, days.1, today)?;
    let baseline = measure::read(app, new.body, &new.set, by_measure, days, on).await?;
    let made = Plan {
        id: PlanId(app.fresh_id()),
        body: new.body,
        title: new.title,
        origin: new.origin,
        cause: new.cause,
        set: new.set,
        owner: new.owner,
        officer: new.officer,
        budget: new.budget,
        promise: Promise {
            words: new.promise,
            due: new.due,
        },
        target: Target {
            measure: by_measure.id.to_owned(),
            value: new.target,
            goal,
            fewest: rule::fewest(by_measure),
            definition: Some(Definition::of(by_measure)),
        },
        baseline,
        public: new.public,
        state: PlanState::Active,
        percent: 0,
        steps: Vec::new(),
    };
    let made = plan::raise(made, by, now, today)?;
    let change = Raise {
        plan: made.clone(),
        proposal: new.proposal,
        by,
        now,
    };
    app.store().run(change).await?;
    app.reload_rules(false).await?;
    Ok(made)
}

/// A plan, and with it the proposal that it adopts.
struct Raise {
    plan: Plan,
    proposal: Option<ProposalId>,
    by: ActorRef,
    now: Timestamp,
}

impl Change for Raise {
    type Output = ();
    type Error = PlanError;
    const NAME: &'static str = "raise_plan";

    async fn apply(&self, tx: &mut Tx<'_>) -> Result<(), PlanError> {
        if let Some(id) = self.proposal {
            let found = entity::proposal(tx, id)
                .await?
                .filter(|found| found.body == self.plan.body)
                .ok_or(AppError::NotFound)?;
            if !found.is_taken_up_by(&self.plan) {
                return Err(PlanError::NotOfProposal);
            }
            let adopted = Settled::Adopted { plan: self.plan.id };
            settle::put(tx, &found, adopted, self.by, self.now).await?;
        }
        let document = Entity::Plan(Box::new(self.plan.clone()));
        entity::put(tx, &document, self.by, self.now).await?;
        Ok(())
    }
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
