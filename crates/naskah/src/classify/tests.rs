//! The classifier as a whole, on invented reports.
#![expect(clippy::unwrap_used, reason = "tests")]

use super::evaluate::{Row, Split};
use super::*;
use proptest::prelude::*;

const LAMP: &str = "Dinas Perhubungan";
const ROAD: &str = "Dinas Pekerjaan Umum";
const WASTE: &str = "Dinas Lingkungan Hidup";
const CARD: &str = "Dinas Kependudukan";

/// Sentences of four matters, put together so that no two reports are the same.
fn invented(number: usize) -> (String, &'static str) {
    const PLACES: [&str; 7] = [
        "depan pasar",
        "dekat sekolah",
        "belakang masjid",
        "gang mawar",
        "perumahan melati",
        "simpang empat",
        "tepi sungai",
    ];
    const MATTERS: [(&str, &str, &[&str]); 4] = [
        (
            "lampu penerangan jalan umum padam",
            LAMP,
            &["gelap setiap malam", "pju mati total", "tiang lampu miring"],
        ),
        (
            "jalan berlubang dan aspal rusak",
            ROAD,
            &[
                "pengendara jatuh",
                "lubang makin dalam",
                "drainase tersumbat",
            ],
        ),
        (
            "sampah menumpuk berbau busuk",
            WASTE,
            &["truk sampah jarang datang", "tps penuh", "pohon tumbang"],
        ),
        (
            "pengurusan ktp dan kartu keluarga lama",
            CARD,
            &[
                "antre blanko ktp",
                "akta kelahiran tertunda",
                "nik salah ketik",
            ],
        ),
    ];
    let (matter, label, details) = MATTERS[number % 4];
    let text = format!(
        "{matter} {} {}, mohon ditindaklanjuti",
        PLACES[number / 4 % 7],
        details[number / 28 % 3]
    );
    (text, label)
}

fn corpus(reports: usize) -> Vec<(Features, &'static str)> {
    let of = |number| {
        let (text, label) = invented(number);
        (Features::of(&text, Facets::default()), label)
    };
    (0..reports).map(of).collect()
}

fn trained() -> Classifier {
    let corpus = corpus(168);
    let examples: Vec<_> = corpus
        .iter()
        .map(|(features, label)| Example { features, label })
        .collect();
    Classifier::train(&examples)
}

fn ask(model: &Classifier, text: &str) -> (String, f32, Option<Abstention>) {
    let features = Features::of(text, Facets::default());
    let proposal = model.propose(&features);
    let first = proposal.first().unwrap();
    (
        first.label.to_owned(),
        first.probability,
        proposal.abstention(),
    )
}

#[test]
fn it_learns_and_knows_what_it_does_not_know() {
    let model = trained();
    assert_eq!(ask(&model, "lampu pju di jalan kami padam").0, LAMP);
    assert_eq!(ask(&model, "SAMPAAAH bertumpuk, tps penuh!!").0, WASTE);
    assert_eq!(ask(&model, "").2, Some(Abstention::TooShort));
    assert_eq!(ask(&model, "🚧🕳️😡").2, Some(Abstention::TooShort));
    assert_eq!(ask(&model, "sampah").2, Some(Abstention::TooShort));
    let english = ask(
        &model,
        "The street light in front of my house has been broken since last Monday evening",
    );
    assert_eq!(english.2, Some(Abstention::Unread));
    assert!(english.1 < 0.7, "{english:?}");
    let dayak = ask(
        &model,
        "ikei manyahukan ampin danum sungei je dia tau ihapan awi uluh lewu",
    );
    assert_eq!(dayak.2, Some(Abstention::Unread));
    assert_eq!(
        Classifier::new()
            .propose(&Features::of("lampu padam", Facets::default()))
            .abstention(),
        Some(Abstention::Untaught)
    );
}

#[test]
fn probabilities_sum_to_one_and_are_in_order() {
    let model = trained();
    let features = Features::of("jalan rusak dan lampu padam", Facets::default());
    let proposal = model.propose(&features);
    let sum: f32 = proposal
        .ranked()
        .iter()
        .map(|ranked| ranked.probability)
        .sum();
    assert!((sum - 1.0).abs() < 1e-5);
    assert!(
        proposal
            .ranked()
            .is_sorted_by(|one, next| one.probability >= next.probability)
    );
    assert_eq!((proposal.top(3).len(), proposal.top(99).len()), (3, 4));
}

