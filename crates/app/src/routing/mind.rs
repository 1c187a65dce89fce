//! The brains of all bodies, in memory.

use std::collections::HashMap;
use std::sync::{Arc, Mutex, PoisonError};

use lapor_domain::ids::BodyId;

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

    /// Puts a brain in place of what was there.
    pub(super) fn put(&self, body: BodyId, brain: Brain) {
        let mut state = self.state.lock().unwrap_or_else(PoisonError::into_inner);
        state.brains.insert(body, Arc::new(brain));
    }
}
