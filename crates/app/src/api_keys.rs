//! Keys of programs: given by an administrator, shown once, checked by keyed hash, counted by the minute.
//!
//! A key's document (whose, what it opens, until when) is an event like every other change of the
//! administration. Of its secret only a keyed hash is stored.

mod rate;

use base64::Engine as _;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use jiff::{SignedDuration, Timestamp};
use lapor_domain::agency::Officer;
use lapor_domain::api_key::{ApiKey, MOST_PER_MINUTE, Scope};
use lapor_domain::ids::{ApiKeyId, BodyId, OfficerId};
use lapor_domain::report::event::ActorRef;
use lapor_domain::rules::Rules;
use lapor_store::record::api_key::{self, StoredKey};
use lapor_store::record::entity::{self, Entity};
use lapor_store::{Change, Query, StoreError, Tx};
use uuid::Uuid;
use zeroize::Zeroizing;

use crate::app::App;
use crate::error::{AppError, FieldError};
use crate::report::MAX_LINE;
use crate::report::filing::clean_line;
use crate::report::receive::FormKey;

pub(crate) use rate::KeyRates;

/// A use is noted at most this often: reading must not write each time.
const NOTED_EVERY: SignedDuration = SignedDuration::from_mins(5);
/// What every key begins with, so that a leaked one is recognised.
const PREFIX: &str = "lapor_";
/// Bytes of the id, then of the secret.
const ID_BYTES: usize = 16;
const SECRET_BYTES: usize = 32;

/// A key to be given.
#[derive(Clone, Debug)]
pub struct NewKey {
    /// The body whose reports it concerns; the desk's are for the whole installation.
    pub body: BodyId,
    /// Which program it is for.
    pub name: String,
    /// What it opens.
    pub scopes: Vec<Scope>,
    /// The officer it acts as.
    pub officer: Option<OfficerId>,
    /// Requests a minute.
    pub per_minute: u32,
    /// From then on it opens nothing.
    pub expires_at: Option<Timestamp>,
}

/// A key just given: the only moment at which its text is known.
pub struct Given {
    /// Its document.
    pub key: ApiKey,
    /// What the program sends.
    pub text: Zeroizing<String>,
}

/// A key in a list.
#[derive(Clone, Debug)]
pub struct Listed {
    /// Its document.
    pub key: ApiKey,
    /// Last use noted.
    pub used_at: Option<Timestamp>,
}

/// Gives a key.
///
/// # Errors
/// Fields to be mended (`name`, `scopes`, `officer`, `per_minute`, `expires`), or the record.
pub async fn create(app: &App, new: NewKey, actor: ActorRef) -> Result<Given, AppError> {
    let now = app.now();
    let new = checked(&app.rules(), new, now)?;
    let id = ApiKeyId(app.fresh_id());
    let secret = Zeroizing::new(app.random::<SECRET_BYTES>());
    let mut bytes = Zeroizing::new([0; ID_BYTES + SECRET_BYTES]);
    bytes[..ID_BYTES].copy_from_slice(id.0.as_bytes());
    bytes[ID_BYTES..].copy_from_slice(&*secret);
    let text = Zeroizing::new(format!("{PREFIX}{}", URL_SAFE_NO_PAD.encode(*bytes)));
    let key = ApiKey {
        id,
        body: new.body,
        name: new.name,
        scopes: new.scopes,
        officer: new.officer,
        per_minute: new.per_minute,
        created_at: now,
        expires_at: new.expires_at,
        revoked_at: None,
    };
    let change = PutKey {
        key: key.clone(),
        secret_hash: Some(hash(app, id, &secret)),
        actor,
        now,
    };
    app.store().run(change).await?;
    app.reload_rules(false).await?;
    Ok(Given { key, text })
}

/// All keys of a body, or of all, newest first.
///
/// # Errors
/// Where the database fails.
pub async fn list(app: &App, body: Option<BodyId>) -> Result<Vec<Listed>, AppError> {
    let uses = app.store().read(Uses).await?;
    let rules = app.rules();
    let keys = rules.directory.api_keys.values();
    let mut listed: Vec<Listed> = keys
        .filter(|key| body.is_none_or(|body| key.body == body))
        .map(|key| Listed {
            key: key.clone(),
            used_at: uses.iter().find(|(id, _)| *id == key.id).map(|(_, at)| *at),
        })
        .collect();
    listed.sort_by_key(|listed| std::cmp::Reverse((listed.key.created_at, listed.key.id)));
    Ok(listed)
}

