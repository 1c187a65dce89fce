//! What the store counts about itself.

use std::sync::atomic::{AtomicU64, Ordering};

/// How many changes shared how many commits since the store was opened.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct CommitStats {
    /// Successful COMMITs.
    pub commits: u64,
    /// Changes answered by them, refusals included.
    pub changes: u64,
    /// Changes that ran again because others touched the same rows (PostgreSQL).
    pub retries: u64,
}

#[derive(Default)]
pub(crate) struct Counters {
    commits: AtomicU64,
    changes: AtomicU64,
    retries: AtomicU64,
}

impl Counters {
    pub(crate) fn committed(&self, changes: usize) {
        self.commits.fetch_add(1, Ordering::Relaxed);
        self.changes.fetch_add(changes as u64, Ordering::Relaxed);
    }

    pub(crate) fn retried(&self) {
        self.retries.fetch_add(1, Ordering::Relaxed);
    }

    pub(crate) fn read(&self) -> CommitStats {
        CommitStats {
            commits: self.commits.load(Ordering::Relaxed),
            changes: self.changes.load(Ordering::Relaxed),
            retries: self.retries.load(Ordering::Relaxed),
        }
    }
}
