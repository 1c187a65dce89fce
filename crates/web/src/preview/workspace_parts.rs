//! Invented parts of a report: clocks, history, photos.

use super::workspace::{PARKING, either};
use crate::i18n::I18n;
use crate::view::parts::{Chip, ChipKind, ClockDay, ClockExplain, ClockLine, ClockStanding, Photo};
use crate::workspace_view::report::{ClockRow, code_fact, fact};
use crate::workspace_view::timeline::{LogItem, Reach};
use crate::workspace_view::words::{self};

pub(super) fn clock(i18n: I18n, standing: ClockStanding, key: &str) -> ClockLine {
    let day = |id: &str, en: &str, word: String| ClockDay {
        date: either(i18n, id, en),
        word,
    };
    ClockLine {
        standing,
        name: i18n.t(key),
        due: i18n.t1(
            "clock-by",
            "due",
            either(
                i18n,
                "Kamis, 21 Agustus 2025 pukul 23.59\u{a0}WIB",
                "Thursday, 21 August 2025, 23:59\u{a0}WIB",
            ),
        ),
        remaining: if standing == ClockStanding::Late {
            i18n.tn("clock-over", 2)
        } else {
            i18n.tn("clock-left", 4)
        },
        explain: ClockExplain {
            summary: either(
                i18n,
                "3 hari kerja sejak Minggu, 17 Agustus 2025.",
                "3 working days from Sunday, 17 August 2025.",
            ),
            days: vec![
                day(
                    "Senin, 18 Agustus 2025",
                    "Monday, 18 August 2025",
                    either(i18n, "libur: cuti bersama", "free: collective leave"),
                ),
                day(
                    "Selasa, 19 Agustus 2025",
                    "Tuesday, 19 August 2025",
                    either(i18n, "hari ke-1", "day 1"),
                ),
            ],
            limit: String::new(),
            basis: either(
                i18n,
                "ketentuan layanan nasional; dibaca dari sumbernya",
                "rules of the national service; read in its source",
            ),
        },
    }
}

pub(super) fn clocks(i18n: I18n) -> Vec<ClockRow> {
    let day = |id: &str, en: &str| either(i18n, id, en);
    let row = |key: &str, kind, standing: &str, stopped: String, paused: String| ClockRow {
        name: i18n.t(key),
        chip: Chip::new(kind, i18n.t(standing)),
        started: day("14 Agustus 2025", "14 August 2025"),
        due: day("21 Agustus 2025", "21 August 2025"),
        stopped,
        paused,
    };
    vec![
        row(
            "desk-clock-verification",
            ChipKind::Done,
            "standing-met",
            day("15 Agustus 2025", "15 August 2025"),
            String::new(),
        ),
        row(
            "desk-clock-first-follow-up",
            ChipKind::Late,
            "standing-missed",
            day("22 Agustus 2025", "22 August 2025"),
            String::new(),
        ),
        row(
            "desk-clock-resolution",
            ChipKind::Going,
            "standing-running",
            String::new(),
            day(
                "2 hari kerja: menunggu pelapor",
                "2 working days: waiting for the reporter",
            ),
        ),
    ]
}

pub(super) fn log(i18n: I18n) -> Vec<LogItem> {
    let at = either(
        i18n,
        "19 Agustus 2025 pukul 09.30\u{a0}WIB",
        "19 August 2025, 09:30\u{a0}WIB",
    );
    let item = |seq, kind: &str, who: &str, text: &str| LogItem {
        text: text.into(),
        seq,
        ..LogItem::new(&i18n, kind, who, at.clone(), "2025-08-19T09:30:00+07:00")
    };
    let unit = format!("Penghubung Contoh, {PARKING}");
    let mut answered = item(
        7,
        "answered",
        &unit,
        "Terima kasih. Kabel bawah tanah putus di dua tempat. Lampu menyala lagi paling lambat Jumat malam.",
    );
    answered.photos = photos(i18n);
    answered.reach = Reach::Public;
    answered.facts = vec![fact(
        &i18n,
        "fact-promise",
        either(i18n, "22 Agustus 2025", "22 August 2025"),
    )];
    let mut noted = item(6, "noted", &unit, "Material sudah dipesan.");
    noted.reach = Reach::Internal;
    let mut verified = item(2, "verified", "Petugas Contoh", "");
    verified.facts = vec![
        code_fact(&i18n, "fact-type", "type", "complaint"),
        fact(&i18n, "fact-category", "Penerangan jalan"),
        fact(&i18n, "fact-lead", PARKING),
    ];
    let mut received = item(
        1,
        "received",
        &words::role(&i18n, lapor_domain::words::Role::Counter),
        "",
    );
    received.recorded = Some(either(
        i18n,
        "20 Agustus 2025 pukul 08.00\u{a0}WIB",
        "20 August 2025, 08:00\u{a0}WIB",
    ));
    vec![
        answered,
        noted,
        item(
            5,
            "breached",
            &words::role(&i18n, lapor_domain::words::Role::System),
            "",
        ),
        item(4, "redirected", "Petugas Contoh", ""),
        item(
            3,
            "refused",
            "Penghubung Lain, Dinas Pekerjaan Umum",
            "Lampu jalan bukan tugas kami.",
        ),
        verified,
        received,
    ]
}

pub(super) fn photos(i18n: I18n) -> Vec<Photo> {
    (1..=2)
        .map(|n| Photo {
            href: crate::assets::url("favicon.svg"),
            thumbnail: crate::assets::url("favicon.svg"),
            alt: i18n.t2("photo-alt", "n", n, "all", 2),
        })
        .collect()
}
