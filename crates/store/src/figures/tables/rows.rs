//! Rows of the tables as a batch will leave them: what stands there with what changed.

use std::collections::HashMap;

use super::cell::Slice;
use super::changes::{Changed, Changes, Table};
use super::packed::{self, Change};
use crate::{StoreError, Tx, Value, params};

/// Rows of one statement.
const TOGETHER: usize = 1_000;

/// A row of `cohort_slot`.
pub(crate) struct SlotRow {
    /// Whether there is none of its key yet.
    is_new: bool,
    slice: Slice,
    slot: i64,
    first: i64,
    last: i64,
    cells: Box<[u8]>,
}

/// A row of `cohort_month`.
pub(crate) struct MonthRow {
    is_new: bool,
    slice: Slice,
    period: i64,
    cells: Box<[u8]>,
}

/// A row that can be put down.
///
/// Rows are added or changed, as they were found: SQLite can take back by itself a statement that may do either, for which it
/// walks through all pages of the transaction that it could still take back. With thousands of them that was most of the time.
pub(crate) trait Put {
    /// The statement that does it.
    fn sql(&self) -> &'static str;
    /// What it is given.
    fn values(&self) -> Vec<Value<'_>>;
}

impl Put for SlotRow {
    fn sql(&self) -> &'static str {
        if self.is_new {
            "INSERT INTO cohort_slot (kind, holder_id, slot, month, first_us, last_us, cells)
            VALUES ($1, $2, $3, $4, $5, $6, $7)"
        } else {
            "UPDATE cohort_slot SET first_us = $5, last_us = $6, cells = $7
            WHERE kind = $1 AND holder_id = $2 AND slot = $3 AND month = $4"
        }
    }

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
    fn sql(&self) -> &'static str {
        if self.is_new {
            "INSERT INTO cohort_month (kind, holder_id, month, period, cells) VALUES ($1, $2, $3, $4, $5)"
        } else {
            "UPDATE cohort_month SET cells = $5 WHERE kind = $1 AND holder_id = $2 AND month = $3 AND period = $4"
        }
    }

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
        let each = some.iter().map(|row| (row.sql(), row.values()));
        let values: Vec<(&str, Vec<Value<'_>>)> = each.collect();
        let each = values.iter().map(|(sql, row)| (*sql, row.as_slice()));
        tx.exec_many(&each.collect::<Vec<_>>()).await?;
    }
    Ok(())
}

/// What several parts changed of one row.
pub(crate) type Parts<'a> = [(&'a Changes, &'a Changed)];

/// Rows of slots, in the order of their keys.
pub(crate) async fn slots(tx: &mut Tx<'_>, parts: &[Changes]) -> Result<Vec<SlotRow>, StoreError> {
    // Those of one slot are found at once: a slot may have many days.
    const SQL: &str = "SELECT month, first_us, last_us, cells FROM cohort_slot
        WHERE kind = $1 AND holder_id = $2 AND slot = $3 AND month >= $4 AND month <= $5";
    let each = |changes| each_row(changes, &changes.slots);
    let mut changed: Vec<(&Changes, &Changed)> = parts.iter().flat_map(each).collect();
    let at = |row: &Changed| (row.slice.kind, row.slice.holder, row.at);
    changed.sort_by_key(|(_, row)| (at(row), row.slice.received));
    let mut rows = Vec::with_capacity(changed.len());
    for some in changed.chunk_by(|(_, one), (_, next)| at(one) == at(next)) {
        let (Some((_, first)), Some((_, last))) = (some.first(), some.last()) else {
            continue;
        };
        let (kind, holder, slot) = at(first);
        let key = params![
            kind,
            holder,
            slot,
            first.slice.received,
            last.slice.received
        ];
        let found = tx.rows::<(i64, i64, i64, Vec<u8>)>(SQL, key).await?;
        let found = found.into_iter();
        let known: HashMap<i64, (i64, i64, Vec<u8>)> = found
            .map(|(received, first, last, cells)| (received, (first, last, cells)))
            .collect();
        for same in some.chunk_by(|(_, one), (_, next)| one.slice == next.slice) {
            let times = same.iter().map(|(_, row)| (row.first, row.last));
            let Some((mut first, mut last)) = times.reduce(joined_times) else {
                continue;
            };
            let Some((_, Changed { slice, .. })) = same.first() else {
                continue;
            };
            let mut before = &[][..];
            if let Some((from, to, cells)) = known.get(&slice.received) {
                (first, last) = joined_times((first, last), (*from, *to));
                before = cells;
            }
            rows.push(SlotRow {
                is_new: !known.contains_key(&slice.received),
                slice: *slice,
                slot,
                first,
                last,
                cells: joined(before, same, |changes| &changes.slots)?,
            });
        }
    }
    Ok(rows)
}

/// Rows of months, likewise.
pub(crate) async fn months(
    tx: &mut Tx<'_>,
    parts: &[Changes],
) -> Result<Vec<MonthRow>, StoreError> {
    const SQL: &str = "SELECT cells FROM cohort_month
        WHERE kind = $1 AND holder_id = $2 AND month = $3 AND period = $4";
    let each = |changes| each_row(changes, &changes.months);
    let mut changed: Vec<(&Changes, &Changed)> = parts.iter().flat_map(each).collect();
    let key = |row: &Changed| (row.slice, row.at);
    changed.sort_by_key(|(_, row)| key(row));
    let mut rows = Vec::with_capacity(changed.len());
    for same in changed.chunk_by(|(_, one), (_, next)| key(one) == key(next)) {
        let Some((_, row)) = same.first() else {
            continue;
        };
        let (slice, period) = key(row);
        let key = params![slice.kind, slice.holder, slice.received, period];
        let before: Option<Vec<u8>> = tx.row(SQL, key).await?;
        rows.push(MonthRow {
            is_new: before.is_none(),
            slice,
            period,
            cells: joined(before.as_deref().unwrap_or_default(), same, |changes| {
                &changes.months
            })?,
        });
    }
    Ok(rows)
}

/// Rows of a table with what they are a part of.
pub(crate) fn each_row<'a>(
    changes: &'a Changes,
    table: &'a Table,
) -> impl Iterator<Item = (&'a Changes, &'a Changed)> {
    table.rows.iter().map(move |row| (changes, row))
}

fn joined_times((first, last): (i64, i64), (from, to): (i64, i64)) -> (i64, i64) {
    (first.min(from), last.max(to))
}

/// A row with what several parts changed of it.
pub(crate) fn joined<'a>(
    row: &[u8],
    parts: &Parts<'a>,
    table: impl Fn(&'a Changes) -> &'a Table,
) -> Result<Box<[u8]>, StoreError> {
    let each = parts.iter();
    let each = each.flat_map(|(changes, changed)| changes.of(table(changes), changed));
    let mut cells: Vec<Change<'_>> = each.collect();
    if parts.len() > 1 {
        // Of stretches that are in order: a stable sort finds them.
        cells.sort_by_key(|(name, code, _)| (*name, *code));
        cells.dedup_by(|next, one| {
            let is_same = (next.0, next.1) == (one.0, one.1);
            if is_same {
                one.2 += next.2;
            }
            is_same
        });
    }
    let bad = StoreError::BadValue {
        column: 0,
        expected: "packed counts",
    };
    let cells = packed::merged(row, &cells).ok_or(bad)?;
    Ok(cells.into_boxed_slice())
}
