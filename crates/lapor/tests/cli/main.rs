//! The built program, as its operator meets it.

#![expect(clippy::unwrap_used, reason = "tests")]

mod admin;
mod help;
mod opening;
mod stats;
mod support;
