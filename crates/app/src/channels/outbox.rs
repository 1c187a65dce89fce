//! Sending what waits: taken in batches, sent many at once, written down in one change. Intake never waits for it.
//!
//! At least once: a message whose answer did not come is sent again with the same key, by which the receiver can see the
//! repeat. A door where nobody answers pauses as a whole, so that a dead gateway costs three tries a round.

use std::collections::HashMap;
use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering};

use jiff::SignedDuration;
use lapor_domain::ids::BodyId;
use lapor_domain::kept::Kept;
use lapor_store::outbox::{self, Message, Outcome, Purpose, Tried};
use lapor_store::record::setting;
use lapor_store::{Change, Query, StoreError, Tx};
use tokio::sync::Semaphore;
use tokio::task::JoinSet;
use uuid::Uuid;

use super::config::{Smpp, SmsSend};
use super::delivery::Refused;
use super::letter::{Door, Letter};
use super::mail::smtp::Post;
use super::retry::{self, Sent};
use super::{Channels, chat, sms};
use crate::app::App;
use crate::error::AppError;
use crate::follow::is_followers;

/// Messages taken at one time.
const BATCH: i64 = 256;
/// How long they may take before another worker takes them.
const LEASE: SignedDuration = SignedDuration::from_mins(10);
/// Messages in a row that nobody answered, after which the door pauses.
const AWAY_AFTER: usize = 3;
/// How long it pauses.
const PAUSE: SignedDuration = SignedDuration::from_secs(20);

/// Sends everything that is due. Gives how many tries there were.
///
/// # Errors
/// Where the database fails; what was sent and not written down is sent again.
pub async fn round(app: &App) -> Result<usize, AppError> {
    let channels = app.channels();
    let mut doors = JoinSet::new();
    for door in Door::ALL {
        if is_configured(&channels, door) {
            let (app, channels) = (app.clone(), Arc::clone(&channels));
            doors.spawn(async move { drain(&app, &channels, door).await });
        }
    }
    let mut tried = 0;
    while let Some(drained) = doors.join_next().await {
        tried += drained.map_err(|_| StoreError::Panicked("send_messages"))??;
    }
    Ok(tried)
}

/// Whether messages can leave by a door at all.
pub fn is_configured(channels: &Channels, door: Door) -> bool {
    match door {
        Door::Sms => {
            let mut gateways = channels.sms.iter();
            gateways.any(|gateway| gateway.send.is_some() || gateway.smpp.is_some())
        }
        Door::Email => channels.mail.is_some(),
        Door::Whatsapp => !channels.whatsapp.is_empty(),
        Door::Telegram => !channels.telegram.is_empty(),
    }
}

async fn drain(app: &App, channels: &Arc<Channels>, door: Door) -> Result<usize, AppError> {
    let mut done = 0;
    loop {
        let now = app.now();
        let claim = Claim {
            door,
            now,
            leased_till: now.checked_add(LEASE).unwrap_or(now),
        };
        let taken = app.store().run(claim).await?;
        if taken.is_empty() {
            return Ok(done);
        }
        let (tried, away) = batch(app, channels, door, taken).await?;
        done += tried;
        if away {
            return Ok(done);
        }
    }
}

/// A message with what it says.
struct Ready {
    message: Message,
    letter: Letter,
}

