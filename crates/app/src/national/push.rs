//! The queue of reports that are handed over.

use jiff::SignedDuration;
use lapor_domain::content::ContentKind;
use lapor_domain::ids::{BodyId, ReportId};
use lapor_domain::report::Report;
use lapor_domain::words::Identity;
use lapor_store::national::{Handed, Link};

use super::client::{self, Answered};
use super::may::{Hindrance, hindrance};
use super::queue::{Ask, Claim, Load, LoadWords, LookedTo, Released, Settle};
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
