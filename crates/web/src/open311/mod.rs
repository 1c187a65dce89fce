//! Open311 GeoReport v2 under `/open311/v2`: the door for other cities' apps. One endpoint, one file.
//!
//! What goes over the wire is the crate `open311`; what anybody may see is decided below, and what comes in goes through
//! the same use case as the form. Here one becomes the other.

mod catalog;
mod create;
mod definition;
mod discovery;
mod door;
mod filing;
mod intake;
mod key;
mod memory;
mod more;
mod near;
mod one;
mod present;
mod problem;
mod retry;
mod search;
mod services;
mod token;
mod updates;
mod window;

pub(crate) use memory::Memory;

use axum::Router;
use axum::middleware::from_fn_with_state;
use axum::routing::{MethodRouter, any, get, post};

use crate::state::Web;

/// Where the endpoint lies, below a body's own base.
const BASE: &str = "/open311/v2";

/// The doors.
pub(crate) fn routes(web: Web) -> Router<Web> {
    let mut router = Router::new()
        .route("/open311/v2/{*rest}", any(door::nothing))
        .route("/open311/v2", get(discovery::lead))
        .route("/open311/v2/", get(discovery::lead));
    for (path, methods) in [
        ("/open311/discovery", get(discovery::page)),
        ("/open311/v2/discovery", get(discovery::page)),
        ("/open311/v2/services", get(services::list)),
        ("/open311/v2/servicerequestupdates", get(updates::list)),
        (
            "/open311/v2/requests",
            get(search::list).merge(post(create::send)),
        ),
    ] {
        for suffix in ["", ".xml", ".json"] {
            router = router.route(&format!("{path}{suffix}"), closed(methods.clone()));
        }
    }
    // Of these the suffix stands behind the code.
    router
        .route("/open311/v2/services/{code}", closed(get(definition::show)))
        .route("/open311/v2/requests/{id}", closed(get(one::show)))
        .route("/open311/v2/tokens/{token}", closed(get(token::show)))
        .layer(from_fn_with_state(web, door::not_too_often))
}

/// Another verb is answered in the protocol's own words.
fn closed(methods: MethodRouter<Web>) -> MethodRouter<Web> {
    methods.fallback(door::wrong_verb)
}
