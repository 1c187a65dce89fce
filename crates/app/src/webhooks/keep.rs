//! Giving, listing, pausing, renewing and ending subscriptions.

use jiff::{SignedDuration, Timestamp};
use lapor_domain::ids::{BodyId, CategoryId, UnitId, WebhookId};
use lapor_domain::report::event::ActorRef;
use lapor_domain::rules::Rules;
use lapor_domain::webhook::{Pause, PauseReason, Sight, Topic, Webhook};
use lapor_store::record::entity::{self, Entity};
use lapor_store::webhook::{self, Counted, SealedSecret};
use lapor_store::{Change, Query, StoreError, Tx};
use zeroize::Zeroizing;

use super::{address, sign};
use crate::app::App;
use crate::error::{AppError, FieldError};
use crate::report::MAX_LINE;
use crate::report::filing::clean_line;

/// How long a secret stays valid beside the one that takes its place.
pub const BOTH_VALID: SignedDuration = SignedDuration::from_hours(24);

/// A subscription to be made.
#[derive(Clone, Debug)]
pub struct NewWebhook {
    /// The body whose reports it concerns; the desk's are for the whole installation.
    pub body: BodyId,
    /// Which program it is for.
    pub name: String,
    /// Where it is told.
    pub url: String,
    /// With whose eyes it sees.
    pub sight: Sight,
    /// Of what; empty is everything.
    pub topics: Vec<Topic>,
    /// Only what this unit, or one below it, handles.
    pub unit: Option<UnitId>,
    /// Only this category and those below it.
    pub category: Option<CategoryId>,
    /// The receiver stands in the own network. For the operator of the machine to say, not for a page.
    pub local: bool,
}

/// A secret just made: the only moment at which its text is known.
pub struct Given {
    /// The subscription.
    pub webhook: Webhook,
    /// What its receiver keeps.
    pub secret: Zeroizing<String>,
}

/// A subscription in a list.
#[derive(Clone, Debug)]
pub struct Listed {
    /// Its document.
    pub webhook: Webhook,
    /// Deliveries that wait.
    pub waiting: u64,
    /// Deliveries that failed for good.
    pub dead: u64,
}

/// Makes a subscription.
///
/// # Errors
/// Fields to be mended (`name`, `url`, `unit`, `category`), or the record.
pub async fn create(app: &App, new: NewWebhook, actor: ActorRef) -> Result<Given, AppError> {
    let new = checked(&app.rules(), new)?;
    let now = app.now();
    let webhook = Webhook {
        id: WebhookId(app.fresh_id()),
        body: new.body,
        name: new.name,
        url: new.url,
        sight: new.sight,
        topics: new.topics,
        unit: new.unit,
        category: new.category,
        local: new.local,
        created_at: now,
        paused: None,
        ended_at: None,
    };
    let (secret, sealed) = fresh_secret(app, webhook.body);
    let put = Put {
        webhook: webhook.clone(),
        side: Side::New(sealed),
        actor,
        now,
    };
    run(app, put).await?;
    Ok(Given { webhook, secret })
}

/// All subscriptions of a body, or of all, newest first.
///
/// # Errors
/// Where the database fails.
pub async fn list(app: &App, body: Option<BodyId>) -> Result<Vec<Listed>, AppError> {
    let counts = app.store().read(Counts).await?;
    let rules = app.rules();
    let hooks = rules.directory.webhooks.values();
    let mut listed: Vec<Listed> = hooks
        .filter(|hook| body.is_none_or(|body| hook.body == body))
        .map(|hook| {
            let count = counts.iter().find(|one| one.webhook == hook.id);
            Listed {
                webhook: hook.clone(),
                waiting: count.map_or(0, |one| one.waiting),
                dead: count.map_or(0, |one| one.dead),
            }
        })
        .collect();
    listed.sort_by_key(|one| std::cmp::Reverse((one.webhook.created_at, one.webhook.id)));
    Ok(listed)
}

/// A subscription that was not ended, of a body or of any.
pub(super) fn living(app: &App, id: WebhookId, of: Option<BodyId>) -> Result<Webhook, AppError> {
    let rules = app.rules();
    let found = rules.directory.webhooks.get(&id);
    found
        .filter(|hook| hook.ended_at.is_none() && of.is_none_or(|body| hook.body == body))
        .cloned()
        .ok_or(AppError::NotFound)
}

/// Lets a subscription stand still: what happens waits until it goes on.
///
/// # Errors
/// [`AppError::NotFound`] where there is none such, the record.
pub async fn pause(
    app: &App,
    id: WebhookId,
    of: Option<BodyId>,
    why: PauseReason,
    actor: ActorRef,
) -> Result<Webhook, AppError> {
    let webhook = living(app, id, of)?;
    if webhook.paused.is_some() {
        return Ok(webhook);
    }
    let paused = Some(Pause { at: app.now(), why });
    put(app, Webhook { paused, ..webhook }, Side::Same, actor).await
}

/// Lets it go on from where it stood.
///
/// # Errors
/// As [`pause`].
pub async fn resume(
    app: &App,
    id: WebhookId,
    of: Option<BodyId>,
    actor: ActorRef,
) -> Result<Webhook, AppError> {
    let webhook = living(app, id, of)?;
    let going = Webhook {
        paused: None,
        ..webhook
    };
    put(app, going, Side::CalledAgain, actor).await
}

