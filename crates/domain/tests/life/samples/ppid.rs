//! With the PPID desk.

use lapor_domain::report::event::{Event, What};

use super::{message, plain, unit};

pub(super) fn events() -> Vec<Event> {
    let whats = vec![
        What::ReferredToPpid {
            unit: unit(),
            reason: message(),
        },
        What::PpidTaken,
        What::PpidExtended {
            days: 7,
            reason: message(),
        },
    ];
    whats.into_iter().map(plain).collect()
}
