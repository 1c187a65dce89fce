//! Photographs a viewer may see.

use jiff::Timestamp;
use lapor_domain::ids::FileId;
use lapor_domain::report::event::{Attachment, What};
use lapor_domain::visibility::{Viewer, photo_shown, visibility};
use lapor_domain::words::Role;

use super::Assembly;
use crate::error::AppError;
use crate::photo::Told;
use crate::report::photos::PhotoNote;

/// A photograph.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct PhotoView {
    /// Its id.
    pub file: FileId,
    /// Width in pixels.
    pub width: u32,
    /// Height in pixels.
    pub height: u32,
    /// Words about it.
    pub caption: String,
    /// What its sealed original says beside the picture: for officers, who are told so before they release.
    pub told: Vec<Told>,
    /// Who sent it.
    pub role: Role,
    /// When.
    pub at: Timestamp,
    /// Anyone may see it.
    pub is_public: bool,
}

impl Assembly<'_> {
    pub(super) fn photos(&self) -> Result<Vec<PhotoView>, AppError> {
        let side = &self.own;
        let mut shown = Vec::new();
        for attachment in self.attachments() {
            if attachment.is_document()
                || !photo_shown(&side.viewer, &side.view, side.report, attachment.file)
            {
                continue;
            }
            let (seq, role, at) = self.origin(attachment);
            if side.drafts.contains(&seq) {
                continue;
            }
            let Some(note) = self.words.open(&attachment.content)? else {
                continue;
            };
            let note: PhotoNote =
                serde_json::from_str(&note).map_err(lapor_store::record::RecordError::Document)?;
            shown.push(PhotoView {
                file: attachment.file,
                width: note.width,
                height: note.height,
                caption: note.caption,
                told: note.told,
                role,
                at,
                is_public: self.is_photo_public(attachment.file),
            });
        }
        Ok(shown)
    }

    fn is_photo_public(&self, file: FileId) -> bool {
        let report = self.own.report;
        let view = visibility(&Viewer::Public, report, &self.rules.directory);
        photo_shown(&Viewer::Public, &view, report, file)
    }

    fn origin(&self, attachment: &Attachment) -> (u32, Role, Timestamp) {
        let carries = |what: &What| match what {
            What::Received(receipt) | What::Imported { receipt, .. } => {
                receipt.files.contains(attachment)
            }
            What::Replied { files, .. }
            | What::Answered { files, .. }
            | What::ClosureProposed { files, .. } => files.contains(attachment),
            What::FileAdded { file } => file == attachment,
            _ => false,
        };
        self.loaded
            .events
            .iter()
            .find(|event| carries(&event.event.what))
            .map_or(
                (0, Role::Reporter, self.loaded.report.received_at),
                |event| (event.seq, event.actor.role, event.occurred_at),
            )
    }
}
