//! `/masuk/whatsapp/{name}` and `/masuk/telegram/{name}`: webhooks of messengers. No pages: platforms read the status.

use axum::body::Body;
use axum::extract::rejection::QueryRejection;
use axum::extract::{Path, Query, Request, State};
use axum::http::{HeaderMap, StatusCode, header};
use axum::response::{IntoResponse as _, Response};
use lapor_app::channels::chat::inbound::{self, DeliveryError, MAX_DELIVERY};
use serde::Deserialize;

use crate::limits;
use crate::state::Web;

/// What WhatsApp asks when the webhook is registered.
#[derive(Debug, Default, Deserialize)]
pub(super) struct Asked {
    #[serde(default, rename = "hub.mode")]
    mode: String,
    #[serde(default, rename = "hub.verify_token")]
    token: String,
    #[serde(default, rename = "hub.challenge")]
    challenge: String,
}

/// Says the challenge back to whoever knows the word.
pub(super) async fn verify(
    State(web): State<Web>,
    Path(name): Path<String>,
    asked: Result<Query<Asked>, QueryRejection>,
) -> Response {
    let asked = asked.map(|Query(asked)| asked).unwrap_or_default();
    match inbound::verify(&web.app, &name, &asked.mode, &asked.token, &asked.challenge) {
        Ok(challenge) => plain(StatusCode::OK, &challenge),
        Err(error) => refused(&name, &error),
    }
}

/// Takes a delivery of WhatsApp.
pub(super) async fn whatsapp(
    State(web): State<Web>,
    Path(name): Path<String>,
    request: Request,
) -> Response {
    let (parts, body) = request.into_parts();
    let body = match read(body).await {
        Ok(body) => body,
        Err(response) => return response,
    };
    let signature = text(&parts.headers, "x-hub-signature-256");
    taken(
        &name,
        inbound::whatsapp(&web.app, &name, signature, &body).await,
    )
}

/// Takes an update of Telegram.
pub(super) async fn telegram(
    State(web): State<Web>,
    Path(name): Path<String>,
    request: Request,
) -> Response {
    let (parts, body) = request.into_parts();
    let body = match read(body).await {
        Ok(body) => body,
        Err(response) => return response,
    };
    let secret = text(&parts.headers, "x-telegram-bot-api-secret-token");
    taken(
        &name,
        inbound::telegram(&web.app, &name, secret, &body).await,
    )
}

async fn read(body: Body) -> Result<Vec<u8>, Response> {
    let reading = axum::body::to_bytes(body, MAX_DELIVERY);
    match tokio::time::timeout(limits::SILENCE, reading).await {
        Ok(Ok(body)) => Ok(body.to_vec()),
        Ok(Err(_)) => Err(plain(
            StatusCode::PAYLOAD_TOO_LARGE,
            "kiriman terlalu besar",
        )),
        Err(_) => Err(plain(StatusCode::REQUEST_TIMEOUT, "kiriman tidak selesai")),
    }
}

fn text<'a>(headers: &'a HeaderMap, name: &str) -> &'a str {
    let value = headers.get(name).and_then(|value| value.to_str().ok());
    value.unwrap_or_default()
}

fn taken(name: &str, taken: Result<(), DeliveryError>) -> Response {
    match taken {
        Ok(()) => plain(StatusCode::OK, "OK"),
        Err(error) => refused(name, &error),
    }
}

fn refused(name: &str, error: &DeliveryError) -> Response {
    tracing::warn!(door = name, %error, "kiriman layanan percakapan tidak diterima");
    match error {
        DeliveryError::Unknown => plain(StatusCode::NOT_FOUND, &error.to_string()),
        DeliveryError::Forged => plain(StatusCode::FORBIDDEN, &error.to_string()),
        DeliveryError::App(_) => {
            let says = "belum dapat dicatat; kirim lagi";
            plain(StatusCode::SERVICE_UNAVAILABLE, says)
        }
    }
}

fn plain(status: StatusCode, text: &str) -> Response {
    let kind = [(header::CONTENT_TYPE, "text/plain; charset=utf-8")];
    (status, kind, text.to_owned()).into_response()
}
