//! What events changed, by the rows of the tables, before these rows are written.
//!
//! A report has some hundred numbers, each under a month and, in large installations, under a day too. They are put down one
//! behind the other and sorted in the end, which is several times quicker than finding the row of each.

use std::ops::Range;

use lapor_domain::rules::Rules;
use uuid::Uuid;

use super::cell::Slice;
use super::contribute::Seen;
use super::delta::{self, Reach, Told};
use super::lives::{self, LifeRow};
use super::numbers::EVER;
use super::packed::Change;
use super::quick::Quick;
use super::slot;
use crate::{StoreError, Tx};

/// The periods of a slot under which cells are kept: its month; and all of them together, where that is kept.
pub(crate) fn periods(slice: &Slice, slot: i64) -> impl Iterator<Item = i64> {
    let ever = has_sum(slice).then_some(EVER);
    [slot::month(slot)].into_iter().chain(ever)
}

/// Whether the sum of all periods is kept: not for days. Of a day's reports most has happened in two or three months, and its
/// rows would be written anew with each of their events.
const fn has_sum(slice: &Slice) -> bool {
    !slice.is_of_day()
}

/// Everything that some events changed.
pub(crate) struct Changes {
    names: Names,
    pub(crate) slots: Table,
    pub(crate) months: Table,
    /// Of every report that changed, and of those that change with it: their lives as they are now.
    pub(crate) lives: Vec<LifeRow>,
}

/// Rows of a table, in order, with what changed of each.
#[derive(Default)]
pub(crate) struct Table {
    pub(crate) rows: Vec<Changed>,
    cells: Vec<Cell>,
}

/// What changed of one row.
pub(crate) struct Changed {
    pub(crate) slice: Slice,
    /// The slot, or the period.
    pub(crate) at: i64,
    /// The first instant of a change, and the last; of no meaning in periods.
    pub(crate) first: i64,
    pub(crate) last: i64,
    cells: Range<usize>,
}

/// Place of a name, code, and number.
type Cell = (u32, u32, i64);

impl Changes {
    /// What events changed; these are the reports that they are of.
    pub(crate) async fn read(
        tx: &mut Tx<'_>,
        rules: &Rules,
        reports: &[Uuid],
        reach: Reach,
        by_day: bool,
    ) -> Result<Self, StoreError> {
        let mut gathered = Gathered::default();
        let mut rows = Vec::new();
        let take = |told: Told<'_>| gathered.add(&told);
        let after = |seen: &Seen<'_>, held: &[delta::HeldAt]| rows.extend(lives::of(seen, held));
        delta::of(tx, rules, reports, reach, take, after).await?;
        rows.sort_unstable_by_key(|row| (row.holder, row.day, row.report));
        let mut changes = gathered.sorted(by_day);
        changes.lives = rows;
        Ok(changes)
    }

    /// What changed of a row, in the order of names and codes.
    pub(crate) fn of<'a>(
        &'a self,
        table: &'a Table,
        row: &Changed,
    ) -> impl Iterator<Item = Change<'a>> {
        let cells = table.cells.get(row.cells.clone()).unwrap_or_default();
        let cell = |(name, code, n): &Cell| (self.names.at(*name), *code, *n);
        cells.iter().map(cell)
    }
}

/// Names in order, each by its place.
#[derive(Default)]
struct Names {
    bytes: Vec<u8>,
    ends: Vec<usize>,
}

impl Names {
    fn push(&mut self, name: &[u8]) {
        self.bytes.extend_from_slice(name);
        self.ends.push(self.bytes.len());
    }

    fn at(&self, place: u32) -> &[u8] {
        let place = place as usize;
        let end = self.ends.get(place).copied().unwrap_or(0);
        let begin = match place.checked_sub(1) {
            Some(before) => self.ends.get(before).copied().unwrap_or(0),
            None => 0,
        };
        self.bytes.get(begin..end).unwrap_or_default()
    }
}

