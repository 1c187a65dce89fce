//! The only place that reads a stopwatch.

use std::time::{Duration, Instant};

/// A running stopwatch.
pub(crate) struct Stopwatch(Instant);

impl Stopwatch {
    /// Starts.
    #[expect(
        clippy::disallowed_methods,
        reason = "measuring is what a benchmark is for"
    )]
    pub(crate) fn start() -> Self {
        Self(Instant::now())
    }

    /// Time since the start.
    #[expect(
        clippy::disallowed_methods,
        reason = "measuring is what a benchmark is for"
    )]
    pub(crate) fn read(&self) -> Duration {
        self.0.elapsed()
    }

    /// So many things a second since the start.
    pub(crate) fn rate(&self, things: usize) -> f64 {
        things as f64 / self.read().as_secs_f64()
    }
}

/// Nearest-rank percentile; sorts.
pub(crate) fn percentile(times: &mut [Duration], percent: usize) -> Duration {
    times.sort_unstable();
    let rank = (times.len() * percent).div_ceil(100).max(1);
    times.get(rank - 1).copied().unwrap_or_default()
}