/// Takes a key back at once.
///
/// # Errors
/// [`AppError::NotFound`] where there is no such key of that body or it was taken back already.
pub async fn revoke(
    app: &App,
    id: ApiKeyId,
    of: Option<BodyId>,
    actor: ActorRef,
) -> Result<ApiKey, AppError> {
    let rules = app.rules();
    let found = rules.directory.api_keys.get(&id);
    let found = found.filter(|key| of.is_none_or(|body| key.body == body));
    let Some(key) = found.filter(|key| key.revoked_at.is_none()) else {
        return Err(AppError::NotFound);
    };
    let now = app.now();
    let key = ApiKey {
        revoked_at: Some(now),
        ..key.clone()
    };
    let change = PutKey {
        key: key.clone(),
        secret_hash: None,
        actor,
        now,
    };
    app.store().run(change).await?;
    app.reload_rules(false).await?;
    Ok(key)
}

/// Whose key this is, if it opens anything now; counts the use.
///
/// # Errors
/// [`AppError::NotSignedIn`] for any text that is not a valid key, [`AppError::Throttled`] where its
/// minute is used up.
pub async fn check(app: &App, text: &str) -> Result<ApiKey, AppError> {
    let (id, secret) = parse(text).ok_or(AppError::NotSignedIn)?;
    let stored = app.store().read(Find(id)).await?;
    let expected = stored.map_or([0; 32], |stored| stored.secret_hash);
    let matches = app
        .keys()
        .installation_key(PURPOSE)
        .mac_matches(&[id.0.as_bytes(), &*secret], &expected);
    let stored = stored.filter(|_| matches).ok_or(AppError::NotSignedIn)?;
    let now = app.now();
    let key = document(app, id).await?;
    let key = key.filter(|key| key.is_valid_at(now) && acts(&app.rules(), key));
    let key = key.ok_or(AppError::NotSignedIn)?;
    app.key_rates()
        .count(id, key.per_minute, now)
        .map_err(|seconds| AppError::Throttled {
            retry_after_seconds: seconds,
        })?;
    let is_old = |at: Timestamp| now.duration_since(at) >= NOTED_EVERY;
    if stored.used_at.is_none_or(is_old) {
        app.store().run(Touch { id, now }).await?;
    }
    Ok(key)
}

/// The intake key behind a program's words for a request, apart for each program and `purpose`: nobody without the key
/// file can tell it, so a guessable word of the program does not make a guessable phrase.
pub fn intake_key(app: &App, key: &ApiKey, purpose: &str, words: &[&str]) -> FormKey {
    let mut parts = vec![key.id.0.as_bytes().as_slice()];
    parts.extend(words.iter().map(|word| word.as_bytes()));
    sixteen_bytes(app, purpose, &parts)
}

/// The id of the change that a program's request with its own key makes: the same request again is the
/// same change.
pub fn change_id(app: &App, parts: &[&[u8]]) -> Uuid {
    uuid::Builder::from_custom_bytes(sixteen_bytes(app, "api_change", parts)).into_uuid()
}

/// The beginning of a keyed hash.
fn sixteen_bytes(app: &App, purpose: &str, parts: &[&[u8]]) -> [u8; 16] {
    let mac = app.keys().installation_key(purpose).mac(parts);
    let mut bytes = [0; 16];
    for (byte, of_mac) in bytes.iter_mut().zip(mac) {
        *byte = of_mac;
    }
    bytes
}

/// What the keyed hashes are for.
const PURPOSE: &str = "api_key";

fn hash(app: &App, id: ApiKeyId, secret: &[u8; SECRET_BYTES]) -> [u8; 32] {
    let key = app.keys().installation_key(PURPOSE);
    key.mac(&[id.0.as_bytes(), secret])
}

fn parse(text: &str) -> Option<(ApiKeyId, Zeroizing<[u8; SECRET_BYTES]>)> {
    let coded = text.strip_prefix(PREFIX)?;
    let bytes = Zeroizing::new(URL_SAFE_NO_PAD.decode(coded).ok()?);
    let (id, secret) = bytes.split_at_checked(ID_BYTES)?;
    let secret = <[u8; SECRET_BYTES]>::try_from(secret).ok()?;
    Some((ApiKeyId(Uuid::from_slice(id).ok()?), Zeroizing::new(secret)))
}

