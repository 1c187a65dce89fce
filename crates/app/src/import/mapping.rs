//! Units and categories of the export: found by name, made where they are lacking ("dari impor, belum dipetakan").

use std::collections::{BTreeMap, HashMap, HashSet};

use lapor_domain::agency::{Category, Directory, Unit};
use lapor_domain::ids::{BodyId, CategoryId, UnitId};
use lapor_store::record::entity::Entity;

use super::names;
use crate::sp4n::{Row, Sheet};

/// Which unit and category a row means.
pub(super) struct Mapping {
    body: BodyId,
    body_key: String,
    units: HashMap<String, UnitId>,
    known: HashMap<String, Vec<KnownUnit>>,
    categories: HashMap<String, CategoryId>,
}

/// A unit of the installation, with the key of the node above.
struct KnownUnit {
    id: UnitId,
    parent_key: Option<String>,
}

/// What must be written before the reports.
#[derive(Default)]
pub(super) struct Lacking {
    pub(super) units: Vec<Unit>,
    pub(super) categories: Vec<Category>,
}

impl Lacking {
    pub(super) fn entities(&self) -> impl Iterator<Item = Entity> + '_ {
        let units = self.units.iter().cloned().map(Entity::Unit);
        units.chain(self.categories.iter().cloned().map(Entity::Category))
    }
}

impl Mapping {
    /// Looks at every row; says what is lacking.
    pub(super) fn of(
        sheet: &Sheet,
        body: BodyId,
        body_name: &str,
        directory: &Directory,
    ) -> (Self, Lacking) {
        let mut mapping = Self {
            body,
            body_key: names::body_key(body_name),
            units: HashMap::new(),
            known: known_units(body, directory),
            categories: known_categories(body, directory),
        };
        let lacking = Lacking {
            units: mapping.make_units(sheet, directory),
            categories: mapping.make_categories(sheet, directory),
        };
        (mapping, lacking)
    }

    /// The unit that a row was disposed to.
    pub(super) fn unit(&self, row: &Row) -> Option<UnitId> {
        let name = row.unit.as_deref()?;
        let key = names::key(name);
        self.known_unit(&key, self.parent_name(row))
            .or_else(|| self.units.get(&key).copied())
    }

    /// The category of a row.
    pub(super) fn category(&self, row: &Row) -> Option<CategoryId> {
        let name = row.category.as_deref()?;
        self.categories.get(&names::key(name)).copied()
    }

