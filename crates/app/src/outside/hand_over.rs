//! Handing over: once, or again where that cannot make two of one.

use std::collections::BTreeMap;
use std::time::Duration;

use hyper::Uri;
use jiff::{SignedDuration, Timestamp};
use lapor_store::outside_push::{self, Done, Push, PushState, Said};
use lapor_store::{Change, Tx};
use open311::{Params, Ticket};

use super::compose::{self, Composed, mark};
use super::target::Target;
use super::wire;
use crate::app::App;
use crate::channels::config::Repeat;
use crate::channels::egress::{self, Answer, EgressError};
use crate::channels::retry;
use crate::error::AppError;
use crate::report::case;

/// Reports taken at one time.
const BATCH: i64 = 16;
/// How long they may take before another worker takes them.
const LEASE: SignedDuration = SignedDuration::from_mins(15);
/// How long a system that is not there is left alone.
const PAUSE: SignedDuration = SignedDuration::from_mins(1);
/// How long one is tried.
const GIVE_UP_AFTER: SignedDuration = SignedDuration::from_hours(72);
/// How long it may take to reach the system at all.
const REACH: Duration = Duration::from_secs(10);
/// So far before the first try our report is looked for among theirs.
const BEFORE: SignedDuration = SignedDuration::from_hours(24);
/// The code of a try of which nobody knows what it did.
const UNCLEAR: &str = "unclear";

/// Hands over everything that is due. Gives how many tries there were.
pub(super) async fn hand_over(app: &App, target: &Target) -> Result<usize, AppError> {
    let now = app.now();
    let claim = Claim {
        system: target.name.clone(),
        state: PushState::Waiting,
        now,
        leased_till: now.checked_add(LEASE).unwrap_or(now),
        limit: BATCH,
    };
    let taken = app.store().run(claim).await?;
    let mut tried = 0;
    let mut rest = taken.into_iter();
    while let Some(push) = rest.next() {
        let came = one(app, target, &push).await?;
        let is_away = matches!(came, Came::Away(_));
        tried += 1;
        record(app, target, &push, came).await?;
        if is_away {
            let left = rest.map(|push| push.id).collect();
            let until = app.now().checked_add(PAUSE).unwrap_or(now);
            app.store().run(Release { left, until }).await?;
            break;
        }
    }
    Ok(tried)
}

/// Who is called, in sentences.
const THEM: &str = "sistem itu";

