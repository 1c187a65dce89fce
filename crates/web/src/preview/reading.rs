//! Samples of own views, released reports, figures and rules.

use super::parts::{cards, clock, either, event, history, photos, villages};
use super::{Sample, layout};
use crate::i18n::I18n;
use crate::layout::Nav;
use crate::view::data::{Column, DataPage, EditionRow, FileLink, Year};
use crate::view::follow::{FollowLinkPage, FollowPage, Standing, Wish};
use crate::view::forms::{Choice, ChoiceGroup, Errors};
use crate::view::own::{Actions, Answer, AnswerStanding, Fact, OwnPage, Privacy, Why, Withdraw};
use crate::view::parts::{Chip, ClockStanding, Pager, Step};
use crate::view::released::{Links, ListFilters, ReleasedListPage, ReleasedPage};
use crate::view::words::{ArchiveWord, EventWord, OutcomeWord, StateWord, Turn};

pub(super) fn samples(i18n: I18n) -> Vec<Sample> {
    let mut all = own_views(i18n);
    all.extend(released(i18n));
    all.extend(following(i18n));
    all
}

fn facts(i18n: I18n) -> Vec<Fact> {
    let fact = |label: String, value: &str| Fact {
        label,
        value: value.into(),
    };
    vec![
        fact(i18n.t("released-category"), "Penerangan jalan"),
        fact(i18n.t("released-village"), "Langkai, Pahandut"),
        fact(i18n.t("stats-by-unit"), "Dinas Perhubungan"),
    ]
}

fn answer(i18n: I18n, outcome: &str) -> Answer {
    Answer {
        standing: if outcome.is_empty() {
            AnswerStanding::Interim
        } else {
            AnswerStanding::Final
        },
        from: "Dinas Perhubungan".into(),
        at: either(i18n, "19 Agustus 2025 pukul 09.30\u{a0}WIB", "19 August 2025, 09:30\u{a0}WIB"),
        text: "Kabel yang putus sudah diganti dan semua lampu dari pasar sampai simpang empat menyala \
               lagi sejak kemarin malam. Terima kasih sudah memberi tahu."
            .into(),
        outcome: outcome.into(),
        photos: photos(i18n),
    }
}

fn own(i18n: I18n) -> OwnPage {
    OwnPage {
        l: layout(i18n, Nav::Track, "/laporan-saya/280104719364")
            .private()
            .with_scripts(OwnPage::SCRIPTS),
        href: "/laporan-saya/280104719364".into(),
        number: "2801 0471 9364".into(),
        title: "Lampu jalan padam sepanjang dua ratus meter".into(),
        chip: Chip::of(&i18n, &StateWord::InProcess),
        steps: Step::way(&i18n, 2, "Dinas Perhubungan"),
        turn: Turn::Unit("Dinas Perhubungan".into()),
        where_now: either(
            i18n,
            "Laporan Anda ada di Dinas Perhubungan. Mereka sudah memberi jawaban sementara dan sedang mengerjakannya.",
            "Your report is with Dinas Perhubungan. They have given an interim answer and are working on it.",
        ),
        clocks: vec![clock(i18n, ClockStanding::Running, "clock-resolution")],
        why: None,
        answer: Some(answer(i18n, "")),
        facts: facts(i18n),
        text:
            "Sejak Senin malam lampu jalan di depan pasar mati semua.\nSudah ada yang tersandung."
                .into(),
        public_text: "Sejak Senin malam lampu jalan di depan pasar mati semua.".into(),
        photos: photos(i18n),
        timeline: history(i18n),
        actions: Actions {
            add: true,
            withdraw: Some(Withdraw::Ends),
            privacy: Some(Privacy::default()),
            reopen_days: 30,
            object_days: 30,
            ..Actions::default()
        },
        seen_by: vec![
            either(
                i18n,
                "Umum: versi yang sudah diperiksa, tanpa nama.",
                "The public: the checked version, without a name.",
            ),
            either(
                i18n,
                "Dinas Perhubungan: sapaan Anda, tanpa kontak.",
                "Dinas Perhubungan: how to address you, no contact.",
            ),
        ],
        access_log: Vec::new(),
        errors: Errors::default(),
        handed_back: String::new(),
        form_key: "0123456789abcdef0123456789abcdef".into(),
    }
}