/// Sends one batch. Gives how many tries there were, and whether the door pauses.
async fn batch(
    app: &App,
    channels: &Arc<Channels>,
    door: Door,
    taken: Vec<Message>,
) -> Result<(usize, bool), AppError> {
    let mut tried = Vec::with_capacity(taken.len());
    let ready = open(app, door, taken, &mut tried).await?;
    let sender = Sender::new(app, channels, door).await;
    let lost = Arc::new(AtomicUsize::new(0));
    let gate = Arc::new(Semaphore::new(sender.at_once()));
    let mut sending = JoinSet::new();
    // What one reporter is told arrives in the order in which it happened.
    for group in by_report(ready) {
        let (sender, lost, gate) = (sender.clone(), Arc::clone(&lost), Arc::clone(&gate));
        sending.spawn(async move {
            let Ok(_place) = gate.acquire_owned().await else {
                return (Vec::new(), Vec::new());
            };
            send_group(&sender, &lost, group).await
        });
    }
    let mut unsent: Vec<(Uuid, i64)> = Vec::new();
    let mut handed = Vec::new();
    let mut refused = Vec::new();
    while let Some(joined) = sending.join_next().await {
        let Ok((sent, left)) = joined else { continue };
        let now = app.now();
        let give_up = channels.give_up_after();
        let came_to =
            |(message, sent): &(Message, Sent)| retry::outcome(message, sent.clone(), now, give_up);
        tried.extend(sent.iter().map(came_to));
        for (message, sent) in &sent {
            match sent {
                Sent::Handed { gateway, id, .. } => {
                    handed.push((gateway.clone(), id.clone(), message.id));
                }
                Sent::Refused { code, .. } => {
                    refused.push(Refused::of(app, message, code)?);
                }
                _ => {}
            }
        }
        unsent.extend(left);
    }
    let away = lost.load(Ordering::Relaxed) >= AWAY_AFTER;
    let now = app.now();
    let later = |wait| now.checked_add(wait).unwrap_or(now);
    // What stands behind a failed one waits as long as that; what a pause reached, until its end.
    let unsent = unsent.into_iter().map(|(id, tries)| match tries {
        0 => (id, later(PAUSE)),
        tries => (id, later(retry::wait(tries))),
    });
    let unsent = unsent.collect();
    let count = tried.len();
    let record = Record {
        tried,
        handed,
        refused,
        unsent,
        now,
    };
    app.store().run(record).await?;
    Ok((count, away))
}

/// What was tried, and what was not, each with the tries of the one that it waits behind.
type Told = (Vec<(Message, Sent)>, Vec<(Uuid, i64)>);

/// Sends a reporter's messages one after the other; what follows a failed one waits with it.
async fn send_group(sender: &Sender, lost: &AtomicUsize, group: Vec<Ready>) -> Told {
    let mut told = Vec::new();
    let mut left = Vec::new();
    let mut behind = 0;
    for Ready { message, letter } in group {
        if behind > 0 || lost.load(Ordering::Relaxed) >= AWAY_AFTER {
            left.push((message.id, behind));
            continue;
        }
        let sent = sender.send(&message, &letter).await;
        match &sent {
            Sent::Away { .. } => {
                lost.fetch_add(1, Ordering::Relaxed);
                behind = message.attempts + 1;
            }
            Sent::Failed { .. } | Sent::Busy { .. } => behind = message.attempts + 1,
            Sent::Taken { .. } | Sent::Handed { .. } | Sent::Refused { .. } => {
                lost.store(0, Ordering::Relaxed);
            }
        }
        told.push((message, sent));
    }
    (told, left)
}

fn by_report(ready: Vec<Ready>) -> Vec<Vec<Ready>> {
    let mut places: HashMap<String, usize> = HashMap::new();
    let mut groups: Vec<Vec<Ready>> = Vec::new();
    for one in ready {
        // Answers to one sender keep their order, too.
        let report = one.message.report.map(|report| report.0.to_string());
        let key = report.unwrap_or_else(|| one.letter.to.clone());
        let place = *places.entry(key).or_insert(groups.len());
        if place == groups.len() {
            groups.push(Vec::new());
        }
        if let Some(group) = groups.get_mut(place) {
            group.push(one);
        }
    }
    groups
}

