//! The life of a report, held against section 3 and 4 of the rule book.
#![expect(clippy::unwrap_used, reason = "tests")]

mod calendar_moves;
mod clock_effects;
mod corners;
mod details;
mod duplicates;
mod duty;
mod explained;
mod guards;
mod imports;
mod lengths;
mod lives;
mod matrix;
mod merges;
mod past;
mod ppid;
mod rows;
mod samples;
mod timers;
mod walk;
mod who;
mod worked;
