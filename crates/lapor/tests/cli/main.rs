//! The built program, as its operator meets it.

#![expect(clippy::unwrap_used, reason = "tests")]

mod admin;
mod doctor;
mod help;
mod import;
mod opening;
mod rebuild;
mod stats;
mod support;
