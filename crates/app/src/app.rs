//! What every use case needs, in one handle.

use std::collections::HashMap;
use std::sync::atomic::{AtomicI64, Ordering};
use std::sync::{Arc, Mutex, OnceLock, PoisonError, RwLock};

use jiff::Timestamp;
use lapor_domain::content::ContentKind;
use lapor_domain::content::ContentRef;
use lapor_domain::ids::BodyId;
use lapor_domain::policy::Policy;
use lapor_domain::rules::Rules;
use lapor_store::record::content::NewContent;
use lapor_store::record::{RecordError, entity};
use lapor_store::seal::{BodyKey, Entropy, KeyFile};
use lapor_store::{Query, Store, StoreError, Tx};
use uuid::Uuid;

use crate::api_keys::KeyRates;
use crate::channels::Channels;
use crate::clock::Clock;
use crate::error::AppError;
use crate::files::FileStore;
use crate::import::gate::RegisterGate;
use crate::import::places::{self, Places, ReadPlaces};
use crate::official::Shelf;
use crate::password::PasswordGate;
use crate::past_rules::PastRules;
use crate::photo::PhotoGate;
use crate::routing::Minds;

/// The program without its doors. Cheap to clone.
#[derive(Clone)]
pub struct App {
    inner: Arc<Inner>,
    clock: Arc<dyn Clock>,
}

struct Inner {
    store: Store,
    keys: KeyFile,
    /// Derived once: each costs seven rounds of HKDF, and a list opens thousands of words.
    body_keys: RwLock<HashMap<BodyId, BodyKey>>,
    entropy: Mutex<Box<dyn Entropy>>,
    files: FileStore,
    photos: PhotoGate,
    registers: RegisterGate,
    passwords: PasswordGate,
    default_policy: Policy,
    rules: RwLock<Loaded>,
    past_rules: PastRules,
    reloading: tokio::sync::Mutex<()>,
    places: RwLock<Arc<Places>>,
    minds: Minds,
    learnt_to: AtomicI64,
    sequencer: OnceLock<Uuid>,
    key_rates: KeyRates,
    channels: RwLock<Arc<Channels>>,
    shelf: Shelf,
}

/// Rules as last read.
struct Loaded {
    version: String,
    day: i64,
    rules: Arc<Rules>,
}

/// What an [`App`] is made of.
pub struct Parts {
    /// The record.
    pub store: Store,
    /// The installation's key file.
    pub keys: KeyFile,
    /// Time.
    pub clock: Arc<dyn Clock>,
    /// Chance.
    pub entropy: Box<dyn Entropy>,
    /// Where files are kept.
    pub files: FileStore,
    /// Policy of bodies that recorded none.
    pub default_policy: Policy,
}

impl App {
    /// Reads the rules and is ready.
    ///
    /// # Errors
    /// Where the database fails, or the key file does not belong to it.
    pub async fn start(parts: Parts) -> Result<Self, AppError> {
        let read = ReadRules {
            default_policy: parts.default_policy.clone(),
            known_at: parts.clock.now(),
        };
        let loaded = parts.store.read(read).await??;
        let places = parts.store.read(ReadPlaces).await??;
        let inner = Inner {
            store: parts.store,
            keys: parts.keys,
            body_keys: RwLock::default(),
            entropy: Mutex::new(parts.entropy),
            files: parts.files,
            photos: PhotoGate::default(),
            registers: RegisterGate::default(),
            passwords: PasswordGate::default(),
            default_policy: parts.default_policy,
            rules: RwLock::new(loaded),
            past_rules: PastRules::default(),
            reloading: tokio::sync::Mutex::new(()),
            places: RwLock::new(Arc::new(places)),
            minds: Minds::default(),
            learnt_to: AtomicI64::new(0),
            sequencer: OnceLock::new(),
            key_rates: KeyRates::default(),
            channels: RwLock::default(),
            shelf: Shelf::default(),
        };
        Ok(Self {
            inner: Arc::new(inner),
            clock: parts.clock,
        })
    }

    /// The same program by another clock: the demonstration's people act at their own moments of one day.
    #[must_use]
    pub fn with_clock(&self, clock: Arc<dyn Clock>) -> Self {
        Self {
            inner: Arc::clone(&self.inner),
            clock,
        }
    }

    /// The record.
    pub fn store(&self) -> &Store {
        &self.inner.store
    }

    /// The key file.
    pub fn keys(&self) -> &KeyFile {
        &self.inner.keys
    }

    /// A body's keys, derived when they are first asked for.
    pub fn key_of(&self, body: BodyId) -> BodyKey {
        let keys = &self.inner.body_keys;
        let known = keys.read().unwrap_or_else(PoisonError::into_inner);
        if let Some(key) = known.get(&body) {
            return key.clone();
        }
        drop(known);
        let key = self.inner.keys.body(body.0);
        let mut known = keys.write().unwrap_or_else(PoisonError::into_inner);
        known.insert(body, key.clone());
        key
    }

