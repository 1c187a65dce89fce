//! Filling the tables from nothing: report by report, not event by event.
//!
//! In the order of events a report is weighed anew with each of them, and the rows of its months are written anew: of a million
//! reports that is many times the work. Tables that are empty are filled in the order of reports instead, each with all that
//! was placed up to where the order stood when filling began. What is placed later is folded afterwards. Until all are in, the
//! tables are at no place, and everything is answered without them.

use std::sync::Arc;

use lapor_domain::rules::Rules;
use tokio::sync::mpsc::channel;
use uuid::Uuid;

use super::changes::Changes;
use super::delta::Reach;
use super::family;
use super::fold::{Batch, Mark, Place, Reader, mark, ordered};
use crate::{Query, Store, StoreError, Tx};

/// Events of a report: a batch of reports is to be about as large as one of events.
const EVENTS: u32 = 8;
/// Batches of one call: while the rows of one are written, the next are worked out.
const TOGETHER: usize = 8;
/// Batches that are worked out and wait for the writer.
const AHEAD: usize = 1;
/// Reports whose numbers are gathered and sorted at once: some tens of MB.
const SORTED: usize = 1_000;

/// Asks where filling begins or goes on, and up to which place; none where there is nothing to fill. More than a batch of events
/// must be waiting.
pub(crate) struct Begin {
    pub(crate) reader: Reader,
    pub(crate) limit: u32,
}

impl Query for Begin {
    type Output = Option<(Mark, i64)>;

    async fn run(&self, tx: &mut Tx<'_>) -> Result<Self::Output, StoreError> {
        let mark = mark(tx).await?;
        if mark.place.position > 0 || self.reader.is_kept_off(&mark) {
            return Ok(None);
        }
        if mark.place.filling_to > 0 {
            return Ok(Some((mark, mark.place.filling_to)));
        }
        let to = ordered(tx).await?;
        Ok((to > i64::from(self.limit)).then_some((mark, to)))
    }
}

/// Fills in some batches of reports; tells how many events they have, about, and more than none.
///
/// # Errors
/// Where the database fails.
pub(crate) async fn fill(
    store: &Store,
    reader: &Reader,
    (mut mark, to): (Mark, i64),
    limit: u32,
) -> Result<u32, StoreError> {
    let most = (limit / EVENTS).max(1);
    let (thought, mut ready) = channel(AHEAD);
    let thinking = async move {
        let mut after = mark.place.filled;
        for _ in 0..TOGETHER {
            let next = think(store, reader, (&mark, to), after, most).await?;
            after = next.last;
            // Nobody takes it where writing ended early.
            if thought.send(next).await.is_err() || after.is_none() {
                break;
            }
        }
        Ok(())
    };
    let writing = async move {
        let mut filled = 0;
        while let Some(next) = ready.recv().await {
            let place = match next.last {
                None => Place::at(to),
                last => Place {
                    position: 0,
                    filling_to: to,
                    filled: last,
                },
            };
            if !write(store, reader, (mark, place), next.parts).await? {
                return Ok(0);
            }
            mark.place = place;
            filled += next.reports.max(1) * EVENTS;
        }
        Ok(filled)
    };
    let (thought, written): (Result<(), StoreError>, _) = tokio::join!(thinking, writing);
    thought.and(written)
}

/// What some reports come to.
struct Thought {
    parts: Vec<Changes>,
    reports: u32,
    /// The last of them; none where no more come.
    last: Option<Uuid>,
}

/// Works out what the next reports come to, half of them on another core.
async fn think(
    store: &Store,
    reader: &Reader,
    (mark, to): (&Mark, i64),
    after: Option<Uuid>,
    most: u32,
) -> Result<Thought, StoreError> {
    let after = after.unwrap_or_default();
    let mut ids = store.read(Next { after, most }).await?;
    let reports = u32::try_from(ids.len()).unwrap_or(u32::MAX);
    let last = ids.last().copied().filter(|_| reports == most);
    let rest = ids.split_off(ids.len() / 2);
    let part = |reports: Vec<Uuid>, after| Part {
        rules: Arc::clone(&reader.rules),
        reports,
        reach: Reach { from: 0, to, after },
        by_day: mark.by_day,
    };
    let middle = ids.last().copied().unwrap_or(after);
    let (one, other) = (part(ids, after), part(rest, middle));
    let (one, other) = tokio::join!(store.read(one), store.read(other));
    let (mut parts, other) = (one?, other?);
    parts.extend(other);
    Ok(Thought {
        parts,
        reports,
        last,
    })
}

/// The reports after one, in order.
struct Next {
    after: Uuid,
    most: u32,
}

impl Query for Next {
    type Output = Vec<Uuid>;

    async fn run(&self, tx: &mut Tx<'_>) -> Result<Vec<Uuid>, StoreError> {
        family::after(tx, self.after, self.most).await
    }
}

/// Some reports that are worked out by themselves.
struct Part {
    rules: Arc<Rules>,
    reports: Vec<Uuid>,
    reach: Reach,
    by_day: bool,
}

impl Query for Part {
    type Output = Vec<Changes>;

    async fn run(&self, tx: &mut Tx<'_>) -> Result<Vec<Changes>, StoreError> {
        let mut reach = self.reach;
        let mut parts = Vec::new();
        for reports in self.reports.chunks(SORTED) {
            let changes = Changes::read(tx, &self.rules, reports, reach, self.by_day).await?;
            parts.push(changes);
            reach.after = reports.last().copied().unwrap_or(reach.after);
        }
        Ok(parts)
    }
}

async fn write(
    store: &Store,
    reader: &Reader,
    places: (Mark, Place),
    parts: Vec<Changes>,
) -> Result<bool, StoreError> {
    let rows = Rows {
        reader: reader.clone(),
        places,
        parts,
    };
    let batch = store.read(rows).await?;
    store.run(batch).await
}

/// The rows that some changes leave.
struct Rows {
    reader: Reader,
    places: (Mark, Place),
    parts: Vec<Changes>,
}

impl Query for Rows {
    type Output = Batch;

    async fn run(&self, tx: &mut Tx<'_>) -> Result<Batch, StoreError> {
        self.reader.batch(tx, self.places, &self.parts).await
    }
}
