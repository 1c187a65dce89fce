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
    /// Each month of receipt by itself.
    pub(crate) by_month: bool,
}

/// Numbers by name and code; by month of receipt too, where that is asked for.
#[derive(Default)]
pub(crate) struct Numbers {
    by_month: bool,
    by_name: HashMap<(i64, Vec<u8>), HashMap<u32, i64>>,
}

impl Numbers {
    fn new(by_month: bool) -> Self {
        Self {
            by_month,
            ..Self::default()
        }
    }

    fn add(&mut self, month: i64, name: &[u8], codes: &[(u32, i64)]) {
        let key = (if self.by_month { month } else { 0 }, name.to_vec());
        let known = self.by_name.entry(key).or_default();
        for (code, n) in codes {
            *known.entry(*code).or_default() += n;
        }
    }

    /// Month of receipt (else 0), name, code, and how many.
    pub(crate) fn iter(&self) -> impl Iterator<Item = (i64, &[u8], u32, u64)> {
        let names = self.by_name.iter();
        names.flat_map(|((month, name), codes)| {
            let codes = codes.iter().filter(|(_, n)| **n != 0);
            codes.map(|(code, n)| (*month, name.as_slice(), *code, n.unsigned_abs()))
        })
    }

    /// None is below nought, as none can be of whole tables.
    fn sound(self) -> Option<Self> {
        let mut numbers = self.by_name.values().flat_map(HashMap::values);
        numbers.all(|n| *n >= 0).then_some(self)
    }
}

/// What happened before the moment; none where a slot holds changes before and after it.
pub(crate) async fn numbers(
    tx: &mut Tx<'_>,
    from: &From,
    beyond: &Beyond,
) -> Result<Option<Numbers>, StoreError> {
    let mut numbers = Numbers::new(from.by_month);
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
    Ok(numbers.sound())
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
            numbers.add(month, &delta.name, &[(delta.code, delta.n)]);
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
        is_whole &= packed::each(&cells, |name, codes| numbers.add(month, name, codes));
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
            is_whole &= packed::each(&cells, |name, codes| numbers.add(month, name, codes));
        },
    )
    .await?;
    Ok(is_whole)
}

/// What happened ever.
pub(crate) async fn every(
    tx: &mut Tx<'_>,
    from: &From,
    beyond: &Beyond,
) -> Result<Option<Numbers>, StoreError> {
    let mut numbers = Numbers::new(from.by_month);
    if !months_before(tx, from, i64::MAX, &mut numbers).await? {
        return Ok(None);
    }
    for delta in &beyond.0 {
        from.add(delta, &mut numbers);
    }
    Ok(numbers.sound())
}
