//! What went wrong, in the protocol's own shape.

use axum::http::{HeaderValue, StatusCode, header};
use axum::response::Response;
use lapor_app::error::{AppError, FieldError};
use open311::{Fault, Faults, Format};

use super::door::document;
use crate::errors;
use crate::i18n::I18n;
use crate::view::errors::ErrorKind;

/// Everything that is wrong with a request.
#[derive(Debug)]
pub(super) struct Problem {
    status: StatusCode,
    words: Vec<String>,
    retry_after: Option<u64>,
}

impl Problem {
    /// One thing.
    pub(super) fn new(status: StatusCode, words: impl Into<String>) -> Self {
        Self {
            status,
            words: vec![words.into()],
            retry_after: None,
        }
    }

    /// Several, all of them the sender's to mend.
    pub(super) fn bad(words: Vec<String>) -> Self {
        Self {
            status: StatusCode::BAD_REQUEST,
            words,
            retry_after: None,
        }
    }

    /// By the message of a key.
    pub(super) fn of(i18n: I18n, status: StatusCode, key: &str) -> Self {
        Self::new(status, i18n.t(key))
    }

    /// 400 by the message of a key, which names a parameter.
    pub(super) fn parameter(i18n: I18n, key: &str, name: &str) -> Self {
        Self::new(StatusCode::BAD_REQUEST, i18n.t1(key, "name", name))
    }

    /// What is not there, or must look as if it were not: one answer for all.
    pub(super) fn not_found(i18n: I18n) -> Self {
        Self::of(i18n, StatusCode::NOT_FOUND, "error-not-found")
    }

    /// What a use case refused.
    pub(super) fn from_app(i18n: I18n, error: &AppError) -> Self {
        let kind = errors::kind(error);
        errors::note(kind, error);
        let status = match kind {
            ErrorKind::NotFound => return Self::not_found(i18n),
            ErrorKind::TooMany
            | ErrorKind::TooLarge
            | ErrorKind::Internal
            | ErrorKind::Unavailable
            | ErrorKind::Forbidden
            | ErrorKind::SignedOut => kind.status(),
            // The protocol has one number for everything else.
            ErrorKind::Conflict | ErrorKind::Refused | ErrorKind::Invalid => {
                StatusCode::BAD_REQUEST
            }
        };
        let words = match error {
            AppError::Invalid(fields) => fields
                .iter()
                .map(|field| field_words(i18n, field))
                .collect(),
            AppError::Photos(bad) => bad
                .iter()
                .map(|bad| errors::photo_words(i18n, bad))
                .collect(),
            AppError::KeyReused => vec![i18n.t("open311-key-reused")],
            error => {
                let detail = errors::detail(i18n, error);
                vec![if detail.is_empty() {
                    i18n.t(kind.advice_key())
                } else {
                    detail
                }]
            }
        };
        Self {
            status,
            words,
            retry_after: errors::retry_after(error),
        }
    }

    /// As the answer.
    pub(super) fn respond(self, format: Format) -> Response {
        let code = i64::from(self.status.as_u16());
        let faults = self
            .words
            .into_iter()
            .map(|description| Fault { code, description });
        let mut response = document(self.status, format, &Faults(faults.collect()));
        if let Some(seconds) = self.retry_after {
            let seconds = HeaderValue::from(seconds);
            response.headers_mut().insert(header::RETRY_AFTER, seconds);
        }
        response
    }
}

/// What is wrong with a field, behind the protocol's name for it.
fn field_words(i18n: I18n, field: &FieldError) -> String {
    let name = match field.field {
        "text" => "description",
        "point" => "lat, long",
        "place" => "address_string",
        "name" => "first_name, last_name",
        "photos" => "media",
        other => other,
    };
    format!("{name}: {}", errors::field_words(i18n, field))
}
