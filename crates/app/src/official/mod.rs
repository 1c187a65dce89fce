//! Documents that an office owes: gathered from the record as of a moment, told to one reader, put together.
//!
//! [`prepare`] reads, [`document`] builds; between them there is no clock and no chance, so that the same call on the
//! same record gives the same document.

mod activity;
mod advice;
mod annex;
pub mod edition;
mod ending;
mod error;
mod example;
mod form;
mod gate;
mod gather;
mod lines;
mod lost;
mod make;
mod model;
mod names;
mod own;
mod papers;
mod pieces;
mod press;
mod print;
mod provenance;
mod province;
mod provincial;
mod recap;
mod rest;
pub mod schedule;
pub mod serve;
mod shelf;
mod text;
mod units;
mod warning;
mod words;

pub use advice::propose;
pub use ending::AtEnd;
pub use error::OfficialError;
pub use example::example;
pub use form::{Form, FormError, file_name, in_page};
pub use gate::{Found, Place, gate};
pub use gather::{Prepared, after_last, prepare, prepare_for};
pub use lines::{Said, Spoken, Words};
pub use make::{Dressing, document, letterhead};
pub use model::{
    Before, Counts, DEFINITIONS, Gathered, Group, Handling, Line, Matter, UnitHandling, Wish,
};
pub use names::add as add_names;
pub use papers::{papers_on, put_emblem, put_papers, stationery};
pub use press::paragraph;
pub use print::{Printed, print};
pub use provincial::{Recap, has_recap, may_have};
pub(crate) use shelf::Shelf;
pub use text::text;
pub(crate) use words::moment;
pub use words::{archive_reason, outcome, state};

pub(crate) use lapor_domain::official::date_words;

#[cfg(test)]
mod tests;
