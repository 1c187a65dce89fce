//! `GET /api/v1/reports/{number}/photos/{photo}`: a photograph of a report, for whoever sees it there.

use axum::http::{HeaderValue, header};
use axum::response::{IntoResponse as _, Response};
use lapor_app::report::case::Onlooker;
use lapor_app::report::open;
use lapor_domain::ids::FileId;
use serde::{Deserialize, Serialize};
use utoipa::{IntoParams, ToSchema};

use super::find::{self, As};
use crate::api::caller::Caller;
use crate::api::problem::{Code, Problem};
use crate::api::query::{Asks, At};

/// Bytes of a picture.
#[derive(ToSchema)]
#[schema(value_type = String, format = Binary)]
#[expect(dead_code, reason = "only its description is used")]
pub(crate) struct Picture(Vec<u8>);

/// How large.
#[derive(Debug, Default, Deserialize, IntoParams)]
#[serde(default, deny_unknown_fields)]
#[into_params(parameter_in = Query)]
pub(crate) struct Asked {
    /// `small`: the thumbnail.
    #[param(inline, value_type = Option<Size>)]
    size: Option<String>,
}

/// How large.
#[derive(Serialize, ToSchema)]
#[serde(rename_all = "snake_case")]
#[expect(dead_code, reason = "only its description is used")]
enum Size {
    Small,
    Large,
}

/// A photograph of a report
///
/// Made anew from its pixels, without what the camera wrote beside them. Whoever reads the photograph in the report reads it
/// here, with the same key or phrase.
#[utoipa::path(
    get,
    path = "/reports/{number}/photos/{photo}",
    tag = "reports",
    operation_id = "readPhoto",
    params(
        ("number" = String, Path, description = "Tracking number", example = "123456789012"),
        ("photo" = String, Path, description = "Id of the photograph, from the report", example = "0190a0b0-0000-7000-8000-000000000001"),
        Asked,
        ("X-Lapor-Phrase" = Option<String>, Header, description = "The eight words of the receipt"),
    ),
    responses((status = 200, description = "The photograph", body = Picture, content_type = "image/jpeg"))
)]
pub(crate) async fn read(
    caller: Caller,
    At((number, photo)): At<(String, String)>,
    Asks(asked): Asks<Asked>,
) -> Result<Response, Problem> {
    let small = match asked.size.as_deref() {
        None | Some("large") => false,
        Some("small") => true,
        Some(_) => return Err(Problem::field(caller.i18n(), "size", "unknown")),
    };
    let found = find::report(&caller, &number).await?;
    let onlooker = match &found.asker {
        As::Anyone => Onlooker::Public,
        As::Reporter => Onlooker::Reporter,
        As::Officer(officer) => Onlooker::Officer(officer.id),
    };
    let photo = photo.parse::<FileId>().ok();
    let photo = photo.filter(|file| found.case.photos.iter().any(|photo| photo.file == *file));
    let Some(file) = photo else {
        return Err(caller.problem(Code::NotFound));
    };
    let bytes = open::photo(caller.here.app(), file, small, onlooker).await;
    let bytes = bytes.map_err(|error| caller.refused(&error))?;
    let headers = [
        (header::CONTENT_TYPE, HeaderValue::from_static("image/jpeg")),
        (header::CACHE_CONTROL, HeaderValue::from_static("no-store")),
    ];
    Ok((headers, bytes).into_response())
}
