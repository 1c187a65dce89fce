//! `GET /open311/v2/discovery`: where the endpoints are.

use axum::response::{IntoResponse as _, Redirect, Response};
use jiff::Timestamp;
use lapor_app::admin;
use lapor_domain::agency::{Body, BodyKind};
use open311::{Discovery, Endpoint, EndpointType, Format, SPECIFICATION, date};

use super::BASE;
use super::door::Door;

/// `GET /open311/v2`: whoever has no more than the address is led to the document that says the rest.
pub(super) async fn lead(door: Door) -> Response {
    let suffix = door.format.suffix();
    let to = format!("{}{BASE}/discovery.{suffix}", door.here.site.base);
    Redirect::to(&to).into_response()
}

/// The document: of one body's pages its own endpoint, else those of all bodies.
pub(super) async fn page(door: Door) -> Response {
    match read(&door).await {
        Ok(discovery) => door.answer(&discovery),
        Err(error) => door.refuse(door.failed(&error)),
    }
}

async fn read(door: &Door) -> Result<Discovery, lapor_app::error::AppError> {
    let rules = door.here.rules();
    let zone = door.here.zone().offset();
    let all = rules.directory.bodies.values();
    let mut bodies: Vec<&Body> = match door.here.body {
        Some(of) => all.filter(|body| body.id == of).collect(),
        None => all
            .filter(|body| body.kind == BodyKind::Agency && !body.from_import)
            .collect(),
    };
    bodies.sort_by(|a, b| a.slug.cmp(&b.slug));
    let mut newest = Timestamp::UNIX_EPOCH;
    let mut endpoints = Vec::with_capacity(bodies.len());
    for body in &bodies {
        let changed = admin::services_changed(door.here.app(), body.id).await?;
        newest = newest.max(changed);
        let path = if door.here.body.is_some() {
            BASE.to_owned()
        } else {
            format!("/b/{}{BASE}", body.slug)
        };
        endpoints.push(Endpoint {
            specification: SPECIFICATION.to_owned(),
            url: door.address(&path),
            changeset: date::write(changed, zone),
            kind: if door.here.web.settings.demo {
                EndpointType::Test
            } else {
                EndpointType::Production
            },
            formats: Format::ALL
                .map(|format| format.media_type().to_owned())
                .into(),
        });
    }
    let name = match bodies.as_slice() {
        [only] => only.name.clone(),
        _ => door.here.host().to_owned(),
    };
    let i18n = door.i18n();
    let about = door.address("/tentang");
    Ok(Discovery {
        changeset: date::write(newest, zone),
        contact: i18n.t2("open311-contact", "name", &name, "address", &about),
        key_service: i18n.t2("open311-key-service", "name", &name, "address", &about),
        endpoints,
    })
}
