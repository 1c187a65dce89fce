//! `POST /masuk/sms/{gateway}`: a gateway delivers a message, or at `…/laporan` reports of one of ours. No page: gateways read the status and a word.

use std::net::SocketAddr;

use axum::extract::{ConnectInfo, Path, Request, State};
use axum::http::{StatusCode, header};
use axum::response::{IntoResponse as _, Response};
use lapor_app::channels::sms::inbound::{self, Delivery, DeliveryError, MAX_DELIVERY};
use lapor_app::channels::sms::report;

use crate::limits;
use crate::session;
use crate::state::Web;

/// Takes a message in.
pub(super) async fn sms(
    State(web): State<Web>,
    Path(gateway): Path<String>,
    request: Request,
) -> Response {
    match read(&web, request).await {
        Ok(delivery) => answer(
            &gateway,
            inbound::deliver(&web.app, &gateway, &delivery).await,
        ),
        Err(response) => response,
    }
}

/// Takes a report about a message that we sent: it arrived, or never will.
pub(super) async fn report(
    State(web): State<Web>,
    Path(gateway): Path<String>,
    request: Request,
) -> Response {
    match read(&web, request).await {
        Ok(delivery) => answer(
            &gateway,
            report::deliver(&web.app, &gateway, &delivery).await,
        ),
        Err(response) => response,
    }
}

/// The request as the doors look at it.
async fn read(web: &Web, request: Request) -> Result<Delivery, Response> {
    let (parts, body) = request.into_parts();
    let reading = axum::body::to_bytes(body, MAX_DELIVERY);
    let body = match tokio::time::timeout(limits::SILENCE, reading).await {
        Ok(Ok(body)) => body.to_vec(),
        Ok(Err(_)) => {
            return Err(plain(
                StatusCode::PAYLOAD_TOO_LARGE,
                "kiriman terlalu besar",
            ));
        }
        Err(_) => return Err(plain(StatusCode::REQUEST_TIMEOUT, "kiriman tidak selesai")),
    };
    let peer = parts.extensions.get::<ConnectInfo<SocketAddr>>();
    let peer = peer.map(|info| info.0.ip());
    let headers = parts.headers.iter().filter_map(|(name, value)| {
        let value = value.to_str().ok()?;
        Some((name.as_str().to_owned(), value.to_owned()))
    });
    Ok(Delivery {
        query: parts.uri.query().unwrap_or_default().to_owned(),
        headers: headers.collect(),
        body,
        peer: session::sender_address(peer, &parts.headers, &web.settings.trusted_proxies),
    })
}

fn answer(gateway: &str, taken: Result<String, DeliveryError>) -> Response {
    match taken {
        Ok(answer) => plain(StatusCode::OK, &answer),
        Err(error) => {
            let status = match &error {
                DeliveryError::Unknown => StatusCode::NOT_FOUND,
                DeliveryError::Forged => StatusCode::FORBIDDEN,
                DeliveryError::Malformed => StatusCode::UNPROCESSABLE_ENTITY,
                DeliveryError::App(_) => StatusCode::SERVICE_UNAVAILABLE,
            };
            tracing::warn!(gateway, %error, "kiriman SMS tidak diterima");
            let says = match error {
                DeliveryError::App(_) => "belum dapat dicatat; kirim lagi".to_owned(),
                other => other.to_string(),
            };
            plain(status, &says)
        }
    }
}

fn plain(status: StatusCode, text: &str) -> Response {
    let kind = [(header::CONTENT_TYPE, "text/plain; charset=utf-8")];
    (status, kind, text.to_owned()).into_response()
}
