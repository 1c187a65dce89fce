//! Short messages and the gateways that bring them.

use std::collections::BTreeMap;

use lapor_app::channels::sms::{command, fields, gsm7};

/// A gateway's delivery. The first byte chooses how the rest is written.
pub fn fields(bytes: &[u8]) {
    let Some((kind, rest)) = bytes.split_first() else {
        return;
    };
    let read = match kind % 3 {
        0 => fields::read("", "application/json", rest),
        1 => fields::read("", "application/x-www-form-urlencoded", rest),
        _ => fields::read(&String::from_utf8_lossy(rest), "", b""),
    };
    assert!(read.len() <= 200);
}

/// What a message asks for.
pub fn command(bytes: &[u8]) {
    let keywords = BTreeMap::from([("PALANGKARAYA".to_owned(), "palangkaraya".to_owned())]);
    let _ = command::parse(&String::from_utf8_lossy(bytes), &keywords);
}

/// Words cut to the room of one message.
pub fn gsm7(bytes: &[u8]) {
    let Some((room, rest)) = bytes.split_first() else {
        return;
    };
    let room = usize::from(*room).min(gsm7::ONE);
    let cut = gsm7::cut(&String::from_utf8_lossy(rest), room);
    assert!(gsm7::length(&cut).is_some_and(|length| length <= room));
}
