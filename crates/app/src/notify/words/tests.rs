#![expect(clippy::unwrap_used, reason = "tests")]
use lapor_domain::report::notice::Notice;

use super::*;
use crate::channels::sms::gsm7;

fn places() -> Places {
    Places {
        number: "123456789012".to_owned(),
        body: "Pemerintah Kota Contoh".to_owned(),
        unit: "Dinas Pekerjaan Umum".to_owned(),
        words: String::new(),
        until: "12-08-2025".to_owned(),
        link: "https://lapor.kota.example/lacak".to_owned(),
        door: "web".to_owned(),
    }
}

#[test]
fn both_languages_have_the_same_keys_without_repeats() {
    let [id, en] = Language::ALL.map(|language| keys(language.shipped()));
    assert_eq!(id, en);
    let mut once = id.clone();
    once.sort();
    once.dedup();
    assert_eq!(once.len(), id.len());
}

#[test]
fn every_notice_has_its_words_at_every_door() {
    let words = NoticeWords::default();
    let names = Notice::ALL.iter().map(|notice| notice.as_str());
    for name in names.chain(["neutral", "neutral_receipt"]) {
        for language in Language::ALL {
            let bundle = &words.0[usize::from(language == Language::En)];
            for part in ["subject", "sms", "email", "chat"] {
                let text = format(bundle, &format!("{name}-{part}"), &places().args()).unwrap();
                assert!(text.contains("123456789012"), "{name}-{part}: {text}");
            }
        }
    }
}

/// Without the officer's words there is room for them, and the rest never needs a second message.
#[test]
fn short_messages_leave_room() {
    let words = NoticeWords::default();
    for language in Language::ALL {
        for notice in Notice::ALL {
            for door in ["sms", "web"] {
                let door = Places {
                    door: door.to_owned(),
                    ..places()
                };
                let text = words.say(language, &format!("{notice}-sms"), &door);
                let length = gsm7::length(&text).unwrap_or_else(|| panic!("{text}"));
                assert!(length <= gsm7::ONE, "{notice} {length}: {text}");
            }
        }
    }
}

#[test]
fn a_changed_file_changes_its_keys_only() {
    let folder = tempfile::tempdir().unwrap();
    let file = folder.path().join("id.ftl");
    std::fs::write(&file, "receipt-subject = Diterima: { $nomor }\n").unwrap();
    let words = NoticeWords::with_changes(folder.path()).unwrap();
    assert_eq!(
        words.say(Language::Id, "receipt-subject", &places()),
        "Diterima: 123456789012"
    );
    assert!(
        words
            .say(Language::En, "receipt-subject", &places())
            .starts_with("Your report")
    );
    for (text, says) in [
        ("recept-subject = x\n", "recept-subject"),
        ("receipt-subject = { $nomer }\n", "nomer"),
        ("receipt-subject\n", "="),
    ] {
        std::fs::write(&file, text).unwrap();
        let why = NoticeWords::with_changes(folder.path()).unwrap_err();
        assert!(why.contains(says) && why.contains("id.ftl"), "{why}");
    }
}
