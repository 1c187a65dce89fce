//! The life of a report, held against section 3 and 4 of the rule book.
#![expect(clippy::unwrap_used, reason = "tests")]

mod clock_effects;
mod guards;
mod lives;
mod merges;
mod rows;
mod timers;
mod walk;
mod who;
