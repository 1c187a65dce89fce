//! Documents of an office: drafts, published editions and their files.

mod edition;
mod file;
mod hidden;

pub use edition::{
    Edition, EditionState, Frozen, edit, get, insert, of_body, publish, published, published_of,
    remove, withdraw,
};
pub use file::{StoredFile, fingerprints, forget_bytes, get as file, put as put_file, with_files};
pub use hidden::hidden_from;

use jiff::Timestamp;

use crate::{StoreError, Tx, params};

/// When the last event that has its place was recorded; none where there is no event. The last of the order need not be it: what
/// comes from another process may be placed behind what was recorded a little later. So the last thousand places are asked.
///
/// # Errors
/// Where the database fails.
pub async fn last_recorded(tx: &mut Tx<'_>) -> Result<Option<Timestamp>, StoreError> {
    const SQL: &str = "SELECT max(recorded_at) FROM event
        WHERE position > (SELECT position - 1000 FROM sequencer WHERE id = 1)";
    let last: Option<Option<Timestamp>> = tx.row(SQL, params![]).await?;
    Ok(last.flatten())
}
