//! Comparing the tables with what the events up to their place give.

use std::collections::BTreeMap;
use std::sync::Arc;

use lapor_domain::rules::Rules;
use uuid::Uuid;

use super::cell::Slice;
use super::fold::{Changed, Holds, by_month, changes, join, mark, unpack};
use super::packed::Counts;
use crate::{FromRow, Query, Row, Store, StoreError, Tx};

/// Events that are folded at once.
const BATCH: i64 = 50_000;

/// A table and the holder of whose rows one is not what it ought to be.
pub(crate) type Wrong = (&'static str, Uuid);

/// Folds everything again, in memory, and compares; names each row that differs.
///
/// # Errors
/// Where the database fails.
pub(crate) async fn check(store: &Store, rules: &Arc<Rules>) -> Result<Vec<Wrong>, StoreError> {
    if !store.read(Holds(Arc::clone(rules))).await? {
        // Calendars changed since: the job is about to begin anew.
        return Ok(Vec::new());
    }
    let stored = store.read(Stored).await?;
    let mut slots: BTreeMap<(Slice, i64), Changed> = BTreeMap::new();
    let mut from = 0;
    while from < stored.position {
        let to = stored.position.min(from + BATCH);
        for (key, changed) in store
            .read(Changes {
                rules: Arc::clone(rules),
                from,
                to,
            })
            .await?
        {
            join(&mut slots.entry(key).or_default().counts, &changed.counts);
        }
        from = to;
    }
    let months = by_month(&slots);
    let slots = slots
        .into_iter()
        .map(|(key, changed)| (key, changed.counts));
    let mut wrong = differing("cohort_slot", slots.collect(), stored.slots);
    wrong.extend(differing("cohort_month", months, stored.months));
    Ok(wrong)
}

type Rows = BTreeMap<(Slice, i64), Counts>;

/// Rows that differ. One that counts nothing may be there or not.
fn differing(table: &'static str, mut expected: Rows, stored: Rows) -> Vec<Wrong> {
    expected.retain(|_, counts| !counts.is_empty());
    let mut wrong = Vec::new();
    for ((slice, at), counts) in stored {
        let known = expected.remove(&(slice, at)).unwrap_or_default();
        if known != counts {
            wrong.push((table, slice.holder));
        }
    }
    wrong.extend(expected.into_keys().map(|(slice, _)| (table, slice.holder)));
    wrong
}

/// The tables as they are, at one place.
struct Stored;

struct Tables {
    position: i64,
    slots: Rows,
    months: Rows,
}

impl Query for Stored {
    type Output = Tables;

    async fn run(&self, tx: &mut Tx<'_>) -> Result<Tables, StoreError> {
        const SLOTS: &str = "SELECT kind, holder_id, month, slot, cells FROM cohort_slot";
        const MONTHS: &str = "SELECT kind, holder_id, month, period, cells FROM cohort_month";
        let rows = |rows: Vec<OneRow>| rows.into_iter().map(|row| (row.key, row.counts)).collect();
        Ok(Tables {
            position: mark(tx).await?.position,
            slots: rows(tx.rows(SLOTS, &[]).await?),
            months: rows(tx.rows(MONTHS, &[]).await?),
        })
    }
}

struct OneRow {
    key: (Slice, i64),
    counts: Counts,
}

impl FromRow for OneRow {
    fn from_row(row: Row<'_>) -> Result<Self, StoreError> {
        let slice = Slice {
            kind: row.get(0)?,
            holder: row.get(1)?,
            month: row.get(2)?,
        };
        let mut counts = Counts::new();
        let cells: Vec<u8> = row.get(4)?;
        // What cannot be read counts nothing, and differs.
        if unpack(&cells, &mut counts).is_err() {
            counts = Counts::from([(vec![u8::MAX], BTreeMap::new())]);
        }
        Ok(Self {
            key: (slice, row.get(3)?),
            counts,
        })
    }
}

struct Changes {
    rules: Arc<Rules>,
    from: i64,
    to: i64,
}

impl Query for Changes {
    type Output = BTreeMap<(Slice, i64), Changed>;

    async fn run(&self, tx: &mut Tx<'_>) -> Result<Self::Output, StoreError> {
        changes(tx, &self.rules, self.from, self.to).await
    }
}
