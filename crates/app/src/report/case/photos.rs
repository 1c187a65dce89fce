//! Photographs a viewer may see.

use jiff::Timestamp;
use lapor_domain::ids::FileId;
use lapor_domain::report::event::{Attachment, What};
use lapor_domain::visibility::{Item, Opening, may_open};
use lapor_domain::words::Role;

use super::{Assembly, Onlooker};
use crate::error::AppError;
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
    /// Who sent it.
    pub role: Role,
    /// When.
    pub at: Timestamp,
}

impl Assembly<'_> {
    pub(super) fn photos(&self) -> Result<Vec<PhotoView>, AppError> {
        let free = may_open(&self.view, Item::Derivatives) == Opening::Free;
        let officer_evidence_only = !free && self.shows_evidence();
        if !free && !officer_evidence_only {
            return Ok(Vec::new());
        }
        let mut shown = Vec::new();
        for attachment in self.attachments() {
            let (role, at) = self.origin(attachment);
            if officer_evidence_only && role == Role::Reporter {
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
                role,
                at,
            });
        }
        Ok(shown)
    }

    /// The reporter always sees what officers showed them as evidence.
    fn shows_evidence(&self) -> bool {
        self.onlooker == Onlooker::Reporter
    }

    fn origin(&self, attachment: &Attachment) -> (Role, Timestamp) {
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
            .map_or((Role::Reporter, self.loaded.report.received_at), |event| {
                (event.actor.role, event.occurred_at)
            })
    }
}
