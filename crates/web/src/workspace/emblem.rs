//! The emblem of a letterhead, for the pages that show documents.

use axum::http::{HeaderValue, header};
use axum::response::{IntoResponse as _, Response};
use lapor_domain::official::Emblem;

/// The picture.
pub(super) fn picture(emblem: &Emblem) -> Response {
    let headers = [
        (header::CONTENT_TYPE, HeaderValue::from_static("image/png")),
        (
            header::CACHE_CONTROL,
            HeaderValue::from_static("private, no-store"),
        ),
    ];
    (headers, emblem.png().to_vec()).into_response()
}