#[test]
fn the_next_report_of_a_corrected_kind_is_proposed_right() {
    let mut model = trained();
    let kind = [
        "kucing liar masuk kandang ayam warga",
        "kucing liar berkeliaran di kandang",
        "kandang warga diserang kucing liar",
    ];
    let features: Vec<_> = kind
        .iter()
        .map(|text| Features::of(text, Facets::default()))
        .collect();
    for known in &features[..2] {
        for _ in 0..5 {
            model.learn(known, "Dinas Peternakan");
        }
    }
    assert_eq!(
        model.propose(&features[2]).first().unwrap().label,
        "Dinas Peternakan"
    );
    assert_eq!(ask(&model, "lampu pju di jalan kami padam").0, LAMP);
}

#[test]
fn a_refusal_makes_the_label_less_likely() {
    let mut model = trained();
    let features = Features::of("pohon tumbang menimpa tiang lampu", Facets::default());
    let first = model.propose(&features).first().unwrap().label.to_owned();
    let chance = |model: &Classifier| {
        let proposal = model.propose(&features);
        proposal
            .ranked()
            .iter()
            .find(|ranked| ranked.label == first)
            .unwrap()
            .probability
    };
    let before = chance(&model);
    for _ in 0..3 {
        model.unlearn(&features, &first);
    }
    assert!(chance(&model) < before);
    model.unlearn(&features, "never heard of");
    model.unlearn(&Features::of("", Facets::default()), &first);
}

#[test]
fn naming_a_unit_over_and_over_does_not_get_past() {
    // Real reporters do name units: let the name be a strong word of its label.
    let mut corpus = corpus(168);
    for number in 0..20 {
        let text = format!("yth dinas kependudukan, {}", invented(number * 4 + 3).0);
        corpus.push((Features::of(&text, Facets::default()), CARD));
    }
    let examples: Vec<_> = corpus
        .iter()
        .map(|(features, label)| Example { features, label })
        .collect();
    let model = Classifier::train(&examples);
    let report =
        "jalan berlubang dan aspal rusak dekat sekolah, pengendara jatuh, lubang makin dalam";
    assert_eq!(ask(&model, report).0, ROAD);
    let chance = |text: &str| {
        let features = Features::of(text, Facets::default());
        let proposal = model.propose(&features);
        proposal
            .ranked()
            .iter()
            .find(|ranked| ranked.label == CARD)
            .unwrap()
            .probability
    };
    let few = chance(&format!("{report} {}", "dinas kependudukan ".repeat(4)));
    let many = chance(&format!("{report} {}", "dinas kependudukan ".repeat(400)));
    assert!((many - few).abs() < 0.02, "{few} {many}");
    assert!(many < 0.8, "{many}");
}

#[test]
fn reasons_are_words_of_the_report_that_many_used_and_never_names_or_numbers() {
    let model = trained();
    let text =
        "nama Melati Simpang, nik 6271000000000001, lampu padam di gang kenanga, kata pak Mawar";
    let features = Features::of(text, Facets::default());
    let reasons = model.explain(&features, LAMP, 5);
    let words: Vec<_> = reasons.iter().map(|reason| reason.word.as_str()).collect();
    assert!(
        words.contains(&"lampu") && words.contains(&"padam"),
        "{reasons:?}"
    );
    assert!(reasons[0].weight > 0.0);
    assert!(!words.iter().any(
        |word| ["melati", "simpang", "mawar", "kenanga"].contains(word) || word.contains('6')
    ));
    let against = model.explain(&features, CARD, 5);
    assert!(
        against
            .iter()
            .any(|reason| reason.word == "lampu" && reason.weight < 0.0),
        "{against:?}"
    );
    assert!(model.explain(&features, "never heard of", 5).is_empty());
}

#[test]
fn region_and_channel_speak_too() {
    let mut model = trained();
    let (text, north, south) = ("pohon di tepi jalan", "62.71.01", "62.71.03");
    let of = |region| {
        Features::of(
            text,
            Facets {
                region: Some(region),
                channel: Some("sms"),
            },
        )
    };
    for _ in 0..30 {
        model.learn(&of(north), "Kelurahan Utara");
        model.learn(&of(south), "Kelurahan Selatan");
    }
    assert_eq!(
        model.propose(&of(north)).first().unwrap().label,
        "Kelurahan Utara"
    );
    assert_eq!(
        model.propose(&of(south)).first().unwrap().label,
        "Kelurahan Selatan"
    );
}

