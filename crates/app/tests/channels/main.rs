//! Doors that are not pages, over gateways that work, hang, fail, lie and repeat; on both engines.
#![expect(clippy::unwrap_used, reason = "tests")]

mod gateway;
mod mail;
mod national;
mod national_server;
mod officers;
mod outage;
mod postbox;
mod sms;
#[path = "../town/mod.rs"]
mod town;
mod web_answers;
