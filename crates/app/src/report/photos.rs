//! Photographs on their way in: cleaned, kept on disk and flushed, before the change that refers to them.

use jiff::Timestamp;
use lapor_domain::content::ContentKind;
use lapor_domain::ids::{BodyId, ContentId, FileId, ReportId};
use lapor_domain::report::event::Attachment;
use lapor_store::record::file::FileRow;
use serde::{Deserialize, Serialize};
use sha2::{Digest, Sha256};

use crate::app::{App, Draft};
use crate::error::{AppError, BadPhoto};
use crate::photo::Told;

/// A photograph as sent.
#[derive(Clone, Debug)]
pub struct RawPhoto {
    /// The bytes.
    pub bytes: Vec<u8>,
    /// Words about it, if any.
    pub caption: String,
}

/// A photograph whose bytes are safe on disk; its rows go in with the change.
#[derive(Clone)]
pub struct KeptPhoto {
    /// What the event carries.
    pub attachment: Attachment,
    /// The sealed original, the photograph, the thumbnail.
    pub rows: Vec<FileRow>,
}

/// What the erasable description of a photograph holds.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct PhotoNote {
    /// Width in pixels of the cleaned photograph.
    pub width: u32,
    /// Height in pixels.
    pub height: u32,
    /// Words about it.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub caption: String,
    /// What the sealed original says beside the picture.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub told: Vec<Told>,
}

/// Cleans and keeps photographs. The original stays sealed, as evidence; only what was made anew
/// from its pixels is ever served.
///
/// # Errors
/// The photographs that cannot be taken, with their positions; a full disk.
pub async fn keep(
    app: &App,
    draft: &mut Draft,
    home: BodyId,
    report: ReportId,
    photos: Vec<RawPhoto>,
) -> Result<Vec<KeptPhoto>, AppError> {
    let mut kept = Vec::with_capacity(photos.len());
    let mut bad = Vec::new();
    for (position, photo) in photos.into_iter().enumerate() {
        let index = position + 1;
        let bytes: std::sync::Arc<[u8]> = photo.bytes.into();
        let clean = match app.photos().clean(std::sync::Arc::clone(&bytes)).await {
            Ok(clean) if bad.is_empty() => clean,
            // One is refused already: the others are only looked at.
            Ok(_) => continue,
            Err(error) => {
                bad.push(BadPhoto { index, error });
                continue;
            }
        };
        let note = PhotoNote {
            width: clean.width,
            height: clean.height,
            caption: photo.caption,
            told: clean.told.clone(),
        };
        let note =
            serde_json::to_string(&note).map_err(lapor_store::record::RecordError::Document)?;
        let content = draft.seal(ContentKind::File, &note);
        let of_file = FileId(app.fresh_id());
        let about = (report, of_file, content.id);
        let rows = write(app, home, about, &bytes, &clean).await?;
        kept.push(KeptPhoto {
            attachment: Attachment {
                file: of_file,
                content,
            },
            rows,
        });
    }
    if bad.is_empty() {
        Ok(kept)
    } else {
        Err(AppError::Photos(bad))
    }
}

async fn write(
    app: &App,
    home: BodyId,
    (report, of_file, content): (ReportId, FileId, ContentId),
    original: &std::sync::Arc<[u8]>,
    clean: &crate::photo::CleanPhoto,
) -> Result<Vec<FileRow>, AppError> {
    let app = app.clone();
    let original = std::sync::Arc::clone(original);
    let source = clean.source.media_type().to_owned();
    let (photo, thumbnail) = (clean.jpeg.clone(), clean.thumbnail.clone());
    let writing = tokio::task::spawn_blocking(move || {
        let row =
            |variant: &str, id: FileId, media_type: &str, bytes: &[u8], wrapped_key| FileRow {
                id,
                report,
                body: home,
                variant: variant.to_owned(),
                of_file,
                content,
                media_type: media_type.to_owned(),
                bytes: i64::try_from(bytes.len()).unwrap_or(i64::MAX),
                sha256: Sha256::digest(bytes).to_vec(),
                wrapped_key,
            };
        let sealed_id = FileId(app.fresh_id());
        let key = app.key_of(home);
        let wrapped = app.with_entropy(|entropy| {
            app.files()
                .put_sealed(sealed_id.0, &original, &key, entropy)
        })?;
        let photo_id = FileId(app.fresh_id());
        app.files().put(photo_id.0, &photo)?;
        let thumbnail_id = FileId(app.fresh_id());
        app.files().put(thumbnail_id.0, &thumbnail)?;
        Ok::<_, AppError>(vec![
            row("original", sealed_id, &source, &original, Some(wrapped)),
            row("photo", photo_id, "image/jpeg", &photo, None),
            row("thumbnail", thumbnail_id, "image/jpeg", &thumbnail, None),
        ])
    });
    writing.await.map_err(|_| {
        AppError::Photos(vec![BadPhoto {
            index: 0,
            error: crate::photo::PhotoError::Interrupted,
        }])
    })?
}

/// Inserts the rows of kept photographs.
pub(crate) async fn insert(
    tx: &mut lapor_store::Tx<'_>,
    photos: &[KeptPhoto],
    now: Timestamp,
) -> Result<(), lapor_store::StoreError> {
    for row in photos.iter().flat_map(|photo| &photo.rows) {
        lapor_store::record::file::insert(tx, row, now).await?;
    }
    Ok(())
}
