//! What events changed, by the rows of the tables, before these rows are written.
//!
//! Where few reports come in a day nearly each event has rows of its own, thousands to a batch: what is gathered of a row
//! is held in few bytes.

use lapor_domain::figures::Sums;
use lapor_domain::rules::Rules;

use super::cell::Slice;
use super::contribute::Seen;
use super::delta::{self, Delta};
use super::fold::touched;
use super::lives::{self, LifeRow};
use super::numbers::EVER;
use super::packed::Change;
use super::quick::Quick;
use super::slot;
use crate::{StoreError, Tx};

/// A slice at a slot or in a period.
pub(crate) type Key = (Slice, i64);

/// Everything that some events changed.
#[derive(Default)]
pub(crate) struct Changes {
    names: Quick<Vec<u8>, u32>,
    pub(crate) slots: Quick<Key, Changed>,
    pub(crate) months: Quick<Key, Changed>,
    /// Of every report that changed, and of those that change with it: their lives as they are now.
    pub(crate) lives: Vec<LifeRow>,
}

/// What changed of one row.
pub(crate) struct Changed {
    pub(crate) first: i64,
    pub(crate) last: i64,
    /// Place of a name, code, and number.
    cells: Sums<(u32, u32), i64>,
}

impl Changed {
    fn at(us: i64) -> Self {
        Self {
            first: us,
            last: us,
            cells: Sums::default(),
        }
    }

    fn add(&mut self, us: i64, cell: (u32, u32), n: i64) {
        self.first = self.first.min(us);
        self.last = self.last.max(us);
        self.cells.add(cell, n);
    }
}

/// The periods of a slot under which cells are kept: its month; and all of them together, but for days. Of a day's reports
/// most has happened in two or three months, and its rows would be written anew with each of their events.
pub(crate) fn periods(slice: &Slice, slot: i64) -> impl Iterator<Item = i64> {
    let ever = (!slice.is_of_day()).then_some(EVER);
    [slot::month(slot)].into_iter().chain(ever)
}

impl Changes {
    /// What the events after one place up to another changed.
    pub(crate) async fn read(
        tx: &mut Tx<'_>,
        rules: &Rules,
        (from, to): (i64, i64),
        by_day: bool,
    ) -> Result<Self, StoreError> {
        let reports = touched(tx, from, to).await?;
        let mut changes = Self::default();
        let mut rows = Vec::new();
        let take = |delta| changes.add(delta, by_day);
        let after = |seen: &Seen<'_>| rows.extend(lives::of(seen));
        delta::of(tx, rules, &reports, (from, to), take, after).await?;
        rows.sort_unstable_by_key(|row| (row.holder, row.day, row.report));
        changes.lives = rows;
        changes.sum_up();
        Ok(changes)
    }

    fn add(&mut self, delta: Delta, by_day: bool) {
        let name = self.place(delta.name);
        let slot = slot::slot(delta.us);
        for slice in delta.slice.kept(by_day) {
            let changed = self.slots.entry((slice, slot));
            let changed = changed.or_insert_with(|| Changed::at(delta.us));
            changed.add(delta.us, (name, delta.code), delta.n);
        }
    }

    fn place(&mut self, name: Vec<u8>) -> u32 {
        let next = u32::try_from(self.names.len()).unwrap_or(u32::MAX);
        *self.names.entry(name).or_insert(next)
    }

    /// The same by periods.
    fn sum_up(&mut self) {
        for ((slice, slot), changed) in &self.slots {
            for period in periods(slice, *slot) {
                let sum = self.months.entry((*slice, period));
                let sum = sum.or_insert_with(|| Changed::at(changed.first));
                sum.cells.extend(changed.cells.in_order().iter().copied());
            }
        }
    }

    /// Names by their places.
    pub(crate) fn names(&self) -> Names<'_> {
        let mut in_order: Vec<(&[u8], u32)> = self
            .names
            .iter()
            .map(|(name, place)| (name.as_slice(), *place))
            .collect();
        in_order.sort_unstable();
        let mut names = vec![(0, &[][..]); in_order.len()];
        for (rank, (name, place)) in in_order.into_iter().enumerate() {
            let at = usize::try_from(place).ok().and_then(|at| names.get_mut(at));
            if let Some(at) = at {
                *at = (rank, name);
            }
        }
        Names(names)
    }
}

/// For each place of a name which one it is in the order of names, and itself.
pub(crate) struct Names<'a>(Vec<(usize, &'a [u8])>);

impl Changed {
    /// What changed, in the order of names and codes.
    pub(crate) fn in_order<'a>(&self, names: &Names<'a>) -> Vec<Change<'a>> {
        let cells = self.cells.in_order();
        let mut changes: Vec<(usize, Change<'a>)> = cells
            .iter()
            .filter_map(|((place, code), n)| {
                let (rank, name) = *names.0.get(usize::try_from(*place).ok()?)?;
                Some((rank, (name, *code, *n)))
            })
            .collect();
        changes.sort_unstable_by_key(|(rank, (_, code, _))| (*rank, *code));
        changes.into_iter().map(|(_, change)| change).collect()
    }
}
