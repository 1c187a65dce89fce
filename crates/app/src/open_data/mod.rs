//! Open data: snapshots of released reports that anybody may take whole.
//!
//! A snapshot is safe by construction. Its row ([`row::OpenRow`]) has no place for what leads to a person: no number, no
//! name, no street, no moment, no text but the released one where the body opened it, and that only where nothing
//! personal is found in it. When, where and what are told so coarsely ([`blur`]), and what is rare in the other columns is
//! left empty ([`alike`]), that at least [`FEWEST`] rows say the same in everything but released words. And no file is offered before [`gate`] has read all of it again.
//!
//! The files follow from the record alone: the same record gives the same bytes. Why so: `docs/decisions/0026-open-data.md`.

mod alike;
mod blur;
mod build;
mod catalogue;
mod columns;
mod dictionary;
mod edition;
mod error;
mod gate;
mod graph;
mod manifest;
mod renew;
mod row;
mod shelf;
mod sink;

pub use blur::FEWEST;
pub use build::build;
pub use catalogue::{Catalogue, Offered, catalogue};
pub use columns::{COLUMNS, Column};
pub use edition::Edition;
pub use error::OpenDataError;
pub use gate::{Hit, Vocabulary, check};
pub use manifest::{Counts, FileEntry, Manifest};
pub use renew::{decided, offered_file, publish, round};
pub use shelf::shelf;

/// The licence of all of it.
pub const LICENCE: &str = "https://creativecommons.org/licenses/by/4.0/";
/// Its short name (SPDX).
pub const LICENCE_ID: &str = "CC-BY-4.0";
