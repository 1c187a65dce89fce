//! Use cases on reports: receive, act, read, let time pass.

pub mod act;
pub mod answers;
pub mod attention;
pub mod case;
pub mod case_file;
pub mod documents;
pub mod due;
pub mod elapse;
pub mod filing;
pub mod inbox;
pub mod index;
mod join;
pub mod narrow;
pub mod news;
pub mod open;
pub mod openings;
pub mod outward;
pub mod photos;
pub mod receive;
pub mod recorded;
pub mod released;
pub mod roll;
pub(crate) mod tongue;

/// Longest text that is taken, in bytes: ten thousand lines are a file, not a report.
pub const MAX_TEXT: usize = 20_000;
/// Longest name, street or title, in bytes.
pub const MAX_LINE: usize = 300;
/// Most photographs with one message.
pub const MAX_PHOTOS: usize = 5;
/// Most papers with one message.
pub const MAX_DOCUMENTS: usize = 5;
