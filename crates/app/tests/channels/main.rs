//! Doors that are not pages, over gateways that work, hang, fail, lie and repeat; on both engines.
#![expect(clippy::unwrap_used, reason = "tests")]

mod fake311;
mod gateway;
mod hooks;
mod mail;
mod officers;
mod outage;
mod outside;
mod postbox;
mod receiver;
mod sms;
#[path = "../town/mod.rs"]
mod town;
mod web_answers;
