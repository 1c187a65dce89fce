//! Why a document could not be read.

/// What is wrong with a document that came in.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum WireError {
    /// Not UTF-8.
    #[error("the document is not UTF-8")]
    NotUtf8,
    /// Not well-formed.
    #[error("the document is not well-formed: {0}")]
    Malformed(String),
    /// A document type, which could declare entities that grow without end.
    #[error("a document type declaration is not read")]
    DocumentType,
    /// A reference to an entity that XML itself does not know.
    #[error("unknown entity {0:?}")]
    UnknownEntity(String),
    /// Nested deeper than any document of this protocol.
    #[error("the document is nested too deeply")]
    TooDeep,
    /// More than one document of this protocol ever holds.
    #[error("the document is too large")]
    TooLarge,
    /// Another document than was asked for.
    #[error("the root is <{found}>, not <{wanted}>")]
    OtherRoot {
        /// What was asked for.
        wanted: &'static str,
        /// What came.
        found: String,
    },
    /// An element that must be there.
    #[error("{0} is lacking")]
    Lacking(&'static str),
    /// An element whose value cannot be what it must be.
    #[error("{field} cannot be {found:?}")]
    BadValue {
        /// Its name.
        field: &'static str,
        /// What stood there, cut short.
        found: String,
    },
}

impl WireError {
    pub(crate) fn bad(field: &'static str, found: &str) -> Self {
        Self::BadValue {
            field,
            found: found.chars().take(60).collect(),
        }
    }
}
