//! `GET /open311/v2/services/{code}`: the questions of one service.

use axum::response::Response;

use super::catalog;
use super::door::Door;
use super::problem::Problem;

/// The definition; of a category without questions it is an empty one.
pub(super) async fn show(door: Door) -> Response {
    let body = match door.body(&door.query) {
        Ok(body) => body,
        Err(problem) => return door.refuse(problem),
    };
    let rules = door.here.rules();
    match catalog::chosen(&rules, body, &door.name) {
        Some(category) => door.answer(&catalog::definition(door.i18n(), category)),
        None => door.refuse(Problem::not_found(door.i18n())),
    }
}
