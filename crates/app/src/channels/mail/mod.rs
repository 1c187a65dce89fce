//! E-mail: letters out by SMTP, letters in by a pipe.

pub mod html;
pub mod inbound;
pub mod read;
pub(super) mod smtp;
pub mod trim;
