//! Fields that name who gets a report that is passed on: first whom the program, or the unit that refused, has in mind.

use lapor_domain::report::command::CommandKind;

use super::fields::{Choices, OwnerPicks};
use super::fields_verify::picked;
use super::form::{Field, Input, Radio};
use crate::i18n::I18n;

/// Rows 14 and 29: the new lead.
pub(super) fn lead_or(i18n: I18n, c: &Choices) -> Vec<Field> {
    let all = Field::new("lead", i18n.t("field-lead"), Input::Select(c.units.clone()));
    let picks = &c.owner_units;
    if picks.radios.is_empty() {
        return vec![all.value(&c.lead)];
    }
    vec![
        picks_of(i18n, "lead_pick", "route-unit", "route-other-unit", picks),
        all.value(if picks.first.is_empty() { &c.lead } else { "" })
            .only_with("lead_pick:")
            .optional(),
    ]
}

/// Rows 3 and 13: whose matter it is said to be. A unit names a unit first, a body another body.
pub(super) fn owner(i18n: I18n, kind: CommandKind, c: &Choices) -> Vec<Field> {
    let t = |key: &str| i18n.t(key);
    let unit = Field::new(
        "owner_unit",
        t("field-owner-unit"),
        Input::Select(c.units.clone()),
    )
    .hint(t("field-owner-hint"))
    .optional();
    let body = Field::new(
        "owner_body",
        t("field-owner-body"),
        Input::Select(c.bodies.clone()),
    )
    .optional();
    let outside = Field::new("owner_outside", t("field-owner-outside"), Input::Line).optional();
    let picks = match kind {
        CommandKind::ReturnToDesk => {
            let picks = &c.owner_bodies;
            ("owner_body_pick", "route-body", "route-other-body", picks)
        }
        _ => (
            "owner_pick",
            "route-unit",
            "route-other-owner",
            &c.owner_units,
        ),
    };
    let (name, label, other, picks) = picks;
    if picks.radios.is_empty() {
        return vec![unit, body, outside];
    }
    let only = match kind {
        CommandKind::ReturnToDesk => "owner_body_pick:",
        _ => "owner_pick:",
    };
    vec![
        picks_of(i18n, name, label, other, picks),
        unit.only_with(only),
        body.only_with(only),
        outside.only_with(only),
    ]
}

/// Row 2: the body that the desk sends it to.
pub(super) fn to_body(i18n: I18n, c: &Choices) -> Vec<Field> {
    let all = bodies(i18n, c);
    let picks = &c.owner_bodies;
    if picks.radios.is_empty() {
        return vec![all];
    }
    vec![
        picks_of(
            i18n,
            "to_body_pick",
            "route-body",
            "route-other-body",
            picks,
        ),
        all.only_with("to_body_pick:").optional(),
    ]
}

/// Row 10: another body of the installation, or an office outside.
pub(super) fn destination(i18n: I18n, c: &Choices) -> Vec<Field> {
    let t = |key: &str| i18n.t(key);
    let all = bodies(i18n, c).optional();
    let outside = Field::new("to_outside", t("field-to-outside"), Input::Line)
        .hint(t("field-to-outside-hint"))
        .optional();
    let contact = Field::new("contact", t("field-outside-contact"), Input::Line)
        .hint(t("field-outside-contact-hint"))
        .optional();
    let picks = &c.owner_bodies;
    if picks.radios.is_empty() {
        return vec![all, outside, contact];
    }
    let only = "to_body_pick:";
    vec![
        picks_of(
            i18n,
            "to_body_pick",
            "route-body",
            "route-other-owner",
            picks,
        ),
        all.only_with(only),
        outside.only_with(only),
        contact.only_with(only),
    ]
}

fn bodies(i18n: I18n, c: &Choices) -> Field {
    Field::new(
        "to_body",
        i18n.t("field-to-body"),
        Input::Select(c.bodies.clone()),
    )
}

fn picks_of(i18n: I18n, name: &'static str, label: &str, other: &str, picks: &OwnerPicks) -> Field {
    let mut radios = picks.radios.clone();
    radios.push(Radio::new("", i18n.t(other), ""));
    picked(name, i18n.t(label), radios, &picks.first).hint(&picks.why)
}
