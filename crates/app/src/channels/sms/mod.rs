//! Short messages, through gateways that speak HTTP.

mod auth;
pub mod command;
mod conversation;
pub mod fields;
pub mod gateway;
pub mod gsm7;
pub mod inbound;
pub mod parts;
