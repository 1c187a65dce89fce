//! `POST /masuk/web/{name}`: another system delivers a report. No page: it reads the status and a JSON object.

use std::net::SocketAddr;

use axum::Json;
use axum::extract::{ConnectInfo, Path, Request, State};
use axum::http::StatusCode;
use axum::response::{IntoResponse as _, Response};
use lapor_app::channels::sms::inbound::Delivery;
use lapor_app::channels::web::inbound::{self, DeliveryError, MAX_DELIVERY, Taken};
use serde_json::json;

use crate::limits;
use crate::session;
use crate::state::Web;

/// Takes a report in.
pub(super) async fn report(
    State(web): State<Web>,
    Path(name): Path<String>,
    request: Request,
) -> Response {
    let (parts, body) = request.into_parts();
    let reading = axum::body::to_bytes(body, MAX_DELIVERY);
    let body = match tokio::time::timeout(limits::SILENCE, reading).await {
        Ok(Ok(body)) => body.to_vec(),
        Ok(Err(_)) => {
            return refused(
                StatusCode::PAYLOAD_TOO_LARGE,
                "too_large",
                "kiriman terlalu besar",
            );
        }
        Err(_) => {
            return refused(
                StatusCode::REQUEST_TIMEOUT,
                "too_slow",
                "kiriman tidak selesai",
            );
        }
    };
    let peer = parts.extensions.get::<ConnectInfo<SocketAddr>>();
    let peer = peer.map(|info| info.0.ip());
    let headers = parts.headers.iter().filter_map(|(name, value)| {
        let value = value.to_str().ok()?;
        Some((name.as_str().to_owned(), value.to_owned()))
    });
    let delivery = Delivery {
        query: parts.uri.query().unwrap_or_default().to_owned(),
        headers: headers.collect(),
        body,
        peer: session::sender_address(peer, &parts.headers, &web.settings.trusted_proxies),
    };
    match inbound::deliver(&web.app, &name, &delivery).await {
        Ok(taken) => accepted(taken),
        Err(error) => {
            let (status, code) = match &error {
                DeliveryError::Unknown => (StatusCode::NOT_FOUND, "unknown"),
                DeliveryError::Forged => (StatusCode::FORBIDDEN, "not_proved"),
                DeliveryError::Malformed(_) => (StatusCode::UNPROCESSABLE_ENTITY, "malformed"),
                DeliveryError::Invalid(_) => (StatusCode::UNPROCESSABLE_ENTITY, "invalid"),
                DeliveryError::App(_) => (StatusCode::SERVICE_UNAVAILABLE, "again"),
            };
            tracing::warn!(system = name, code, "kiriman laporan tidak diterima");
            let says = match error {
                DeliveryError::App(_) => "belum dapat dicatat; kirim lagi".to_owned(),
                other => other.to_string(),
            };
            refused(status, code, &says)
        }
    }
}

fn accepted(taken: Taken) -> Response {
    let status = if taken.again {
        StatusCode::OK
    } else {
        StatusCode::CREATED
    };
    let answer = json!({ "number": taken.tracking.to_string(), "again": taken.again });
    (status, Json(answer)).into_response()
}

fn refused(status: StatusCode, code: &str, says: &str) -> Response {
    (status, Json(json!({ "error": code, "message": says }))).into_response()
}
