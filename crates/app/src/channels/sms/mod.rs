//! Short messages, through gateways that speak HTTP or SMPP.

pub(in crate::channels) mod auth;
pub mod command;
mod conversation;
pub mod fields;
pub mod gateway;
pub mod gsm7;
pub mod inbound;
pub mod parts;
pub mod report;
pub mod smpp;
