//! Doors that are not pages, over gateways that work, hang, fail, lie and repeat; on both engines.
#![expect(clippy::unwrap_used, reason = "tests")]

mod chat;
mod chat_outage;
mod chat_words;
mod digests;
mod fake311;
mod followers;
mod gateway;
mod hooks;
mod imap_server;
mod listening;
mod lmtp;
mod mail;
mod national;
mod national_server;
mod officers;
mod outage;
mod outside;
mod platform;
mod postbox;
mod real_mail;
mod receiver;
mod returned;
mod smpp;
mod smpp_tls;
mod sms;
#[path = "../town/mod.rs"]
mod town;
mod web_answers;
