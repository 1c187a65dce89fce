//! Following a report or a list by e-mail: asked for, confirmed by the link in a first letter, ended by the link in any.
//!
//! What followers are told is what everybody may see, read at the moment in which the letter is written. Asking gives the
//! same answer whoever's the address is, and a stranger's address gets a few letters a day at most.

mod letters;
mod words;

use jiff::{SignedDuration, Timestamp};
use lapor_domain::contact::Email;
use lapor_domain::ids::{BodyId, ReportId};
use lapor_domain::tracking::TrackingNo;
use lapor_store::follow::{self, Follow, NewFollow};
use lapor_store::outbox::{self, NewMessage, Purpose};
use lapor_store::record::credential;
use lapor_store::{Change, Query, StoreError, Tx};
use uuid::Uuid;

use crate::app::App;
use crate::channels::letter;
use crate::error::{AppError, FieldError};
use crate::notify::words::Language;
use crate::report::case::{self, Onlooker};
use crate::report::narrow::Narrow;
use crate::sign_in;

pub use letters::round;

/// How long a first letter's link is good.
const ANSWERS: SignedDuration = SignedDuration::from_hours(48);
/// First letters that one address gets in a day.
const LETTERS_A_DAY: i64 = 3;
/// What one address may follow of one body.
const MOST: i64 = 50;
/// Wishes from one place in a day.
const WISHES_A_DAY: i64 = 20;

/// What is followed.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Subject {
    /// One report that everybody may see.
    Report(TrackingNo),
    /// What is new in a list of a body.
    List(BodyId, Narrow),
}

/// What somebody follows, for the page behind the link.
#[derive(Clone, Debug)]
pub struct Following {
    /// They opened the link in the first letter.
    pub confirmed: bool,
    /// The report's number; `None` for a list.
    pub report: Option<TrackingNo>,
    /// Names of category, place and unit; empty for all of a body's.
    pub names: Vec<String>,
    /// The body.
    pub body: String,
}

/// Whether letters can leave at all: without that nobody is offered any.
pub fn is_offered(app: &App) -> bool {
    app.channels().mail.is_some()
}

/// Somebody asks to be told. They are when they open the link in the letter that goes out; nothing tells whether the
/// address was known. `from` is the place that may ask so often in a day; a program with a key is counted by its key.
///
/// # Errors
/// [`AppError::NotFound`] where nothing can be followed, a field to be mended, [`AppError::Throttled`], the record.
pub async fn ask(
    app: &App,
    subject: &Subject,
    address: &str,
    language: Language,
    from: Option<&str>,
) -> Result<(), AppError> {
    let email = Email::parse(address)
        .map_err(|error| AppError::Invalid(vec![FieldError::new("email", error.as_str())]))?;
    if !is_offered(app) {
        return Err(AppError::NotFound);
    }
    if let Some(from) = from {
        // Also a guess at a number counts.
        sign_in::gate(app, "follow_from", from, WISHES_A_DAY).await?;
    }
    let (body, report, number, narrow) = match subject {
        Subject::Report(number) => {
            let case = case::by_number(app, *number, Onlooker::Public).await?;
            let case = case
                .filter(|case| case.is_public)
                .ok_or(AppError::NotFound)?;
            let number = case.tracking.to_string();
            (case.holder, Some(case.id), number, Narrow::default())
        }
        Subject::List(body, narrow) => (*body, None, String::new(), narrow.clone()),
    };
    let key = app.key_of(body);
    let hash = key.lookup(Purpose::Email, email.expose());
    let filter = narrow.query();
    let about = report.map_or([0; 16], |report| *report.0.as_bytes());
    let id = follow_id(app, &[body.0.as_bytes(), &hash, &about, filter.as_bytes()]);
    let mut wish = app.with_entropy(|entropy| NewFollow::seal(id, &key, email.expose(), entropy));
    wish.hash = hash;
    wish.report = report;
    wish.filter = filter;
    wish.language = language.as_str();
    let now = app.now();
    let first = words::first(app, body, language, id, &number, &narrow, email.expose());
    let stamp = now.as_microsecond().to_be_bytes();
    let message = letter::message_id(app.keys(), &[b"follow-first", id.as_bytes(), &stamp]);
    let mut message = letter::seal(app, body, message, &first);
    message.notice = FIRST;
    message.channel = "email";
    message.run_at = now;
    app.store()
        .run(Wish {
            follow: wish,
            message,
            now,
        })
        .await
}

/// Notice of the letter with the link.
const FIRST: &str = "follow_first";
/// Notice of news.
const NEWS: &str = "follow_news";

/// Whether a notice was asked for by following: then a wish for silence elsewhere does not stop it.
pub(crate) fn is_followers(notice: &str) -> bool {
    notice == FIRST || notice == NEWS
}

fn follow_id(app: &App, parts: &[&[u8]]) -> Uuid {
    let mac = app.keys().installation_key("lapor/follow/v1").mac(parts);
    let mut bytes = [0; 16];
    bytes.copy_from_slice(&mac[..16]);
    uuid::Builder::from_custom_bytes(bytes).into_uuid()
}