/// Numbers as they come, each with the places of its slice and its name in the order in which these were first told.
#[derive(Default)]
struct Gathered {
    names: Quick<Vec<u8>, u32>,
    slices: Quick<Slice, u32>,
    /// By kind the slice that was told last: of one report they are mostly the same.
    last: Vec<Option<(Slice, u32)>>,
    told: Vec<One>,
}

#[derive(Clone, Copy)]
struct One {
    slice: u32,
    name: u32,
    code: u32,
    us: i64,
    n: i64,
}

/// The same with ranks for places, under one row.
struct Ranked {
    /// Rank of the slice as it is kept, then the slot.
    row: u64,
    /// Rank of the name, then the code.
    cell: u64,
    us: i64,
    n: i64,
}

/// Added to a slot so that none is below nought: every instant of a timestamp has one that fits.
const SLOTS: i64 = 1 << 31;

/// Two numbers as one that goes before another as they do.
fn both(high: u32, low: u32) -> u64 {
    u64::from(high) << 32 | u64::from(low)
}

impl Gathered {
    fn add(&mut self, told: &Told<'_>) {
        let slice = self.slice(told.slice);
        let next = u32::try_from(self.names.len()).unwrap_or(u32::MAX);
        let known = self.names.get(told.name).copied();
        let name = known.unwrap_or_else(|| {
            self.names.insert(told.name.to_vec(), next);
            next
        });
        self.told.push(One {
            slice,
            name,
            code: told.code,
            us: told.us,
            n: told.n,
        });
    }

    fn slice(&mut self, slice: Slice) -> u32 {
        let kind = usize::try_from(slice.kind).unwrap_or(0);
        if let Some(Some((last, place))) = self.last.get(kind)
            && *last == slice
        {
            return *place;
        }
        let next = u32::try_from(self.slices.len()).unwrap_or(u32::MAX);
        let place = *self.slices.entry(slice).or_insert(next);
        if self.last.len() <= kind {
            self.last.resize(kind + 1, None);
        }
        if let Some(last) = self.last.get_mut(kind) {
            *last = Some((slice, place));
        }
        place
    }

    fn sorted(self, by_day: bool) -> Changes {
        let mut in_order: Vec<(&[u8], u32)> = self
            .names
            .iter()
            .map(|(name, place)| (name.as_slice(), *place))
            .collect();
        in_order.sort_unstable();
        let mut names = Names::default();
        let mut ranks = vec![0; in_order.len()];
        for ((name, place), rank) in in_order.into_iter().zip(0..) {
            names.push(name);
            if let Some(of) = ranks.get_mut(place as usize) {
                *of = rank;
            }
        }
        let (mut slots, mut months) = (Table::default(), Table::default());
        for is_of_day in [false, true] {
            let kept = Kept::of(&self.slices, by_day, is_of_day);
            let mut all = self.ranked(&kept, &ranks);
            all.sort_unstable_by_key(|one| (one.row, one.cell));
            let first = slots.rows.len();
            for row in all.chunk_by(|one, next| one.row == next.row) {
                slots.put(&kept, row);
            }
            months.by_periods(&slots, first..slots.rows.len());
        }
        Changes {
            names,
            slots,
            months,
            lives: Vec::new(),
        }
    }

    fn ranked(&self, kept: &Kept, names: &[u32]) -> Vec<Ranked> {
        let each = self.told.iter().filter_map(|one| {
            let slice = (*kept.ranks.get(one.slice as usize)?)?;
            Some(Ranked {
                row: both(slice, slot::slot(one.us).wrapping_add(SLOTS) as u32),
                cell: both(*names.get(one.name as usize)?, one.code),
                us: one.us,
                n: one.n,
            })
        });
        let mut all = Vec::with_capacity(self.told.len());
        all.extend(each);
        all
    }
}

/// Slices as they are kept, in order, by month or by day.
struct Kept {
    slices: Vec<Slice>,
    /// For each place of a slice which one keeps it.
    ranks: Vec<Option<u32>>,
}

