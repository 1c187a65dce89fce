//! Sums of changes, from rows of the tables and what is beyond them.

use std::collections::HashMap;
use std::ops::Range;
use std::sync::atomic::{AtomicUsize, Ordering};

use uuid::Uuid;

use super::adder::Adder;
use super::beyond::Beyond;
use super::delta::Delta;
use super::named::{Names, Packed};
use super::period::{Span, is_of_days};
use super::years::{self, Stretch};
use super::{packed, slot};
use crate::figures::Dimension;
use crate::figures::key::Key;
use crate::{StoreError, Tx, Value};

/// The period under which the sum of all periods of a month of receipt is kept.
pub(crate) const EVER: i64 = 0;

/// Months of receipt before a moment's whose changes are mostly still to come: they are summed forwards. The changes of
/// older ones are nearly all made: of them the later ones are taken off the sum of all. Days have no such sum.
const YOUNG: i64 = 2;

/// Packed numbers that a thread adds up at once: less is not worth telling one.
const AT_ONCE: usize = 32_768;

/// What is told apart beside names.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Apart {
    /// Nothing.
    Nothing,
    /// Each month of receipt.
    Months,
    /// Each day of receipt.
    Days,
    /// Each holder.
    Holders,
}

impl Apart {
    /// What the rows of a dimension are told apart by, whatever cells are read.
    pub(crate) fn of(by: Option<Dimension>, by_day: bool) -> Self {
        match by {
            Some(Dimension::Month | Dimension::Quarter | Dimension::Year) => Self::Months,
            Some(Dimension::Body) => Self::Holders,
            Some(by) if by_day && is_of_days(by) => Self::Days,
            _ => Self::Nothing,
        }
    }
}

/// Whose rows.
#[derive(Clone, Copy)]
pub(crate) struct From<'a> {
    /// What is counted, added together.
    pub(crate) kinds: &'a [i64],
    /// Of these holders, in order.
    pub(crate) holders: &'a [Uuid],
    /// When they were received.
    pub(crate) spans: &'a [Span],
    /// Exclusive, in microseconds UTC.
    pub(crate) moment: i64,
    /// What is told apart.
    pub(crate) apart: Apart,
}

/// Rows of a table.
#[derive(Clone, Copy)]
struct Rows {
    table: &'static str,
    /// Its column of when they were received, and that of their time.
    received: &'static str,
    at: &'static str,
    /// Of which times; begins with its first parameter, `$3`.
    condition: &'static str,
}

/// Sums of years and what changed in them since.
const OF_YEARS: Rows = Rows {
    table: "cohort_year",
    received: "year",
    at: "part",
    condition: "part >= 0",
};

const fn of_periods(condition: &'static str) -> Rows {
    Rows {
        table: "cohort_month",
        received: "month",
        at: "period",
        condition,
    }
}

const fn of_slots(at: &'static str, condition: &'static str) -> Rows {
    Rows {
        table: "cohort_slot",
        received: "month",
        at,
        condition,
    }
}

/// Rows to be read: received from when until when.
struct Read<'a> {
    rows: Rows,
    ends: (i64, i64),
    params: &'a [i64],
}

impl<'a> Read<'a> {
    const fn of(rows: Rows, ends: (i64, i64), params: &'a [i64]) -> Self {
        Self { rows, ends, params }
    }
}

/// Numbers by name and code; by month of receipt or by holder too, where that is asked for.
#[derive(Default)]
pub(crate) struct Numbers {
    of: HashMap<Key, Names>,
    rows: Packed,
}

impl Numbers {
    /// Hands over month or holder (else none), name, and all its codes in order with how many, none of nought. None where a row
    /// is damaged, where one is below nought, as none can be of whole tables, and where `take` tells none: what was taken until
    /// then is not to be used.
    pub(crate) fn each(
        &self,
        mut take: impl FnMut(&Key, &[u8], &[(u32, u64)]) -> Option<()>,
    ) -> Option<()> {
        let mut adder = Adder::default();
        let mut of = self.of.iter();
        of.try_for_each(|(of, names)| {
            let places = 0..names.len();
            names.each(places, &self.rows, &mut adder, |name, codes| {
                take(of, name, codes)
            })
        })
    }

