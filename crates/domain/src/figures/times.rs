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
    /// Of tenths of hours, in minutes.
    #[must_use]
    pub fn in_minutes(self) -> Self {
        let minutes = |tenths: u32| tenths.saturating_mul(6);
        Self {
            median: self.median.map(minutes),
            p90: self.p90.map(minutes),
            ..self
        }
    }

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

/// Minutes as whole tenths of an hour, halves up: as finely as hours are ever shown. Durations are kept so, as there are six times
/// fewer of them, and the percentile of what is rounded is the rounded percentile.
pub fn tenths_of_hours(minutes: u64) -> u32 {
    u32::try_from(minutes.saturating_add(3) / 6).unwrap_or(u32::MAX)
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
    fn percentiles_of_tenths_are_the_same_hours() {
        use crate::figures::hours;
        let minutes: Vec<u32> = (0..500).map(|n| n * n % 3_001).collect();
        let exact = Times::of(minutes.clone(), 1);
        let tenths = minutes
            .iter()
            .map(|minutes| tenths_of_hours(u64::from(*minutes)));
        let rounded = Times::of(tenths.collect(), 1).in_minutes();
        assert_eq!((rounded.n, rounded.running), (exact.n, exact.running));
        for (one, other) in [(exact.median, rounded.median), (exact.p90, rounded.p90)] {
            assert_eq!(one.map(hours), other.map(hours));
        }
        assert_eq!(
            [0, 2, 3, 8, 9, 435].map(tenths_of_hours),
            [0, 0, 1, 1, 2, 73]
        );
    }

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
