//! The order of everything: gives committed events their `position`, without gaps, in the order of each stream.
//!
//! Times and ids are not commit order: a change that began earlier may commit later. So a committed event gets its
//! place afterwards, from one sequencer at a time. Its row is a lease: who holds it, until when, and the last
//! place given. Every turn writes that row first, and on PostgreSQL a row is written by one transaction at a time;
//! turns therefore follow one another even where a lease is mistaken for expired, and the lease only keeps
//! processes from getting in each other's way. An event that commits late has a later place than its time suggests.
//!
//! Places become visible in their order, because a turn begins after the one before committed: a reader that has
//! seen place n has seen everything below it.

mod read;
mod standing;
#[cfg(test)]
mod tests;

use std::collections::HashMap;

use jiff::{SignedDuration, Timestamp};
use uuid::Uuid;

use crate::record::micros;
use crate::{Change, FromRow, Row, StoreError, Tx, Value, params};

pub(crate) use self::read::last_before;
pub use self::read::{EventsAfter, IsOrderedBefore, Placed};
pub use self::standing::{ReadStanding, Standing};

/// How long a sequencer that says nothing keeps its turn.
pub const LEASE: SignedDuration = SignedDuration::from_secs(5);

/// How far apart the clocks of two processes may be without one taking the other's lease for a mistake.
const APART: SignedDuration = SignedDuration::from_secs(60);
/// Events of one turn: a few milliseconds of the writer's time.
pub const BATCH: u32 = 500;

/// What became of a turn.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Turn {
    /// So many events got their place; as many as asked for means that more may wait.
    Ordered(u32),
    /// Another process has the lease.
    Elsewhere,
}

/// One turn of the sequencer. Run it twice a second, and again at once after a full one.
#[derive(Clone, Copy, Debug)]
pub struct Sequence {
    /// This process.
    pub me: Uuid,
    /// Now.
    pub now: Timestamp,
    /// Most events, usually [`BATCH`].
    pub limit: u32,
}

impl Change for Sequence {
    type Output = Turn;
    type Error = StoreError;
    const NAME: &'static str = "sequence";

    async fn apply(&self, tx: &mut Tx<'_>) -> Result<Turn, StoreError> {
        let waiting = waiting(tx, self.limit).await?;
        if waiting.is_empty() {
            return Ok(Turn::Ordered(0));
        }
        let Some(last) = take_lease(tx, self.me, self.now).await? else {
            return Ok(Turn::Elsewhere);
        };
        let ordered = in_stream_order(tx, waiting).await?;
        number(tx, &ordered, last).await?;
        Ok(Turn::Ordered(
            u32::try_from(ordered.len()).unwrap_or(u32::MAX),
        ))
    }
}

/// An event that waits, by its key.
struct Waiting {
    stream: Stream,
    seq: i64,
    /// The one before it in its stream waits too.
    follows: bool,
}

/// Body, kind and id.
type Stream = (Uuid, String, Uuid);

async fn waiting(tx: &mut Tx<'_>, limit: u32) -> Result<Vec<Waiting>, StoreError> {
    const SQL: &str = "SELECT e.body_id, e.stream_kind, e.stream_id, e.seq,
        EXISTS (SELECT 1 FROM event p WHERE p.body_id = e.body_id AND p.stream_kind = e.stream_kind
            AND p.stream_id = e.stream_id AND p.seq = e.seq - 1 AND p.position IS NULL)
        FROM event e WHERE e.position IS NULL ORDER BY e.recorded_at, e.stream_id, e.seq LIMIT $1";
    tx.rows(SQL, params![limit]).await
}

