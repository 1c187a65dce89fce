//! Names of a body's units and categories, and which of them a register means.

use lapor_domain::agency::Directory;
use lapor_domain::ids::BodyId;

use super::mapping::{NONE, RegisterMapping};
use crate::sp4n::column::fold;

/// Names of a body's units and categories, by slug.
#[derive(Clone, Debug, Default)]
pub struct Names {
    pub(super) units: Vec<Named>,
    pub(super) categories: Vec<Named>,
}

#[derive(Clone, Debug)]
pub(super) struct Named {
    pub(super) slug: String,
    pub(super) name: String,
    /// Of a unit: the name of the node above.
    pub(super) above: Option<String>,
}

impl Names {
    /// Those of a body.
    pub fn of(directory: &Directory, body: BodyId) -> Self {
        let units = directory.units.values().filter(|unit| unit.body == body);
        let mut units: Vec<_> = units
            .map(|unit| Named {
                slug: unit.slug.clone(),
                name: unit.name.clone(),
                above: unit
                    .parent
                    .and_then(|parent| directory.units.get(&parent))
                    .map(|parent| parent.name.clone()),
            })
            .collect();
        units.sort_by(|one, other| one.slug.cmp(&other.slug));
        let categories = directory.categories.values();
        let mut categories: Vec<_> = categories
            .filter(|category| category.body == body && !category.retired)
            .map(|category| Named {
                slug: category.slug.clone(),
                name: category.name.clone(),
                above: None,
            })
            .collect();
        categories.sort_by(|one, other| one.slug.cmp(&other.slug));
        Self { units, categories }
    }

    /// Slugs in the tables of a mapping that the body does not have.
    pub fn unknown_in(&self, mapping: &RegisterMapping) -> Vec<String> {
        let lacks = |known: &[Named], target: &str| {
            !target.is_empty() && target != NONE && !known.iter().any(|one| one.slug == target)
        };
        let units = mapping
            .unit
            .0
            .values()
            .filter(|target| lacks(&self.units, target));
        let categories = mapping.category.0.values();
        let categories = categories.filter(|target| lacks(&self.categories, target));
        let mut unknown: Vec<_> = units.chain(categories).cloned().collect();
        unknown.sort();
        unknown.dedup();
        unknown
    }

    /// The slug of the unit that a word probably means; empty where none does.
    pub(super) fn unit_like(&self, word: &str) -> String {
        like(&self.units, word)
    }

    pub(super) fn category_like(&self, word: &str) -> String {
        like(&self.categories, word)
    }
}

/// By the whole name, by its initials ("PUPR"), or by the only name that contains the word.
fn like(known: &[Named], word: &str) -> String {
    let key = fold(word);
    let one = |mut found: Box<dyn Iterator<Item = &Named> + '_>| match (found.next(), found.next())
    {
        (Some(only), None) => Some(only.slug.clone()),
        _ => None,
    };
    let same = known
        .iter()
        .find(|one| fold(&one.name) == key || one.slug == key);
    if let Some(same) = same {
        return same.slug.clone();
    }
    let short = |name: &str| -> String {
        let words = name.split(|c: char| !c.is_alphanumeric());
        words
            .filter(|word| !word.is_empty() && !word.eq_ignore_ascii_case("dan"))
            .filter_map(|word| word.chars().next())
            .flat_map(char::to_lowercase)
            .collect()
    };
    let key_ref = key.as_str();
    let by_initials = one(Box::new(known.iter().filter(move |one| {
        let initials = short(&one.name);
        let without_first = initials.get(1..).unwrap_or_default();
        key_ref.len() >= 3 && (initials == key_ref || without_first == key_ref)
    })));
    let within = || {
        one(Box::new(known.iter().filter(move |one| {
            let name = fold(&one.name);
            key_ref.len() >= 6
                && (name.contains(key_ref) || (name.len() >= 6 && key_ref.contains(&name)))
        })))
    };
    by_initials.or_else(within).unwrap_or_default()
}