#[test]
fn bytes_give_the_same_answers_and_damage_is_found() {
    let mut model = trained();
    model.learn(
        &Features::of("kolam renang umum kotor", Facets::default()),
        "Dinas Pemuda",
    );
    let bytes = model.to_bytes();
    assert_eq!(bytes, model.clone().to_bytes());
    assert!(bytes.len() < 1_000_000);
    let again = Classifier::from_bytes(&bytes).unwrap();
    assert_eq!(
        (again.labels(), again.reports(), again.calibration()),
        (model.labels(), model.reports(), model.calibration())
    );
    for number in 0..40 {
        let (text, _) = invented(number * 3);
        let ((one, sure, _), (other, as_sure, _)) = (ask(&model, &text), ask(&again, &text));
        assert_eq!(one, other);
        assert!((sure - as_sure).abs() < 0.02, "{sure} {as_sure}");
    }
    assert_eq!(
        Classifier::from_bytes(&again.to_bytes())
            .unwrap()
            .to_bytes(),
        again.to_bytes()
    );
    assert_eq!(
        Classifier::from_bytes(b"something else").unwrap_err(),
        ModelError::Foreign
    );
    assert_eq!(
        Classifier::from_bytes(&bytes[..bytes.len() / 2]).unwrap_err(),
        ModelError::Broken
    );
    let mut changed = bytes.clone();
    changed[bytes.len() / 3] ^= 4;
    assert_eq!(
        Classifier::from_bytes(&changed).unwrap_err(),
        ModelError::Broken
    );
}

#[test]
fn the_same_examples_give_the_same_bytes() {
    assert_eq!(trained().to_bytes(), trained().to_bytes());
}

#[test]
fn evaluation_counts_and_names_what_is_missing() {
    let texts: Vec<_> = (0..200).map(invented).collect();
    let split = |number: usize| {
        if number < 120 {
            Split::Train
        } else if number < 160 {
            Split::Val
        } else {
            Split::Test
        }
    };
    let rows: Vec<Row<'_>> = texts
        .iter()
        .zip(0..)
        .map(|((text, label), number)| Row {
            text,
            label,
            split: split(number),
            facets: Facets::default(),
            time: Some(number as i64),
        })
        .collect();
    let clock = || std::time::Duration::ZERO;
    let found = evaluate::evaluate(&rows, &clock).unwrap();
    assert_eq!(
        (found.measured, found.trained, found.figures.reports),
        (Split::Test, 160, 40)
    );
    assert!(
        found.figures.accuracy > 0.95 && found.figures.macro_f1 > 0.95,
        "{found:?}"
    );
    assert_eq!(found, evaluate::evaluate(&rows, &clock).unwrap());
    let without_test = evaluate::evaluate(&rows[..160], &clock).unwrap();
    assert_eq!(
        (without_test.measured, without_test.trained),
        (Split::Val, 120)
    );
    assert_eq!(
        evaluate::evaluate(&rows[..120], &clock),
        Err(evaluate::EvaluationError::NothingToMeasure)
    );
    assert_eq!(
        evaluate::evaluate(&rows[120..], &clock),
        Err(evaluate::EvaluationError::NothingToTrain)
    );
    assert_eq!(
        evaluate::evaluate(&[], &clock),
        Err(evaluate::EvaluationError::NothingToMeasure)
    );
    let how = |delay| evaluate::Online {
        delay,
        skip: 100,
        ..evaluate::Online::default()
    };
    let online = evaluate::online(&rows, how(evaluate::Delay::Seconds(5)));
    assert!(online.figures.accuracy > 0.9, "{online:?}");
    assert_eq!(
        online,
        evaluate::online(&rows, how(evaluate::Delay::Reports(4)))
    );
    let curve = evaluate::learning_curve(&rows, &[20, 100, 10_000]);
    assert_eq!(
        curve.iter().map(|point| point.trained).collect::<Vec<_>>(),
        [20, 100, 120]
    );
}

#[test]
fn long_texts_are_answered() {
    let model = trained();
    let long = "sampah menumpuk berbau ".repeat(5_000);
    assert_eq!(ask(&model, &long).0, WASTE);
    let noise: String = ('a'..='z').cycle().take(100_000).collect();
    ask(&model, &noise);
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(64))]

    #[test]
    fn any_text_gets_an_answer(text in ".{0,400}", label in ".{0,12}") {
        let mut model = trained_once().clone();
        let features = Features::of(&text, Facets { region: Some(&label), channel: None });
        prop_assert_eq!(&features, &Features::of(&text, Facets { region: Some(&label), channel: None }));
        model.learn(&features, &label);
        model.unlearn(&features, LAMP);
        let proposal = model.propose(&features);
        prop_assert!(proposal.ranked().iter().all(|ranked| ranked.probability.is_finite()));
        model.explain(&features, &label, 3);
    }

    #[test]
    fn any_bytes_are_a_model_or_an_error(bytes in prop::collection::vec(any::<u8>(), 0..300)) {
        let mut bytes = bytes;
        prop_assert!(Classifier::from_bytes(&bytes).is_err());
        bytes.splice(0..0, b"naskah-route-1\n".iter().copied());
        prop_assert!(Classifier::from_bytes(&bytes).is_err());
    }
}

/// Training takes a moment, and proptest asks often.
fn trained_once() -> &'static Classifier {
    static MODEL: std::sync::OnceLock<Classifier> = std::sync::OnceLock::new();
    MODEL.get_or_init(trained)
}
