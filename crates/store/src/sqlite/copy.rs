//! A whole copy of a database file, taken while others write to it.

use std::fs::File;
use std::path::Path;

use rusqlite::OpenFlags;

use super::{error, open};
use crate::StoreError;

/// Copies one consistent snapshot into `to`, a new or empty file, and reads the copy once. Neither migrates nor
/// changes `from`. On return the copy is on the disk.
pub(crate) fn copy(from: &Path, to: &Path) -> Result<(), StoreError> {
    let unusable = |why: String| StoreError::Unavailable(format!("{}: {why}", to.display()));
    let name = to
        .to_str()
        .ok_or_else(|| unusable("nama berkasnya bukan UTF-8".to_owned()))?;
    let read_only = OpenFlags::SQLITE_OPEN_READ_ONLY | OpenFlags::SQLITE_OPEN_NO_MUTEX;
    open(from, read_only)?
        .execute("VACUUM INTO ?1", [name])
        .map_err(|e| error(&e))?;
    // SQLite leaves it to the system when such a file reaches the disk.
    File::open(to)
        .and_then(|file| file.sync_all())
        .map_err(|e| unusable(e.to_string()))?;
    let told: String = open(to, read_only)?
        .query_row("PRAGMA quick_check", [], |row| row.get(0))
        .map_err(|e| error(&e))?;
    match told.as_str() {
        "ok" => Ok(()),
        _ => Err(unusable(told)),
    }
}
