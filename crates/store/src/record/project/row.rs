//! The report's row: what lists, filters and look-ups read.

use lapor_domain::report::Report;
use lapor_domain::report::state::State;
use lapor_domain::rules::Rules;
use lapor_domain::visibility;
use lapor_domain::words::Priority;

use super::{OPEN_END, received_day};
use crate::record::{RecordError, micros};
use crate::{Tx, params};

/// Inserts the row of a new report, or writes what the event may have changed.
pub(super) async fn write(
    tx: &mut Tx<'_>,
    rules: &Rules,
    before: Option<&Report>,
    after: &Report,
) -> Result<(), RecordError> {
    if before.is_none() {
        insert(tx, rules, after).await
    } else {
        update(tx, after).await
    }
}

async fn insert(tx: &mut Tx<'_>, rules: &Rules, report: &Report) -> Result<(), RecordError> {
    const SQL: &str = "INSERT INTO report (id, body_id, holder_id, tracking_no, external_id, received_at, received_day,
        recorded_at, updated_at, seq, state, figure, is_open, report_type, supervisory, category_id, lead_id, region,
        channel, anonim, rahasia, is_public, priority, round, merge_root, rating, due_at)
        VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15, $16, $17, $18, $19, $20, $21, $22,
        $23, $24, $25, $26, $27)";
    tx.exec(
        SQL,
        params![
            report.id.0,
            report.home.0,
            report.holder.0,
            report.tracking.to_string(),
            report
                .import
                .as_ref()
                .map(|import| import.external_id.as_str()),
            micros(report.received_at),
            received_day(report, rules),
            micros(report.recorded_at),
            micros(report.updated_at),
            i64::from(report.seq),
            report.state.code().as_str(),
            report.figure().map(lapor_domain::words::Figure::as_str),
            report.state.is_open(),
            report.report_type.as_str(),
            report.supervisory,
            report.category.map(|id| id.0),
            report.lead().map(|id| id.0),
            report.region.as_deref(),
            report.channel.as_str(),
            report.anonim,
            report.rahasia,
            visibility::is_public(report),
            priority(report.priority),
            i64::from(report.round()),
            merge_root(report),
            report.rating.map(i64::from),
            due_at(report)
        ],
    )
    .await?;
    Ok(())
}

async fn update(tx: &mut Tx<'_>, report: &Report) -> Result<(), RecordError> {
    const SQL: &str = "UPDATE report SET holder_id = $2, updated_at = $3, seq = $4, state = $5, figure = $6,
        is_open = $7, report_type = $8, supervisory = $9, category_id = $10, lead_id = $11, region = $12,
        anonim = $13, rahasia = $14, is_public = $15, priority = $16, round = $17, merge_root = $18, rating = $19,
        due_at = $20 WHERE id = $1";
    tx.exec(
        SQL,
        params![
            report.id.0,
            report.holder.0,
            micros(report.updated_at),
            i64::from(report.seq),
            report.state.code().as_str(),
            report.figure().map(lapor_domain::words::Figure::as_str),
            report.state.is_open(),
            report.report_type.as_str(),
            report.supervisory,
            report.category.map(|id| id.0),
            report.lead().map(|id| id.0),
            report.region.as_deref(),
            report.anonim,
            report.rahasia,
            visibility::is_public(report),
            priority(report.priority),
            i64::from(report.round()),
            merge_root(report),
            report.rating.map(i64::from),
            due_at(report)
        ],
    )
    .await?;
    Ok(())
}

/// Danger sorts first.
pub(super) const fn priority(priority: Priority) -> i64 {
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

fn due_at(report: &Report) -> i64 {
    report.next_due().map_or(OPEN_END, micros)
}
