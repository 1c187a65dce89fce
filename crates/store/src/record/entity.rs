//! Bodies, units, categories, officers, policies and calendars: streams whose events carry the whole
//! new document, and the newest document of each.

use std::collections::HashMap;

use jiff::Timestamp;
use jiff::civil::Date;
use lapor_domain::agency::{Body, Category, Directory, Officer, Unit};
use lapor_domain::api_key::ApiKey;
use lapor_domain::calendar::{Calendar, FreeDay};
use lapor_domain::clock::WorkingHours;
use lapor_domain::ids::{BodyId, OfficerId, PlanId, ProposalId};
use lapor_domain::official::Stationery;
use lapor_domain::open_data::OpenData;
use lapor_domain::plan::{Plan, Proposal};
use lapor_domain::policy::Policy;
use lapor_domain::report::event::ActorRef;
use lapor_domain::routing::RouteRule;
use lapor_domain::rules::Rules;
use lapor_domain::webhook::Webhook;
use lapor_domain::wording::Wording;
use lapor_domain::zone::Zone;
use serde::{Deserialize, Serialize};
use uuid::Uuid;

use super::{RecordError, micros, setting};
use crate::{FromRow, Row, StoreError, Tx, params};

/// A document of the directory.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(tag = "entity", rename_all = "snake_case")]
pub enum Entity {
    /// A body.
    Body(Body),
    /// A unit.
    Unit(Unit),
    /// A category.
    Category(Category),
    /// An officer.
    Officer(Officer),
    /// A body's policies, all versions, oldest first.
    Policy(PolicyHistory),
    /// A rule of routing.
    Route(RouteRule),
    /// A body's own days, zone and office hours. The desk's are the national ones.
    Calendar(CalendarDocument),
    /// A key of a program; its secret is not in it.
    ApiKey(ApiKey),
    /// A body's own wording of a message.
    Wording(Wording),
    /// A subscription to events; its secret is not in it.
    Webhook(Webhook),
    /// How a body publishes its open data.
    OpenData(OpenData),
    /// A body's letterhead, signature and chapters.
    Stationery(Stationery),
    /// An action plan with its steps.
    Plan(Box<Plan>),
    /// A plan that the program proposes.
    Proposal(Box<Proposal>),
}

/// All versions of a body's policy.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct PolicyHistory {
    /// Whose.
    pub body: BodyId,
    /// Oldest first.
    pub versions: Vec<Policy>,
}

/// A body's calendar: what it adds to the national one.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct CalendarDocument {
    /// Whose.
    pub body: BodyId,
    /// Its zone.
    pub zone: Zone,
    /// Days free here beyond the shipped national ones.
    pub added: Vec<FreeDay>,
    /// Shipped days that are not free after all, or not yet known.
    pub removed: Vec<Date>,
    /// Office hours; `None` are the usual ones.
    pub hours: Option<WorkingHours>,
    /// The decision that this version of the calendar follows: what clocks that move with it name as their reason.
    #[serde(default)]
    pub instrument: String,
}

impl Entity {
    /// Kind of stream, stream and body.
    pub(crate) fn key(&self) -> (&'static str, Uuid, Uuid) {
        match self {
            Self::Body(body) => ("body", body.id.0, body.id.0),
            Self::Unit(unit) => ("unit", unit.id.0, unit.body.0),
            Self::Category(category) => ("category", category.id.0, category.body.0),
            Self::Officer(officer) => (
                "officer",
                officer.id.0,
                officer
                    .grants
                    .first()
                    .map_or(Uuid::nil(), |grant| grant.body.0),
            ),
            Self::Policy(policy) => ("policy", policy.body.0, policy.body.0),
            Self::Route(route) => ("route", route.id.0, route.body.0),
            Self::Calendar(calendar) => ("calendar", calendar.body.0, calendar.body.0),
            Self::ApiKey(key) => ("api_key", key.id.0, key.body.0),
            Self::Wording(wording) => ("wording", wording.id, wording.body.0),
            Self::Webhook(hook) => ("webhook", hook.id.0, hook.body.0),
            Self::OpenData(data) => ("open_data", data.body.0, data.body.0),
            Self::Stationery(papers) => ("stationery", papers.body.0, papers.body.0),
            Self::Plan(plan) => ("plan", plan.id.0, plan.body.0),
            Self::Proposal(proposal) => ("proposal", proposal.id.0, proposal.body.0),
        }
    }
}

