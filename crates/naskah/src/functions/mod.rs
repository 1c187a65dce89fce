//! The functions of government (urusan pemerintahan) and the words that speak for each: routing before anything was learnt.
//!
//! Units are named and cut differently in every city, what government is there for is the same everywhere (UU 23/2014).
//! So a report is read onto functions ([`score`], [`explain`]), and the units of a body are read onto functions by their
//! names ([`of_unit_name`]): together they propose a unit in a city nobody has seen. The lists are data, written by
//! hand, in `data/`; they know no street, no person and no programme of one city.

mod data;
mod function;
mod lexicon;
mod list;
mod names;
mod reading;
mod score;
#[cfg(test)]
mod tests;
mod tokens;

pub use function::{Function, UnknownFunction};
pub use names::{of_category_name, of_unit_name};
pub use score::{Proposal, Reason, explain, score};
