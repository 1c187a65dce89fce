//! Forms that carry files other than photographs: kept whole up to a limit, with their names, in the same room of the
//! server as photographs.

use axum::extract::multipart::MultipartError;
use axum::extract::{FromRequest, Multipart, Request};
use axum::http::StatusCode;

use super::Broken;
use super::room::Room;
use crate::limits;

/// A file as it came.
#[derive(Debug, Default)]
pub struct SentFile {
    /// Name of the field.
    pub field: String,
    /// Name of the file, as the browser says.
    pub name: String,
    /// What is in it; more than allowed is not kept.
    pub bytes: Vec<u8>,
    /// It was longer than allowed.
    pub is_cut: bool,
    /// Memory that it holds.
    room: Room,
}

/// Reads the files of a form; fields without a file name are passed over.
///
/// # Errors
/// [`Broken`], where the form did not come whole.
pub async fn read(request: Request, most: usize) -> Result<Vec<SentFile>, Broken> {
    let parts = Multipart::from_request(request, &())
        .await
        .map_err(|_| Broken::Unreadable)?;
    tokio::time::timeout(limits::WHOLE, read_parts(parts, most))
        .await
        .unwrap_or(Err(Broken::TooSlow))
}

async fn read_parts(mut parts: Multipart, most: usize) -> Result<Vec<SentFile>, Broken> {
    let mut files = Vec::new();
    for _ in 0..limits::PARTS {
        let Some(mut part) = in_time(parts.next_field()).await? else {
            return Ok(files);
        };
        let mut file = SentFile {
            field: part.name().unwrap_or_default().to_owned(),
            name: part.file_name().unwrap_or_default().to_owned(),
            ..SentFile::default()
        };
        // Two files are all that any form has.
        let keeps = !file.name.is_empty() && files.len() < 2;
        while let Some(chunk) = in_time(part.chunk()).await? {
            if !keeps {
                continue;
            }
            let room = most.saturating_sub(file.bytes.len()).min(chunk.len());
            file.is_cut |= room < chunk.len();
            file.room.make(file.bytes.len() + room)?;
            file.bytes
                .extend_from_slice(chunk.get(..room).unwrap_or_default());
        }
        if keeps {
            files.push(file);
        }
    }
    Err(Broken::Unreadable)
}

async fn in_time<T>(next: impl Future<Output = Result<T, MultipartError>>) -> Result<T, Broken> {
    match tokio::time::timeout(limits::SILENCE, next).await {
        Ok(Ok(value)) => Ok(value),
        Ok(Err(error)) if error.status() == StatusCode::PAYLOAD_TOO_LARGE => Err(Broken::TooLarge),
        Ok(Err(_)) => Err(Broken::Unreadable),
        Err(_) => Err(Broken::TooSlow),
    }
}
