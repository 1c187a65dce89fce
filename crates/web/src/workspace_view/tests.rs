use std::collections::BTreeSet;

use lapor_domain::clock::ClockKind;
use lapor_domain::policy::Certainty;
use lapor_domain::report::command::CommandKind;
use lapor_domain::report::refusal::{Guard, Refusal};
use lapor_domain::report::state::SupportEnd;
use lapor_domain::report::table::{Party, TABLE};
use lapor_domain::words::{
    ArchiveReason, Channel, EndedBy, Figure, Outcome, Priority, ReportType, Role, StateCode,
};

use super::commands::{CommandForm, CommandPanel, Target};
use super::fields::{self, Choices};
use super::form::Input;
use super::report::Flag;
use super::words::{RefusalNote, key};
use crate::i18n::{I18n, Lang};

/// Every kind that the record gives an event (`lapor_store::record::events::kind`).
const KINDS: &[&str] = &[
    "received",
    "imported",
    "observed",
    "forwarded",
    "returned_to_desk",
    "verified",
    "held",
    "replied",
    "resumed",
    "archived",
    "transferred_out",
    "transferred_within",
    "merged",
    "follower_added",
    "follower_removed",
    "accepted",
    "refused",
    "redirected",
    "sub_disposed",
    "support_added",
    "support_ended",
    "support_noted",
    "answered",
    "asked",
    "extended",
    "reclassified",
    "closure_proposed",
    "check_returned",
    "check_approved",
    "taken_back",
    "closed",
    "disputed",
    "assigned_anew",
    "upheld",
    "rated",
    "reopened",
    "objected",
    "restored",
    "objection_rejected",
    "acknowledged",
    "handed_back",
    "unmerged",
    "shared_confirmed",
    "shared_disputed",
    "shared_dispute_heard",
    "follower_disputed",
    "kept_apart",
    "withdrawn_handling_goes_on",
    "flags_set",
    "noted",
    "file_added",
    "released",
    "unreleased",
    "release_asked",
    "text_edited",
    "priority_set",
    "extension_requested",
    "referred_to_ppid",
    "ppid_taken",
    "ppid_extended",
    "excluded",
    "view_granted",
    "erased",
    "breached",
    "escalated",
    "reminded",
    "calendar_moved",
];

#[test]
fn the_kinds_are_those_of_the_record() {
    let source = include_str!("../../../store/src/record/events.rs");
    let found: BTreeSet<_> = source
        .split("=> \"")
        .skip(1)
        .filter_map(|rest| rest.split('"').next())
        .collect();
    assert_eq!(found, KINDS.iter().copied().collect());
}

#[test]
fn every_code_has_its_words_in_both_languages() {
    let mut keys = BTreeSet::new();
    macro_rules! all {
        ($($prefix:literal $code:ty),* $(,)?) => {
            $(keys.extend(<$code>::ALL.iter().map(|code| key($prefix, code.as_str())));)*
        };
    }
    all!(
        "desk-state" StateCode, "command" CommandKind, "refusal" Guard, "party" Party, "role" Role,
        "channel" Channel, "type" ReportType, "outcome" Outcome, "reason" ArchiveReason,
        "priority" Priority, "clock" ClockKind, "desk-clock" ClockKind, "endedby" EndedBy,
        "desk-figure" Figure, "certainty" Certainty, "supportend" SupportEnd,
    );
    keys.extend(
        CommandKind::ALL
            .iter()
            .map(|c| format!("{}-help", key("command", c.as_str()))),
    );
    keys.extend(
        fields::PROPOSABLE
            .iter()
            .map(|o| format!("{}-help", key("outcome", o.as_str()))),
    );
    keys.extend(KINDS.iter().map(|kind| key("log", kind)));
    keys.extend(
        Flag::ALL
            .iter()
            .flat_map(|f| [f.key().to_owned(), f.help_key()]),
    );
    for lang in Lang::ALL {
        let i18n = I18n::new(lang);
        let lacking: Vec<_> = keys.iter().filter(|k| !i18n.has(k)).collect();
        assert!(lacking.is_empty(), "{}: {lacking:?}", lang.code());
    }
}

#[test]
fn a_refusal_names_its_rule_and_who_may() {
    let i18n = I18n::new(Lang::Id);
    let refusal = Refusal::Guard {
        command: CommandKind::Refuse,
        guard: Guard::AcceptWindowOver,
    };
    let note = RefusalNote::of(&i18n, &refusal);
    assert_eq!(note.rule, "Aturan nomor 13");
    assert!(
        note.who.contains("petugas unit penanggung jawab"),
        "{}",
        note.who
    );
    assert!(!note.stale);

    let wrong = Refusal::WrongState {
        command: CommandKind::Answer,
        state: StateCode::Closed,
    };
    let text = RefusalNote::of(&i18n, &wrong).text;
    assert!(
        text.contains("Beri jawaban sementara") && text.contains("Ditutup"),
        "{text}"
    );

    let stale = Refusal::Guard {
        command: CommandKind::Answer,
        guard: Guard::Stale,
    };
    assert!(RefusalNote::of(&i18n, &stale).stale);
}

