//! `POST /ruang/laporan/{number}/berkas-perkara`: the whole course of a report as one file, for the Ombudsman or a court.

mod document;
mod tables;

pub use document::document;

use axum::extract::{Path, Request};
use axum::http::{HeaderValue, StatusCode, header};
use axum::response::{IntoResponse, Response};
use lapor_app::error::AppError;
use lapor_app::report::case::{CaseView, Shown};
use lapor_app::report::case_file::{self, Maker};

use super::report;
use super::seat::Seat;
use crate::errors;
use crate::form::Sent;
use crate::state::Here;
use crate::workspace_view::form::{Field, Form, Input};
use crate::workspace_view::sealed::Sealed;

/// Makes the file, with a reason that is logged first.
pub(super) async fn make(here: Here, Path(number): Path<String>, request: Request) -> Response {
    let sent = Sent::read(request).await;
    let seat = match Seat::take(here).await {
        Ok(seat) => seat,
        Err(response) => return response,
    };
    let case = match report::find(&seat, &number).await {
        Ok(case) => case,
        Err(response) => return response,
    };
    let reason = sent.text("text");
    let maker = Maker::Officer(seat.officer.id);
    let made = match case_file::make(seat.here.app(), case.id, maker, reason).await {
        Ok(made) => made,
        Err(error) => return errors::answer(&seat.here, &error, reason),
    };
    let written = tokio::task::spawn_blocking(move || dokumen::pdf(&document(&made)));
    match written.await {
        Ok(Ok(bytes)) => file(&case, bytes),
        Ok(Err(error)) => {
            tracing::error!(%error, "a case file could not be written");
            errors::answer(&seat.here, &AppError::NotFound, reason)
        }
        Err(_) => errors::answer(&seat.here, &AppError::NotFound, reason),
    }
}

/// The way there, from the report's page.
pub(super) fn sealed(seat: &Seat, case: &CaseView, href: &str) -> Sealed {
    if !case.has_case_file {
        return Sealed::Absent;
    }
    let i18n = seat.here.i18n;
    let mut hint = i18n.t("casefile-reason-hint");
    if case.text_public == Shown::No {
        hint = format!("{} {hint}", i18n.t("casefile-unmasked"));
    }
    let reason = Field::new("text", i18n.t("open-reason"), Input::Line).hint(hint);
    Sealed::Closed(Box::new(Form::new(
        "berkas-perkara".to_owned(),
        format!("{href}/berkas-perkara"),
        i18n.t("casefile-button"),
        vec![reason],
    )))
}

fn file(case: &CaseView, bytes: Vec<u8>) -> Response {
    let name = format!(
        "attachment; filename=\"berkas-perkara-{}.pdf\"",
        case.tracking
    );
    let mut response = (StatusCode::OK, bytes).into_response();
    let headers = response.headers_mut();
    for (header, value) in [
        (header::CONTENT_TYPE, "application/pdf"),
        (header::CONTENT_DISPOSITION, name.as_str()),
        (header::CACHE_CONTROL, "private, no-store"),
    ] {
        if let Ok(value) = HeaderValue::from_str(value) {
            headers.insert(header, value);
        }
    }
    response
}
