//! The brains of all bodies, in memory.

use std::collections::{HashMap, HashSet};
use std::sync::{Arc, Mutex, PoisonError};

use lapor_domain::ids::{BodyId, ReportId};

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

    /// Takes what was stored.
    pub(super) fn load(&self, brains: HashMap<BodyId, Arc<Brain>>) {
        let mut state = self.state.lock().unwrap_or_else(PoisonError::into_inner);
        state.brains = brains;
        state.loaded = true;
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
