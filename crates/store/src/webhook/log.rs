//! What was told: the log of a subscription, kept for a while, and telling again.

use jiff::Timestamp;
use lapor_domain::ids::{ReportId, WebhookId};
use uuid::Uuid;

use crate::outbox::Attempt;
use crate::record::{micros, moment};
use crate::{FromRow, Row, StoreError, Tx, params};

/// A line of the log.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Logged {
    /// Its id.
    pub id: Uuid,
    /// Of which report; none for a test.
    pub report: Option<ReportId>,
    /// Kind of the event.
    pub kind: String,
    /// `queued`, `sent`, `dead`, `dropped`.
    pub state: String,
    /// Tries.
    pub attempts: i64,
    /// When it was put.
    pub created_at: Timestamp,
    /// When it is tried next, while it waits.
    pub run_at: Timestamp,
    /// When it ended.
    pub ended_at: Option<Timestamp>,
    /// Status code, or our own code, of the last try.
    pub code: Option<String>,
    /// Our sentence about it.
    pub error: Option<String>,
}

/// The latest deliveries of a subscription, newest first; `only_dead` are those that failed for good.
///
/// # Errors
/// Where the database fails.
pub async fn logged(
    tx: &mut Tx<'_>,
    webhook: WebhookId,
    only_dead: bool,
    limit: i64,
) -> Result<Vec<Logged>, StoreError> {
    const ALL: &str =
        "SELECT d.id, d.report_id, d.kind, d.state, d.attempts, d.created_at, d.run_at,
        d.ended_at, d.code, d.error FROM webhook_delivery d
        WHERE d.webhook_id = $1 ORDER BY d.created_at DESC, d.position DESC, d.id LIMIT $2";
    const DEAD: &str = "SELECT d.id, d.report_id, d.kind, d.state, d.attempts, d.created_at, d.run_at,
        d.ended_at, d.code, d.error FROM webhook_delivery d
        WHERE d.webhook_id = $1 AND d.state = 'dead' ORDER BY d.created_at DESC, d.position DESC, d.id LIMIT $2";
    let sql = if only_dead { DEAD } else { ALL };
    tx.rows(sql, params![webhook.0, limit]).await
}

/// Whether a delivery is one of this subscription.
///
/// # Errors
/// Where the database fails.
pub async fn has(tx: &mut Tx<'_>, webhook: WebhookId, delivery: Uuid) -> Result<bool, StoreError> {
    const SQL: &str = "SELECT 1 FROM webhook_delivery WHERE id = $1 AND webhook_id = $2";
    let found = tx.row::<i64>(SQL, params![delivery, webhook.0]).await?;
    Ok(found.is_some())
}

/// The tries of a delivery, in order.
///
/// # Errors
/// Where the database fails.
pub async fn attempts(tx: &mut Tx<'_>, delivery: Uuid) -> Result<Vec<Attempt>, StoreError> {
    const SQL: &str = "SELECT n, at_us, outcome, code, error FROM webhook_attempt WHERE delivery_id = $1 ORDER BY n";
    tx.rows(SQL, params![delivery]).await
}

/// How many deliveries of a subscription wait and how many failed for good.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Counted {
    /// Which subscription.
    pub webhook: WebhookId,
    /// Waiting.
    pub waiting: u64,
    /// Failed for good.
    pub dead: u64,
}

/// The same for every subscription that has any.
///
/// # Errors
/// Where the database fails.
pub async fn counted(tx: &mut Tx<'_>) -> Result<Vec<Counted>, StoreError> {
    // Each half by its own index: most of the log has ended well.
    const SQL: &str = "SELECT webhook_id, sum(waiting), sum(dead) FROM
        (SELECT webhook_id, 1 AS waiting, 0 AS dead FROM webhook_delivery WHERE state = 'queued'
        UNION ALL SELECT webhook_id, 0, 1 FROM webhook_delivery WHERE state = 'dead') one
        GROUP BY webhook_id ORDER BY webhook_id";
    tx.rows(SQL, params![]).await
}

/// Lets one delivery be made again, whatever became of it. Gives whether there was one that had ended.
///
/// # Errors
/// Where the database fails.
pub async fn retry(
    tx: &mut Tx<'_>,
    webhook: WebhookId,
    id: Uuid,
    now: Timestamp,
) -> Result<bool, StoreError> {
    // As young as new, or it would be given up at once; its tries go on counting, each has a row.
    const SQL: &str = "UPDATE webhook_delivery SET state = 'queued', run_at = $3, since = $3, leased_till = 0, ended_at = NULL
        WHERE webhook_id = $1 AND id = $2 AND state <> 'queued'";
    Ok(tx.exec(SQL, params![webhook.0, id, micros(now)]).await? == 1)
}

/// Lets every delivery that failed for good be made again. Gives how many.
///
/// # Errors
/// Where the database fails.
pub async fn retry_dead(
    tx: &mut Tx<'_>,
    webhook: WebhookId,
    now: Timestamp,
) -> Result<u64, StoreError> {
    const SQL: &str = "UPDATE webhook_delivery SET state = 'queued', run_at = $2, since = $2, leased_till = 0, ended_at = NULL
        WHERE webhook_id = $1 AND state = 'dead'";
    tx.exec(SQL, params![webhook.0, micros(now)]).await
}

/// Forgets deliveries that ended before a moment, with their tries.
///
/// # Errors
/// Where the database fails.
pub async fn forget_old(tx: &mut Tx<'_>, before: Timestamp) -> Result<(), StoreError> {
    const TRIES: &str = "DELETE FROM webhook_attempt WHERE delivery_id IN
        (SELECT id FROM webhook_delivery WHERE ended_at IS NOT NULL AND ended_at < $1)";
    const SQL: &str = "DELETE FROM webhook_delivery WHERE ended_at IS NOT NULL AND ended_at < $1";
    tx.exec(TRIES, params![micros(before)]).await?;
    tx.exec(SQL, params![micros(before)]).await?;
    Ok(())
}

impl FromRow for Logged {
    fn from_row(row: Row<'_>) -> Result<Self, StoreError> {
        Ok(Self {
            id: row.get(0)?,
            report: row.get::<Option<Uuid>>(1)?.map(ReportId),
            kind: row.get(2)?,
            state: row.get(3)?,
            attempts: row.get(4)?,
            created_at: moment(row.get(5)?),
            run_at: moment(row.get(6)?),
            ended_at: row.get::<Option<i64>>(7)?.map(moment),
            code: row.get(8)?,
            error: row.get(9)?,
        })
    }
}

impl FromRow for Counted {
    fn from_row(row: Row<'_>) -> Result<Self, StoreError> {
        Ok(Self {
            webhook: WebhookId(row.get(0)?),
            waiting: row.get(1)?,
            dead: row.get(2)?,
        })
    }
}
