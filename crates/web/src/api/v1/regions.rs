//! `GET /api/v1/regions`: places by their code.

use axum::Json;
use serde::{Deserialize, Serialize};
use utoipa::{IntoParams, ToSchema};
use wilayah::RegionCode;

use crate::api::caller::Caller;
use crate::api::problem::Problem;
use crate::api::query::Asks;
use crate::places;

/// Places at or below one, by code; at most 4,000.
#[derive(Debug, Serialize, ToSchema)]
pub(crate) struct Regions {
    /// By code.
    regions: Vec<Region>,
}

/// A place.
#[derive(Debug, Serialize, ToSchema)]
pub(crate) struct Region {
    /// Its code, levels parted by dots.
    #[schema(example = "62.71.01.1001")]
    code: String,
    /// Its name.
    name: String,
}

/// From where on.
#[derive(Debug, Default, Deserialize, IntoParams)]
#[serde(default, deny_unknown_fields)]
#[into_params(parameter_in = Query)]
pub(crate) struct Asked {
    /// Code of the place: itself and all within it. Without it the territory of the address's body.
    #[param(example = "62.71")]
    below: Option<String>,
}

/// Places
#[utoipa::path(
    get,
    path = "/regions",
    tag = "directory",
    operation_id = "listRegions",
    params(Asked),
    responses((status = 200, description = "Places", body = Regions))
)]
pub(crate) async fn read(
    caller: Caller,
    Asks(asked): Asks<Asked>,
) -> Result<Json<Regions>, Problem> {
    let rules = caller.here.rules();
    let above = match asked.below.as_deref().map(str::parse::<RegionCode>) {
        Some(Ok(code)) => code.to_string(),
        Some(Err(_)) => return Err(Problem::field(caller.i18n(), "below", "unknown")),
        None => caller
            .here
            .body
            .and_then(|body| rules.directory.bodies.get(&body))
            .and_then(|body| body.region.clone())
            .ok_or_else(|| Problem::field(caller.i18n(), "below", "required"))?,
    };
    let found = places::list(caller.here.app(), &above).await;
    let found = found.map_err(|error| caller.refused(&error.into()))?;
    let regions = found
        .into_iter()
        .map(|(code, name)| Region { code, name })
        .collect();
    Ok(Json(Regions { regions }))
}
