//! Letters.

use lapor_app::channels::mail::{html, read, trim};

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
