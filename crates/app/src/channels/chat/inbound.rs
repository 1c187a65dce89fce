//! Webhooks of platforms: proved, read, and handed to the dialogue message by message, each once.

use lapor_store::outbox::{self, Delivery};
use lapor_store::{Change, Tx};
use uuid::Uuid;

use super::turn::{self, Door};
use super::{auth, telegram, whatsapp};
use crate::app::App;
use crate::error::AppError;

/// Longest delivery that is read, in bytes: what WhatsApp says it sends at most.
pub const MAX_DELIVERY: usize = 3 * 1024 * 1024;

/// Why a delivery was not taken.
#[derive(Debug, thiserror::Error)]
pub enum DeliveryError {
    /// No door of that name.
    #[error("pintu percakapan ini tidak dikenal")]
    Unknown,
    /// It is not proved to come from the platform.
    #[error("kiriman ini tidak terbukti dari layanan percakapan")]
    Forged,
    /// The record: the platform shall deliver again.
    #[error(transparent)]
    App(#[from] AppError),
}

/// Answers WhatsApp's question whether we know the word that was agreed on: the challenge is said back.
///
/// # Errors
/// [`DeliveryError::Unknown`], [`DeliveryError::Forged`].
pub fn verify(
    app: &App,
    name: &str,
    mode: &str,
    token: &str,
    challenge: &str,
) -> Result<String, DeliveryError> {
    let channels = app.channels();
    let door = channels.whatsapp.iter().find(|door| door.name == name);
    let door = door.ok_or(DeliveryError::Unknown)?;
    // Nothing but letters and digits is ever said back to whoever asks.
    let is_plain =
        challenge.len() <= 256 && challenge.bytes().all(|byte| byte.is_ascii_alphanumeric());
    if mode == "subscribe" && is_plain && auth::is_secret(&door.verify_token, token) {
        Ok(challenge.to_owned())
    } else {
        Err(DeliveryError::Forged)
    }
}

/// Takes a delivery of WhatsApp. `signature` is its header `X-Hub-Signature-256`.
///
/// # Errors
/// [`DeliveryError`]; what was dealt with before an error is not done again when the delivery is repeated.
pub async fn whatsapp(
    app: &App,
    name: &str,
    signature: &str,
    body: &[u8],
) -> Result<(), DeliveryError> {
    let channels = app.channels();
    let door = channels.whatsapp.iter().find(|door| door.name == name);
    let door = door.ok_or(DeliveryError::Unknown)?;
    if !auth::is_signed(&door.app_secret, signature, body) {
        return Err(DeliveryError::Forged);
    }
    let Some(webhook) = whatsapp::read::read(body, &door.phone_number_id) else {
        unreadable(name);
        return Ok(());
    };
    if !webhook.deliveries.is_empty() {
        let now = app.now();
        let deliveries = webhook.deliveries;
        app.store().run(Note { deliveries, now }).await?;
    }
    for message in &webhook.messages {
        turn::take(app, Door::Whatsapp(door), message).await?;
    }
    Ok(())
}

/// Takes an update of Telegram. `secret` is its header `X-Telegram-Bot-Api-Secret-Token`.
///
/// # Errors
/// [`DeliveryError`].
pub async fn telegram(
    app: &App,
    name: &str,
    secret: &str,
    body: &[u8],
) -> Result<(), DeliveryError> {
    let channels = app.channels();
    let door = channels.telegram.iter().find(|door| door.name == name);
    let door = door.ok_or(DeliveryError::Unknown)?;
    if !auth::is_secret(&door.secret, secret) {
        return Err(DeliveryError::Forged);
    }
    match telegram::read::read(body) {
        Some(Some(message)) => turn::take(app, Door::Telegram(door), &message).await?,
        Some(None) => {}
        None => unreadable(name),
    }
    Ok(())
}

/// The platform would send it again for days, and hold back what comes after it.
fn unreadable(name: &str) {
    tracing::warn!(
        door = name,
        "kiriman layanan percakapan tidak terbaca; dilewati"
    );
}

struct Note {
    deliveries: Vec<(Uuid, Delivery)>,
    now: jiff::Timestamp,
}

impl Change for Note {
    type Output = ();
    type Error = AppError;
    const NAME: &'static str = "note_deliveries";

    async fn apply(&self, tx: &mut Tx<'_>) -> Result<(), AppError> {
        for (message, delivery) in &self.deliveries {
            outbox::note_delivery(tx, *message, "whatsapp", delivery, self.now).await?;
        }
        Ok(())
    }
}
