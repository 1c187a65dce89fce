//! Numbers of one name added up, in memory that is used again for the next one.

/// Codes are told apart by their lowest bits first: most of these marks never occur with the others.
const LANES: usize = 8;
/// Longest lane; what is beyond is listed.
const LONGEST: usize = 1 << 16;
/// A lane grows by so many.
const STEP: usize = 1 << 10;
/// Up to so many are sorted.
const FEW: usize = 64;

/// Adds up numbers by code: in a table, so that hundreds of thousands take as long as reading them; a few in a list.
#[derive(Default)]
pub(crate) struct Adder {
    lanes: [Vec<i64>; LANES],
    /// Of each row the lanes in which something was added.
    touched: Vec<u8>,
    list: Vec<(u32, i64)>,
    sums: Vec<(u32, u64)>,
    /// Whether only the list is used.
    is_short: bool,
}

impl Adder {
    /// Begins with a name of about so many numbers.
    pub(crate) const fn begin(&mut self, many: usize) {
        self.is_short = many <= FEW;
    }

    /// Adds a number.
    #[inline]
    pub(crate) fn add(&mut self, code: u32, n: i64) {
        let (row, lane) = place(code);
        if self.is_short || row >= LONGEST {
            self.list.push((code, n));
            return;
        }
        if self.lanes.get(lane).is_none_or(|lane| row >= lane.len()) {
            self.grow(row, lane);
        }
        let cell = self.lanes.get_mut(lane).and_then(|lane| lane.get_mut(row));
        if let (Some(cell), Some(touched)) = (cell, self.touched.get_mut(row)) {
            *cell += n;
            *touched |= 1 << lane;
        }
    }

    #[cold]
    fn grow(&mut self, row: usize, lane: usize) {
        let rows = (row + 1).next_multiple_of(STEP);
        if let Some(lane) = self.lanes.get_mut(lane) {
            lane.resize(rows, 0);
        }
        self.touched.resize(rows.max(self.touched.len()), 0);
    }

    /// What was added up, in order, without what comes to nought; none where a sum is below it. Nothing is left behind.
    pub(crate) fn take(&mut self) -> Option<&[(u32, u64)]> {
        self.sums.clear();
        let mut is_sound = true;
        let sums = &mut self.sums;
        let mut put = |code, n: i64| {
            is_sound &= n >= 0;
            if n != 0 {
                sums.push((code, n.unsigned_abs()));
            }
        };
        if !self.is_short {
            let (words, _) = self.touched.as_chunks_mut::<8>();
            let touched = words.iter_mut().enumerate();
            for (at, word) in touched.filter(|(_, word)| u64::from_ne_bytes(**word) != 0) {
                for (row, touched) in (8 * at..).zip(word) {
                    let mut left = std::mem::take(touched);
                    while left != 0 {
                        let lane = left.trailing_zeros() as usize;
                        left &= left - 1;
                        let cell = self.lanes.get_mut(lane).and_then(|lane| lane.get_mut(row));
                        let n = cell.map(std::mem::take).unwrap_or_default();
                        put((row * LANES + lane) as u32, n);
                    }
                }
            }
        }
        self.list.sort_unstable_by_key(|(code, _)| *code);
        for same in self.list.chunk_by(|one, next| one.0 == next.0) {
            let n = same.iter().map(|(_, n)| n).sum();
            same.first().into_iter().for_each(|(code, _)| put(*code, n));
        }
        self.list.clear();
        is_sound.then_some(&self.sums)
    }
}

const fn place(code: u32) -> (usize, usize) {
    (code as usize / LANES, code as usize % LANES)
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeMap;

    use proptest::prelude::*;

    use super::*;

    proptest! {
        #[test]
        fn each_name_is_added_up_by_itself(
            names in prop::collection::vec((prop::collection::vec((0u32..90, 0i64..9), 0..200), 1u32..20_000), 0..6)
        ) {
            let mut adder = Adder::default();
            for (list, spread) in names {
                let mut known: BTreeMap<u32, i64> = BTreeMap::new();
                adder.begin(list.len());
                for (code, n) in list {
                    adder.add(code * spread, n);
                    *known.entry(code * spread).or_default() += n;
                }
                let known: Vec<(u32, u64)> =
                    known.into_iter().filter(|(_, n)| *n != 0).map(|(code, n)| (code, n.unsigned_abs())).collect();
                prop_assert_eq!(adder.take(), Some(known.as_slice()));
            }
        }
    }

    #[test]
    fn nothing_is_below_nought() {
        for many in [1, 1_000] {
            let mut adder = Adder::default();
            for (codes, is_sound) in [([(7, -1), (7, 1)], true), ([(7, 2), (1 << 30, -1)], false)] {
                adder.begin(many);
                for (code, n) in codes {
                    adder.add(code, n);
                }
                assert_eq!(adder.take().is_some(), is_sound);
            }
        }
    }
}
