//! Around every page: headers, panics, and what no route answers.

use std::any::Any;

use axum::body::Body;
use axum::http::{Response as HttpResponse, StatusCode, header};
use axum::response::Response;

use crate::layout::{Framed, Layout, Nav, secure};
use crate::state::Here;
use crate::view::errors::{ErrorKind, ErrorPage};

/// Puts the security headers on an answer.
pub(crate) async fn headers(mut response: Response) -> Response {
    let is_framed = response.extensions().get::<Framed>().is_some();
    secure(response.headers_mut());
    if is_framed {
        response.headers_mut().remove(header::X_FRAME_OPTIONS);
    }
    response
}

/// A page for our own mistake: what broke is in the log, never on the page.
#[expect(
    clippy::needless_pass_by_value,
    reason = "the signature the layer asks for"
)]
pub(crate) fn panicked(what: Box<dyn Any + Send + 'static>) -> HttpResponse<Body> {
    let text = what
        .downcast_ref::<String>()
        .map(String::as_str)
        .or_else(|| what.downcast_ref::<&str>().copied())
        .unwrap_or_default();
    tracing::error!(panic = text, "a request panicked");
    ErrorPage::new(Layout::default(), ErrorKind::Internal).respond()
}

/// No such page.
pub(crate) async fn nothing_here(here: Here) -> Response {
    ErrorPage::new(here.layout(Nav::Other), ErrorKind::NotFound).respond()
}

/// The page exists, but is not asked for in this way: a form reloaded as a link, for instance.
pub(crate) async fn not_this_way(here: Here) -> Response {
    let mut response = ErrorPage::new(here.layout(Nav::Other), ErrorKind::NotFound).respond();
    *response.status_mut() = StatusCode::METHOD_NOT_ALLOWED;
    response
}
