//! The fields of each command. Names are what the door reads.

use lapor_domain::report::command::CommandKind;
use lapor_domain::words::{ArchiveReason, Priority, ReportType};

use super::fields_owner::{destination, lead_or, owner, to_body};
pub use super::fields_verify::PROPOSABLE;
pub(super) use super::fields_verify::release_buttons;
use super::fields_verify::{
    YES, findings_kept, kind_of, outcomes, public_words, reasons, support_ends, verify,
};
use super::form::{Field, Input, Radio};
use super::words;
use crate::i18n::I18n;
use crate::view::forms::{Choice, ChoiceGroup};

/// What the program proposes, as choices.
#[derive(Debug, Clone, Default)]
pub struct Picks {
    /// Units, likeliest first.
    pub units: Vec<Radio>,
    /// The one chosen beforehand; empty where the program does not know.
    pub unit: String,
    /// Categories, likeliest first.
    pub categories: Vec<Radio>,
    /// The one chosen beforehand.
    pub category: String,
    /// What it rests on, a sentence.
    pub why: String,
    /// What the type rests on, a sentence.
    pub type_why: String,
    /// The same of supervisory or not, with its words.
    pub supervisory_why: String,
    /// All of it, sealed, to come back with the form.
    pub shown: String,
    /// Of each type how likely it is and why, where something was learnt or said.
    pub types: Vec<(ReportType, String)>,
}

/// Who likely owns a report that is passed on, as choices.
#[derive(Debug, Clone, Default)]
pub struct OwnerPicks {
    /// Likeliest first; none where the program has nothing to say.
    pub radios: Vec<Radio>,
    /// The one chosen beforehand; may be empty.
    pub first: String,
    /// What they rest on, a sentence.
    pub why: String,
}

/// What the fields of this report's commands choose from, and what they hold
/// at first.
#[derive(Debug, Clone, Default)]
pub struct Choices {
    /// Bodies it may go to (`to_body`, `owner_body`), by slug.
    pub bodies: Vec<ChoiceGroup>,
    /// Units of this body, in force today.
    pub units: Vec<ChoiceGroup>,
    /// Units that a request for public information may be referred to.
    pub ppid: Vec<ChoiceGroup>,
    /// Units at or below the officer's own.
    pub below: Vec<ChoiceGroup>,
    /// Units that help now.
    pub supports: Vec<Choice>,
    /// People it may be given to.
    pub people: Vec<ChoiceGroup>,
    /// Everyone with an account at the body, whom it may be about.
    pub officers: Vec<ChoiceGroup>,
    /// Officers who may be the second one of a final decision.
    pub seconds: Vec<ChoiceGroup>,
    /// Categories in force.
    pub categories: Vec<ChoiceGroup>,
    /// Reasons for archiving that are open now.
    pub reasons: Vec<ArchiveReason>,
    /// Present or suggested category.
    pub category: String,
    /// Present or suggested lead.
    pub lead: String,
    /// Present type, where it is known.
    pub report_type: Option<ReportType>,
    /// Declared or decided as supervisory; `None` before a decision.
    pub supervisory: Option<bool>,
    /// Public title as it stands, or the original one to be masked.
    pub title: String,
    /// Public text as it stands, or the original one to be masked.
    pub text: String,
    /// Personal data that was found in the text: "nomor telepon: 0812…".
    pub findings: Vec<String>,
    /// The same in the public words as they stand, which a release shows.
    pub settled_findings: Vec<String>,
    /// The same in an answer that was written and not yet taken: anyone may read it where the report is public.
    pub said_findings: Vec<String>,
    /// What photographs' files say beside the picture.
    pub told: Vec<String>,
    /// Personal data that was masked in the words offered: "nama: Pak B".
    pub masked: Vec<String>,
    /// Its reporter marked it rahasia: it cannot be released.
    pub rahasia: bool,
    /// Its reporter is shown as "Anonim".
    pub anonim: bool,
    /// What the program proposes, before a verification.
    pub picks: Option<Picks>,
    /// Units that likely own it, where it is passed on inside the body.
    pub owner_units: OwnerPicks,
    /// Bodies that likely own it.
    pub owner_bodies: OwnerPicks,
    /// Working days that the unit asks for; may be empty.
    pub extension_asked: String,
    /// Present priority.
    pub priority: Option<Priority>,
    /// The category's point may be shown to the public.
    pub public_place: bool,
    /// Today, `YYYY-MM-DD`, for promises.
    pub today: String,
}

/// The fields of a command; empty where its button is all.
pub fn of(i18n: &I18n, kind: CommandKind, c: &Choices) -> Vec<Field> {
    let mut fields = own(*i18n, kind, c);
    if is_public_answer(kind) {
        fields.extend(findings_kept(*i18n, &c.said_findings));
    }
    fields
}

