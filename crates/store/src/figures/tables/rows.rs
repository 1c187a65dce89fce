//! Rows of the tables as a batch will leave them: what stands there with what changed.

use std::collections::HashMap;

use super::cell::Slice;
use super::changes::{Changed, Changes, Key, Names};
use super::packed;
use crate::{StoreError, Tx, Value, params};

/// Rows of one statement.
const TOGETHER: usize = 1_000;

/// A row of `cohort_slot`.
pub(crate) struct SlotRow {
    slice: Slice,
    slot: i64,
    first: i64,
    last: i64,
    cells: Box<[u8]>,
}

/// A row of `cohort_month`.
pub(crate) struct MonthRow {
    slice: Slice,
    period: i64,
    cells: Box<[u8]>,
}

/// A row that can be put down.
pub(crate) trait Put {
    /// The statement that does it.
    const SQL: &'static str;
    /// What it is given.
    fn values(&self) -> Vec<Value<'_>>;
}

impl Put for SlotRow {
    const SQL: &'static str =
        "INSERT INTO cohort_slot (kind, holder_id, slot, month, first_us, last_us, cells)
        VALUES ($1, $2, $3, $4, $5, $6, $7) ON CONFLICT (kind, holder_id, slot, month)
        DO UPDATE SET first_us = excluded.first_us, last_us = excluded.last_us, cells = excluded.cells";

    fn values(&self) -> Vec<Value<'_>> {
        let Slice {
            kind,
            holder,
            received,
        } = self.slice;
        let (first, last) = (self.first, self.last);
        params![
            kind,
            holder,
            self.slot,
            received,
            first,
            last,
            &self.cells[..]
        ]
        .to_vec()
    }
}

impl Put for MonthRow {
    const SQL: &'static str = "INSERT INTO cohort_month (kind, holder_id, month, period, cells)
        VALUES ($1, $2, $3, $4, $5) ON CONFLICT (kind, holder_id, month, period)
        DO UPDATE SET cells = excluded.cells";

    fn values(&self) -> Vec<Value<'_>> {
        let Slice {
            kind,
            holder,
            received,
        } = self.slice;
        params![kind, holder, received, self.period, &*self.cells].to_vec()
    }
}

/// Puts rows down.
pub(crate) async fn put<R: Put + Sync>(tx: &mut Tx<'_>, rows: &[R]) -> Result<(), StoreError> {
    for some in rows.chunks(TOGETHER) {
        let values: Vec<Vec<Value<'_>>> = some.iter().map(Put::values).collect();
        let each = values.iter().map(|row| (R::SQL, row.as_slice()));
        tx.exec_many(&each.collect::<Vec<_>>()).await?;
    }
    Ok(())
}

/// Rows of slots, in the order of their keys; `names` are those of the changes.
pub(crate) async fn slots(
    tx: &mut Tx<'_>,
    changes: &Changes,
    names: &Names<'_>,
) -> Result<Vec<SlotRow>, StoreError> {
    // Those of one slot are found at once: a slot may have many days.
    const SQL: &str = "SELECT month, first_us, last_us, cells FROM cohort_slot
        WHERE kind = $1 AND holder_id = $2 AND slot = $3 AND month >= $4 AND month <= $5";
    let mut changed: Vec<(&Key, &Changed)> = changes.slots.iter().collect();
    let at = |(slice, slot): &Key| (slice.kind, slice.holder, *slot);
    changed.sort_unstable_by_key(|(key, _)| (at(key), key.0.received));
    let mut rows = Vec::with_capacity(changed.len());
    for some in changed.chunk_by(|(one, _), (next, _)| at(one) == at(next)) {
        let (Some((first, _)), Some((last, _))) = (some.first(), some.last()) else {
            continue;
        };
        let (kind, holder, slot) = at(first);
        let key = params![kind, holder, slot, first.0.received, last.0.received];
        let found = tx.rows::<(i64, i64, i64, Vec<u8>)>(SQL, key).await?;
        let found = found.into_iter();
        let known: HashMap<i64, (i64, i64, Vec<u8>)> = found
            .map(|(received, first, last, cells)| (received, (first, last, cells)))
            .collect();
        for ((slice, slot), changed) in some {
            let mut row = SlotRow {
                slice: *slice,
                slot: *slot,
                first: changed.first,
                last: changed.last,
                cells: Box::default(),
            };
            let mut before = &[][..];
            if let Some((first, last, cells)) = known.get(&slice.received) {
                row.first = row.first.min(*first);
                row.last = row.last.max(*last);
                before = cells;
            }
            row.cells = joined(before, changed, names)?;
            rows.push(row);
        }
    }
    Ok(rows)
}

/// Rows of months, likewise.
pub(crate) async fn months(
    tx: &mut Tx<'_>,
    changes: &Changes,
    names: &Names<'_>,
) -> Result<Vec<MonthRow>, StoreError> {
    const SQL: &str = "SELECT cells FROM cohort_month
        WHERE kind = $1 AND holder_id = $2 AND month = $3 AND period = $4";
    let mut changed: Vec<(&Key, &Changed)> = changes.months.iter().collect();
    changed.sort_unstable_by_key(|(key, _)| **key);
    let mut rows = Vec::with_capacity(changed.len());
    for ((slice, period), changed) in changed {
        let key = params![slice.kind, slice.holder, slice.received, *period];
        let before: Option<Vec<u8>> = tx.row(SQL, key).await?;
        rows.push(MonthRow {
            slice: *slice,
            period: *period,
            cells: joined(before.as_deref().unwrap_or_default(), changed, names)?,
        });
    }
    Ok(rows)
}

fn joined(row: &[u8], changed: &Changed, names: &Names<'_>) -> Result<Box<[u8]>, StoreError> {
    let bad = StoreError::BadValue {
        column: 0,
        expected: "packed counts",
    };
    let cells = packed::merged(row, &changed.in_order(names)).ok_or(bad)?;
    Ok(cells.into_boxed_slice())
}
