//! Comparing rows as computed with rows as stored, whatever words an engine has for the same value.

use std::cmp::Ordering;
use std::collections::BTreeMap;

use uuid::Uuid;

use super::{Difference, Wrong};
use crate::record::project::model::{Model, RowValues};
use crate::value::FromValue;
use crate::{FromRow, Row, StoreError, Value};

/// Any cell. What an engine keeps differently is told alike: a truth value is 0 or 1, 16 bytes are an id.
pub(super) struct Cell(pub(super) Value<'static>);

impl FromValue for Cell {
    const EXPECTED: &'static str = "a cell";

    fn from_value(value: Value<'_>) -> Option<Self> {
        Some(Self(match value {
            Value::Null => Value::Null,
            Value::I64(v) => Value::I64(v),
            Value::F64(v) => Value::F64(v),
            Value::Bool(v) => Value::I64(i64::from(v)),
            Value::Text(v) => Value::from(v.into_owned()),
            Value::Uuid(v) => Value::Uuid(v),
            Value::Bytes(v) => match Uuid::from_slice(&v) {
                Ok(id) => Value::Uuid(id),
                Err(_) => Value::from(v.into_owned()),
            },
        }))
    }
}

/// All cells of a row.
pub(super) struct Cells(pub(super) RowValues<'static>);

impl FromRow for Cells {
    fn from_row(row: Row<'_>) -> Result<Self, StoreError> {
        // Every cell can be read; what cannot lies behind the last one.
        let cells = (0..).map_while(|column| row.get::<Cell>(column).ok());
        Ok(Self(cells.map(|cell| cell.0).collect()))
    }
}

/// The first columns of a row, which tell it from others.
struct Key(RowValues<'static>);

impl Ord for Key {
    fn cmp(&self, other: &Self) -> Ordering {
        let pairs = self.0.iter().zip(&other.0);
        pairs
            .map(|(a, b)| order(a, b))
            .find(|ordering| ordering.is_ne())
            .unwrap_or(Ordering::Equal)
    }
}

impl PartialOrd for Key {
    fn partial_cmp(&self, other: &Self) -> Option<Ordering> {
        Some(self.cmp(other))
    }
}

impl PartialEq for Key {
    fn eq(&self, other: &Self) -> bool {
        self.cmp(other).is_eq()
    }
}

impl Eq for Key {}

fn order(a: &Value<'_>, b: &Value<'_>) -> Ordering {
    match (a, b) {
        (Value::I64(a), Value::I64(b)) => a.cmp(b),
        (Value::Text(a), Value::Text(b)) => a.cmp(b),
        (Value::Uuid(a), Value::Uuid(b)) => a.cmp(b),
        (Value::Bytes(a), Value::Bytes(b)) => a.cmp(b),
        _ => rank(a).cmp(&rank(b)),
    }
}

const fn rank(value: &Value<'_>) -> u8 {
    match value {
        Value::Null => 0,
        Value::I64(_) => 1,
        Value::F64(_) => 2,
        Value::Bool(_) => 3,
        Value::Text(_) => 4,
        Value::Bytes(_) => 5,
        Value::Uuid(_) => 6,
    }
}

/// What differs between the rows of one report in one table.
pub(super) fn rows(
    model: &Model,
    id: Uuid,
    expected: &[RowValues<'static>],
    stored: Vec<RowValues<'static>>,
) -> Vec<Difference> {
    let key = |row: &[Value<'static>]| Key(row.iter().take(model.key).cloned().collect());
    let mut stored: BTreeMap<Key, RowValues<'static>> =
        stored.into_iter().map(|row| (key(&row), row)).collect();
    let mut wrong = Vec::new();
    for row in expected {
        let row: RowValues<'static> = row
            .iter()
            .cloned()
            .filter_map(Cell::from_value)
            .map(|cell| cell.0)
            .collect();
        match stored.remove(&key(&row)) {
            None => wrong.push(Wrong::Missing),
            Some(found) => {
                let columns = columns(model, &row, &found);
                if !columns.is_empty() {
                    wrong.push(Wrong::Columns(columns));
                }
            }
        }
    }
    wrong.extend(stored.into_keys().map(|_| Wrong::Stray));
    let difference = |wrong| Difference {
        table: model.name,
        id,
        wrong,
    };
    wrong.into_iter().map(difference).collect()
}

fn columns(model: &Model, row: &[Value<'_>], found: &[Value<'_>]) -> Vec<&'static str> {
    let pairs = row.iter().zip(found).zip(model.columns);
    pairs
        .filter(|((a, b), _)| a != b)
        .map(|(_, column)| *column)
        .collect()
}
