//! Samples of the officers' pages: signing in, inbox, report, commands.

use std::collections::HashMap;

use lapor_domain::report::command::CommandKind;
use lapor_domain::report::refusal::{Guard, Refusal};
use lapor_domain::words::{Priority, ReportType, StateCode};

use super::{Sample, layout};
use crate::i18n::{I18n, Lang};
use crate::layout::{Layout, Nav, Tone};
use crate::view::forms::{Choice, ChoiceGroup, Errors};
use crate::view::parts::{
    Chip, ChipKind, ClockDay, ClockExplain, ClockLine, ClockStanding, Pager, Photo,
};
use crate::workspace_view::commands::{CommandForm, CommandPage, CommandPanel, Target};
use crate::workspace_view::fields::Choices;
use crate::workspace_view::file_for::{self, FileForPage};
use crate::workspace_view::frame::{Desk, Here, May};
use crate::workspace_view::inbox::{InboxAsked, InboxPage, InboxRow, RowDue, Tab, TabLink};
use crate::workspace_view::report::{
    ClockRow, Flag, NoteRow, Original, Related, ReportPage, Words, code_fact, fact,
};
use crate::workspace_view::sealed::{AccessRow, Sealed, What};
use crate::workspace_view::sign_in::{SignInPage, SignInTrouble};
use crate::workspace_view::timeline::{LogItem, Reach};
use crate::workspace_view::words::{self, RefusalNote};

const NUMBER: &str = "2801 0471 9364";
const PARKING: &str = "Dinas Perhubungan";

