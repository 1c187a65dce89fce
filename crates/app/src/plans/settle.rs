//! What an officer makes of a proposed plan. Adopting one is raising a plan of it ([`raise`](super::raise())).

use std::sync::Arc;

use jiff::Timestamp;
use lapor_domain::ids::{BodyId, OfficerId, ProposalId};
use lapor_domain::plan::{self, Proposal, Settled, proposal};
use lapor_domain::report::event::ActorRef;
use lapor_domain::rules::Rules;
use lapor_store::record::entity::{self, Entity};
use lapor_store::{Change, Tx};

use super::error::impersonal;
use super::{PlanError, act};
use crate::app::App;
use crate::error::AppError;

/// Proposals of a body, those that wait first, then the latest.
pub fn proposals(app: &App, body: BodyId) -> Vec<Proposal> {
    let rules = app.rules();
    let all = rules.directory.proposals.values();
    let mut all: Vec<Proposal> = all
        .filter(|proposal| proposal.body == body)
        .cloned()
        .collect();
    all.sort_by_key(|it| (it.settled.is_some(), std::cmp::Reverse((it.at, it.id))));
    all
}

/// A proposal as an officer may read it.
///
/// # Errors
/// [`AppError::NotFound`] where there is none for them.
pub fn proposal_of(app: &App, id: ProposalId, officer: OfficerId) -> Result<Proposal, AppError> {
    let rules = app.rules();
    let directory = &rules.directory;
    let officer = directory.officers.get(&officer).ok_or(AppError::NotFound)?;
    let found = directory.proposals.get(&id).ok_or(AppError::NotFound)?;
    if plan::may_read(officer, found.body) {
        Ok(found.clone())
    } else {
        Err(AppError::NotFound)
    }
}

/// Says why no plan is needed.
///
/// # Errors
/// [`PlanError`]: not theirs to say, said before, no reason, a reason that names somebody, or the record.
pub async fn dismiss(
    app: &App,
    id: ProposalId,
    officer: OfficerId,
    reason: &str,
) -> Result<(), PlanError> {
    let change = Dismiss {
        id,
        officer,
        reason: impersonal(reason)?,
        rules: app.rules(),
        now: app.now(),
    };
    app.store().run(change).await?;
    app.reload_rules(false).await?;
    Ok(())
}

struct Dismiss {
    id: ProposalId,
    officer: OfficerId,
    reason: String,
    rules: Arc<Rules>,
    now: Timestamp,
}

impl Change for Dismiss {
    type Output = ();
    type Error = PlanError;
    const NAME: &'static str = "dismiss_plan_proposal";

    async fn apply(&self, tx: &mut Tx<'_>) -> Result<(), PlanError> {
        let officers = &self.rules.directory.officers;
        let officer = officers.get(&self.officer).ok_or(AppError::NotPermitted)?;
        let found = entity::proposal(tx, self.id)
            .await?
            .filter(|found| plan::may_read(officer, found.body))
            .ok_or(AppError::NotFound)?;
        if !plan::may_raise(officer, found.body) {
            return Err(AppError::NotPermitted.into());
        }
        let reason = self.reason.clone();
        let by = act::actor(officer, found.body);
        put(tx, &found, Settled::Dismissed { reason }, by, self.now).await
    }
}

/// Writes what became of a proposal, within the change that brings it about.
pub(super) async fn put(
    tx: &mut Tx<'_>,
    found: &Proposal,
    settled: Settled,
    by: ActorRef,
    now: Timestamp,
) -> Result<(), PlanError> {
    let settled = proposal::settle(found, settled, by, now)?;
    entity::put(tx, &Entity::Proposal(Box::new(settled)), by, now).await?;
    Ok(())
}
