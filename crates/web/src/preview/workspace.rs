//! Samples of signing in, and what all samples of officers' pages share.

use lapor_domain::words::{Priority, ReportType};

use super::{Sample, layout};
use crate::i18n::{I18n, Lang};
use crate::layout::{Layout, Nav};
use crate::view::forms::{Choice, ChoiceGroup};
use crate::workspace_view::commands::Target;
use crate::workspace_view::fields::{Choices, OwnerPicks};
use crate::workspace_view::frame::{Desk, Here, May};
use crate::workspace_view::sign_in::{SignInPage, SignInTrouble};
use crate::workspace_view::words::{self};

pub(super) const NUMBER: &str = "2801 0471 9364";
pub(super) const PARKING: &str = "Dinas Perhubungan";

pub(super) fn samples(i18n: I18n) -> Vec<Sample> {
    signing_in(i18n)
}

/// The Indonesian or the English text.
pub(super) fn either(i18n: I18n, id: &str, en: &str) -> String {
    if i18n.lang == Lang::Id { id } else { en }.to_owned()
}

pub(super) fn frame(i18n: I18n, path: &str) -> Layout {
    layout(i18n, Nav::Other, path)
        .private()
        .with_scripts(&["workspace.js"])
}

pub(super) fn desk(i18n: I18n, here: Here) -> Desk {
    Desk {
        officer: "Petugas Contoh".into(),
        role: format!(
            "{}, Kota Palangka Raya",
            words::role(&i18n, lapor_domain::words::Role::Coordinator)
        ),
        here,
        csrf: "contoh".into(),
        may: May {
            inbox: true,
            access: false,
            file: true,
            statistics: true,
            documents: true,
            routing: true,
            plans: true,
            raises: true,
            admin: true,
            jobs: true,
        },
    }
}

pub(super) fn units() -> Vec<ChoiceGroup> {
    vec![
        ChoiceGroup {
            label: "Dinas".into(),
            options: vec![
                Choice::new("dinas-perhubungan", PARKING),
                Choice::new("dinas-lingkungan-hidup", "Dinas Lingkungan Hidup"),
                Choice::new(
                    "dinas-pekerjaan-umum",
                    "Dinas Pekerjaan Umum dan Penataan Ruang",
                ),
            ],
        },
        ChoiceGroup {
            label: "Kecamatan".into(),
            options: vec![Choice::new("kecamatan-pahandut", "Kecamatan Pahandut")],
        },
    ]
}

pub(super) fn categories() -> Vec<ChoiceGroup> {
    vec![ChoiceGroup {
        label: "Infrastruktur".into(),
        options: vec![
            Choice::new("penerangan-jalan", "Penerangan jalan"),
            Choice::new("jalan-rusak", "Jalan rusak"),
        ],
    }]
}

pub(super) fn regions() -> Vec<ChoiceGroup> {
    vec![ChoiceGroup {
        label: "Pahandut".into(),
        options: vec![
            Choice::new("62.71.01.1001", "Pahandut"),
            Choice::new("62.71.01.1003", "Langkai"),
        ],
    }]
}

fn signing_in(i18n: I18n) -> Vec<Sample> {
    let page = |trouble| SignInPage {
        l: layout(i18n, Nav::Other, "/masuk").private(),
        d: Desk {
            csrf: "contoh".into(),
            ..Desk::default()
        },
        login: if trouble == Some(SignInTrouble::Wrong) {
            "koordinator"
        } else {
            ""
        }
        .into(),
        next: "/ruang".into(),
        trouble,
    };
    vec![
        Sample::new("masuk", &page(None)),
        Sample::new("masuk-salah", &page(Some(SignInTrouble::Wrong))),
        Sample::new("masuk-berakhir", &page(Some(SignInTrouble::Ended))),
        Sample::new("masuk-keluar", &page(Some(SignInTrouble::SignedOut))),
        Sample::new("masuk-tunggu", &page(Some(SignInTrouble::Throttled(95)))),
    ]
}

pub(super) fn target() -> Target {
    Target {
        number: "280104719364".into(),
        seq: 7,
        base: String::new(),
    }
}

pub(super) fn choices() -> Choices {
    Choices {
        picks: None,
        masked: Vec::new(),
        bodies: ChoiceGroup::flat(vec![
            Choice::new("kalteng", "Provinsi Kalimantan Tengah"),
            Choice::new("desk", "Meja Nasional"),
        ]),
        units: units(),
        ppid: units(),
        below: units(),
        supports: vec![Choice::new("kecamatan-pahandut", "Kecamatan Pahandut")],
        people: ChoiceGroup::flat(vec![Choice::new("a", "Petugas Lapangan Contoh")]),
        officers: ChoiceGroup::flat(vec![Choice::new("c", "Petugas Contoh")]),
        seconds: ChoiceGroup::flat(vec![Choice::new("b", "Koordinator Kedua Contoh")]),
        categories: categories(),
        reasons: Vec::new(),
        category: "penerangan-jalan".into(),
        lead: "dinas-perhubungan".into(),
        report_type: Some(ReportType::Complaint),
        supervisory: None,
        title: "Lampu jalan padam sepanjang dua ratus meter".into(),
        text: TEXT.into(),
        findings: vec!["nomor telepon: 0812 0000 0000".into()],
        settled_findings: Vec::new(),
        said_findings: Vec::new(),
        told: Vec::new(),
        owner_units: OwnerPicks::default(),
        owner_bodies: OwnerPicks::default(),
        rahasia: false,
        anonim: false,
        extension_asked: String::new(),
        priority: Some(Priority::Normal),
        public_place: true,
        today: "2025-08-19".into(),
    }
}

pub(super) const TEXT: &str = "Sejak Senin malam lampu jalan di depan pasar mati semua. Anak-anak yang pulang mengaji harus \
                    berjalan dalam gelap dan sudah ada yang tersandung lubang di trotoar.\nKalau perlu hubungi \
                    saya di 0812 0000 0000.";
pub(super) const MASKED: &str = "Sejak Senin malam lampu jalan di depan pasar mati semua. Anak-anak yang pulang mengaji harus \
                      berjalan dalam gelap dan sudah ada yang tersandung lubang di trotoar.\nKalau perlu hubungi \
                      saya di [nomor telepon].";
