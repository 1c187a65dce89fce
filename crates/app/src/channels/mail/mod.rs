//! E-mail: letters out by SMTP, letters in by a pipe, by IMAP or by LMTP.

pub mod dsn;
pub mod html;
pub mod imap;
pub mod inbound;
pub mod lmtp;
pub mod read;
pub(super) mod smtp;
pub mod trim;