fn own_views(i18n: I18n) -> Vec<Sample> {
    let base = own(i18n);
    let held = OwnPage {
        chip: Chip::of(&i18n, &StateWord::OnHold),
        turn: Turn::You,
        where_now: either(
            i18n,
            "Penanganan berhenti sementara sampai Anda membalas.",
            "Handling pauses until you reply.",
        ),
        clocks: vec![
            clock(i18n, ClockStanding::Running, "clock-hold-expiry"),
            clock(i18n, ClockStanding::Held, "clock-resolution"),
        ],
        why: Some(Why {
            heading: either(i18n, "Petugas bertanya", "An officer asks"),
            text: "Lampu yang mana tepatnya: sisi pasar atau sisi sekolah?".into(),
            advice: either(
                i18n,
                "Balas di bawah; kalau tidak, laporan diarsipkan setelah tanggal itu.",
                "Reply below; otherwise the report is archived after that date.",
            ),
        }),
        answer: None,
        actions: Actions {
            reply: true,
            ..base.actions.clone()
        },
        ..base.clone()
    };
    let proposed = OwnPage {
        chip: Chip::of(&i18n, &StateWord::ClosureProposed),
        turn: Turn::You,
        clocks: vec![clock(i18n, ClockStanding::Running, "clock-auto-close")],
        answer: Some(answer(i18n, &i18n.t(OutcomeWord::Done.key()))),
        actions: Actions {
            reply: true,
            confirm: true,
            dispute: true,
            ..base.actions.clone()
        },
        errors: Errors::one(
            "dispute_reason",
            either(
                i18n,
                "Tulis apa yang belum beres.",
                "Write what is not settled.",
            ),
        ),
        ..base.clone()
    };
    let closed = OwnPage {
        chip: Chip::of(&i18n, &StateWord::Handled(OutcomeWord::Planned)),
        steps: Step::way(&i18n, 4, ""),
        turn: Turn::Nobody,
        clocks: Vec::new(),
        actions: Actions {
            rate: Some(4),
            reopen_until: Some(either(i18n, "20 September 2025", "20 September 2025")),
            ombudsman: true,
            privacy: Some(Privacy {
                anonymous: true,
                secret: true,
                no_identity: false,
            }),
            ..Actions::default()
        },
        access_log: vec![either(
            i18n,
            "20 Agustus 2025: koordinator, untuk menanyakan lokasi",
            "20 August 2025: coordinator, to ask for the place",
        )],
        ..base.clone()
    };
    let archived = OwnPage {
        chip: Chip::of(&i18n, &StateWord::Archived(ArchiveWord::OutOfScope)),
        turn: Turn::Nobody,
        clocks: Vec::new(),
        why: Some(Why {
            heading: either(i18n, "Mengapa diarsipkan", "Why it was archived"),
            text: "Sengketa ini sedang diperiksa pengadilan negeri, sehingga kantor kami tidak boleh memutuskan.".into(),
            advice: either(i18n, "Anda dapat meminta penjelasan di kepaniteraan pengadilan negeri.", "You can ask at the registry of the district court."),
        }),
        answer: None,
        timeline: vec![event(i18n, EventWord::Archived, i18n.t1("event-archived", "reason", i18n.t(ArchiveWord::OutOfScope.key())), "Koordinator", "")],
        actions: Actions {
            object_until: Some(either(i18n, "20 September 2025", "20 September 2025")),
            withdraw: Some(Withdraw::GoesOn),
            privacy: Some(Privacy { no_identity: true, ..Privacy::default() }),
            ombudsman: true,
            ..Actions::default()
        },
        ..base.clone()
    };
    vec![
        Sample::new("own", &base),
        Sample::new("own-held", &held),
        Sample::new("own-proposed", &proposed),
        Sample::new("own-closed", &closed),
        Sample::new("own-archived", &archived),
    ]
}

