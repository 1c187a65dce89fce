//! Fields that several commands share, those of the verification among them.

use lapor_domain::report::command::CommandKind;
use lapor_domain::report::state::SupportEnd;
use lapor_domain::words::{ArchiveReason, Outcome, ReportType};

use super::fields::Choices;
use super::form::{Button, Field, Input, Radio};
use super::words;
use crate::i18n::I18n;

pub(super) const YES: &str = "yes";
const NO: &str = "no";

pub(super) fn verify(i18n: I18n, kind: CommandKind, c: &Choices) -> Vec<Field> {
    let t = |key: &str| i18n.t(key);
    let mut fields = kind_of(i18n, c);
    // Who keeps it keeps it for their own unit.
    if kind == CommandKind::Verify {
        fields.extend(lead(i18n, c));
    }
    fields.extend(public_words(i18n, c));
    fields.push(
        Field::new("note", t("field-note"), Input::Area(false))
            .hint(t("field-note-hint"))
            .optional(),
    );
    fields
}

/// The likeliest units with their reasons, and all of them below.
fn lead(i18n: I18n, c: &Choices) -> Vec<Field> {
    let t = |key: &str| i18n.t(key);
    let all = Field::new("lead", t("field-lead"), Input::Select(c.units.clone()))
        .hint(t("field-lead-hint"));
    let Some(picks) = c.picks.as_ref().filter(|picks| !picks.units.is_empty()) else {
        return vec![all.value(&c.lead)];
    };
    let mut radios = picks.units.clone();
    radios.push(Radio::new("", t("route-other-unit"), ""));
    vec![
        picked("lead_pick", t("route-unit"), radios, &picks.unit).hint(&picks.why),
        all.value(if picks.unit.is_empty() { &c.lead } else { "" })
            .only_with("lead_pick:")
            .optional(),
    ]
}

/// The likeliest categories, and all of them below.
fn category(i18n: I18n, c: &Choices) -> Vec<Field> {
    let t = |key: &str| i18n.t(key);
    let all = Field::new(
        "category",
        t("field-category"),
        Input::Select(c.categories.clone()),
    );
    let Some(picks) = c
        .picks
        .as_ref()
        .filter(|picks| !picks.categories.is_empty())
    else {
        return vec![all.value(&c.category)];
    };
    let mut radios = picks.categories.clone();
    radios.push(Radio::new("", t("route-other-category"), ""));
    vec![
        picked(
            "category_pick",
            t("route-category"),
            radios,
            &picks.category,
        ),
        all.value(if picks.category.is_empty() {
            &c.category
        } else {
            ""
        })
        .only_with("category_pick:")
        .optional(),
    ]
}

/// One of the radios is always chosen, be it the one that says "another".
pub(super) fn picked(name: &'static str, label: String, radios: Vec<Radio>, value: &str) -> Field {
    Field {
        values: vec![value.to_owned()],
        ..Field::new(name, label, Input::Radios(radios))
    }
}

/// The decision to publish is the button that sends the form.
pub(super) fn release_buttons(i18n: I18n, c: &Choices) -> Vec<Button> {
    let mut buttons = vec![Button {
        name: "release",
        value: NO,
        label: i18n.t("verify-unreleased"),
        press: "n",
    }];
    if !c.rahasia {
        buttons.push(Button {
            name: "release",
            value: YES,
            label: i18n.t("verify-released"),
            press: "p",
        });
    }
    buttons
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
    let mut fields = vec![
        Field::new(
            "type",
            t("field-type"),
            Input::Radios(
                types
                    .iter()
                    .map(|kind| {
                        let hint = t(&format!("{}-explain", words::key("kind", kind.as_str())));
                        let picks = c.picks.as_ref();
                        let said = picks.and_then(|picks| {
                            let said = picks.types.iter().find(|(of, _)| of == kind)?;
                            Some(format!("{hint} {}", said.1))
                        });
                        let label = words::report_type(&i18n, *kind);
                        Radio::new(kind.as_str(), label, said.unwrap_or(hint))
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
    ];
    if let Some(picks) = &c.picks {
        let whys = [&picks.type_why, &picks.supervisory_why];
        for (field, why) in fields.iter_mut().zip(whys) {
            field.hint.clone_from(why);
        }
    }
    fields.extend(category(i18n, c));
    fields
}

pub(super) fn public_words(i18n: I18n, c: &Choices) -> Vec<Field> {
    let mut fields = vec![
        Field::new("title_final", i18n.t("field-title-final"), Input::Line).value(&c.title),
        Field::new("text_final", i18n.t("field-text-final"), Input::Area(true))
            .hint(i18n.t("field-text-final-hint"))
            .value(&c.text),
    ];
    fields.extend(findings_kept(i18n, &c.findings));
    fields
}

/// Asked only where something was found.
pub(super) fn findings_kept(i18n: I18n, findings: &[String]) -> Option<Field> {
    let ask = || {
        Field::new("findings_kept", i18n.t("field-findings-kept"), Input::Check)
            .hint(i18n.t("field-findings-kept-hint"))
            .optional()
    };
    (!findings.is_empty()).then(ask)
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
