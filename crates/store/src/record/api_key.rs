//! Secrets of programs' keys: only keyed hashes, and when each was last used. What a key opens is a
//! document of the directory ([`Entity::ApiKey`](super::entity::Entity)).

use jiff::Timestamp;
use lapor_domain::ids::ApiKeyId;
use uuid::Uuid;

use super::{micros, moment};
use crate::{StoreError, Tx, params};

/// The stored side of a key.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct StoredKey {
    /// Keyed hash of its secret.
    pub secret_hash: [u8; 32],
    /// Last use noted.
    pub used_at: Option<Timestamp>,
}

/// Keeps the hash of a new key's secret.
///
/// # Errors
/// Where the database fails.
pub async fn put(
    tx: &mut Tx<'_>,
    id: ApiKeyId,
    secret_hash: &[u8; 32],
    now: Timestamp,
) -> Result<(), StoreError> {
    const SQL: &str = "INSERT INTO api_key (id, secret_hash, created_at) VALUES ($1, $2, $3)";
    tx.exec(SQL, params![id.0, secret_hash, micros(now)])
        .await?;
    Ok(())
}

/// A key that was not taken back.
///
/// # Errors
/// Where the database fails.
pub async fn get(tx: &mut Tx<'_>, id: ApiKeyId) -> Result<Option<StoredKey>, StoreError> {
    const SQL: &str =
        "SELECT secret_hash, used_at FROM api_key WHERE id = $1 AND revoked_at IS NULL";
    let row = tx
        .row::<([u8; 32], Option<i64>)>(SQL, params![id.0])
        .await?;
    Ok(row.map(|(secret_hash, used_at)| StoredKey {
        secret_hash,
        used_at: used_at.map(moment),
    }))
}

/// Notes that a key was used.
///
/// # Errors
/// Where the database fails.
pub async fn touch(tx: &mut Tx<'_>, id: ApiKeyId, now: Timestamp) -> Result<(), StoreError> {
    const SQL: &str = "UPDATE api_key SET used_at = $2 WHERE id = $1";
    tx.exec(SQL, params![id.0, micros(now)]).await?;
    Ok(())
}

/// Takes a key back: from this commit on no process lets it in.
///
/// # Errors
/// Where the database fails.
pub async fn revoke(tx: &mut Tx<'_>, id: ApiKeyId, now: Timestamp) -> Result<(), StoreError> {
    const SQL: &str = "UPDATE api_key SET revoked_at = $2 WHERE id = $1 AND revoked_at IS NULL";
    tx.exec(SQL, params![id.0, micros(now)]).await?;
    Ok(())
}

/// When each key was last used; keys never used are left out.
///
/// # Errors
/// Where the database fails.
pub async fn uses(tx: &mut Tx<'_>) -> Result<Vec<(ApiKeyId, Timestamp)>, StoreError> {
    const SQL: &str = "SELECT id, used_at FROM api_key WHERE used_at IS NOT NULL ORDER BY id";
    let rows = tx.rows::<(Uuid, i64)>(SQL, params![]).await?;
    Ok(rows
        .into_iter()
        .map(|(id, at)| (ApiKeyId(id), moment(at)))
        .collect())
}
