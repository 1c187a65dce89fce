//! `GET /api/v1/reports/{number}`: one report, as far as the asker may see it.

use axum::response::Response;

use super::find;
use super::shape::{self, Report};
use crate::api::caller::Caller;
use crate::api::problem::Problem;
use crate::api::query::At;
use crate::api::tag;

/// One report
///
/// Without anything: what anyone may see. With `X-Lapor-Phrase`: the reporter's own view. With a key that acts as an
/// officer: that officer's view. What may not be seen answers exactly like what does not exist.
#[utoipa::path(
    get,
    path = "/reports/{number}",
    tag = "reports",
    operation_id = "readReport",
    params(
        ("number" = String, Path, description = "Tracking number", example = "123456789012"),
        ("X-Lapor-Phrase" = Option<String>, Header, description = "The eight words of the receipt"),
        ("If-None-Match" = Option<String>, Header, description = "Version that the asker has"),
    ),
    responses(
        (status = 200, description = "The report", body = Report, headers(("ETag" = String, description = "Version, for If-Match and If-None-Match"))),
        (status = 304, description = "The asker has this version"),
    )
)]
pub(crate) async fn read(caller: Caller, At(number): At<String>) -> Result<Response, Problem> {
    let found = find::report(&caller, &number).await?;
    let is_public = matches!(found.asker, find::As::Anyone) && found.case.is_public;
    let shown = shape::report(&caller.here, &found);
    tag::answer(&caller, found.case.seq, is_public, &shown)
}
