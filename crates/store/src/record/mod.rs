//! The record of reports: events and words in, read models out, all in one transaction.
//!
//! [`append`] is the only way to write to a report. It is called inside a [`Change`](crate::Change).

pub mod access;
pub mod api_key;
pub mod content;
pub mod credential;
pub mod entity;
mod error;
pub mod events;
pub mod file;
pub mod intake;
pub mod job;
pub mod officer_notice;
pub mod prints;
pub mod project;
pub mod setting;

pub use error::RecordError;

use jiff::Timestamp;
use lapor_domain::ids::ReportId;
use lapor_domain::report::Report;
use lapor_domain::report::decide::Decision;
use lapor_domain::report::event::{ActorRef, Recorded};
use lapor_domain::rules::Rules;
use lapor_domain::tracking::TrackingNo;

use crate::{StoreError, Tx, Value, params};

/// A moment as the record keeps it: microseconds since 1970, UTC.
pub fn micros(at: Timestamp) -> i64 {
    at.as_microsecond()
}

/// A moment from the record. Out of range only in a corrupt row: then the nearest end.
pub fn moment(micros: i64) -> Timestamp {
    Timestamp::from_microsecond(micros).unwrap_or(if micros < 0 {
        Timestamp::MIN
    } else {
        Timestamp::MAX
    })
}

/// Reads a report by folding its events.
///
/// # Errors
/// [`RecordError`] where the database fails or an event cannot be read.
pub async fn load(tx: &mut Tx<'_>, id: ReportId) -> Result<Option<Report>, RecordError> {
    let events = events::of_report(tx, id).await?;
    Ok(Report::fold(id, &events))
}

/// The report with a tracking number.
///
/// # Errors
/// Where the database fails.
pub async fn by_tracking(
    tx: &mut Tx<'_>,
    number: TrackingNo,
) -> Result<Option<ReportId>, StoreError> {
    const SQL: &str = "SELECT id FROM report WHERE tracking_no = $1";
    Ok(tx
        .row::<uuid::Uuid>(SQL, params![number.to_string()])
        .await?
        .map(ReportId))
}

/// The reports with tracking numbers, in the order in which they are named; unknown ones are left out.
///
/// # Errors
/// Where the database fails.
pub async fn by_trackings(
    tx: &mut Tx<'_>,
    numbers: &[TrackingNo],
) -> Result<Vec<ReportId>, StoreError> {
    let mut found = Vec::with_capacity(numbers.len());
    for number in numbers {
        found.extend(by_tracking(tx, *number).await?);
    }
    Ok(found)
}

/// `$1, $2, …` for the ids of several reports, and their values.
fn listed(ids: &[ReportId]) -> (String, Vec<Value<'static>>) {
    let places: Vec<String> = (1..=ids.len()).map(|n| format!("${n}")).collect();
    let values = ids.iter().map(|id| Value::from(id.0)).collect();
    (places.join(", "), values)
}

/// The report imported under an id of the national system.
///
/// # Errors
/// Where the database fails.
pub async fn by_external(tx: &mut Tx<'_>, external: &str) -> Result<Option<ReportId>, StoreError> {
    const SQL: &str = "SELECT id FROM report WHERE external_id = $1";
    Ok(tx
        .row::<uuid::Uuid>(SQL, params![external])
        .await?
        .map(ReportId))
}

/// Appends decisions to a report's stream and projects them.
///
/// `before` is the report as loaded in this transaction, `None` for its first event. Two that append
/// at once conflict on the event's key: the later one is run again, reads again, decides again.
///
/// # Errors
/// [`RecordError`] where the database fails.
pub async fn append(
    tx: &mut Tx<'_>,
    rules: &Rules,
    id: ReportId,
    before: Option<Report>,
    decisions: Vec<Decision>,
    actor: ActorRef,
    now: Timestamp,
) -> Result<Report, RecordError> {
    let mut before = before;
    for decision in decisions {
        // Recorded time never runs backwards within a report, whatever the machine's clock does.
        let recorded_at = before
            .as_ref()
            .map_or(now, |report| now.max(report.updated_at));
        let recorded = Recorded {
            seq: before.as_ref().map_or(1, |report| report.seq + 1),
            occurred_at: decision.occurred_at,
            recorded_at,
            actor,
            event: decision.event,
        };
        let after = match &before {
            Some(report) => {
                let mut after = report.clone();
                after.apply(&recorded);
                after
            }
            None => Report::first(id, &recorded).ok_or(RecordError::NotAReceipt)?,
        };
        events::insert(tx, &after, &recorded).await?;
        project::event(tx, rules, before.as_ref(), &after, &recorded).await?;
        before = Some(after);
    }
    let report = before.ok_or(RecordError::NotAReceipt)?;
    project::timer(tx, rules, &report, now).await?;
    Ok(report)
}
