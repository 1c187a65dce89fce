//! What administrators change: bodies, units, categories, officers, policies, calendars. Every change
//! is an event of its own stream.

use std::sync::Arc;

use jiff::Timestamp;
use lapor_domain::agency::{Grant, Officer};
use lapor_domain::ids::{BodyId, OfficerId};
use lapor_domain::report::event::ActorRef;
use lapor_domain::rules::Rules;
use lapor_domain::words::Role;
use lapor_store::record::entity::{self, CalendarDocument, Entity};
use lapor_store::record::{RecordError, credential, job};
use lapor_store::{Change, Query, StoreError, Tx};
use uuid::Uuid;

use crate::app::App;
use crate::error::AppError;
use crate::password::Password;

/// Who may change a body's data: its administrators and coordinators, and the desk's administrators
/// for every body.
pub fn may_administer(rules: &Rules, officer: OfficerId, body: BodyId) -> bool {
    let covers = |grant: &Grant| match grant.role {
        Role::Administrator => grant.body == body || rules.directory.is_desk(grant.body),
        Role::Coordinator => grant.body == body && grant.node.is_none(),
        _ => false,
    };
    rules
        .directory
        .officers
        .get(&officer)
        .is_some_and(|officer| !officer.disabled && officer.grants.iter().any(covers))
}

/// Writes documents of the directory in one change, then reads the rules again.
///
/// # Errors
/// Where the database fails.
pub async fn put(app: &App, entities: Vec<Entity>, actor: ActorRef) -> Result<(), AppError> {
    let jobs = entities.iter().map(|_| app.fresh_id()).collect();
    let change = PutEntities {
        entities,
        jobs,
        actor,
        now: app.now(),
        rules: app.rules(),
    };
    app.store().run(change).await?;
    app.reload_rules(false).await
}

/// Who gives keys to programs: administrators only, since a key may act as an officer.
pub fn may_give_keys(rules: &Rules, officer: OfficerId, body: BodyId) -> bool {
    let officer = rules.directory.officers.get(&officer);
    officer.is_some_and(|officer| {
        let mut grants = officer.grants.iter();
        !officer.disabled
            && grants.any(|grant| {
                grant.role == Role::Administrator
                    && (grant.body == body || rules.directory.is_desk(grant.body))
            })
    })
}

/// When what a body offers to be reported last changed.
///
/// # Errors
/// Where the database fails.
pub async fn services_changed(app: &App, body: BodyId) -> Result<Timestamp, AppError> {
    let changed = app.store().read(CategoriesChanged(body)).await?;
    Ok(changed.unwrap_or(Timestamp::UNIX_EPOCH))
}

struct CategoriesChanged(BodyId);

impl Query for CategoriesChanged {
    type Output = Option<Timestamp>;

    async fn run(&self, tx: &mut Tx<'_>) -> Result<Self::Output, StoreError> {
        entity::categories_changed(tx, self.0).await
    }
}

/// A body's calendar document as it stands, to be changed and put back.
///
/// # Errors
/// Where the database fails.
pub async fn calendar_of(app: &App, body: BodyId) -> Result<Option<CalendarDocument>, AppError> {
    Ok(app.store().read(CalendarOf(body)).await??)
}

struct CalendarOf(BodyId);

impl Query for CalendarOf {
    type Output = Result<Option<CalendarDocument>, RecordError>;

    async fn run(&self, tx: &mut Tx<'_>) -> Result<Self::Output, StoreError> {
        Ok(entity::calendar(tx, self.0).await)
    }
}

/// A change of a document of the directory, for people to read.
#[derive(Clone, Debug)]
pub struct DirectoryChange {
    /// `body`, `unit`, `officer`, `policy`, `calendar` or `category`.
    pub kind: String,
    /// When it was recorded.
    pub at: Timestamp,
    /// Who, where it was an officer.
    pub officer: Option<OfficerId>,
    /// The document before; null for a new one.
    pub before: serde_json::Value,
    /// The document since then.
    pub after: serde_json::Value,
}

