//! `GET /open311/v2/services`: what may be reported.

use axum::response::Response;
use open311::Services;

use super::catalog;
use super::door::Door;

/// The list.
pub(super) async fn list(door: Door) -> Response {
    let body = match door.body(&door.query) {
        Ok(body) => body,
        Err(problem) => return door.refuse(problem),
    };
    let rules = door.here.rules();
    let offered = catalog::offered(&rules, body);
    let services = offered
        .into_iter()
        .map(|category| catalog::service(door.i18n(), &rules, category));
    door.answer(&Services(services.collect()))
}
