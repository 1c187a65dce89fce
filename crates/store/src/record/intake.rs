//! Idempotent intake: a key, scoped to body, door and sender, gives the same answer for 30 days.

use jiff::Timestamp;
use lapor_domain::ids::{BodyId, ReportId};
use uuid::Uuid;

use super::micros;
use crate::{StoreError, Tx, params};

/// What a key was used for before.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Earlier {
    /// Never seen.
    New,
    /// The same content: answer with that report again.
    Same(ReportId),
    /// Another content under the same key: refuse.
    Other,
}

/// Looks a key up. `key_hash` covers the sender; `content_hash` covers everything that was sent.
///
/// # Errors
/// Where the database fails.
pub async fn find(
    tx: &mut Tx<'_>,
    body: BodyId,
    door: &str,
    key_hash: &[u8; 32],
    content_hash: &[u8; 32],
) -> Result<Earlier, StoreError> {
    const SQL: &str = "SELECT content_hash, report_id FROM intake_key WHERE body_id = $1 AND door = $2 AND key_hash = $3";
    let row = tx
        .row::<(Vec<u8>, Uuid)>(SQL, params![body.0, door, key_hash])
        .await?;
    Ok(match row {
        None => Earlier::New,
        Some((content, report)) if content == content_hash => Earlier::Same(ReportId(report)),
        Some(_) => Earlier::Other,
    })
}

/// Remembers a key until `expires_at`.
///
/// # Errors
/// Where the database fails.
pub async fn remember(
    tx: &mut Tx<'_>,
    body: BodyId,
    door: &str,
    key_hash: &[u8; 32],
    content_hash: &[u8; 32],
    report: ReportId,
    expires_at: Timestamp,
) -> Result<(), StoreError> {
    const SQL: &str =
        "INSERT INTO intake_key (body_id, door, key_hash, content_hash, report_id, expires_at)
        VALUES ($1, $2, $3, $4, $5, $6)";
    tx.exec(
        SQL,
        params![
            body.0,
            door,
            key_hash,
            content_hash,
            report.0,
            micros(expires_at)
        ],
    )
    .await?;
    Ok(())
}

/// Keeps the keyed hash of a telephone number, an e-mail address or a NIK.
///
/// # Errors
/// Where the database fails.
pub async fn put_lookup(
    tx: &mut Tx<'_>,
    body: BodyId,
    purpose: &str,
    hash: &[u8; 32],
    report: ReportId,
) -> Result<(), StoreError> {
    const SQL: &str =
        "INSERT INTO contact_lookup (body_id, purpose, hash, report_id) VALUES ($1, $2, $3, $4)
        ON CONFLICT (body_id, purpose, hash, report_id) DO NOTHING";
    tx.exec(SQL, params![body.0, purpose, hash, report.0])
        .await?;
    Ok(())
}

/// Reports of a body filed with a telephone number, an e-mail address or a NIK; at most 50.
///
/// # Errors
/// Where the database fails.
pub async fn by_contact(
    tx: &mut Tx<'_>,
    body: BodyId,
    purpose: &str,
    hash: &[u8; 32],
) -> Result<Vec<ReportId>, StoreError> {
    const SQL: &str =
        "SELECT report_id FROM contact_lookup WHERE body_id = $1 AND purpose = $2 AND hash = $3
        ORDER BY report_id DESC LIMIT 50";
    Ok(tx
        .rows::<Uuid>(SQL, params![body.0, purpose, hash])
        .await?
        .into_iter()
        .map(ReportId)
        .collect())
}

/// Whether a report was filed with this telephone number, e-mail address or NIK.
///
/// # Errors
/// Where the database fails.
pub async fn is_of_contact(
    tx: &mut Tx<'_>,
    body: BodyId,
    purpose: &str,
    hash: &[u8; 32],
    report: ReportId,
) -> Result<bool, StoreError> {
    const SQL: &str = "SELECT report_id FROM contact_lookup
        WHERE body_id = $1 AND purpose = $2 AND hash = $3 AND report_id = $4";
    let row = tx
        .row::<Uuid>(SQL, params![body.0, purpose, hash, report.0])
        .await?;
    Ok(row.is_some())
}

/// Whether two reports were filed with one telephone number, e-mail address or NIK; `None` where one of
/// them was filed with none. The address of a post is nobody's own.
///
/// # Errors
/// Where the database fails.
pub async fn same_contact(
    tx: &mut Tx<'_>,
    one: ReportId,
    other: ReportId,
) -> Result<Option<bool>, StoreError> {
    const KNOWN: &str =
        "SELECT count(*) FROM contact_lookup WHERE report_id = $1 AND purpose <> 'link'";
    const SHARED: &str = "SELECT count(*) FROM contact_lookup a
        JOIN contact_lookup b ON b.body_id = a.body_id AND b.purpose = a.purpose AND b.hash = a.hash
        WHERE a.report_id = $1 AND b.report_id = $2 AND a.purpose <> 'link'";
    for report in [one, other] {
        let known = tx.rows::<i64>(KNOWN, params![report.0]).await?;
        if known.first().is_none_or(|count| *count == 0) {
            return Ok(None);
        }
    }
    let shared = tx.rows::<i64>(SHARED, params![one.0, other.0]).await?;
    Ok(Some(shared.first().is_some_and(|count| *count > 0)))
}

/// Forgets how to find a report by contact (erasure).
///
/// # Errors
/// Where the database fails.
pub async fn forget_lookups(tx: &mut Tx<'_>, report: ReportId) -> Result<(), StoreError> {
    tx.exec(
        "DELETE FROM contact_lookup WHERE report_id = $1",
        params![report.0],
    )
    .await?;
    Ok(())
}
