//! What was told, what waits, what failed for good; telling again, and a test.

use jiff::Timestamp;
use lapor_domain::ids::{BodyId, WebhookId};
use lapor_domain::webhook::Webhook;
use lapor_store::outbox::Attempt;
use lapor_store::webhook::{self, Logged, NewDelivery};
use lapor_store::{Change, Query, StoreError, Tx};
use uuid::Uuid;

use super::keep::living;
use crate::app::App;
use crate::error::AppError;

/// Lines that are shown.
const LINES: i64 = 100;

/// The log of a subscription.
#[derive(Clone, Debug)]
pub struct Log {
    /// The subscription.
    pub webhook: Webhook,
    /// Failed for good, newest first.
    pub dead: Vec<Logged>,
    /// The latest, newest first.
    pub latest: Vec<Logged>,
    /// Until when the secret before the newest is valid beside it.
    pub both_until: Option<Timestamp>,
}

/// Reads it, also of a subscription that ended.
///
/// # Errors
/// [`AppError::NotFound`] where there is no such subscription of that body, the record.
pub async fn log(app: &App, id: WebhookId, of: Option<BodyId>) -> Result<Log, AppError> {
    let rules = app.rules();
    let found = rules.directory.webhooks.get(&id);
    let found = found.filter(|hook| of.is_none_or(|body| hook.body == body));
    let webhook = found.cloned().ok_or(AppError::NotFound)?;
    let (dead, latest, old_until) = app.store().read(Read(id)).await?;
    let now = app.now();
    Ok(Log {
        webhook,
        dead,
        latest,
        both_until: old_until.filter(|until| now < *until),
    })
}

/// The tries of a delivery, in order.
///
/// # Errors
/// [`AppError::NotFound`] where the subscription has none such, the record.
pub async fn attempts(
    app: &App,
    id: WebhookId,
    of: Option<BodyId>,
    delivery: Uuid,
) -> Result<Vec<Attempt>, AppError> {
    let rules = app.rules();
    let found = rules.directory.webhooks.get(&id);
    let found = found.filter(|hook| of.is_none_or(|body| hook.body == body));
    found.ok_or(AppError::NotFound)?;
    app.store()
        .read(Tries(id, delivery))
        .await?
        .ok_or(AppError::NotFound)
}

/// Tells one again, whatever became of it, under its old id.
///
/// # Errors
/// [`AppError::NotFound`] where there is none such that ended, the record.
pub async fn resend(
    app: &App,
    id: WebhookId,
    of: Option<BodyId>,
    delivery: Uuid,
) -> Result<(), AppError> {
    let hook = living(app, id, of)?.id;
    let again = Again {
        hook,
        delivery: Some(delivery),
        now: app.now(),
    };
    match app.store().run(again).await? {
        0 => Err(AppError::NotFound),
        _ => Ok(()),
    }
}

/// Tells everything again that failed for good. Gives how much that is.
///
/// # Errors
/// As [`resend`].
pub async fn resend_dead(app: &App, id: WebhookId, of: Option<BodyId>) -> Result<u64, AppError> {
    let hook = living(app, id, of)?.id;
    let again = Again {
        hook,
        delivery: None,
        now: app.now(),
    };
    app.store().run(again).await
}

/// Sends a test that is about no report.
///
/// # Errors
/// [`AppError::NotFound`] where there is no such subscription, the record.
pub async fn test(app: &App, id: WebhookId, of: Option<BodyId>) -> Result<(), AppError> {
    let now = app.now();
    let test = NewDelivery {
        id: app.fresh_id(),
        webhook: living(app, id, of)?.id,
        report: None,
        seq: 0,
        position: 0,
        kind: "ping".to_owned(),
        told: "happened",
        occurred_at: now,
    };
    app.store().run(Put { test, now }).await
}

struct Read(WebhookId);

impl Query for Read {
    type Output = (Vec<Logged>, Vec<Logged>, Option<Timestamp>);

    async fn run(&self, tx: &mut Tx<'_>) -> Result<Self::Output, StoreError> {
        Ok((
            webhook::logged(tx, self.0, true, LINES).await?,
            webhook::logged(tx, self.0, false, LINES).await?,
            webhook::old_until(tx, self.0).await?,
        ))
    }
}

struct Tries(WebhookId, Uuid);

impl Query for Tries {
    type Output = Option<Vec<Attempt>>;

    async fn run(&self, tx: &mut Tx<'_>) -> Result<Self::Output, StoreError> {
        if !webhook::has(tx, self.0, self.1).await? {
            return Ok(None);
        }
        webhook::attempts(tx, self.1).await.map(Some)
    }
}

struct Again {
    hook: WebhookId,
    delivery: Option<Uuid>,
    now: Timestamp,
}

impl Change for Again {
    type Output = u64;
    type Error = AppError;
    const NAME: &'static str = "resend_delivery";

    async fn apply(&self, tx: &mut Tx<'_>) -> Result<u64, AppError> {
        Ok(match self.delivery {
            Some(id) => u64::from(webhook::retry(tx, self.hook, id, self.now).await?),
            None => webhook::retry_dead(tx, self.hook, self.now).await?,
        })
    }
}

struct Put {
    test: NewDelivery,
    now: Timestamp,
}

impl Change for Put {
    type Output = ();
    type Error = AppError;
    const NAME: &'static str = "test_webhook";

    async fn apply(&self, tx: &mut Tx<'_>) -> Result<(), AppError> {
        Ok(webhook::put(tx, &self.test, self.now).await?)
    }
}