    /// The same on several threads, where there is much to add up: each has something of its own to which it adds.
    pub(crate) fn each_on_many<T: Send>(
        &self,
        new: impl Fn() -> T + Sync,
        take: impl Fn(&mut T, &Key, &[u8], &[(u32, u64)]) -> Option<()> + Sync,
    ) -> Option<Vec<T>> {
        let stretches = |(of, names)| {
            let stretches = Names::stretches(names, AT_ONCE).into_iter();
            stretches.map(move |places| (of, names, places))
        };
        let pieces: Vec<(&Key, &Names, Range<usize>)> =
            self.of.iter().flat_map(stretches).collect();
        let taken = AtomicUsize::new(0);
        let add = || {
            let (mut to, mut adder) = (new(), Adder::default());
            while let Some((of, names, places)) = pieces.get(taken.fetch_add(1, Ordering::Relaxed))
            {
                names.each(places.clone(), &self.rows, &mut adder, |name, codes| {
                    take(&mut to, of, name, codes)
                })?;
            }
            Some(to)
        };
        let processors = std::thread::available_parallelism().map_or(1, usize::from);
        std::thread::scope(|scope| {
            let others = 1..processors.clamp(2, 4).min(pieces.len());
            let beside = |_| std::thread::Builder::new().spawn_scoped(scope, add).ok();
            let others: Vec<_> = others.filter_map(beside).collect();
            let mine = add();
            let others = others.into_iter().map(|other| other.join().ok().flatten());
            std::iter::once(mine).chain(others).collect()
        })
    }

    /// Those of a month or holder.
    pub(crate) fn of(&mut self, of: Key) -> &mut Names {
        self.of.entry(of).or_default()
    }

    /// Adds a packed row, or takes it off; false where it is damaged.
    fn row(&mut self, of: Key, cells: Vec<u8>, sign: i64) -> bool {
        let row = self.rows.len();
        let names = self.of.entry(of).or_default();
        let found = packed::each_name(&cells, |name, place| names.add_run(name, row, place));
        self.rows.push((cells, sign));
        found.is_some()
    }
}

impl From<'_> {
    fn of(&self, holder: Uuid, span: Span, received: i64) -> Key {
        match (self.apart, span) {
            (Apart::Nothing, _) => Key::None,
            (Apart::Months, Span::Days(..)) => Key::Number(received / 100),
            (Apart::Months | Apart::Days, _) => Key::Number(received),
            (Apart::Holders, _) => Key::Id(holder),
        }
    }

    /// Months or days, as they are read: years by their sums, where nothing is told apart within them.
    async fn stretches(
        &self,
        tx: &mut Tx<'_>,
        span: Span,
        ends: (i64, i64),
    ) -> Result<Vec<Stretch>, StoreError> {
        match (span, self.apart) {
            (Span::Months(..), Apart::Nothing | Apart::Holders) => {
                years::stretches(tx, self.kinds, ends).await
            }
            _ => Ok(vec![Stretch::Months(ends.0, ends.1)]),
        }
    }

    /// Rows of a table, each with its time `at`.
    async fn rows(
        &self,
        tx: &mut Tx<'_>,
        span: Span,
        read: &Read<'_>,
        mut take: impl FnMut(Key, i64, Vec<u8>) + Send,
    ) -> Result<(), StoreError> {
        let (first, last) = read.ends;
        if first > last {
            return Ok(());
        }
        let Rows {
            table,
            received,
            at,
            condition,
        } = read.rows;
        let kinds = span.kinds(self.kinds);
        let kinds: Vec<String> = kinds.iter().map(ToString::to_string).collect();
        let holders = (0..self.holders.len()).map(|at| format!("${}", read.params.len() + 3 + at));
        let holders: Vec<String> = holders.collect();
        let sql = format!(
            "SELECT holder_id, {received}, {at}, cells FROM {table}
            WHERE kind IN ({}) AND holder_id IN ({}) AND {received} >= $1 AND {received} <= $2 AND {condition}",
            kinds.join(", "),
            holders.join(", ")
        );
        let mut values = vec![Value::from(first), Value::from(last)];
        values.extend(read.params.iter().map(|n| Value::from(*n)));
        values.extend(self.holders.iter().map(Value::from));
        tx.each_dyn(&sql, &values, |row: (Uuid, i64, i64, Vec<u8>)| {
            let (holder, received, at, cells) = row;
            take(self.of(holder, span, received), at, cells);
        })
        .await
    }

    fn beyond(&self, delta: &Delta, numbers: &mut Numbers) {
        let slice = delta.slice;
        let mut spans = self.spans.iter();
        let found = spans.find_map(|span| Some((*span, span.of_day(slice.received)?)));
        let Some((span, received)) = found.filter(|_| self.kinds.contains(&slice.kind)) else {
            return;
        };
        if self.holders.binary_search(&slice.holder).is_ok() {
            let of = self.of(slice.holder, span, received);
            let names = numbers.of(of);
            names.of(&delta.name).add(delta.code, delta.n);
        }
    }
}

