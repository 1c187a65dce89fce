//! Durations as counts: how many took so long. Adding two together needs no list of all of them.

use std::collections::BTreeMap;

use super::Times;
use super::fives::{Op, without_middle};

/// How many clocks or stays took so long, and how many still run. The unit is the caller's.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Durations {
    taken: BTreeMap<u32, u64>,
    running: u64,
}

impl Durations {
    /// `n` more that took so long.
    pub fn add(&mut self, taken: u32, n: u64) {
        *self.taken.entry(taken).or_default() += n;
    }

    /// More that took so long and how many; fast where they come in order and nothing was counted before.
    pub fn add_all(&mut self, taken: &[(u32, u64)]) {
        if self.taken.is_empty() && taken.is_sorted_by(|one, next| one.0 < next.0) {
            self.taken = taken.iter().copied().collect();
            return;
        }
        for (taken, n) in taken {
            self.add(*taken, *n);
        }
    }

    /// `n` more that still run: in no percentile.
    pub const fn run_on(&mut self, n: u64) {
        self.running += n;
    }

    /// Adds those of other reports.
    pub fn join(&mut self, other: &Self) {
        for (taken, n) in &other.taken {
            self.add(*taken, *n);
        }
        self.running += other.running;
    }

    /// Whole fives of them: what is over is taken out around the middle.
    #[must_use]
    pub fn in_fives(&self) -> Self {
        self.zip(&Self::default(), Op::Fives)
    }

    /// Less others that are among them, or whole fives of them, with the rest taken out around the middle.
    pub(super) fn zip(&self, other: &Self, op: Op) -> Self {
        let mut taken = self.taken.clone();
        match op {
            Op::Less => {
                for (value, n) in &other.taken {
                    taken
                        .entry(*value)
                        .and_modify(|mine| *mine = mine.saturating_sub(*n));
                }
            }
            Op::Fives => without_middle(taken.values_mut(), self.n()),
        }
        taken.retain(|_, n| *n > 0);
        Self {
            taken,
            running: op.of(self.running, other.running),
        }
    }

    /// How many came to an end.
    pub fn n(&self) -> u64 {
        self.taken.values().sum()
    }

    /// How many still run.
    pub const fn running(&self) -> u64 {
        self.running
    }

    /// All of them together.
    pub fn sum(&self) -> u64 {
        let each = self.taken.iter();
        each.map(|(taken, n)| u64::from(*taken) * n).sum()
    }

    /// Median and ninetieth percentile by nearest rank.
    pub fn times(&self) -> Times {
        let n = self.n();
        Times {
            n,
            running: self.running,
            median: self.at_rank((50 * n).div_ceil(100)),
            p90: self.at_rank((90 * n).div_ceil(100)),
        }
    }

    /// The value at a rank, counted from 1.
    fn at_rank(&self, rank: u64) -> Option<u32> {
        let mut passed = 0;
        self.taken.iter().find_map(|(taken, n)| {
            passed += n;
            (passed >= rank.max(1)).then_some(*taken)
        })
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    proptest! {
        #[test]
        fn counted_is_as_listed(durations in prop::collection::vec(0u32..40, 0..80), running in 0u64..5) {
            let mut counted = Durations::default();
            let mut rest = Durations::default();
            for (at, taken) in durations.iter().enumerate() {
                let half = if at % 2 == 0 { &mut counted } else { &mut rest };
                half.add(*taken, 1);
            }
            rest.run_on(running);
            counted.join(&rest);
            let mut listed: Vec<(u32, u64)> = durations.iter().map(|taken| (*taken, 1)).collect();
            let mut at_once = Durations::default();
            at_once.add_all(&listed);
            listed.clear();
            listed.extend(at_once.taken.iter().map(|(taken, n)| (*taken, *n)));
            let mut again = Durations::default();
            again.add_all(&listed);
            again.run_on(running);
            prop_assert_eq!(&again, &counted);
            let sum: u64 = durations.iter().copied().map(u64::from).sum();
            prop_assert_eq!(counted.sum(), sum);
            prop_assert_eq!(counted.times(), Times::of(durations, running));
        }
    }
}
