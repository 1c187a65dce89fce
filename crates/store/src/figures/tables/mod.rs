//! Cohort tables: counts of the reports of a month, folded from the order of events, so that a question over millions
//! of reports reads some hundred rows.
//!
//! The event log is the list of what changed: nothing is written for the tables inside a report's transaction. A job
//! [`fold`]s the events behind the tables' place into rows of changes, by slot of a day and by month. A count at a
//! moment is the sum of the changes before it, plus what the events beyond the tables' place change, looked at one by
//! one. What has no cells is counted from whole lives, folded beside them (`lives`); while the tables are far behind,
//! `state_interval` answers. All give the same figures at any time. `docs/decisions/0022-cohort-tables.md` and
//! `0034-whole-lives.md` say why.

mod adder;
mod asked;
mod beyond;
mod cell;
mod changes;
pub(crate) mod check;
mod clear;
mod contribute;
mod delta;
mod family;
mod fill;
mod fold;
pub(crate) mod handling;
pub(crate) mod lives;
mod named;
mod numbers;
mod packed;
mod pairs;
mod period;
mod quick;
mod read;
mod reading;
mod rows;
mod size;
mod slot;
mod years;

pub(crate) use beyond::{Behind, Beyond};
#[cfg(test)]
pub(crate) use clear::Clear;
pub use fold::{BATCH, ByDay, CATCHING_UP, Forget, HowFar, Reached, fold};
pub(crate) use fold::{Mark, mark};
pub use lives::sheets::{Made, Sheeting, make as make_sheets};
pub(crate) use period::Period;
pub(crate) use read::{edges, is_arranged, read, read_with};
pub use size::{Size, Sizes};
pub use years::{Summed, Summing, make as make_sums};
