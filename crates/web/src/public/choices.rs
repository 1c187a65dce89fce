//! Choices of selects: offices, categories, bodies.

use lapor_domain::agency::{Body, BodyKind};
use lapor_domain::ids::{BodyId, UnitId};
use lapor_domain::rules::Rules;

use crate::state::Here;
use crate::view::forms::{Choice, ChoiceGroup};
use crate::workspace::offered_categories;

/// Units of the pages' body that may be given reports today; none where no body was chosen.
pub(super) fn units(here: &Here) -> Vec<ChoiceGroup> {
    let rules = here.rules();
    let Some(body) = here.body else {
        return Vec::new();
    };
    let today = here.zone().local_date(here.app().now());
    let mut units: Vec<_> = rules
        .directory
        .units
        .values()
        .filter(|unit| unit.body == body && unit.is_valid_on(today) && !unit.from_import)
        .collect();
    units.sort_by(|a, b| a.name.cmp(&b.name));
    let options: Vec<Choice> = units
        .into_iter()
        .map(|unit| Choice::new(unit.id.to_string(), &unit.name))
        .collect();
    if options.is_empty() {
        Vec::new()
    } else {
        ChoiceGroup::flat(options)
    }
}

/// The unit of a form's value, if it is one of the pages' body.
pub(crate) fn unit(here: &Here, value: &str) -> Option<UnitId> {
    let id = value.parse().ok()?;
    let rules = here.rules();
    let unit = rules.directory.units.get(&id)?;
    (Some(unit.body) == here.body).then_some(id)
}

/// Categories that a report may be filed under; none where no body was chosen.
pub(super) fn offered(here: &Here) -> Vec<ChoiceGroup> {
    let groups = here
        .body
        .map(|body| offered_categories(&here.rules(), body));
    let mut groups = groups.unwrap_or_default();
    groups.retain(|group| !group.options.is_empty());
    groups
}

/// Some category of the pages' body has questions.
pub(super) fn has_questions(here: &Here) -> bool {
    let rules = here.rules();
    let mut all = rules.directory.categories.values();
    all.any(|category| {
        Some(category.body) == here.body && !category.retired && category.asked().next().is_some()
    })
}

/// Categories of the pages' body under their parents, to look for: a parent stands for all below it.
pub(super) fn categories(here: &Here) -> Vec<ChoiceGroup> {
    let rules = here.rules();
    let Some(body) = here.body else {
        return Vec::new();
    };
    let of_body = |parent| {
        let mut found: Vec<_> = rules
            .directory
            .categories
            .values()
            .filter(|category| category.body == body && category.parent == parent)
            .collect();
        found.sort_by(|a, b| a.name.cmp(&b.name));
        found
    };
    let mut groups = Vec::new();
    let mut alone = Vec::new();
    for top in of_body(None) {
        let below = of_body(Some(top.id));
        if below.is_empty() {
            alone.push(Choice::new(top.id.to_string(), &top.name));
            continue;
        }
        let whole = here.i18n.t1("category-whole", "name", &top.name);
        let whole = Choice::new(top.id.to_string(), whole);
        let below = below.into_iter();
        let below = below.map(|category| Choice::new(category.id.to_string(), &category.name));
        groups.push(ChoiceGroup {
            label: top.name.clone(),
            options: std::iter::once(whole).chain(below).collect(),
        });
    }
    if !alone.is_empty() {
        groups.splice(0..0, ChoiceGroup::flat(alone));
    }
    groups
}

/// Bodies to choose from, by name.
pub(super) fn agencies(rules: &Rules) -> Vec<Body> {
    let mut found: Vec<Body> = rules
        .directory
        .bodies
        .values()
        .filter(|body| body.kind == BodyKind::Agency && !body.from_import)
        .cloned()
        .collect();
    found.sort_by(|a, b| a.name.cmp(&b.name));
    found
}

/// The body whose rules these pages explain: the chosen one, else the desk, else any.
pub(super) fn explained(here: &Here, rules: &Rules) -> BodyId {
    here.body
        .or_else(|| rules.directory.desk().map(|desk| desk.id))
        .or_else(|| rules.directory.bodies.keys().min().copied())
        .unwrap_or(BodyId(uuid::Uuid::nil()))
}