/// What happened before the moment; none where a slot holds changes before and after it.
pub(crate) async fn numbers(
    tx: &mut Tx<'_>,
    from: &From<'_>,
    beyond: &Beyond,
) -> Result<Option<Numbers>, StoreError> {
    const YOUNG_ROWS: Rows = of_periods("period > 0 AND period < $3");
    const OLD_ROWS: Rows = of_periods("(period = 0 OR period >= $3)");
    const LATER_ROWS: Rows = of_periods("period >= $3");
    const BEFORE: Rows = of_slots("last_us", "slot >= $3 AND slot <= $4 AND first_us < $5");
    const AFTER: Rows = of_slots("first_us", "slot >= $3 AND slot <= $4 AND last_us >= $5");
    let mut numbers = Numbers::default();
    let mut is_whole = true;
    let slot = slot::slot(from.moment);
    let (begin, end_of_month) = slot::of_month(slot);
    // A month that is nearly over is taken as a whole, less what is still to come of it.
    let is_late = slot - begin > end_of_month - slot;
    let (of_month, slots, sign) = if is_late {
        (AFTER, [slot, end_of_month, from.moment], -1)
    } else {
        (BEFORE, [begin, slot, from.moment], 1)
    };
    let now = slot::month(slot);
    let next = now + i64::from(is_late);
    let later = [next];
    for span in from.spans {
        let (first, end) = span.ends();
        let young = match span {
            Span::Months(..) => slot::months_before(now, YOUNG),
            Span::Days(..) => first,
        };
        let mut reads = vec![Read::of(YOUNG_ROWS, (first.max(young), end), &later)];
        let of_old = (first, end.min(young - 1));
        for stretch in from.stretches(tx, *span, of_old).await? {
            match stretch {
                Stretch::Months(first, last) => {
                    reads.push(Read::of(OLD_ROWS, (first, last), &later));
                }
                Stretch::Years(first, last) => {
                    let months = (years::months(first).0, years::months(last).1);
                    reads.push(Read::of(OF_YEARS, (first, last), &[]));
                    reads.push(Read::of(LATER_ROWS, months, &later));
                }
            }
        }
        for read in &reads {
            // Sums are of period 0, and parts of years come before all periods.
            from.rows(tx, *span, read, |of, at, cells| {
                is_whole &= numbers.row(of, cells, if at < next { 1 } else { -1 });
            })
            .await?;
        }
        let of_all = Read::of(of_month, (first, end), &slots);
        from.rows(tx, *span, &of_all, |of, us, cells| {
            is_whole &= (us < from.moment) != is_late && numbers.row(of, cells, sign);
        })
        .await?;
    }
    for delta in beyond.0.iter().filter(|delta| delta.us < from.moment) {
        from.beyond(delta, &mut numbers);
    }
    Ok(is_whole.then_some(numbers))
}

/// What happened ever.
pub(crate) async fn every(
    tx: &mut Tx<'_>,
    from: &From<'_>,
    beyond: &Beyond,
) -> Result<Option<Numbers>, StoreError> {
    const SUMS: Rows = of_periods("period = $3");
    const PERIODS: Rows = of_periods("period > $3");
    let mut numbers = Numbers::default();
    let mut is_whole = true;
    for span in from.spans {
        let rows = match span {
            Span::Months(..) => SUMS,
            Span::Days(..) => PERIODS,
        };
        for stretch in from.stretches(tx, *span, span.ends()).await? {
            let read = match stretch {
                Stretch::Months(first, last) => Read::of(rows, (first, last), &[EVER]),
                Stretch::Years(first, last) => Read::of(OF_YEARS, (first, last), &[]),
            };
            from.rows(tx, *span, &read, |of, _, cells| {
                is_whole &= numbers.row(of, cells, 1);
            })
            .await?;
        }
    }
    for delta in &beyond.0 {
        from.beyond(delta, &mut numbers);
    }
    Ok(is_whole.then_some(numbers))
}
