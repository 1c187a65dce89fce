//! Multipart bodies, part by part: nothing is kept beyond the limits, and what came stays.

use axum::extract::multipart::{Field, MultipartError};
use axum::extract::{FromRequest, Multipart, Request};
use axum::http::StatusCode;
use lapor_app::report::documents::RawDocument;
use lapor_app::report::photos::RawPhoto;
use lapor_app::report::{MAX_DOCUMENTS, MAX_PHOTOS};

use super::room::Room;
use super::tail::Tail;
use super::{Broken, Sent};
use crate::limits;

pub(super) async fn read(request: Request, is_photo: fn(&str) -> bool) -> Sent {
    let mut sent = Sent::default();
    let tail = Tail::default();
    let request = request.map(|body| tail.noting(body));
    let outcome = match Multipart::from_request(request, &()).await {
        Ok(parts) => {
            tokio::time::timeout(limits::WHOLE, read_parts(parts, &tail, &mut sent, is_photo))
                .await
                .unwrap_or(Err(Broken::TooSlow))
        }
        Err(_) => Err(Broken::Unreadable),
    };
    sent.broken = outcome.err();
    sent
}

async fn read_parts(
    mut parts: Multipart,
    tail: &Tail,
    sent: &mut Sent,
    is_photo: fn(&str) -> bool,
) -> Result<(), Broken> {
    let mut texts = 0;
    for _ in 0..limits::PARTS {
        let Some(part) = in_time(parts.next_field()).await? else {
            return Ok(());
        };
        let name = part.name().unwrap_or_default().to_owned();
        if is_photo(&name) {
            photo(part, sent).await?;
            continue;
        }
        if name == "scans" {
            scan(part, sent).await?;
            continue;
        }
        let left = limits::FIELDS.saturating_sub(texts).min(limits::FIELD);
        let mut bytes = Vec::new();
        // What came before the line broke is worth handing back.
        let read = collect(part, left, &mut bytes, None).await;
        texts += bytes.len();
        let mut text = String::from_utf8_lossy(&bytes).into_owned();
        if matches!(read, Err(Broken::Unreadable | Broken::TooSlow))
            && let Some(more) = tail.of_field(&name)
            && more.len() > text.len()
        {
            text = more;
        }
        sent.fields.push((name, text));
        read?;
    }
    Err(Broken::Unreadable)
}

/// A photograph; browsers send an empty part without a name where none was chosen.
async fn photo(part: Field<'_>, sent: &mut Sent) -> Result<(), Broken> {
    let named = part.file_name().is_some_and(|name| !name.is_empty());
    let keeps = sent.photos.len() <= MAX_PHOTOS;
    let mut bytes = Vec::new();
    let most = if keeps { limits::PHOTO } else { 0 };
    let mut room = Room::default();
    let read = collect(part, most, &mut bytes, Some(&mut room)).await;
    sent.room.push(room);
    if !named && bytes.is_empty() {
        return read;
    }
    sent.photo_count += 1;
    read?;
    if keeps {
        sent.photos.push(RawPhoto {
            bytes,
            caption: String::new(),
        });
    }
    Ok(())
}

/// A paper. What it is, its bytes say later; the name it had is nobody's business.
async fn scan(part: Field<'_>, sent: &mut Sent) -> Result<(), Broken> {
    let keeps = sent.scans.len() <= MAX_DOCUMENTS;
    let mut bytes = Vec::new();
    let most = if keeps { limits::SCAN } else { 0 };
    let mut room = Room::default();
    let read = collect(part, most, &mut bytes, Some(&mut room)).await;
    sent.room.push(room);
    read?;
    if keeps && !bytes.is_empty() {
        let bytes = bytes.into();
        sent.scans.push(RawDocument { bytes });
    }
    Ok(())
}

/// Reads a part to its end and keeps at most `most` bytes of it; what is large needs room.
async fn collect(
    mut part: Field<'_>,
    most: usize,
    bytes: &mut Vec<u8>,
    mut room: Option<&mut Room>,
) -> Result<(), Broken> {
    while let Some(chunk) = in_time(part.chunk()).await? {
        let kept = chunk
            .get(..most.saturating_sub(bytes.len()).min(chunk.len()))
            .unwrap_or_default();
        if let Some(room) = &mut room {
            room.make(bytes.len() + kept.len())?;
        }
        bytes.extend_from_slice(kept);
    }
    Ok(())
}

async fn in_time<T>(next: impl Future<Output = Result<T, MultipartError>>) -> Result<T, Broken> {
    match tokio::time::timeout(limits::SILENCE, next).await {
        Ok(Ok(value)) => Ok(value),
        Ok(Err(error)) if error.status() == StatusCode::PAYLOAD_TOO_LARGE => Err(Broken::TooLarge),
        Ok(Err(_)) => Err(Broken::Unreadable),
        Err(_) => Err(Broken::TooSlow),
    }
}
