//! Letters fetched from a mailbox. One is moved only after it was taken; whatever breaks in between leads to a repeat,
//! which is recognised by the letter's id. One that cannot be taken goes to a folder of its own, and its sender is told.

mod client;
pub mod wire;

use std::collections::BTreeMap;

use tokio::sync::Mutex;

pub use client::ImapError;

use self::client::Client;
use super::inbound::{self, MailError};
use super::read::{LetterError, MAX_LETTER};
use crate::app::App;
use crate::channels::config::MailIn;
use crate::error::AppError;

/// Most letters of one round.
const MOST: usize = 200;
/// Rounds in which one letter may fail before it is put aside.
const TRIES: u32 = 5;

/// Why a round ended early.
#[derive(Debug, thiserror::Error)]
pub enum RoundError {
    /// The server.
    #[error(transparent)]
    Imap(#[from] ImapError),
    /// The record.
    #[error(transparent)]
    App(#[from] AppError),
    /// The description names no body of ours.
    #[error("instansi \"{0}\" di mail_in tidak dikenal; periksa berkas saluran")]
    NoBody(String),
}

/// A mailbox that is asked again and again.
#[derive(Debug)]
pub struct Mailbox {
    settings: MailIn,
    /// Letters that failed, and how often: they come last, so that they hold nothing up.
    failed: Mutex<BTreeMap<u32, u32>>,
}

/// What a round came to.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Fetched {
    /// Letters that were taken.
    pub taken: usize,
    /// Letters that were put aside.
    pub aside: usize,
}

impl Mailbox {
    /// A mailbox as described.
    pub fn new(settings: MailIn) -> Self {
        Self {
            settings,
            failed: Mutex::default(),
        }
    }

    /// Seconds between two rounds.
    pub const fn poll_seconds(&self) -> u64 {
        self.settings.poll_seconds
    }

    /// Fetches what lies there.
    ///
    /// # Errors
    /// [`RoundError`]; what was taken stays taken, the rest waits for the next round.
    pub async fn round(&self, app: &App) -> Result<Fetched, RoundError> {
        let rules = app.rules();
        let body = rules.directory.body_by_slug(&self.settings.body);
        let body = body
            .ok_or_else(|| RoundError::NoBody(self.settings.body.clone()))?
            .id;
        let mut client = Client::open(&self.settings).await?;
        let mut uids = client.letters(&self.settings.mailbox).await?;
        let mut failed = self.failed.lock().await;
        failed.retain(|uid, _| uids.contains(uid));
        uids.sort_by_key(|uid| (failed.get(uid).copied().unwrap_or(0), *uid));
        let mut fetched = Fetched::default();
        if !uids.is_empty() {
            client.create(&self.settings.taken).await?;
        }
        for uid in uids.into_iter().take(MOST) {
            let tries = failed.get(&uid).copied().unwrap_or(0);
            // Counted before it is touched: a letter on which the line breaks must come last from now on.
            failed.insert(uid, tries + 1);
            let done = if tries < TRIES {
                self.letter(app, body, &mut client, uid).await
            } else {
                let why = LetterError::Unreadable;
                let aside = self.aside(app, body, &mut client, uid, why).await;
                aside.map(|()| Done::Aside)
            };
            match done {
                Ok(Done::Taken) => fetched.taken += 1,
                Ok(Done::Aside) => fetched.aside += 1,
                Ok(Done::Gone) => {}
                // Stays where it is, and counted.
                Ok(Done::Failed) => continue,
                Err(error) => {
                    // A record that is away is no fault of the letter.
                    if matches!(error, RoundError::App(_)) {
                        failed.insert(uid, tries);
                    }
                    return Err(error);
                }
            }
            failed.remove(&uid);
        }
        client.close().await;
        Ok(fetched)
    }

    async fn letter(
        &self,
        app: &App,
        body: lapor_domain::ids::BodyId,
        client: &mut Client,
        uid: u32,
    ) -> Result<Done, RoundError> {
        let Some(size) = client.size(uid).await? else {
            return Ok(Done::Gone);
        };
        if size > MAX_LETTER {
            self.aside(app, body, client, uid, LetterError::TooLarge)
                .await?;
            return Ok(Done::Aside);
        }
        let Some(raw) = client.fetch(uid).await? else {
            return Ok(Done::Gone);
        };
        match inbound::take(app, body, &raw).await {
            Ok(_) => {
                client.shift(uid, &self.settings.taken).await?;
                Ok(Done::Taken)
            }
            Err(MailError::Letter(why)) => {
                self.aside(app, body, client, uid, why).await?;
                Ok(Done::Aside)
            }
            Err(MailError::App(error @ (AppError::Record(_) | AppError::File(_)))) => {
                Err(error.into())
            }
            Err(MailError::App(error)) => {
                tracing::warn!(%error, "satu surat belum dapat diterima; dicoba lagi");
                Ok(Done::Failed)
            }
        }
    }

    /// Tells the sender, then puts the letter aside: a crash in between tells nobody twice.
    async fn aside(
        &self,
        app: &App,
        body: lapor_domain::ids::BodyId,
        client: &mut Client,
        uid: u32,
        why: LetterError,
    ) -> Result<(), RoundError> {
        if let Some(head) = client.head(uid).await? {
            inbound::refuse(app, body, &head, why).await?;
        }
        client.create(&self.settings.problems).await?;
        client.shift(uid, &self.settings.problems).await?;
        tracing::warn!(%why, "satu surat dipindahkan ke kotak bermasalah");
        Ok(())
    }
}

enum Done {
    Taken,
    Aside,
    Gone,
    Failed,
}
