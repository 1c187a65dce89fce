//! Who leaves a report unsent is reminded once: nobody shall believe that it was filed.

use jiff::{SignedDuration, Timestamp};
use lapor_domain::contact::{ChatAddress, Messenger};
use lapor_domain::ids::BodyId;
use lapor_store::outbox::{self, NewMessage, Talk};
use lapor_store::{Change, Query, StoreError, Tx};

use super::dialogue::{Facts, Input, Say, step};
use super::keep;
use super::turn::{Door, Talker, waiting};
use crate::app::App;
use crate::error::AppError;
use crate::notify::quiet;

/// How long after the person's last word.
const AFTER: SignedDuration = SignedDuration::from_hours(1);

/// When somebody is reminded whose last word comes now: not at night.
pub(super) fn due(app: &App, body: BodyId) -> Timestamp {
    let now = app.now();
    let then = now.checked_add(AFTER).unwrap_or(now);
    quiet::not_before(app.channels().quiet, app.rules().zone(body), then)
}

/// Reminds everybody whose time has come. Gives how many.
///
/// # Errors
/// Where the database fails.
pub(in crate::channels) async fn round(app: &App) -> Result<usize, AppError> {
    let channels = app.channels();
    if channels.whatsapp.is_empty() && channels.telegram.is_empty() {
        return Ok(0);
    }
    let talks = app.store().read(Due(app.now())).await?;
    let count = talks.len();
    for talk in talks {
        let message = remind(app, &talk).await?;
        let now = app.now();
        app.store().run(Remind { talk, message, now }).await?;
    }
    Ok(count)
}

/// The reminder and the question that was left open; `None` where there is nothing to remind of.
async fn remind(app: &App, talk: &Talk) -> Result<Option<NewMessage>, AppError> {
    let channels = app.channels();
    let rules = app.rules();
    let kept = keep::opened(app, talk)?;
    let from = ChatAddress::parse(&kept.from);
    let (Some(from), Some(body)) = (from, rules.directory.bodies.get(&talk.body)) else {
        return Ok(None);
    };
    let door = match from.messenger() {
        Messenger::Whatsapp => channels.whatsapp_of(&body.slug).map(Door::Whatsapp),
        Messenger::Telegram => channels.telegram_of(&body.slug).map(Door::Telegram),
    };
    let Some(door) = door else {
        return Ok(None);
    };
    let key = app.keys().installation_key("chat-reminder");
    let talker = Talker {
        app,
        door,
        body,
        from: &from,
        key: key.mac(&[&talk.key, &talk.version.to_be_bytes()]),
    };
    let reports = talker.sender().reports(app, vec![body.id]).await?;
    let facts = Facts {
        key: [0; 16],
        waiting: waiting(&reports),
    };
    let turn = step(kept.dialogue, Input::Reaction, &facts);
    let first = talker.say(turn.dialogue.language(), &Say::plain("chat-reminder"));
    let mut message = talker.answer(&turn, &[first]);
    if let Some(message) = &mut message {
        // No answer to anything: who wants no news is not written to.
        message.notice = "reminder";
    }
    Ok(message)
}

struct Due(Timestamp);

impl Query for Due {
    type Output = Vec<Talk>;

    async fn run(&self, tx: &mut Tx<'_>) -> Result<Vec<Talk>, StoreError> {
        outbox::talks_to_remind(tx, self.0).await
    }
}

struct Remind {
    talk: Talk,
    message: Option<NewMessage>,
    now: Timestamp,
}

impl Change for Remind {
    type Output = ();
    type Error = AppError;
    const NAME: &'static str = "remind_of_draft";

    async fn apply(&self, tx: &mut Tx<'_>) -> Result<(), AppError> {
        if outbox::reminded(tx, &self.talk).await?
            && let Some(message) = &self.message
        {
            outbox::put(tx, message, self.now).await?;
        }
        Ok(())
    }
}
