//! Messengers.

use lapor_app::channels::chat::{choice::Choice, telegram, whatsapp};

/// A delivery of WhatsApp.
pub fn whatsapp(bytes: &[u8]) {
    let _ = whatsapp::read::read(bytes, "42");
}

/// A delivery of Telegram.
pub fn telegram(bytes: &[u8]) {
    let _ = telegram::read::read(bytes);
}

/// A word that chooses.
pub fn choice(bytes: &[u8]) {
    let _ = Choice::of(&String::from_utf8_lossy(bytes));
}
