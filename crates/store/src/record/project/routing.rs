//! `routing_outcome`: what the program proposed at a verification, beside what the officer decided.

use lapor_domain::report::Report;
use lapor_domain::report::event::{Recorded, What};
use lapor_domain::rules::Rules;
use lapor_domain::words::Role;

use super::day_number;
use super::model::{ROUTING_OUTCOME, RowValues};
use crate::record::RecordError;
use crate::{Tx, Value};

/// Inserts the row of a verification that had a proposal.
pub(super) async fn write(
    tx: &mut Tx<'_>,
    rules: &Rules,
    report: &Report,
    recorded: &Recorded,
) -> Result<(), RecordError> {
    if let Some(row) = values(rules, report, recorded) {
        ROUTING_OUTCOME.insert(tx, &row).await?;
    }
    Ok(())
}

/// The row of a verification that had a proposal. What the program decided by itself is no officer's judgement of it.
pub(crate) fn values(
    rules: &Rules,
    report: &Report,
    recorded: &Recorded,
) -> Option<RowValues<'static>> {
    let What::Verified {
        lead,
        category,
        proposed: Some(proposed),
        ..
    } = &recorded.event.what
    else {
        return None;
    };
    if recorded.actor.role == Role::System {
        return None;
    }
    let day = rules.zone(report.home).local_date(recorded.occurred_at);
    Some(vec![
        Value::from(report.id.0),
        Value::from(recorded.seq),
        Value::from(recorded.occurred_at),
        Value::from(day_number(day)),
        Value::from(report.holder.0),
        Value::from(proposed.source.as_str()),
        Value::from(i64::from(proposed.confidence)),
        Value::from(proposed.lead.map(|id| id.0)),
        Value::from(lead.0),
        Value::from(proposed.category.map(|id| id.0)),
        Value::from(category.0),
    ])
}
