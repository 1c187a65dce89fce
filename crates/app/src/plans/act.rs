//! A step of a plan: read, decided and written in one change, so that no step of another is lost.

use std::sync::Arc;

use jiff::Timestamp;
use lapor_domain::agency::Officer;
use lapor_domain::ids::{BodyId, OfficerId, PlanId};
use lapor_domain::plan::{self, Given, Plan, StepKind};
use lapor_domain::report::event::ActorRef;
use lapor_domain::rules::Rules;
use lapor_domain::words::Role;
use lapor_store::record::entity::{self, Entity};
use lapor_store::{Change, Tx};

use super::PlanError;
use super::error::impersonal;
use crate::app::App;
use crate::error::AppError;

/// An officer does something with a plan; `None` is the program itself.
///
/// # Errors
/// [`PlanError`]: not theirs to do, against a rule, or the record.
pub async fn act(
    app: &App,
    id: PlanId,
    officer: Option<OfficerId>,
    given: Given,
) -> Result<Plan, PlanError> {
    let act = Act {
        id,
        officer,
        given: worded(given)?,
        rules: app.rules(),
        now: app.now(),
    };
    let next = app.store().run(act).await?;
    app.reload_rules(false).await?;
    Ok(next)
}

/// A step with its words as they are kept.
fn worded(mut given: Given) -> Result<Given, PlanError> {
    let words = match &mut given {
        Given::Progress { note, .. } | Given::Carry { note } | Given::Review { note, .. } => {
            vec![note]
        }
        Given::Renew { promise, reason } => vec![&mut promise.words, reason],
        Given::Cancel { reason } => vec![reason],
        Given::Show { .. } | Given::Evaluate { .. } => vec![],
    };
    for words in words {
        *words = impersonal(words)?;
    }
    Ok(given)
}

/// Who an officer is in a plan's log: in the seat that answers for the body, else the first one there.
pub(super) fn actor(officer: &Officer, body: BodyId) -> ActorRef {
    let grants = || officer.grants.iter().filter(|grant| grant.body == body);
    let high = grants().find(|grant| matches!(grant.role, Role::Coordinator | Role::Leader));
    let grant = high.or_else(|| grants().next());
    ActorRef {
        role: grant.map_or(Role::System, |grant| grant.role),
        officer: Some(officer.id),
        unit: grant.and_then(|grant| grant.node),
    }
}

struct Act {
    id: PlanId,
    officer: Option<OfficerId>,
    given: Given,
    rules: Arc<Rules>,
    now: Timestamp,
}

impl Change for Act {
    type Output = Plan;
    type Error = PlanError;
    const NAME: &'static str = "act_on_plan";

    async fn apply(&self, tx: &mut Tx<'_>) -> Result<Plan, PlanError> {
        let plan = entity::plan(tx, self.id).await?.ok_or(AppError::NotFound)?;
        let directory = &self.rules.directory;
        let by = match self.officer {
            Some(id) => {
                let officer = directory.officers.get(&id).ok_or(AppError::NotPermitted)?;
                if !plan::may_read(officer, plan.body) {
                    return Err(AppError::NotFound.into());
                }
                if !plan::may(officer, &plan, &self.given, directory) {
                    return Err(AppError::NotPermitted.into());
                }
                actor(officer, plan.body)
            }
            None => ActorRef::SYSTEM,
        };
        let today = self.rules.zone(plan.body).local_date(self.now);
        let next = plan::decide(&plan, self.given.clone(), by, self.now, today)?;
        if next != plan {
            entity::put(tx, &Entity::Plan(Box::new(next.clone())), by, self.now).await?;
        }
        Ok(next)
    }
}

/// What a step says in words, where it has any.
pub(super) fn words(what: &StepKind) -> Option<&str> {
    match what {
        StepKind::Progress { note, .. }
        | StepKind::Carried { note }
        | StepKind::Reviewed { note, .. } => Some(note),
        StepKind::Renewed { reason, .. } | StepKind::Cancelled { reason } => Some(reason),
        StepKind::Raised
        | StepKind::Evaluated { .. }
        | StepKind::Held { .. }
        | StepKind::Reopened { .. }
        | StepKind::Shown { .. } => None,
    }
}
