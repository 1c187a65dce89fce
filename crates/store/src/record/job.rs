//! Jobs: rows in the same transaction as what asks for them. Leased, retried, idempotent by key.

use jiff::Timestamp;
use uuid::Uuid;

use super::micros;
use crate::lease::take;
use crate::{FromRow, Row, StoreError, Tx, params};

/// A job to be done.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Job {
    /// Its id.
    pub id: Uuid,
    /// Which kind.
    pub kind: String,
    /// What makes it one: the same kind and key is the same job.
    pub key: String,
    /// JSON.
    pub payload: String,
    /// How often it was tried before.
    pub attempts: i64,
}

/// Adds a job. One of the same kind and key that still waits, or is being done, is asked for anew:
/// whoever does it now ends only what they took.
///
/// # Errors
/// Where the database fails.
pub async fn add(
    tx: &mut Tx<'_>,
    id: Uuid,
    kind: &str,
    key: &str,
    payload: &str,
    run_at: Timestamp,
) -> Result<(), StoreError> {
    const SQL: &str =
        "INSERT INTO job (id, kind, key, payload, run_at, attempts, leased_till, dead)
        VALUES ($1, $2, $3, $4, $5, 0, 0, $6) ON CONFLICT (kind, key) DO UPDATE SET id = excluded.id, payload = excluded.payload,
        run_at = excluded.run_at, attempts = 0, leased_till = 0, dead = excluded.dead";
    tx.exec(SQL, params![id, kind, key, payload, micros(run_at), false])
        .await?;
    Ok(())
}

/// Takes up to `limit` jobs that are due, for `lease` long.
///
/// # Errors
/// Where the database fails.
pub async fn claim(
    tx: &mut Tx<'_>,
    now: Timestamp,
    leased_till: Timestamp,
    limit: i64,
) -> Result<Vec<Job>, StoreError> {
    const LEASE: &str = "UPDATE job SET leased_till = $2, attempts = attempts + 1 WHERE id = $1";
    const DUE: &str = "SELECT id, kind, key, payload, attempts FROM job
        WHERE NOT dead AND run_at <= $1 AND leased_till <= $1 ORDER BY run_at, id LIMIT $2";
    let values = params![micros(now), limit];
    take(tx, DUE, values, LEASE, leased_till, |job: &Job| job.id).await
}

/// Done: the row goes.
///
/// # Errors
/// Where the database fails.
pub async fn done(tx: &mut Tx<'_>, id: Uuid) -> Result<(), StoreError> {
    tx.exec("DELETE FROM job WHERE id = $1", params![id])
        .await?;
    Ok(())
}

/// Failed: tried again at `run_at`, or dead and shown to the administrator.
///
/// # Errors
/// Where the database fails.
pub async fn failed(
    tx: &mut Tx<'_>,
    id: Uuid,
    error: &str,
    run_at: Timestamp,
    dead: bool,
) -> Result<(), StoreError> {
    const SQL: &str =
        "UPDATE job SET leased_till = 0, run_at = $2, last_error = $3, dead = $4 WHERE id = $1";
    tx.exec(SQL, params![id, micros(run_at), error, dead])
        .await?;
    Ok(())
}

/// A job that failed for good.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct DeadJob {
    /// Its id.
    pub id: Uuid,
    /// Which kind.
    pub kind: String,
    /// What went wrong last.
    pub error: String,
    /// How often it was tried.
    pub attempts: i64,
    /// When it would have been tried again.
    pub since: Timestamp,
}

/// Jobs that failed for good, newest first, at most 200.
///
/// # Errors
/// Where the database fails.
pub async fn dead(tx: &mut Tx<'_>) -> Result<Vec<DeadJob>, StoreError> {
    const SQL: &str = "SELECT id, kind, last_error, attempts, run_at FROM job WHERE dead
        ORDER BY run_at DESC, id LIMIT 200";
    tx.rows(SQL, params![]).await
}

/// Lets a dead job be tried again from now on, as if it were new. Gives whether there was one.
///
/// # Errors
/// Where the database fails.
pub async fn retry(tx: &mut Tx<'_>, id: Uuid, now: Timestamp) -> Result<bool, StoreError> {
    const FIND: &str = "SELECT id FROM job WHERE id = $1 AND dead";
    const SQL: &str = "UPDATE job SET dead = $2, attempts = 0, leased_till = 0, run_at = $3
        WHERE id = $1 AND dead";
    if tx.row::<Uuid>(FIND, params![id]).await?.is_none() {
        return Ok(false);
    }
    tx.exec(SQL, params![id, false, micros(now)]).await?;
    Ok(true)
}

/// How many jobs of a kind wait, and since when the oldest does.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct WaitingJobs {
    /// Which kind.
    pub kind: String,
    /// How many.
    pub count: u64,
    /// When the oldest is or was due.
    pub oldest: Timestamp,
}

/// Jobs that wait or are being done, by kind.
///
/// # Errors
/// Where the database fails.
pub async fn waiting(tx: &mut Tx<'_>) -> Result<Vec<WaitingJobs>, StoreError> {
    const SQL: &str =
        "SELECT kind, count(*), min(run_at) FROM job WHERE NOT dead GROUP BY kind ORDER BY kind";
    tx.rows(SQL, params![]).await
}

impl FromRow for DeadJob {
    fn from_row(row: Row<'_>) -> Result<Self, StoreError> {
        Ok(Self {
            id: row.get(0)?,
            kind: row.get(1)?,
            error: row.get::<Option<String>>(2)?.unwrap_or_default(),
            attempts: row.get(3)?,
            since: row.get(4)?,
        })
    }
}

impl FromRow for WaitingJobs {
    fn from_row(row: Row<'_>) -> Result<Self, StoreError> {
        Ok(Self {
            kind: row.get(0)?,
            count: row.get(1)?,
            oldest: row.get(2)?,
        })
    }
}

/// How many jobs wait or are dead: none may be left at a test's end.
///
/// # Errors
/// Where the database fails.
pub async fn left_over(tx: &mut Tx<'_>) -> Result<i64, StoreError> {
    Ok(tx
        .row("SELECT count(*) FROM job", params![])
        .await?
        .unwrap_or(0))
}

impl FromRow for Job {
    fn from_row(row: Row<'_>) -> Result<Self, StoreError> {
        Ok(Self {
            id: row.get(0)?,
            kind: row.get(1)?,
            key: row.get(2)?,
            payload: row.get(3)?,
            attempts: row.get(4)?,
        })
    }
}
