//! Papers that came with a report, by name: their bytes open with a reason only.

use lapor_domain::ids::FileId;
use lapor_domain::visibility::{Item, Opening, may_open};

use super::Assembly;
use crate::error::AppError;
use crate::report::documents::DocumentNote;

/// A paper.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct DocumentView {
    /// Its id.
    pub file: FileId,
    /// Media type.
    pub media_type: String,
    /// Size in bytes.
    pub bytes: u64,
}

impl Assembly<'_> {
    pub(super) fn documents(&self) -> Result<Vec<DocumentView>, AppError> {
        let side = &self.own;
        if may_open(&side.view, Item::AttachmentsOriginal) == Opening::Never {
            return Ok(Vec::new());
        }
        let mut shown = Vec::new();
        for attachment in side.report.files.iter().filter(|one| one.is_document()) {
            let Some(note) = self.words.open(&attachment.content)? else {
                continue;
            };
            let note: DocumentNote =
                serde_json::from_str(&note).map_err(lapor_store::record::RecordError::Document)?;
            shown.push(DocumentView {
                file: attachment.file,
                media_type: note.media_type,
                bytes: note.bytes,
            });
        }
        Ok(shown)
    }
}