/// Its words are read by anyone who reads a public report.
pub const fn is_public_answer(kind: CommandKind) -> bool {
    matches!(
        kind,
        CommandKind::Answer | CommandKind::ProposeClosure | CommandKind::Uphold
    )
}

fn own(i18n: I18n, kind: CommandKind, c: &Choices) -> Vec<Field> {
    use CommandKind as K;
    let t = |key: &str| i18n.t(key);
    let text = |label: &str, hint: &str| {
        let field = Field::new("text", t(label), Input::Area(false));
        if hint.is_empty() {
            field
        } else {
            field.hint(t(hint))
        }
    };
    let reason = || text("field-reason", "");
    let note = || {
        Field::new("note", t("field-note"), Input::Area(false))
            .hint(t("field-note-hint"))
            .optional()
    };
    let unit = |label: &str| Field::new("unit", t(label), Input::Select(c.units.clone()));
    let photos = || {
        Field::new("photos", t("field-photos"), Input::Photos)
            .hint(t("field-photos-hint"))
            .optional()
    };
    match kind {
        K::Receive | K::ExpireHold | K::Silence | K::Confirm | K::Rate => Vec::new(),
        K::ConfirmShared | K::HearDispute => Vec::new(),
        K::KeepApart => {
            vec![Field::new("root", t("field-apart"), Input::Line).hint(t("field-root-hint"))]
        }
        K::Accept | K::CheckApprove | K::TakePpid => Vec::new(),
        K::ReferPpid => vec![
            Field::new("unit", t("field-ppid-unit"), Input::Select(c.ppid.clone())),
            text("field-reason", "field-ppid-reason-hint"),
        ],
        K::ExtendPpid => vec![text("field-reason", "field-ppid-extend-hint")],
        K::Forward => to_body(i18n, c),
        K::ReturnToDesk | K::Refuse => {
            let mut fields = owner(i18n, kind, c);
            fields.push(text("field-reason", "field-reason-owner-hint"));
            fields
        }
        K::Verify | K::Keep => verify(i18n, kind, c),
        K::Hold => vec![text("field-question", "field-question-hint")],
        K::Ask => vec![text("field-question", "field-ask-hint")],
        K::Reply => vec![text("field-reply", "field-reply-hint"), photos()],
        K::Archive => vec![
            Field::new(
                "reason_code",
                t("field-reason-code"),
                Input::Radios(reasons(i18n, c)),
            ),
            Field::new("explanation", t("field-explanation"), Input::Area(false))
                .hint(t("field-explanation-hint")),
            Field::new("where_to", t("field-where-to"), Input::Line)
                .hint(t("field-where-to-hint"))
                .optional()
                .only_with("reason_code:out_of_scope"),
            Field::new("earlier", t("field-earlier"), Input::Line)
                .hint(t("field-earlier-hint"))
                .optional()
                .only_with("reason_code:duplicate"),
        ],
        K::Transfer => {
            let mut fields = destination(i18n, c);
            fields.push(text("field-reason", "field-transfer-hint"));
            fields
        }
        K::Merge => {
            vec![Field::new("root", t("field-root"), Input::Line).hint(t("field-root-hint"))]
        }
        K::Redirect => {
            let mut fields = lead_or(i18n, c);
            fields.push(note());
            fields
        }
        K::SubDispose => vec![
            Field::new(
                "unit",
                t("field-unit-below"),
                Input::Select(c.below.clone()),
            ),
            Field::new("person", t("field-person"), Input::Select(c.people.clone())).optional(),
        ],
        K::AddSupport => vec![
            unit("field-unit-support"),
            Field::new("task", t("field-support-task"), Input::Area(false))
                .hint(t("field-support-task-hint"))
                .optional(),
            Field::new("days", t("field-support-days"), Input::Number(1, 60)),
        ],
        K::ReleaseSupport => vec![
            Field::new(
                "unit",
                t("field-unit-release"),
                Input::Select(ChoiceGroup::flat(c.supports.clone())),
            ),
            reason(),
        ],
        K::SupportNote => vec![
            text("field-support-note", "field-support-note-hint"),
            Field {
                // Without an end the help goes on; that choice is an empty value.
                values: vec![String::new()],
                ..Field::new(
                    "support_end",
                    t("field-support-end"),
                    Input::Radios(support_ends(i18n)),
                )
            },
        ],
        K::Answer => vec![
            text("field-answer", "field-answer-hint"),
            Field::new("next_by", t("field-next-by"), Input::Date).hint(t("field-next-by-hint")),
            photos(),
        ],
        K::RequestExtension => vec![
            Field::new("days", t("field-extend-days"), Input::Number(1, 60)),
            text("field-reason", "field-request-extension-hint"),
        ],
        K::Extend => vec![
            Field::new("days", t("field-extend-days"), Input::Number(1, 60))
                .value(&c.extension_asked),
            text("field-reason", "field-reason-read"),
        ],
        K::Reclassify => {
            let mut fields = kind_of(i18n, c);
            fields.push(reason());
            fields
        }
        K::ProposeClosure => vec![
            Field::new(
                "outcome",
                t("field-outcome"),
                Input::Radios(outcomes(i18n, c)),
            )
            .hint(t("field-outcome-hint")),
            Field::new("text", t("field-final-answer"), Input::Area(true))
                .hint(t("field-final-answer-hint")),
            Field::new("promise_by", t("field-promise-by"), Input::Date)
                .hint(t("field-promise-hint"))
                .optional()
                .only_with("outcome:planned"),
            Field::new(
                "promise_owner",
                t("field-promise-owner"),
                Input::Select(c.units.clone()),
            )
            .optional()
            .only_with("outcome:planned"),
            Field::new("photos", t("field-evidence"), Input::Photos)
                .hint(t("field-evidence-hint"))
                .optional(),
        ],
        K::RecordConfirmation => vec![text("field-confirmation", "field-confirmation-hint")],
        K::AssignAnew => {
            let mut fields = lead_or(i18n, c);
            fields.extend([
                Field::new("person", t("field-person"), Input::Select(c.people.clone())).optional(),
                note(),
            ]);
            fields
        }
        K::Uphold => vec![
            text("field-reasons", "field-reasons-ombudsman"),
            Field::new(
                "second",
                t("field-second"),
                Input::Select(c.seconds.clone()),
            )
            .hint(t("field-second-hint"))
            .optional(),
        ],
        K::RejectObjection => vec![text("field-reasons", "field-reasons-ombudsman")],
        K::Acknowledge => {
            vec![Field::new("note", t("field-acknowledge"), Input::Area(false)).optional()]
        }
        K::CheckReturn
        | K::TakeBack
        | K::Resume
        | K::Restore
        | K::HandBack
        | K::Unmerge
        | K::Unrelease => vec![reason()],
        K::Dispute | K::DisputeShared | K::Reopen | K::Object => vec![text("field-not-right", "")],
        K::Withdraw => vec![reason().optional()],
        K::SetFlags => vec![
            Field::new("anonim", t("field-anonim"), Input::Check)
                .hint(t("flag-anonim-help"))
                .optional()
                .value(if c.anonim { YES } else { "" }),
            Field::new("rahasia", t("field-rahasia"), Input::Check)
                .hint(t("flag-rahasia-help"))
                .optional()
                .value(if c.rahasia { YES } else { "" }),
        ],
        K::Note => {
            let mut fields = vec![text("field-internal-note", "field-internal-note-hint")];
            if !c.supports.is_empty() {
                fields.push(
                    Field::new(
                        "shared_with",
                        t("field-shared-with"),
                        Input::Checks(c.supports.clone()),
                    )
                    .optional(),
                );
            }
            fields
        }
        K::AddFile => vec![
            Field::new("photos", t("field-photos"), Input::Photos).hint(t("field-photos-hint")),
        ],
        K::Release => {
            let mut fields = Vec::new();
            if c.public_place {
                fields.push(
                    Field::new("point", t("field-point"), Input::Check)
                        .hint(t("field-point-hint"))
                        .optional(),
                );
            }
            fields.push(
                Field::new("files", t("field-files"), Input::Check)
                    .hint(t("field-files-hint"))
                    .optional(),
            );
            fields.extend(findings_kept(i18n, &c.settled_findings));
            fields
        }
        K::EditText => public_words(i18n, c),
        K::SetPriority => vec![
            Field::new(
                "priority",
                t("field-priority"),
                Input::Radios(
                    Priority::ALL
                        .iter()
                        .map(|p| Radio::new(p.as_str(), words::priority(&i18n, *p), ""))
                        .collect(),
                ),
            )
            .value(c.priority.map_or("", Priority::as_str)),
        ],
        K::Exclude => vec![
            Field::new(
                "officer",
                t("field-excluded"),
                Input::Select(c.officers.clone()),
            )
            .hint(t("field-excluded-hint")),
            text("field-reason", "field-excluded-reason-hint"),
        ],
        K::GrantView => vec![
            Field::new("unit", t("field-unit-view"), Input::Select(c.units.clone())).optional(),
            Field::new("overseer", t("field-overseer"), Input::Check).optional(),
        ],
        K::Erase => vec![
            Field::new("ground", t("field-ground"), Input::Area(false))
                .hint(t("field-ground-hint")),
        ],
    }
}
