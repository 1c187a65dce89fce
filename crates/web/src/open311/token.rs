//! `GET /open311/v2/tokens/{token}`: which request a token stands for.
//!
//! Every service gives its number at once, so none hands out a token. Clients that take the number for one and ask
//! here get it back.

use axum::response::Response;
use open311::{TokenAnswer, TokenAnswers};

use super::door::Door;
use super::one;
use super::problem::Problem;
use crate::public::track::NOTHING_TAKES;

/// The number, for who may know that it exists.
pub(super) async fn show(mut door: Door) -> Response {
    let floor = tokio::time::sleep(NOTHING_TAKES);
    let body = match door.body(&door.query) {
        Ok(body) => body,
        Err(problem) => return door.refuse(problem),
    };
    door.at(body);
    match one::find(&door, body).await {
        Ok(Some(case)) => door.answer(&TokenAnswers(vec![TokenAnswer {
            service_request_id: Some(case.tracking.to_string()),
            token: door.name.clone(),
        }])),
        Ok(None) => {
            floor.await;
            door.refuse(Problem::not_found(door.i18n()))
        }
        Err(problem) => door.refuse(problem),
    }
}
