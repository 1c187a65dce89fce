//! Short messages and the gateways that bring them.

use std::collections::BTreeMap;
use std::sync::OnceLock;

use lapor_app::channels::config::{self, SmsGateway};
use lapor_app::channels::egress::Answer;
use lapor_app::channels::sms::{command, fields, gateway, gsm7, parts};

/// A gateway that sends and receives, in parts too.
fn described() -> &'static SmsGateway {
    const FILE: &str = "base_url = \"https://lapor.kota.example\"\n[[sms]]\nname = \"a\"\n[sms.send]\n\
        url = \"https://sms.example/\"\nfields = { to = \"{to}\", isi = \"{text}\" }\nid = \"messages.0.id\"\n\
        success = { field = \"messages.0.status\", equals = [\"0\"], contains = \"OK\" }\n[sms.receive]\n\
        keywords = { PALANGKARAYA = \"palangkaraya\" }\nfrom = \"dari\"\ntext = \"isi\"\nid = \"id\"\n\
        reference = \"ref\"\npart = \"bagian\"\ntotal = \"jumlah\"\nallowed = [\"203.0.113.0/24\"]\n";
    static GATEWAY: OnceLock<SmsGateway> = OnceLock::new();
    GATEWAY.get_or_init(|| {
        let channels = config::read(FILE, &|_| None).expect("a right file");
        channels.sms.into_iter().next().expect("a gateway")
    })
}

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

/// Which part of which message a delivery is.
pub fn part(bytes: &[u8]) {
    let kind = "application/x-www-form-urlencoded";
    let fields = fields::read("", kind, bytes);
    let receive = described().receive.as_ref().expect("a way in");
    if let Some(place) = parts::place(receive, &fields) {
        assert!(place.can_be());
    }
}

/// What a gateway answers. The first two bytes are its status.
pub fn answer(bytes: &[u8]) {
    let Some((status, body)) = bytes.split_first_chunk::<2>() else {
        return;
    };
    let answer = Answer {
        status: 100 + u16::from_be_bytes(*status) % 500,
        body: body.to_vec(),
        retry_after: None,
    };
    let send = described().send.as_ref().expect("a way out");
    let _ = gateway::judge(send, &answer);
    assert!(gateway::their_id(send, &answer).is_none_or(|id| id.len() <= 200));
}
