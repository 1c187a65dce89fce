//! Samples of the way in: start page, form, receipt, tracking.

use lapor_domain::question::AnswerType;

use super::parts::{cards, clock, either, units, villages};
use super::{Sample, layout};
use crate::i18n::I18n;
use crate::layout::{Nav, Tone};
use crate::view::asked::QuestionField;
use crate::view::file::{FileLimits, FilePage, FileValues, Trouble};
use crate::view::forms::{Choice, ChoiceGroup, Errors};
use crate::view::home::{HomeFigures, HomePage, Promise};
use crate::view::parts::{Chip, ClockStanding, Step};
use crate::view::receipt::ReceiptPage;
use crate::view::track::{StatePage, TrackPage};
use crate::view::words::{StateWord, Turn};

pub(super) fn samples(i18n: I18n) -> Vec<Sample> {
    let mut all = vec![home(i18n), home_empty(i18n)];
    all.extend(forms(i18n));
    all.extend(receipts(i18n));
    all.extend(tracking(i18n));
    all
}

const PROMISE: Promise = Promise {
    verify: 3,
    first_answer: 5,
    resolve: 14,
    respond: 10,
};

fn home(i18n: I18n) -> Sample {
    let figures = HomeFigures {
        period: either(
            i18n,
            "1 Januari sampai 31 Desember 2023",
            "1 January to 31 December 2023",
        ),
        received: "606".into(),
        handled: "589".into(),
        in_process: "12".into(),
        not_followed_up: "5".into(),
    };
    Sample::new(
        "home",
        &HomePage {
            l: layout(i18n, Nav::Home, "/"),
            bodies: Vec::new(),
            promise: PROMISE,
            figures: Some(figures),
            latest: cards(i18n),
        },
    )
}

fn home_empty(i18n: I18n) -> Sample {
    let mut l = layout(i18n, Nav::Home, "/").with_notice(Tone::Done, i18n.t("receipt-copied"));
    l.site.demo = true;
    Sample::new(
        "home-empty",
        &HomePage {
            l,
            bodies: vec![
                Choice::new("/b/palangkaraya", "Kota Palangka Raya"),
                Choice::new("/b/kalteng", "Provinsi Kalimantan Tengah"),
            ],
            promise: PROMISE,
            figures: None,
            latest: Vec::new(),
        },
    )
}

fn form(i18n: I18n) -> FilePage {
    FilePage {
        l: layout(i18n, Nav::File, "/lapor").with_scripts(FilePage::SCRIPTS),
        errors: Errors::default(),
        trouble: None,
        photos_lost: false,
        similar: None,
        form_key: "0123456789abcdef0123456789abcdef".into(),
        values: FileValues::default(),
        has_deciders: true,
        villages: villages(),
        units: units(),
        categories: Vec::new(),
        has_questions: false,
        asked: String::new(),
        questions: Vec::new(),
        asking: false,
        limits: FileLimits {
            text: 10_000,
            photos: 5,
            photo_mb: 10,
            today: "2025-08-21".into(),
        },
    }
}

/// Sent before its questions were shown, then with mistakes: one question of each kind.
fn asked(i18n: I18n) -> FilePage {
    let choices = |all: &[(&str, &str)]| {
        all.iter()
            .map(|(key, name)| Choice::new(*key, *name))
            .collect()
    };
    let question = |code: &str, label: &str, kind| QuestionField {
        name: format!("answer-{code}"),
        label: label.to_owned(),
        hint: String::new(),
        kind,
        takes_answer: true,
        choices: Vec::new(),
        required: false,
        public: false,
        values: Vec::new(),
        time_name: format!("jam-{code}"),
        time: String::new(),
    };
    let mut words = question(
        "awas",
        "Jangan sentuh tiang yang berdengung.",
        AnswerType::Line,
    );
    words.takes_answer = false;
    let mut state = question("keadaan", "Bagaimana keadaan lampunya?", AnswerType::OneOf);
    (state.required, state.public) = (true, true);
    state.choices = choices(&[("mati", "Mati"), ("berkedip", "Berkedip")]);
    let mut pole = question("tiang", "Berapa nomor tiangnya?", AnswerType::Line);
    pole.hint.push_str("Tertulis pada pelat di batang tiang.");
    let mut harm = question("akibat", "Apa akibatnya?", AnswerType::SeveralOf);
    harm.choices = choices(&[("gelap", "Jalan gelap"), ("celaka", "Ada kecelakaan")]);
    harm.values = vec!["gelap".to_owned()];
    let questions = vec![
        words,
        state,
        pole,
        harm,
        question("lampu", "Berapa lampu yang mati?", AnswerType::Number),
        question("sejak", "Sejak kapan?", AnswerType::Moment),
        question("lain", "Hal lain tentang lampunya", AnswerType::Text),
    ];
    let error = i18n.t1("answer-required", "question", "Bagaimana keadaan lampunya?");
    FilePage {
        values: FileValues {
            text: "Lampu jalan di depan pasar mati.".into(),
            category: "lampu".into(),
            ..FileValues::default()
        },
        categories: ChoiceGroup::flat(vec![Choice::new("lampu", "Lampu jalan")]),
        has_questions: true,
        asked: "Lampu jalan".into(),
        questions,
        asking: true,
        errors: Errors::one("answer-keadaan", error),
        ..form(i18n)
    }
}