impl Kept {
    fn of(told: &Quick<Slice, u32>, by_day: bool, is_of_day: bool) -> Self {
        let kept = |slice: &Slice| {
            let mut kept = slice.kept(by_day);
            kept.find(|slice| slice.is_of_day() == is_of_day)
        };
        let mut slices: Vec<Slice> = told.keys().filter_map(kept).collect();
        slices.sort_unstable();
        slices.dedup();
        let mut ranks = vec![None; told.len()];
        for (slice, place) in told {
            let rank = kept(slice).and_then(|kept| slices.binary_search(&kept).ok());
            if let Some(of) = ranks.get_mut(*place as usize) {
                *of = rank.and_then(|rank| u32::try_from(rank).ok());
            }
        }
        Self { slices, ranks }
    }
}

impl Table {
    /// A row of numbers in order.
    fn put(&mut self, kept: &Kept, row: &[Ranked]) {
        let Some(one) = row.first() else { return };
        let Some(slice) = kept.slices.get((one.row >> 32) as usize) else {
            return;
        };
        let slot = i64::from(one.row as u32) - SLOTS;
        let begin = self.cells.len();
        let cells = row
            .iter()
            .map(|one| ((one.cell >> 32) as u32, one.cell as u32, one.n));
        self.add_up(cells);
        let times = || row.iter().map(|one| one.us);
        self.rows.push(Changed {
            slice: *slice,
            at: slot,
            first: times().min().unwrap_or(one.us),
            last: times().max().unwrap_or(one.us),
            cells: begin..self.cells.len(),
        });
    }

    /// Adds the cells of a row, which come in order; what comes to nought is left out.
    fn add_up(&mut self, cells: impl Iterator<Item = Cell>) {
        let begin = self.cells.len();
        for cell in cells {
            let known = self.cells.get_mut(begin..).and_then(<[Cell]>::last_mut);
            match known {
                Some(last) if (last.0, last.1) == (cell.0, cell.1) => last.2 += cell.2,
                _ => {
                    self.drop_nought(begin);
                    self.cells.push(cell);
                }
            }
        }
        self.drop_nought(begin);
    }

    fn drop_nought(&mut self, begin: usize) {
        if self.cells.len() > begin && self.cells.last().is_some_and(|last| last.2 == 0) {
            self.cells.pop();
        }
    }

    /// The same by periods, of slots in order.
    fn by_periods(&mut self, slots: &Self, some: Range<usize>) {
        let rows = slots.rows.get(some).unwrap_or_default();
        for of_slice in rows.chunk_by(|one, next| one.slice == next.slice) {
            let mut whole: Vec<Cell> = Vec::new();
            for of_month in
                of_slice.chunk_by(|one, next| slot::month(one.at) == slot::month(next.at))
            {
                let Some(row) = of_month.first() else {
                    continue;
                };
                let mut cells: Vec<Cell> = Vec::new();
                for row in of_month {
                    cells.extend_from_slice(slots.cells.get(row.cells.clone()).unwrap_or_default());
                }
                let summed = self.period(row, slot::month(row.at), cells);
                whole.extend_from_slice(self.cells.get(summed).unwrap_or_default());
            }
            if let Some(row) = of_slice.first().filter(|row| has_sum(&row.slice)) {
                self.period(row, EVER, whole);
            }
        }
    }

    /// Puts the cells of a period together; tells where they stand.
    fn period(&mut self, of: &Changed, period: i64, mut cells: Vec<Cell>) -> Range<usize> {
        // Of stretches that are in order: a stable sort finds them.
        cells.sort_by_key(|(name, code, _)| (*name, *code));
        let begin = self.cells.len();
        self.add_up(cells.into_iter());
        let cells = begin..self.cells.len();
        self.rows.push(Changed {
            at: period,
            cells: cells.clone(),
            ..*of
        });
        cells
    }
}
