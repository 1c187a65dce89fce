//! What can go wrong with the record besides the database.

use lapor_domain::report::upcast::Unreadable;
use lapor_domain::words::UnknownCode;

use crate::StoreError;

/// Failure of the record.
#[derive(Debug, thiserror::Error)]
pub enum RecordError {
    /// The database.
    #[error(transparent)]
    Store(#[from] StoreError),
    /// An event that this program cannot read.
    #[error("an event cannot be read: {0}")]
    Event(#[from] Unreadable),
    /// A row with a code that this program does not know.
    #[error(transparent)]
    Code(#[from] UnknownCode),
    /// A document of an entity, or a payload, that this program cannot read or write.
    #[error("a document cannot be read or written: {0}")]
    Document(#[from] serde_json::Error),
    /// A stream must begin with a receipt.
    #[error("a report's stream must begin with a receipt")]
    NotAReceipt,
    /// Sealed words do not open: another key file, or a damaged row.
    #[error(
        "sealed words do not open: the key file does not belong to this database, or the row is damaged"
    )]
    Sealed,
}
