//! Photographs of a dialogue: fetched, looked at, and kept sealed until the report is sent.

use lapor_domain::ids::BodyId;
use uuid::Uuid;

use super::dialogue::Photo;
use crate::app::App;
use crate::error::AppError;
use crate::files::FileError;
use crate::photo::PhotoError;
use crate::report::photos::RawPhoto;

/// Keeps what was fetched; or the key of the sentence that says why it cannot be taken.
///
/// # Errors
/// Where the disk fails: the platform delivers again.
pub(super) async fn keep(
    app: &App,
    body: BodyId,
    bytes: Option<Vec<u8>>,
) -> Result<Result<Photo, &'static str>, AppError> {
    let Some(bytes) = bytes else {
        return Ok(Err("chat-photo-away"));
    };
    let bytes: std::sync::Arc<[u8]> = bytes.into();
    // The report's own copy is made when it is filed; here it is only seen whether that will work.
    match app.photos().clean(std::sync::Arc::clone(&bytes)).await {
        Ok(_) => {}
        Err(PhotoError::TooLarge { .. } | PhotoError::TooManyPixels { .. }) => {
            return Ok(Err("chat-photo-large"));
        }
        Err(PhotoError::Interrupted) => return Ok(Err("chat-photo-away")),
        Err(_) => return Ok(Err("chat-photo-broken")),
    }
    let file = app.fresh_id();
    let key = app.key_of(body);
    let kept = app.clone();
    let writing = tokio::task::spawn_blocking(move || {
        kept.with_entropy(|entropy| kept.files().put_sealed(file, &bytes, &key, entropy))
    });
    let wrapped_key = writing.await.map_err(|_| AppError::NotFound)??;
    Ok(Ok(Photo { file, wrapped_key }))
}

/// Reads photographs back; `Err` holds the file that is lost.
pub(super) async fn read(
    app: &App,
    body: BodyId,
    photos: &[Photo],
) -> Result<Result<Vec<RawPhoto>, Uuid>, AppError> {
    let photos = photos.to_vec();
    let key = app.key_of(body);
    let files = app.files().clone();
    let reading = tokio::task::spawn_blocking(move || {
        let mut raw = Vec::with_capacity(photos.len());
        for photo in photos {
            match files.read_sealed(photo.file, &photo.wrapped_key, &key) {
                Ok(bytes) => raw.push(RawPhoto {
                    bytes: bytes.to_vec(),
                    caption: String::new(),
                }),
                Err(FileError::Missing(_) | FileError::Sealed(_)) => return Ok(Err(photo.file)),
                Err(error) => return Err(error),
            }
        }
        Ok(Ok(raw))
    });
    Ok(reading.await.map_err(|_| AppError::NotFound)??)
}

/// Removes photographs that nobody needs any more.
pub(super) async fn remove(app: &App, photos: Vec<Photo>) -> Result<(), AppError> {
    if photos.is_empty() {
        return Ok(());
    }
    let files = app.files().clone();
    let removing = tokio::task::spawn_blocking(move || {
        photos.iter().try_for_each(|photo| files.remove(photo.file))
    });
    Ok(removing.await.map_err(|_| AppError::NotFound)??)
}