#[test]
fn every_refusal_is_whole_sentences() {
    for lang in Lang::ALL {
        let i18n = I18n::new(lang);
        for guard in Guard::ALL {
            let text = i18n.t(&key("refusal", guard.as_str()));
            assert!(text.ends_with('.'), "{guard}: {text}");
            assert!(!text.contains('{'), "{guard}: {text}");
        }
    }
}

/// Names that the doors read; a field with another name would be lost.
const NAMES: &[&str] = &[
    "text",
    "reason_code",
    "explanation",
    "to_body",
    "to_outside",
    "owner_unit",
    "owner_body",
    "owner_outside",
    "type",
    "supervisory",
    "category",
    "lead",
    "keep",
    "release",
    "title_final",
    "text_final",
    "note",
    "unit",
    "officer",
    "person",
    "where_to",
    "earlier",
    "contact",
    "task",
    "days",
    "support_end",
    "next_by",
    "outcome",
    "promise_by",
    "promise_owner",
    "second",
    "root",
    "anonim",
    "rahasia",
    "point",
    "files",
    "priority",
    "overseer",
    "ground",
    "photos",
    "shared_with",
];

#[test]
fn every_command_has_a_form_with_known_fields() {
    let i18n = I18n::new(Lang::Id);
    let target = Target {
        number: "280104719364".into(),
        seq: 7,
        base: String::new(),
    };
    for kind in CommandKind::ALL {
        let form = CommandForm::new(&i18n, *kind, &target, &Choices::default()).form;
        assert!(
            form.hidden
                .iter()
                .any(|(name, value)| *name == "seq" && value == "7"),
            "{kind}"
        );
        assert!(!form.action.contains('_'), "{kind}: {}", form.action);
        let mut seen = BTreeSet::new();
        for field in &form.fields {
            assert!(
                NAMES.contains(&field.name.as_ref()),
                "{kind}: {}",
                field.name
            );
            assert!(
                seen.insert(field.name.clone()),
                "{kind}: {} twice",
                field.name
            );
        }
    }
}

#[test]
fn the_panel_offers_exactly_what_is_permitted() {
    let i18n = I18n::new(Lang::Id);
    let target = Target::default();
    for state in StateCode::ALL {
        let permitted: Vec<_> = TABLE
            .iter()
            .filter(|row| row.from.contains(state) && row.by.contains(&Party::Coordinator))
            .map(|row| row.command)
            .collect();
        let panel = CommandPanel::new(&i18n, &permitted, &target, &Choices::default());
        assert_eq!(
            panel.forms.len() + panel.links.len(),
            permitted.len(),
            "{state}"
        );
    }
    assert!(CommandPanel::new(&i18n, &[], &target, &Choices::default()).is_empty());
}

#[test]
fn release_has_no_default_and_rahasia_leaves_no_choice() {
    let i18n = I18n::new(Lang::Id);
    let target = Target::default();
    let buttons = |rahasia| -> Vec<_> {
        let choices = Choices {
            rahasia,
            ..Choices::default()
        };
        let form = CommandForm::new(&i18n, CommandKind::Verify, &target, &choices).form;
        // Nothing in the form decides it but the button that is pressed.
        assert!(form.fields.iter().all(|field| field.name != "release"));
        form.buttons.iter().map(|b| (b.name, b.value)).collect()
    };
    assert_eq!(buttons(false), [("release", "no"), ("release", "yes")]);
    assert_eq!(buttons(true), [("release", "no")]);
}

#[test]
fn only_outcomes_that_fit_the_type_are_offered() {
    let i18n = I18n::new(Lang::Id);
    let offers = |report_type| {
        let choices = Choices {
            report_type: Some(report_type),
            ..Choices::default()
        };
        let fields = fields::of(&i18n, CommandKind::ProposeClosure, &choices);
        fields.iter().any(|field| match &field.input {
            Input::Radios(radios) => radios.iter().any(|radio| radio.value == "answered"),
            _ => false,
        })
    };
    assert!(offers(ReportType::Information) && offers(ReportType::Aspiration));
    assert!(!offers(ReportType::Complaint) && !offers(ReportType::Unknown));
}
