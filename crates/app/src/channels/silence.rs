//! Asking for no more messages, by the link in one of them. Nobody guesses the id of a message: it is a keyed hash.

use lapor_store::outbox::{self, Message};
use lapor_store::{Change, Query, StoreError, Tx};
use uuid::Uuid;

use super::letter::{Door, Letter};
use crate::app::App;
use crate::error::AppError;
use crate::follow;

/// Whether there is such a message, and it still knows whom it went to.
///
/// # Errors
/// [`AppError::NotFound`]; the record.
pub async fn is_known(app: &App, message: Uuid) -> Result<(), AppError> {
    open(app, message).await.map(drop)
}

/// Its reader wants no more.
///
/// # Errors
/// [`AppError::NotFound`]; the record.
pub async fn by_message(app: &App, message: Uuid) -> Result<(), AppError> {
    // A letter to a follower ends what it belongs to, and nothing else.
    if let Some(follow) = app.store().read(FollowOf(message)).await? {
        return follow::end(app, follow).await;
    }
    let (message, letter) = open(app, message).await?;
    let door = Door::ALL
        .into_iter()
        .find(|door| door.as_str() == message.channel);
    let door = door.ok_or(AppError::NotFound)?;
    let stop = Stop {
        body: message.body,
        door,
        hash: app.key_of(message.body).lookup(door.purpose(), &letter.to),
        now: app.now(),
    };
    app.store().run(stop).await
}

async fn open(app: &App, id: Uuid) -> Result<(Message, Letter), AppError> {
    let message = app.store().read(Get(id)).await?.ok_or(AppError::NotFound)?;
    let plain = message.open(&app.key_of(message.body))?;
    let letter = plain.and_then(|plain| serde_json::from_str(&plain).ok());
    Ok((message, letter.ok_or(AppError::NotFound)?))
}

struct FollowOf(Uuid);

impl Query for FollowOf {
    type Output = Option<Uuid>;

    async fn run(&self, tx: &mut Tx<'_>) -> Result<Self::Output, StoreError> {
        lapor_store::follow::of_message(tx, self.0).await
    }
}

struct Get(Uuid);

impl Query for Get {
    type Output = Option<Message>;

    async fn run(&self, tx: &mut Tx<'_>) -> Result<Self::Output, StoreError> {
        outbox::get(tx, self.0).await
    }
}

struct Stop {
    body: lapor_domain::ids::BodyId,
    door: Door,
    hash: [u8; 32],
    now: jiff::Timestamp,
}

impl Change for Stop {
    type Output = ();
    type Error = AppError;
    const NAME: &'static str = "stop_messages";

    async fn apply(&self, tx: &mut Tx<'_>) -> Result<(), AppError> {
        let purpose = self.door.purpose();
        lapor_store::follow::end_all(tx, self.body, &self.hash).await?;
        Ok(outbox::stop(tx, self.body, purpose, &self.hash, self.now).await?)
    }
}
