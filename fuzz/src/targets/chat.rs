//! Messengers.

use std::sync::OnceLock;

use lapor_app::channels::chat::{choice::Choice, telegram, whatsapp};
use lapor_app::channels::config::{self, Whatsapp};
use lapor_app::channels::egress::Answer;

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

/// What platforms answer when they are asked where a photograph lies: our token goes to them and to nobody else.
pub fn media(bytes: &[u8]) {
    const FILE: &str = "base_url = \"https://x.example\"\n[[whatsapp]]\nname = \"a\"\nbody = \"kota\"\n\
        phone_number_id = \"1\"\ntoken = \"token-panjang\"\napp_secret = \"rahasia-app\"\nverify_token = \"kata-periksa\"\n";
    static DOOR: OnceLock<Whatsapp> = OnceLock::new();
    let door = DOOR.get_or_init(|| {
        let channels = config::read(FILE, &|_| None).expect("a right file");
        channels.whatsapp.into_iter().next().expect("a door")
    });
    if let Some(address) = whatsapp::media::address(door, bytes) {
        assert!(
            address.to_ascii_lowercase().starts_with("https://"),
            "{address}"
        );
    }
    if let Some(path) = telegram::media::path(bytes) {
        assert!(
            !path.contains("..") && !path.contains([':', '?', '#']),
            "{path}"
        );
    }
}

/// What platforms answer to a message. The first two bytes are the status.
pub fn answer(bytes: &[u8]) {
    let Some((status, body)) = bytes.split_first_chunk::<2>() else {
        return;
    };
    let answer = Answer {
        status: 100 + u16::from_be_bytes(*status) % 500,
        body: body.to_vec(),
        retry_after: None,
    };
    let _ = whatsapp::send::judge(&answer);
    let _ = telegram::send::judge(&answer);
}