/// The key's document; another process may have given it a moment ago.
async fn document(app: &App, id: ApiKeyId) -> Result<Option<ApiKey>, AppError> {
    let known = |app: &App| app.rules().directory.api_keys.get(&id).cloned();
    if let Some(key) = known(app) {
        return Ok(Some(key));
    }
    app.reload_rules(true).await?;
    Ok(known(app))
}

/// A key that acts as an officer ends with the account.
fn acts(rules: &Rules, key: &ApiKey) -> bool {
    let enabled = |id: OfficerId| {
        rules
            .directory
            .officers
            .get(&id)
            .is_some_and(|it| !it.disabled)
    };
    key.officer.is_none_or(enabled)
}

fn checked(rules: &Rules, new: NewKey, now: Timestamp) -> Result<NewKey, AppError> {
    let mut wrong = Vec::new();
    let name = clean_line(&new.name);
    if name.is_empty() {
        wrong.push(FieldError::new("name", "required"));
    } else if name.len() > MAX_LINE {
        wrong.push(FieldError::new("name", "too_long"));
    }
    let directory = &rules.directory;
    if !directory.bodies.contains_key(&new.body) {
        return Err(AppError::NotFound);
    }
    let mut scopes = new.scopes;
    scopes.sort_unstable();
    scopes.dedup();
    if scopes.is_empty() {
        wrong.push(FieldError::new("scopes", "required"));
    }
    let belongs = |officer: &Officer| {
        let mut grants = officer.grants.iter();
        !officer.disabled && grants.any(|grant| grant.body == new.body)
    };
    let officer = new.officer.map(|id| directory.officers.get(&id));
    match officer {
        Some(found) if !found.is_some_and(belongs) => {
            wrong.push(FieldError::new("officer", "unknown"));
        }
        // Without an officer such a key would open nothing, and nobody would see why.
        None if scopes
            .iter()
            .any(|scope| matches!(scope, Scope::Act | Scope::Stats)) =>
        {
            wrong.push(FieldError::new("officer", "needed_by_scope"));
        }
        _ => {}
    }
    if new.per_minute == 0 || new.per_minute > MOST_PER_MINUTE {
        wrong.push(FieldError::new("per_minute", "out_of_range"));
    }
    if new.expires_at.is_some_and(|end| end <= now) {
        wrong.push(FieldError::new("expires", "in_past"));
    }
    if wrong.is_empty() {
        Ok(NewKey {
            name,
            scopes,
            ..new
        })
    } else {
        Err(AppError::Invalid(wrong))
    }
}

struct PutKey {
    key: ApiKey,
    secret_hash: Option<[u8; 32]>,
    actor: ActorRef,
    now: Timestamp,
}

impl Change for PutKey {
    type Output = ();
    type Error = AppError;
    const NAME: &'static str = "put_api_key";

    async fn apply(&self, tx: &mut Tx<'_>) -> Result<(), AppError> {
        let document = Entity::ApiKey(self.key.clone());
        entity::put(tx, &document, self.actor, self.now).await?;
        match &self.secret_hash {
            Some(hash) => api_key::put(tx, self.key.id, hash, self.now).await?,
            None => api_key::revoke(tx, self.key.id, self.now).await?,
        }
        Ok(())
    }
}

struct Find(ApiKeyId);

impl Query for Find {
    type Output = Option<StoredKey>;

    async fn run(&self, tx: &mut Tx<'_>) -> Result<Option<StoredKey>, StoreError> {
        api_key::get(tx, self.0).await
    }
}

struct Uses;

impl Query for Uses {
    type Output = Vec<(ApiKeyId, Timestamp)>;

    async fn run(&self, tx: &mut Tx<'_>) -> Result<Self::Output, StoreError> {
        api_key::uses(tx).await
    }
}

struct Touch {
    id: ApiKeyId,
    now: Timestamp,
}

impl Change for Touch {
    type Output = ();
    type Error = AppError;
    const NAME: &'static str = "touch_api_key";

    async fn apply(&self, tx: &mut Tx<'_>) -> Result<(), AppError> {
        Ok(api_key::touch(tx, self.id, self.now).await?)
    }
}
