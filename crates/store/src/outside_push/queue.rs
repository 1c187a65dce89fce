//! Reports put, taken to be handed over or asked after, and written down.

use jiff::Timestamp;
use lapor_domain::ids::{BodyId, ReportId, UnitId};
use uuid::Uuid;

use super::{COLUMNS, Push, PushState};
use crate::lease::take;
use crate::record::micros;
use crate::{StoreError, Tx, params};

/// A report to be handed over.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct NewPush {
    /// Its id: the same for the same report and system.
    pub id: Uuid,
    /// Which system.
    pub system: String,
    /// Which report.
    pub report: ReportId,
    /// Its home body.
    pub body: BodyId,
    /// The unit whose system it is.
    pub unit: UnitId,
    /// It may leave now that was withheld before; one that was never put is not.
    pub only_again: bool,
}

/// Keeps it. One that is there already goes on where it had ended because the unit lost the report, and is tried again where
/// it was withheld; otherwise it stays as it is.
///
/// # Errors
/// Where the database fails.
pub async fn put(tx: &mut Tx<'_>, new: &NewPush, now: Timestamp) -> Result<(), StoreError> {
    const SQL: &str = "INSERT INTO outside_push (id, system, report_id, body_id, unit_id, state, attempts, run_at,
        leased_till, since, created_at) VALUES ($1, $2, $3, $4, $5, 'waiting', 0, $6, 0, $6, $6)
        ON CONFLICT (id) DO UPDATE SET state = CASE WHEN outside_push.sent_at IS NULL THEN 'waiting' ELSE 'sent' END,
        run_at = excluded.run_at, since = excluded.since, leased_till = 0 WHERE outside_push.state IN ('ended', 'withheld')
        AND (outside_push.sent_at IS NULL OR outside_push.external_id IS NOT NULL)";
    const AGAIN: &str =
        "UPDATE outside_push SET state = 'waiting', run_at = $2, since = $2, leased_till = 0
        WHERE id = $1 AND state = 'withheld'";
    if new.only_again {
        tx.exec(AGAIN, params![new.id, micros(now)]).await?;
        return Ok(());
    }
    tx.exec(
        SQL,
        params![
            new.id,
            new.system.as_str(),
            new.report.0,
            new.body.0,
            new.unit.0,
            micros(now)
        ],
    )
    .await?;
    Ok(())
}

/// Takes up to `limit` reports of a system that are in a state and due, oldest first.
///
/// # Errors
/// Where the database fails.
pub async fn claim(
    tx: &mut Tx<'_>,
    system: &str,
    state: PushState,
    now: Timestamp,
    leased_till: Timestamp,
    limit: i64,
) -> Result<Vec<Push>, StoreError> {
    const LEASE: &str = "UPDATE outside_push SET leased_till = $2 WHERE id = $1";
    let due = format!(
        "SELECT {COLUMNS} FROM outside_push WHERE system = $1 AND state = $2 AND run_at <= $3 AND leased_till <= $3
         ORDER BY run_at, id LIMIT $4"
    );
    let values = params![system, state.as_str(), micros(now), limit];
    take(tx, &due, values, LEASE, leased_till, |one: &Push| one.id).await
}

/// What a try came to.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Done {
    /// Of what.
    pub push: Uuid,
    /// Which try it was, from 1.
    pub n: i64,
    /// Where it stands now.
    pub state: PushState,
    /// The other has it.
    pub is_taken: bool,
    /// Its id there, where that came to be known.
    pub external: Option<String>,
    /// A token in its place.
    pub token: Option<String>,
    /// When it is tried or asked after next.
    pub run_at: Timestamp,
    /// Status code, or our own.
    pub code: String,
    /// Our sentence about it.
    pub error: Option<String>,
}

/// Writes it down.
///
/// # Errors
/// Where the database fails.
pub async fn record(tx: &mut Tx<'_>, done: &Done, now: Timestamp) -> Result<(), StoreError> {
    const NOTE: &str = "INSERT INTO outside_attempt (push_id, n, at_us, outcome, code, error)
        VALUES ($1, $2, $3, $4, $5, $6) ON CONFLICT (push_id, n) DO NOTHING";
    const STATE: &str =
        "UPDATE outside_push SET state = $2, attempts = $3, run_at = $4, leased_till = 0,
        external_id = COALESCE($5, external_id), token = COALESCE($6, token), code = $7, error = $8,
        sent_at = COALESCE(sent_at, $9) WHERE id = $1";
    let (code, error) = (done.code.as_str(), done.error.as_deref());
    let state = done.state.as_str();
    let note = params![done.push, done.n, micros(now), state, code, error];
    tx.exec(NOTE, note).await?;
    let sent = done.is_taken.then(|| micros(now));
    let row = params![
        done.push,
        state,
        done.n,
        micros(done.run_at),
        done.external.as_deref(),
        done.token.as_deref(),
        code,
        error,
        sent
    ];
    tx.exec(STATE, row).await?;
    Ok(())
}

/// Gives back what was taken and not tried, until a moment.
///
/// # Errors
/// Where the database fails.
pub async fn release(
    tx: &mut Tx<'_>,
    pushes: &[Uuid],
    run_at: Timestamp,
) -> Result<(), StoreError> {
    const SQL: &str = "UPDATE outside_push SET leased_till = 0, run_at = $2 WHERE id = $1";
    for id in pushes {
        tx.exec(SQL, params![*id, micros(run_at)]).await?;
    }
    Ok(())
}
