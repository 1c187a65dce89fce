//! The brains of all bodies, in memory.

use std::collections::{HashMap, HashSet};
use std::sync::{Arc, Mutex, PoisonError};

use lapor_domain::ids::{BodyId, ReportId};
use lapor_store::routing::Written;

use super::brain::Brain;

/// Everything that was learnt, and how far.
#[derive(Debug, Default)]
pub(crate) struct Minds {
    state: Mutex<State>,
}

#[derive(Debug, Default)]
struct State {
    loaded: bool,
    brains: HashMap<BodyId, Arc<Brain>>,
    /// Which stored writing each brain was read from, or kept as.
    written: HashMap<BodyId, Written>,
    /// Waiting reports of which the program knows that it cannot dispose them.
    looked_at: HashMap<BodyId, HashSet<ReportId>>,
}

impl Minds {
    /// A body's brain; a new one knows nothing.
    pub(super) fn of(&self, body: BodyId) -> Arc<Brain> {
        let state = self.state.lock().unwrap_or_else(PoisonError::into_inner);
        state.brains.get(&body).cloned().unwrap_or_default()
    }

    /// Whether the stored ones were read.
    pub(super) fn is_loaded(&self) -> bool {
        let state = self.state.lock().unwrap_or_else(PoisonError::into_inner);
        state.loaded
    }

    /// The stored ones were read.
    pub(super) fn has_loaded(&self) {
        let mut state = self.state.lock().unwrap_or_else(PoisonError::into_inner);
        state.loaded = true;
    }

    /// The stored writing that a body's brain goes on from.
    pub(super) fn written(&self, body: BodyId) -> Option<Written> {
        let state = self.state.lock().unwrap_or_else(PoisonError::into_inner);
        state.written.get(&body).copied()
    }

    /// A body's brain stands in this writing, or was read from it.
    pub(super) fn is_written(&self, body: BodyId, written: Written) {
        let mut state = self.state.lock().unwrap_or_else(PoisonError::into_inner);
        state.written.insert(body, written);
    }

    /// Which of a body's waiting reports were not looked at before; now they are.
    pub(super) fn not_looked_at(&self, body: BodyId, waiting: &HashSet<ReportId>) -> Vec<ReportId> {
        let mut state = self.state.lock().unwrap_or_else(PoisonError::into_inner);
        let known = state.looked_at.entry(body).or_default();
        let mut fresh: Vec<ReportId> = waiting.difference(known).copied().collect();
        fresh.sort_unstable();
        known.clone_from(waiting);
        fresh
    }

    /// Puts a brain in place of what was there.
    pub(super) fn put(&self, body: BodyId, brain: Brain) {
        let mut state = self.state.lock().unwrap_or_else(PoisonError::into_inner);
        state.brains.insert(body, Arc::new(brain));
    }
}
