//! What comes in from files, on both engines: made-up exports, and real ones where they are at hand.
#![expect(clippy::unwrap_used, reason = "tests")]

mod again;
mod first;
mod full;
mod regions;
mod register;
mod release;
mod samples;
mod support;
