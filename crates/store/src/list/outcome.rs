//! How the closed reports of a page ended: "handled" alone would make a refusal look like a repair.

use lapor_domain::ids::ReportId;
use lapor_domain::words::Outcome;
use uuid::Uuid;

use super::line::code;
use super::sql::Sql;
use crate::record::project::OPEN_END;
use crate::{FromRow, Row, StoreError, Tx, Value};

/// The outcomes of those of these reports that are closed, in one statement for a whole page.
///
/// # Errors
/// Where the database fails.
pub async fn outcomes(
    tx: &mut Tx<'_>,
    reports: &[ReportId],
) -> Result<Vec<(ReportId, Outcome)>, StoreError> {
    if reports.is_empty() {
        return Ok(Vec::new());
    }
    let ids: Vec<Value<'static>> = reports.iter().map(|id| Value::from(id.0)).collect();
    let mut sql = Sql::default();
    sql.push(
        "SELECT r.id, s.outcome FROM report r JOIN state_interval s ON s.holder_id = r.holder_id ",
    )
    .push("AND s.received_day = r.received_day AND s.report_id = r.id AND s.to_us = ")
    .bind(OPEN_END)
    .push(" WHERE s.outcome IS NOT NULL AND r.id IN ")
    .bind_all(&ids);
    let found = tx.rows_dyn::<Ended>(&sql.text, &sql.params).await?;
    Ok(found.into_iter().map(|ended| (ended.0, ended.1)).collect())
}

struct Ended(ReportId, Outcome);

impl FromRow for Ended {
    fn from_row(row: Row<'_>) -> Result<Self, StoreError> {
        Ok(Self(ReportId(row.get::<Uuid>(0)?), code(row, 1)?))
    }
}
