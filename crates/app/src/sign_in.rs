//! Signing in: officers with a password, reporters with their phrase. Guesses are throttled; only
//! hashes of tokens are stored.

use jiff::{SignedDuration, Timestamp};
use lapor_domain::ids::{OfficerId, ReportId};
use lapor_store::record::credential::{self, Session, SessionOf};
use lapor_store::{Change, Query, StoreError, Tx};
use sha2::{Digest, Sha256};

use crate::app::App;
use crate::error::AppError;
use crate::password::Password;
use crate::phrase::{self, Phrase};

/// Officers: eight hours from the last use.
const OFFICER_LIVES: SignedDuration = SignedDuration::from_hours(8);
/// Reporters: one hour from the last use; they share devices.
const REPORTER_LIVES: SignedDuration = SignedDuration::from_hours(1);
/// A use is noted at most this often: reading a page must not write each time.
const NOTED_EVERY: SignedDuration = SignedDuration::from_mins(5);
/// Failures that cost nothing.
const FREE_FAILURES: i64 = 5;
/// First wait; doubled with each further failure, up to an hour.
const FIRST_WAIT: SignedDuration = SignedDuration::from_secs(30);

/// A session's token: 256 bits, shown to the browser once.
#[derive(Clone, Copy)]
pub struct Token(pub [u8; 32]);

impl Token {
    fn hash(&self) -> [u8; 32] {
        Sha256::digest(self.0).into()
    }
}

/// Signs an officer in. `from` is who tries (an address), for throttling only; never stored as such.
///
/// # Errors
/// [`AppError::NotSignedIn`] for any wrong pair, [`AppError::Throttled`] after too many.
pub async fn officer(
    app: &App,
    login: &str,
    password: Password,
    from: &str,
) -> Result<(Token, OfficerId), AppError> {
    let login = login.trim().to_lowercase();
    let rules = app.rules();
    let officer = rules
        .directory
        .officers
        .values()
        .find(|officer| officer.login.to_lowercase() == login && !officer.disabled);
    let who = who(app, &[b"officer", login.as_bytes()]);
    let place = who_from(app, from);
    wait_over(app, "sign_in", &who).await?;
    wait_over(app, "sign_in_from", &place).await?;
    let id = officer.map(|officer| officer.id);
    let stored = match id {
        Some(id) => app.store().read(StoredPassword(id)).await?,
        None => None,
    };
    // The same work whether the account exists or not.
    let right = app.passwords().verify(password, stored).await?;
    let Some(officer) = id.filter(|_| right) else {
        note_failure(app, "sign_in", who).await?;
        note_failure(app, "sign_in_from", place).await?;
        return Err(AppError::NotSignedIn);
    };
    let clear = Some(("sign_in", who));
    let token = start(app, SessionOf::Officer(officer), OFFICER_LIVES, clear).await?;
    Ok((token, officer))
}

/// Opens a report with its phrase.
///
/// # Errors
/// [`AppError::NotFound`] for a phrase that opens nothing, [`AppError::Throttled`] after too many.
pub async fn reporter(app: &App, words: &str, from: &str) -> Result<(Token, ReportId), AppError> {
    let report = opened_by(app, words, from).await?;
    let clear = Some(("phrase", who_from(app, from)));
    let token = start(app, SessionOf::Reporter(report), REPORTER_LIVES, clear).await?;
    Ok((token, report))
}

/// The report that a phrase opens, for a program that sends it with each request: no session begins.
///
/// # Errors
/// As [`reporter`].
pub async fn opened_by(app: &App, words: &str, from: &str) -> Result<ReportId, AppError> {
    let place = who_from(app, from);
    wait_over(app, "phrase", &place).await?;
    let found = match Phrase::parse(words) {
        Ok(phrase) => {
            let hash = phrase::phrase_hash(app.keys(), &phrase);
            app.store().read(ByPhrase(hash)).await?
        }
        Err(_) => None,
    };
    if let Some(report) = found {
        return Ok(report);
    }
    note_failure(app, "phrase", place).await?;
    Err(AppError::NotFound)
}

/// Starts a session for someone who has just proved who they are (the receipt page does).
///
/// # Errors
/// Where the database fails.
pub async fn start_reporter(app: &App, report: ReportId) -> Result<Token, AppError> {
    start(app, SessionOf::Reporter(report), REPORTER_LIVES, None).await
}

/// Whose session a token is. Notes the use now and then.
///
/// # Errors
/// Where the database fails.
pub async fn session(app: &App, token: Token) -> Result<Option<SessionOf>, AppError> {
    let now = app.now();
    let hash = token.hash();
    let Some(session) = app.store().read(Find { hash, now }).await? else {
        return Ok(None);
    };
    let gone = match session.of {
        SessionOf::Officer(officer) => app
            .rules()
            .directory
            .officers
            .get(&officer)
            .is_none_or(|officer| officer.disabled),
        SessionOf::Reporter(_) => false,
    };
    if gone {
        return Ok(None);
    }
    if now.duration_since(session.seen_at) >= NOTED_EVERY {
        let lives = match session.of {
            SessionOf::Officer(_) => OFFICER_LIVES,
            SessionOf::Reporter(_) => REPORTER_LIVES,
        };
        app.store()
            .run(Touch {
                hash,
                now,
                expires_at: after(now, lives),
            })
            .await?;
    }
    Ok(Some(session.of))
}

