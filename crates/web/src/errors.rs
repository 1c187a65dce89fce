//! One mapping from what a use case refuses to what a person reads.

use axum::response::Response;
use lapor_app::error::{AppError, BadPhoto, FieldError};
use lapor_app::files::FileError;
use lapor_app::import::ImportError;
use lapor_app::photo::PhotoError;
use lapor_domain::report::refusal::{Guard, Refusal};
use lapor_store::StoreError;
use lapor_store::record::RecordError;

use crate::i18n::I18n;
use crate::layout::{Nav, query_escaped};
use crate::state::Here;
use crate::view::errors::{ErrorKind, ErrorPage};
use crate::view::forms::Errors;

/// Seconds after which it makes sense to try again when the record cannot be reached.
pub const RETRY_AFTER: u64 = 15;

/// The kind of page for an error.
pub fn kind(error: &AppError) -> ErrorKind {
    match error {
        AppError::Refused(Refusal::Guard {
            guard: Guard::Stale,
            ..
        }) => ErrorKind::Conflict,
        AppError::Refused(Refusal::NotYours { .. }) | AppError::NotPermitted => {
            ErrorKind::Forbidden
        }
        AppError::Refused(_) => ErrorKind::Refused,
        AppError::NotSignedIn => ErrorKind::SignedOut,
        AppError::Import(ImportError::Crowded) => ErrorKind::Unavailable,
        AppError::Invalid(_) | AppError::KeyReused | AppError::Import(_) => ErrorKind::Invalid,
        AppError::Photos(bad) if bad.iter().all(|it| it.error == PhotoError::Interrupted) => {
            ErrorKind::Unavailable
        }
        AppError::Photos(_) => ErrorKind::Invalid,
        AppError::NotFound => ErrorKind::NotFound,
        AppError::Throttled { .. } => ErrorKind::TooMany,
        AppError::Password(_) => ErrorKind::Invalid,
        AppError::Record(RecordError::Store(error)) if is_passing(error) => ErrorKind::Unavailable,
        AppError::File(FileError::Full(_) | FileError::Io { .. }) => ErrorKind::Unavailable,
        AppError::File(FileError::Missing(_)) => ErrorKind::NotFound,
        AppError::Record(_) | AppError::File(_) => ErrorKind::Internal,
    }
}

/// Nothing was kept, and the same may succeed later.
fn is_passing(error: &StoreError) -> bool {
    matches!(
        error,
        StoreError::Unavailable(_)
            | StoreError::Busy
            | StoreError::Full
            | StoreError::Closed
            | StoreError::Unknown
            | StoreError::Conflict
            | StoreError::SignIn
            | StoreError::NoDatabase
    )
}

/// Seconds to wait, where waiting helps.
pub fn retry_after(error: &AppError) -> Option<u64> {
    match error {
        AppError::Throttled {
            retry_after_seconds,
        } => Some(*retry_after_seconds),
        error if kind(error) == ErrorKind::Unavailable => Some(RETRY_AFTER),
        _ => None,
    }
}

/// The page about an error; `handed_back` is what the person had written.
pub fn answer(here: &Here, error: &AppError, handed_back: &str) -> Response {
    let kind = kind(error);
    note(kind, error);
    let mut page = ErrorPage::new(here.layout(Nav::Other), kind);
    page.retry_after = retry_after(error);
    page.detail = detail(here.i18n, error);
    handed_back.clone_into(&mut page.handed_back);
    if kind == ErrorKind::SignedOut {
        page.way_on = Some(way_in(here));
    }
    page.respond()
}

