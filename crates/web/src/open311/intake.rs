//! A new request as it comes in: parameters and pictures, of either kind of body.

use axum::extract::Request;
use axum::http::{HeaderMap, StatusCode, header};
use lapor_app::report::photos::RawPhoto;
use open311::Params;

use super::door::{Door, bad_parameters};
use super::problem::Problem;
use crate::form::{Broken, Sent};
use crate::limits;

/// What was sent.
pub(super) struct Intake {
    /// Parameters: of the body, then of the query.
    pub(super) params: Params,
    /// Pictures.
    pub(super) photos: Vec<RawPhoto>,
    /// How many pictures came, also those that were not kept.
    pub(super) photo_count: usize,
    /// Memory that the pictures hold, until they are dealt with.
    _form: Sent,
}

/// Reads the body. Parameters may stand in it or in the query; the body counts first.
pub(super) async fn read(door: &Door, request: Request) -> Result<Intake, Problem> {
    let mut sent = match Kind::of(request.headers()) {
        Some(Kind::Parts) => Sent::read_with(request, is_media).await,
        Some(Kind::Plain) => return plain(door, request).await,
        None => {
            let status = StatusCode::UNSUPPORTED_MEDIA_TYPE;
            return Err(Problem::of(door.i18n(), status, "open311-body-type"));
        }
    };
    if let Some(broken) = sent.broken {
        return Err(problem(door, broken));
    }
    let mut params = Params::default();
    for (name, value) in sent.take_fields() {
        // What the form reader could not read as text it marked so.
        if value.contains('\u{FFFD}') || name.contains('\u{FFFD}') {
            return Err(bad_parameters(door.i18n(), open311::ParamError::NotUtf8));
        }
        params
            .push(name, value)
            .map_err(|error| bad_parameters(door.i18n(), error))?;
    }
    params.extend(door.query.clone());
    Ok(Intake {
        params,
        photos: std::mem::take(&mut sent.photos),
        photo_count: sent.photo_count,
        _form: sent,
    })
}

async fn plain(door: &Door, request: Request) -> Result<Intake, Problem> {
    let reading = axum::body::to_bytes(request.into_body(), limits::PLAIN_BODY);
    let bytes = match tokio::time::timeout(limits::SILENCE, reading).await {
        Ok(Ok(bytes)) => bytes,
        Ok(Err(_)) => return Err(problem(door, Broken::TooLarge)),
        Err(_) => return Err(problem(door, Broken::TooSlow)),
    };
    let params = Params::parse(&bytes);
    let mut params = params.map_err(|error| bad_parameters(door.i18n(), error))?;
    params.extend(door.query.clone());
    Ok(Intake {
        params,
        photos: Vec::new(),
        photo_count: 0,
        _form: Sent::default(),
    })
}

fn problem(door: &Door, broken: Broken) -> Problem {
    let (status, key) = match broken {
        Broken::Unreadable => (StatusCode::BAD_REQUEST, "open311-broken"),
        Broken::TooLarge => (StatusCode::PAYLOAD_TOO_LARGE, "error-too-large"),
        Broken::TooSlow => (StatusCode::REQUEST_TIMEOUT, "open311-broken"),
        Broken::Crowded => (StatusCode::SERVICE_UNAVAILABLE, "error-unavailable"),
    };
    Problem::of(door.i18n(), status, key)
}

enum Kind {
    Plain,
    Parts,
}

impl Kind {
    fn of(headers: &HeaderMap) -> Option<Self> {
        let Some(kind) = headers.get(header::CONTENT_TYPE) else {
            return Some(Self::Plain);
        };
        let kind = kind.to_str().ok()?.split(';').next().unwrap_or_default();
        match kind.trim().to_ascii_lowercase().as_str() {
            "application/x-www-form-urlencoded" => Some(Self::Plain),
            "multipart/form-data" => Some(Self::Parts),
            _ => None,
        }
    }
}

/// Names under which deployed clients send pictures: `media`, `media[]`, `photo1` and so on, `file_…`.
fn is_media(name: &str) -> bool {
    let numbered = |rest: &str| rest.bytes().all(|byte| byte.is_ascii_digit());
    matches!(name, "media" | "media[]")
        || name.strip_prefix("photo").is_some_and(numbered)
        || name.starts_with("file_")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn pictures_come_under_four_names() {
        for name in [
            "media",
            "media[]",
            "photo",
            "photo1",
            "photo12",
            "file_1",
            "file_photo",
        ] {
            assert!(is_media(name), "{name}");
        }
        for name in ["media_url", "photos", "photographer", "file", "description"] {
            assert!(!is_media(name), "{name}");
        }
    }
}