/// Writes a document: an event in its stream, the newest document, and a new directory version.
///
/// # Errors
/// [`RecordError`].
pub async fn put(
    tx: &mut Tx<'_>,
    entity: &Entity,
    actor: ActorRef,
    now: Timestamp,
) -> Result<(), RecordError> {
    const SEQ: &str = "SELECT seq FROM entity WHERE stream_kind = $1 AND stream_id = $2";
    const EVENT: &str = "INSERT INTO event (body_id, stream_kind, stream_id, seq, occurred_at, recorded_at, actor_role,
        actor_officer, actor_unit, kind, version, payload) VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12)";
    const NEWEST: &str = "INSERT INTO entity (stream_kind, stream_id, body_id, seq, document) VALUES ($1, $2, $3, $4, $5)
        ON CONFLICT (stream_kind, stream_id) DO UPDATE SET body_id = excluded.body_id, seq = excluded.seq,
        document = excluded.document";
    let (kind, id, body) = entity.key();
    let seq = tx.row::<i64>(SEQ, params![kind, id]).await?.unwrap_or(0) + 1;
    let document = serde_json::to_string(entity)?;
    let at = micros(now);
    tx.exec(
        EVENT,
        params![
            stream_body(entity, body),
            kind,
            id,
            seq,
            at,
            at,
            actor.role.as_str(),
            actor.officer.map(|id| id.0),
            actor.unit.map(|id| id.0),
            "set",
            1_i64,
            document.as_str()
        ],
    )
    .await?;
    tx.exec(NEWEST, params![kind, id, body, seq, document])
        .await?;
    setting::set(tx, setting::DIRECTORY_VERSION, &format!("{at}-{id}-{seq}")).await?;
    Ok(())
}

/// An officer's grants may change body; the stream's key must not.
fn stream_body(entity: &Entity, body: Uuid) -> Uuid {
    match entity {
        Entity::Officer(_) => Uuid::nil(),
        _ => body,
    }
}

/// A body's calendar document, where it has one.
///
/// # Errors
/// [`RecordError`].
pub async fn calendar(
    tx: &mut Tx<'_>,
    body: BodyId,
) -> Result<Option<CalendarDocument>, RecordError> {
    Ok(match newest(tx, "calendar", body.0).await? {
        Some(Entity::Calendar(calendar)) => Some(calendar),
        _ => None,
    })
}

/// An action plan as it stands, for a change that takes its next step.
///
/// # Errors
/// [`RecordError`].
pub async fn plan(tx: &mut Tx<'_>, id: PlanId) -> Result<Option<Plan>, RecordError> {
    Ok(match newest(tx, "plan", id.0).await? {
        Some(Entity::Plan(plan)) => Some(*plan),
        _ => None,
    })
}

/// A proposed plan as it stands, for a change that settles it.
///
/// # Errors
/// [`RecordError`].
pub async fn proposal(tx: &mut Tx<'_>, id: ProposalId) -> Result<Option<Proposal>, RecordError> {
    Ok(match newest(tx, "proposal", id.0).await? {
        Some(Entity::Proposal(proposal)) => Some(*proposal),
        _ => None,
    })
}

/// All proposed plans of a body, as they stand.
///
/// # Errors
/// [`RecordError`].
pub async fn proposals(tx: &mut Tx<'_>, body: BodyId) -> Result<Vec<Proposal>, RecordError> {
    const SQL: &str = "SELECT document FROM entity WHERE body_id = $1 AND stream_kind = 'proposal' ORDER BY stream_id";
    let mut found = Vec::new();
    for document in tx.rows::<Document>(SQL, params![body.0]).await? {
        if let Entity::Proposal(proposal) = serde_json::from_str(&document.0)? {
            found.push(*proposal);
        }
    }
    Ok(found)
}

async fn newest(tx: &mut Tx<'_>, kind: &str, id: Uuid) -> Result<Option<Entity>, RecordError> {
    const SQL: &str = "SELECT document FROM entity WHERE stream_kind = $1 AND stream_id = $2";
    let Some(document) = tx.row::<Document>(SQL, params![kind, id]).await? else {
        return Ok(None);
    };
    Ok(Some(serde_json::from_str(&document.0)?))
}

