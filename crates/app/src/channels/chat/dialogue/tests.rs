#![expect(clippy::unwrap_used, reason = "tests")]
use proptest::prelude::*;

use super::*;
use crate::report::{MAX_LINE, MAX_PHOTOS};

fn photo(n: u128) -> Photo {
    Photo {
        file: Uuid::from_u128(n),
        wrapped_key: vec![1],
    }
}

fn pin(label: &str) -> Pin {
    Pin {
        latitude: "-2.210000".to_owned(),
        longitude: "113.920000".to_owned(),
        label: label.to_owned(),
    }
}

/// A person who talks.
#[derive(Default)]
struct Person {
    dialogue: Dialogue,
    facts: Facts,
}

impl Person {
    fn waiting(numbers: &[u64]) -> Self {
        let mut person = Self::default();
        person.facts.waiting = numbers
            .iter()
            .map(|n| TrackingNo::from_random(*n))
            .collect();
        person
    }

    fn sends(&mut self, input: Input) -> Turn {
        let turn = step(self.dialogue.clone(), input, &self.facts);
        self.dialogue = turn.dialogue.clone();
        turn
    }

    fn says(&mut self, text: &str) -> Turn {
        self.sends(Input::Words(text.to_owned()))
    }

    fn draft(&self) -> &Draft {
        self.dialogue.draft.as_ref().unwrap()
    }
}

impl Turn {
    fn keys(&self) -> Vec<&'static str> {
        self.says.iter().map(|say| say.key).collect()
    }

    fn last(&self) -> &'static str {
        self.keys().pop().unwrap_or_default()
    }
}

#[test]
fn the_whole_way_question_by_question() {
    let mut person = Person::default();
    assert_eq!(person.says("Halo").keys(), ["chat-greeting"]);
    let turn = person.says("Jalan berlubang di depan pasar");
    assert_eq!(
        (turn.keys(), turn.offer),
        (vec!["chat-ask-place"], Offer::Place)
    );
    let turn = person.sends(Input::Pin(pin("Pasar")));
    assert_eq!(turn.keys(), ["chat-pin-kept", "chat-ask-photo"]);
    let turn = person.sends(Input::Photo(photo(1), String::new()));
    assert_eq!(turn.keys(), ["chat-photo-kept", "chat-ask-more"]);
    assert_eq!(
        person.sends(Input::Photo(photo(2), String::new())).says[0].words,
        "2"
    );
    let turn = person.says("lanjut");
    assert_eq!(turn.keys(), ["chat-ask-privacy"]);
    assert_eq!(
        turn.offer,
        Offer::Choices(vec![Choice::Ordinary, Choice::Anonymous, Choice::Secret])
    );
    let turn = person.says("Biasa");
    assert_eq!(turn.last(), "chat-ask-send");
    let turn = person.says("Kirim");
    assert!(turn.deed == Some(Deed::File) && turn.says.is_empty());
    assert_eq!(
        (person.draft().photos.len(), person.draft().anonim),
        (2, false)
    );
}

#[test]
fn who_writes_everything_or_sends_a_photo_first_begins_nothing_again() {
    let mut person = Person::default();
    let turn = person.sends(Input::Photo(photo(1), "Lampu padam".to_owned()));
    assert_eq!(turn.keys(), ["chat-photo-kept", "chat-ask-place"]);
    person.says("Jalan Mawar");
    // The photograph is there already: only more of them are asked for.
    assert_eq!(
        person.says("RAHASIA").keys(),
        ["chat-noted-secret", "chat-ask-more"]
    );
    assert_eq!(person.says("tidak ada").last(), "chat-ask-send");
    let draft = person.draft();
    assert_eq!(
        (draft.text.as_str(), draft.place.as_str(), draft.rahasia),
        ("Lampu padam", "Jalan Mawar", true)
    );

    let mut person = Person::default();
    assert_eq!(
        person.sends(Input::Photo(photo(1), String::new())).last(),
        "chat-ask-text"
    );
    assert_eq!(person.sends(Input::Pin(pin(""))).last(), "chat-ask-text");
    assert_eq!(person.says("Pohon tumbang").last(), "chat-ask-more");
    assert_eq!(
        person
            .sends(Input::BadPhoto(
                "chat-photo-away",
                "di simpang tiga".to_owned()
            ))
            .keys(),
        ["chat-photo-away", "chat-ask-more"]
    );
    assert_eq!(
        person.draft().text,
        "Pohon tumbang\ndi simpang tiga",
        "the words beneath it are not lost"
    );
}

#[test]
fn secrecy_is_taken_at_any_moment() {
    let mut person = Person::default();
    let turn = person.says("ANONIM RAHASIA ada pungli di kantor");
    assert_eq!(turn.keys(), ["chat-noted-secret", "chat-ask-place"]);
    assert_eq!(person.draft().text, "ada pungli di kantor");
    assert!(person.draft().anonim && person.draft().rahasia);
    person.says("lewati");
    assert_eq!(
        person.says("lewati").last(),
        "chat-ask-send",
        "not asked about again"
    );

    let mut person = Person::default();
    for text in ["Jalan rusak", "skip", "skip"] {
        person.says(text);
    }
    person.says("anonymous");
    assert!(person.draft().anonim && !person.draft().rahasia);
    assert_eq!(person.says("secret").last(), "chat-ask-send");
    assert!(person.draft().rahasia);
}

