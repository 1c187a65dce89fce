//! Numbers by key, added in any order and read in order.

use std::borrow::Cow;
use std::ops::AddAssign;

/// Fewest that wait to be sorted.
const FEW: usize = 128;
/// From so many on keys that lie close together are counted in a table of all of them.
const MANY: usize = 256;
/// How much larger than the list such a table may be.
const SPARSE: usize = 16;
/// Lists of a table: keys are told apart by their lowest bits first.
const LANES: usize = 8;

/// A key by which numbers are added up.
pub trait SumKey: Ord + Copy {
    /// Its place, where keys are places.
    fn place(self) -> Option<u32>;
    /// The key at a place, where keys are places.
    fn at(place: u32) -> Option<Self>;
}

impl SumKey for u32 {
    fn place(self) -> Option<u32> {
        Some(self)
    }

    fn at(place: u32) -> Option<Self> {
        Some(place)
    }
}

impl SumKey for (u32, u32) {
    fn place(self) -> Option<u32> {
        None
    }

    fn at(_: u32) -> Option<Self> {
        None
    }
}

/// Numbers by key: a list in order, at whose end what came out of order waits until it is twice as much again. Lists that are in
/// order themselves are joined in one walk. Many keys that lie close together are counted in a table, so millions of durations
/// are added up at the speed at which they are read.
#[derive(Clone, Debug)]
pub struct Sums<K, N> {
    cells: Vec<(K, N)>,
    /// So many are in order, each key once; all are outside the table.
    sorted: usize,
    /// Few have one.
    table: Option<Box<Table<N>>>,
}

impl<K, N> Default for Sums<K, N> {
    fn default() -> Self {
        Self {
            cells: Vec::new(),
            sorted: 0,
            table: None,
        }
    }
}

impl<K: SumKey, N: Copy + Default + PartialEq + AddAssign> Sums<K, N> {
    /// Adds one number.
    pub fn add(&mut self, key: K, n: N) {
        self.extend([(key, n)]);
    }

    /// Adds many; quick where they come in order.
    pub fn extend(&mut self, cells: impl IntoIterator<Item = (K, N)>) {
        let mut cells = cells.into_iter();
        if let Some(table) = &mut self.table {
            let outside = |(key, n): &(K, N)| key.place().is_none_or(|key| !table.add(key, *n));
            self.cells.extend(cells.filter(outside));
        } else {
            self.cells.reserve(cells.size_hint().0);
            while self.sorted == self.cells.len() {
                let Some(cell) = cells.next() else { return };
                self.put(cell);
            }
            // Nothing is in order behind what is not.
            self.cells.extend(cells);
        }
        self.settle_many();
    }

    /// Brings everything into order; what comes to nought is left out.
    pub fn settle(&mut self) {
        if let Some(table) = self.table.take() {
            let outside = std::mem::take(&mut self.cells);
            self.cells.reserve(table.rows + outside.len());
            table.each(|key, n| self.cells.extend(K::at(key).map(|key| (key, n))));
            self.sorted = self.cells.len();
            self.cells.extend(outside);
        }
        if self.sorted < self.cells.len() {
            self.sort();
            self.sorted = self.cells.len();
        }
    }

    /// All of them in order, each key once; numbers may be nought.
    pub fn in_order(&self) -> Cow<'_, [(K, N)]> {
        if self.table.is_none() && self.sorted == self.cells.len() {
            return Cow::Borrowed(&self.cells);
        }
        let mut settled = self.clone();
        settled.settle();
        Cow::Owned(settled.cells)
    }

    /// Merges the stretches that are in order already.
    fn sort(&mut self) {
        self.cells.sort_by_key(|cell| cell.0);
        self.cells.dedup_by(|next, one| {
            let is_same = next.0 == one.0;
            if is_same {
                one.1 += next.1;
            }
            is_same
        });
        self.cells.retain(|(_, n)| *n != N::default());
    }

    fn put(&mut self, (key, n): (K, N)) {
        match self.cells.last_mut() {
            Some(last) if last.0 == key => {
                last.1 += n;
                return;
            }
            Some(last) if last.0 < key => self.sorted += 1,
            None => self.sorted = 1,
            _ => {}
        }
        self.cells.push((key, n));
    }

    /// Brings what waits into order, or into a table, where it is much beside the rest.
    fn settle_many(&mut self) {
        let rest = self
            .table
            .as_ref()
            .map_or((2 * self.sorted).max(FEW), |table| table.rows.max(MANY));
        let waiting = self.cells.len() - if self.table.is_some() { 0 } else { self.sorted };
        if waiting < rest {
            return;
        }
        self.settle_table();
        if self.table.is_none() {
            self.settle();
        }
    }

    /// Counts all in a table, where keys lie close enough together.
    fn settle_table(&mut self) {
        if self.table.is_some() {
            self.settle();
        }
        if self.cells.len() >= MANY
            && let Some(table) = Table::of(&self.cells)
        {
            self.table = Some(Box::new(table));
            self.cells.clear();
            self.sorted = 0;
        }
    }
}

