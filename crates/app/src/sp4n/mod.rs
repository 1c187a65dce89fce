//! Reading the national system's export files (SP4N-LAPOR!), without writing anything yet.
//!
//! Real exports differ: 17, 20 or 26 columns in any order, with or without rows before the header, dates such as
//! "18 Jan 2024" beside ISO dates, `.xlsx` or any flavour of CSV. [`read()`] finds columns by name and keeps what it
//! finds; what a file does not carry stays `None`. Only rows without a Tracking ID or a date are held back. All that
//! should be mended is listed as a [`Problem`], in words for the operator; see [`write_problems`].

pub(crate) mod cell;
pub(crate) mod clock;
pub(crate) mod column;
pub(crate) mod date;
pub(crate) mod delimited;
mod error;
mod header;
mod options;
mod preamble;
mod problem;
pub(crate) mod problem_file;
pub(crate) mod read;
mod row;
pub(crate) mod sheet;
pub(crate) mod xlsx;

pub use column::Column;
pub use error::ReadError;
pub use header::Columns;
pub use options::{Limits, ReadOptions, SourceZone, UnknownZone};
pub use preamble::Preamble;
pub use problem::{Problem, ProblemKind};
pub use problem_file::write_problems;
pub use read::{read, read_path, read_records};
pub use row::{Contacts, Received, Row};
pub use sheet::Sheet;