/// A change of a document, with the document before it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct EntityChange {
    /// Kind of stream.
    pub kind: String,
    /// When it was recorded.
    pub at: Timestamp,
    /// Which officer, where it was one.
    pub officer: Option<OfficerId>,
    /// JSON; `None` for a new document.
    pub before: Option<String>,
    /// JSON.
    pub after: String,
}

/// Changes of a body's documents, newest first. Officers count where their first grant is now.
///
/// # Errors
/// Where the database fails.
pub async fn changes(
    tx: &mut Tx<'_>,
    body: BodyId,
    limit: i64,
    skip: i64,
) -> Result<Vec<EntityChange>, StoreError> {
    const SQL: &str = "SELECT e.stream_kind, e.recorded_at, e.actor_officer, p.payload, e.payload FROM event e
        LEFT JOIN event p ON p.body_id = e.body_id AND p.stream_kind = e.stream_kind AND p.stream_id = e.stream_id
        AND p.seq = e.seq - 1
        WHERE (e.body_id = $1 AND e.stream_kind IN ('body', 'unit', 'category', 'policy', 'calendar', 'route', 'api_key',
        'wording', 'webhook', 'open_data', 'stationery'))
        OR (e.body_id = $2 AND e.stream_kind = 'officer'
        AND e.stream_id IN (SELECT stream_id FROM entity WHERE stream_kind = 'officer' AND body_id = $1))
        ORDER BY e.recorded_at DESC, e.stream_kind, e.stream_id, e.seq DESC LIMIT $3 OFFSET $4";
    tx.rows(SQL, params![body.0, Uuid::nil(), limit, skip])
        .await
}

impl FromRow for EntityChange {
    fn from_row(row: Row<'_>) -> Result<Self, StoreError> {
        Ok(Self {
            kind: row.get(0)?,
            at: row.get(1)?,
            officer: row.get::<Option<Uuid>>(2)?.map(OfficerId),
            before: row.get(3)?,
            after: row.get(4)?,
        })
    }
}

/// Changes of one document, newest first; at most 100.
///
/// # Errors
/// Where the database fails.
pub async fn changes_of(
    tx: &mut Tx<'_>,
    body: BodyId,
    kind: &str,
    stream: Uuid,
) -> Result<Vec<EntityChange>, StoreError> {
    const SQL: &str = "SELECT e.stream_kind, e.recorded_at, e.actor_officer, p.payload, e.payload FROM event e
        LEFT JOIN event p ON p.body_id = e.body_id AND p.stream_kind = e.stream_kind AND p.stream_id = e.stream_id
        AND p.seq = e.seq - 1
        WHERE e.body_id = $1 AND e.stream_kind = $2 AND e.stream_id = $3 ORDER BY e.seq DESC LIMIT 100";
    tx.rows(SQL, params![body.0, kind, stream]).await
}

/// The version of the directory: another one means that a copy in memory is old.
///
/// # Errors
/// Where the database fails.
pub async fn version(tx: &mut Tx<'_>) -> Result<String, StoreError> {
    Ok(setting::get(tx, setting::DIRECTORY_VERSION)
        .await?
        .unwrap_or_default())
}

/// When a category of a body was last written; `None` where it has none.
///
/// # Errors
/// Where the database fails.
pub async fn categories_changed(
    tx: &mut Tx<'_>,
    body: BodyId,
) -> Result<Option<Timestamp>, StoreError> {
    const SQL: &str =
        "SELECT max(recorded_at) FROM event WHERE body_id = $1 AND stream_kind = 'category'";
    let row = tx.row::<Option<Timestamp>>(SQL, params![body.0]).await?;
    Ok(row.flatten())
}

/// Reads everything: agencies, policies, calendars.
///
/// `default_policy` is what a body without its own takes; `known_at` is the moment as of which the
/// shipped national days count.
///
/// # Errors
/// [`RecordError`].
pub async fn rules(
    tx: &mut Tx<'_>,
    default_policy: &Policy,
    known_at: Timestamp,
) -> Result<Rules, RecordError> {
    const SQL: &str = "SELECT document FROM entity ORDER BY stream_kind, stream_id";
    let documents = tx.rows::<Document>(SQL, params![]).await?;
    assembled(documents, default_policy, known_at)
}

