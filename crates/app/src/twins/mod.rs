//! One problem, many reporters: which reports may be of one matter, for whom writes one and for whom handles them.
//!
//! A program only ever suggests: who reports decides to join, an officer decides to merge or to keep apart.

mod endorse;
mod search;
mod similar;
mod sketch;
mod suspects;

pub use endorse::{Endorsed, affected, endorse};
pub use lapor_store::twin::Affected;
pub use similar::{Similar, one, similar};
pub(crate) use sketch::index;
pub use suspects::{Suspect, suspects};

/// Most that is shown of either.
const SHOWN: usize = 5;
