#![expect(clippy::unwrap_used, reason = "tests")]

use proptest::prelude::*;

use super::*;
use crate::testkit::{self as kit, question};

fn lamps() -> Category {
    let directory = kit::directory();
    let mut lamps = directory.categories[&kit::POTHOLES].clone();
    let mut pole = question("TIANG", AnswerType::Line, &[]);
    (pole.required, pole.public) = (true, true);
    let mut old = question("LAMA", AnswerType::Line, &[]);
    old.ended = true;
    let mut words = question("BACA", AnswerType::Line, &[]);
    words.variable = false;
    lamps.questions = vec![
        words,
        pole,
        question("TINGGI", AnswerType::Number, &[]),
        question("SEJAK", AnswerType::Moment, &[]),
        question("WARNA", AnswerType::OneOf, &["putih", "kuning"]),
        question("GEJALA", AnswerType::SeveralOf, &["mati", "kedip"]),
        question("CERITA", AnswerType::Text, &[]),
        old,
    ];
    lamps
}

fn sent(pairs: &[(&str, &[&str])]) -> Vec<(String, Vec<String>)> {
    let owned = |values: &[&str]| values.iter().map(|value| (*value).to_owned()).collect();
    pairs
        .iter()
        .map(|(code, values)| ((*code).to_owned(), owned(values)))
        .collect()
}

fn check(pairs: &[(&str, &[&str])]) -> Result<Answers, Vec<(String, AnswerFault)>> {
    let faults = |errors: Vec<AnswerError>| {
        let errors = errors.into_iter();
        errors.map(|error| (error.code, error.fault)).collect()
    };
    Answers::check(&lamps(), &sent(pairs), Asking::Now, Zone::Wib).map_err(faults)
}

fn value(pairs: &[(&str, &[&str])], code: &str) -> Vec<String> {
    let answers = check(pairs).unwrap().answers;
    let answer = answers.into_iter().find(|answer| answer.code == code);
    answer.unwrap().values
}

#[test]
fn right_answers_are_kept_with_their_questions() {
    let answers = check(&[
        ("GEJALA", &["mati", "kedip", "mati"]),
        ("TIANG", &[" PJU-07 "]),
        ("WARNA", &["putih"]),
        ("TINGGI", &["7,5"]),
    ]);
    let answers = answers.unwrap();
    let codes: Vec<_> = answers.answers.iter().map(|a| a.code.as_str()).collect();
    assert_eq!(codes, ["TIANG", "TINGGI", "WARNA", "GEJALA"], "as asked");
    let first = answers.answers.first().unwrap();
    assert_eq!(
        (first.label.as_str(), first.shown(), first.public),
        ("Apa TIANG?", &["PJU-07".to_owned()][..], true)
    );
    let last = answers.answers.last().unwrap();
    assert_eq!(last.values, ["mati", "kedip"]);
    assert_eq!(last.shown(), ["Pilihan mati", "Pilihan kedip"]);
    assert!(answers.has(kit::POTHOLES, "WARNA") && !answers.has(kit::POTHOLES, "SEJAK"));
    assert_eq!(Answers::of_words(&answers.to_words()), answers);
}

#[test]
fn every_wrong_answer_is_named() {
    let wrong = check(&[
        ("TINGGI", &["tujuh"]),
        ("SEJAK", &["kemarin"]),
        ("WARNA", &["putih", "kuning"]),
        ("GEJALA", &["meledak"]),
        ("CERITA", &[&"a".repeat(LONGEST_TEXT + 1)]),
        ("BACA", &["sudah"]),
        ("LAMA", &["x"]),
        ("LAIN", &["x"]),
    ]);
    let wrong = wrong.unwrap_err();
    let wrong: Vec<_> = wrong
        .iter()
        .map(|(code, it)| (code.as_str(), *it))
        .collect();
    assert_eq!(
        wrong,
        [
            ("BACA", AnswerFault::Unknown),
            ("LAMA", AnswerFault::Unknown),
            ("LAIN", AnswerFault::Unknown),
            ("TIANG", AnswerFault::Required),
            ("TINGGI", AnswerFault::NotANumber),
            ("SEJAK", AnswerFault::NotADate),
            ("WARNA", AnswerFault::Several),
            ("GEJALA", AnswerFault::NotOffered),
            ("CERITA", AnswerFault::TooLong),
        ]
    );
    for word in ["inf", "nan", "1e999", "0x10", "--1", "1 000"] {
        let wrong = check(&[("TIANG", &["1"]), ("TINGGI", &[word])]);
        let expected = vec![("TINGGI".to_owned(), AnswerFault::NotANumber)];
        assert_eq!(wrong, Err(expected), "{word}");
    }
}

#[test]
fn whoever_writes_for_others_is_not_asked_to_know() {
    let lacking = Answers::check(&lamps(), &[], Asking::OnBehalf, Zone::Wib).unwrap();
    assert!(lacking.is_empty() && lacking.to_words().is_empty());
    let wrong = sent(&[("TINGGI", &["tujuh"])]);
    assert!(Answers::check(&lamps(), &wrong, Asking::OnBehalf, Zone::Wib).is_err());
}

#[test]
fn moments_are_kept_in_the_zone_of_the_body() {
    let since = |text: &str| value(&[("TIANG", &["1"]), ("SEJAK", &[text])], "SEJAK");
    let ten = ["2026-01-31T10:00:00+07:00"];
    assert_eq!(since("2026-01-31T10:00"), ten);
    assert_eq!(since("2026-01-31T03:00:00Z"), ten);
    assert_eq!(since("2026-01-31T11:00:00+08:00"), ten);
    assert_eq!(since("2026-01-31"), ["2026-01-31T00:00:00+07:00"]);
    for text in ["2026-02-30", "31-01-2026", "0001-01-01", "9999-12-31T23:59"] {
        let wrong = check(&[("TIANG", &["1"]), ("SEJAK", &[text])]);
        assert!(wrong.is_err(), "{text}");
    }
}

#[test]
fn what_cannot_be_read_is_no_answer() {
    for words in ["", "{", "[]", r#"{"answers":7}"#] {
        assert!(Answers::of_words(words).is_empty(), "{words}");
    }
}

proptest! {
    /// Whatever comes, nothing panics, and what is taken is of the questions that are asked.
    #[test]
    fn whatever_is_sent(pairs in proptest::collection::vec(
        (prop_oneof!["TIANG", "TINGGI", "SEJAK", "WARNA", "GEJALA", ".{0,8}"],
        proptest::collection::vec(prop_oneof![".{0,40}", "[0-9+:TZ.,-]{0,30}", "mati|putih"], 0..4)), 0..8,
    )) {
        let lamps = lamps();
        if let Ok(answers) = Answers::check(&lamps, &pairs, Asking::OnBehalf, Zone::Wit) {
            for answer in &answers.answers {
                prop_assert!(lamps.asked().any(|question| question.code == answer.code));
                prop_assert!(!answer.values.is_empty());
            }
            // What was taken is taken again.
            let again: Vec<_> = answers.answers.iter().map(|it| (it.code.clone(), it.values.clone())).collect();
            prop_assert_eq!(Answers::check(&lamps, &again, Asking::OnBehalf, Zone::Wit), Ok(answers));
        }
    }
}