pub(super) fn samples(i18n: I18n) -> Vec<Sample> {
    let mut all = signing_in(i18n);
    all.extend(inboxes(i18n));
    all.extend(reports(i18n));
    all.extend(commands(i18n));
    all
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
            file: true,
            statistics: true,
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

fn inboxes(i18n: I18n) -> Vec<Sample> {
    let page = |asked: InboxAsked, rows: Vec<InboxRow>, number_unknown: &str| {
        let mut tabs = TabLink::all("", asked.tab, &asked);
        if let Some(first) = tabs.first_mut() {
            first.count = "12".into();
        }
        InboxPage {
            l: frame(i18n, "/ruang"),
            d: desk(i18n, Here::Inbox),
            tabs,
            asked,
            categories: categories(),
            units: units(),
            regions: regions(),
            channels: ChoiceGroup::flat(
                file_for::CHANNELS
                    .iter()
                    .map(|c| Choice::new(c.as_str(), words::channel(&i18n, *c)))
                    .collect(),
            ),
            types: ChoiceGroup::flat(
                ReportType::ALL
                    .iter()
                    .map(|t| Choice::new(t.as_str(), words::report_type(&i18n, *t)))
                    .collect(),
            ),
            pager: Pager {
                previous: None,
                next: if rows.is_empty() {
                    None
                } else {
                    Some("/ruang?tab=tindakan&after=x".into())
                },
            },
            rows,
            number_unknown: number_unknown.into(),
        }
    };
    let filtered = InboxAsked {
        tab: Tab::Overdue,
        unit: "dinas-perhubungan".into(),
        channel: "counter".into(),
        ..InboxAsked::default()
    };
    vec![
        Sample::new("kotak-masuk", &page(InboxAsked::default(), rows(i18n), "")),
        Sample::new(
            "kotak-masuk-saring",
            &page(filtered.clone(), rows(i18n), "123456789012"),
        ),
        Sample::new(
            "kotak-masuk-kosong",
            &page(InboxAsked::default(), Vec::new(), ""),
        ),
        Sample::new("kotak-masuk-saring-kosong", &page(filtered, Vec::new(), "")),
    ]
}

fn rows(i18n: I18n) -> Vec<InboxRow> {
    let due = |standing, clock: &str, days: u64| RowDue {
        standing,
        clock: i18n.t(clock),
        date: either(i18n, "21 Agustus 2025", "21 August 2025"),
        remaining: match standing {
            ClockStanding::Late => i18n.tn("clock-over", days),
            ClockStanding::Running => i18n.tn("clock-left", days),
            _ => String::new(),
        },
    };
    let row = |title: &str, state, flags: Vec<Flag>, due: Option<RowDue>, turn: &str| InboxRow {
        href: "/ruang/laporan/280104719364".into(),
        number: NUMBER.into(),
        title: title.into(),
        chip: words::state_chip(&i18n, state),
        flags,
        turn: turn.into(),
        due,
        category: "Penerangan jalan".into(),
        unit: PARKING.into(),
        region: "Kelurahan Langkai".into(),
        channel: words::channel(&i18n, lapor_domain::words::Channel::Telephone),
        received: either(i18n, "14 Agustus 2025", "14 August 2025"),
        received_iso: "2025-08-14".into(),
    };
    let yours = i18n.t("desk-turn-you");
    vec![
        row(
            "Kabel listrik menjuntai di halaman sekolah dasar",
            StateCode::Received,
            vec![Flag::Danger],
            Some(due(ClockStanding::Late, "desk-clock-verification", 2)),
            &yours,
        ),
        row(
            "Pungutan saat mengurus surat pindah",
            StateCode::Received,
            vec![Flag::Declared, Flag::Rahasia, Flag::Anonim],
            Some(due(ClockStanding::Running, "desk-clock-verification", 1)),
            &yours,
        ),
        row(
            "Lampu jalan padam sepanjang dua ratus meter",
            StateCode::AwaitingRedirect,
            vec![Flag::Released],
            Some(due(ClockStanding::Running, "desk-clock-first-follow-up", 3)),
            &yours,
        ),
        row(
            "Sampah menumpuk di tempat penampungan sementara di belakang pasar besar",
            StateCode::Review,
            vec![Flag::High],
            Some(due(ClockStanding::Running, "desk-clock-review", 4)),
            &yours,
        ),
        row(
            "Syarat pindah alamat berbeda antara loket dan pengumuman",
            StateCode::OnHold,
            Vec::new(),
            Some(due(ClockStanding::Held, "desk-clock-verification", 0)),
            &i18n.t("desk-turn-reporter"),
        ),
        row(
            "Usul jam buka perpustakaan diperpanjang",
            StateCode::Closed,
            vec![Flag::Imported],
            None,
            &i18n.t("turn-nobody"),
        ),
    ]
}

fn target() -> Target {
    Target {
        number: "280104719364".into(),
        seq: 7,
        base: String::new(),
    }
}

fn choices() -> Choices {
    Choices {
        bodies: ChoiceGroup::flat(vec![
            Choice::new("kalteng", "Provinsi Kalimantan Tengah"),
            Choice::new("desk", "Meja Nasional"),
        ]),
        units: units(),
        below: units(),
        supports: vec![Choice::new("kecamatan-pahandut", "Kecamatan Pahandut")],
        people: ChoiceGroup::flat(vec![Choice::new("a", "Petugas Lapangan Contoh")]),
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
        rahasia: false,
        anonim: false,
        priority: Some(Priority::Normal),
        public_place: true,
        today: "2025-08-19".into(),
    }
}

const TEXT: &str = "Sejak Senin malam lampu jalan di depan pasar mati semua. Anak-anak yang pulang mengaji harus \
                    berjalan dalam gelap dan sudah ada yang tersandung lubang di trotoar.\nKalau perlu hubungi \
                    saya di 0812 0000 0000.";
const MASKED: &str = "Sejak Senin malam lampu jalan di depan pasar mati semua. Anak-anak yang pulang mengaji harus \
                      berjalan dalam gelap dan sudah ada yang tersandung lubang di trotoar.\nKalau perlu hubungi \
                      saya di [nomor telepon].";

fn base_report(i18n: I18n, permitted: &[CommandKind]) -> ReportPage {
    let words_of = |text: &str| Words {
        title: "Lampu jalan padam sepanjang dua ratus meter".into(),
        text: text.into(),
    };
    ReportPage {
        l: frame(i18n, "/ruang/laporan/280104719364"),
        d: desk(i18n, Here::Inbox),
        target: target(),
        number: NUMBER.into(),
        back: "/ruang?tab=tindakan".into(),
        title: "Lampu jalan padam sepanjang dua ratus meter".into(),
        chip: words::state_chip(&i18n, StateCode::InProgress),
        flags: vec![Flag::Released],
        turn: i18n.t("desk-turn-you"),
        your_turn: true,
        due: vec![clock(i18n, ClockStanding::Running, "desk-clock-resolution")],
        facts: vec![
            fact(
                &i18n,
                "fact-received",
                either(
                    i18n,
                    "14 Agustus 2025 pukul 20.15\u{a0}WIB",
                    "14 August 2025, 20:15\u{a0}WIB",
                ),
            ),
            code_fact(&i18n, "fact-channel", "channel", "telephone"),
            code_fact(&i18n, "fact-type", "type", "complaint"),
            fact(&i18n, "fact-category", "Penerangan jalan"),
            fact(&i18n, "fact-lead", PARKING),
            fact(&i18n, "fact-support", "Kecamatan Pahandut"),
            fact(&i18n, "fact-round", "1"),
        ],
        place: vec![
            fact(&i18n, "fact-region", "Langkai"),
            fact(&i18n, "fact-landmark", "Jalan Ahmad Yani, depan pasar"),
            fact(&i18n, "fact-point", "-2,2096 113,9108"),
        ],
        original: Original::Shown(words_of(TEXT)),
        public: Some(words_of(MASKED)),
        photos: photos(i18n),
        attachments: Sealed::closed(&i18n, What::Attachments, "/ruang/laporan/280104719364"),
        name: Sealed::Open(vec![fact(&i18n, "fact-name", "Warga Contoh")]),
        contact: Sealed::closed(&i18n, What::Contact, "/ruang/laporan/280104719364"),
        panel: CommandPanel::new(&i18n, permitted, &target(), &choices()),
        log: log(i18n),
        clocks: clocks(i18n),
        notes: Some(vec![NoteRow {
            who: format!("Penghubung Contoh, {PARKING}"),
            at: either(
                i18n,
                "18 Agustus 2025 pukul 08.10\u{a0}WIB",
                "18 August 2025, 08:10\u{a0}WIB",
            ),
            text: "Kabel bawah tanah putus di dua tempat, material sudah dipesan.".into(),
            shared: either(
                i18n,
                "Dibagikan kepada Kecamatan Pahandut",
                "Shared with Kecamatan Pahandut",
            ),
        }]),
        access: Some(vec![AccessRow {
            at: either(
                i18n,
                "15 Agustus 2025 pukul 09.02\u{a0}WIB",
                "15 August 2025, 09:02\u{a0}WIB",
            ),
            who: format!(
                "Petugas Contoh, {}",
                words::role(&i18n, lapor_domain::words::Role::Coordinator)
            ),
            what: What::Contact.name(&i18n),
            reason: either(i18n, "Alamat lampu tidak jelas", "The place was not clear"),
        }]),
        related: vec![Related {
            how: either(i18n, "Digabung ke sini", "Merged into this one"),
            number: "7193 0028 4651".into(),
            href: "/ruang/laporan/719300284651".into(),
            title: "Jalan depan pasar gelap".into(),
        }],
    }
}

fn reports(i18n: I18n) -> Vec<Sample> {
    use CommandKind as K;
    let handling = [
        K::Answer,
        K::ProposeClosure,
        K::Hold,
        K::Ask,
        K::Redirect,
        K::AddSupport,
        K::ReleaseSupport,
        K::Extend,
        K::Reclassify,
        K::Archive,
        K::Transfer,
        K::Merge,
        K::Note,
        K::AddFile,
        K::Unrelease,
        K::EditText,
        K::SetPriority,
        K::GrantView,
        K::Erase,
    ];
    let coordinator = base_report(i18n, &handling);

    let mut new = base_report(
        i18n,
        &[
            K::Verify,
            K::Keep,
            K::ReturnToDesk,
            K::Hold,
            K::Archive,
            K::Transfer,
            K::Merge,
            K::Note,
            K::EditText,
        ],
    );
    new.chip = words::state_chip(&i18n, StateCode::Received);
    new.flags = vec![Flag::Danger, Flag::NotReleased];
    new.due = vec![clock(i18n, ClockStanding::Late, "desk-clock-verification")];
    new.public = None;
    new.related = Vec::new();
    new.notes = Some(Vec::new());
    new.access = Some(Vec::new());

    let mut unit = base_report(
        i18n,
        &[
            K::Accept,
            K::Refuse,
            K::Answer,
            K::ProposeClosure,
            K::SubDispose,
            K::Note,
        ],
    );
    unit.flags = vec![Flag::Rahasia, Flag::Anonim, Flag::NotReleased];
    unit.title = String::new();
    unit.original = Original::Sealed(Sealed::closed(
        &i18n,
        What::Original,
        "/ruang/laporan/280104719364",
    ));
    unit.attachments = Sealed::Absent;
    unit.name = Sealed::Never(i18n.t("open-not-your-role"));
    unit.contact = Sealed::Absent;
    unit.access = None;
    let refusal = RefusalNote::of(
        &i18n,
        &Refusal::Guard {
            command: K::Refuse,
            guard: Guard::AcceptWindowOver,
        },
    );
    unit.panel = unit.panel.with(
        CommandForm::new(&i18n, K::Refuse, &target(), &choices()).refused(
            refusal,
            &HashMap::from([
                (
                    "text".to_owned(),
                    vec!["Lampu ini dipasang pengembang perumahan.".to_owned()],
                ),
                (
                    "owner_outside".to_owned(),
                    vec!["Pengembang Perumahan Contoh".to_owned()],
                ),
            ]),
        ),
    );

    let mut stale = base_report(i18n, &handling);
    stale.l = stale.l.with_notice(Tone::Warning, i18n.t("stale-title"));
    let refusal = RefusalNote::of(
        &i18n,
        &Refusal::Guard {
            command: K::Answer,
            guard: Guard::Stale,
        },
    );
    stale.panel = stale.panel.with(
        CommandForm::new(&i18n, K::Answer, &target(), &choices()).refused(
            refusal,
            &HashMap::from([
                (
                    "text".to_owned(),
                    vec!["Terima kasih, petugas kami berangkat besok.".to_owned()],
                ),
                ("next_by".to_owned(), vec!["2025-08-22".to_owned()]),
            ]),
        ),
    );

    let mut watching = base_report(i18n, &[]);
    watching.original = Original::Sealed(Sealed::Absent);
    watching.attachments = Sealed::Absent;
    watching.name = Sealed::Never(i18n.t("open-not-your-role"));
    watching.contact = Sealed::Absent;
    watching.your_turn = false;
    watching.turn = i18n.t1("turn-unit", "unit", PARKING);
    watching.notes = None;

    let mut every = base_report(i18n, &[]);
    every.panel.forms = K::ALL
        .iter()
        .map(|kind| CommandForm::new(&i18n, *kind, &target(), &choices()))
        .collect();

    vec![
        Sample::new("meja-baru", &new),
        Sample::new("meja-koordinator", &coordinator),
        Sample::new("meja-unit-ditolak", &unit),
        Sample::new("meja-berubah", &stale),
        Sample::new("meja-melihat", &watching),
        Sample::new("meja-semua-tindakan", &every),
    ]
}

fn commands(i18n: I18n) -> Vec<Sample> {
    let page = |form: CommandForm| CommandPage {
        l: frame(i18n, "/ruang/laporan/280104719364/verify"),
        d: desk(i18n, Here::Inbox),
        target: target(),
        title: "Lampu jalan padam sepanjang dua ratus meter".into(),
        number: NUMBER.into(),
        chip: words::state_chip(&i18n, StateCode::Received),
        original: TEXT.into(),
        command: form,
    };
    let form = |kind, choices: &Choices| CommandForm::new(&i18n, kind, &target(), choices);
    let verify = form(CommandKind::Verify, &choices());
    let mut wrong = form(
        CommandKind::Verify,
        &Choices {
            rahasia: true,
            ..choices()
        },
    );
    let mut errors = Errors::default();
    errors.push("type", i18n.t("refusal-type-missing"));
    errors.push("lead", i18n.t("refusal-no-such-unit"));
    wrong.form = wrong.form.with_errors(errors);
    let mut closing = form(CommandKind::ProposeClosure, &choices());
    closing.form = closing
        .form
        .with_errors(Errors::one("promise_by", i18n.t("refusal-promise-missing")));
    let filing = FileForPage {
        l: frame(i18n, "/ruang/catat"),
        d: desk(i18n, Here::FileFor),
        form: file_for::form(&i18n, "", "contoh", categories(), regions()),
    };
    vec![
        Sample::new("tindakan-verifikasi", &page(verify)),
        Sample::new("tindakan-verifikasi-salah", &page(wrong)),
        Sample::new("tindakan-jawaban-akhir", &page(closing)),
        Sample::new(
            "tindakan-arsip",
            &page(form(CommandKind::Archive, &choices())),
        ),
        Sample::new("catat", &filing),
    ]
}

fn clock(i18n: I18n, standing: ClockStanding, key: &str) -> ClockLine {
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
            basis: either(
                i18n,
                "ketentuan layanan nasional; dibaca dari sumbernya",
                "rules of the national service; read in its source",
            ),
        },
    }
}

fn clocks(i18n: I18n) -> Vec<ClockRow> {
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

fn log(i18n: I18n) -> Vec<LogItem> {
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

fn photos(i18n: I18n) -> Vec<Photo> {
    (1..=2)
        .map(|n| Photo {
            href: crate::assets::url("favicon.svg"),
            thumbnail: crate::assets::url("favicon.svg"),
            alt: i18n.t2("photo-alt", "n", n, "all", 2),
        })
        .collect()
}