/// What a try came to.
enum Came {
    /// The system has it.
    Taken(Ticket, String),
    /// It says no: the status, and why.
    Refused(u16, Option<String>),
    /// It does not take anything now, and said for how long.
    Later(u16, SignedDuration),
    /// It cannot be reached: nothing was sent.
    Away(EgressError),
    /// Something was sent, and nobody knows whether it has it.
    Unclear(String),
    /// It may not leave.
    Withheld(&'static str),
    /// The unit does not have it any more.
    Gone,
}

async fn one(app: &App, target: &Target, push: &Push) -> Result<Came, AppError> {
    let form = match compose::compose(app, target, push).await {
        Ok(Composed::Form(form)) => form,
        Ok(Composed::Withheld(code)) => return Ok(Came::Withheld(code)),
        Ok(Composed::Gone) => return Ok(Came::Gone),
        // One report that does not open must not hold up the others.
        Err(error) => {
            tracing::warn!(push = %push.id, %error, "report for another system not composed");
            return Ok(Came::Later(0, SignedDuration::ZERO));
        }
    };
    // What cannot be reached got nothing: told apart before anything is said.
    if let Err(error) = reach(target).await {
        return Ok(Came::Away(error));
    }
    let is_unclear = push.code.as_deref() == Some(UNCLEAR);
    if is_unclear && target.system.repeat == Repeat::Search {
        match search(app, target, push).await? {
            Found::Yes(id) => return Ok(Came::Taken(Ticket::Id(id), "found".to_owned())),
            Found::No => {}
            Found::Unknown(why) => return Ok(Came::Unclear(why)),
        }
    }
    Ok(send(target, push, &form, app.now()).await)
}

async fn reach(target: &Target) -> Result<(), EgressError> {
    let uri: Uri = target
        .system
        .url
        .parse()
        .map_err(|_| EgressError::BadAddress("bukan URL"))?;
    let host = uri
        .host()
        .ok_or(EgressError::BadAddress("tanpa nama host"))?;
    let host = host.trim_matches(['[', ']']);
    let usual = if uri.scheme_str() == Some("http") {
        80
    } else {
        443
    };
    let port = uri.port_u16().unwrap_or(usual);
    let line = egress::connect(host, port, target.system.local);
    match tokio::time::timeout(REACH, line).await {
        Ok(line) => line.map(drop),
        Err(_) => Err(EgressError::Timeout(REACH.as_secs())),
    }
}

async fn send(target: &Target, push: &Push, form: &Params, now: Timestamp) -> Came {
    let headers = BTreeMap::from([
        (
            "Content-Type".to_owned(),
            "application/x-www-form-urlencoded; charset=utf-8".to_owned(),
        ),
        ("Idempotency-Key".to_owned(), push.id.to_string()),
    ]);
    let url = target.system.resource("requests");
    let body = form.encoded().into_bytes();
    match target.ask("POST", url, headers, body).await {
        Ok(answer) => judge(&answer, now),
        Err(
            error @ (EgressError::Private
            | EgressError::BadAddress(_)
            | EgressError::Unreachable(_)),
        ) => Came::Away(error),
        Err(error) => Came::Unclear(error.of(THEM)),
    }
}

fn judge(answer: &Answer, now: Timestamp) -> Came {
    match answer.status {
        200..=299 => match wire::receipt(&answer.body) {
            Ok(ticket) => Came::Taken(ticket, answer.status.to_string()),
            Err(_) => Came::Unclear("jawabannya bukan tanda terima Open311".to_owned()),
        },
        status @ (408 | 429 | 503) => {
            let asked = retry::asked(answer.retry_after.as_deref(), now);
            Came::Later(status, asked.unwrap_or_default())
        }
        status @ 300..=499 => Came::Refused(status, wire::fault(&answer.body)),
        status => Came::Unclear(format!("sistem itu menjawab {status}")),
    }
}

/// Whether our report is among theirs.
enum Found {
    Yes(String),
    No,
    Unknown(String),
}

async fn search(app: &App, target: &Target, push: &Push) -> Result<Found, AppError> {
    let Some(number) = case::number_of(app, push.report).await? else {
        return Ok(Found::No);
    };
    let since = push.since.checked_sub(BEFORE).unwrap_or(push.since);
    let since = open311::date::write(since, jiff::tz::Offset::UTC);
    let answer = target
        .get("requests", &[("start_date", since.as_str())])
        .await;
    let mark = mark(&number.to_string());
    Ok(match answer {
        Ok(answer) if answer.status == 200 => match wire::seen(&answer.body) {
            Ok(all) => {
                let mut all = all.into_iter();
                let ours = all.find(|one| {
                    one.description
                        .as_deref()
                        .is_some_and(|it| it.contains(&mark))
                });
                ours.map_or(Found::No, |ours| Found::Yes(ours.id))
            }
            Err(_) => Found::Unknown("daftarnya tidak dapat dibaca".to_owned()),
        },
        Ok(answer) => Found::Unknown(format!("daftarnya dijawab {}", answer.status)),
        Err(error) => Found::Unknown(error.of(THEM)),
    })
}

async fn record(app: &App, target: &Target, push: &Push, came: Came) -> Result<(), AppError> {
    let now = app.now();
    let n = push.attempts + 1;
    let later = now.checked_add(retry::wait(n)).unwrap_or(now);
    let is_old = now.duration_since(push.since) >= GIVE_UP_AFTER;
    let look = look_again(target, now);
    let mut reason = None;
    let mut done = Done {
        push: push.id,
        n,
        state: PushState::Waiting,
        is_taken: false,
        external: None,
        token: None,
        run_at: later,
        code: String::new(),
        error: None,
    };
    match came {
        Came::Taken(ticket, code) => {
            (done.state, done.code, done.run_at) = (PushState::Sent, code, look);
            done.is_taken = true;
            match ticket {
                Ticket::Id(id) => done.external = Some(id),
                Ticket::Token(token) => done.token = Some(token),
                Ticket::Nothing => done.state = PushState::Ended,
            }
        }
        Came::Refused(status, why) => {
            (done.state, done.code, reason) = (PushState::Refused, status.to_string(), why);
            done.error = Some(refusal(status).to_owned());
        }
        Came::Later(status, asked) => {
            done.run_at = later.max(now.checked_add(asked).unwrap_or(now));
            done.code = status.to_string();
            let why = match status {
                0 => "isi tidak dapat disusun",
                _ => "sistem itu sedang tidak menerima",
            };
            done.error = Some(why.to_owned());
        }
        Came::Away(error) => {
            // What an earlier try may have done is still not known.
            let unclear = push.code.as_deref() == Some(UNCLEAR);
            let code = if unclear { UNCLEAR } else { error.code() };
            done.code.push_str(code);
            let mut why = error.of(THEM);
            if error == EgressError::Private {
                why.push_str("; bila memang di sana, tulis local = true");
            }
            done.error = Some(why);
        }
        Came::Unclear(why) => {
            (done.code, done.error) = (UNCLEAR.to_owned(), Some(why));
            if target.system.repeat == Repeat::Ask || is_old {
                done.state = PushState::Unsure;
            }
        }
        Came::Withheld(code) => (done.state, done.code) = (PushState::Withheld, code.to_owned()),
        Came::Gone => (done.state, done.code) = (PushState::Ended, "moved".to_owned()),
    }
    if done.state == PushState::Waiting && is_old {
        done.state = PushState::Refused;
    }
    let said = reason.map(|text| {
        let (id, key) = (app.fresh_id(), app.key_of(push.body));
        let said = Said::nothing(push.id, done.state, done.run_at);
        app.with_entropy(|entropy| said.words(id, &key, &text, entropy))
    });
    app.store().run(Record { done, said, now }).await
}

/// When it is asked after next.
pub(super) fn look_again(target: &Target, now: Timestamp) -> Timestamp {
    let wait = SignedDuration::from_mins(i64::from(target.system.poll_minutes));
    now.checked_add(wait).unwrap_or(now)
}

const fn refusal(status: u16) -> &'static str {
    match status {
        300..=399 => {
            "sistem itu mengalihkan ke alamat lain; pengalihan tidak diikuti, perbaiki url"
        }
        401 | 403 => "sistem itu tidak mengenal kunci kami; perbaiki api_key lalu kirim lagi",
        404 => {
            "sistem itu tidak mengenal layanan atau alamatnya; periksa url, service_code dan services"
        }
        _ => "sistem itu menolak",
    }
}

