//! The built program, as its operator meets it.

#![expect(clippy::unwrap_used, clippy::expect_used, reason = "tests")]

mod admin;
mod away;
mod backup;
mod data;
mod demo;
mod doctor;
mod durable;
mod help;
mod import;
mod mail_in;
mod opening;
mod plan;
mod rebuild;
mod report;
mod route;
mod serve;
mod server;
mod stats;
mod support;