/// Opens what was taken. What was forgotten, or whose reader asked for silence, is dropped.
async fn open(
    app: &App,
    door: Door,
    taken: Vec<Message>,
    tried: &mut Vec<Tried>,
) -> Result<Vec<Ready>, AppError> {
    let mut ready = Vec::with_capacity(taken.len());
    let mut readers = Vec::with_capacity(taken.len());
    for message in taken {
        let key = app.key_of(message.body);
        let plain = message.open(&key)?;
        let letter = plain.and_then(|plain| serde_json::from_str::<Letter>(&plain).ok());
        let Some(letter) = letter else {
            tried.push(dropped(&message, "forgotten"));
            continue;
        };
        readers.push((
            message.body,
            door.purpose(),
            key.lookup(door.purpose(), &letter.to),
        ));
        ready.push(Ready { message, letter });
    }
    let silent = app.store().read(Silent(readers)).await?;
    let mut silent = silent.into_iter();
    ready.retain(|one| {
        // Who writes to us is answered, also after STOP; who confirmed that they follow is told.
        let asked_for = one.message.notice == "reply" || is_followers(&one.message.notice);
        let keeps = !silent.next().unwrap_or(false) || asked_for;
        if !keeps {
            tried.push(dropped(&one.message, "stopped"));
        }
        keeps
    });
    Ok(ready)
}

fn dropped(message: &Message, code: &str) -> Tried {
    Tried {
        message: message.id,
        n: message.attempts + 1,
        outcome: Outcome::Dropped,
        code: Some(code.to_owned()),
        error: None,
    }
}

/// What sends through one kind of door.
#[derive(Clone)]
enum Sender {
    Sms(Arc<Channels>, Box<App>),
    Email(Arc<Post>),
    Chat(Box<App>, Arc<Channels>),
    /// The server is not there: every message has the same answer.
    Away(Sent),
}

impl Sender {
    async fn new(app: &App, channels: &Arc<Channels>, door: Door) -> Self {
        match door {
            Door::Sms => Self::Sms(Arc::clone(channels), Box::new(app.clone())),
            Door::Email => match Post::open(app, channels).await {
                Ok(post) => Self::Email(Arc::new(post)),
                Err(away) => Self::Away(away),
            },
            Door::Whatsapp | Door::Telegram => {
                Self::Chat(Box::new(app.clone()), Arc::clone(channels))
            }
        }
    }

    fn at_once(&self) -> usize {
        match self {
            Self::Sms(channels, _) => {
                let by_http = |send: &SmsSend| send.at_once;
                let by_line = |smpp: &Smpp| smpp.window;
                let gateways = channels.sms.iter().filter_map(|gateway| {
                    let http = gateway.send.as_ref().map(by_http);
                    http.or_else(|| gateway.smpp.as_ref().map(by_line))
                });
                gateways.max().unwrap_or(1)
            }
            Self::Email(post) => post.at_once(),
            Self::Chat(..) => chat::AT_ONCE,
            Self::Away(_) => 1,
        }
    }

    async fn send(&self, message: &Message, letter: &Letter) -> Sent {
        match self {
            Self::Sms(channels, app) => {
                sms::gateway::send(channels, message.id, letter, app.now()).await
            }
            Self::Email(post) => post.send(message.id, letter, &message.notice).await,
            Self::Chat(app, channels) => chat::send(app, channels, message, letter).await,
            Self::Away(away) => away.clone(),
        }
    }
}

/// Whether an administrator holds a door back.
///
/// # Errors
/// Where the database fails.
pub async fn is_suspended(tx: &mut Tx<'_>, door: Door) -> Result<bool, StoreError> {
    let value = setting::get(tx, &suspension(door)).await?;
    Ok(value.as_deref() == Some("yes"))
}

fn suspension(door: Door) -> String {
    format!("suspended_{}", door.as_str())
}

/// Holds a door back, or opens it again. What is composed meanwhile waits.
///
/// # Errors
/// Where the database fails.
pub async fn suspend(app: &App, door: Door, suspended: bool) -> Result<(), AppError> {
    app.store().run(Suspend { door, suspended }).await
}

struct Suspend {
    door: Door,
    suspended: bool,
}

impl Change for Suspend {
    type Output = ();
    type Error = AppError;
    const NAME: &'static str = "suspend_door";

    async fn apply(&self, tx: &mut Tx<'_>) -> Result<(), AppError> {
        let value = if self.suspended { "yes" } else { "no" };
        Ok(setting::set(tx, &suspension(self.door), value).await?)
    }
}

