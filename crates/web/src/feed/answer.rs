//! Answers that readers keep and ask about again: `ETag` by contents, `Last-Modified` by the last change of anything that
//! everybody sees, so that what was withdrawn is gone from the next answer.

use axum::extract::{Request, State};
use axum::http::{HeaderMap, HeaderValue, StatusCode, header};
use axum::middleware::Next;
use axum::response::{IntoResponse as _, Response};
use jiff::fmt::rfc2822::{DateTimeParser, DateTimePrinter};
use jiff::{SignedDuration, Timestamp};
use lapor_app::report::narrow::BadNarrow;
use lapor_store::seal::hex;
use sha2::{Digest as _, Sha256};

use super::Written;
use crate::state::{Here, Web};
use crate::{language, quota};

/// A change stands in the record a moment after its time: a date that is told must be older than that.
const SETTLED: SignedDuration = SignedDuration::from_secs(10);

/// Answers only so many reads of one address.
pub(super) async fn not_too_often(
    State(web): State<Web>,
    mut request: Request,
    next: Next,
) -> Response {
    let Err(seconds) = quota::take(&web, &mut request).await else {
        return next.run(request).await;
    };
    let i18n = language::of_request(request.headers());
    let words = i18n.tn("feed-too-many", seconds);
    let kind = HeaderValue::from_static("text/plain; charset=utf-8");
    let headers = [
        (header::CONTENT_TYPE, kind),
        (header::RETRY_AFTER, HeaderValue::from(seconds)),
    ];
    (StatusCode::TOO_MANY_REQUESTS, headers, words).into_response()
}

/// The asker names no version, but a moment since which nothing changed.
pub(crate) fn is_known_since(here: &Here, last: Option<Timestamp>) -> bool {
    if here.headers.contains_key(header::IF_NONE_MATCH) {
        return false;
    }
    let since = text(&here.headers, header::IF_MODIFIED_SINCE)
        .and_then(|text| DateTimeParser::new().parse_timestamp(text).ok());
    match (since, settled(here, last)) {
        (Some(since), Some(last)) => last.as_second() <= since.as_second(),
        _ => false,
    }
}

/// 304 with the same validators.
pub(crate) fn not_modified(here: &Here, last: Option<Timestamp>) -> Response {
    let mut response = StatusCode::NOT_MODIFIED.into_response();
    dated(here, last, response.headers_mut());
    response
}

/// The version of an answer.
pub(crate) fn tag(parts: &[&[u8]]) -> String {
    let mut hash = Sha256::new();
    for part in parts {
        hash.update(u64::try_from(part.len()).unwrap_or(0).to_be_bytes());
        hash.update(part);
    }
    let hash = hash.finalize();
    format!("\"{}\"", hex(hash.get(..16).unwrap_or(&hash)))
}

/// Whether the asker has this version.
pub(crate) fn has(headers: &HeaderMap, tag: &str) -> bool {
    let named = headers.get_all(header::IF_NONE_MATCH).iter();
    named
        .filter_map(|value| value.to_str().ok())
        .flat_map(|value| value.split(','))
        .map(|one| one.trim().trim_start_matches("W/"))
        .any(|one| one == "*" || one == tag)
}

/// Adds the version to an answer.
pub(crate) fn tagged(tag: &str, headers: &mut HeaderMap) {
    if let Ok(tag) = HeaderValue::from_str(tag) {
        headers.insert(header::ETAG, tag);
    }
}

/// Adds what caches must know.
pub(crate) fn dated(here: &Here, last: Option<Timestamp>, headers: &mut HeaderMap) {
    let date = settled(here, last).and_then(|last| {
        let text = DateTimePrinter::new().timestamp_to_rfc9110_string(&last);
        HeaderValue::from_str(&text.ok()?).ok()
    });
    if let Some(date) = date {
        headers.insert(header::LAST_MODIFIED, date);
    }
    for (name, value) in [
        // Kept, and asked about each time: what is withdrawn is gone at once.
        (header::CACHE_CONTROL, "public, no-cache"),
        (header::VARY, "Accept-Language, Cookie"),
        // What is public here is public for pages of others too.
        (header::ACCESS_CONTROL_ALLOW_ORIGIN, "*"),
    ] {
        headers.insert(name, HeaderValue::from_static(value));
    }
}

/// A document, or 304 where the asker has it.
pub(super) fn document(here: &Here, written: Written, last: Option<Timestamp>) -> Response {
    let tag = tag(&[written.text.as_bytes()]);
    let mut response = if has(&here.headers, &tag) {
        StatusCode::NOT_MODIFIED.into_response()
    } else {
        let kind = HeaderValue::from_static(written.kind);
        ([(header::CONTENT_TYPE, kind)], written.text).into_response()
    };
    tagged(&tag, response.headers_mut());
    dated(here, last, response.headers_mut());
    response
}

/// 400 in a sentence: programs show it to whoever set them up.
pub(super) fn bad(here: &Here, bad: BadNarrow) -> Response {
    let words = here.i18n.t1("feed-bad", "name", bad.0);
    let kind = HeaderValue::from_static("text/plain; charset=utf-8");
    let headers = [(header::CONTENT_TYPE, kind)];
    (StatusCode::BAD_REQUEST, headers, words).into_response()
}

/// The last change, once nothing older can still come to stand in the record.
pub(crate) fn settled(here: &Here, last: Option<Timestamp>) -> Option<Timestamp> {
    let before = here.app().now().checked_sub(SETTLED).ok()?;
    last.filter(|last| *last < before)
}

fn text(headers: &HeaderMap, name: header::HeaderName) -> Option<&str> {
    headers.get(name)?.to_str().ok()
}