/// Ends a session.
///
/// # Errors
/// Where the database fails.
pub async fn end(app: &App, token: Token) -> Result<(), AppError> {
    app.store().run(End(token.hash())).await
}

/// Whether a password is the officer's own: asked before it is changed. Guesses are throttled.
///
/// # Errors
/// [`AppError::Throttled`] after too many wrong ones; the record.
pub async fn is_password(
    app: &App,
    officer: OfficerId,
    password: Password,
) -> Result<bool, AppError> {
    let who = who(app, &[b"own_password", officer.0.as_bytes()]);
    wait_over(app, "own_password", &who).await?;
    let stored = app.store().read(StoredPassword(officer)).await?;
    let right = app.passwords().verify(password, stored).await?;
    if !right {
        note_failure(app, "own_password", who).await?;
    }
    Ok(right)
}

/// An open session of an officer, named by a hash of what is stored.
#[derive(Clone, Copy, Debug)]
pub struct OpenSession {
    /// Its name in forms: nothing that opens anything.
    pub name: [u8; 8],
    /// Start.
    pub created_at: Timestamp,
    /// Last use noted.
    pub seen_at: Timestamp,
    /// The one that asks.
    pub is_this: bool,
}

/// An officer's open sessions.
///
/// # Errors
/// Where the database fails.
pub async fn sessions_of(
    app: &App,
    officer: OfficerId,
    this: Option<Token>,
) -> Result<Vec<OpenSession>, AppError> {
    let now = app.now();
    let found = app.store().read(SessionsOf { officer, now }).await?;
    let this = this.map(|token| token.hash());
    Ok(found
        .into_iter()
        .map(|session| OpenSession {
            name: session_name(&session.token_hash),
            created_at: session.created_at,
            seen_at: session.seen_at,
            is_this: this == Some(session.token_hash),
        })
        .collect())
}

/// Ends one of an officer's own sessions.
///
/// # Errors
/// [`AppError::NotFound`] where it has ended already; the record.
pub async fn end_one(app: &App, officer: OfficerId, name: [u8; 8]) -> Result<(), AppError> {
    let now = app.now();
    let found = app.store().read(SessionsOf { officer, now }).await?;
    let found = found
        .iter()
        .find(|session| session_name(&session.token_hash) == name);
    match found {
        Some(session) => app.store().run(End(session.token_hash)).await,
        None => Err(AppError::NotFound),
    }
}

fn session_name(token_hash: &[u8; 32]) -> [u8; 8] {
    let hash: [u8; 32] = Sha256::digest(token_hash).into();
    let mut name = [0; 8];
    for (byte, of_hash) in name.iter_mut().zip(hash) {
        *byte = of_hash;
    }
    name
}

/// Refuses while a wait lasts: for look-ups that can be guessed at (tracking numbers).
///
/// # Errors
/// [`AppError::Throttled`].
pub async fn may_guess(app: &App, scope: &'static str, from: &str) -> Result<(), AppError> {
    wait_over(app, scope, &who_from(app, from)).await
}

/// Counts a guess that found nothing.
///
/// # Errors
/// Where the database fails.
pub async fn guessed_wrong(app: &App, scope: &'static str, from: &str) -> Result<(), AppError> {
    note_failure(app, scope, who_from(app, from)).await
}

