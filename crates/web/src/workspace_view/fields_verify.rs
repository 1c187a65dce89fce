//! Fields that several commands share, those of the verification among them.

use lapor_domain::report::command::CommandKind;
use lapor_domain::report::state::SupportEnd;
use lapor_domain::words::{ArchiveReason, Outcome, ReportType};

use super::fields::Choices;
use super::form::{Field, Input, Radio};
use super::words;
use crate::i18n::I18n;

pub(super) const YES: &str = "yes";
const NO: &str = "no";

pub(super) fn verify(i18n: I18n, kind: CommandKind, c: &Choices) -> Vec<Field> {
    let t = |key: &str| i18n.t(key);
    let mut fields = kind_of(i18n, c);
    // Who keeps it keeps it for their own unit.
    if kind == CommandKind::Verify {
        fields.push(
            Field::new("lead", t("field-lead"), Input::Select(c.units.clone()))
                .hint(t("field-lead-hint"))
                .value(&c.lead),
        );
    }
    let release_hint = if c.rahasia {
        "field-release-rahasia"
    } else {
        "field-release-hint"
    };
    fields.extend(public_words(i18n, c));
    fields.push(
        Field::new(
            "release",
            t("field-release"),
            Input::Radios(if c.rahasia {
                vec![Radio::new(
                    NO,
                    t("field-release-no"),
                    t("field-release-no-help"),
                )]
            } else {
                vec![
                    Radio::new(YES, t("field-release-yes"), t("field-release-yes-help")),
                    Radio::new(NO, t("field-release-no"), t("field-release-no-help")),
                ]
            }),
        )
        .hint(t(release_hint)),
    );
    fields.push(
        Field::new("note", t("field-note"), Input::Area(false))
            .hint(t("field-note-hint"))
            .optional(),
    );
    fields
}

pub(super) fn kind_of(i18n: I18n, c: &Choices) -> Vec<Field> {
    let t = |key: &str| i18n.t(key);
    let types = [
        ReportType::Complaint,
        ReportType::Aspiration,
        ReportType::Information,
    ];
    let supervisory = match c.supervisory {
        Some(true) => YES,
        Some(false) => NO,
        None => "",
    };
    vec![
        Field::new(
            "type",
            t("field-type"),
            Input::Radios(
                types
                    .iter()
                    .map(|kind| {
                        let hint = t(&format!("{}-explain", words::key("kind", kind.as_str())));
                        Radio::new(kind.as_str(), words::report_type(&i18n, *kind), hint)
                    })
                    .collect(),
            ),
        )
        .value(
            c.report_type
                .filter(|k| *k != ReportType::Unknown)
                .map_or("", ReportType::as_str),
        ),
        Field::new(
            "supervisory",
            t("field-supervisory"),
            Input::Radios(vec![
                Radio::new(NO, t("field-supervisory-no"), ""),
                Radio::new(
                    YES,
                    t("field-supervisory-yes"),
                    t("field-supervisory-yes-help"),
                ),
            ]),
        )
        .value(supervisory),
        Field::new(
            "category",
            t("field-category"),
            Input::Select(c.categories.clone()),
        )
        .value(&c.category),
    ]
}

pub(super) fn public_words(i18n: I18n, c: &Choices) -> Vec<Field> {
    let mut fields = vec![
        Field::new("title_final", i18n.t("field-title-final"), Input::Line).value(&c.title),
        Field::new("text_final", i18n.t("field-text-final"), Input::Area(true))
            .hint(i18n.t("field-text-final-hint"))
            .value(&c.text),
    ];
    fields.extend(findings_kept(i18n, c));
    fields
}

/// Asked only where something was found.
pub(super) fn findings_kept(i18n: I18n, c: &Choices) -> Option<Field> {
    let ask = || {
        Field::new("findings_kept", i18n.t("field-findings-kept"), Input::Check)
            .hint(i18n.t("field-findings-kept-hint"))
            .optional()
    };
    (!c.findings.is_empty()).then(ask)
}

pub(super) fn owner(i18n: I18n, c: &Choices) -> Vec<Field> {
    let t = |key: &str| i18n.t(key);
    vec![
        Field::new(
            "owner_unit",
            t("field-owner-unit"),
            Input::Select(c.units.clone()),
        )
        .hint(t("field-owner-hint"))
        .optional(),
        Field::new(
            "owner_body",
            t("field-owner-body"),
            Input::Select(c.bodies.clone()),
        )
        .optional(),
        Field::new("owner_outside", t("field-owner-outside"), Input::Line).optional(),
    ]
}

pub(super) fn reasons(i18n: I18n, c: &Choices) -> Vec<Radio> {
    let open = if c.reasons.is_empty() {
        ArchiveReason::OFFICER
    } else {
        &c.reasons
    };
    open.iter()
        .map(|r| Radio::new(r.as_str(), words::reason(&i18n, *r), ""))
        .collect()
}

/// Outcomes that an officer may propose.
pub const PROPOSABLE: [Outcome; 5] = [
    Outcome::Done,
    Outcome::Answered,
    Outcome::Planned,
    Outcome::NotGranted,
    Outcome::Unfounded,
];

/// Only those that fit the type: `answered` closes no complaint.
pub(super) fn outcomes(i18n: I18n, c: &Choices) -> Vec<Radio> {
    let report_type = c.report_type.unwrap_or(ReportType::Unknown);
    PROPOSABLE
        .iter()
        .filter(|o| o.fits(report_type))
        .map(|o| {
            let hint = i18n.t(&format!("{}-help", words::key("outcome", o.as_str())));
            Radio::new(o.as_str(), words::outcome(&i18n, *o), hint)
        })
        .collect()
}

pub(super) fn support_ends(i18n: I18n) -> Vec<Radio> {
    let mut all = vec![Radio::new("", i18n.t("field-support-goes-on"), "")];
    all.extend([SupportEnd::Finished, SupportEnd::Refused].map(|end| {
        Radio::new(
            end.as_str(),
            i18n.t(&words::key("supportend", end.as_str())),
            "",
        )
    }));
    all
}
