//! Durations as counts: how many took so long. Adding two together needs no list of all of them.

use super::fives::{Op, without_middle};
use super::{Sums, Times};

/// How many clocks or stays took so long, and how many still run. The unit is the caller's.
#[derive(Clone, Debug, Default)]
pub struct Durations {
    taken: Sums<u32, u64>,
    running: u64,
}

impl Durations {
    /// `n` more that took so long.
    pub fn add(&mut self, taken: u32, n: u64) {
        self.taken.add(taken, n);
    }

    /// More that took so long and how many; quick where they come in order.
    pub fn add_all(&mut self, taken: &[(u32, u64)]) {
        self.taken.extend(taken.iter().copied());
    }

    /// `n` more that still run: in no percentile.
    pub const fn run_on(&mut self, n: u64) {
        self.running += n;
    }

    /// Adds those of other reports.
    pub fn join(&mut self, other: &Self) {
        self.add_all(&other.taken.in_order());
        self.running += other.running;
    }

    /// Whole fives of them: what is over is taken out around the middle.
    #[must_use]
    pub fn in_fives(&self) -> Self {
        self.zip(&Self::default(), Op::Fives)
    }

    /// Less others that are among them, or whole fives of them, with the rest taken out around the middle.
    pub(super) fn zip(&self, other: &Self, op: Op) -> Self {
        let mut taken = self.taken.in_order().into_owned();
        match op {
            Op::Less => {
                for (value, n) in &*other.taken.in_order() {
                    if let Ok(at) = taken.binary_search_by_key(value, |(mine, _)| *mine)
                        && let Some((_, mine)) = taken.get_mut(at)
                    {
                        *mine = mine.saturating_sub(*n);
                    }
                }
            }
            Op::Fives => without_middle(taken.iter_mut().map(|(_, n)| n), self.n()),
        }
        taken.retain(|(_, n)| *n > 0);
        let mut rest = Self::default();
        rest.add_all(&taken);
        rest.run_on(op.of(self.running, other.running));
        rest
    }

    /// How many came to an end.
    pub fn n(&self) -> u64 {
        self.taken.in_order().iter().map(|(_, n)| n).sum()
    }

    /// How many still run.
    pub const fn running(&self) -> u64 {
        self.running
    }

    /// All of them together.
    pub fn sum(&self) -> u64 {
        let taken = self.taken.in_order();
        let each = taken.iter().map(|(taken, n)| u64::from(*taken) * n);
        each.sum()
    }

    /// Median and ninetieth percentile by nearest rank.
    pub fn times(&self) -> Times {
        let taken = self.taken.in_order();
        let n = taken.iter().map(|(_, n)| n).sum();
        Times {
            n,
            running: self.running,
            median: at_rank(&taken, 50, n),
            p90: at_rank(&taken, 90, n),
        }
    }
}

impl PartialEq for Durations {
    fn eq(&self, other: &Self) -> bool {
        let (mine, others) = (self.taken.in_order(), other.taken.in_order());
        let mine = mine.iter().filter(|(_, n)| *n > 0);
        self.running == other.running && mine.eq(others.iter().filter(|(_, n)| *n > 0))
    }
}

impl Eq for Durations {}

/// The value at a percentile of `n` by nearest rank.
fn at_rank(taken: &[(u32, u64)], percent: u64, n: u64) -> Option<u32> {
    let rank = (percent * n).div_ceil(100).max(1);
    let mut passed = 0;
    taken.iter().find_map(|(taken, n)| {
        passed += n;
        (passed >= rank).then_some(*taken)
    })
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
            listed.extend(at_once.taken.in_order().iter());
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
