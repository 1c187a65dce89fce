//! A body's own wording of one message, instead of the one that comes with the program.

use serde::{Deserialize, Serialize};
use uuid::Uuid;

use crate::ids::BodyId;

/// One key in one language; a document of the directory, so its history is kept.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Wording {
    /// Follows from body, language and key.
    pub id: Uuid,
    /// Whose.
    pub body: BodyId,
    /// `id`, `en`.
    pub language: String,
    /// Which message: `receipt-sms`.
    pub key: String,
    /// The words, with places in braces; `None` is the one that comes with the program again.
    pub text: Option<String>,
}
