//! Telegram Bot API.

pub mod media;
pub mod read;
pub mod send;