fn released(i18n: I18n) -> Vec<Sample> {
    let flat = |items: &[(&str, &str)]| {
        ChoiceGroup::flat(items.iter().map(|(v, l)| Choice::new(*v, *l)).collect())
    };
    let list = ReleasedListPage {
        l: layout(i18n, Nav::Released, "/laporan"),
        filters: ListFilters::default(),
        behind: Vec::new(),
        basis: Vec::new(),
        categories: flat(&[("pju", "Penerangan jalan"), ("sampah", "Kebersihan")]),
        villages: villages(),
        units: flat(&[
            ("dpupr", "Dinas Pekerjaan Umum"),
            ("dishub", "Dinas Perhubungan"),
        ]),
        follow: Links {
            atom: "/umpan/atom".into(),
            geojson: "/umpan/geojson".into(),
            page: "/ikuti".into(),
        },
        statuses: flat(&[
            ("handled", &i18n.t("word-handled")),
            ("in_process", &i18n.t("word-in-process")),
        ]),
        years: flat(&[("2025", "2025"), ("2024", "2024")]),
        reports: cards(i18n),
        pager: Pager {
            previous: None,
            next: Some("/laporan?before=x".into()),
        },
    };
    let none = ReleasedListPage {
        filters: ListFilters {
            q: "jembatan gantung".into(),
            year: "2024".into(),
            ..ListFilters::default()
        },
        reports: Vec::new(),
        pager: Pager::default(),
        ..list.clone()
    };
    let behind = ReleasedListPage {
        behind: vec![("from", "2023-07-01".into()), ("to", "2023-07-31".into())],
        basis: vec![
            i18n.t2("behind-days", "from", "1 Juli 2023", "to", "31 Juli 2023"),
            i18n.t1("behind-now", "asof", "31 Desember 2023 pukul 24.00 WIB"),
            i18n.t("behind-public"),
        ],
        ..list.clone()
    };
    let one = ReleasedPage {
        l: layout(i18n, Nav::Released, "/laporan/280104719364"),
        number: "2801 0471 9364".into(),
        title: "Lampu jalan padam sepanjang dua ratus meter".into(),
        chip: Chip::of(&i18n, &StateWord::Merged(Box::new(StateWord::InProcess))),
        steps: Step::way(&i18n, 2, "Dinas Perhubungan"),
        where_now: i18n.t1("turn-unit", "unit", "Dinas Perhubungan"),
        clocks: vec![clock(i18n, ClockStanding::Late, "clock-resolution")],
        text: "Sejak Senin malam lampu jalan di depan pasar mati semua. Anak-anak yang pulang mengaji harus berjalan dalam gelap.".into(),
        reporter: "Warga".into(),
        facts: facts(i18n),
        photos: photos(i18n),
        answer: Some(answer(i18n, "")),
        timeline: history(i18n),
        endorsable: true,
        number_plain: "779235763889".to_owned(),
        followable: true,
        supporters: either(i18n, "12 orang melaporkan hal yang sama", "12 people report the same"),
    };
    vec![
        Sample::new("released", &list),
        Sample::new("released-none", &none),
        Sample::new("released-behind", &behind),
        Sample::new("report", &one),
    ]
}

fn following(i18n: I18n) -> Vec<Sample> {
    let flat = |items: &[(&str, &str)]| {
        ChoiceGroup::flat(items.iter().map(|(v, l)| Choice::new(*v, *l)).collect())
    };
    let list = FollowPage {
        l: layout(i18n, Nav::Released, "/ikuti?category=pju"),
        number: None,
        what: "Penerangan jalan, Menteng".into(),
        filters: ListFilters {
            category: "pju".into(),
            ..ListFilters::default()
        },
        categories: flat(&[("pju", "Penerangan jalan"), ("sampah", "Kebersihan")]),
        villages: villages(),
        units: flat(&[("dishub", "Dinas Perhubungan")]),
        links: Links {
            atom: "/umpan/atom?category=pju".into(),
            geojson: "/umpan/geojson?category=pju".into(),
            page: "/laporan?category=pju".into(),
        },
        wish: Some(Wish::default()),
        errors: Errors::default(),
    };
    let wrong = FollowPage {
        number: Some("779235763889".into()),
        what: "Lampu jalan padam".into(),
        wish: Some(Wish {
            email: "warga@".into(),
            is_partial: false,
        }),
        errors: Errors::one("email", i18n.t("field-email-shape")),
        ..list.clone()
    };
    let link = |standing| FollowLinkPage {
        l: layout(i18n, Nav::Other, "/ikuti/x").one_off(),
        standing,
        what: i18n.t1("follow-report", "number", "7792 3576 3889"),
        body: "Pemerintah Kota Contoh".into(),
        action: "/ikuti/x".into(),
    };
    let data = DataPage {
        l: layout(i18n, Nav::Statistics, "/data"),
        bodies: Vec::new(),
        editions: vec![EditionRow {
            name: i18n.t("open-data-rolling"),
            period: "1 September 2024 – 1 Agustus 2025".into(),
            reports: i18n.tn("data-rows", 3870),
            as_of: "1 Agustus 2025, 10.00 WIB".into(),
            files: ["csv", "json", "geojson", "parquet"]
                .map(|ending| FileLink {
                    path: format!("/data/terbuka/12-bulan/laporan.{ending}"),
                    label: ending.to_uppercase(),
                    size: "812 kB".into(),
                })
                .into(),
        }],
        open_columns: vec![Column {
            name: "received_from",
            meaning: "Hari pertama masa diterimanya laporan.".into(),
        }],
        years: [("2025", 1204), ("2024", 3871)]
            .map(|(year, reports)| Year {
                year: year.into(),
                reports: i18n.tn("data-rows", reports),
            })
            .into(),
        changed: "1 Agustus 2025, 10.00 WIB".into(),
        columns: vec![Column {
            name: "service_request_id",
            meaning: i18n.t("data-col-service-request-id"),
        }],
    };
    vec![
        Sample::new("follow", &list),
        Sample::new("follow-wrong", &wrong),
        Sample::new("follow-asked", &link(Standing::Asked)),
        Sample::new("follow-question", &link(Standing::Unconfirmed)),
        Sample::new("follow-begun", &link(Standing::Begun)),
        Sample::new("follow-following", &link(Standing::Following)),
        Sample::new("follow-ended", &link(Standing::Ended)),
        Sample::new("data", &data),
    ]
}
