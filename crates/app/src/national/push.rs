//! The queue of reports that are handed over.

use jiff::{SignedDuration, Timestamp};
use lapor_domain::content::ContentKind;
use lapor_domain::ids::{BodyId, ReportId};
use lapor_domain::report::Report;
use lapor_domain::report::event::ActorRef;
use lapor_domain::words::Identity;
use lapor_store::national::{self as rows, Handed, Link, LinkState};
use lapor_store::record::access::{self, Opening};
use lapor_store::record::content::StoredContent;
use lapor_store::record::{self, RecordError, content, setting};
use lapor_store::{Change, Query, StoreError, Tx};

use super::client::{self, Answered};
use super::may::{Hindrance, hindrance};
use super::wire::Stream;
use super::{Door, pull};
use crate::app::App;
use crate::channels::config::sp4n::{Push, Sp4n};
use crate::channels::retry;
use crate::error::AppError;
use crate::report::case::{self, Onlooker, Shown};
use crate::report::index::open_kind;

/// Reports handed over in one round, for each body.
const BATCH: usize = 50;
/// How much longer than an answer may take a report counts as being handed over.
const LEASE: SignedDuration = SignedDuration::from_mins(3);
/// Events of one look for what was released.
const EVENTS: i64 = 500;
/// How far in the order of events was looked for what is to be sent by itself.
const POSITION: &str = "sp4n_position";
/// What stands before our number in their text.
pub(super) const REFERENCE: &str = "[Nomor di kanal asal: ";
/// The longest text that is handed over, characters.
const LONGEST: usize = 20_000;

/// One round: asks for what is to be sent by itself, hands over what is due, and looks at their list where it is time.
///
/// # Errors
/// Where the database fails.
pub async fn round(app: &App) -> Result<usize, AppError> {
    let channels = app.channels();
    let Some(sp4n) = &channels.sp4n else {
        return Ok(0);
    };
    ask_by_itself(app, sp4n).await?;
    let mut done = 0;
    for door in Door::all(app, sp4n) {
        if door.own.push == Push::None {
            continue;
        }
        for _ in 0..BATCH {
            match next(app, &door).await? {
                Next::Handed => done += 1,
                // Nobody answers there: the others wait, too.
                Next::Away => {
                    done += 1;
                    break;
                }
                Next::Nothing => break,
            }
        }
    }
    pull::pull_due(app).await?;
    Ok(done)
}

/// Asks for reports that were released since the last look, where a body sends by itself. Nothing that was released before
/// the door was opened goes by itself.
async fn ask_by_itself(app: &App, sp4n: &Sp4n) -> Result<(), AppError> {
    let doors: Vec<_> = Door::all(app, sp4n)
        .into_iter()
        .filter(|door| door.own.push == Push::Automatic)
        .collect();
    loop {
        let found = app.store().run(Released).await?;
        for report in found.reports {
            if doors.is_empty() {
                break;
            }
            let Some(report) = app.store().read(Load(report)).await?? else {
                continue;
            };
            let door = doors.iter().find(|door| door.body.id == report.holder);
            let Some(door) = door else { continue };
            if hindrance(&report, Some(door.own)).is_none() {
                let (report, body, now) = (report.id, door.body.id, app.now());
                let again = false;
                app.store()
                    .run(Ask {
                        report,
                        body,
                        again,
                        now,
                    })
                    .await?;
            }
        }
        // Only now: what was not asked for because the program went away is looked at once more.
        app.store().run(LookedTo(found.to)).await?;
        if found.to >= found.last {
            return Ok(());
        }
    }
}

enum Next {
    Handed,
    Away,
    Nothing,
}

