//! The yearly evidence of a body for SPBE and the evaluation of public services: planning, execution, supervision, evaluation,
//! in one folder whose every file says as of when it is and up to which place of the order of events; with the documents of the
//! year, an index that says which question each file answers, and checksums.
//!
//! As anyone may see it unless asked otherwise: who assesses an office is no officer of it.

mod evaluation;
mod execution;
mod gather;
mod index;
mod overview;
mod pack;
mod papers;
mod planning;
mod sheet;
mod spoken;
mod supervision;

pub use gather::{Wish, gather};
pub use pack::{Pack, PackError, PackFile};
