//! The life of a report, held against section 3 and 4 of the rule book.
#![expect(clippy::unwrap_used, reason = "tests")]

mod calendar_moves;
mod clock_effects;
mod corners;
mod details;
mod duty;
mod guards;
mod imports;
mod lives;
mod matrix;
mod merges;
mod rows;
mod samples;
mod timers;
mod walk;
mod who;
mod worked;
