//! Small things that people write into one field.

use lapor_app::channels::config;
use lapor_app::report::narrow::Narrow;
use lapor_domain::contact::{ChatAddress, Email, Nik, Phone};
use lapor_domain::source::Link;
use lapor_domain::tracking::TrackingNo;

/// Numbers, addresses, tracking numbers: what was understood is understood again.
pub fn contact(bytes: &[u8]) {
    let text = String::from_utf8_lossy(bytes);
    if let Ok(phone) = Phone::parse(&text) {
        assert!(Phone::parse(phone.expose()).is_ok());
    }
    if let Ok(email) = Email::parse(&text) {
        assert!(Email::parse(email.expose()).is_ok());
    }
    let _ = Nik::parse(&text);
    if let Some(chat) = ChatAddress::parse(&text) {
        assert_eq!(chat.expose(), text);
    }
    if let Ok(number) = TrackingNo::parse(&text) {
        assert_eq!(TrackingNo::parse(&number.to_string()), Ok(number));
    }
}

/// The operator's file of doors.
pub fn channels_file(bytes: &[u8]) {
    if let Ok(text) = str::from_utf8(bytes) {
        let _ = config::read(text, &|_| None);
    }
}

/// What a feed or a follower's wish is narrowed to: what was understood is written and understood again.
pub fn narrow(bytes: &[u8]) {
    let text = String::from_utf8_lossy(bytes);
    if let Ok(narrow) = Narrow::parse(&text) {
        assert_eq!(Narrow::parse(&narrow.query()), Ok(narrow));
    }
}

/// The address of a post.
pub fn link(bytes: &[u8]) {
    if let Ok(link) = Link::parse(&String::from_utf8_lossy(bytes)) {
        let _ = (link.same_post(), link.platform());
    }
}
