//! WhatsApp lets us write freely for a day after the person's last word.

use jiff::SignedDuration;
use lapor_domain::contact::{ChatAddress, Messenger};
use lapor_store::outbox;
use lapor_store::{Query, StoreError, Tx};

use crate::app::App;
use crate::channels::Channels;
use crate::error::AppError;

/// How long a dialogue is kept after the person's last word, and how long WhatsApp's window stays open.
pub(super) const DAY: SignedDuration = SignedDuration::from_hours(24);
/// The window closes a little earlier for us: clocks differ, and a message takes its time.
const MARGIN: SignedDuration = SignedDuration::from_mins(2);

/// The keyed hash of door and sender, under which a dialogue is kept.
pub(super) fn talk_key(app: &App, door: &str, from: &ChatAddress) -> [u8; 32] {
    let key = app.keys().installation_key("chat-talk");
    key.mac(&[door.as_bytes(), from.expose().as_bytes()])
}

/// Whether a body may write freely to an address now; Telegram sets no such limit.
///
/// # Errors
/// Where the database fails.
pub(crate) async fn is_open(
    app: &App,
    channels: &Channels,
    slug: &str,
    to: &ChatAddress,
) -> Result<bool, AppError> {
    if to.messenger() == Messenger::Telegram {
        return Ok(true);
    }
    let Some(door) = channels.whatsapp_of(slug) else {
        return Ok(false);
    };
    let heard = app
        .store()
        .read(LastHeard(talk_key(app, &door.name, to)))
        .await?;
    Ok(heard.is_some_and(|heard| app.now().duration_since(heard) + MARGIN < DAY))
}

struct LastHeard([u8; 32]);

impl Query for LastHeard {
    type Output = Option<jiff::Timestamp>;

    async fn run(&self, tx: &mut Tx<'_>) -> Result<Self::Output, StoreError> {
        outbox::last_heard(tx, &self.0).await
    }
}