async fn next(app: &App, door: &Door<'_>) -> Result<Next, AppError> {
    let now = app.now();
    let claim = Claim {
        body: door.body.id,
        now,
        leased_till: now.checked_add(LEASE).unwrap_or(now),
    };
    let Some(link) = app.store().run(claim).await? else {
        return Ok(Next::Nothing);
    };
    let again = now.checked_add(retry::wait(link.attempts)).unwrap_or(now);
    let (stream, opened) = match compose(app, door, link.report).await {
        Ok(Ok(composed)) => composed,
        // Nothing left the house: it must not look as if it had.
        Err(error) => {
            settle(
                app,
                link,
                Handed::Later(again),
                "own".to_owned(),
                None,
                None,
            )
            .await?;
            return Err(error);
        }
        Ok(Err(hindrance)) => {
            let (handed, code) = (Handed::Refused, hindrance.as_str().to_owned());
            settle(
                app,
                link,
                handed,
                code,
                Some(hindrance.sentence().to_owned()),
                None,
            )
            .await?;
            return Ok(Next::Handed);
        }
    };
    let answered = client::push(door, &stream).await;
    let (handed, code, error, next) = match answered {
        Answered::Taken {
            tracking,
            transaction,
        } => {
            let handed = Handed::Sent {
                tracking,
                transaction,
            };
            (handed, "ok".to_owned(), None, Next::Handed)
        }
        Answered::Away { code, error } => (Handed::Later(again), code, Some(error), Next::Away),
        Answered::Lost { code, error } => (Handed::Unknown, code, Some(error), Next::Away),
        Answered::Refused { code, error } => (Handed::Refused, code, Some(error), Next::Handed),
    };
    // Where it may have left the house with a name on it, that is in the access log.
    let opened = opened.filter(|_| !matches!(handed, Handed::Later(_)));
    settle(app, link, handed, code, error, opened).await?;
    Ok(next)
}

async fn settle(
    app: &App,
    link: Link,
    handed: Handed,
    code: String,
    error: Option<String>,
    opened: Option<BodyId>,
) -> Result<(), AppError> {
    let settle = Settle {
        link,
        handed,
        code,
        error,
        opened,
        now: app.now(),
    };
    app.store().run(settle).await
}

/// The report as everybody may read it, with our number at its end; and whether a name was opened for it.
async fn compose(
    app: &App,
    door: &Door<'_>,
    report: ReportId,
) -> Result<Result<(Stream, Option<BodyId>), Hindrance>, AppError> {
    let Some((report, stored)) = app.store().read(LoadWords(report)).await?? else {
        return Ok(Err(Hindrance::NotReleased));
    };
    // A type that is not sent by itself may still have been sent by an officer.
    if let Some(hindrance) = hindrance(&report, None) {
        return Ok(Err(hindrance));
    }
    let Some(view) = case::read(app, report.id, Onlooker::Public).await? else {
        return Ok(Err(Hindrance::NotReleased));
    };
    let Shown::Words(text) = &view.text_public else {
        return Ok(Err(Hindrance::NotReleased));
    };
    let title = view.title.as_deref().unwrap_or_default();
    let body = format!("{title}\n\n{text}");
    let text: String = body.trim().chars().take(LONGEST).collect();
    let mut stream = Stream {
        token: door.own.token.expose().to_owned(),
        email: door.own.office.email.clone(),
        phone: door.own.office.phone.clone(),
        name: door.own.office.name.clone(),
        rahasia: false,
        anonim: report.anonim || report.identity == Identity::None,
        text: format!("{text}\n\n{}", reference(app, &report)),
    };
    let gave = report.identity == Identity::Named && !report.anonim;
    if !door.own.identity || !gave {
        return Ok(Ok((stream, None)));
    }
    let open = |kind| open_kind(app, &report, &stored, kind);
    let Some(name) = open(ContentKind::Name)? else {
        return Ok(Ok((stream, None)));
    };
    stream.name = name;
    stream.email = open(ContentKind::Email)?.unwrap_or_default();
    stream.phone = open(ContentKind::Phone)?.unwrap_or_default();
    Ok(Ok((stream, Some(report.home))))
}

/// Our number as it stands in their text: with a few signs nobody can guess, so that only our own report is taken for it.
pub(super) fn reference(app: &App, report: &Report) -> String {
    let mac = app
        .keys()
        .installation_key("sp4n-reference")
        .mac(&[report.id.0.as_bytes()]);
    let signs = u32::from_be_bytes([mac[0], mac[1], mac[2], mac[3]]);
    format!("{REFERENCE}{} / {signs:08x}]", report.tracking)
}

