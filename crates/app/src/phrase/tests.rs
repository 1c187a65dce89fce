#![expect(clippy::unwrap_used, reason = "tests")]

use std::collections::HashSet;

use proptest::prelude::*;

use super::*;

fn keys() -> KeyFile {
    KeyFile::from_root([7; 32])
}

#[test]
fn the_list_is_what_it_should_be() {
    assert_eq!(FRASA.len(), LIST);
    assert_eq!(PLACE.len(), LIST, "a word is there twice");
    for word in FRASA.iter() {
        assert!((3..=8).contains(&word.len()), "{word}");
        assert!(word.bytes().all(|byte| byte.is_ascii_lowercase()), "{word}");
    }
    assert!(FRASA.is_sorted());
}

#[test]
fn no_slip_of_a_letter_turns_one_word_into_another() {
    for (at, word) in FRASA.iter().enumerate() {
        for other in &FRASA[at + 1..] {
            assert!(
                !within_one(word.as_bytes(), other.as_bytes()),
                "{word} {other}"
            );
        }
    }
}

#[test]
fn the_list_never_changes() {
    // A changed list would make every receipt on paper worthless.
    let sum = FRASA
        .iter()
        .flat_map(|word| word.bytes().chain([b'\n']))
        .fold(0xcbf2_9ce4_8422_2325_u64, |sum, byte| {
            (sum ^ u64::from(byte)).wrapping_mul(0x0100_0000_01b3)
        });
    assert_eq!(sum, LIST_SUM, "FNV-1a of the list is {sum:#x}");
}

const LIST_SUM: u64 = 0x325d_a869_ada6_232a;

#[test]
fn the_same_form_gives_the_same_phrase() {
    let phrase = derive(&[1; 16], &keys());
    assert_eq!(phrase, derive(&[1; 16], &keys()));
    assert_ne!(phrase, derive(&[2; 16], &keys()));
    assert_ne!(phrase, derive(&[1; 16], &KeyFile::from_root([8; 32])));
    assert_eq!(format!("{phrase:?}"), "Phrase(…)");
}

#[test]
fn all_places_use_all_words_evenly() {
    let mut counts = vec![[0_u32; WORDS]; LIST];
    let drawn = 40_000_u32;
    for number in 0..drawn {
        let mut key = [0; 16];
        key[..4].copy_from_slice(&number.to_le_bytes());
        for (at, word) in derive(&key, &keys()).0.iter().enumerate() {
            counts[usize::from(*word)][at] += 1;
        }
    }
    let expected = f64::from(drawn) / LIST as f64;
    for at in 0..WORDS {
        let chi: f64 = counts
            .iter()
            .map(|count| (f64::from(count[at]) - expected).powi(2) / expected)
            .sum();
        // 2047 degrees of freedom: mean 2047, standard deviation 64.
        assert!((1700.0..2400.0).contains(&chi), "place {at}: {chi}");
    }
}

#[test]
fn phrases_are_read_as_people_write_them() {
    let phrase = derive(&[3; 16], &keys());
    let words = phrase.words();
    let numbered: Vec<String> = (1..)
        .zip(words)
        .map(|(number, word)| format!("{number}. {}\r\n", word.to_uppercase()))
        .collect();
    let numbered = numbered.concat();
    for text in [
        words.join(" "),
        words.join(" - "),
        format!("  {}.", words.join(",\u{a0} ")),
        numbered,
    ] {
        assert_eq!(Phrase::parse(&text), Ok(phrase.clone()), "{text}");
    }
    assert_eq!(Phrase::parse(""), Err(PhraseError::WrongCount { found: 0 }));
    assert_eq!(
        Phrase::parse(&words[1..].join(" ")),
        Err(PhraseError::WrongCount { found: 7 })
    );
    assert_eq!(
        Phrase::parse(&"kata ".repeat(200)),
        Err(PhraseError::TooLong)
    );
    let mut wrong = words;
    wrong[4] = "zzzzzzz";
    assert_eq!(
        Phrase::parse(&wrong.join(" ")),
        Err(PhraseError::UnknownWord { position: 5 })
    );
}

#[test]
fn one_slip_is_put_right_when_only_one_word_can_be_meant() {
    for word in FRASA.iter().filter(|word| word.len() >= 6) {
        let own = PLACE[word];
        let mut missing = word.to_string();
        missing.remove(3);
        let mut swapped = word.as_bytes().to_vec();
        swapped.swap(2, 3);
        for slip in [
            missing,
            format!("{word}x"),
            String::from_utf8(swapped).unwrap(),
        ] {
            assert!(
                place(&slip).is_none_or(|found| found == own || FRASA[usize::from(found)] == slip),
                "{slip}"
            );
        }
    }
    assert!(
        within_one(b"batu", b"bat") && within_one(b"batu", b"abtu") && within_one(b"batu", b"bata")
    );
    assert!(
        within_one(b"batu", b"bantu")
            && !within_one(b"batu", b"tuba")
            && !within_one(b"batu", b"bisu")
    );
}

#[test]
fn the_record_keeps_only_a_keyed_hash() {
    let phrase = derive(&[3; 16], &keys());
    let stored = phrase_hash(&keys(), &phrase);
    assert!(phrase_matches(&keys(), &phrase, &stored));
    assert!(!phrase_matches(
        &keys(),
        &derive(&[4; 16], &keys()),
        &stored
    ));
    assert_ne!(stored, phrase_hash(&KeyFile::from_root([8; 32]), &phrase));
    assert_ne!(
        form_key_hash(&keys(), &[3; 16]),
        form_key_hash(&keys(), &[4; 16])
    );
}

#[test]
fn phrases_do_not_repeat() {
    let many: HashSet<[u16; WORDS]> = (0..20_000_u128)
        .map(|number| derive(&number.to_le_bytes(), &keys()).0)
        .collect();
    assert_eq!(many.len(), 20_000);
}

proptest! {
    #[test]
    fn round_trip(form_key: [u8; 16]) {
        let phrase = derive(&form_key, &keys());
        prop_assert_eq!(Phrase::parse(&phrase.expose()), Ok(phrase.clone()));
    }

    #[test]
    fn no_text_panics(text in "\\PC{0,120}") {
        let _ = Phrase::parse(&text);
    }
}
