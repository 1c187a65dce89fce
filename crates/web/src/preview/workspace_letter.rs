//! Samples of passing a report on: the letter to an office outside, and the forms that name who gets it.

use lapor_domain::report::command::CommandKind;
use lapor_domain::words::StateCode;

use super::Sample;
use super::workspace::{MASKED, NUMBER, PARKING, TEXT, choices, desk, frame, target};
use super::workspace_parts::photos;
use crate::i18n::{I18n, Lang};
use crate::view::receipt::ReceiptPage;
use crate::workspace_view::commands::{CommandForm, CommandPage};
use crate::workspace_view::fields::{Choices, OwnerPicks};
use crate::workspace_view::form::Radio;
use crate::workspace_view::frame::Here;
use crate::workspace_view::letter::{Letter, LetterPage};
use crate::workspace_view::words;

pub(super) fn samples(i18n: I18n) -> Vec<Sample> {
    let sealed = LetterPage {
        letter: Letter {
            title: String::new(),
            text: String::new(),
            photos: Vec::new(),
            ..letter()
        },
        mail: String::new(),
        ..letter_page(i18n)
    };
    vec![
        Sample::new("surat-penyerahan", &letter_page(i18n)),
        Sample::new("surat-penyerahan-rahasia", &sealed),
        Sample::new("tindakan-tolak", &form_page(i18n, CommandKind::Refuse)),
        Sample::new("tindakan-alihkan", &form_page(i18n, CommandKind::Redirect)),
        Sample::new("tindakan-serahkan", &form_page(i18n, CommandKind::Transfer)),
        Sample::new("tindakan-ppid", &form_page(i18n, CommandKind::ReferPpid)),
        Sample::new("tindakan-bagian", &form_page(i18n, CommandKind::AddSupport)),
    ]
}

fn letter_page(i18n: I18n) -> LetterPage {
    LetterPage {
        l: frame(i18n, "/ruang/laporan/280104719364/surat")
            .one_off()
            .with_scripts(ReceiptPage::SCRIPTS),
        d: desk(i18n, Here::Inbox),
        target: target(),
        i: I18n::new(Lang::Id),
        letter: letter(),
        mail: "mailto:aduan@pln.example?subject=Penyerahan".into(),
    }
}

fn letter() -> Letter {
    Letter {
        from: "Kota Palangka Raya".into(),
        place: String::new(),
        reference: "LAPOR/280104719364/7/2025".into(),
        date: "19 Agustus 2025".into(),
        to: "PLN UP3 Palangka Raya".into(),
        contact: "Telepon 123, surel aduan@pln.example".into(),
        number: NUMBER.into(),
        received: "14 Agustus 2025".into(),
        category: "Penerangan jalan".into(),
        region: "Langkai".into(),
        spot: "Jalan Kenari, tiang ketiga dari jembatan".into(),
        point: "-2.20833, 113.91667".into(),
        again: String::new(),
        title: "Lampu jalan padam sepanjang dua ratus meter".into(),
        text: MASKED.into(),
        photos: photos(I18n::new(Lang::Id)),
        why: "Jaringan yang putus adalah milik PLN.".into(),
        until: "Selasa, 26 Agustus 2025 pukul 23.59 WIB".into(),
        within: "5 hari kerja".into(),
        address: "lapor.example.go.id/lacak".into(),
    }
}

fn form_page(i18n: I18n, kind: CommandKind) -> CommandPage {
    let offered = Choices {
        owner_units: OwnerPicks {
            radios: vec![
                Radio::new("dinas-perhubungan", PARKING, i18n.t("route-named")),
                Radio::new(
                    "kecamatan-pahandut",
                    i18n.t2(
                        "route-pick",
                        "name",
                        "Kecamatan Pahandut",
                        "percent",
                        "21 %",
                    ),
                    i18n.t1("route-words", "words", "lampu, trotoar"),
                ),
            ],
            first: "dinas-perhubungan".into(),
            why: i18n.t("route-by-model"),
        },
        owner_bodies: OwnerPicks {
            radios: vec![Radio::new(
                "kalteng",
                "Provinsi Kalimantan Tengah",
                i18n.t1("route-there", "unit", "Dinas Perhubungan Provinsi"),
            )],
            first: String::new(),
            why: i18n.t("route-bodies-why"),
        },
        ..choices()
    };
    CommandPage {
        l: frame(i18n, "/ruang/laporan/280104719364/refuse"),
        d: desk(i18n, Here::Inbox),
        target: target(),
        title: "Lampu jalan padam sepanjang dua ratus meter".into(),
        number: NUMBER.into(),
        chip: words::state_chip(&i18n, StateCode::Assigned),
        marks: Vec::new(),
        twins: Vec::new(),
        original: TEXT.into(),
        command: CommandForm::new(&i18n, kind, &target(), &offered),
    }
}
