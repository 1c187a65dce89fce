//! Joining: a report of its own, merged at birth with the one it is said to be about.

use jiff::Timestamp;
use lapor_domain::report::Report;
use lapor_domain::report::decide::{self, Decision};
use lapor_domain::report::event::{ActorRef, Event, What};
use lapor_domain::rules::Rules;
use lapor_domain::tracking::TrackingNo;
use lapor_store::{Tx, record};

use super::act::elapse;
use crate::error::AppError;

/// Joins a report that was just received to the one with number `to`; false where that cannot be joined (any more):
/// the report is filed all the same, and stays one of its own.
pub(super) async fn join(
    tx: &mut Tx<'_>,
    rules: &Rules,
    report: &Report,
    to: Option<TrackingNo>,
    actor: ActorRef,
    now: Timestamp,
) -> Result<bool, AppError> {
    let Some(number) = to else { return Ok(false) };
    let Some(id) = record::by_tracking(tx, number).await? else {
        return Ok(false);
    };
    let Some(root) = record::load(tx, id).await? else {
        return Ok(false);
    };
    let root = elapse(tx, rules, root, now).await?;
    let context = rules.context(report.holder, now, Some(&root));
    let Ok(decided) = decide::join(report, &context) else {
        return Ok(false);
    };
    let added = Decision {
        occurred_at: now,
        event: Event {
            what: What::FollowerAdded {
                follower: report.id,
            },
            clocks: Vec::new(),
        },
    };
    record::append(
        tx,
        rules,
        report.id,
        Some(report.clone()),
        decided,
        actor,
        now,
    )
    .await?;
    record::append(tx, rules, id, Some(root), vec![added], actor, now).await?;
    Ok(true)
}