pub(super) struct Claim {
    pub(super) system: String,
    pub(super) state: PushState,
    pub(super) now: Timestamp,
    pub(super) leased_till: Timestamp,
    pub(super) limit: i64,
}

impl Change for Claim {
    type Output = Vec<Push>;
    type Error = AppError;
    const NAME: &'static str = "claim_outside";

    async fn apply(&self, tx: &mut Tx<'_>) -> Result<Vec<Push>, AppError> {
        let (state, limit) = (self.state, self.limit);
        Ok(outside_push::claim(tx, &self.system, state, self.now, self.leased_till, limit).await?)
    }
}

pub(super) struct Release {
    pub(super) left: Vec<uuid::Uuid>,
    pub(super) until: Timestamp,
}

impl Change for Release {
    type Output = ();
    type Error = AppError;
    const NAME: &'static str = "release_outside";

    async fn apply(&self, tx: &mut Tx<'_>) -> Result<(), AppError> {
        Ok(outside_push::release(tx, &self.left, self.until).await?)
    }
}

struct Record {
    done: Done,
    said: Option<Said>,
    now: Timestamp,
}

impl Change for Record {
    type Output = ();
    type Error = AppError;
    const NAME: &'static str = "record_outside";

    async fn apply(&self, tx: &mut Tx<'_>) -> Result<(), AppError> {
        outside_push::record(tx, &self.done, self.now).await?;
        if let Some(said) = &self.said {
            outside_push::said(tx, said).await?;
        }
        Ok(())
    }
}
