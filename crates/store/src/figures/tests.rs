//! Figures against a naive reading of the events, on both engines.

#![expect(clippy::unwrap_used, reason = "tests")]

mod example;
mod latest;
mod measured;
mod naive;
mod one_body;
mod open;
mod oracle;
mod oversight;
mod random;
mod random_measures;
mod random_public;
mod small;
mod tables;
mod town;
pub(super) mod world;
mod years;
