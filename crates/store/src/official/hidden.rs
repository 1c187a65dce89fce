//! Reports of which an officer may not know.

use jiff::Timestamp;
use lapor_domain::ids::{OfficerId, ReportId};
use uuid::Uuid;

use crate::{StoreError, Tx, params};

/// Reports received before a moment that are about an officer, or are merged into one that is.
///
/// # Errors
/// Where the database fails.
pub async fn hidden_from(
    tx: &mut Tx<'_>,
    officer: OfficerId,
    before: Timestamp,
) -> Result<Vec<ReportId>, StoreError> {
    const SQL: &str = "SELECT r.id FROM report_excluded x CROSS JOIN report r
        WHERE x.officer_id = $1 AND r.id = x.report_id AND r.received_at < $2
        UNION SELECT r.id FROM report_excluded x CROSS JOIN report r
        WHERE x.officer_id = $1 AND r.merge_root = x.report_id AND r.received_at < $2";
    let found: Vec<Uuid> = tx.rows(SQL, params![officer.0, before]).await?;
    Ok(found.into_iter().map(ReportId).collect())
}
