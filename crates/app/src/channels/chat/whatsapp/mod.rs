//! WhatsApp Business Platform (Cloud API).

pub mod media;
pub mod read;
pub mod send;
