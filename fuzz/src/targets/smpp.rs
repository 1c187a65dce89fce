//! The line to an operator.

use bytes::BytesMut;
use lapor_app::channels::sms::smpp::{alphabet, frame, short};

/// The octets of a short message: its header, its letters, and a receipt where it is one. The first byte is the coding.
pub fn short(bytes: &[u8]) {
    let Some((coding, octets)) = bytes.split_first() else {
        return;
    };
    let (part, octets) = short::header(octets);
    assert!(part.is_none_or(|part| part.part >= 1 && part.part <= part.total));
    let text = alphabet::decode(*coding, octets);
    let _ = short::receipt(&text);
    let _ = short::spellings(&text);
}

/// Commands as they come off the line.
pub fn frames(bytes: &[u8]) {
    let mut ahead = BytesMut::from(bytes);
    while let Ok(Some(_)) = frame::next(&mut ahead) {}
}
