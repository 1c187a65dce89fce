//! Time passes for plans: what is due to be measured is measured, by the same measure as before.

use std::collections::HashSet;

use lapor_domain::figures;
use lapor_domain::ids::PlanId;
use lapor_domain::plan::{Given, Plan, due};

use super::{PlanError, act, measure};
use crate::app::App;

/// Measures every plan of which a period can be compared by now. Gives how many.
///
/// # Errors
/// Where the database fails.
pub async fn round(app: &App) -> Result<usize, PlanError> {
    let mut measured = 0;
    let mut failed = HashSet::new();
    // A plan that was away for long is measured period after period.
    while let Some(plan) = next(app, &failed) {
        match judge(app, &plan).await {
            Ok(()) => measured += 1,
            // One that cannot be measured keeps no other waiting.
            Err(error) => {
                tracing::error!(plan = %plan.id.0, %error, "rencana aksi tidak terukur");
                failed.insert(plan.id);
            }
        }
    }
    Ok(measured)
}

async fn judge(app: &App, plan: &Plan) -> Result<(), PlanError> {
    let by = figures::measure(&plan.target.measure).ok_or(PlanError::NoMeasure)?;
    let period = due(plan).ok_or(PlanError::NoMeasure)?;
    let days = (period.from, period.to);
    let reading = measure::read(app, plan.body, &plan.set, by, days, period.on).await?;
    act::act(app, plan.id, None, Given::Evaluate { reading }).await?;
    Ok(())
}

fn next(app: &App, failed: &HashSet<PlanId>) -> Option<Plan> {
    let rules = app.rules();
    let now = app.now();
    let is_due = |plan: &&Plan| {
        let today = rules.zone(plan.body).local_date(now);
        let known = figures::measure(&plan.target.measure).is_some();
        known && !failed.contains(&plan.id) && due(plan).is_some_and(|period| period.on <= today)
    };
    rules
        .directory
        .plans
        .values()
        .filter(is_due)
        .min_by_key(|plan| plan.id)
        .cloned()
}
