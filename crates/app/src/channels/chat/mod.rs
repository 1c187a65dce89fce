//! Messengers: webhooks in, a guided dialogue, answers out. One engine for all of them; each has its own reader, its own
//! way to send and its own way to fetch a photograph.

mod auth;
pub mod choice;
mod deeds;
pub mod dialogue;
mod hear;
pub mod inbound;
mod keep;
mod media;
pub mod message;
mod remind;
mod speak;
pub mod telegram;
mod turn;
pub mod whatsapp;
mod window;

use lapor_domain::contact::{ChatAddress, Messenger};
use lapor_store::outbox::{self, Message, Talk};
use lapor_store::{Change, Query, StoreError, Tx};

pub(super) use remind::round;
pub(crate) use window::is_open;

use super::Channels;
use super::letter::Letter;
use super::retry::Sent;
use crate::app::App;
use crate::error::AppError;

/// Messages at one time: platforms count them.
pub(super) const AT_ONCE: usize = 8;

/// Sends one message through the door of its messenger.
pub(super) async fn send(
    app: &App,
    channels: &Channels,
    message: &Message,
    letter: &Letter,
) -> Sent {
    let no_door = || Sent::Failed {
        code: "no-door".to_owned(),
        error: "tidak ada pintu percakapan untuk instansi ini; tambahkan di berkas saluran"
            .to_owned(),
    };
    let Some(to) = ChatAddress::parse(&letter.to) else {
        return Sent::Refused {
            code: "bad-address".to_owned(),
            error: "alamat percakapan tidak terbaca".to_owned(),
        };
    };
    match to.messenger() {
        Messenger::Telegram => match channels.telegram_of(&letter.body) {
            Some(door) => telegram::send::send(door, &to, letter).await,
            None => no_door(),
        },
        Messenger::Whatsapp => {
            let Some(door) = channels.whatsapp_of(&letter.body) else {
                return no_door();
            };
            match is_open(app, channels, &letter.body, &to).await {
                Ok(is_open) => whatsapp::send::send(door, &to, message.id, letter, is_open).await,
                Err(_) => Sent::Failed {
                    code: "database".to_owned(),
                    error: "basis data tidak menjawab".to_owned(),
                },
            }
        }
    }
}

/// Forgets dialogues whose person was silent for a day, with the photographs that nobody sent in.
///
/// # Errors
/// Where the database or the disk fails.
pub(super) async fn forget(app: &App) -> Result<(), AppError> {
    let before = app.now().checked_sub(window::DAY).unwrap_or(app.now());
    loop {
        let talks = app.store().read(Before(before)).await?;
        if talks.is_empty() {
            return Ok(());
        }
        for talk in &talks {
            let kept = keep::opened(app, talk)?.dialogue;
            let drafts = kept.draft.into_iter().chain(kept.unclear);
            let photos = drafts.flat_map(|draft| draft.photos).collect();
            media::remove(app, photos).await?;
        }
        app.store().run(Forget(talks)).await?;
    }
}

struct Before(jiff::Timestamp);

impl Query for Before {
    type Output = Vec<Talk>;

    async fn run(&self, tx: &mut Tx<'_>) -> Result<Vec<Talk>, StoreError> {
        outbox::talks_before(tx, self.0).await
    }
}

struct Forget(Vec<Talk>);

impl Change for Forget {
    type Output = ();
    type Error = AppError;
    const NAME: &'static str = "forget_dialogues";

    async fn apply(&self, tx: &mut Tx<'_>) -> Result<(), AppError> {
        Ok(outbox::forget_talks(tx, &self.0).await?)
    }
}
