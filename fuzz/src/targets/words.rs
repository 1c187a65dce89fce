//! Small things that people write into one field.

use std::sync::OnceLock;

use lapor_app::channels::{config, tongue};
use lapor_app::notify::wording::{self, Entry};
use lapor_app::notify::words::{Language, Places};
use lapor_app::report::narrow::Narrow;
use lapor_domain::agency::Category;
use lapor_domain::answers::{Answers, Asking};
use lapor_domain::contact::{ChatAddress, Email, Nik, Phone};
use lapor_domain::source::Link;
use lapor_domain::tracking::TrackingNo;
use lapor_domain::zone::Zone;
use lapor_web::qr;

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

/// Answers to a category's questions, `code=value` on each line: what is kept is of a question that was asked.
pub fn answers(bytes: &[u8]) {
    const CATEGORY: &str = include_str!("category.json");
    static ASKED: OnceLock<Category> = OnceLock::new();
    let category = ASKED.get_or_init(|| serde_json::from_str(CATEGORY).expect("a category"));
    let text = String::from_utf8_lossy(bytes);
    let pairs = text.lines().filter_map(|line| line.split_once('='));
    let mut sent: Vec<(String, Vec<String>)> = Vec::new();
    for (code, value) in pairs {
        match sent.iter_mut().find(|(known, _)| known == code) {
            Some((_, values)) => values.push(value.to_owned()),
            None => sent.push((code.to_owned(), vec![value.to_owned()])),
        }
    }
    for asking in [Asking::Now, Asking::OnBehalf] {
        if let Ok(answers) = Answers::check(category, &sent, asking, Zone::Wib) {
            let mut all = answers.answers.iter();
            assert!(all.all(|answer| category.question(&answer.code).is_some()));
        }
    }
}

/// A wording that an administrator writes: shown with made-up values, or refused. The first byte chooses which.
pub fn wording(bytes: &[u8]) {
    static ENTRIES: OnceLock<Vec<Entry>> = OnceLock::new();
    let entries = ENTRIES.get_or_init(wording::entries);
    let Some((which, text)) = bytes.split_first() else {
        return;
    };
    let Some(entry) = entries.get(usize::from(*which) % entries.len()) else {
        return;
    };
    let made_up = Places {
        number: "123456789012".to_owned(),
        ..Places::default()
    };
    let text = String::from_utf8_lossy(text);
    for language in [Language::Id, Language::En] {
        let _ = wording::preview(&text, language, entry, &made_up);
    }
}

/// In which language somebody wrote.
pub fn tongue(bytes: &[u8]) {
    let _ = tongue::of(&String::from_utf8_lossy(bytes));
}

/// A square that telephones read.
pub fn qr(bytes: &[u8]) {
    if let Some(square) = qr::square(&String::from_utf8_lossy(bytes)) {
        assert!((29..=185).contains(&square.side), "{}", square.side);
    }
}
