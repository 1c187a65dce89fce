//! What a use case may answer instead of doing what was asked. Words are the doors' business.

use lapor_domain::report::refusal::Refusal;
use lapor_store::StoreError;
use lapor_store::record::RecordError;

use crate::files::FileError;
use crate::import::ImportError;
use crate::password::PasswordError;
use crate::photo::PhotoError;

/// Why a use case did nothing.
#[derive(Debug, thiserror::Error)]
pub enum AppError {
    /// A rule stands against it.
    #[error(transparent)]
    Refused(#[from] Refusal),
    /// Fields to be mended; everything that was written is handed back.
    #[error("{} fields must be mended", .0.len())]
    Invalid(Vec<FieldError>),
    /// Does not exist, or must look as if it did not.
    #[error("not found")]
    NotFound,
    /// Not signed in, or the session ended.
    #[error("not signed in")]
    NotSignedIn,
    /// Signed in, but this is not theirs to do.
    #[error("not permitted")]
    NotPermitted,
    /// Too many failed tries; may try again after so many seconds.
    #[error("too many tries; again in {retry_after_seconds} s")]
    Throttled {
        /// Seconds.
        retry_after_seconds: u64,
    },
    /// The same intake key came with other content.
    #[error("the same form was sent with other content")]
    KeyReused,
    /// Photographs were refused: all of them, so that nobody has to mend one after the other.
    #[error("photographs refused: {}", .0.len())]
    Photos(Vec<BadPhoto>),
    /// A password was refused.
    #[error(transparent)]
    Password(#[from] PasswordError),
    /// The record.
    #[error(transparent)]
    Record(#[from] RecordError),
    /// Stored files.
    #[error(transparent)]
    File(#[from] FileError),
    /// A file that was to be imported.
    #[error(transparent)]
    Import(#[from] ImportError),
}

impl From<StoreError> for AppError {
    fn from(error: StoreError) -> Self {
        Self::Record(RecordError::Store(error))
    }
}

impl AppError {
    /// The store's own error, where it is one: what doors answer 503 or 507 to.
    pub const fn store(&self) -> Option<&StoreError> {
        match self {
            Self::Record(RecordError::Store(error)) => Some(error),
            _ => None,
        }
    }
}

/// A field that must be mended: its form name and a code for the words.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct FieldError {
    /// Name of the field in forms.
    pub field: &'static str,
    /// Code: `required`, `too_long`, `not_a_phone`, ….
    pub code: String,
}

impl FieldError {
    /// A field and what is wrong with it.
    pub fn new(field: &'static str, code: impl Into<String>) -> Self {
        Self {
            field,
            code: code.into(),
        }
    }
}

/// A photograph that was refused.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct BadPhoto {
    /// Its position among those sent, from 1.
    pub index: usize,
    /// Why.
    pub error: PhotoError,
}