struct Wish {
    follow: NewFollow,
    message: NewMessage,
    now: Timestamp,
}

impl Change for Wish {
    type Output = ();
    type Error = AppError;
    const NAME: &'static str = "ask_to_follow";

    async fn apply(&self, tx: &mut Tx<'_>) -> Result<(), AppError> {
        const SCOPE: &str = "follow_to";
        let hash = &self.follow.hash;
        let asked = credential::attempts(tx, SCOPE, hash, self.now).await?;
        let (count, until) = asked.unwrap_or_else(|| {
            let day = SignedDuration::from_hours(24);
            (0, self.now.checked_add(day).unwrap_or(self.now))
        });
        let following = follow::count(tx, self.follow.body, hash).await?;
        // Nobody is told: whose address it is must not show.
        if count >= LETTERS_A_DAY || following >= MOST {
            return Ok(());
        }
        credential::note_attempt(tx, SCOPE, hash, self.now, until).await?;
        follow::put(tx, &self.follow, self.now).await?;
        outbox::put(tx, &self.message, self.now).await?;
        follow::note_letter(tx, self.message.id, self.follow.id, 0, &[]).await?;
        Ok(())
    }
}

/// What somebody follows.
///
/// # Errors
/// [`AppError::NotFound`] where the link is old or nobody's.
pub async fn read(app: &App, id: Uuid) -> Result<Following, AppError> {
    let follow = known(app, id).await?;
    let rules = app.rules();
    let body = rules.directory.bodies.get(&follow.body);
    let narrow = Narrow::parse(&follow.filter).unwrap_or_default();
    let report = match follow.report {
        Some(report) => {
            let case = case::read_public(app, vec![report]).await?.pop();
            // What is no longer public is not named either.
            Some(case.ok_or(AppError::NotFound)?.tracking)
        }
        None => None,
    };
    Ok(Following {
        confirmed: follow.confirmed,
        report,
        names: narrow.names(&rules, &app.places()),
        body: body.map(|body| body.name.clone()).unwrap_or_default(),
    })
}

/// The link was opened and the button pressed: from now on they are told.
///
/// # Errors
/// [`AppError::NotFound`] where the link is old or nobody's.
pub async fn confirm(app: &App, id: Uuid) -> Result<(), AppError> {
    let follow = known(app, id).await?;
    let now = app.now();
    let (told, next_at) = if let Some(report) = follow.report {
        let case = case::read_public(app, vec![report]).await?.pop();
        let case = case.ok_or(AppError::NotFound)?;
        (i64::from(case.seq), None)
    } else {
        let next = letters::next_morning(app, follow.body, now);
        (now.as_microsecond(), Some(next))
    };
    app.store().run(Confirm { id, told, next_at }).await
}

/// They want no more of it.
///
/// # Errors
/// Where the database fails. A link that is nobody's any more did its work before.
pub async fn end(app: &App, id: Uuid) -> Result<(), AppError> {
    app.store().run(End(id)).await
}

/// Forgets wishes that nobody confirmed in time.
///
/// # Errors
/// Where the database fails.
pub async fn forget(app: &App) -> Result<(), AppError> {
    let before = app.now().checked_sub(ANSWERS).unwrap_or(app.now());
    app.store().run(Forget(before)).await
}

/// One by its link, as long as the link is good.
async fn known(app: &App, id: Uuid) -> Result<Follow, AppError> {
    let follow = app.store().read(Get(id)).await?;
    let is_good = |follow: &Follow| {
        follow.confirmed || app.now().duration_since(follow.created_at) <= ANSWERS
    };
    follow.filter(is_good).ok_or(AppError::NotFound)
}

struct Get(Uuid);

impl Query for Get {
    type Output = Option<Follow>;

    async fn run(&self, tx: &mut Tx<'_>) -> Result<Self::Output, StoreError> {
        follow::get(tx, self.0).await
    }
}

struct Confirm {
    id: Uuid,
    told: i64,
    next_at: Option<Timestamp>,
}

impl Change for Confirm {
    type Output = ();
    type Error = AppError;
    const NAME: &'static str = "confirm_follow";

    async fn apply(&self, tx: &mut Tx<'_>) -> Result<(), AppError> {
        Ok(follow::confirm(tx, self.id, self.told, self.next_at).await?)
    }
}

struct End(Uuid);

impl Change for End {
    type Output = ();
    type Error = AppError;
    const NAME: &'static str = "end_follow";

    async fn apply(&self, tx: &mut Tx<'_>) -> Result<(), AppError> {
        Ok(follow::end(tx, self.0).await?)
    }
}

struct Forget(Timestamp);

impl Change for Forget {
    type Output = ();
    type Error = AppError;
    const NAME: &'static str = "forget_follows";

    async fn apply(&self, tx: &mut Tx<'_>) -> Result<(), AppError> {
        Ok(follow::forget(tx, self.0).await?)
    }
}

/// Report ids of cases.
fn ids(cases: &[&case::CaseView]) -> Vec<ReportId> {
    cases.iter().map(|case| case.id).collect()
}
