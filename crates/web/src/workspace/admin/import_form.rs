//! The mapping of a register as a form, and back.

use lapor_app::import::sitting::Sitting;
use lapor_app::register::{Field as Column, RegisterMapping, RegisterState};
use lapor_domain::words::Channel;

use super::keeper::Keeper;
use crate::form::Sent;
use crate::view::forms::{Choice, ChoiceGroup};
use crate::workspace_view::form::{Field, Form, Input};
use crate::workspace_view::words;

/// Words of one table that stand in the form; the mapping as a file has all.
const WORDS: usize = 60;
/// What is sent for "leave it out".
const NONE: &str = "-";

/// The form.
pub(super) fn form(keeper: &Keeper, sitting: &Sitting, names: &[String]) -> Form {
    let i18n = keeper.i18n();
    let mapping = &sitting.mapping;
    let mut fields = vec![
        Field::new("name", i18n.t("import-name"), Input::Line)
            .hint(i18n.t("import-name-hint"))
            .value(mapping.name.clone()),
    ];
    if let Some(grid) = sitting.grid.as_ref().filter(|grid| grid.sheets.len() > 1) {
        let sheets = grid
            .sheets
            .iter()
            .map(|name| Choice::new(name, name))
            .collect();
        fields.push(
            Field::new(
                "sheet",
                i18n.t("import-sheet"),
                Input::Select(ChoiceGroup::flat(sheets)),
            )
            .value(grid.sheet.clone()),
        );
    }
    let columns: Vec<Choice> = names.iter().map(|name| Choice::new(name, name)).collect();
    for column in Column::all() {
        let required = matches!(column, Column::Date | Column::Text);
        let input = Input::Select(ChoiceGroup::flat(columns.clone()));
        let label = i18n.t(&format!("import-field-{}", column.code().replace('_', "-")));
        let field = Field::new(format!("kolom-{}", column.code()), label, input)
            .value(mapping.column(column).unwrap_or_default());
        fields.push(if required { field } else { field.optional() });
    }
    let states: Vec<Choice> = RegisterState::ALL
        .iter()
        .map(|state| {
            Choice::new(
                state.code,
                i18n.t(&format!("import-to-{}", state.code.replace('_', "-"))),
            )
        })
        .collect();
    fields.push(
        Field::new(
            "kosong",
            i18n.t("import-empty-status"),
            Input::Select(ChoiceGroup::flat(states.clone())),
        )
        .value(mapping.empty_status.clone())
        .optional(),
    );
    let rules = keeper.rules();
    let none = Choice::new(NONE, i18n.t("import-none"));
    let mut units: Vec<Choice> = rules
        .directory
        .units
        .values()
        .filter(|unit| unit.body == keeper.body)
        .map(|unit| Choice::new(&unit.slug, &unit.name))
        .collect();
    let mut categories: Vec<Choice> = rules
        .directory
        .categories
        .values()
        .filter(|category| category.body == keeper.body && !category.retired)
        .map(|category| Choice::new(&category.slug, &category.name))
        .collect();
    for choices in [&mut units, &mut categories] {
        choices.sort_by(|one, other| one.label.cmp(&other.label));
        choices.insert(0, none.clone());
    }
    let channels = Channel::ALL
        .iter()
        .filter(|channel| !matches!(channel, Channel::Other | Channel::Unknown))
        .map(|channel| {
            let label = i18n.t(&words::key("channel", channel.as_str()));
            Choice::new(channel.as_str(), label)
        })
        .collect();
    for (table, key, words, choices) in [
        ("status", "import-word-status", &mapping.status, states),
        ("unit", "import-word-unit", &mapping.unit, units),
        (
            "kategori",
            "import-word-category",
            &mapping.category,
            categories,
        ),
        ("kanal", "import-word-channel", &mapping.channel, channels),
    ] {
        for (at, (word, target)) in words.0.iter().take(WORDS).enumerate() {
            let input = Input::Select(ChoiceGroup::flat(choices.clone()));
            fields.push(
                Field::new(format!("{table}-{at}"), i18n.t1(key, "word", word), input)
                    .value(target.clone())
                    .optional(),
            );
        }
    }
    let action = keeper.href(&format!("impor/{}", sitting.row.id));
    Form::new("pemetaan", action, i18n.t("import-save"), fields)
}

/// The mapping as sent; what the form does not show stays.
pub(super) fn read(sent: &Sent, before: &RegisterMapping) -> RegisterMapping {
    let mut mapping = before.clone();
    let text = |name: &str| sent.text(name).trim().to_owned();
    mapping.name = text("name");
    if sent.fields().iter().any(|(name, _)| name == "sheet") {
        mapping.sheet = text("sheet");
    }
    mapping.empty_status = text("kosong");
    for column in Column::all() {
        let chosen = text(&format!("kolom-{}", column.code()));
        if chosen.is_empty() {
            mapping.columns.remove(column.code());
        } else {
            mapping.columns.insert(column.code().to_owned(), chosen);
        }
    }
    let taken: Vec<String> = mapping.columns.values().cloned().collect();
    mapping.notes.retain(|name| !taken.contains(name));
    for (table, words) in [
        ("status", &mut mapping.status),
        ("unit", &mut mapping.unit),
        ("kategori", &mut mapping.category),
        ("kanal", &mut mapping.channel),
    ] {
        for (at, target) in words.0.values_mut().take(WORDS).enumerate() {
            let name = format!("{table}-{at}");
            if sent.fields().iter().any(|(field, _)| *field == name) {
                text(&name).clone_into(target);
            }
        }
    }
    mapping
}