/// What was changed in a body's data, newest first.
///
/// # Errors
/// Where the database fails.
pub async fn changes(
    app: &App,
    body: BodyId,
    limit: usize,
    skip: usize,
) -> Result<Vec<DirectoryChange>, AppError> {
    let query = Changes {
        body,
        limit: i64::try_from(limit).unwrap_or(i64::MAX),
        skip: i64::try_from(skip).unwrap_or(i64::MAX),
    };
    let found = app.store().read(query).await?;
    let parse = |text: &str| serde_json::from_str(text).map_err(RecordError::Document);
    let mut changes = Vec::with_capacity(found.len());
    for change in found {
        changes.push(DirectoryChange {
            before: match &change.before {
                Some(text) => parse(text)?,
                None => serde_json::Value::Null,
            },
            after: parse(&change.after)?,
            kind: change.kind,
            at: change.at,
            officer: change.officer,
        });
    }
    Ok(changes)
}

struct Changes {
    body: BodyId,
    limit: i64,
    skip: i64,
}

impl Query for Changes {
    type Output = Vec<entity::EntityChange>;

    async fn run(&self, tx: &mut Tx<'_>) -> Result<Self::Output, StoreError> {
        entity::changes(tx, self.body, self.limit, self.skip).await
    }
}

struct PutEntities {
    entities: Vec<Entity>,
    jobs: Vec<Uuid>,
    rules: Arc<Rules>,
    actor: ActorRef,
    now: Timestamp,
}

impl Change for PutEntities {
    type Output = ();
    type Error = AppError;
    const NAME: &'static str = "put_entities";

    async fn apply(&self, tx: &mut Tx<'_>) -> Result<(), AppError> {
        for (entity, job_id) in self.entities.iter().zip(&self.jobs) {
            entity::put(tx, entity, self.actor, self.now).await?;
            if let Entity::Calendar(calendar) = entity {
                self.move_clocks(tx, calendar, *job_id).await?;
            }
        }
        Ok(())
    }
}

impl PutEntities {
    /// Open clocks move with the calendar; the desk's is everybody's (section 4, rule 6).
    async fn move_clocks(
        &self,
        tx: &mut Tx<'_>,
        calendar: &CalendarDocument,
        id: Uuid,
    ) -> Result<(), AppError> {
        let payload = serde_json::to_string(&calendar.instrument).map_err(RecordError::Document)?;
        if self.rules.directory.is_desk(calendar.body) {
            for (n, body) in (1_u128..).zip(self.rules.directory.bodies.keys()) {
                let id = Uuid::from_u128(id.as_u128() ^ n);
                job::add(tx, id, "calendar", &body.to_string(), &payload, self.now).await?;
            }
        } else {
            job::add(
                tx,
                id,
                "calendar",
                &calendar.body.to_string(),
                &payload,
                self.now,
            )
            .await?;
        }
        Ok(())
    }
}

/// Sets an officer's password and ends their sessions.
///
/// # Errors
/// A password that is too short or too common; the record.
pub async fn set_password(
    app: &App,
    officer: &Officer,
    password: Password,
) -> Result<(), AppError> {
    password.acceptable(&[&officer.login, &officer.name])?;
    let hash = app.passwords().hash(password, app.random()).await?;
    let change = SetPassword {
        officer: officer.id,
        hash,
        now: app.now(),
    };
    app.store().run(change).await
}

struct SetPassword {
    officer: OfficerId,
    hash: String,
    now: Timestamp,
}

impl Change for SetPassword {
    type Output = ();
    type Error = AppError;
    const NAME: &'static str = "set_password";

    async fn apply(&self, tx: &mut Tx<'_>) -> Result<(), AppError> {
        credential::set_password(tx, self.officer, &self.hash, self.now).await?;
        Ok(())
    }
}
