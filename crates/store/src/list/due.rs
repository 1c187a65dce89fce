//! Which clocks run on the reports of a page: a date says little without what it is for.

use jiff::Timestamp;
use lapor_domain::clock::ClockKind;
use lapor_domain::tracking::TrackingNo;

use super::line::{code, unknown};
use super::sql::Sql;
use crate::record::project::OPEN_END;
use crate::{FromRow, Row, StoreError, Tx, Value};

/// A clock that runs.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Running {
    /// Of which report.
    pub tracking: TrackingNo,
    /// Which.
    pub clock: ClockKind,
    /// Its end, also after an extension.
    pub due: Timestamp,
}

/// The clocks that run on these reports, in one statement for a whole page.
///
/// # Errors
/// Where the database fails.
pub async fn running(tx: &mut Tx<'_>, reports: &[TrackingNo]) -> Result<Vec<Running>, StoreError> {
    if reports.is_empty() {
        return Ok(Vec::new());
    }
    let numbers: Vec<Value<'static>> = reports
        .iter()
        .map(|number| Value::from(number.to_string()))
        .collect();
    let mut sql = Sql::default();
    sql.push("SELECT r.tracking_no, c.kind, coalesce(c.extended_due, c.due_at) FROM report r ")
        .push("JOIN clock_interval c ON c.report_id = r.id WHERE r.tracking_no IN ")
        .bind_all(&numbers)
        .push(" AND c.to_us = ")
        .bind(OPEN_END)
        .push(" AND c.stopped_at IS NULL AND c.paused = ")
        .bind(false);
    tx.rows_dyn(&sql.text, &sql.params).await
}

impl FromRow for Running {
    fn from_row(row: Row<'_>) -> Result<Self, StoreError> {
        Ok(Self {
            tracking: TrackingNo::parse(&row.get::<String>(0)?).map_err(|_| unknown(0))?,
            clock: code(row, 1)?,
            due: row.get(2)?,
        })
    }
}
