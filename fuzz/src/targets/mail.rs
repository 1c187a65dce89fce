//! Letters.

use lapor_app::channels::mail::lmtp::command;
use lapor_app::channels::mail::{dsn, html, imap, read, trim};

/// A whole letter as a mail server hands it over.
pub fn letter(bytes: &[u8]) {
    let Ok(letter) = read::read(bytes) else {
        return;
    };
    assert!(letter.automatic || !letter.from.is_empty());
    assert!(letter.photos.len() <= lapor_app::report::MAX_PHOTOS);
    let _ = html::of_text(&letter.text, "id");
}

/// The new words of an answer.
pub fn trimmed(bytes: &[u8]) {
    let text = String::from_utf8_lossy(bytes);
    let trimmed = trim::reply(&text);
    assert!(trimmed.len() <= text.len());
}

/// Lines of a mail server that hands letters over.
pub fn lmtp(bytes: &[u8]) {
    for line in bytes.split(|byte| *byte == b'\n') {
        let _ = command::read(line);
    }
}

/// What a server says of a letter that did not arrive.
pub fn bounce(bytes: &[u8]) {
    let text = String::from_utf8_lossy(bytes);
    let _ = (
        dsn::recipients(&text),
        dsn::status(&text),
        dsn::message_id(&text),
    );
}

/// What a mailbox's server says.
pub fn imap(bytes: &[u8]) {
    for line in bytes.split_inclusive(|byte| *byte == b'\n') {
        let _ = imap::wire::announced(line);
    }
    let _ = imap::wire::read(bytes, bytes);
}