    /// Stored files.
    pub fn files(&self) -> &FileStore {
        &self.inner.files
    }

    /// The gate through which photographs are decoded, two at once.
    pub fn photos(&self) -> &PhotoGate {
        &self.inner.photos
    }

    /// The gate through which registers are opened by page, two at once.
    pub(crate) fn registers(&self) -> &RegisterGate {
        &self.inner.registers
    }

    /// The gate through which passwords are hashed.
    pub fn passwords(&self) -> &PasswordGate {
        &self.inner.passwords
    }

    /// Now.
    pub fn now(&self) -> Timestamp {
        self.clock.now()
    }

    /// The rules in force, as last read.
    pub fn rules(&self) -> Arc<Rules> {
        let loaded = self
            .inner
            .rules
            .read()
            .unwrap_or_else(PoisonError::into_inner);
        Arc::clone(&loaded.rules)
    }

    /// The rules as they were at a moment: names, trees, policies and calendars as then known.
    ///
    /// # Errors
    /// Where the database fails.
    pub async fn rules_as_of(&self, moment: Timestamp) -> Result<Arc<Rules>, AppError> {
        if moment >= self.now() {
            return Ok(self.rules());
        }
        let version = self.rules_version();
        let past = &self.inner.past_rules;
        if let Some(known) = past.get(&version, moment) {
            return Ok(known);
        }
        let read = ReadRulesAsOf {
            default_policy: self.inner.default_policy.clone(),
            moment,
        };
        let read = Arc::new(self.inner.store.read(read).await??);
        past.put(version, moment, Arc::clone(&read));
        Ok(read)
    }

    /// The rules of a question's moment; those in force where it names none.
    ///
    /// # Errors
    /// Where the database fails.
    pub async fn rules_at(&self, as_of: Option<Timestamp>) -> Result<Arc<Rules>, AppError> {
        match as_of {
            Some(moment) => self.rules_as_of(moment).await,
            None => Ok(self.rules()),
        }
    }

    /// The version of the rules in force: another one means that names may have changed.
    pub fn rules_version(&self) -> String {
        let loaded = self
            .inner
            .rules
            .read()
            .unwrap_or_else(PoisonError::into_inner);
        loaded.version.clone()
    }

    /// Reads the rules again: after a change here, and every second in case another process changed them.
    ///
    /// # Errors
    /// Where the database fails.
    pub async fn reload_rules(&self, only_if_changed: bool) -> Result<(), AppError> {
        if only_if_changed {
            let (version, places) = self.inner.store.read(ReadVersion).await?;
            if places != self.places().version {
                self.reload_places().await?;
            }
            if self.has_rules(&version) {
                return Ok(());
            }
        }
        // One after the other: an older reading must not take the place of a newer one.
        let _turn = self.inner.reloading.lock().await;
        let read = ReadRules {
            default_policy: self.inner.default_policy.clone(),
            known_at: self.now(),
        };
        let loaded = self.inner.store.read(read).await??;
        *self
            .inner
            .rules
            .write()
            .unwrap_or_else(PoisonError::into_inner) = loaded;
        Ok(())
    }

    /// The copy in memory is of this version and of today: a shipped free day becomes known on the day
    /// of its decree.
    fn has_rules(&self, version: &str) -> bool {
        let loaded = self
            .inner
            .rules
            .read()
            .unwrap_or_else(PoisonError::into_inner);
        version == loaded.version && loaded.day == day_of(self.now())
    }

    /// The doors through which messages come and go.
    pub fn channels(&self) -> Arc<Channels> {
        let channels = self
            .inner
            .channels
            .read()
            .unwrap_or_else(PoisonError::into_inner);
        Arc::clone(&channels)
    }

    /// Opens the doors that a configuration describes; before, there are none.
    pub fn set_channels(&self, channels: Channels) {
        *self
            .inner
            .channels
            .write()
            .unwrap_or_else(PoisonError::into_inner) = Arc::new(channels);
    }

    /// Random bytes.
    pub fn random<const N: usize>(&self) -> [u8; N] {
        self.with_entropy(|entropy| entropy.array())
    }

    /// A random number.
    pub fn random_number(&self) -> u64 {
        self.with_entropy(|entropy| entropy.number())
    }

    /// A fresh UUIDv7: its time is now, the rest is chance.
    pub fn fresh_id(&self) -> Uuid {
        let bytes = self.random::<10>();
        fresh_id(self.now(), bytes)
    }

    /// Who this program is where it gives events their order.
    pub(crate) fn sequencer(&self) -> Uuid {
        *self.inner.sequencer.get_or_init(|| self.fresh_id())
    }

    /// How often each key was used in this minute.
    pub(crate) fn key_rates(&self) -> &KeyRates {
        &self.inner.key_rates
    }