/// Back in, to the page that was open: an officer by signing in, a reporter by the phrase.
fn way_in(here: &Here) -> (String, &'static str) {
    let base = &here.site.base;
    let inside = here.path.strip_prefix(base.as_str()).unwrap_or(&here.path);
    if inside != "/ruang" && !inside.starts_with("/ruang/") {
        return (format!("{base}/lacak?habis=1"), "error-open-again");
    }
    let steps: Vec<&str> = inside.split('/').skip(1).collect();
    // What only takes forms has its page one step up.
    let page = match steps.as_slice() {
        ["ruang", "laporan", number, "buka"] => format!("/ruang/laporan/{number}"),
        ["ruang", "kelola", section, ..] => format!("/ruang/kelola/{section}"),
        ["ruang", "akun", ..] => "/ruang/akun".to_owned(),
        ["ruang", "pekerjaan", ..] => "/ruang/pekerjaan".to_owned(),
        _ => inside.to_owned(),
    };
    let next = query_escaped(&format!("{base}{page}"));
    (
        format!("{base}/masuk?kembali={next}"),
        "error-sign-in-again",
    )
}

/// Our own mistakes and a record out of reach are for the operator's log; what people do wrong is not.
pub fn note(kind: ErrorKind, error: &AppError) {
    match kind {
        ErrorKind::Internal => tracing::error!(%error, "request failed"),
        ErrorKind::Unavailable => tracing::warn!(%error, "request could not be served"),
        _ => {}
    }
}

/// What is wrong in this very case; empty where the kind says it all.
pub fn detail(i18n: I18n, error: &AppError) -> String {
    match error {
        AppError::Refused(refusal) => refusal_words(i18n, refusal),
        AppError::Photos(bad) => {
            let words = bad.iter().map(|bad| photo_words(i18n, bad));
            words.collect::<Vec<_>>().join(" ")
        }
        AppError::Invalid(fields) => fields
            .iter()
            .map(|field| field_words(i18n, field))
            .collect::<Vec<_>>()
            .join(" "),
        AppError::Password(error) => i18n.t(&key("password", error.as_str())),
        AppError::Import(error) => error.to_string(),
        _ => String::new(),
    }
}

/// Why a command is refused, which rule says so and who may give it.
pub fn refusal_words(i18n: I18n, refusal: &Refusal) -> String {
    let why = match refusal {
        Refusal::WrongState { state, .. } => i18n.t1(
            "refusal-wrong-state",
            "state",
            i18n.t(&key("refusal-state", state.as_str())),
        ),
        Refusal::NotYours { .. } => i18n.t("refusal-not-yours"),
        Refusal::Guard { guard, .. } => i18n.t(&key("guard", guard.as_str())),
    };
    let who = refusal
        .who_may()
        .iter()
        .map(|party| i18n.t(&key("party", party.as_str())))
        .collect::<Vec<_>>()
        .join(", ");
    let rule = i18n.t2("refusal-rule", "rule", refusal.rule(), "who", who);
    format!("{why} {rule}")
}

/// What is wrong with a field and what to do.
pub fn field_words(i18n: I18n, error: &FieldError) -> String {
    let special = key(&format!("field-{}", error.field), &error.code);
    if i18n.has(&special) {
        return i18n.t(&special);
    }
    i18n.t(&key("field", &error.code))
}

/// Which photograph was refused and what to do.
pub fn photo_words(i18n: I18n, bad: &BadPhoto) -> String {
    i18n.t1(&key("photo", bad.error.as_str()), "n", bad.index)
}

/// The same as what must be mended in a form's `field`.
pub fn photos(i18n: I18n, field: &str, bad: &[BadPhoto]) -> Errors {
    let mut errors = Errors::default();
    for bad in bad {
        errors.push(field, photo_words(i18n, bad));
    }
    errors
}

/// What must be mended, as a form shows it. `rename` turns a field's name into the form's.
pub fn fields(
    i18n: I18n,
    errors: &[FieldError],
    rename: impl Fn(&'static str) -> &'static str,
) -> Errors {
    let mut shown = Errors::default();
    for error in errors {
        shown.push(rename(error.field), field_words(i18n, error));
    }
    shown
}

/// The message for a code: words in messages' names are joined by hyphens.
fn key(of: &str, code: &str) -> String {
    format!("{of}-{code}").replace('_', "-")
}

#[cfg(test)]
#[path = "errors_tests.rs"]
mod tests;
