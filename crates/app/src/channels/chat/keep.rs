//! A message comes to its end: the dialogue as it stands now, what was done, and the answer, in one transaction.

use jiff::Timestamp;
use lapor_domain::ids::{BodyId, ReportId};
use lapor_store::outbox::{self, NewMessage, Purpose, Talk};
use lapor_store::{Change, Query, StoreError, Tx};
use serde::{Deserialize, Serialize};

use super::dialogue::Dialogue;
use super::whatsapp::send::WINDOW_CLOSED;
use crate::app::App;
use crate::channels::settle::put_answer;
use crate::error::AppError;
use crate::report::act::Act;

/// Answers that one sender gets in a day: a dialogue has several, a machine that talks to us has no end.
const ANSWERS_A_DAY: i64 = 300;

/// What is sealed of a dialogue.
#[derive(Default, Serialize, Deserialize)]
pub(super) struct Kept {
    /// The sender's address.
    pub(super) from: String,
    /// What was said so far.
    pub(super) dialogue: Dialogue,
}

/// Reads a dialogue that is kept. One of another version of the program that cannot be read begins anew.
pub(super) fn opened(app: &App, talk: &Talk) -> Result<Kept, AppError> {
    let plain = talk.open(&app.key_of(talk.body))?;
    Ok(serde_json::from_str(&plain).unwrap_or_default())
}

/// The dialogue with a sender.
pub(super) struct Find(pub(super) [u8; 32]);

impl Query for Find {
    type Output = Option<Talk>;

    async fn run(&self, tx: &mut Tx<'_>) -> Result<Option<Talk>, StoreError> {
        outbox::talk(tx, &self.0).await
    }
}

/// Whether the holder of an address asked for silence.
pub(super) struct IsStopped(pub(super) BodyId, pub(super) [u8; 32]);

impl Query for IsStopped {
    type Output = bool;

    async fn run(&self, tx: &mut Tx<'_>) -> Result<bool, StoreError> {
        outbox::is_stopped(tx, self.0, Purpose::Chat, &self.1).await
    }
}

/// What writing down came to.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) enum Written {
    /// It is written.
    Now,
    /// The same delivery was dealt with before.
    Before,
    /// Another message of the sender was quicker: it is thought over again.
    Outrun,
}

/// Writes all of it down, once for each delivery.
pub(super) struct Keep {
    /// The delivery's key.
    pub(super) key: [u8; 32],
    /// What was done, as a code.
    pub(super) outcome: &'static str,
    /// Which report it made or spoke of.
    pub(super) report: Option<ReportId>,
    /// The dialogue.
    pub(super) talk: Talk,
    /// A command of the reporter.
    pub(super) act: Option<Act>,
    /// The hash of the sender's address, and whether they want silence.
    pub(super) silence: Option<([u8; 32], bool)>,
    /// The answer, if one leaves.
    pub(super) answer: Option<NewMessage>,
    /// Who is answered, hashed.
    pub(super) who: [u8; 32],
    /// Reports of the sender: news of theirs that could not be told is told now.
    pub(super) own: Vec<ReportId>,
    /// Moment.
    pub(super) now: Timestamp,
}

impl Change for Keep {
    type Output = Written;
    type Error = AppError;
    const NAME: &'static str = "keep_dialogue";

    async fn apply(&self, tx: &mut Tx<'_>) -> Result<Written, AppError> {
        if outbox::inbound(tx, &self.key).await?.is_some() {
            return Ok(Written::Before);
        }
        if !outbox::put_talk(tx, &self.talk).await? {
            return Ok(Written::Outrun);
        }
        if let Some(act) = &self.act {
            act.apply(tx).await?;
        }
        let body = self.talk.body;
        match &self.silence {
            Some((hash, true)) => outbox::stop(tx, body, Purpose::Chat, hash, self.now).await?,
            Some((hash, false)) => outbox::resume(tx, body, Purpose::Chat, hash).await?,
            None => {}
        }
        outbox::remember_inbound(tx, &self.key, self.outcome, self.report, self.now).await?;
        if let Some(answer) = &self.answer {
            put_answer(tx, answer, &self.who, ANSWERS_A_DAY, self.now).await?;
        }
        outbox::revive(tx, &self.own, WINDOW_CLOSED, self.now).await?;
        Ok(Written::Now)
    }
}