    /// Files of editions that were handed out a moment ago.
    pub(crate) fn shelf(&self) -> &Shelf {
        &self.inner.shelf
    }

    /// What routing learnt.
    pub(crate) fn minds(&self) -> &Minds {
        &self.inner.minds
    }

    /// How far in the order of events routing has learnt.
    pub(crate) fn learnt_to(&self) -> i64 {
        self.inner.learnt_to.load(Ordering::Relaxed)
    }

    /// Routing has learnt so far.
    pub(crate) fn has_learnt_to(&self, position: i64) {
        self.inner.learnt_to.store(position, Ordering::Relaxed);
    }

    /// Regions and boundaries, as last read.
    pub fn places(&self) -> Arc<Places> {
        let places = self
            .inner
            .places
            .read()
            .unwrap_or_else(PoisonError::into_inner);
        Arc::clone(&places)
    }

    /// Reads regions and boundaries again.
    ///
    /// # Errors
    /// Where the database fails, or a stored boundary cannot be read.
    pub async fn reload_places(&self) -> Result<(), AppError> {
        let places = self.inner.store.read(ReadPlaces).await??;
        *self
            .inner
            .places
            .write()
            .unwrap_or_else(PoisonError::into_inner) = Arc::new(places);
        Ok(())
    }

    /// Begins to seal words under a body's key.
    pub fn draft(&self, home: BodyId) -> Draft {
        Draft {
            app: self.clone(),
            key: self.key_of(home),
            words: Vec::new(),
        }
    }

    pub(crate) fn with_entropy<T>(&self, with: impl FnOnce(&mut dyn Entropy) -> T) -> T {
        let mut entropy = self
            .inner
            .entropy
            .lock()
            .unwrap_or_else(PoisonError::into_inner);
        with(entropy.as_mut())
    }
}

/// A UUIDv7 of a moment and ten random bytes.
pub fn fresh_id(at: Timestamp, random: [u8; 10]) -> Uuid {
    let millis = u64::try_from(at.as_millisecond()).unwrap_or(0);
    uuid::Builder::from_unix_timestamp_millis(millis, &random).into_uuid()
}

/// Days since 1970, UTC.
fn day_of(at: Timestamp) -> i64 {
    at.as_second().div_euclid(86_400)
}

/// Words being sealed, to be stored with the events that refer to them.
pub struct Draft {
    app: App,
    key: BodyKey,
    words: Vec<NewContent>,
}

impl Draft {
    /// Seals words; gives what the command carries.
    pub fn seal(&mut self, kind: ContentKind, text: &str) -> ContentRef {
        let id = self.app.fresh_id();
        let sealed = self
            .app
            .with_entropy(|entropy| NewContent::seal(id, kind, text, &self.key, entropy));
        let reference = sealed.reference().clone();
        self.words.push(sealed);
        reference
    }

    /// Seals words whatever their kind: edited words that no officer here has settled.
    pub fn seal_always(&mut self, kind: ContentKind, text: &str) -> ContentRef {
        let id = self.app.fresh_id();
        let sealed = self
            .app
            .with_entropy(|entropy| NewContent::seal_always(id, kind, text, &self.key, entropy));
        let reference = sealed.reference().clone();
        self.words.push(sealed);
        reference
    }

    /// Seals words that are there and not blank.
    pub fn seal_some(&mut self, kind: ContentKind, text: Option<&str>) -> Option<ContentRef> {
        text.map(str::trim)
            .filter(|text| !text.is_empty())
            .map(|text| self.seal(kind, text))
    }

    /// The key the words are sealed under.
    pub fn key(&self) -> &BodyKey {
        &self.key
    }

    /// The sealed words.
    pub fn into_words(self) -> Vec<NewContent> {
        self.words
    }
}

struct ReadRulesAsOf {
    default_policy: Policy,
    moment: Timestamp,
}

impl Query for ReadRulesAsOf {
    type Output = Result<Rules, RecordError>;

    async fn run(&self, tx: &mut Tx<'_>) -> Result<Self::Output, StoreError> {
        Ok(entity::rules_as_of(tx, &self.default_policy, self.moment).await)
    }
}

struct ReadRules {
    default_policy: Policy,
    known_at: Timestamp,
}

impl Query for ReadRules {
    type Output = Result<Loaded, RecordError>;

    async fn run(&self, tx: &mut Tx<'_>) -> Result<Self::Output, StoreError> {
        let version = entity::version(tx).await?;
        let rules = entity::rules(tx, &self.default_policy, self.known_at).await;
        Ok(rules.map(|rules| Loaded {
            version,
            day: day_of(self.known_at),
            rules: Arc::new(rules),
        }))
    }
}

struct ReadVersion;

impl Query for ReadVersion {
    type Output = (String, String);

    async fn run(&self, tx: &mut Tx<'_>) -> Result<(String, String), StoreError> {
        Ok((entity::version(tx).await?, places::version(tx).await?))
    }
}
