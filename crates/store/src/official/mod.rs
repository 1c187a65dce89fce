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

/// When the last event of the order was recorded; none where there is no event.
///
/// # Errors
/// Where the database fails.
pub async fn last_recorded(tx: &mut Tx<'_>) -> Result<Option<Timestamp>, StoreError> {
    const SQL: &str = "SELECT recorded_at FROM event
        WHERE position = (SELECT position FROM sequencer WHERE id = 1)";
    tx.row::<Timestamp>(SQL, params![]).await
}