    /// *Instansi Induk* where it is a node above the unit, and neither the body nor the unit itself.
    fn parent_name<'a>(&self, row: &'a Row) -> Option<&'a str> {
        let parent = row.parent_body.as_deref()?;
        let is_unit = row
            .unit
            .as_deref()
            .is_some_and(|unit| names::key(unit) == names::key(parent));
        let is_body = names::body_key(parent) == self.body_key;
        (!is_unit && !is_body).then_some(parent)
    }

    /// A unit of that name: below the parent that the row names, else the first.
    fn known_unit(&self, key: &str, parent: Option<&str>) -> Option<UnitId> {
        let units = self.known.get(key)?;
        let parent = parent.map(names::key);
        units
            .iter()
            .find(|unit| parent.is_some() && unit.parent_key == parent)
            .or_else(|| units.first())
            .map(|unit| unit.id)
    }

    fn make_units(&mut self, sheet: &Sheet, directory: &Directory) -> Vec<Unit> {
        // By name: what is made must not depend on the order of rows.
        let mut wanted: BTreeMap<String, (&str, Option<&str>)> = BTreeMap::new();
        for row in &sheet.rows {
            let Some(name) = row.unit.as_deref() else {
                continue;
            };
            let parent = self.parent_name(row);
            let entry = wanted.entry(names::key(name)).or_insert((name, None));
            entry.1 = entry.1.or(parent);
            if let Some(parent) = parent {
                wanted.entry(names::key(parent)).or_insert((parent, None));
            }
        }
        wanted.retain(|key, (_, parent)| self.known_unit(key, *parent).is_none());
        for key in wanted.keys() {
            let id = UnitId(names::id("unit", Some(self.body), key));
            self.units.insert(key.clone(), id);
        }
        let mut slugs: HashSet<String> = directory
            .units
            .values()
            .filter(|unit| unit.body == self.body)
            .map(|unit| unit.slug.clone())
            .collect();
        let made: Vec<_> = wanted
            .iter()
            .filter_map(|(key, (name, _))| self.new_unit(key, name, &wanted, &mut slugs))
            .collect();
        // Made by an earlier import and renamed since: it is there, under its id.
        made.into_iter()
            .filter(|unit| !directory.units.contains_key(&unit.id))
            .collect()
    }

    fn new_unit(
        &self,
        key: &str,
        name: &str,
        wanted: &BTreeMap<String, (&str, Option<&str>)>,
        slugs: &mut HashSet<String>,
    ) -> Option<Unit> {
        let slug = names::slug(name, |slug| slugs.contains(slug));
        slugs.insert(slug.clone());
        let above = |key: &str| {
            wanted
                .get(key)
                .and_then(|(_, parent)| parent.map(names::key))
        };
        // Two rows may each call the other's unit the upper one: then both stand at the top.
        let in_ring = std::iter::successors(above(key), |at| above(at))
            .take(wanted.len() + 1)
            .any(|at| at == key);
        let parent = above(key).filter(|_| !in_ring).and_then(|parent| {
            self.known_unit(&parent, None)
                .or_else(|| self.units.get(&parent).copied())
        });
        Some(Unit {
            id: *self.units.get(key)?,
            body: self.body,
            parent,
            slug,
            name: name.to_owned(),
            region: None,
            valid_from: None,
            valid_to: None,
            is_ppid: false,
            succeeds: Vec::new(),
            from_import: true,
        })
    }

    fn make_categories(&mut self, sheet: &Sheet, directory: &Directory) -> Vec<Category> {
        let wanted: BTreeMap<String, &str> = sheet
            .rows
            .iter()
            .filter_map(|row| row.category.as_deref())
            .map(|name| (names::key(name), name))
            .filter(|(key, _)| !self.categories.contains_key(key))
            .collect();
        let mut slugs: HashSet<String> = directory
            .categories
            .values()
            .filter(|category| category.body == self.body)
            .map(|category| category.slug.clone())
            .collect();
        let mut made = Vec::new();
        for (key, name) in wanted {
            let id = CategoryId(names::id("category", Some(self.body), &key));
            self.categories.insert(key, id);
            if directory.categories.contains_key(&id) {
                continue;
            }
            let slug = names::slug(name, |slug| slugs.contains(slug));
            slugs.insert(slug.clone());
            made.push(Category {
                id,
                body: self.body,
                parent: None,
                slug,
                name: name.to_owned(),
                public_place: false,
                evidence_required: false,
                default_unit: None,
                sp4n_name: Some(name.to_owned()),
                retired: false,
                from_import: true,
                questions: Vec::new(),
            });
        }
        made
    }
}

fn known_units(body: BodyId, directory: &Directory) -> HashMap<String, Vec<KnownUnit>> {
    let mut units: Vec<_> = directory
        .units
        .values()
        .filter(|unit| unit.body == body)
        .collect();
    units.sort_by_key(|unit| unit.id);
    let mut known: HashMap<String, Vec<KnownUnit>> = HashMap::new();
    for unit in units {
        let parent = unit.parent.and_then(|parent| directory.units.get(&parent));
        known
            .entry(names::key(&unit.name))
            .or_default()
            .push(KnownUnit {
                id: unit.id,
                parent_key: parent.map(|parent| names::key(&parent.name)),
            });
    }
    known
}

/// By the national system's name first, then by the body's own; the deeper node where both bear it.
fn known_categories(body: BodyId, directory: &Directory) -> HashMap<String, CategoryId> {
    let mut categories: Vec<_> = directory
        .categories
        .values()
        .filter(|category| category.body == body)
        .collect();
    categories.sort_by_key(|category| (category.parent.is_none(), category.retired, category.id));
    let by_sp4n = categories
        .iter()
        .filter_map(|category| Some((category.sp4n_name.as_deref()?, category.id)));
    let by_name = categories
        .iter()
        .map(|category| (category.name.as_str(), category.id));
    let mut known = HashMap::new();
    for (name, id) in by_sp4n.chain(by_name) {
        known.entry(names::key(name)).or_insert(id);
    }
    known
}