/// Takes or renews the lease and gives the last place; `None` where another has it. One that ends later than any could by this
/// clock was taken by a clock that ran far ahead: it would be waited for as long.
async fn take_lease(tx: &mut Tx<'_>, me: Uuid, now: Timestamp) -> Result<Option<i64>, StoreError> {
    const FIRST: &str =
        "INSERT INTO sequencer (id, holder, leased_till, position) VALUES (1, $1, 0, 0)
        ON CONFLICT (id) DO NOTHING";
    const TAKE: &str = "UPDATE sequencer SET holder = $1, leased_till = $2
        WHERE id = 1 AND (holder = $1 OR leased_till <= $3 OR leased_till > $4) RETURNING position";
    let till = now.checked_add(LEASE).unwrap_or(Timestamp::MAX);
    let longest = now.checked_add(LEASE + APART);
    let longest = longest.unwrap_or(Timestamp::MAX);
    let lease = params![me, micros(till), micros(now), micros(longest)];
    if let Some(last) = tx.row::<i64>(TAKE, lease).await? {
        return Ok(Some(last));
    }
    tx.exec(FIRST, params![me]).await?;
    tx.row::<i64>(TAKE, lease).await
}

/// Takes so many places at once, for events that are put down with them; gives the last one.
#[cfg(any(test, feature = "testing"))]
pub(crate) async fn ordered_until(tx: &mut Tx<'_>, places: i64) -> Result<i64, StoreError> {
    const FIRST: &str =
        "INSERT INTO sequencer (id, holder, leased_till, position) VALUES (1, $1, 0, 0)
        ON CONFLICT (id) DO NOTHING";
    const TAKE: &str =
        "UPDATE sequencer SET position = position + $1 WHERE id = 1 RETURNING position";
    tx.exec(FIRST, params![Uuid::nil()]).await?;
    let last = tx.row(TAKE, params![places]).await?;
    last.ok_or(StoreError::Busy)
}

/// Puts events of one stream in the order of their numbers, should the machine's clock have run backwards. An
/// event whose predecessor waits outside of the batch brings its predecessors along.
async fn in_stream_order(
    tx: &mut Tx<'_>,
    waiting: Vec<Waiting>,
) -> Result<Vec<(Stream, i64)>, StoreError> {
    const BEFORE: &str =
        "SELECT seq FROM event WHERE body_id = $1 AND stream_kind = $2 AND stream_id = $3
        AND seq <= $4 AND position IS NULL ORDER BY seq";
    let mut last: HashMap<Stream, i64> = HashMap::with_capacity(waiting.len());
    let mut ordered = Vec::with_capacity(waiting.len());
    for event in waiting {
        let known = last.get(&event.stream).copied();
        if known.is_some_and(|known| event.seq <= known) {
            continue;
        }
        last.insert(event.stream.clone(), event.seq);
        if !event.follows || known == Some(event.seq - 1) {
            ordered.push((event.stream, event.seq));
            continue;
        }
        let (body, kind, id) = &event.stream;
        let before: Vec<i64> = tx
            .rows(BEFORE, params![*body, kind.as_str(), *id, event.seq])
            .await?;
        let new = before
            .into_iter()
            .filter(|seq| known.is_none_or(|known| *seq > known));
        ordered.extend(new.map(|seq| (event.stream.clone(), seq)));
    }
    Ok(ordered)
}

/// Gives the places after `last`.
async fn number(tx: &mut Tx<'_>, ordered: &[(Stream, i64)], last: i64) -> Result<(), StoreError> {
    const PLACE: &str = "UPDATE event SET position = $5
        WHERE body_id = $1 AND stream_kind = $2 AND stream_id = $3 AND seq = $4 AND position IS NULL";
    const LAST: &str = "UPDATE sequencer SET position = $1 WHERE id = 1";
    let mut position = last;
    let mut keys: Vec<[Value<'_>; 5]> = Vec::with_capacity(ordered.len());
    for ((body, kind, id), seq) in ordered {
        position += 1;
        keys.push([
            Value::from(*body),
            Value::from(kind.as_str()),
            Value::from(*id),
            Value::from(*seq),
            Value::from(position),
        ]);
    }
    let statements: Vec<(&'static str, &[Value<'_>])> =
        keys.iter().map(|key| (PLACE, key.as_slice())).collect();
    tx.exec_many(&statements).await?;
    tx.exec(LAST, params![position]).await.map(drop)
}

impl FromRow for Waiting {
    fn from_row(row: Row<'_>) -> Result<Self, StoreError> {
        Ok(Self {
            stream: (row.get(0)?, row.get(1)?, row.get(2)?),
            seq: row.get(3)?,
            follows: row.get(4)?,
        })
    }
}