fn forms(i18n: I18n) -> Vec<Sample> {
    let values = FileValues {
        text: "Lampu jalan di depan pasar mati.".into(),
        kind: "complaint".into(),
        village: "62.71.01.1003".into(),
        lat: "abc".into(),
        unit: "pupr".into(),
        phone: "08-bukan-nomor".into(),
        identity: "none".into(),
        secret: true,
        ..FileValues::default()
    };
    let mut errors = Errors::default();
    errors.push(
        "text",
        either(
            i18n,
            "Ceritakan sedikit lebih banyak: di mana dan sejak kapan?",
            "Tell a little more: where and since when?",
        ),
    );
    errors.push(
        "lat",
        either(
            i18n,
            "Lintang berupa angka, misalnya -2,2096.",
            "Latitude is a number, for example -2.2096.",
        ),
    );
    errors.push(
        "photos",
        either(
            i18n,
            "foto.pdf bukan gambar. Kirim JPEG, PNG, atau WebP.",
            "foto.pdf is no picture. Send JPEG, PNG or WebP.",
        ),
    );
    errors.push(
        "phone",
        either(
            i18n,
            "Nomor telepon berupa angka, misalnya 0812 3456 7890.",
            "A telephone number has digits, for example 0812 3456 7890.",
        ),
    );
    let wrong = FilePage {
        errors,
        photos_lost: true,
        values: FileValues {
            identity: "anonymous".into(),
            ..values.clone()
        },
        ..form(i18n)
    };
    let stale = FilePage {
        trouble: Some(Trouble::Stale),
        photos_lost: true,
        values,
        units: Vec::new(),
        ..form(i18n)
    };
    let down = FilePage {
        trouble: Some(Trouble::Unavailable),
        ..form(i18n)
    };
    let many = FilePage {
        trouble: Some(Trouble::TooMany),
        ..form(i18n)
    };
    let changed = FilePage {
        trouble: Some(Trouble::Changed),
        ..form(i18n)
    };
    vec![
        Sample::new("file", &form(i18n)),
        Sample::new("file-errors", &wrong),
        Sample::new("file-stale", &stale),
        Sample::new("file-unavailable", &down),
        Sample::new("file-too-many", &many),
        Sample::new("file-changed", &changed),
        Sample::new("file-questions", &asked(i18n)),
    ]
}

fn receipts(i18n: I18n) -> Vec<Sample> {
    let words = [
        "sungai", "kancil", "payung", "rotan", "embun", "layar", "jagung", "perahu",
    ];
    let page = ReceiptPage {
        l: layout(i18n, Nav::File, "/lapor")
            .one_off()
            .with_scripts(ReceiptPage::SCRIPTS),
        number: "2801 0471 9364".into(),
        phrase: words.map(str::to_owned).to_vec(),
        received: either(
            i18n,
            "17 Agustus 2025 pukul 20.15\u{a0}WIB",
            "17 August 2025, 20:15\u{a0}WIB",
        ),
        clock: clock(i18n, ClockStanding::Running, "clock-verification"),
        no_identity: false,
        joined: None,
        number_opens_nothing: false,
        track_address: "lapor.example.go.id/lacak".into(),
        for_other: false,
    };
    let nameless = ReceiptPage {
        no_identity: true,
        number_opens_nothing: true,
        ..page.clone()
    };
    let joined = ReceiptPage {
        joined: Some(true),
        ..page.clone()
    };
    vec![
        Sample::new("receipt", &page),
        Sample::new("receipt-no-identity", &nameless),
        Sample::new("receipt-joined", &joined),
    ]
}

fn tracking(i18n: I18n) -> Vec<Sample> {
    let l = || layout(i18n, Nav::Track, "/lacak");
    let plain = TrackPage {
        l: l(),
        errors: Errors::default(),
        number: String::new(),
    };
    let mut errors = Errors::one("phrase", i18n.t("track-phrase-unknown"));
    errors.push("number", i18n.t("track-number-wrong"));
    let wrong = TrackPage {
        l: l(),
        errors,
        number: "280104719365".into(),
    };
    let state = StatePage {
        l: l().private(),
        number: "2801 0471 9364".into(),
        chip: Chip::of(&i18n, &StateWord::NotFollowedUp),
        steps: Step::way(&i18n, 1, "Dinas Perhubungan"),
        turn: Turn::Unit("Dinas Perhubungan".into()),
        clocks: vec![
            clock(i18n, ClockStanding::Late, "clock-first-follow-up"),
            clock(i18n, ClockStanding::Running, "clock-resolution"),
        ],
        received: either(i18n, "17 Agustus 2025", "17 August 2025"),
        ways: vec![i18n.t("state-ombudsman")],
    };
    vec![
        Sample::new("track", &plain),
        Sample::new("track-errors", &wrong),
        Sample::new("state", &state),
    ]
}
