//! The report's row: what lists, filters and look-ups read.

use lapor_domain::report::Report;
use lapor_domain::report::state::State;
use lapor_domain::rules::Rules;
use lapor_domain::visibility;
use lapor_domain::words::{Addressee, Figure, Priority};

use super::model::{REPORT, RowValues};
use super::{OPEN_END, received_day};
use crate::record::{RecordError, micros};
use crate::{Tx, Value, params};

/// Inserts the row of a new report, or writes what the event may have changed.
pub(super) async fn write(
    tx: &mut Tx<'_>,
    rules: &Rules,
    before: Option<&Report>,
    after: &Report,
) -> Result<(), RecordError> {
    if before.is_none() {
        REPORT.insert(tx, &values(after, rules)).await?;
    } else {
        update(tx, after).await?;
    }
    Ok(())
}

async fn update(tx: &mut Tx<'_>, report: &Report) -> Result<(), RecordError> {
    const SQL: &str = "UPDATE report SET holder_id = $1, updated_at = $2, seq = $3, state = $4, figure = $5,
        needs_action = $6, report_type = $7, supervisory = $8, category_id = $9, lead_id = $10, region = $11,
        anonim = $12, rahasia = $13, is_public = $14, priority = $15, round = $16, merge_root = $17, rating = $18,
        due_at = $19, person_id = $20, told = $21, has_barred = $22, public_at = $23
        WHERE id = $24";
    let mut values = RowValues::with_capacity(24);
    changing(report, &mut values);
    values.push(Value::from(report.id.0));
    tx.exec(SQL, &values).await?;
    Ok(())
}

/// The whole row.
pub(crate) fn values<'a>(report: &'a Report, rules: &Rules) -> RowValues<'a> {
    let external = report
        .import
        .as_ref()
        .map(|import| import.external_id.as_str());
    let mut values = RowValues::with_capacity(REPORT.columns.len());
    values.extend_from_slice(params![
        report.id.0,
        report.home.0,
        report.tracking.to_string(),
        external,
        report.received_at,
        received_day(report, rules),
        report.recorded_at,
        report.channel.as_str()
    ]);
    changing(report, &mut values);
    values
}

/// What later events may change, in the order of the columns.
fn changing<'a>(report: &'a Report, values: &mut RowValues<'a>) {
    values.extend([
        Value::from(report.holder.0),
        Value::from(report.updated_at),
        Value::from(report.seq),
        Value::from(report.state.code().as_str()),
        Value::from(report.figure().map(Figure::as_str)),
        Value::from(report.needs_action()),
        Value::from(report.report_type.as_str()),
        Value::from(report.supervisory),
        Value::from(report.category.map(|id| id.0)),
        Value::from(report.lead().map(|id| id.0)),
        Value::from(report.region.as_deref()),
        Value::from(report.anonim),
        Value::from(report.rahasia),
        Value::from(visibility::is_public(report)),
        Value::from(priority(report.priority)),
        Value::from(report.round()),
        Value::from(merge_root(report)),
        Value::from(report.rating),
        Value::from(due_at(report)),
        Value::from(person(report)),
        Value::from(told_bits(&report.told())),
        Value::from(!report.barred().is_empty()),
        Value::from(report.public_at),
    ]);
}

/// Danger sorts first.
pub(crate) const fn priority(priority: Priority) -> i64 {
    match priority {
        Priority::Danger => 0,
        Priority::High => 1,
        Priority::Normal => 2,
    }
}

/// The root whose state this report reads.
pub(super) fn merge_root(report: &Report) -> Option<uuid::Uuid> {
    match &report.state {
        State::Merged(merge) => Some(merge.root.0),
        _ => None,
    }
}

/// The officer to whom the handling was given in person: a field officer's list is of these alone.
fn person(report: &Report) -> Option<uuid::Uuid> {
    let handling = report.state.handling()?;
    handling.person.map(|officer| officer.0)
}

pub(super) fn due_at(report: &Report) -> i64 {
    report.next_due().map_or(OPEN_END, micros)
}

/// Who heard of a delay without having to act on it, as one number; the others have the report in their inbox anyway.
pub(crate) fn told_bits(told: &[Addressee]) -> i64 {
    let bit = |addressee: &Addressee| match addressee {
        Addressee::UnitHead => 1,
        Addressee::Leader => 2,
        Addressee::Overseer => 4,
        Addressee::UnitOfficer
        | Addressee::Coordinator
        | Addressee::Inspector
        | Addressee::Desk => 0,
    };
    told.iter().map(bit).fold(0, |all, bit| all | bit)
}

/// The inverse of [`told_bits`].
pub(crate) fn told_of(bits: i64) -> Vec<Addressee> {
    Addressee::ALL
        .iter()
        .copied()
        .filter(|addressee| told_bits(&[*addressee]) & bits != 0)
        .collect()
}
