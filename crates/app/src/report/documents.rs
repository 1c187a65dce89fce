//! Papers on their way in: a letter's scan, kept sealed and as it came. Never decoded here, never public.

use std::sync::Arc;

use lapor_domain::content::ContentKind;
use lapor_domain::ids::{BodyId, FileId, ReportId};
use lapor_domain::report::event::Attachment;
use lapor_store::record::file::FileRow;
use serde::{Deserialize, Serialize};
use sha2::{Digest, Sha256};

use super::MAX_DOCUMENTS;
use super::photos::KeptPhoto;
use crate::app::{App, Draft};
use crate::error::{AppError, FieldError};
use crate::files::FileError;

/// Largest paper, in bytes.
pub const MAX_BYTES: usize = 10 * 1024 * 1024;
/// Which variant of an attachment its row is.
pub const VARIANT: &str = "document";
/// A PDF ends near its end: one that does not was cut off on its way.
const TAIL: usize = 2_048;

/// A paper as sent.
#[derive(Clone, Default, PartialEq, Eq)]
pub struct RawDocument {
    /// The bytes.
    pub bytes: Arc<[u8]>,
}

impl std::fmt::Debug for RawDocument {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "RawDocument({} bytes)", self.bytes.len())
    }
}

/// What a paper may be.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Kind {
    /// PDF.
    Pdf,
    /// JPEG.
    Jpeg,
    /// PNG.
    Png,
    /// WebP.
    Webp,
}

impl Kind {
    /// By its first bytes; a name or a sender's word says nothing.
    pub fn of(bytes: &[u8]) -> Option<Self> {
        if bytes.starts_with(b"%PDF-") {
            let tail = bytes.get(bytes.len().saturating_sub(TAIL)..)?;
            return tail
                .windows(5)
                .any(|part| part == b"%%EOF")
                .then_some(Self::Pdf);
        }
        if bytes.starts_with(&[0xFF, 0xD8, 0xFF]) {
            return Some(Self::Jpeg);
        }
        if bytes.starts_with(b"\x89PNG\r\n\x1a\n") {
            return Some(Self::Png);
        }
        let is_webp = bytes.starts_with(b"RIFF") && bytes.get(8..12) == Some(b"WEBP");
        is_webp.then_some(Self::Webp)
    }

    /// Media type.
    pub const fn media_type(self) -> &'static str {
        match self {
            Self::Pdf => "application/pdf",
            Self::Jpeg => "image/jpeg",
            Self::Png => "image/png",
            Self::Webp => "image/webp",
        }
    }

    /// How its file's name ends.
    pub const fn extension(self) -> &'static str {
        match self {
            Self::Pdf => "pdf",
            Self::Jpeg => "jpg",
            Self::Png => "png",
            Self::Webp => "webp",
        }
    }
}

/// What the erasable description of a paper holds.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct DocumentNote {
    /// Media type, as its bytes say.
    pub media_type: String,
    /// Size in bytes.
    pub bytes: u64,
}

/// Notes what is wrong with papers.
pub(super) fn check(documents: &[RawDocument], errors: &mut Vec<FieldError>) {
    if documents.len() > MAX_DOCUMENTS {
        errors.push(FieldError::new("scans", "too_many"));
    }
    if documents.iter().any(|one| one.bytes.len() > MAX_BYTES) {
        errors.push(FieldError::new("scans", "too_large"));
    } else if documents.iter().any(|one| Kind::of(&one.bytes).is_none()) {
        errors.push(FieldError::new("scans", "not_a_document"));
    }
}

/// Keeps papers sealed on disk, before the change that refers to them.
///
/// # Errors
/// A full disk.
pub(crate) async fn keep(
    app: &App,
    draft: &mut Draft,
    home: BodyId,
    report: ReportId,
    documents: Vec<RawDocument>,
) -> Result<Vec<KeptPhoto>, AppError> {
    let mut kept = Vec::with_capacity(documents.len());
    for document in documents {
        let Some(kind) = Kind::of(&document.bytes) else {
            return Err(AppError::Invalid(vec![FieldError::new(
                "scans",
                "not_a_document",
            )]));
        };
        let note = DocumentNote {
            media_type: kind.media_type().to_owned(),
            bytes: document.bytes.len() as u64,
        };
        let note =
            serde_json::to_string(&note).map_err(lapor_store::record::RecordError::Document)?;
        let content = draft.seal(ContentKind::Document, &note);
        let (of_file, id) = (FileId(app.fresh_id()), FileId(app.fresh_id()));
        let wrapped_key = write(app, home, id, Arc::clone(&document.bytes)).await?;
        let row = FileRow {
            id,
            report,
            body: home,
            variant: VARIANT.to_owned(),
            of_file,
            content: content.id,
            media_type: kind.media_type().to_owned(),
            bytes: i64::try_from(document.bytes.len()).unwrap_or(i64::MAX),
            sha256: Sha256::digest(&document.bytes).to_vec(),
            wrapped_key: Some(wrapped_key),
        };
        kept.push(KeptPhoto {
            attachment: Attachment {
                file: of_file,
                content,
            },
            rows: vec![row],
        });
    }
    Ok(kept)
}

async fn write(app: &App, home: BodyId, id: FileId, bytes: Arc<[u8]>) -> Result<Vec<u8>, AppError> {
    let app = app.clone();
    let writing = tokio::task::spawn_blocking(move || {
        let key = app.key_of(home);
        app.with_entropy(|entropy| app.files().put_sealed(id.0, &bytes, &key, entropy))
    });
    Ok(writing.await.map_err(|_| FileError::Missing(id.0))??)
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    #[test]
    fn kinds_are_told_by_their_bytes() {
        assert_eq!(Kind::of(b"%PDF-1.7\n1 0 obj\n%%EOF\n"), Some(Kind::Pdf));
        assert_eq!(Kind::of(b"%PDF-1.7\n1 0 obj\n"), None, "cut off");
        assert_eq!(Kind::of(b"<html>%PDF-1.7 %%EOF"), None);
        assert_eq!(Kind::of(&[0xFF, 0xD8, 0xFF, 0xE0]), Some(Kind::Jpeg));
        assert_eq!(Kind::of(b"RIFF\0\0\0\0WEBPVP8 "), Some(Kind::Webp));
        assert_eq!(Kind::of(b"RIFF\0\0\0\0WAVE"), None);
        assert_eq!(Kind::of(b"MZ"), None);
        assert_eq!(Kind::of(b""), None);
    }

    proptest! {
        #[test]
        fn anything_is_looked_at(bytes in any::<Vec<u8>>()) {
            let _ = Kind::of(&bytes);
            let _ = Kind::of(&[b"%PDF-".as_slice(), &bytes].concat());
        }
    }
}
