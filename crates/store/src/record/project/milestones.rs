//! `milestone`: what is counted once when it happens.

use lapor_domain::ids::{BodyId, UnitId};
use lapor_domain::report::Report;
use lapor_domain::report::event::{Recorded, What};
use lapor_domain::report::state::SupportEnd;
use lapor_domain::rules::Rules;
use lapor_domain::words::{EndedBy, Role};

use super::model::{MILESTONE, RowValues};
use super::{day_number, received_day};
use crate::record::RecordError;
use crate::record::events::kind;
use crate::{Tx, Value};

/// Inserts the milestone of an event, if it is one.
pub(super) async fn write(
    tx: &mut Tx<'_>,
    rules: &Rules,
    report: &Report,
    recorded: &Recorded,
) -> Result<(), RecordError> {
    if let Some(row) = values(rules, report, recorded) {
        MILESTONE.insert(tx, &row).await?;
    }
    Ok(())
}

/// The milestone of an event, if it is one.
pub(crate) fn values(
    rules: &Rules,
    report: &Report,
    recorded: &Recorded,
) -> Option<RowValues<'static>> {
    let (unit, value) = counted(report, recorded)?;
    let day = rules.zone(report.home).local_date(recorded.occurred_at);
    Some(vec![
        Value::from(report.id.0),
        Value::from(recorded.seq),
        Value::from(kind(&recorded.event.what)),
        Value::from(recorded.occurred_at),
        Value::from(recorded.recorded_at),
        Value::from(day_number(day)),
        Value::from(holder(report, recorded).0),
        Value::from(received_day(report, rules)),
        Value::from(unit.map(|unit| unit.0)),
        Value::from(recorded.actor.officer.map(|officer| officer.0)),
        Value::from(value),
    ])
}

/// Whose doing it was: what gives a report away is counted where it was.
const fn holder(report: &Report, recorded: &Recorded) -> BodyId {
    match &recorded.event.what {
        What::TransferredWithin { from, .. } | What::ReturnedToDesk { from, .. } => *from,
        _ => report.holder,
    }
}

fn place_of(how: SupportEnd) -> Option<i64> {
    let place = SupportEnd::ALL.iter().position(|known| *known == how)?;
    i64::try_from(place).ok()
}

/// Unit and value of what is counted; `None` for what is not.
fn counted(report: &Report, recorded: &Recorded) -> Option<(Option<UnitId>, Option<i64>)> {
    let lead = report.lead();
    let by_reporter = i64::from(recorded.actor.role == Role::Reporter);
    Some(match &recorded.event.what {
        What::Verified { lead, .. }
        | What::Redirected { lead, .. }
        | What::AssignedAnew { lead, .. } => (Some(*lead), None),
        What::Refused { unit, .. } | What::ReferredToPpid { unit, .. } => (Some(*unit), None),
        What::SupportAdded { support } => (Some(support.unit), None),
        // How it ended, by its place in the vocabulary.
        What::SupportEnded { unit, how, .. } => (Some(*unit), place_of(*how)),
        What::Rated { stars, .. } => (lead, Some(i64::from(*stars))),
        What::Reopened { .. } => (lead, Some(by_reporter)),
        // Silence and consent are counted apart.
        What::Closed { by, .. } => (lead, Some(i64::from(*by == EndedBy::System))),
        What::Answered { .. }
        | What::ClosureProposed { .. }
        | What::Disputed { .. }
        | What::SharedConfirmed
        | What::SharedDisputed { .. }
        | What::FollowerDisputed { .. }
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
