//! Short messages, through gateways that speak HTTP.

pub(in crate::channels) mod auth;
pub mod command;
mod conversation;
pub(in crate::channels) mod fields;
pub mod gateway;
pub mod gsm7;
pub mod inbound;
pub mod parts;
