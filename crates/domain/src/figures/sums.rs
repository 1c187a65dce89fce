//! Numbers by key, added in any order and read in order.

use std::borrow::Cow;
use std::ops::AddAssign;

/// Fewest that wait to be sorted.
const FEW: usize = 8;

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

impl<K: Ord + Copy, N: Copy + AddAssign> Sums<K, N> {
    /// Adds one number.
    pub fn add(&mut self, key: K, n: N) {
        self.put((key, n));
        self.settle_many();
    }

    /// Adds many; quick where they come in order.
    pub fn extend(&mut self, cells: impl IntoIterator<Item = (K, N)>) {
        for cell in cells {
            self.put(cell);
        }
        self.settle_many();
    }

    /// Brings everything into order.
    pub fn settle(&mut self) {
        if self.sorted == self.cells.len() {
            return;
        }
        // Merges the stretches that are in order already.
        self.cells.sort_by_key(|cell| cell.0);
        self.cells.dedup_by(|next, one| {
            let is_same = next.0 == one.0;
            if is_same {
                one.1 += next.1;
            }
            is_same
        });
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
        fn any_order_gives_the_same(lists in prop::collection::vec(prop::collection::vec((0u32..90, -3i64..9), 0..70), 0..9)) {
            let mut map: BTreeMap<u32, i64> = BTreeMap::new();
            let (mut one_by_one, mut at_once) = (Sums::default(), Sums::default());
            for mut list in lists {
                for (key, n) in &list {
                    *map.entry(*key).or_default() += n;
                    one_by_one.add(*key, *n);
                }
                list.sort_unstable();
                at_once.extend(list);
            }
            let expected: Vec<(u32, i64)> = map.into_iter().collect();
            prop_assert_eq!(&*one_by_one.in_order(), &*expected);
            prop_assert_eq!(&*at_once.in_order(), &*expected);
            at_once.settle();
            prop_assert!(matches!(at_once.in_order(), Cow::Borrowed(_)));
        }
    }
}
