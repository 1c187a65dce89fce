//! Invented parts that several samples share.

use crate::i18n::{I18n, Lang};
use crate::view::forms::{Choice, ChoiceGroup};
use crate::view::parts::{
    Chip, ClockDay, ClockExplain, ClockLine, ClockStanding, Photo, ReportCard, TimelineItem,
};
use crate::view::words::{EventWord, OutcomeWord, StateWord};

/// The Indonesian or the English text.
pub(super) fn either(i18n: I18n, id: &str, en: &str) -> String {
    if i18n.lang == Lang::Id { id } else { en }.to_owned()
}

pub(super) fn clock(i18n: I18n, standing: ClockStanding, key: &str) -> ClockLine {
    let due = either(
        i18n,
        "Kamis, 21 Agustus 2025 pukul 23.59\u{a0}WIB",
        "Thursday, 21 August 2025, 23:59\u{a0}WIB",
    );
    let remaining = match standing {
        ClockStanding::Running => i18n.tn("clock-left", 4),
        ClockStanding::Held => i18n.t("clock-paused"),
        ClockStanding::Late => i18n.tn("clock-over", 2),
        ClockStanding::Met => String::new(),
    };
    let day = |id: &str, en: &str, word: String| ClockDay {
        date: either(i18n, id, en),
        word,
    };
    ClockLine {
        standing,
        name: i18n.t(key),
        due: i18n.t1("clock-by", "due", due),
        remaining,
        explain: ClockExplain {
            summary: either(
                i18n,
                "3 hari kerja, dihitung mulai hari kerja pertama setelah laporan diterima (Minggu, \
                 17 Agustus 2025).",
                "3 working days, counted from the first working day after the report was received \
                 (Sunday, 17 August 2025).",
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
                day(
                    "Rabu, 20 Agustus 2025",
                    "Wednesday, 20 August 2025",
                    either(i18n, "hari ke-2", "day 2"),
                ),
                day(
                    "Kamis, 21 Agustus 2025",
                    "Thursday, 21 August 2025",
                    either(i18n, "hari ke-3, hari terakhir", "day 3, the last day"),
                ),
            ],
            limit: String::new(),
            basis: either(
                i18n,
                "ketentuan layanan nasional; kepastian: dibaca dari sumber",
                "rules of the national service; certainty: read in a source",
            ),
        },
    }
}

pub(super) fn cards(i18n: I18n) -> Vec<ReportCard> {
    let card =
        |number: &str, title: &str, excerpt: &str, category: &str, place: &str, chip: Chip| {
            ReportCard {
                href: format!("/laporan/{number}"),
                title: title.into(),
                excerpt: excerpt.into(),
                category: category.into(),
                place: place.into(),
                received: either(i18n, "14 Agustus 2025", "14 August 2025"),
                received_iso: "2025-08-14".into(),
                chip,
                supporters: String::new(),
            }
        };
    let mut all = vec![
        card(
            "280104719364",
            "Lampu jalan padam sepanjang dua ratus meter",
            "Sejak Senin malam lampu jalan di depan pasar mati semua. Anak-anak yang pulang mengaji harus \
             berjalan dalam gelap dan sudah ada yang tersandung lubang di trotoar.",
            "Penerangan jalan",
            "Kelurahan Langkai",
            Chip::of(&i18n, &StateWord::InProcess),
        ),
        card(
            "719300284651",
            "Sampah menumpuk di tempat penampungan sementara",
            "Sudah lima hari tidak diangkut, baunya sampai ke sekolah.",
            "Kebersihan",
            "Kelurahan Menteng",
            Chip::of(&i18n, &StateWord::Handled(OutcomeWord::Done)),
        ),
        card(
            "540028817326",
            "Syarat pindah alamat berbeda antara loket dan pengumuman",
            "Di pengumuman cukup fotokopi, di loket diminta yang asli. Mana yang benar?",
            "Administrasi kependudukan",
            "Kelurahan Palangka",
            Chip::of(&i18n, &StateWord::NotFollowedUp),
        ),
    ];
    if let Some(first) = all.first_mut() {
        first.supporters = either(
            i18n,
            "12 orang melaporkan hal yang sama",
            "12 people report the same",
        );
    }
    all
}

pub(super) fn villages() -> Vec<ChoiceGroup> {
    let group = |label: &str, names: &[(&str, &str)]| ChoiceGroup {
        label: label.into(),
        options: names
            .iter()
            .map(|(code, name)| Choice::new(*code, *name))
            .collect(),
    };
    vec![
        group(
            "Jekan Raya",
            &[("62.71.03.1001", "Palangka"), ("62.71.03.1002", "Menteng")],
        ),
        group(
            "Pahandut",
            &[("62.71.01.1001", "Pahandut"), ("62.71.01.1003", "Langkai")],
        ),
    ]
}

pub(super) fn units() -> Vec<ChoiceGroup> {
    ChoiceGroup::flat(vec![
        Choice::new("dlh", "Dinas Lingkungan Hidup"),
        Choice::new("pupr", "Dinas Pekerjaan Umum dan Penataan Ruang"),
        Choice::new("disdukcapil", "Dinas Kependudukan dan Pencatatan Sipil"),
    ])
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

pub(super) fn event(
    i18n: I18n,
    kind: EventWord,
    title: String,
    actor: &str,
    text: &str,
) -> TimelineItem {
    TimelineItem {
        kind,
        title,
        actor: actor.into(),
        at: either(
            i18n,
            "19 Agustus 2025 pukul 09.30\u{a0}WIB",
            "19 August 2025, 09:30\u{a0}WIB",
        ),
        at_iso: "2025-08-19T09:30:00+07:00".into(),
        text: text.into(),
        photos: Vec::new(),
        note: String::new(),
    }
}

pub(super) fn history(i18n: I18n) -> Vec<TimelineItem> {
    let unit = "Dinas Perhubungan";
    let mut answered = event(
        i18n,
        EventWord::Answered,
        i18n.t("event-answered"),
        unit,
        "Terima kasih. Petugas kami sudah memeriksa jaringan hari ini: kabel bawah tanah putus di dua \
         tempat. Penggantian dikerjakan Rabu dan Kamis, lampu menyala lagi paling lambat Jumat malam.",
    );
    answered.photos = photos(i18n);
    let mut late = event(
        i18n,
        EventWord::Breached,
        i18n.t1("event-breached", "reason", i18n.t("clock-first-follow-up")),
        "",
        "",
    );
    late.note = either(
        i18n,
        "Atasan unit sudah diberi tahu.",
        "The head of the unit was told.",
    );
    vec![
        answered,
        late,
        event(
            i18n,
            EventWord::Disposed,
            i18n.t1("event-disposed", "to", unit),
            "Koordinator",
            "",
        ),
        event(
            i18n,
            EventWord::Received,
            i18n.t("event-received"),
            either(i18n, "Anda", "You").as_str(),
            "",
        ),
    ]
}
