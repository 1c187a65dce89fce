//! Samples of commands on pages of their own.

use lapor_domain::report::command::CommandKind;
use lapor_domain::words::StateCode;

use super::Sample;
use super::workspace::{NUMBER, TEXT, categories, choices, desk, frame, regions, target};
use crate::i18n::I18n;
use crate::view::forms::Errors;
use crate::workspace_view::commands::{CommandForm, CommandPage};
use crate::workspace_view::fields::Choices;
use crate::workspace_view::file_for::{self, FileForPage};
use crate::workspace_view::frame::Here;
use crate::workspace_view::slip::{SlipPage, TakenPage, TakenRow};
use crate::workspace_view::words::{self};

pub(super) fn samples(i18n: I18n) -> Vec<Sample> {
    let page = |form: CommandForm| CommandPage {
        l: frame(i18n, "/ruang/laporan/280104719364/verify"),
        d: desk(i18n, Here::Inbox),
        target: target(),
        title: "Lampu jalan padam sepanjang dua ratus meter".into(),
        number: NUMBER.into(),
        chip: words::state_chip(&i18n, StateCode::Received),
        marks: vec![i18n.t("mark-too-short")],
        twins: Vec::new(),
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
        Sample::new("catat-bukti", &slip(i18n)),
        Sample::new("catat-saya", &taken(i18n)),
    ]
}

fn slip(i18n: I18n) -> SlipPage {
    SlipPage {
        l: frame(i18n, "/ruang/catat").with_scripts(SlipPage::SCRIPTS),
        d: desk(i18n, Here::FileFor),
        number: "2801 0471 9364".into(),
        phrase: [
            "kelapa", "sungai", "payung", "jendela", "rotan", "bulan", "kertas", "perahu",
        ]
        .map(str::to_owned)
        .to_vec(),
        received: "21 Agustus 2025 pukul 09.30 WIB".into(),
        channel: "Tatap muka di loket".into(),
        office: "Pemerintah Kota Contoh".into(),
        promise: "Verifikasi: paling lambat Selasa, 26 Agustus 2025 pukul 23.59 WIB.".into(),
        address: "lapor.kota.example/lacak".into(),
        square: crate::qr::square("https://lapor.kota.example/lacak?number=280104719364"),
        by_sms: i18n.t1("slip-follow-sms", "number", NUMBER),
        is_hidden: false,
        no_identity: true,
        aloud: i18n.t2(
            "slip-aloud-text",
            "number",
            "2801, 0471, 9364",
            "at",
            "21 Agustus 2025 pukul 09.30 WIB",
        ),
        again: false,
    }
}

fn taken(i18n: I18n) -> TakenPage {
    let row = |number: &str, seen: bool| TakenRow {
        number: number.into(),
        slip: "/ruang/catat/saya/280104719364".into(),
        page: if seen {
            "/ruang/laporan/280104719364".into()
        } else {
            String::new()
        },
        at: "21 Agustus 2025 pukul 09.30 WIB".into(),
        channel: words::channel(&i18n, lapor_domain::words::Channel::Letter),
        state: if seen {
            words::state(&i18n, StateCode::Received)
        } else {
            String::new()
        },
    };
    TakenPage {
        l: frame(i18n, "/ruang/catat/saya"),
        d: desk(i18n, Here::FileFor),
        week: false,
        rows: vec![row("2801 0471 9364", true), row("2801 0471 9372", false)],
    }
}