/// An officer asks for a report to be sent; what was refused or lost begins anew.
///
/// # Errors
/// [`AppError::NotFound`] where the body has no door; [`AppError::Invalid`] where something stands against it.
pub async fn ask(app: &App, report: ReportId) -> Result<(), AppError> {
    let channels = app.channels();
    let loaded = app.store().read(Load(report)).await??;
    let loaded = loaded.ok_or(AppError::NotFound)?;
    let sp4n = channels.sp4n.as_ref().ok_or(AppError::NotFound)?;
    let door = Door::of(app, sp4n, loaded.holder)
        .filter(|door| door.own.push != Push::None)
        .ok_or(AppError::NotFound)?;
    if let Some(hindrance) = hindrance(&loaded, None) {
        let error = crate::error::FieldError::new("sp4n", hindrance.as_str());
        return Err(AppError::Invalid(vec![error]));
    }
    let (body, now) = (door.body.id, app.now());
    app.store()
        .run(Ask {
            report,
            body,
            again: true,
            now,
        })
        .await
}

/// Everything of a body that was refused is tried once more. What has an unknown answer is not: that needs a person's look.
///
/// # Errors
/// Where the database fails.
pub async fn ask_again(app: &App, body: BodyId) -> Result<(), AppError> {
    let refused = app
        .store()
        .read(InState {
            body,
            state: LinkState::Refused,
        })
        .await?;
    for link in refused {
        match ask(app, link.report).await {
            Ok(()) | Err(AppError::Invalid(_) | AppError::NotFound) => {}
            Err(error) => return Err(error),
        }
    }
    Ok(())
}

/// An officer saw the report over there and tells its number.
///
/// # Errors
/// [`AppError::Invalid`] where it is no number, or another report's.
pub async fn note_number(app: &App, report: ReportId, number: &str) -> Result<(), AppError> {
    let wrong = |code: &str| {
        let error = crate::error::FieldError::new("number", code);
        AppError::Invalid(vec![error])
    };
    let Some(tracking) = super::wire::number(number) else {
        return Err(wrong("sp4n-number"));
    };
    let now = app.now();
    let noted = app
        .store()
        .run(Found {
            report,
            tracking,
            code: "by-hand",
            now,
        })
        .await?;
    if noted {
        Ok(())
    } else {
        Err(wrong("sp4n-number-taken"))
    }
}

/// What is not there, and how many are.
#[derive(Clone, Debug, Default)]
pub struct Standing {
    /// How many in each state.
    pub counts: Vec<(LinkState, u64)>,
    /// With an unknown answer, refused, waiting: in this order, at most 200 each.
    pub open: Vec<Link>,
}

/// How the reports of a body stand.
///
/// # Errors
/// Where the database fails.
pub async fn standing(app: &App, body: BodyId) -> Result<Standing, AppError> {
    Ok(app.store().read(ReadStanding(body)).await?)
}

struct ReadStanding(BodyId);

impl Query for ReadStanding {
    type Output = Standing;

    async fn run(&self, tx: &mut Tx<'_>) -> Result<Standing, StoreError> {
        let mut open = Vec::new();
        for state in [
            LinkState::Unknown,
            LinkState::Refused,
            LinkState::Waiting,
            LinkState::Sending,
        ] {
            open.extend(rows::in_state(tx, self.0, state, 200).await?);
        }
        Ok(Standing {
            counts: rows::counts(tx, self.0).await?,
            open,
        })
    }
}

pub(super) struct InState {
    pub(super) body: BodyId,
    pub(super) state: LinkState,
}

impl Query for InState {
    type Output = Vec<Link>;

    async fn run(&self, tx: &mut Tx<'_>) -> Result<Vec<Link>, StoreError> {
        rows::in_state(tx, self.body, self.state, 1_000).await
    }
}

pub(super) struct Load(pub(super) ReportId);

impl Query for Load {
    type Output = Result<Option<Report>, RecordError>;

    async fn run(&self, tx: &mut Tx<'_>) -> Result<Self::Output, StoreError> {
        Ok(record::load(tx, self.0).await)
    }
}

struct LoadWords(ReportId);