async fn start(
    app: &App,
    of: SessionOf,
    lives: SignedDuration,
    clear: Option<(&'static str, [u8; 32])>,
) -> Result<Token, AppError> {
    let token = Token(app.random());
    let now = app.now();
    let session = Session {
        of,
        created_at: now,
        seen_at: now,
        expires_at: after(now, lives),
    };
    app.store()
        .run(Start {
            hash: token.hash(),
            session,
            clear,
        })
        .await?;
    Ok(token)
}

/// Counts what anybody may do, but not without end: at most `most` times a day from one address.
pub(crate) async fn gate(
    app: &App,
    scope: &'static str,
    from: &str,
    most: i64,
) -> Result<(), AppError> {
    let who = who_from(app, from);
    let now = app.now();
    let attempts = Attempts { scope, who, now };
    let counted = app.store().read(attempts).await?;
    if let Some((_, until)) = counted.filter(|(count, _)| *count >= most) {
        let seconds = until.duration_since(now).as_secs().max(1);
        return Err(AppError::Throttled {
            retry_after_seconds: u64::try_from(seconds).unwrap_or(1),
        });
    }
    note_failure(app, scope, who).await
}

/// A keyed hash of who tries: an address is never stored as such.
fn who(app: &App, parts: &[&[u8]]) -> [u8; 32] {
    app.keys().installation_key("attempts").mac(parts)
}

fn who_from(app: &App, from: &str) -> [u8; 32] {
    who(app, &[b"from", from.as_bytes()])
}

async fn wait_over(app: &App, scope: &'static str, who: &[u8; 32]) -> Result<(), AppError> {
    let now = app.now();
    let found = app
        .store()
        .read(Attempts {
            scope,
            who: *who,
            now,
        })
        .await?;
    let Some((failures, until)) = found.filter(|(failures, _)| *failures > FREE_FAILURES) else {
        return Ok(());
    };
    // `until` is when the failures are forgotten: a wait after the last failure, by their number.
    let last = until.checked_sub(REMEMBERED).unwrap_or(now);
    let free = after(last, wait(failures));
    if free <= now {
        return Ok(());
    }
    let seconds = free.duration_since(now).as_secs() + 1;
    Err(AppError::Throttled {
        retry_after_seconds: u64::try_from(seconds).unwrap_or(1),
    })
}

/// How long failures are remembered.
const REMEMBERED: SignedDuration = SignedDuration::from_hours(24);

fn wait(failures: i64) -> SignedDuration {
    let doublings = u32::try_from(failures - FREE_FAILURES - 1)
        .unwrap_or(0)
        .min(7);
    FIRST_WAIT * 2_i32.pow(doublings)
}

async fn note_failure(app: &App, scope: &'static str, who: [u8; 32]) -> Result<(), AppError> {
    let now = app.now();
    app.store()
        .run(NoteFailure {
            scope,
            who,
            now,
            until: after(now, REMEMBERED),
        })
        .await
}

fn after(at: Timestamp, lives: SignedDuration) -> Timestamp {
    at.checked_add(lives).unwrap_or(Timestamp::MAX)
}

struct StoredPassword(OfficerId);

impl Query for StoredPassword {
    type Output = Option<String>;

    async fn run(&self, tx: &mut Tx<'_>) -> Result<Option<String>, StoreError> {
        credential::password(tx, self.0).await
    }
}

struct SessionsOf {
    officer: OfficerId,
    now: Timestamp,
}

impl Query for SessionsOf {
    type Output = Vec<credential::OpenSession>;

    async fn run(&self, tx: &mut Tx<'_>) -> Result<Self::Output, StoreError> {
        credential::sessions_of(tx, self.officer, self.now).await
    }
}

struct ByPhrase([u8; 32]);

impl Query for ByPhrase {
    type Output = Option<ReportId>;

    async fn run(&self, tx: &mut Tx<'_>) -> Result<Option<ReportId>, StoreError> {
        credential::by_phrase(tx, &self.0).await
    }
}

struct Find {
    hash: [u8; 32],
    now: Timestamp,
}

impl Query for Find {
    type Output = Option<Session>;

    async fn run(&self, tx: &mut Tx<'_>) -> Result<Option<Session>, StoreError> {
        credential::session(tx, &self.hash, self.now).await
    }
}

struct Attempts {
    scope: &'static str,
    who: [u8; 32],
    now: Timestamp,
}

impl Query for Attempts {
    type Output = Option<(i64, Timestamp)>;

    async fn run(&self, tx: &mut Tx<'_>) -> Result<Self::Output, StoreError> {
        credential::attempts(tx, self.scope, &self.who, self.now).await
    }
}

struct Start {
    hash: [u8; 32],
    session: Session,
    clear: Option<(&'static str, [u8; 32])>,
}

impl Change for Start {
    type Output = ();
    type Error = AppError;
    const NAME: &'static str = "start_session";

    async fn apply(&self, tx: &mut Tx<'_>) -> Result<(), AppError> {
        credential::start_session(tx, &self.hash, &self.session).await?;
        if let Some((scope, who)) = &self.clear {
            credential::clear_attempts(tx, scope, who).await?;
        }
        Ok(())
    }
}

struct Touch {
    hash: [u8; 32],
    now: Timestamp,
    expires_at: Timestamp,
}

impl Change for Touch {
    type Output = ();
    type Error = AppError;
    const NAME: &'static str = "touch_session";

    async fn apply(&self, tx: &mut Tx<'_>) -> Result<(), AppError> {
        Ok(credential::touch_session(tx, &self.hash, self.now, self.expires_at).await?)
    }
}

struct End([u8; 32]);

impl Change for End {
    type Output = ();
    type Error = AppError;
    const NAME: &'static str = "end_session";

    async fn apply(&self, tx: &mut Tx<'_>) -> Result<(), AppError> {
        Ok(credential::end_session(tx, &self.0).await?)
    }
}

struct NoteFailure {
    scope: &'static str,
    who: [u8; 32],
    now: Timestamp,
    until: Timestamp,
}

impl Change for NoteFailure {
    type Output = ();
    type Error = AppError;
    const NAME: &'static str = "note_attempt";

    async fn apply(&self, tx: &mut Tx<'_>) -> Result<(), AppError> {
        Ok(credential::note_attempt(tx, self.scope, &self.who, self.now, self.until).await?)
    }
}
