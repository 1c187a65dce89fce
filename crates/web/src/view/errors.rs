//! Pages for what went wrong; each says what to do next.

use askama::Template;
use axum::http::{HeaderValue, StatusCode, header};
use axum::response::Response;

use crate::layout::{Layout, page};

/// What went wrong.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum ErrorKind {
    /// 404: unknown, secret, supervisory or not released: one answer for all,
    /// so that it betrays nothing.
    NotFound,
    /// 403: the person may not do this here.
    Forbidden,
    /// 409: someone else acted in between.
    Conflict,
    /// 409: a rule of the report's life stands against it.
    Refused,
    /// 403: the session ended.
    SignedOut,
    /// 413: more bytes than we take.
    TooLarge,
    /// 422: not understood.
    Invalid,
    /// 429: too many tries.
    TooMany,
    /// 500: our mistake.
    Internal,
    /// 503: the record cannot be reached.
    Unavailable,
}

impl ErrorKind {
    /// Every kind.
    pub const ALL: [Self; 10] = [
        Self::NotFound,
        Self::Forbidden,
        Self::Conflict,
        Self::Refused,
        Self::SignedOut,
        Self::TooLarge,
        Self::Invalid,
        Self::TooMany,
        Self::Internal,
        Self::Unavailable,
    ];

    /// Status of the answer.
    pub fn status(self) -> StatusCode {
        match self {
            Self::NotFound => StatusCode::NOT_FOUND,
            Self::Forbidden | Self::SignedOut => StatusCode::FORBIDDEN,
            Self::Conflict | Self::Refused => StatusCode::CONFLICT,
            Self::TooLarge => StatusCode::PAYLOAD_TOO_LARGE,
            Self::Invalid => StatusCode::UNPROCESSABLE_ENTITY,
            Self::TooMany => StatusCode::TOO_MANY_REQUESTS,
            Self::Internal => StatusCode::INTERNAL_SERVER_ERROR,
            Self::Unavailable => StatusCode::SERVICE_UNAVAILABLE,
        }
    }

    /// Message of the heading.
    pub fn title_key(&self) -> &'static str {
        match self {
            Self::NotFound => "error-not-found-title",
            Self::Forbidden => "error-forbidden-title",
            Self::Conflict => "error-conflict-title",
            Self::Refused => "error-refused-title",
            Self::SignedOut => "error-signed-out-title",
            Self::TooLarge => "error-too-large-title",
            Self::Invalid => "error-invalid-title",
            Self::TooMany => "error-too-many-title",
            Self::Internal => "error-internal-title",
            Self::Unavailable => "error-unavailable-title",
        }
    }

    /// Message of what to do.
    pub fn advice_key(&self) -> &'static str {
        match self {
            Self::NotFound => "error-not-found",
            Self::Forbidden => "error-forbidden",
            Self::Conflict => "error-conflict",
            Self::Refused => "error-refused",
            Self::SignedOut => "error-signed-out",
            Self::TooLarge => "error-too-large",
            Self::Invalid => "error-invalid",
            Self::TooMany => "error-too-many",
            Self::Internal => "error-internal",
            Self::Unavailable => "error-unavailable",
        }
    }
}

/// A page about what went wrong.
#[derive(Debug, Clone, Template)]
#[template(path = "error.html")]
pub struct ErrorPage {
    /// Frame.
    pub l: Layout,
    /// What went wrong.
    pub kind: ErrorKind,
    /// More words about this very case, translated; may be empty.
    pub detail: String,
    /// Seconds until it makes sense to try again.
    pub retry_after: Option<u64>,
    /// What the person had written, handed back to be copied; may be empty.
    pub handed_back: String,
    /// The way on, where it is not the start page: address, and message of the link.
    pub way_on: Option<(String, &'static str)>,
}

impl ErrorPage {
    /// A page without further words.
    pub fn new(l: Layout, kind: ErrorKind) -> Self {
        Self {
            l: l.private(),
            kind,
            detail: String::new(),
            retry_after: None,
            handed_back: String::new(),
            way_on: None,
        }
    }

    /// The answer, with its status and, where known, `Retry-After`.
    pub fn respond(&self) -> Response {
        let mut response = page(self.kind.status(), self);
        if let Some(seconds) = self.retry_after {
            response
                .headers_mut()
                .insert(header::RETRY_AFTER, HeaderValue::from(seconds));
        }
        response
    }

    /// "30 detik", "2 menit": the wait, rounded up.
    pub fn wait(&self) -> Option<String> {
        let seconds = self.retry_after?;
        Some(if seconds < 60 {
            self.l.tn("wait-seconds", seconds)
        } else {
            self.l.tn("wait-minutes", seconds.div_ceil(60))
        })
    }
}
