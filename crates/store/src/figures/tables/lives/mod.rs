//! Whole lives: one row for each report and holder that tells, for any instant, what the report counted as and what had
//! been measured of it.
//!
//! Cells answer one dimension over whole months. For what has no sums (filters, a unit by another dimension, days at the edge
//! of a period, units as they are arranged today, a moment in the midst of a day) each report of the period is looked at; here
//! that is one row and a microsecond or two, where intervals, clocks and milestones are some twenty rows.

mod answer;
mod fresh;
mod look;
mod pack;
mod search;
pub(crate) mod sheets;
pub(crate) mod signature;
mod trace;

pub(crate) use answer::{Counts, add, answer, can_tell, cases, cohort};
pub(crate) use fresh::Fresh;
pub(crate) use pack::{LifeRow, NewLife};
pub(crate) use trace::of;
