//! Sums of changes, from rows of the tables and what is beyond them.

use std::collections::HashMap;

use uuid::Uuid;

use super::beyond::Beyond;
use super::cell::Slice;
use super::delta::Delta;
use super::{packed, slot};
use crate::{StoreError, Tx, Value};

/// Whose rows: of a holder, or of all.
#[derive(Clone, Copy)]
pub(crate) struct From {
    /// What is counted.
    pub(crate) kind: i64,
    /// None: every holder's.
    pub(crate) holder: Option<Uuid>,
    /// First and last month of receipt.
    pub(crate) months: (i64, i64),
    /// Exclusive, in microseconds UTC.
    pub(crate) moment: i64,
}

/// Numbers by month of receipt, name and code.
pub(crate) type Numbers = HashMap<(i64, Vec<u8>, u32), i64>;

/// What happened before the moment; none where a slot holds changes before and after it.
pub(crate) async fn numbers(
    tx: &mut Tx<'_>,
    from: &From,
    beyond: &Beyond,
) -> Result<Option<Numbers>, StoreError> {
    let mut numbers = Numbers::new();
    let last = slot::slot(from.moment);
    let before = slot::month(last);
    if !months_before(tx, from, before, &mut numbers).await? {
        return Ok(None);
    }
    if !slots_before(tx, from, last, &mut numbers).await? {
        return Ok(None);
    }
    for delta in beyond.0.iter().filter(|delta| delta.us < from.moment) {
        from.add(delta, &mut numbers);
    }
    numbers.retain(|_, n| *n != 0);
    let is_sound = numbers.values().all(|n| *n > 0);
    Ok(is_sound.then_some(numbers))
}

impl From {
    /// The condition of a holder, and its parameter.
    fn of_holder(&self, params: &mut Vec<Value<'static>>) -> String {
        self.holder.map_or_else(String::new, |holder| {
            params.push(Value::from(holder));
            format!(" AND holder_id = ${}", params.len())
        })
    }

    fn add(&self, delta: &Delta, numbers: &mut Numbers) {
        let Slice {
            kind,
            holder,
            month,
        } = delta.slice;
        let is_mine = kind == self.kind && self.holder.is_none_or(|mine| mine == holder);
        if is_mine && (self.months.0..=self.months.1).contains(&month) {
            let key = (month, delta.name.clone(), delta.code);
            *numbers.entry(key).or_default() += delta.n;
        }
    }
}

async fn months_before(
    tx: &mut Tx<'_>,
    from: &From,
    period: i64,
    numbers: &mut Numbers,
) -> Result<bool, StoreError> {
    let mut params = vec![
        Value::from(from.kind),
        Value::from(from.months.0),
        Value::from(from.months.1),
        Value::from(period),
    ];
    let of_holder = from.of_holder(&mut params);
    let sql = format!(
        "SELECT month, cells FROM cohort_month
        WHERE kind = $1 AND month >= $2 AND month <= $3 AND period < $4{of_holder}"
    );
    let mut is_whole = true;
    tx.each_dyn(&sql, &params, |(month, cells): (i64, Vec<u8>)| {
        is_whole &= packed::each(&cells, |name, code, n| add(numbers, month, name, code, n));
    })
    .await?;
    Ok(is_whole)
}

async fn slots_before(
    tx: &mut Tx<'_>,
    from: &From,
    last: i64,
    numbers: &mut Numbers,
) -> Result<bool, StoreError> {
    let mut params = vec![
        Value::from(from.kind),
        Value::from(slot::first_of_month(last)),
        Value::from(last),
        Value::from(from.months.0),
        Value::from(from.months.1),
        Value::from(from.moment),
    ];
    let of_holder = from.of_holder(&mut params);
    let sql = format!(
        "SELECT month, last_us, cells FROM cohort_slot
        WHERE kind = $1 AND slot >= $2 AND slot <= $3 AND month >= $4 AND month <= $5 AND first_us < $6{of_holder}"
    );
    let mut is_whole = true;
    tx.each_dyn(
        &sql,
        &params,
        |(month, last, cells): (i64, i64, Vec<u8>)| {
            is_whole &= last < from.moment;
            is_whole &= packed::each(&cells, |name, code, n| add(numbers, month, name, code, n));
        },
    )
    .await?;
    Ok(is_whole)
}

fn add(numbers: &mut Numbers, month: i64, name: &[u8], code: u32, n: i64) {
    *numbers.entry((month, name.to_vec(), code)).or_default() += n;
}

/// What happened ever.
pub(crate) async fn every(
    tx: &mut Tx<'_>,
    from: &From,
    beyond: &Beyond,
) -> Result<Option<Numbers>, StoreError> {
    let mut numbers = Numbers::new();
    if !months_before(tx, from, i64::MAX, &mut numbers).await? {
        return Ok(None);
    }
    for delta in &beyond.0 {
        from.add(delta, &mut numbers);
    }
    numbers.retain(|_, n| *n != 0);
    let is_sound = numbers.values().all(|n| *n > 0);
    Ok(is_sound.then_some(numbers))
}
