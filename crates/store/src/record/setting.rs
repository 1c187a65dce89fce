//! Small facts about the installation: key check, directory version.

use crate::{StoreError, Tx, params};

/// Raised by every change of an entity.
pub const DIRECTORY_VERSION: &str = "directory_version";
/// Raised by every import of regions and boundaries.
pub const REGION_VERSION: &str = "region_version";
/// Check value of the key file, hexadecimal.
pub const KEY_CHECK: &str = "key_check";

/// Reads a setting.
///
/// # Errors
/// Where the database fails.
pub async fn get(tx: &mut Tx<'_>, name: &str) -> Result<Option<String>, StoreError> {
    tx.row("SELECT value FROM setting WHERE name = $1", params![name])
        .await
}

/// Writes a setting.
///
/// # Errors
/// Where the database fails.
pub async fn set(tx: &mut Tx<'_>, name: &str, value: &str) -> Result<(), StoreError> {
    const SQL: &str = "INSERT INTO setting (name, value) VALUES ($1, $2)
        ON CONFLICT (name) DO UPDATE SET value = excluded.value";
    tx.exec(SQL, params![name, value]).await?;
    Ok(())
}
