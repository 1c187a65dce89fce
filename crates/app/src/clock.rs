//! The one place where time comes from. Everything below takes it as an argument.

use std::sync::atomic::{AtomicI64, Ordering};

use jiff::{SignedDuration, Timestamp};

/// Where the time comes from.
pub trait Clock: Send + Sync + 'static {
    /// Now, to the microsecond.
    fn now(&self) -> Timestamp;
}

/// The machine's clock.
#[derive(Clone, Copy, Debug, Default)]
pub struct SystemClock;

impl Clock for SystemClock {
    fn now(&self) -> Timestamp {
        #[expect(
            clippy::disallowed_methods,
            reason = "wiring: the one reading of the machine's clock"
        )]
        let now = Timestamp::now();
        // The record keeps microseconds: cut here, so that what is computed is what is read back.
        Timestamp::from_microsecond(now.as_microsecond()).unwrap_or(now)
    }
}

/// The machine's clock moved to another moment: the demonstration's year goes on where it ended.
#[derive(Clone, Copy, Debug)]
pub struct OffsetClock(SignedDuration);

impl OffsetClock {
    /// A clock that shows `at` now and runs on from there.
    pub fn starting(at: Timestamp) -> Self {
        Self(at.duration_since(SystemClock.now()))
    }

    /// How far it is from the machine's clock; pages of a demonstration say so.
    pub const fn offset(&self) -> SignedDuration {
        self.0
    }
}

impl Clock for OffsetClock {
    fn now(&self) -> Timestamp {
        let now = SystemClock.now();
        now.checked_add(self.0).unwrap_or(now)
    }
}

/// A clock that stands still until it is set: the demonstration's year, and tests.
#[derive(Debug, Default)]
pub struct SetClock(AtomicI64);

impl SetClock {
    /// A clock that shows `at`.
    pub fn at(at: Timestamp) -> Self {
        Self(AtomicI64::new(at.as_microsecond()))
    }

    /// Sets it.
    pub fn set(&self, at: Timestamp) {
        self.0.store(at.as_microsecond(), Ordering::SeqCst);
    }
}

impl Clock for SetClock {
    fn now(&self) -> Timestamp {
        Timestamp::from_microsecond(self.0.load(Ordering::SeqCst)).unwrap_or(Timestamp::UNIX_EPOCH)
    }
}

#[cfg(test)]
#[expect(clippy::unwrap_used, reason = "tests")]
mod tests {
    use super::*;

    #[test]
    fn an_offset_clock_starts_where_it_is_told_and_runs() {
        let at: Timestamp = "2024-01-31T09:00:00+07:00".parse().unwrap();
        let clock = OffsetClock::starting(at);
        let first = clock.now();
        assert!(first >= at && first.duration_since(at) < SignedDuration::from_secs(60));
        assert!(clock.now() >= first);
    }
}
