//! What was ordered, and how far.

use jiff::Timestamp;
use uuid::Uuid;

use crate::record::micros;
use crate::{FromRow, Query, Row, StoreError, Tx, params};

/// An event in the order of everything, as written.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Placed {
    /// Its place, from 1, without gaps.
    pub position: i64,
    /// Home body.
    pub body: Uuid,
    /// Kind of stream.
    pub stream_kind: String,
    /// Stream.
    pub stream: Uuid,
    /// Number within the stream.
    pub seq: i64,
    /// When it happened.
    pub occurred_at: Timestamp,
    /// When the program came to know it.
    pub recorded_at: Timestamp,
    /// In which role.
    pub actor_role: String,
    /// Which account.
    pub actor_officer: Option<Uuid>,
    /// For which unit.
    pub actor_unit: Option<Uuid>,
    /// Kind.
    pub kind: String,
    /// Version of the payload.
    pub version: i64,
    /// JSON.
    pub payload: String,
}

/// Reads on from a place: what exports, feeds and the log take.
#[derive(Clone, Copy, Debug)]
pub struct EventsAfter {
    /// The last place seen; 0 at the beginning.
    pub position: i64,
    /// Most events.
    pub limit: u32,
}

impl Query for EventsAfter {
    type Output = Vec<Placed>;

    async fn run(&self, tx: &mut Tx<'_>) -> Result<Vec<Placed>, StoreError> {
        const SQL: &str = "SELECT position, body_id, stream_kind, stream_id, seq, occurred_at, recorded_at, actor_role,
            actor_officer, actor_unit, kind, version, payload FROM event WHERE position > $1 ORDER BY position LIMIT $2";
        tx.rows(SQL, params![self.position, self.limit]).await
    }
}

/// Whether every event that was recorded before a moment has its place. Figures as of that moment wait for it.
#[derive(Clone, Copy, Debug)]
pub struct IsOrderedBefore(
    /// Exclusive.
    pub Timestamp,
);

impl Query for IsOrderedBefore {
    type Output = bool;

    async fn run(&self, tx: &mut Tx<'_>) -> Result<bool, StoreError> {
        const SQL: &str = "SELECT 1 FROM event WHERE position IS NULL AND recorded_at < $1 LIMIT 1";
        let waits: Option<i64> = tx.row(SQL, params![micros(self.0)]).await?;
        Ok(waits.is_none())
    }
}

/// Places near the one that was found, in which a late commit may have put an earlier event.
const LATE: i64 = 10_000;

/// The place of the last event that was recorded before a moment; 0 where there is none.
///
/// Places follow the times but for late commits, so the place is found by halving, and the places after it are
/// looked through once for an event that is older than they are.
pub(crate) async fn last_before(tx: &mut Tx<'_>, moment: Timestamp) -> Result<i64, StoreError> {
    const HALVE: &str = "WITH RECURSIVE half(low, high) AS (
        SELECT CAST(0 AS BIGINT), COALESCE((SELECT position FROM sequencer WHERE id = 1), 0)
        UNION ALL
        SELECT CASE WHEN e.recorded_at < $1 THEN e.position ELSE half.low END,
            CASE WHEN e.recorded_at < $1 THEN half.high ELSE e.position - 1 END
        FROM half JOIN event e ON e.position = (half.low + half.high + 1) / 2 WHERE half.low < half.high)
        SELECT low FROM half WHERE low = high";
    // Nothing but the index is read: the events themselves are large.
    let indexed = tx.engine().indexed_by("event_placed");
    let beyond = format!(
        "SELECT max(position) FROM event{indexed} WHERE position > $1 AND position <= $2 AND recorded_at < $3"
    );
    let moment = micros(moment);
    let found: i64 = tx.row(HALVE, params![moment]).await?.unwrap_or(0);
    let beyond: Vec<Option<i64>> = tx
        .rows_dyn(&beyond, params![found, found + LATE, moment])
        .await?;
    Ok(beyond.into_iter().flatten().next().unwrap_or(found))
}

impl FromRow for Placed {
    fn from_row(row: Row<'_>) -> Result<Self, StoreError> {
        Ok(Self {
            position: row.get(0)?,
            body: row.get(1)?,
            stream_kind: row.get(2)?,
            stream: row.get(3)?,
            seq: row.get(4)?,
            occurred_at: row.get(5)?,
            recorded_at: row.get(6)?,
            actor_role: row.get(7)?,
            actor_officer: row.get(8)?,
            actor_unit: row.get(9)?,
            kind: row.get(10)?,
            version: row.get(11)?,
            payload: row.get(12)?,
        })
    }
}
