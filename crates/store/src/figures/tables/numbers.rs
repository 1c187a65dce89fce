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

    /// Rows of a table, received from one month or day to another, each with its time `at`; `condition` begins with its first
    /// parameter, `$3`.
    async fn rows(
        &self,
        tx: &mut Tx<'_>,
        (table, at, condition): (&str, &str, &str),
        (span, first, last): (Span, i64, i64),
        params: &[i64],
        mut take: impl FnMut(Key, i64, Vec<u8>) + Send,
    ) -> Result<(), StoreError> {
        if first > last {
            return Ok(());
        }
        let kinds = span.kinds(self.kinds);
        let kinds: Vec<String> = kinds.iter().map(ToString::to_string).collect();
        let holders = (0..self.holders.len()).map(|at| format!("${}", params.len() + 3 + at));
        let holders: Vec<String> = holders.collect();
        let sql = format!(
            "SELECT holder_id, month, {at}, cells FROM {table}
            WHERE kind IN ({}) AND holder_id IN ({}) AND month >= $1 AND month <= $2 AND {condition}",
            kinds.join(", "),
            holders.join(", ")
        );
        let mut values = vec![Value::from(first), Value::from(last)];
        values.extend(params.iter().map(|n| Value::from(*n)));
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
    const YOUNG_ROWS: (&str, &str, &str) = ("cohort_month", "period", "period > 0 AND period < $3");
    const OLD_ROWS: (&str, &str, &str) = ("cohort_month", "period", "(period = 0 OR period >= $3)");
    const BEFORE: (&str, &str, &str) = (
        "cohort_slot",
        "last_us",
        "slot >= $3 AND slot <= $4 AND first_us < $5",
    );
    const AFTER: (&str, &str, &str) = (
        "cohort_slot",
        "first_us",
        "slot >= $3 AND slot <= $4 AND last_us >= $5",
    );
    let mut numbers = Numbers::default();
    let mut is_whole = true;
    let slot = slot::slot(from.moment);
    let (begin, end_of_month) = slot::of_month(slot);
    // A month that is nearly over is taken as a whole, less what is still to come of it.
    let is_late = slot - begin > end_of_month - slot;
    let (of_slots, slots, sign) = if is_late {
        (AFTER, [slot, end_of_month, from.moment], -1)
    } else {
        (BEFORE, [begin, slot, from.moment], 1)
    };
    let now = slot::month(slot);
    let next = now + i64::from(is_late);
    for span in from.spans {
        let (first, end) = span.ends();
        let young = match span {
            Span::Months(..) => slot::months_before(now, YOUNG),
            Span::Days(..) => first,
        };
        let of_young = (*span, first.max(young), end);
        from.rows(tx, YOUNG_ROWS, of_young, &[next], |of, _, cells| {
            is_whole &= numbers.row(of, cells, 1);
        })
        .await?;
        let of_old = (*span, first, end.min(young - 1));
        from.rows(tx, OLD_ROWS, of_old, &[next], |of, period, cells| {
            is_whole &= numbers.row(of, cells, if period == EVER { 1 } else { -1 });
        })
        .await?;
        let of_all = (*span, first, end);
        from.rows(tx, of_slots, of_all, &slots, |of, us, cells| {
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
    const SUMS: (&str, &str, &str) = ("cohort_month", "period", "period = $3");
    const PERIODS: (&str, &str, &str) = ("cohort_month", "period", "period > $3");
    let mut numbers = Numbers::default();
    let mut is_whole = true;
    for span in from.spans {
        let rows = match span {
            Span::Months(..) => SUMS,
            Span::Days(..) => PERIODS,
        };
        let (first, last) = span.ends();
        from.rows(tx, rows, (*span, first, last), &[EVER], |of, _, cells| {
            is_whole &= numbers.row(of, cells, 1);
        })
        .await?;
    }
    for delta in &beyond.0 {
        from.beyond(delta, &mut numbers);
    }
    Ok(is_whole.then_some(numbers))
}