/// Numbers of all keys of a stretch. Those that share their lowest bits lie together: where these bits are marks most of them
/// never occur, and have no room.
#[derive(Clone, Debug)]
struct Table<N> {
    /// The first row: eight keys each.
    first: u32,
    rows: usize,
    lanes: [Vec<N>; LANES],
}

impl<N: Copy + Default + PartialEq + AddAssign> Table<N> {
    /// None where a list is shorter, or keys are no places.
    fn of<K: SumKey>(cells: &[(K, N)]) -> Option<Self> {
        let row = |(key, _): &(K, N)| key.place().map(|key| key / LANES as u32);
        let first = cells.iter().filter_map(row).min()?;
        let last = cells.iter().filter_map(row).max()?;
        let rows = usize::try_from(last - first).ok()? + 1;
        let lane = |(key, _): &(K, N)| key.place().map_or(0, |key| 1_u8 << (key % LANES as u32));
        let lanes = cells.iter().fold(0, |lanes, cell| lanes | lane(cell));
        if rows * usize::try_from(lanes.count_ones()).ok()? > SPARSE * cells.len() {
            return None;
        }
        let mut table = Self {
            first,
            rows,
            lanes: Default::default(),
        };
        for (key, n) in cells {
            table.add(key.place()?, *n);
        }
        Some(table)
    }

    /// False where the key is outside.
    fn add(&mut self, key: u32, n: N) -> bool {
        let row = (key / LANES as u32).checked_sub(self.first);
        let row = row.and_then(|row| usize::try_from(row).ok());
        let Some(row) = row.filter(|row| *row < self.rows) else {
            return false;
        };
        let Some(lane) = self.lanes.get_mut(key as usize % LANES) else {
            return false;
        };
        if lane.is_empty() {
            lane.resize(self.rows, N::default());
        }
        let Some(cell) = lane.get_mut(row) else {
            return false;
        };
        *cell += n;
        true
    }

    /// Hands over keys and numbers in order, but for what comes to nought.
    fn each(&self, mut take: impl FnMut(u32, N)) {
        let lanes = self.lanes.iter().zip(0_u32..);
        let lanes: Vec<(&Vec<N>, u32)> = lanes.filter(|(lane, _)| !lane.is_empty()).collect();
        for (at, row) in (0..self.rows).zip(self.first..) {
            for (lane, low) in &lanes {
                match lane.get(at) {
                    Some(n) if *n != N::default() => take(row * LANES as u32 + low, *n),
                    _ => {}
                }
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeMap;

    use proptest::prelude::*;

    use super::*;

    proptest! {
        #[test]
        fn any_order_gives_the_same(spread in 1u32..900, lists in prop::collection::vec((0u32..4, prop::collection::vec((0u32..90, -3i64..9), 0..170)), 0..9)) {
            let mut map: BTreeMap<u32, i64> = BTreeMap::new();
            let (mut one_by_one, mut at_once) = (Sums::default(), Sums::default());
            for (far, list) in lists {
                let spread = |(key, n): (u32, i64)| (key * spread + far * 700, n);
                let mut list: Vec<(u32, i64)> = list.into_iter().map(spread).collect();
                for (key, n) in &list {
                    *map.entry(*key).or_default() += n;
                    one_by_one.add(*key, *n);
                }
                list.sort_unstable();
                at_once.extend(list);
            }
            let expected: Vec<(u32, i64)> = map.into_iter().filter(|(_, n)| *n != 0).collect();
            let told = |sums: &Sums<u32, i64>| {
                let cells = sums.in_order().into_owned().into_iter();
                cells.filter(|(_, n)| *n != 0).collect::<Vec<_>>()
            };
            prop_assert_eq!(told(&one_by_one), expected.clone());
            prop_assert_eq!(told(&at_once), expected);
            at_once.settle();
            prop_assert!(matches!(at_once.in_order(), Cow::Borrowed(_)));
        }
    }
}
