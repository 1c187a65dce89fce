//! Time passes for plans: what is due to be measured is measured, by the same measure as before.

use lapor_domain::plan::{Given, Plan, due};

use super::{PlanError, act, measure};
use crate::app::App;

/// Measures every plan whose period has passed. Gives how many.
///
/// # Errors
/// Where the database fails.
pub async fn round(app: &App) -> Result<usize, PlanError> {
    let mut measured = 0;
    // A plan that was away for long is measured period after period.
    while let Some(plan) = next(app) {
        let Some(period) = due(&plan) else { break };
        let measure = measure::measure(&plan.target.measure).ok_or(PlanError::NoMeasure)?;
        let days = (period.from, period.to);
        let (reading, _) =
            measure::read(app, plan.body, &plan.set, measure, days, app.now()).await?;
        act::act(app, plan.id, None, Given::Evaluate { reading }).await?;
        measured += 1;
    }
    Ok(measured)
}

fn next(app: &App) -> Option<Plan> {
    let rules = app.rules();
    let now = app.now();
    let is_due = |plan: &&Plan| {
        let today = rules.zone(plan.body).local_date(now);
        let known = measure::measure(&plan.target.measure).is_some();
        known && due(plan).is_some_and(|period| period.to < today)
    };
    rules
        .directory
        .plans
        .values()
        .filter(is_due)
        .min_by_key(|plan| plan.id)
        .cloned()
}
