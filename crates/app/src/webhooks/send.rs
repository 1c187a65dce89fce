//! Sending what is due: each subscription by itself, several deliveries at once, never two of one report, written down in
//! one change.

use std::sync::Arc;
use std::sync::atomic::{AtomicI64, AtomicUsize, Ordering};

use jiff::{SignedDuration, Timestamp};
use lapor_domain::ids::WebhookId;
use lapor_domain::report::event::ActorRef;
use lapor_domain::webhook::{PauseReason, Webhook};
use lapor_store::outbox::Outcome;
use lapor_store::webhook::{self, Delivery, Stored, Tried};
use lapor_store::{Change, StoreError, Tx};
use tokio::sync::Semaphore;
use tokio::task::JoinSet;
use uuid::Uuid;
use zeroize::Zeroizing;

use super::expand::All;
use super::post::{Posted, post};
use super::{compose, keep};
use crate::app::App;
use crate::backoff::doubling;
use crate::error::AppError;

/// Deliveries taken at one time.
const BATCH: i64 = 64;
/// How many of them are on the line at once.
const AT_ONCE: usize = 8;
/// How long they may take before another worker takes them.
const LEASE: SignedDuration = SignedDuration::from_mins(5);
/// Tries in a row that nobody answered, after which the subscription pauses as a whole.
const AWAY_AFTER: usize = 3;
/// How long a delivery is tried.
pub(super) const GIVE_UP_AFTER: SignedDuration = SignedDuration::from_hours(72);
/// Longest wait between two tries.
const LONGEST: SignedDuration = SignedDuration::from_hours(3);

/// Sends everything that is due. Gives how many tries there were.
pub(super) async fn send(app: &App) -> Result<usize, AppError> {
    let stored = app.store().read(All).await?;
    let (rules, now) = (app.rules(), app.now());
    let mut lines = JoinSet::new();
    for one in stored {
        let hook = rules.directory.webhooks.get(&one.id);
        let Some(hook) = hook.filter(|hook| hook.is_active() && one.away_till <= now) else {
            continue;
        };
        // A secret that does not open is one subscription's trouble, not everybody's.
        let secrets = match one.secrets(&app.key_of(one.body), now) {
            Ok(secrets) => secrets,
            Err(error) => {
                tracing::error!(webhook = %one.id, %error, "secret of a webhook cannot be opened");
                continue;
            }
        };
        let line = Line {
            app: app.clone(),
            secrets,
            hook: hook.clone(),
            stored: one,
            lost: AtomicUsize::new(0),
            asked: AtomicI64::new(0),
        };
        lines.spawn(async move { Arc::new(line).drain().await });
    }
    let (mut tried, mut failed) = (0, None);
    while let Some(drained) = lines.join_next().await {
        match drained {
            Ok(Ok(count)) => tried += count,
            Ok(Err(error)) => failed = Some(error),
            Err(_) => failed = Some(StoreError::Panicked("send_deliveries").into()),
        }
    }
    failed.map_or(Ok(tried), Err)
}

/// A subscription being served.
struct Line {
    app: App,
    hook: Webhook,
    stored: Stored,
    secrets: Vec<Zeroizing<Vec<u8>>>,
    /// Tries in a row that nobody answered.
    lost: AtomicUsize,
    /// Seconds for which the receiver wants to be left alone.
    asked: AtomicI64,
}

/// What became of one delivery.
enum Came {
    /// It was handed over, or that was tried.
    Posted(Posted),
    /// There is nothing to tell any more.
    Nothing,
    /// The line paused before its turn.
    Untried,
}

impl Line {
    async fn drain(self: Arc<Self>) -> Result<usize, AppError> {
        let mut done = 0;
        loop {
            // A pause or an end holds from the next batch on.
            if !self.is_as_it_was() {
                return Ok(done);
            }
            let now = self.app.now();
            let claim = Claim {
                hook: self.hook.id,
                now,
                leased_till: now.checked_add(LEASE).unwrap_or(now),
            };
            let taken = self.app.store().run(claim).await?;
            if taken.is_empty() {
                return Ok(done);
            }
            let (tried, goes_on) = self.batch(taken).await?;
            done += tried;
            if !goes_on {
                return Ok(done);
            }
        }
    }

