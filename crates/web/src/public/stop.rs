//! `/berhenti/{message}`: the link in each message by which its reader asks for no more of them. Looking at it changes
//! nothing: programs that fetch links in mail must not silence anybody. Mail programs post to it (RFC 8058).

use axum::extract::Path;
use axum::http::StatusCode;
use axum::response::Response;
use lapor_app::channels::silence;
use lapor_app::error::AppError;
use uuid::Uuid;

use crate::errors;
use crate::layout::{Nav, page as respond};
use crate::state::Here;
use crate::view::stop::StopPage;

/// Asks whether that is meant.
pub(super) async fn page(here: Here, Path(message): Path<String>) -> Response {
    match known(&here, &message).await {
        Ok(()) => show(&here, false),
        Err(error) => errors::answer(&here, &error, ""),
    }
}

/// Does it.
pub(super) async fn stop(here: Here, Path(message): Path<String>) -> Response {
    let stopped = match message.parse::<Uuid>() {
        Ok(id) => silence::by_message(here.app(), id).await,
        Err(_) => Err(AppError::NotFound),
    };
    match stopped {
        Ok(()) => show(&here, true),
        Err(error) => errors::answer(&here, &error, ""),
    }
}

async fn known(here: &Here, message: &str) -> Result<(), AppError> {
    let id = message.parse::<Uuid>().map_err(|_| AppError::NotFound)?;
    silence::is_known(here.app(), id).await
}

fn show(here: &Here, done: bool) -> Response {
    let page = StopPage {
        l: here.layout(Nav::Other).one_off(),
        action: here.path.clone(),
        done,
    };
    respond(StatusCode::OK, &page)
}
