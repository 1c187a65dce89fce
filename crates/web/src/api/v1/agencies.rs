//! `GET /api/v1/agencies`: bodies and their units.

use axum::Json;
use lapor_domain::agency::{Body, BodyKind};
use serde::Serialize;
use utoipa::ToSchema;

use crate::api::caller::Caller;

/// Bodies, by name.
#[derive(Debug, Serialize, ToSchema)]
pub(crate) struct Agencies {
    /// Those of this address; all where it names none.
    agencies: Vec<Agency>,
}

/// A body.
#[derive(Debug, Serialize, ToSchema)]
pub(crate) struct Agency {
    /// Its name in addresses: `/b/{slug}/api/v1`.
    slug: String,
    /// Its name.
    name: String,
    /// The national desk.
    is_desk: bool,
    /// Region code of its territory.
    region: Option<String>,
    /// Units that take reports today, by name.
    units: Vec<Unit>,
}

/// A unit of a body.
#[derive(Debug, Serialize, ToSchema)]
pub(crate) struct Unit {
    /// Its id.
    #[schema(format = "uuid")]
    id: String,
    /// Its name in addresses.
    slug: String,
    /// Its name.
    name: String,
    /// The unit above: its id.
    parent: Option<String>,
    /// Region code of its territory.
    region: Option<String>,
}

/// Bodies and their units
#[utoipa::path(
    get,
    path = "/agencies",
    tag = "directory",
    operation_id = "listAgencies",
    responses((status = 200, description = "Bodies", body = Agencies))
)]
pub(crate) async fn read(caller: Caller) -> Json<Agencies> {
    let rules = caller.here.rules();
    let bodies = rules.directory.bodies.values();
    let mut bodies: Vec<&Body> = bodies
        .filter(|body| !body.from_import)
        .filter(|body| caller.here.body.is_none_or(|only| only == body.id))
        .collect();
    bodies.sort_by(|one, other| one.name.cmp(&other.name));
    let agencies = bodies
        .into_iter()
        .map(|body| Agency {
            slug: body.slug.clone(),
            name: body.name.clone(),
            is_desk: body.kind == BodyKind::Desk,
            region: body.region.clone(),
            units: units(&caller, body),
        })
        .collect();
    Json(Agencies { agencies })
}

fn units(caller: &Caller, body: &Body) -> Vec<Unit> {
    let rules = caller.here.rules();
    let today = rules.zone(body.id).local_date(caller.here.app().now());
    let mut units: Vec<Unit> = rules
        .directory
        .units
        .values()
        .filter(|unit| unit.body == body.id && unit.is_valid_on(today) && !unit.from_import)
        .map(|unit| Unit {
            id: unit.id.to_string(),
            slug: unit.slug.clone(),
            name: unit.name.clone(),
            parent: unit.parent.map(|id| id.to_string()),
            region: unit.region.clone(),
        })
        .collect();
    units.sort_by(|one, other| (&one.name, &one.id).cmp(&(&other.name, &other.id)));
    units
}
