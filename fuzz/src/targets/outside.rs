//! What other systems answer us.

use std::sync::OnceLock;

use lapor_app::channels::config::{self, Inbound};
use lapor_app::channels::web;
use lapor_app::national::wire as sp4n;
use lapor_app::outside::wire as open311;
use lapor_app::webhooks::address;

/// A unit's own system.
pub fn unit(bytes: &[u8]) {
    let _ = open311::receipt(bytes);
    let _ = open311::token(bytes);
    let _ = open311::seen(bytes);
    let _ = open311::fault(bytes);
}

/// The national system.
pub fn national(bytes: &[u8]) {
    let _ = sp4n::read_receipt(bytes);
    let _ = sp4n::read_list(bytes);
    let _ = sp4n::read_topics(bytes);
}

/// The address of a receiver.
pub fn receiver(bytes: &[u8]) {
    let _ = address::check(&String::from_utf8_lossy(bytes), false);
}

/// A report that another system delivers. The first byte chooses how it is written.
pub fn inbound(bytes: &[u8]) {
    const FILE: &str = "base_url = \"https://lapor.kota.example\"\n[[inbound]]\nname = \"a\"\nbody = \"kota\"\n\
        channel = \"social_media\"\ntext = \"data.message.text\"\nid = \"data.id\"\nlink = \"data.url\"\n\
        sender = \"data.author.handle\"\ntime = \"data.created\"\nallowed = [\"203.0.113.0/24\"]\n";
    static SYSTEM: OnceLock<Inbound> = OnceLock::new();
    let system = SYSTEM.get_or_init(|| {
        let channels = config::read(FILE, &|_| None).expect("a right file");
        channels.reports_in.into_iter().next().expect("a system")
    });
    let Some((kind, body)) = bytes.split_first() else {
        return;
    };
    let kind = ["application/json", "application/x-www-form-urlencoded"][usize::from(kind % 2)];
    let _ = web::read(system, "", kind, body);
}
