//! All doors made of HTTP in one router.

use axum::Router;
use axum::extract::DefaultBodyLimit;
use axum::middleware::{from_fn_with_state, map_request, map_response};
use tower_http::catch_panic::CatchPanicLayer;
use tower_http::compression::CompressionLayer;

use crate::state::Web;
use crate::{
    api, assets, feed, guard, language, limits, open311, prefix, public, session, workspace,
};

/// The doors of an installation.
///
/// Serve it with `into_make_service_with_connect_info::<SocketAddr>()`: guesses are throttled by
/// the sender's address.
pub fn router(web: Web) -> Router {
    let pages = Router::new()
        .merge(public::routes())
        .merge(workspace::routes())
        .merge(api::pages())
        .merge(language::routes())
        .merge(assets::routes())
        .fallback(guard::nothing_here)
        .method_not_allowed_fallback(guard::not_this_way)
        .layer(from_fn_with_state(
            web.clone(),
            session::only_from_our_pages,
        ))
        // No cookie opens anything there: keys do, so it does not matter whose page a request comes from.
        .merge(open311::routes(web.clone()))
        .merge(api::routes(web.clone()))
        .merge(feed::routes(web.clone()))
        .layer(DefaultBodyLimit::max(limits::BODY))
        .layer(CatchPanicLayer::custom(guard::panicked))
        .layer(map_response(guard::headers))
        .layer(CompressionLayer::new())
        .with_state(web);
    // The prefix must be off before a path is looked up, and layers run after that: so the whole
    // router stands behind another one.
    Router::new()
        .fallback_service(pages)
        .layer(map_request(|request| async { prefix::take_off(request) }))
}
