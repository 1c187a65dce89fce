//! Short look-ups of reports that are not lists for people.

use jiff::Timestamp;
use lapor_domain::ids::ReportId;
use uuid::Uuid;

use crate::{StoreError, Tx, params};

/// Reports that the program must look at by itself by now, the earliest first.
///
/// # Errors
/// Where the database fails.
pub async fn timers_due(
    tx: &mut Tx<'_>,
    now: Timestamp,
    limit: u32,
) -> Result<Vec<ReportId>, StoreError> {
    const SQL: &str = "SELECT id FROM report WHERE next_timer <= $1 ORDER BY next_timer LIMIT $2";
    let ids: Vec<Uuid> = tx.rows(SQL, params![now, limit]).await?;
    Ok(ids.into_iter().map(ReportId).collect())
}

/// Reports that share the handling of this one.
///
/// # Errors
/// Where the database fails.
pub async fn followers(tx: &mut Tx<'_>, root: ReportId) -> Result<Vec<ReportId>, StoreError> {
    const SQL: &str = "SELECT id FROM report WHERE merge_root = $1 ORDER BY id";
    let ids: Vec<Uuid> = tx.rows(SQL, params![root.0]).await?;
    Ok(ids.into_iter().map(ReportId).collect())
}