#[test]
fn what_is_written_late_is_added_and_can_be_changed() {
    let mut person = Person::default();
    for text in ["Jalan rusak", "Jalan Mawar", "lewati", "biasa"] {
        person.says(text);
    }
    assert_eq!(
        person.says("Sudah tiga bulan begini").keys()[0],
        "chat-added"
    );
    assert_eq!(person.draft().text, "Jalan rusak\nSudah tiga bulan begini");
    let turn = person.says("ubah");
    assert_eq!(
        turn.offer,
        Offer::Choices(vec![Choice::Text, Choice::Place, Choice::Photos])
    );
    assert_eq!(person.says("tempat").last(), "chat-ask-place");
    assert_eq!(person.says("Jalan Melati").last(), "chat-ask-send");
    assert_eq!(person.says("isi").last(), "chat-ask-text");
    assert_eq!(person.says("Jembatan rusak").last(), "chat-ask-send");
    assert_eq!(
        (person.draft().text.as_str(), person.draft().place.as_str()),
        ("Jembatan rusak", "Jalan Melati")
    );
    person.says("foto");
    person.sends(Input::Photo(photo(1), String::new()));
    person.says("lanjut");
    let turn = person.says("batal");
    assert_eq!(
        (turn.keys(), turn.dropped.len()),
        (vec!["chat-cancelled"], 1)
    );
    assert!(person.dialogue == Dialogue::default());
    assert_eq!(person.says("kirim").keys(), ["chat-nothing-open"]);
}

#[test]
fn a_long_place_is_kept_with_the_words() {
    let mut person = Person::default();
    person.says("Banjir");
    let long = "dari simpang sampai jembatan ".repeat(20);
    assert_eq!(person.says(&long).last(), "chat-ask-photo");
    assert!(person.draft().text.contains("jembatan") && person.draft().place.is_empty());
    for text in ["tidak tahu", "biasa"] {
        person.says(text);
    }
    let turn = person.says(&"panjang ".repeat(1000));
    assert_eq!(turn.last(), "chat-ask-send");
    assert!(
        turn.says.iter().all(|say| say.words.chars().count() <= 601),
        "the question is not cut off"
    );
    person.says("ubah");
    person.says("foto");
    let turn = person.says(&"panjang ".repeat(3000));
    assert_eq!(turn.keys(), ["chat-too-long", "chat-ask-photo"]);
    for n in 0..MAX_PHOTOS {
        person.sends(Input::Photo(photo(n as u128), String::new()));
    }
    let turn = person.sends(Input::Photo(photo(9), String::new()));
    assert_eq!(
        (
            turn.keys()[0],
            turn.dropped.len(),
            person.draft().photos.len()
        ),
        ("chat-too-many-photos", 1, MAX_PHOTOS)
    );
}

#[test]
fn words_answer_the_report_that_waits() {
    let mut person = Person::waiting(&[1]);
    let number = person.facts.waiting[0];
    for text in ["Di sisi kiri", "Tidak", "Sudah"] {
        let turn = person.says(text);
        assert!(
            matches!(&turn.deed, Some(Deed::Reply(to, reply)) if *to == number && reply.text == text),
            "{text}"
        );
    }
    assert!(
        person.says("Terima kasih").deed.is_none(),
        "thanks reopen nothing"
    );
    let long = "Ada lagi hal lain. ".repeat(60);
    assert_eq!(person.says(&long).keys(), ["chat-ask-purpose"]);
    let turn = person.says("Balasan");
    assert!(
        matches!(&turn.deed, Some(Deed::Reply(_, reply)) if reply.text.starts_with("Ada lagi hal lain"))
    );
    assert!(person.dialogue.unclear.is_none());
}

#[test]
fn what_is_unclear_is_asked_and_kept() {
    let mut person = Person::waiting(&[1]);
    assert_eq!(
        person
            .sends(Input::Photo(photo(1), "Ini fotonya".to_owned()))
            .last(),
        "chat-ask-purpose"
    );
    person.sends(Input::Pin(pin("Pasar")));
    let turn = person.says("balasan");
    let Some(Deed::Reply(_, reply)) = turn.deed else {
        panic!("a reply")
    };
    assert_eq!(reply.photos.len(), 1);
    assert_eq!(
        reply.as_reply(),
        "Ini fotonya\nTitik peta: -2.210000, 113.920000 Pasar"
    );

    let mut person = Person::waiting(&[1]);
    person.sends(Input::Photo(photo(1), "Pohon tumbang".to_owned()));
    assert_eq!(person.says("laporan baru").last(), "chat-ask-place");
    assert_eq!(
        (person.draft().text.as_str(), person.draft().photos.len()),
        ("Pohon tumbang", 1)
    );

    let mut person = Person::waiting(&[1, 2]);
    let second = person.facts.waiting[1];
    assert_eq!(person.says("Di sisi kiri").last(), "chat-ask-which");
    let turn = person.says(&format!("BALAS {second}"));
    assert!(
        matches!(&turn.deed, Some(Deed::Reply(to, reply)) if *to == second && reply.text == "Di sisi kiri")
    );
    assert_eq!(
        person.says("Lapor: lampu mati").last(),
        "chat-ask-place",
        "plainly a new one"
    );
}

