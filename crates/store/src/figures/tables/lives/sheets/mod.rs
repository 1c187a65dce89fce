//! Sheets: the lives of a day side by side, each column by itself.
//!
//! A question that looks at millions of lives reads of each the few numbers it asks for, and not the whole of it. A sheet is
//! made of a day of receipt whose reports are mostly over, where enough of them came in; lives that changed since stand apart
//! and are looked at themselves, until there are so many of them that the sheet is made anew. Whatever has a sheet or none, and
//! however old it is: the answer is the same.
//!
//! The sheet of a day with many lives has several leaves, in which those of a category and of a unit lie together: of a leaf in
//! which nothing is asked for a question reads what the lives look like, and no more.

mod columns;
mod count;
mod line;
mod look;
mod make;
mod read;
mod verify;

pub(crate) use make::Apart;
pub use make::{Made, Sheeting, make};
pub(crate) use read::{add, days, open_days};
pub(crate) use verify::wrong;

/// Parts of a leaf, each a row of its own: what a question asks for is read.
mod part {
    /// A leaf has fewer parts than this.
    pub(super) const EACH: i64 = 100;

    /// The row of a leaf's part.
    pub(super) const fn row(leaf: i64, part: i64) -> i64 {
        leaf * EACH + part
    }

    /// The leaf and the part of a row.
    pub(super) const fn of_row(row: i64) -> (i64, i64) {
        (row / EACH, row % EACH)
    }

    /// What each report looked like from when on, and which units did something.
    pub(super) const LOOKS: i64 = 0;
    /// Which reports.
    pub(super) const REPORTS: i64 = 1;
    /// The instants of their steps.
    pub(super) const STEPS: i64 = 2;

    /// What was measured of a kind: [`kind::CLOCKS`](super::super::super::cell::kind::CLOCKS) and its like.
    pub(super) const fn measured(what: i64) -> i64 {
        10 + what
    }
}
