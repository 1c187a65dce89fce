//! What is to be told: put once, taken in the order of each report, written down.

use jiff::Timestamp;
use lapor_domain::ids::{ReportId, WebhookId};
use uuid::Uuid;

use crate::lease::take;
use crate::outbox::Outcome;
use crate::record::{micros, moment};
use crate::{FromRow, Row, StoreError, Tx, params};

/// Something to be told.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct NewDelivery {
    /// Its id, which the receiver sees: the same one whoever puts it.
    pub id: Uuid,
    /// To which subscription.
    pub webhook: WebhookId,
    /// Of which report; none for a test.
    pub report: Option<ReportId>,
    /// Number of the event in the report's history.
    pub seq: u32,
    /// Place of the event in the order of everything.
    pub position: i64,
    /// Kind of the event.
    pub kind: String,
    /// `appeared`, `happened`, `gone`.
    pub told: &'static str,
    /// When it happened.
    pub occurred_at: Timestamp,
}

/// Keeps it; one that is there already stays as it is.
///
/// # Errors
/// Where the database fails.
pub async fn put(tx: &mut Tx<'_>, new: &NewDelivery, now: Timestamp) -> Result<(), StoreError> {
    const SQL: &str = "INSERT INTO webhook_delivery (id, webhook_id, report_id, seq, position, kind, told, occurred_at, state,
        attempts, run_at, leased_till, since, created_at)
        VALUES ($1, $2, $3, $4, $5, $6, $7, $8, 'queued', 0, $9, 0, $9, $9) ON CONFLICT (id) DO NOTHING";
    tx.exec(
        SQL,
        params![
            new.id,
            new.webhook.0,
            new.report.map(|report| report.0),
            new.seq,
            new.position,
            new.kind.as_str(),
            new.told,
            micros(new.occurred_at),
            micros(now)
        ],
    )
    .await?;
    Ok(())
}

/// Something on its way.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Delivery {
    /// Its id.
    pub id: Uuid,
    /// Of which report; none for a test.
    pub report: Option<ReportId>,
    /// Number of the event in the report's history.
    pub seq: u32,
    /// Kind of the event.
    pub kind: String,
    /// `appeared`, `happened`, `gone`.
    pub told: String,
    /// When it happened.
    pub occurred_at: Timestamp,
    /// Tries so far.
    pub attempts: i64,
    /// Since when it is tried.
    pub since: Timestamp,
}

/// One try.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Tried {
    /// Of what.
    pub delivery: Uuid,
    /// Which try it was, from 1.
    pub n: i64,
    /// What came of it.
    pub outcome: Outcome,
    /// Status code, or our own code.
    pub code: String,
    /// Our sentence about it.
    pub error: Option<String>,
}

/// Takes up to `limit` deliveries of a subscription that are due and that nothing earlier of the same report still stands
/// before.
///
/// # Errors
/// Where the database fails.
pub async fn claim(
    tx: &mut Tx<'_>,
    webhook: WebhookId,
    now: Timestamp,
    leased_till: Timestamp,
    limit: i64,
) -> Result<Vec<Delivery>, StoreError> {
    const LEASE: &str = "UPDATE webhook_delivery SET leased_till = $2 WHERE id = $1";
    const DUE: &str = "SELECT d.id, d.report_id, d.seq, d.kind, d.told, d.occurred_at, d.attempts, d.since FROM webhook_delivery d
         WHERE d.webhook_id = $1 AND d.state = 'queued' AND d.run_at <= $2 AND d.leased_till <= $2
         AND NOT EXISTS (SELECT 1 FROM webhook_delivery e WHERE e.webhook_id = d.webhook_id AND e.report_id = d.report_id
            AND e.state = 'queued' AND e.position < d.position)
         ORDER BY d.run_at, d.position LIMIT $3";
    let values = params![webhook.0, micros(now), limit];
    take(tx, DUE, values, LEASE, leased_till, |one: &Delivery| one.id).await
}

/// Gives deliveries back that were taken and not tried, until a moment.
///
/// # Errors
/// Where the database fails.
pub async fn release(
    tx: &mut Tx<'_>,
    deliveries: &[Uuid],
    run_at: Timestamp,
) -> Result<(), StoreError> {
    const SQL: &str = "UPDATE webhook_delivery SET leased_till = 0, run_at = $2 WHERE id = $1 AND state = 'queued'";
    for id in deliveries {
        tx.exec(SQL, params![*id, micros(run_at)]).await?;
    }
    Ok(())
}

/// Writes down what tries came to.
///
/// # Errors
/// Where the database fails.
pub async fn record(tx: &mut Tx<'_>, tried: &[Tried], now: Timestamp) -> Result<(), StoreError> {
    const NOTE: &str = "INSERT INTO webhook_attempt (delivery_id, n, at_us, outcome, code, error)
        VALUES ($1, $2, $3, $4, $5, $6) ON CONFLICT (delivery_id, n) DO NOTHING";
    const STATE: &str = "UPDATE webhook_delivery SET state = $2, attempts = $3, run_at = $4, leased_till = 0, ended_at = $5,
        code = $6, error = $7 WHERE id = $1 AND state = 'queued'";
    for one in tried {
        let (state, word, run_at, ended) = one.outcome.written(now);
        let (code, error) = (one.code.as_str(), one.error.as_deref());
        let note = params![one.delivery, one.n, micros(now), word, code, error];
        tx.exec(NOTE, note).await?;
        let row = params![
            one.delivery,
            state,
            one.n,
            micros(run_at),
            ended,
            code,
            error
        ];
        tx.exec(STATE, row).await?;
    }
    Ok(())
}

impl FromRow for Delivery {
    fn from_row(row: Row<'_>) -> Result<Self, StoreError> {
        Ok(Self {
            id: row.get(0)?,
            report: row.get::<Option<Uuid>>(1)?.map(ReportId),
            seq: row.get(2)?,
            kind: row.get(3)?,
            told: row.get(4)?,
            occurred_at: moment(row.get(5)?),
            attempts: row.get(6)?,
            since: moment(row.get(7)?),
        })
    }
}
