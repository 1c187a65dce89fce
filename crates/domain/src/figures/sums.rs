//! Numbers by key, added in any order and read in order.

use std::borrow::Cow;
use std::ops::AddAssign;

/// Fewest that wait to be sorted.
const FEW: usize = 32;
/// From so many on keys that lie close together are counted in a table of all of them.
const MANY: usize = 256;
/// How much larger than the list such a table may be.
const SPARSE: usize = 8;

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

/// Numbers by key: a list in order, at whose end what came out of order waits until it is as much again. Lists that are in
/// order themselves are joined in one walk, so millions of durations are added up at the speed at which they are read.
#[derive(Clone, Debug)]
pub struct Sums<K, N> {
    cells: Vec<(K, N)>,
    /// So many are in order, each key once.
    sorted: usize,
}

impl<K, N> Default for Sums<K, N> {
    fn default() -> Self {
        Self {
            cells: Vec::new(),
            sorted: 0,
        }
    }
}

impl<K: SumKey, N: Copy + Default + PartialEq + AddAssign> Sums<K, N> {
    /// Adds one number.
    pub fn add(&mut self, key: K, n: N) {
        self.put((key, n));
        self.settle_many();
    }

    /// Adds many; quick where they come in order.
    pub fn extend(&mut self, cells: impl IntoIterator<Item = (K, N)>) {
        let mut cells = cells.into_iter();
        while self.sorted == self.cells.len() {
            let Some(cell) = cells.next() else { return };
            self.put(cell);
        }
        // Nothing is in order behind what is not.
        self.cells.extend(cells);
        self.settle_many();
    }

    /// Brings everything into order; what comes to nought is left out.
    pub fn settle(&mut self) {
        if self.sorted == self.cells.len() {
            return;
        }
        if self.count().is_none() {
            self.sort();
        }
        self.sorted = self.cells.len();
    }

    /// All of them in order, each key once; numbers may be nought.
    pub fn in_order(&self) -> Cow<'_, [(K, N)]> {
        if self.sorted == self.cells.len() {
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

    /// Adds up in a table of all keys between the least and the greatest; none where that is no gain.
    fn count(&mut self) -> Option<()> {
        if self.cells.len() < MANY {
            return None;
        }
        let place = |(key, _): &(K, N)| key.place();
        let least = self.cells.iter().filter_map(place).min()?;
        let most = self.cells.iter().filter_map(place).max()?;
        let size = usize::try_from(most - least).ok()? + 1;
        if size > SPARSE * self.cells.len() {
            return None;
        }
        let mut table = vec![N::default(); size];
        for (key, n) in &self.cells {
            let at = usize::try_from(key.place()? - least).ok()?;
            *table.get_mut(at)? += *n;
        }
        self.cells.clear();
        for (at, n) in table.into_iter().enumerate() {
            if n != N::default() {
                let key = K::at(least + u32::try_from(at).ok()?)?;
                self.cells.push((key, n));
            }
        }
        Some(())
    }

    fn put(&mut self, (key, n): (K, N)) {
        let is_settled = self.sorted == self.cells.len();
        match self.cells.last_mut() {
            Some(last) if is_settled && last.0 == key => {
                last.1 += n;
                return;
            }
            Some(last) if is_settled && last.0 < key => self.sorted += 1,
            None => self.sorted = 1,
            _ => {}
        }
        self.cells.push((key, n));
    }

    fn settle_many(&mut self) {
        if self.cells.len() >= 2 * self.sorted.max(FEW) {
            self.settle();
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
        fn any_order_gives_the_same(spread in 1u32..900, lists in prop::collection::vec(prop::collection::vec((0u32..90, -3i64..9), 0..170), 0..9)) {
            let mut map: BTreeMap<u32, i64> = BTreeMap::new();
            let (mut one_by_one, mut at_once) = (Sums::default(), Sums::default());
            for list in lists {
                let spread = |(key, n): (u32, i64)| (key * spread, n);
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