/// Ends it for good; what still waits is dropped.
///
/// # Errors
/// As [`pause`].
pub async fn end(
    app: &App,
    id: WebhookId,
    of: Option<BodyId>,
    actor: ActorRef,
) -> Result<Webhook, AppError> {
    let webhook = living(app, id, of)?;
    let ended = Webhook {
        ended_at: Some(app.now()),
        ..webhook
    };
    put(app, ended, Side::Ended, actor).await
}

/// Gives it a new secret; the one before stays valid for [`BOTH_VALID`].
///
/// # Errors
/// As [`pause`].
pub async fn rotate(
    app: &App,
    id: WebhookId,
    of: Option<BodyId>,
    actor: ActorRef,
) -> Result<Given, AppError> {
    let webhook = living(app, id, of)?;
    let (secret, sealed) = fresh_secret(app, webhook.body);
    let webhook = put(app, webhook, Side::Rotated(sealed), actor).await?;
    Ok(Given { webhook, secret })
}

/// Ends at once what [`rotate`] left valid, where the secret before may have got into wrong hands.
///
/// # Errors
/// As [`pause`].
pub async fn revoke_old(
    app: &App,
    id: WebhookId,
    of: Option<BodyId>,
    actor: ActorRef,
) -> Result<Webhook, AppError> {
    let webhook = living(app, id, of)?;
    put(app, webhook, Side::OldRevoked, actor).await
}

fn fresh_secret(app: &App, body: BodyId) -> (Zeroizing<String>, SealedSecret) {
    let secret = Zeroizing::new(app.random::<{ sign::SECRET_BYTES }>());
    let (id, key) = (app.fresh_id(), app.key_of(body));
    let sealed =
        app.with_entropy(|entropy| SealedSecret::seal(id, &key, secret.as_slice(), entropy));
    (sign::text(secret.as_slice()), sealed)
}

fn checked(rules: &Rules, new: NewWebhook) -> Result<NewWebhook, AppError> {
    let directory = &rules.directory;
    if !directory.bodies.contains_key(&new.body) {
        return Err(AppError::NotFound);
    }
    let mut wrong = Vec::new();
    let name = clean_line(&new.name);
    if name.is_empty() {
        wrong.push(FieldError::new("name", "required"));
    } else if name.len() > MAX_LINE {
        wrong.push(FieldError::new("name", "too_long"));
    }
    let url = new.url.trim().to_owned();
    if let Err(code) = address::check(&url, new.local) {
        wrong.push(FieldError::new("url", code));
    }
    let is_ours = |unit: UnitId| {
        let unit = directory.units.get(&unit);
        unit.is_some_and(|unit| unit.body == new.body)
    };
    match new.unit {
        Some(unit) if !is_ours(unit) => wrong.push(FieldError::new("unit", "unknown")),
        None if new.sight == Sight::Unit => {
            wrong.push(FieldError::new("unit", "needed_by_sight"));
        }
        _ => {}
    }
    let is_category = |id: CategoryId| {
        let category = directory.categories.get(&id);
        category.is_some_and(|category| category.body == new.body)
    };
    if new.category.is_some_and(|id| !is_category(id)) {
        wrong.push(FieldError::new("category", "unknown"));
    }
    let mut topics = new.topics;
    topics.sort_unstable();
    topics.dedup();
    if wrong.is_empty() {
        Ok(NewWebhook {
            name,
            url,
            topics,
            ..new
        })
    } else {
        Err(AppError::Invalid(wrong))
    }
}

async fn put(
    app: &App,
    webhook: Webhook,
    side: Side,
    actor: ActorRef,
) -> Result<Webhook, AppError> {
    let change = Put {
        webhook: webhook.clone(),
        side,
        actor,
        now: app.now(),
    };
    run(app, change).await?;
    Ok(webhook)
}

async fn run(app: &App, change: Put) -> Result<(), AppError> {
    app.store().run(change).await?;
    app.reload_rules(false).await
}

/// What goes with the document.
enum Side {
    New(SealedSecret),
    Rotated(SealedSecret),
    OldRevoked,
    CalledAgain,
    Ended,
    Same,
}

struct Put {
    webhook: Webhook,
    side: Side,
    actor: ActorRef,
    now: Timestamp,
}

impl Change for Put {
    type Output = ();
    type Error = AppError;
    const NAME: &'static str = "put_webhook";

    async fn apply(&self, tx: &mut Tx<'_>) -> Result<(), AppError> {
        let id = self.webhook.id;
        entity::put(
            tx,
            &Entity::Webhook(self.webhook.clone()),
            self.actor,
            self.now,
        )
        .await?;
        match &self.side {
            Side::New(secret) => webhook::create(tx, id, self.webhook.body, secret).await?,
            Side::Rotated(secret) => {
                let until = self.now.checked_add(BOTH_VALID).unwrap_or(self.now);
                webhook::rotate(tx, id, secret, until).await?;
            }
            Side::OldRevoked => webhook::revoke_old(tx, id).await?,
            Side::CalledAgain => webhook::go_on(tx, id, self.now).await?,
            Side::Ended => webhook::end(tx, id, self.now).await?,
            Side::Same => {}
        }
        Ok(())
    }
}

struct Counts;

impl Query for Counts {
    type Output = Vec<Counted>;

    async fn run(&self, tx: &mut Tx<'_>) -> Result<Vec<Counted>, StoreError> {
        webhook::counted(tx).await
    }
}
