//! What a program reads when something was not done: RFC 9457, with codes that never change.

use axum::Json;
use axum::http::{HeaderValue, StatusCode, header};
use axum::response::{IntoResponse, Response};
use lapor_app::error::AppError;
use lapor_app::photo::PhotoError;
use lapor_domain::report::refusal::{Guard, Refusal};
use serde::Serialize;
use utoipa::ToSchema;

use crate::errors;
use crate::form::Broken;
use crate::i18n::I18n;
use crate::view::errors::ErrorKind;

macro_rules! problem_codes {
    ($($(#[$meta:meta])* $name:ident = $code:literal, $status:ident;)+) => {
        /// Why a request was not done.
        #[derive(Clone, Copy, Debug, PartialEq, Eq)]
        pub(crate) enum Code { $($(#[$meta])* $name,)+ }

        impl Code {
            /// Every code, by status.
            pub(crate) const ALL: &'static [Self] = &[$(Self::$name,)+];

            /// The stable word.
            pub(crate) const fn as_str(self) -> &'static str {
                match self { $(Self::$name => $code,)+ }
            }

            /// Status of the answer.
            pub(crate) const fn status(self) -> StatusCode {
                match self { $(Self::$name => StatusCode::$status,)+ }
            }
        }
    };
}

problem_codes! {
    /// The body is not JSON, or a form that breaks off.
    Unreadable = "unreadable", BAD_REQUEST;
    /// No key, where one is needed.
    KeyRequired = "key_required", UNAUTHORIZED;
    /// Not a key, or one that opens nothing any more.
    KeyInvalid = "key_invalid", UNAUTHORIZED;
    /// The key does not open this.
    ScopeMissing = "scope_missing", FORBIDDEN;
    /// Not this officer's to do.
    NotPermitted = "not_permitted", FORBIDDEN;
    /// Nothing there, or nothing that is shown.
    NotFound = "not_found", NOT_FOUND;
    /// The address takes other methods.
    MethodNotAllowed = "method_not_allowed", METHOD_NOT_ALLOWED;
    /// The request came too slowly.
    TooSlow = "too_slow", REQUEST_TIMEOUT;
    /// A rule of the report's life stands against it.
    Refused = "refused", CONFLICT;
    /// Somebody acted since the version in If-Match.
    Stale = "stale", PRECONDITION_FAILED;
    /// More bytes than are read.
    TooLarge = "too_large", PAYLOAD_TOO_LARGE;
    /// Neither JSON nor a form with photographs.
    UnsupportedMediaType = "unsupported_media_type", UNSUPPORTED_MEDIA_TYPE;
    /// Fields to be mended.
    Invalid = "invalid", UNPROCESSABLE_ENTITY;
    /// The same Idempotency-Key came with other content.
    IdempotencyKeyReused = "idempotency_key_reused", UNPROCESSABLE_ENTITY;
    /// Photographs that cannot be taken.
    PhotosRefused = "photos_refused", UNPROCESSABLE_ENTITY;
    /// Too often.
    TooManyRequests = "too_many_requests", TOO_MANY_REQUESTS;
    /// Our own mistake.
    Internal = "internal", INTERNAL_SERVER_ERROR;
    /// The record cannot be reached now.
    Unavailable = "unavailable", SERVICE_UNAVAILABLE;
}

/// What was not done, and why.
#[derive(Debug)]
pub(crate) struct Problem {
    document: Box<Document>,
    code: Code,
    retry_after: Option<u64>,
}

/// A problem document (RFC 9457).
#[derive(Debug, Serialize, ToSchema)]
#[schema(as = Problem)]
pub(crate) struct Document {
    /// Address of the explanation, below this program.
    r#type: String,
    /// What it is, in words.
    title: String,
    /// Status of the answer.
    status: u16,
    /// Stable code, for programs.
    code: &'static str,
    /// What to do in this very case.
    #[serde(skip_serializing_if = "String::is_empty")]
    detail: String,
    /// Fields to be mended.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    errors: Vec<FieldProblem>,
    /// For `refused` and `stale`: number of the rule in the table of the report's life.
    #[serde(skip_serializing_if = "Option::is_none")]
    rule: Option<&'static str>,
    /// For `refused`: which of the rule's conditions stands against it.
    #[serde(skip_serializing_if = "Option::is_none")]
    guard: Option<&'static str>,
}

/// A field to be mended.
#[derive(Clone, Debug, Serialize, ToSchema)]
pub(crate) struct FieldProblem {
    /// Name of the field or parameter; empty for the request as a whole.
    pub(crate) field: String,
    /// Stable code.
    pub(crate) code: String,
    /// What to do, in words.
    pub(crate) detail: String,
}

impl Problem {
    /// A problem that its code says completely.
    pub(crate) fn new(i18n: I18n, code: Code) -> Self {
        let key = format!("problem-{}", code.as_str()).replace('_', "-");
        let document = Document {
            r#type: format!("/api#{}", code.as_str()),
            title: i18n.t(&key),
            status: code.status().as_u16(),
            code: code.as_str(),
            detail: i18n.t(&format!("{key}-detail")),
            errors: Vec::new(),
            rule: None,
            guard: None,
        };
        Self {
            document: Box::new(document),
            code,
            retry_after: (code == Code::Unavailable).then_some(errors::RETRY_AFTER),
        }
    }

    /// One field, by a code of its own.
    pub(crate) fn field(i18n: I18n, field: &str, code: &str) -> Self {
        Self::fields(i18n, vec![field_problem(i18n, field, code)])
    }

    /// All fields that must be mended.
    pub(crate) fn fields(i18n: I18n, errors: Vec<FieldProblem>) -> Self {
        let mut problem = Self::new(i18n, Code::Invalid);
        problem.document.errors = errors;
        problem
    }

    /// One field, in words of its own.
    pub(crate) fn field_in_words(i18n: I18n, field: &str, code: &str, detail: String) -> Self {
        let problem = FieldProblem {
            field: field.to_owned(),
            code: code.to_owned(),
            detail,
        };
        Self::fields(i18n, vec![problem])
    }

    /// What the use cases refuse.
    pub(crate) fn of(i18n: I18n, error: &AppError) -> Self {
        let kind = errors::kind(error);
        errors::note(kind, error);
        let mut problem = Self::new(i18n, code(error, kind));
        let detail = errors::detail(i18n, error);
        if !detail.is_empty() {
            problem.document.detail = detail;
        }
        match error {
            AppError::Invalid(fields) => {
                let all = fields.iter();
                problem.document.errors = all
                    .map(|error| FieldProblem {
                        field: error.field.to_owned(),
                        code: error.code.clone(),
                        detail: errors::field_words(i18n, error),
                    })
                    .collect();
            }
            AppError::Photos(bad) => {
                let all = bad.iter();
                problem.document.errors = all
                    .map(|bad| FieldProblem {
                        field: format!("photos[{}]", bad.index),
                        code: bad.error.as_str().to_owned(),
                        detail: errors::photo_words(i18n, bad),
                    })
                    .collect();
            }
            AppError::Refused(refusal) => {
                problem.document.rule = Some(refusal.rule());
                problem.document.guard = match refusal {
                    Refusal::Guard { guard, .. } => Some(guard.as_str()),
                    Refusal::WrongState { .. } => Some("wrong_state"),
                    Refusal::NotYours { .. } => None,
                };
            }
            _ => {}
        }
        problem.retry_after = errors::retry_after(error);
        problem
    }

    /// A body that could not be read as a whole.
    pub(crate) fn broken(i18n: I18n, broken: Broken) -> Self {
        let code = match broken {
            Broken::Unreadable => Code::Unreadable,
            Broken::TooLarge => Code::TooLarge,
            Broken::TooSlow => Code::TooSlow,
            Broken::Crowded => Code::Unavailable,
        };
        Self::new(i18n, code)
    }

    /// Title and what to do, for people.
    pub(crate) fn words(self) -> (String, String) {
        (self.document.title, self.document.detail)
    }

    /// The same with another sentence.
    pub(crate) fn detail(mut self, detail: impl Into<String>) -> Self {
        self.document.detail = detail.into();
        self
    }
}

/// A field and the words for its code.
pub(crate) fn field_problem(i18n: I18n, field: &str, code: &str) -> FieldProblem {
    let hyphens = |text: &str| text.replace('_', "-").to_lowercase();
    let special = format!("field-{}-{}", hyphens(field), hyphens(code));
    let key = if i18n.has(&special) {
        special
    } else {
        format!("field-{}", hyphens(code))
    };
    FieldProblem {
        field: field.to_owned(),
        code: code.to_owned(),
        detail: i18n.t(&key),
    }
}

fn code(error: &AppError, kind: ErrorKind) -> Code {
    match error {
        AppError::Refused(Refusal::Guard {
            guard: Guard::Stale,
            ..
        }) => Code::Stale,
        AppError::Refused(Refusal::NotYours { .. }) | AppError::NotPermitted => Code::NotPermitted,
        AppError::Refused(_) => Code::Refused,
        AppError::NotSignedIn => Code::KeyInvalid,
        AppError::KeyReused => Code::IdempotencyKeyReused,
        AppError::Photos(bad) if bad.iter().any(|it| it.error != PhotoError::Interrupted) => {
            Code::PhotosRefused
        }
        AppError::Throttled { .. } => Code::TooManyRequests,
        _ => match kind {
            ErrorKind::NotFound => Code::NotFound,
            ErrorKind::Forbidden => Code::NotPermitted,
            ErrorKind::Conflict | ErrorKind::Refused => Code::Refused,
            ErrorKind::SignedOut => Code::KeyInvalid,
            ErrorKind::TooLarge => Code::TooLarge,
            ErrorKind::Invalid => Code::Invalid,
            ErrorKind::TooMany => Code::TooManyRequests,
            ErrorKind::Unavailable => Code::Unavailable,
            ErrorKind::Internal => Code::Internal,
        },
    }
}

impl IntoResponse for Problem {
    fn into_response(self) -> Response {
        let (status, retry_after) = (self.code.status(), self.retry_after);
        let mut response = (status, Json(*self.document)).into_response();
        let headers = response.headers_mut();
        headers.insert(
            header::CONTENT_TYPE,
            HeaderValue::from_static("application/problem+json"),
        );
        if let Some(seconds) = retry_after {
            headers.insert(header::RETRY_AFTER, HeaderValue::from(seconds));
        }
        if status == StatusCode::UNAUTHORIZED {
            headers.insert(
                header::WWW_AUTHENTICATE,
                HeaderValue::from_static("Bearer realm=\"lapor\""),
            );
        }
        response
    }
}
