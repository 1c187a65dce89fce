//! Invariant (b): followers go where their root goes.

use super::Decision;
use crate::report::Report;
use crate::report::event::{Event, What};
use crate::report::state::State;

/// The event on a follower that an event on its root brings with it: a root that is merged moves
/// its followers, and a root that changes its body takes them along. `None` for all other events.
pub fn follow_root(follower: &Report, on_root: &Decision) -> Option<Decision> {
    if !matches!(follower.state, State::Merged(_)) {
        return None;
    }
    match on_root.event.what {
        What::Merged { .. }
        | What::Forwarded { .. }
        | What::ReturnedToDesk { .. }
        | What::TransferredWithin { .. } => Some(Decision {
            occurred_at: on_root.occurred_at,
            event: Event {
                what: on_root.event.what.clone(),
                clocks: Vec::new(),
            },
        }),
        _ => None,
    }
}
