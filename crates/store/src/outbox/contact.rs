//! Who asked not to be written to, and in which language others are.

use jiff::Timestamp;
use lapor_domain::ids::{BodyId, ReportId};

use super::Purpose;
use crate::record::micros;
use crate::{StoreError, Tx, params};

/// Notes that the holder of an address wants no more messages of a body.
///
/// # Errors
/// Where the database fails.
pub async fn stop(
    tx: &mut Tx<'_>,
    body: BodyId,
    purpose: Purpose,
    hash: &[u8; 32],
    now: Timestamp,
) -> Result<(), StoreError> {
    const SQL: &str =
        "INSERT INTO contact_stop (body_id, purpose, hash, at_us) VALUES ($1, $2, $3, $4)
        ON CONFLICT (body_id, purpose, hash) DO NOTHING";
    tx.exec(SQL, params![body.0, purpose.as_str(), hash, micros(now)])
        .await
        .map(drop)
}

/// They want to hear again.
///
/// # Errors
/// Where the database fails.
pub async fn resume(
    tx: &mut Tx<'_>,
    body: BodyId,
    purpose: Purpose,
    hash: &[u8; 32],
) -> Result<(), StoreError> {
    const SQL: &str = "DELETE FROM contact_stop WHERE body_id = $1 AND purpose = $2 AND hash = $3";
    unmark(tx, SQL, body, purpose, hash).await
}

/// Whether they want none.
///
/// # Errors
/// Where the database fails.
pub async fn is_stopped(
    tx: &mut Tx<'_>,
    body: BodyId,
    purpose: Purpose,
    hash: &[u8; 32],
) -> Result<bool, StoreError> {
    const SQL: &str =
        "SELECT at_us FROM contact_stop WHERE body_id = $1 AND purpose = $2 AND hash = $3";
    is_marked(tx, SQL, body, purpose, hash).await
}

/// Whether an address is marked, in the table of the statement.
pub(super) async fn is_marked(
    tx: &mut Tx<'_>,
    sql: &'static str,
    body: BodyId,
    purpose: Purpose,
    hash: &[u8; 32],
) -> Result<bool, StoreError> {
    let row = tx
        .row::<i64>(sql, params![body.0, purpose.as_str(), hash])
        .await?;
    Ok(row.is_some())
}

/// Takes the mark of an address away, in the table of the statement.
pub(super) async fn unmark(
    tx: &mut Tx<'_>,
    sql: &'static str,
    body: BodyId,
    purpose: Purpose,
    hash: &[u8; 32],
) -> Result<(), StoreError> {
    tx.exec(sql, params![body.0, purpose.as_str(), hash])
        .await
        .map(drop)
}

/// Notes the language a reporter is written to.
///
/// # Errors
/// Where the database fails.
pub async fn set_language(
    tx: &mut Tx<'_>,
    report: ReportId,
    language: &str,
) -> Result<(), StoreError> {
    const SQL: &str = "INSERT INTO reporter_language (report_id, language) VALUES ($1, $2)
        ON CONFLICT (report_id) DO UPDATE SET language = excluded.language";
    tx.exec(SQL, params![report.0, language]).await.map(drop)
}

/// The language noted; `None` is Indonesian.
///
/// # Errors
/// Where the database fails.
pub async fn language(tx: &mut Tx<'_>, report: ReportId) -> Result<Option<String>, StoreError> {
    const SQL: &str = "SELECT language FROM reporter_language WHERE report_id = $1";
    tx.row(SQL, params![report.0]).await
}
