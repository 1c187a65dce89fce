#![expect(clippy::unwrap_used, reason = "tests")]
use proptest::prelude::*;

use super::*;

fn places() -> Places {
    Places {
        number: "280104719364".to_owned(),
        body: "Pemerintah Kota Contoh".to_owned(),
        unit: "Dinas Pekerjaan Umum".to_owned(),
        words: "Sudah ditambal.".to_owned(),
        until: "12-08-2025".to_owned(),
        link: "https://lapor.kota.example/lacak".to_owned(),
        door: "web".to_owned(),
    }
}

fn look(text: &str, key: &str) -> Result<Vec<Preview>, WordingError> {
    preview(
        text,
        Language::Id,
        &entry(key.to_owned()).unwrap(),
        &places(),
    )
}

/// What the program ships goes through the same check as what people write, and comes out of the page as it went in.
#[test]
fn every_shipped_wording_can_be_kept_as_it_is() {
    let words = NoticeWords::default();
    assert!(entries().len() > 60);
    for entry in entries() {
        for language in Language::ALL {
            let text = words.source(language, &entry.key).unwrap();
            let places = places();
            let shown = preview(&text, language, &entry, &places);
            assert!(
                shown.is_ok(),
                "{} {}: {shown:?}\n{text}",
                language.as_str(),
                entry.key
            );
            let said = filled(&text, language, &places).unwrap();
            assert_eq!(
                said,
                words.say(language, &entry.key, &places),
                "{}",
                entry.key
            );
        }
    }
}

#[test]
fn what_is_wrong_is_named() {
    assert_eq!(look("", "receipt-sms"), Err(WordingError::Empty));
    assert_eq!(look(" \n ", "receipt-sms"), Err(WordingError::Empty));
    assert_eq!(
        look("Nomor { $nomer }", "receipt-sms"),
        Err(WordingError::Unknown("nomer".to_owned()))
    );
    assert_eq!(
        look("Nomor { $nomor", "receipt-sms"),
        Err(WordingError::Syntax(1))
    );
    assert_eq!(
        look("Halo\nNomor } $nomor", "receipt-email"),
        Err(WordingError::Syntax(2))
    );
    assert_eq!(
        look("Laporan Anda diterima.", "receipt-sms"),
        Err(WordingError::NoNumber)
    );
    assert_eq!(
        look("{ neutral-sms } { $nomor }", "receipt-sms"),
        Err(WordingError::Outside)
    );
    assert_eq!(
        look("{ NUMBER($nomor) } { $nomor }", "receipt-sms"),
        Err(WordingError::Outside)
    );
    assert_eq!(
        look("{ $nomor }\n.judul = x", "receipt-email"),
        Err(WordingError::Outside)
    );
    let long = format!("{{ $nomor }} {}", "a".repeat(160));
    assert_eq!(
        look(&long, "receipt-sms"),
        Err(WordingError::SmsTooLong(173))
    );
    assert_eq!(
        look(&"a".repeat(MAX_WORDING + 1), "receipt-email"),
        Err(WordingError::TooLong)
    );
    assert!(
        entry("chat-help".to_owned()).is_none() && entry("receipt-pigeon".to_owned()).is_none()
    );
}

/// No line of it becomes a message of its own.
/// The reader of Fluent panics at these.
#[test]
fn an_escape_that_a_letter_breaks_off_is_named() {
    for text in [
        "a\n{\".\\U\u{97}\"}",
        "a\n{\"\\u00é\"}",
        "a\n\\\\ {\"\\Uabcdeé\"}",
    ] {
        assert_eq!(
            look(text, "receipt-sms"),
            Err(WordingError::Syntax(2)),
            "{text}"
        );
    }
    assert!(look("{\"\\u00e9\"} \\\\ué", "footer-email").is_ok());
}

#[test]
fn another_message_cannot_be_smuggled_in() {
    let shown = look("{ $nomor }\nstop-email = hilang", "receipt-email").unwrap();
    assert!(shown[0].text.contains("stop-email = hilang"));
}

#[test]
fn short_messages_tell_their_length_and_doors_their_difference() {
    let shown = look(
        "{ $pintu ->\n    [sms] Ketik STATUS { $nomor }\n   *[other] Lihat { $nomor }\n}",
        "receipt-sms",
    )
    .unwrap();
    assert_eq!(shown.len(), 2);
    assert_eq!((shown[0].length, shown[0].messages), (Some(18), Some(1)));
    let shown = look(
        "{ $nomor } { $pintu ->\n    [chat] di percakapan ini\n   *[other] di halaman\n}",
        "receipt-email",
    )
    .unwrap();
    let doors: Vec<&str> = shown.iter().map(|one| one.door).collect();
    assert_eq!(doors, ["web", "chat"]);
    let shown = look(
        "Laporan { $nomor }: { $isi } \u{2013} selesai",
        "answer-sms",
    )
    .unwrap();
    assert!(shown[0].text.is_ascii(), "{}", shown[0].text);
}

proptest! {
    #[test]
    fn anything_is_looked_at(text in any::<String>(), braces in "[{}$a-z\\[\\]*. =\\n>-]{0,60}") {
        let _ = look(&text, "answer-sms");
        let _ = look(&braces, "answer-email");
    }
}