#[test]
fn commands_leave_the_draft_alone() {
    let number = TrackingNo::from_random(5);
    let mut person = Person::default();
    person.says("Jalan rusak");
    for (text, deed) in [
        (format!("status {number}"), Some(Deed::Status(number))),
        ("STATUS".to_owned(), Some(Deed::Own)),
        ("stop".to_owned(), Some(Deed::Silence(true))),
        ("mulai".to_owned(), Some(Deed::Silence(false))),
        (
            format!("RAHASIA {number}"),
            Some(Deed::Flags {
                number,
                rahasia: true,
                anonim: false,
            }),
        ),
        ("bantuan".to_owned(), None),
        ("english".to_owned(), None),
        ("BALAS 123456789012 x".to_owned(), None),
    ] {
        let turn = person.says(&text);
        assert!(turn.deed == deed, "{text}");
        assert_eq!(turn.last(), "chat-ask-place", "{text}");
        assert_eq!(person.draft().text, "Jalan rusak");
    }
    assert!(person.dialogue.english);
    for input in [
        Input::Edited,
        Input::Other(String::new()),
        Input::Reaction,
        Input::BadPin("chat-pin-null"),
    ] {
        assert_eq!(person.sends(input).last(), "chat-ask-place");
    }
    let mut nobody = Person::default();
    assert!(nobody.sends(Input::Reaction).says.is_empty());
    assert_eq!(
        nobody.sends(Input::Other(String::new())).keys(),
        ["chat-unknown-kind"]
    );
}

#[test]
fn it_is_kept_and_read_back() {
    let mut person = Person::default();
    person.sends(Input::Photo(photo(7), "Lampu padam".to_owned()));
    person.sends(Input::Pin(pin("Pasar")));
    let text = serde_json::to_string(&person.dialogue).unwrap();
    let read: Dialogue = serde_json::from_str(&text).unwrap();
    assert!(read == person.dialogue);
}

fn any_input() -> impl Strategy<Value = Input> {
    prop_oneof![
        any::<String>().prop_map(Input::Words),
        "(lewati|lanjut|kirim|ubah|isi|tempat|foto|batal|ya|tidak|biasa|anonim|rahasia|balasan|laporan baru|halo|stop|status)"
            .prop_map(Input::Words),
        "[a-z ]{1,40}".prop_map(Input::Words),
        (any::<u128>(), "[a-z ]{0,20}").prop_map(|(n, text)| Input::Photo(photo(n), text)),
        Just(Input::Pin(pin("Pasar"))),
        Just(Input::BadPin("chat-pin-null")),
        "[a-z ]{0,20}".prop_map(|text| Input::BadPhoto("chat-photo-away", text)),
        Just(Input::Edited),
        Just(Input::Reaction),
        Just(Input::Other(String::new())),
    ]
}

proptest! {
    /// Whatever is sent: no photograph is lost without being dropped or filed, and what is filed is complete.
    #[test]
    fn nothing_is_lost_on_the_way(inputs in proptest::collection::vec(any_input(), 1..40), waiting in proptest::collection::vec(any::<u64>(), 0..3)) {
        let mut person = Person::waiting(&waiting);
        let mut photos = 0;
        for input in inputs {
            photos += usize::from(matches!(input, Input::Photo(..)));
            let turn = person.sends(input.clone());
            photos -= turn.dropped.len();
            if let Some(Deed::Reply(_, reply)) = &turn.deed {
                photos -= reply.photos.len();
            }
            if turn.deed == Some(Deed::File) {
                let draft = person.dialogue.draft.take();
                prop_assert!(draft.as_ref().is_some_and(|draft| !draft.text.is_empty() && draft.text.len() <= MAX_TEXT && draft.place.len() <= MAX_LINE));
                photos -= draft.map_or(0, |draft| draft.photos.len());
            }
            let open = person.dialogue.draft.iter().chain(&person.dialogue.unclear);
            let held: usize = open.map(|draft| draft.photos.len()).sum();
            prop_assert_eq!(held, photos);
            let silent = turn.says.is_empty() && turn.deed.is_none();
            let spoke = !matches!(input, Input::Reaction) && !matches!(&input, Input::Words(text) if clean_text(text).is_empty());
            prop_assert!(!(silent && spoke), "a person is answered");
        }
    }
}
