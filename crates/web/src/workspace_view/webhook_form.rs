//! The form of a new webhook.

use super::form::{Field, Form, Input, Radio};
use crate::i18n::I18n;
use crate::view::forms::{Choice, ChoiceGroup};

/// `name`, `url`, `sight`, `topics`, `unit`, `category`.
pub fn new(
    i18n: &I18n,
    action: &str,
    sights: Vec<Radio>,
    topics: Vec<Choice>,
    units: Vec<ChoiceGroup>,
    categories: Vec<ChoiceGroup>,
) -> Form {
    let t = |key: &str| i18n.t(key);
    Form::new(
        "webhook",
        action,
        t("webhook-create"),
        vec![
            Field::new("name", t("webhook-name"), Input::Line)
                .hint(t("webhook-name-hint"))
                .autocomplete("off"),
            Field::new("url", t("webhook-url"), Input::Line)
                .hint(t("webhook-url-hint"))
                .autocomplete("off"),
            Field::new("sight", t("webhook-sight"), Input::Radios(sights)),
            Field::new("topics", t("webhook-topics"), Input::Checks(topics))
                .hint(t("webhook-topics-hint"))
                .optional(),
            Field::new("unit", t("webhook-unit"), Input::Select(units))
                .hint(t("webhook-unit-hint"))
                .optional(),
            Field::new("category", t("webhook-category"), Input::Select(categories)).optional(),
        ],
    )
}
