//! The interface for programs: `/api/v1`, its OpenAPI document and the page that explains it.
//!
//! Rules of the house for it: docs/API-DESIGN.md.

mod body;
mod caller;
mod document;
mod page;
mod problem;
mod query;
mod tag;
mod v1;
mod webhooks;

use std::any::Any;

use axum::Router;
use axum::body::Body;
use axum::extract::{Request, State};
use axum::http::{HeaderValue, Response as HttpResponse, header};
use axum::middleware::{Next, from_fn_with_state};
use axum::response::{IntoResponse as _, Response};
use axum::routing::{any, get};
use lapor_app::error::AppError;
use tower_http::catch_panic::CatchPanicLayer;
use utoipa_axum::router::OpenApiRouter;
use utoipa_axum::routes;

use self::caller::Caller;
use self::problem::{Code, Problem};
use crate::i18n::I18n;
use crate::state::Web;
use crate::{language, quota};

/// Every operation, with its description.
fn operations() -> OpenApiRouter<Web> {
    OpenApiRouter::new()
        .routes(routes!(v1::list::read, v1::file::send))
        .routes(routes!(v1::report::read))
        .routes(routes!(v1::history::read))
        .routes(routes!(v1::follow::send))
        .routes(routes!(v1::photo::read))
        .routes(routes!(v1::opening::send))
        .routes(routes!(v1::command::give))
        .routes(routes!(v1::inbox::read))
        .routes(routes!(v1::statistics::read))
        .routes(routes!(v1::figures::read))
        .routes(routes!(v1::figures::catalogue))
        .routes(routes!(v1::agencies::read))
        .routes(routes!(v1::categories::read))
        .routes(routes!(v1::regions::read))
}

/// The doors for programs, below `/api/v1`.
pub(crate) fn routes(web: Web) -> Router<Web> {
    let (operations, _) = operations().split_for_parts();
    let api = operations
        .route("/openapi.json", get(self::document))
        .fallback(nothing_here)
        .method_not_allowed_fallback(not_this_way)
        .layer(from_fn_with_state(web, not_too_often))
        .layer(CatchPanicLayer::custom(panicked));
    Router::new()
        .nest("/api/v1", api)
        .route("/api/v1/", any(nothing_here))
}

/// The page that explains them.
pub(crate) fn pages() -> Router<Web> {
    Router::new().route("/api", get(page::read))
}

/// The OpenAPI document of the interface, as it is served.
pub fn openapi() -> &'static str {
    document::text()
}

async fn document() -> Response {
    let kind = HeaderValue::from_static("application/json");
    ([(header::CONTENT_TYPE, kind)], openapi()).into_response()
}

/// Answers only so many reads of one address that brings no key.
async fn not_too_often(State(web): State<Web>, mut request: Request, next: Next) -> Response {
    let Err(seconds) = quota::take(&web, &mut request).await else {
        return next.run(request).await;
    };
    let throttled = AppError::Throttled {
        retry_after_seconds: seconds,
    };
    let i18n = language::of_request(request.headers());
    Problem::of(i18n, &throttled).into_response()
}

async fn nothing_here(caller: Caller) -> Problem {
    caller.problem(Code::NotFound)
}

async fn not_this_way(caller: Caller) -> Problem {
    caller.problem(Code::MethodNotAllowed)
}

#[expect(
    clippy::needless_pass_by_value,
    reason = "the signature the layer asks for"
)]
fn panicked(what: Box<dyn Any + Send + 'static>) -> HttpResponse<Body> {
    let text = what
        .downcast_ref::<String>()
        .map(String::as_str)
        .or_else(|| what.downcast_ref::<&str>().copied())
        .unwrap_or_default();
    tracing::error!(panic = text, "a request of a program panicked");
    Problem::new(I18n::default(), Code::Internal).into_response()
}
