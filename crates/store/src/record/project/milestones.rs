//! `milestone`: what is counted once when it happens.

use lapor_domain::ids::UnitId;
use lapor_domain::report::Report;
use lapor_domain::report::event::{Recorded, What};
use lapor_domain::rules::Rules;
use lapor_domain::words::Role;

use super::{day_number, received_day};
use crate::record::events::kind;
use crate::record::{RecordError, micros};
use crate::{Tx, params};

/// Inserts the milestone of an event, if it is one.
pub(super) async fn write(
    tx: &mut Tx<'_>,
    rules: &Rules,
    report: &Report,
    recorded: &Recorded,
) -> Result<(), RecordError> {
    const SQL: &str = "INSERT INTO milestone (report_id, seq, kind, occurred_at, recorded_at, occurred_day, holder_id,
        received_day, unit_id, officer_id, value)
        VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11)";
    let Some((unit, value)) = counted(report, recorded) else {
        return Ok(());
    };
    let day = rules.zone(report.home).local_date(recorded.occurred_at);
    tx.exec(
        SQL,
        params![
            report.id.0,
            i64::from(recorded.seq),
            kind(&recorded.event.what),
            micros(recorded.occurred_at),
            micros(recorded.recorded_at),
            day_number(day),
            report.holder.0,
            received_day(report, rules),
            unit.map(|unit| unit.0),
            recorded.actor.officer.map(|officer| officer.0),
            value
        ],
    )
    .await?;
    Ok(())
}

/// Unit and value of what is counted; `None` for what is not.
fn counted(report: &Report, recorded: &Recorded) -> Option<(Option<UnitId>, Option<i64>)> {
    let lead = report.lead();
    let by_reporter = i64::from(recorded.actor.role == Role::Reporter);
    Some(match &recorded.event.what {
        What::Verified { lead, .. }
        | What::Redirected { lead, .. }
        | What::AssignedAnew { lead, .. } => (Some(*lead), None),
        What::Refused { unit, .. } => (Some(*unit), None),
        What::Rated { stars, .. } => (lead, Some(i64::from(*stars))),
        What::Reopened { .. } => (lead, Some(by_reporter)),
        What::Closed { .. }
        | What::Answered { .. }
        | What::ClosureProposed { .. }
        | What::Disputed { .. }
        | What::Archived { .. }
        | What::TransferredOut { .. }
        | What::TransferredWithin { .. }
        | What::ReturnedToDesk { .. }
        | What::Forwarded { .. }
        | What::Held { .. }
        | What::Extended { .. }
        | What::Merged { .. }
        | What::Unmerged { .. }
        | What::Upheld { .. }
        | What::Objected { .. }
        | What::Restored { .. }
        | What::Breached { .. }
        | What::Escalated { .. } => (lead, None),
        _ => return None,
    })
}