    /// Whether the subscription is still the one that this line began with.
    fn is_as_it_was(&self) -> bool {
        let rules = self.app.rules();
        rules.directory.webhooks.get(&self.hook.id) == Some(&self.hook)
    }

    /// Sends one batch. Gives how many tries there were, and whether the line goes on.
    async fn batch(self: &Arc<Self>, taken: Vec<Delivery>) -> Result<(usize, bool), AppError> {
        let gate = Arc::new(Semaphore::new(AT_ONCE));
        let mut sending = JoinSet::new();
        for delivery in taken {
            let (line, gate) = (Arc::clone(self), Arc::clone(&gate));
            sending.spawn(async move {
                let came = match gate.acquire_owned().await {
                    Ok(_place) => line.one(&delivery).await,
                    Err(_) => Came::Untried,
                };
                (delivery, came)
            });
        }
        let (mut tried, mut untried) = (Vec::new(), Vec::new());
        let (mut gone, mut answered) = (false, false);
        while let Some(joined) = sending.join_next().await {
            let Ok((delivery, came)) = joined else {
                continue;
            };
            gone |= matches!(came, Came::Posted(Posted::Gone));
            answered |= matches!(
                came,
                Came::Posted(
                    Posted::Taken(_) | Posted::Failed(..) | Posted::Busy(..) | Posted::Gone
                )
            );
            match came {
                Came::Untried => untried.push(delivery.id),
                came => tried.push(self.outcome(&delivery, came)),
            }
        }
        let away = self.is_paused();
        let count = tried.len();
        self.record(tried, untried, away, answered).await?;
        if gone {
            let (id, why) = (self.hook.id, PauseReason::Gone);
            match keep::pause(&self.app, id, None, why, ActorRef::SYSTEM).await {
                // Somebody ended it meanwhile.
                Ok(_) | Err(AppError::NotFound) => {}
                Err(error) => return Err(error),
            }
        }
        Ok((count, !away && !gone))
    }

    async fn one(&self, delivery: &Delivery) -> Came {
        if self.is_paused() {
            return Came::Untried;
        }
        let payload = match compose::compose(&self.app, &self.hook, delivery).await {
            Ok(Some(payload)) => payload,
            Ok(None) => return Came::Nothing,
            Err(error) => {
                tracing::warn!(delivery = %delivery.id, %error, "delivery not composed");
                return Came::Posted(Posted::Failed(0, "isi tidak dapat disusun"));
            }
        };
        let at = self.app.now();
        let posted = post(&self.hook, &self.secrets, delivery.id, &payload, at).await;
        match posted {
            Posted::Away { .. } => drop(self.lost.fetch_add(1, Ordering::Relaxed)),
            // It asks this of everything that is told there.
            Posted::Busy(_, wait) => drop(self.asked.fetch_max(wait.as_secs(), Ordering::Relaxed)),
            _ => self.lost.store(0, Ordering::Relaxed),
        }
        Came::Posted(posted)
    }

    /// Nobody answers there, or the receiver wants to be left alone.
    fn is_paused(&self) -> bool {
        self.lost.load(Ordering::Relaxed) >= AWAY_AFTER || self.asked.load(Ordering::Relaxed) > 0
    }