struct Claim {
    door: Door,
    now: jiff::Timestamp,
    leased_till: jiff::Timestamp,
}

impl Change for Claim {
    type Output = Vec<Message>;
    type Error = AppError;
    const NAME: &'static str = "claim_messages";

    async fn apply(&self, tx: &mut Tx<'_>) -> Result<Vec<Message>, AppError> {
        if is_suspended(tx, self.door).await? {
            return Ok(Vec::new());
        }
        let door = self.door.as_str();
        Ok(outbox::claim(tx, door, self.now, self.leased_till, BATCH).await?)
    }
}

struct Record {
    tried: Vec<Tried>,
    /// Gateway, its id, ours.
    handed: Vec<(String, String, Uuid)>,
    refused: Vec<Refused>,
    unsent: Vec<(Uuid, jiff::Timestamp)>,
    now: jiff::Timestamp,
}

impl Change for Record {
    type Output = ();
    type Error = AppError;
    const NAME: &'static str = "record_messages";

    async fn apply(&self, tx: &mut Tx<'_>) -> Result<(), AppError> {
        outbox::record(tx, &self.tried, self.now).await?;
        for (gateway, id, message) in &self.handed {
            outbox::handed(tx, gateway, id, *message, self.now).await?;
        }
        for refused in &self.refused {
            refused.apply(tx, self.now).await?;
        }
        Ok(outbox::release(tx, &self.unsent).await?)
    }
}

struct Silent(Vec<(BodyId, Purpose, [u8; 32])>);

impl Query for Silent {
    type Output = Vec<bool>;

    async fn run(&self, tx: &mut Tx<'_>) -> Result<Vec<bool>, StoreError> {
        let mut silent = Vec::with_capacity(self.0.len());
        for (body, purpose, hash) in &self.0 {
            silent.push(outbox::is_stopped(tx, *body, *purpose, hash).await?);
        }
        Ok(silent)
    }
}

/// How sending stands, for the administrator.
#[derive(Clone, Debug, Default)]
pub struct Standing {
    /// Messages that failed for good.
    pub dead: Vec<outbox::DeadMessage>,
    /// Messages that wait, by channel.
    pub waiting: Vec<outbox::WaitingMessages>,
    /// Doors that are held back.
    pub suspended: Vec<Door>,
}

/// Reads it, of what they keep.
///
/// # Errors
/// Where the database fails.
pub async fn standing(app: &App, kept: &Kept) -> Result<Standing, AppError> {
    Ok(app.store().read(ReadStanding(kept.clone())).await?)
}

struct ReadStanding(Kept);

impl Query for ReadStanding {
    type Output = Standing;

    async fn run(&self, tx: &mut Tx<'_>) -> Result<Standing, StoreError> {
        let mut suspended = Vec::new();
        for door in Door::ALL {
            if is_suspended(tx, door).await? {
                suspended.push(door);
            }
        }
        Ok(Standing {
            dead: outbox::dead(tx, &self.0).await?,
            waiting: outbox::waiting(tx, &self.0).await?,
            suspended,
        })
    }
}

/// Has a message tried again that failed for good, of what they keep; without an id, all of them.
///
/// # Errors
/// [`AppError::NotFound`] where there is none such any more, the record.
pub async fn retry(app: &App, id: Option<Uuid>, kept: &Kept) -> Result<(), AppError> {
    let (now, kept) = (app.now(), kept.clone());
    app.store().run(Retry { id, kept, now }).await
}

struct Retry {
    id: Option<Uuid>,
    kept: Kept,
    now: jiff::Timestamp,
}

impl Change for Retry {
    type Output = ();
    type Error = AppError;
    const NAME: &'static str = "retry_message";

    async fn apply(&self, tx: &mut Tx<'_>) -> Result<(), AppError> {
        match outbox::retry(tx, self.id, &self.kept, self.now).await? {
            0 => Err(AppError::NotFound),
            _ => Ok(()),
        }
    }
}
