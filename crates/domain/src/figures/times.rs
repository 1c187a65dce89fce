//! How long it took: median and ninetieth percentile by nearest rank.

use serde::Serialize;

/// Durations of stopped clocks; the unit is the caller's (working minutes or calendar days).
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize)]
pub struct Times {
    /// How many clocks stopped.
    pub n: u64,
    /// How many still run: shown beside, in no percentile.
    pub running: u64,
    /// Half of them took no longer.
    pub median: Option<u32>,
    /// Nine of ten took no longer.
    pub p90: Option<u32>,
}

impl Times {
    /// Of durations in any order.
    pub fn of(mut durations: Vec<u32>, running: u64) -> Self {
        durations.sort_unstable();
        Self {
            n: durations.len() as u64,
            running,
            median: nearest_rank(&durations, 50),
            p90: nearest_rank(&durations, 90),
        }
    }
}

/// Percentile by nearest rank: the value at rank ⌈p·n/100⌉, counted from 1; always one that occurred.
pub fn nearest_rank(sorted: &[u32], percentile: usize) -> Option<u32> {
    let rank = (percentile * sorted.len()).div_ceil(100).max(1);
    sorted.get(rank - 1).copied()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn percentiles_are_values_that_occurred() {
        let times = Times::of(vec![9, 1, 5, 3, 7, 2, 4, 6, 8, 10], 3);
        assert_eq!((times.n, times.running), (10, 3));
        assert_eq!((times.median, times.p90), (Some(5), Some(9)));
        assert_eq!(Times::of(vec![4], 0).p90, Some(4));
        assert_eq!(Times::of(Vec::new(), 2).median, None);
        assert_eq!(nearest_rank(&[15, 20, 35, 40, 50], 30), Some(20));
    }
}
