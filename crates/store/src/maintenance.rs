//! What the administrator's check-up (`lapor doctor`) asks the database.

use std::path::Path;

use jiff::Timestamp;

use crate::record::moment;
use crate::sqlite;
use crate::{Query, StoreError, Tx, params};

/// How much there is.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Sizes {
    /// Bytes of the whole database.
    pub bytes: i64,
    /// Reports.
    pub reports: i64,
    /// Events that have their place in the order.
    pub ordered: i64,
    /// Events that still wait for it: more than a second's worth means that no sequencer runs.
    pub unordered: i64,
    /// Pieces of words.
    pub contents: i64,
    /// Of these, erased.
    pub erased: i64,
    /// Files.
    pub files: i64,
    /// Bytes of files.
    pub file_bytes: i64,
    /// Jobs that wait or run.
    pub jobs: i64,
    /// Jobs given up: somebody must look.
    pub dead_jobs: i64,
}

/// Counts everything; takes seconds where there are millions.
#[derive(Clone, Copy, Debug)]
pub struct Measure;

impl Query for Measure {
    type Output = Sizes;

    async fn run(&self, tx: &mut Tx<'_>) -> Result<Sizes, StoreError> {
        let bytes = tx.engine().database_bytes();
        let mut sizes = Sizes {
            bytes: number(tx, bytes).await?,
            reports: number(tx, "SELECT count(*) FROM report").await?,
            // Places are given without gaps, from 1.
            ordered: number(tx, "SELECT coalesce(max(position), 0) FROM event").await?,
            unordered: number(tx, "SELECT count(*) FROM event WHERE position IS NULL").await?,
            ..Sizes::default()
        };
        (sizes.contents, sizes.erased) =
            pair(tx, "SELECT count(*), count(erased_at) FROM content").await?;
        (sizes.files, sizes.file_bytes) = pair(
            tx,
            "SELECT count(*), CAST(coalesce(sum(bytes), 0) AS BIGINT) FROM file",
        )
        .await?;
        sizes.jobs = number(tx, "SELECT count(*) FROM job WHERE NOT dead").await?;
        sizes.dead_jobs = number(tx, "SELECT count(*) FROM job WHERE dead").await?;
        Ok(sizes)
    }
}

/// What lies behind the present: signs that no server runs, or that its clock is wrong.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Lag {
    /// When the newest ordered event was recorded.
    pub newest_event: Option<Timestamp>,
    /// Since when the oldest event waits for its place in the order.
    pub oldest_unordered: Option<Timestamp>,
    /// Since when the oldest job that is due waits or is under way.
    pub oldest_job: Option<Timestamp>,
    /// Jobs given up, by kind.
    pub dead_jobs: Vec<(String, i64)>,
}

/// Looks at ends of indexes only: quick at any size.
#[derive(Clone, Copy, Debug)]
pub struct MeasureLag;

impl Query for MeasureLag {
    type Output = Lag;

    async fn run(&self, tx: &mut Tx<'_>) -> Result<Lag, StoreError> {
        const NEWEST: &str =
            "SELECT recorded_at FROM event WHERE position = (SELECT max(position) FROM event)";
        const UNORDERED: &str =
            "SELECT recorded_at FROM event WHERE position IS NULL ORDER BY recorded_at LIMIT 1";
        const JOB: &str = "SELECT run_at FROM job WHERE NOT dead ORDER BY run_at LIMIT 1";
        const DEAD: &str = "SELECT kind, count(*) FROM job WHERE dead GROUP BY kind ORDER BY kind";
        Ok(Lag {
            newest_event: instant(tx, NEWEST).await?,
            oldest_unordered: instant(tx, UNORDERED).await?,
            oldest_job: instant(tx, JOB).await?,
            dead_jobs: tx.rows(DEAD, params![]).await?,
        })
    }
}

/// Reads the whole file where the engine can say whether it is whole. `None` where it is, or where the engine looks
/// after that itself; otherwise what it complains of.
#[derive(Clone, Copy, Debug)]
pub struct Integrity;

impl Query for Integrity {
    type Output = Option<String>;

    async fn run(&self, tx: &mut Tx<'_>) -> Result<Option<String>, StoreError> {
        let Some(sql) = tx.engine().integrity() else {
            return Ok(None);
        };
        let told: Option<String> = tx.row(sql, params![]).await?;
        Ok(told.filter(|told| told != "ok"))
    }
}

/// Copies an SQLite file that may be in use into a new or empty file: one snapshot, whole, read back once, and on the
/// disk on return. The schema stays as it is, so a copy can be taken before an upgrade by the program that upgrades.
///
/// # Errors
/// A file that cannot be read or written, a full disk, a copy that is not whole.
pub async fn copy_sqlite(from: &Path, to: &Path) -> Result<(), StoreError> {
    let (from, to) = (from.to_owned(), to.to_owned());
    tokio::task::spawn_blocking(move || sqlite::copy(&from, &to))
        .await
        .unwrap_or(Err(StoreError::Panicked("copy_sqlite")))
}

async fn instant(tx: &mut Tx<'_>, sql: &'static str) -> Result<Option<Timestamp>, StoreError> {
    Ok(tx.row::<i64>(sql, params![]).await?.map(moment))
}

async fn number(tx: &mut Tx<'_>, sql: &'static str) -> Result<i64, StoreError> {
    Ok(tx.row::<i64>(sql, params![]).await?.unwrap_or(0))
}

async fn pair(tx: &mut Tx<'_>, sql: &'static str) -> Result<(i64, i64), StoreError> {
    Ok(tx
        .row::<(i64, i64)>(sql, params![])
        .await?
        .unwrap_or((0, 0)))
}
