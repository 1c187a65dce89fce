//! How a body publishes its open data.

use serde::{Deserialize, Serialize};

use crate::ids::BodyId;

/// What a body decided about its open data; a document of the directory, so its history is kept.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct OpenData {
    /// Whose.
    pub body: BodyId,
    /// Snapshots are made and offered.
    pub published: bool,
    /// The released, masked words of a report stand in its row. Off unless the body says so: words lead to the report, and
    /// with it to everything else that its page tells.
    pub words: bool,
    /// Where questions about the data go: an office's address of e-mail or of a page.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub contact: Option<String>,
}

impl OpenData {
    /// What holds for a body that decided nothing: published, without words.
    pub const fn usual(body: BodyId) -> Self {
        Self {
            body,
            published: true,
            words: false,
            contact: None,
        }
    }
}
