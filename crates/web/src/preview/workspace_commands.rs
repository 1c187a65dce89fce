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
    ]
}
