//! Sums of changes, from rows of the tables and what is beyond them.

use std::collections::HashMap;
use std::collections::hash_map::Entry;
use std::ops::Range;

use uuid::Uuid;

use super::adder::Adder;
use super::beyond::Beyond;
use super::delta::Delta;
use super::named::{Names, Packed};
use super::period::{Span, is_of_days};
use super::{packed, reading};
use crate::change::{Pieces, helpers};
use crate::figures::Dimension;
use crate::figures::key::Key;
use crate::{StoreError, Tx};

/// The period under which the sum of all periods of a month of receipt is kept.
pub(crate) const EVER: i64 = 0;

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
        let pieces: Pieces<(&Key, &Names, Range<usize>)> =
            Pieces::new(self.of.iter().flat_map(stretches).collect());
        let add = || {
            let (mut to, mut adder) = (new(), Adder::default());
            while let Some((of, names, places)) = pieces.next() {
                names.each(places.clone(), &self.rows, &mut adder, |name, codes| {
                    take(&mut to, of, name, codes)
                })?;
            }
            Some(to)
        };
        std::thread::scope(|scope| {
            let others = 0..helpers().min(pieces.len().saturating_sub(1));
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

    /// Adds what was read by others; none where there is more than can be told.
    pub(super) fn join(&mut self, other: Self) -> Option<()> {
        let before = self.rows.len();
        for (of, names) in other.of {
            match self.of.entry(of) {
                Entry::Vacant(none) if before == 0 => {
                    none.insert(names);
                }
                mine => mine.or_default().join(&names, before)?,
            }
        }
        self.rows.extend(other.rows);
        Some(())
    }

    /// Adds a packed row, or takes it off; false where it is damaged.
    pub(super) fn row(&mut self, of: Key, cells: Vec<u8>, sign: i64) -> bool {
        let row = self.rows.len();
        let names = self.of.entry(of).or_default();
        let found = packed::each_name(&cells, |name, place| names.add_run(name, row, place));
        self.rows.push((cells, sign));
        found.is_some()
    }
}

impl From<'_> {
    /// What a row is told apart by.
    pub(super) fn of(&self, holder: Uuid, span: Span, received: i64) -> Key {
        match (self.apart, span) {
            (Apart::Nothing, _) => Key::None,
            (Apart::Months, Span::Days(..)) => Key::Number(received / 100),
            (Apart::Months | Apart::Days, _) => Key::Number(received),
            (Apart::Holders, _) => Key::Id(holder),
        }
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
    let pieces = reading::before(tx, from).await?;
    let Some(mut numbers) = reading::read(tx, from, pieces).await? else {
        return Ok(None);
    };
    for delta in beyond.0.iter().filter(|delta| delta.us < from.moment) {
        from.beyond(delta, &mut numbers);
    }
    Ok(Some(numbers))
}

/// What happened ever.
pub(crate) async fn every(
    tx: &mut Tx<'_>,
    from: &From<'_>,
    beyond: &Beyond,
) -> Result<Option<Numbers>, StoreError> {
    let pieces = reading::ever(tx, from).await?;
    let Some(mut numbers) = reading::read(tx, from, pieces).await? else {
        return Ok(None);
    };
    for delta in &beyond.0 {
        from.beyond(delta, &mut numbers);
    }
    Ok(Some(numbers))
}