impl Query for LoadWords {
    type Output = Result<Option<(Report, Vec<StoredContent>)>, RecordError>;

    async fn run(&self, tx: &mut Tx<'_>) -> Result<Self::Output, StoreError> {
        let report = match record::load(tx, self.0).await {
            Ok(Some(report)) => report,
            Ok(None) => return Ok(Ok(None)),
            Err(error) => return Ok(Err(error)),
        };
        let stored = content::of_report(tx, self.0).await?;
        Ok(Ok(Some((report, stored))))
    }
}

/// Reports found in the order of events.
struct Seen {
    reports: Vec<ReportId>,
    to: i64,
    last: i64,
}

struct Released;

impl Change for Released {
    type Output = Seen;
    type Error = AppError;
    const NAME: &'static str = "look_for_released";

    async fn apply(&self, tx: &mut Tx<'_>) -> Result<Seen, AppError> {
        let last = lapor_store::routing::last_position(tx).await?;
        let Some(after) = setting::get(tx, POSITION).await? else {
            setting::set(tx, POSITION, &last.to_string()).await?;
            return Ok(Seen {
                reports: Vec::new(),
                to: last,
                last,
            });
        };
        let after = after.parse().unwrap_or(last);
        let (reports, to) = rows::released_after(tx, after, EVENTS).await?;
        Ok(Seen { reports, to, last })
    }
}

struct LookedTo(i64);

impl Change for LookedTo {
    type Output = ();
    type Error = AppError;
    const NAME: &'static str = "looked_for_released";

    async fn apply(&self, tx: &mut Tx<'_>) -> Result<(), AppError> {
        let kept = setting::get(tx, POSITION).await?;
        if kept.as_deref() != Some(self.0.to_string().as_str()) {
            setting::set(tx, POSITION, &self.0.to_string()).await?;
        }
        Ok(())
    }
}

struct Ask {
    report: ReportId,
    body: BodyId,
    again: bool,
    now: Timestamp,
}

impl Change for Ask {
    type Output = ();
    type Error = AppError;
    const NAME: &'static str = "ask_sp4n";

    async fn apply(&self, tx: &mut Tx<'_>) -> Result<(), AppError> {
        rows::ask(tx, self.report, self.body, self.again, self.now).await?;
        Ok(())
    }
}

struct Claim {
    body: BodyId,
    now: Timestamp,
    leased_till: Timestamp,
}

impl Change for Claim {
    type Output = Option<Link>;
    type Error = AppError;
    const NAME: &'static str = "claim_sp4n";

    async fn apply(&self, tx: &mut Tx<'_>) -> Result<Option<Link>, AppError> {
        Ok(rows::claim(tx, self.body, self.now, self.leased_till).await?)
    }
}

struct Settle {
    link: Link,
    handed: Handed,
    code: String,
    error: Option<String>,
    opened: Option<BodyId>,
    now: Timestamp,
}

impl Change for Settle {
    type Output = ();
    type Error = AppError;
    const NAME: &'static str = "settle_sp4n";

    async fn apply(&self, tx: &mut Tx<'_>) -> Result<(), AppError> {
        rows::record(
            tx,
            &self.link,
            &self.handed,
            &self.code,
            self.error.as_deref(),
            self.now,
        )
        .await?;
        if let Some(home) = self.opened {
            for what in ["name", "contact"] {
                let opening = Opening {
                    what: what.to_owned(),
                    reason: "Dikirim ke SP4N-LAPOR! bersama laporannya".to_owned(),
                };
                access::log(
                    tx,
                    home,
                    self.link.report,
                    &opening,
                    ActorRef::SYSTEM,
                    self.now,
                )
                .await?;
            }
        }
        Ok(())
    }
}

pub(super) struct Found {
    pub(super) report: ReportId,
    pub(super) tracking: String,
    pub(super) code: &'static str,
    pub(super) now: Timestamp,
}

impl Change for Found {
    type Output = bool;
    type Error = AppError;
    const NAME: &'static str = "found_sp4n";

    async fn apply(&self, tx: &mut Tx<'_>) -> Result<bool, AppError> {
        Ok(rows::found(tx, self.report, &self.tracking, self.code, self.now).await?)
    }
}
