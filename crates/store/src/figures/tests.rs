//! Figures against a naive reading of the events, on both engines.

#![expect(clippy::unwrap_used, reason = "tests")]

mod example;
mod measured;
mod open;
mod oracle;
mod random;
mod tables;
mod town;
pub(super) mod world;
