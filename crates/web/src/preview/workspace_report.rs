//! Samples of a report as officers see it.

use std::collections::HashMap;

use lapor_domain::report::command::CommandKind;
use lapor_domain::report::refusal::{Guard, Refusal};
use lapor_domain::words::StateCode;

use super::Sample;
use super::workspace::{MASKED, NUMBER, PARKING, TEXT, choices, desk, either, frame, target};
use super::workspace_parts::{clock, clocks, log, photos};
use crate::i18n::I18n;
use crate::layout::Tone;
use crate::view::parts::{Chip, ChipKind, ClockStanding};
use crate::workspace_view::answers::{AnswerRow, AnswersPart};
use crate::workspace_view::commands::{CommandForm, CommandPanel};
use crate::workspace_view::form::{Field, Form, Input};
use crate::workspace_view::frame::Here;
use crate::workspace_view::outside::OutsideCard;
use crate::workspace_view::report::{
    Declined, Flag, NoteRow, Original, Part, Passed, Related, ReportPage, Words, code_fact, fact,
};
use crate::workspace_view::sealed::{AccessRow, Sealed, What};
use crate::workspace_view::words::{self, RefusalNote};

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
        next: None,
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
        answers: AnswersPart {
            rows: vec![AnswerRow {
                label: "Bagaimana keadaan lampunya?".to_owned(),
                value: "Mati".to_owned(),
                public: true,
            }],
            lacking: vec!["Berapa nomor tiangnya?".to_owned()],
            sealed: Sealed::Absent,
        },
        photos: photos(i18n),
        attachments: Sealed::closed(&i18n, What::Attachments, "/ruang/laporan/280104719364"),
        source: Sealed::Absent,
        papers: Vec::new(),
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
        marks: Vec::new(),
        twins: Vec::new(),
        outside: vec![OutsideCard {
            system: "pupr".into(),
            chip: Chip::new(ChipKind::Going, i18n.t("outside-is-sent")),
            facts: vec![(i18n.t("outside-number"), "2025-004512".into())],
            words: "Sudah ditambal.".into(),
            hint: i18n.t("outside-hint-closed"),
        }],
        parts: vec![Part {
            unit: "Kecamatan Pahandut".into(),
            task: "Memastikan letak tiang dan mengabari warga sekitar.".into(),
            due: either(i18n, "Jumat, 22 Agustus 2025", "Friday, 22 August 2025"),
            chip: Chip::new(ChipKind::Going, i18n.t("desk-clock-running")),
        }],
        letter: None,
        case_file: Sealed::Closed(Box::new(Form::new(
            "berkas-perkara".to_owned(),
            "/ruang/laporan/48210937/berkas-perkara".to_owned(),
            i18n.t("casefile-button"),
            vec![
                Field::new("text", i18n.t("open-reason"), Input::Line)
                    .hint(i18n.t("casefile-reason-hint")),
            ],
        ))),
        national: None,
        passed: Some(Passed {
            line: i18n.t2(
                "passed-line",
                "times",
                2,
                "time",
                i18n.tn("passed-hours", 9_u64),
            ),
            refusals: vec![Declined {
                line: i18n.t2(
                    "passed-refused",
                    "unit",
                    "Kecamatan Pahandut",
                    "owner",
                    PARKING,
                ),
                at: either(
                    i18n,
                    "15 Agustus 2025 pukul 10.40\u{a0}WIB",
                    "15 August 2025, 10:40\u{a0}WIB",
                ),
                why: "Lampu di jalan kota dirawat dinas.".into(),
            }],
        }),
        related: vec![Related {
            how: either(i18n, "Digabung ke sini", "Merged into this one"),
            number: "7193 0028 4651".into(),
            href: "/ruang/laporan/719300284651".into(),
            title: "Jalan depan pasar gelap".into(),
        }],
    }
}

pub(super) fn samples(i18n: I18n) -> Vec<Sample> {
    use CommandKind as K;
    let handling = [
        K::Answer,
        K::ProposeClosure,
        K::Hold,
        K::Ask,
        K::Redirect,
        K::AddSupport,
        K::ReleaseSupport,
        K::RequestExtension,
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
        K::Exclude,
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
