//! `POST /api/v1/reports/{number}/openings`: words that an officer reads with a reason, which is logged first.

use axum::Json;
use axum::extract::Request;
use axum::http::{HeaderValue, header};
use axum::response::{IntoResponse as _, Response};
use lapor_app::error::AppError;
use lapor_app::report::open;
use lapor_domain::api_key::Scope;
use lapor_domain::content::ContentKind;
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

use super::find::{self, As};
use crate::api::body;
use crate::api::caller::Caller;
use crate::api::problem::Problem;
use crate::api::query::At;

/// Which words, and why.
#[derive(Debug, Default, Deserialize, ToSchema)]
#[serde(default, deny_unknown_fields)]
pub(crate) struct Opening {
    /// One of those that stand in `opens_with_reason` of the report.
    #[schema(required = true, value_type = Sealed)]
    what: String,
    /// Why, in words. The reporter and whoever watches over the office read it.
    #[schema(required = true, min_length = 5, example = "Menanyakan letak lubang.")]
    reason: String,
}

/// Words that open with a reason.
#[derive(Serialize, ToSchema)]
#[serde(rename_all = "snake_case")]
#[expect(dead_code, reason = "only its description is used")]
enum Sealed {
    TextOriginal,
    Name,
    Phone,
    Email,
    Nik,
}

/// What was read.
#[derive(Debug, Serialize, ToSchema)]
pub(crate) struct Opened {
    /// Which words.
    what: String,
    /// The words.
    words: String,
}

/// Read what needs a reason
///
/// With a key of scope `act`, as its officer, where the officer's part in the report permits it. The look is in the access
/// log of the report before the words are told, exactly as from the page of the workspace.
#[utoipa::path(
    post,
    path = "/reports/{number}/openings",
    tag = "reports",
    operation_id = "openWords",
    params(("number" = String, Path, description = "Tracking number", example = "123456789012")),
    request_body(description = "Which words, and why", content_type = "application/json", content = Opening),
    responses((status = 200, description = "The words", body = Opened)),
    security(("key" = ["act"]))
)]
pub(crate) async fn send(
    caller: Caller,
    At(number): At<String>,
    request: Request,
) -> Result<Response, Problem> {
    caller.with(Scope::Act)?;
    let i18n = caller.i18n();
    let asked: Opening = body::json(i18n, request).await?;
    let found = find::report(&caller, &number).await?;
    let As::Officer(officer) = &found.asker else {
        return Err(caller.refused(&AppError::NotPermitted));
    };
    let kind = match asked.what.as_str() {
        "text_original" => ContentKind::TextOriginal,
        "name" => ContentKind::Name,
        "phone" => ContentKind::Phone,
        "email" => ContentKind::Email,
        "nik" => ContentKind::Nik,
        _ => return Err(Problem::field(i18n, "what", "unknown")),
    };
    let app = caller.here.app();
    let words = open::with_reason(app, officer.id, found.case.id, kind, &asked.reason).await;
    let words = words.map_err(|error| caller.refused(&error))?;
    let opened = Opened {
        what: asked.what,
        words,
    };
    let headers = [(header::CACHE_CONTROL, HeaderValue::from_static("no-store"))];
    Ok((headers, Json(opened)).into_response())
}
