//! Letters.

use lapor_app::channels::mail::lmtp::command;
use lapor_app::channels::mail::{dsn, html, imap, read, trim};

/// A whole letter as a mail server hands it over.
pub fn letter(bytes: &[u8]) {
    let Ok(letter) = read::read(bytes) else {
        return;
    };
    assert!(letter.automatic || !letter.from.is_empty());
    assert!(letter.attached.photos.len() <= lapor_app::report::MAX_PHOTOS);
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

/// A letter as it comes over the line: the same, whatever pieces it comes in. The first byte is their length.
pub fn lmtp_letter(bytes: &[u8]) {
    const MOST: usize = 4_096;
    let Some((length, sent)) = bytes.split_first() else {
        return;
    };
    let mut whole = command::Letter::new(MOST);
    let used = whole.push(sent);
    let mut cut = command::Letter::new(MOST);
    let pieces = sent.chunks(usize::from(*length).max(1));
    let used_cut: usize = pieces.map(|piece| cut.push(piece)).sum();
    assert_eq!((used, whole.is_whole()), (used_cut, cut.is_whole()));
    assert!(used <= sent.len() && (whole.is_whole() || used == sent.len()));
    let kept = whole.into_bytes();
    assert_eq!(kept, cut.into_bytes());
    assert!(kept.is_none_or(|kept| kept.len() <= MOST && kept.len() <= used));
}

/// The head of a letter.
pub fn head(bytes: &[u8]) {
    let head = read::head(bytes);
    assert!(bytes.starts_with(head));
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
