//! Versions of what was read: `"17.1f3a…"`, the report's last event and a hash of the answer. The first part is
//! what `If-Match` compares, the whole is what `If-None-Match` does.

use axum::http::{HeaderMap, HeaderValue, StatusCode, header};
use axum::response::{IntoResponse, Response};
use lapor_store::seal::hex;
use serde::Serialize;
use sha2::{Digest, Sha256};

use super::caller::Caller;
use super::problem::{Code, Problem};

/// An answer with its version; 304 where the asker has it already.
pub(crate) fn answer(
    caller: &Caller,
    seq: u32,
    is_public: bool,
    value: &impl Serialize,
) -> Result<Response, Problem> {
    let text = serde_json::to_vec(value).map_err(|error| {
        tracing::error!(%error, "an answer could not be written");
        caller.problem(Code::Internal)
    })?;
    let tag = tag(seq, &text);
    let known = caller.here.headers.get_all(header::IF_NONE_MATCH);
    let known = known.iter().filter_map(|value| value.to_str().ok());
    let has = known
        .flat_map(|value| value.split(','))
        .map(|one| one.trim().trim_start_matches("W/"))
        .any(|one| one == "*" || one == tag);
    let mut response = if has {
        StatusCode::NOT_MODIFIED.into_response()
    } else {
        let kind = HeaderValue::from_static("application/json");
        ([(header::CONTENT_TYPE, kind)], text).into_response()
    };
    let headers = response.headers_mut();
    if let Ok(tag) = HeaderValue::from_str(&tag) {
        headers.insert(header::ETAG, tag);
    }
    // What is public now may be withdrawn at any moment: a copy is asked about each time.
    let cache = if is_public { "no-cache" } else { "no-store" };
    headers.insert(header::CACHE_CONTROL, HeaderValue::from_static(cache));
    headers.insert(
        header::VARY,
        HeaderValue::from_static("Authorization, X-Lapor-Phrase, Accept-Language"),
    );
    Ok(response)
}

/// An answer to a command, with the version that it made.
pub(crate) fn fresh(
    caller: &Caller,
    seq: u32,
    value: &impl Serialize,
) -> Result<Response, Problem> {
    let text = serde_json::to_vec(value).map_err(|error| {
        tracing::error!(%error, "an answer could not be written");
        caller.problem(Code::Internal)
    })?;
    let tag =
        HeaderValue::from_str(&tag(seq, &text)).map_err(|_| caller.problem(Code::Internal))?;
    let headers = [
        (header::ETAG, tag),
        (
            header::CONTENT_TYPE,
            HeaderValue::from_static("application/json"),
        ),
        (header::CACHE_CONTROL, HeaderValue::from_static("no-store")),
    ];
    Ok((headers, text).into_response())
}

fn tag(seq: u32, text: &[u8]) -> String {
    let hash = Sha256::digest(text);
    let short = hash.get(..8).unwrap_or(&hash);
    format!("\"{seq}.{}\"", hex(short))
}

/// The event up to which the asker knew the report; 412 where what they name is no version of it.
pub(crate) fn seen(caller: &Caller, headers: &HeaderMap, now: u32) -> Result<Option<u32>, Problem> {
    let Some(value) = headers.get(header::IF_MATCH) else {
        return Ok(None);
    };
    let text = value.to_str().unwrap_or_default().trim();
    if text == "*" {
        return Ok(None);
    }
    let inner = text
        .strip_prefix('"')
        .and_then(|rest| rest.strip_suffix('"'));
    let seq = inner
        .map(|inner| inner.split('.').next().unwrap_or_default())
        .and_then(|seq| seq.parse::<u32>().ok())
        .filter(|seq| *seq <= now);
    match seq {
        Some(seq) => Ok(Some(seq)),
        None => Err(caller.problem(Code::Stale)),
    }
}