    fn outcome(&self, delivery: &Delivery, came: Came) -> Tried {
        const ZERO: SignedDuration = SignedDuration::ZERO;
        let now = self.app.now();
        let n = delivery.attempts + 1;
        let later = |asked: SignedDuration| {
            if now.duration_since(delivery.since) >= GIVE_UP_AFTER {
                return Outcome::Dead;
            }
            let wait = wait(n, self.app.random_number()).max(asked);
            Outcome::Later(now.checked_add(wait).unwrap_or(now))
        };
        let (outcome, code, error) = match came {
            Came::Posted(Posted::Taken(status)) => (Outcome::Sent, status.to_string(), None),
            Came::Posted(Posted::Failed(status, why)) => {
                (later(ZERO), status.to_string(), Some(why.to_owned()))
            }
            Came::Posted(Posted::Busy(status, asked)) => (
                later(asked),
                status.to_string(),
                Some("penerima meminta kami menunggu".to_owned()),
            ),
            Came::Posted(Posted::Away { code, error }) => (later(ZERO), code, Some(error)),
            // It waits until somebody lets the subscription go on.
            Came::Posted(Posted::Gone) => (
                Outcome::Later(now),
                "410".to_owned(),
                Some("penerima mengatakan alamat ini tidak dipakai lagi".to_owned()),
            ),
            Came::Nothing | Came::Untried => (Outcome::Dropped, "not-visible".to_owned(), None),
        };
        Tried {
            delivery: delivery.id,
            n,
            outcome,
            code,
            error,
        }
    }

    async fn record(
        &self,
        tried: Vec<Tried>,
        untried: Vec<Uuid>,
        away: bool,
        answered: bool,
    ) -> Result<(), AppError> {
        let now = self.app.now();
        let before = self.stored.away;
        let asked = SignedDuration::from_secs(self.asked.load(Ordering::Relaxed));
        let till = |wait: SignedDuration| now.checked_add(wait).unwrap_or(now);
        let away = match (away, answered) {
            (true, _) if asked > SignedDuration::ZERO => Some((0, till(asked))),
            (true, _) => Some((before + 1, till(pause(before + 1)))),
            (false, true) if before > 0 => Some((0, now)),
            _ => None,
        };
        let record = Record {
            hook: self.hook.id,
            tried,
            untried,
            away,
            now,
        };
        self.app.store().run(record).await
    }
}

/// The wait after so many failed tries: 5 s, 10 s, 20 s, … to three hours, a fifth more or less by chance, so that what
/// failed together does not come back together.
fn wait(tries: i64, chance: u64) -> SignedDuration {
    let parts = 80 + i64::try_from(chance % 41).unwrap_or(20);
    SignedDuration::from_millis(doubling(5, tries, LONGEST).as_secs() * 10 * parts)
}

/// How long nobody is called after so many rounds in a row in which nobody answered: 20 s, 40 s, … to a quarter of an hour.
fn pause(rounds: i64) -> SignedDuration {
    doubling(20, rounds, SignedDuration::from_mins(15))
}

struct Claim {
    hook: WebhookId,
    now: Timestamp,
    leased_till: Timestamp,
}

impl Change for Claim {
    type Output = Vec<Delivery>;
    type Error = AppError;
    const NAME: &'static str = "claim_deliveries";

    async fn apply(&self, tx: &mut Tx<'_>) -> Result<Vec<Delivery>, AppError> {
        Ok(webhook::claim(tx, self.hook, self.now, self.leased_till, BATCH).await?)
    }
}

struct Record {
    hook: WebhookId,
    tried: Vec<Tried>,
    untried: Vec<Uuid>,
    away: Option<(i64, Timestamp)>,
    now: Timestamp,
}

impl Change for Record {
    type Output = ();
    type Error = AppError;
    const NAME: &'static str = "record_deliveries";

    async fn apply(&self, tx: &mut Tx<'_>) -> Result<(), AppError> {
        webhook::record(tx, &self.tried, self.now).await?;
        webhook::release(tx, &self.untried, self.now).await?;
        if let Some((away, till)) = self.away {
            webhook::set_away(tx, self.hook, away, till).await?;
        }
        Ok(())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn waits_grow_end_and_differ() {
        assert_eq!(wait(1, 20), SignedDuration::from_secs(5));
        assert_eq!(wait(1, 0), SignedDuration::from_secs(4));
        assert_eq!(wait(1, 40), SignedDuration::from_secs(6));
        assert_eq!(wait(3, 20), SignedDuration::from_secs(20));
        assert_eq!(wait(60, 20), LONGEST);
        assert_eq!(wait(-3, 20), SignedDuration::from_secs(5));
        assert_eq!(pause(1), SignedDuration::from_secs(20));
        assert_eq!(pause(99), SignedDuration::from_mins(15));
    }
}
