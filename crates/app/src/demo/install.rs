//! Fills an empty installation with the city of the demonstration: bodies, units, categories, regions,
//! officers and the policy in force.

use std::collections::HashMap;

use lapor_domain::agency::{Body, Category, Grant, Officer, Unit};
use lapor_domain::ids::{BodyId, CategoryId, OfficerId, UnitId};
use lapor_domain::report::event::ActorRef;
use lapor_domain::words::Role;
use lapor_store::record::entity::{CalendarDocument, Entity, PolicyHistory};
use lapor_store::{Change, Tx, params};

use super::city::{BodyFile, City, OfficerSeed};
use super::policy_file;
use crate::admin;
use crate::app::App;
use crate::error::AppError;

/// Ids of what was installed, by slug.
#[derive(Clone, Debug, Default)]
pub struct Installed {
    /// Bodies.
    pub bodies: HashMap<String, BodyId>,
    /// Units, by body and unit.
    pub units: HashMap<(String, String), UnitId>,
    /// Categories of the city.
    pub categories: HashMap<String, CategoryId>,
    /// Officers.
    pub officers: HashMap<String, OfficerId>,
}

/// Installs the city. Sign-ins have no passwords until [`admin::set_password`] gives them one.
///
/// # Errors
/// Where the database fails.
pub async fn install(app: &App, city: &City) -> Result<Installed, AppError> {
    let mut made = Installed::default();
    let mut entities = Vec::new();
    for file in &city.bodies {
        entities.extend(body(app, file, &mut made));
    }
    if let Some(city_body) = city.bodies.first() {
        entities.extend(categories(app, city, &city_body.body.slug, &mut made));
    }
    entities.extend(
        city.officers
            .iter()
            .filter_map(|seed| officer(app, seed, &mut made)),
    );
    admin::put(app, entities, ActorRef::SYSTEM).await?;
    let regions = city
        .regions
        .iter()
        .map(|region| (region.code.to_string(), region.name.clone()))
        .collect();
    app.store().run(PutRegions(regions)).await?;
    app.reload_places().await?;
    Ok(made)
}

fn body(app: &App, file: &BodyFile, made: &mut Installed) -> Vec<Entity> {
    let seed = &file.body;
    let id = BodyId(app.fresh_id());
    made.bodies.insert(seed.slug.clone(), id);
    let mut entities = vec![
        Entity::Body(Body {
            id,
            slug: seed.slug.clone(),
            name: seed.name.clone(),
            kind: seed.kind,
            region: seed.region.map(|code| code.to_string()),
            from_import: false,
        }),
        Entity::Policy(PolicyHistory {
            body: id,
            versions: vec![policy_file::DEFAULT.policy()],
        }),
        Entity::Calendar(CalendarDocument {
            body: id,
            zone: seed.zone,
            added: Vec::new(),
            removed: Vec::new(),
            hours: Some(policy_file::DEFAULT.working_hours()),
            instrument: String::new(),
        }),
    ];
    for unit in &file.units {
        let unit_id = UnitId(app.fresh_id());
        let slug = |slug: &str| (seed.slug.clone(), slug.to_owned());
        entities.push(Entity::Unit(Unit {
            id: unit_id,
            body: id,
            parent: unit
                .parent
                .as_deref()
                .and_then(|parent| made.units.get(&slug(parent)).copied()),
            slug: unit.slug.clone(),
            name: unit.name.clone(),
            region: unit.region.map(|code| code.to_string()),
            valid_from: Some(seed.valid_from),
            valid_to: None,
            is_ppid: unit.slug == PPID,
            succeeds: Vec::new(),
            from_import: false,
        }));
        made.units.insert(slug(&unit.slug), unit_id);
    }
    entities
}

/// Who answers requests for public information in each body of the demonstration.
const PPID: &str = "diskominfo";

fn categories(app: &App, city: &City, body_slug: &str, made: &mut Installed) -> Vec<Entity> {
    let Some(body) = made.bodies.get(body_slug).copied() else {
        return Vec::new();
    };
    let mut entities = Vec::new();
    for group in &city.groups {
        let parent = CategoryId(app.fresh_id());
        made.categories.insert(group.code.clone(), parent);
        let unit = |slug: &str| {
            made.units
                .get(&(body_slug.to_owned(), slug.to_owned()))
                .copied()
        };
        let mut children = Vec::new();
        for seed in &group.categories {
            let id = CategoryId(app.fresh_id());
            children.push((seed.code.clone(), id));
            entities.push(Entity::Category(Category {
                id,
                body,
                parent: Some(parent),
                slug: seed.code.clone(),
                name: seed.name.clone(),
                public_place: seed.public_place,
                evidence_required: seed.evidence_required,
                default_unit: unit(&seed.unit),
                sp4n_name: seed.sp4n.clone(),
                retired: false,
                from_import: false,
                questions: seed.questions.clone(),
            }));
        }
        made.categories.extend(children);
        entities.push(Entity::Category(Category {
            id: parent,
            body,
            parent: None,
            slug: group.code.clone(),
            name: group.name.clone(),
            public_place: false,
            evidence_required: false,
            default_unit: None,
            sp4n_name: Some(group.sp4n_parent.clone()),
            retired: false,
            from_import: false,
            questions: Vec::new(),
        }));
    }
    entities
}

fn officer(app: &App, seed: &OfficerSeed, made: &mut Installed) -> Option<Entity> {
    let body = made.bodies.get(&seed.body).copied()?;
    // Coordinators, the desk, counters and inspectors act for the whole body.
    let within_unit = matches!(
        seed.role,
        Role::UnitOfficer | Role::FieldOfficer | Role::Leader
    );
    let unit = seed
        .unit
        .as_ref()
        .and_then(|unit| made.units.get(&(seed.body.clone(), unit.clone())).copied());
    let node = unit.filter(|_| within_unit);
    let id = OfficerId(app.fresh_id());
    made.officers.insert(seed.slug.clone(), id);
    Some(Entity::Officer(Officer {
        id,
        name: seed.name.clone(),
        login: seed.email.clone(),
        grants: grants(seed, body, node, unit),
        disabled: false,
    }))
}

/// Who coordinates works for a unit too, and keeps what that unit handles (row 4b).
fn grants(
    seed: &OfficerSeed,
    body: BodyId,
    node: Option<UnitId>,
    unit: Option<UnitId>,
) -> Vec<Grant> {
    let own = Grant {
        role: seed.role,
        body,
        node,
    };
    let at_unit = unit.filter(|_| seed.role == Role::Coordinator);
    let at_unit = at_unit.map(|unit| Grant {
        role: Role::UnitOfficer,
        body,
        node: Some(unit),
    });
    std::iter::once(own).chain(at_unit).collect()
}

/// Names of regions; boundaries come by `lapor import regions`.
struct PutRegions(Vec<(String, String)>);

impl Change for PutRegions {
    type Output = ();
    type Error = AppError;
    const NAME: &'static str = "put_regions";

    async fn apply(&self, tx: &mut Tx<'_>) -> Result<(), AppError> {
        const SQL: &str = "INSERT INTO region (code, name) VALUES ($1, $2)
            ON CONFLICT (code) DO UPDATE SET name = excluded.name";
        for (code, name) in &self.0 {
            tx.exec(SQL, params![code, name]).await?;
        }
        Ok(())
    }
}