/// As [`rules`], but agencies, units, categories, policies and calendars as they were before a moment; what was not
/// yet written then is as it was written first.
///
/// # Errors
/// [`RecordError`].
pub async fn rules_as_of(
    tx: &mut Tx<'_>,
    default_policy: &Policy,
    moment: Timestamp,
) -> Result<Rules, RecordError> {
    // Those of officers and programs are in no figure: the newest will do.
    const SQL: &str = "SELECT COALESCE(
            (SELECT e.payload FROM event e WHERE e.body_id = n.body_id AND e.stream_kind = n.stream_kind
                AND e.stream_id = n.stream_id AND e.recorded_at < $1 ORDER BY e.seq DESC LIMIT 1),
            (SELECT e.payload FROM event e WHERE e.body_id = n.body_id AND e.stream_kind = n.stream_kind
                AND e.stream_id = n.stream_id ORDER BY e.seq LIMIT 1),
            n.document)
        FROM entity n ORDER BY n.stream_kind, n.stream_id";
    let documents = tx.rows::<Document>(SQL, params![micros(moment)]).await?;
    assembled(documents, default_policy, moment)
}

fn assembled(
    documents: Vec<Document>,
    default_policy: &Policy,
    known_at: Timestamp,
) -> Result<Rules, RecordError> {
    let mut rules = Rules {
        directory: Directory::default(),
        policies: HashMap::new(),
        calendars: HashMap::new(),
        hours: HashMap::new(),
        default_policy: default_policy.clone(),
        default_calendar: Calendar::national(Zone::Wib, known_at),
    };
    let mut calendars = Vec::new();
    for document in documents {
        match serde_json::from_str(&document.0)? {
            Entity::Body(body) => drop(rules.directory.bodies.insert(body.id, body)),
            Entity::Unit(unit) => drop(rules.directory.units.insert(unit.id, unit)),
            Entity::Category(category) => {
                drop(rules.directory.categories.insert(category.id, category));
            }
            Entity::Officer(officer) => drop(rules.directory.officers.insert(officer.id, officer)),
            Entity::Route(route) => drop(rules.directory.routes.insert(route.id, route)),
            Entity::Policy(policy) => drop(rules.policies.insert(policy.body, policy.versions)),
            Entity::ApiKey(key) => drop(rules.directory.api_keys.insert(key.id, key)),
            Entity::Wording(wording) => {
                drop(rules.directory.wordings.insert(wording.id, wording));
            }
            Entity::Webhook(hook) => drop(rules.directory.webhooks.insert(hook.id, hook)),
            Entity::OpenData(data) => drop(rules.directory.open_data.insert(data.body, data)),
            Entity::Stationery(papers) => {
                drop(rules.directory.stationery.insert(papers.body, papers));
            }
            Entity::Plan(plan) => drop(rules.directory.plans.insert(plan.id, *plan)),
            Entity::Proposal(it) => drop(rules.directory.proposals.insert(it.id, *it)),
            Entity::Calendar(calendar) => calendars.push(calendar),
        }
    }
    set_calendars(&mut rules, calendars, known_at);
    Ok(rules)
}

/// Shipped days, then the desk's (national) changes, then the body's own.
fn set_calendars(rules: &mut Rules, documents: Vec<CalendarDocument>, known_at: Timestamp) {
    let desk = rules.directory.desk().map(|desk| desk.id);
    let national = documents
        .iter()
        .find(|document| Some(document.body) == desk)
        .cloned();
    if let Some(national) = &national {
        change(&mut rules.default_calendar, national);
    }
    for document in documents {
        let mut calendar = Calendar::national(document.zone, known_at);
        if let Some(national) = &national {
            change(&mut calendar, national);
        }
        if Some(document.body) != desk {
            change(&mut calendar, &document);
        }
        rules.calendars.insert(document.body, calendar);
        if let Some(hours) = document.hours {
            rules.hours.insert(document.body, hours);
        }
    }
}

fn change(calendar: &mut Calendar, document: &CalendarDocument) {
    for day in &document.removed {
        calendar.remove(*day);
    }
    for day in &document.added {
        calendar.add(day.clone());
    }
}

struct Document(String);

impl FromRow for Document {
    fn from_row(row: Row<'_>) -> Result<Self, StoreError> {
        Ok(Self(row.get(0)?))
    }
}
