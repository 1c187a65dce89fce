//! Writing to followers: of a report what happened since the last letter, of a list once a day what was released and closed.

use std::collections::HashMap;

use jiff::{SignedDuration, Timestamp};
use lapor_domain::ids::{BodyId, ReportId};
use lapor_store::follow::{self, Follow};
use lapor_store::list::News;
use lapor_store::outbox::{self, NewMessage};
use lapor_store::{Change, Query, StoreError, Tx};
use uuid::Uuid;

use super::{NEWS, ids, is_offered, words};
use crate::app::App;
use crate::channels::letter::{self, Letter};
use crate::error::AppError;
use crate::notify::quiet;
use crate::notify::words::Language;
use crate::report::case::{self, CaseView};
use crate::report::narrow::Narrow;
use crate::report::news;

/// Followers looked at in one go.
const BATCH: i64 = 200;
/// Reports of one day's letter that are read; the page behind the link has the rest.
const MOST: u32 = 200;
/// An event stands in the record a moment after its time: what is newer waits for the next letter.
const SETTLED: SignedDuration = SignedDuration::from_secs(30);
/// The hour at which lists are told of.
const HOUR: i64 = 7;

/// Writes to all whom there is something to tell. Gives how many were looked at.
///
/// # Errors
/// Where the database fails; what was not told stays due.
pub async fn round(app: &App) -> Result<usize, AppError> {
    if !is_offered(app) {
        return Ok(0);
    }
    let mut done = 0;
    loop {
        let due = app.store().read(Due(app.now())).await?;
        if due.is_empty() {
            return Ok(done);
        }
        done += due.len();
        let mut lists = HashMap::new();
        let mut telling = Vec::with_capacity(due.len());
        for follow in due {
            telling.push(match follow.report {
                Some(report) => of_report(app, follow, report).await?,
                None => of_list(app, follow, &mut lists).await?,
            });
        }
        let now = app.now();
        app.store().run(Told { telling, now }).await?;
    }
}

/// What is done for one follower.
struct Telling {
    follow: Follow,
    letter: Option<(NewMessage, Vec<ReportId>)>,
    told: i64,
    next_at: Option<Timestamp>,
}

async fn of_report(app: &App, follow: Follow, report: ReportId) -> Result<Telling, AppError> {
    let case = case::read_public(app, vec![report]).await?.pop();
    let Some(case) = case else {
        // Not everybody's any more: nothing is told, and from here on again if it becomes so.
        let told = follow.told;
        return Ok(Telling {
            follow,
            letter: None,
            told,
            next_at: None,
        });
    };
    let news: Vec<_> = case
        .history
        .iter()
        .filter(|entry| i64::from(entry.seq) > follow.told)
        .collect();
    let language = Language::of_code(&follow.language);
    let letter = match address(app, &follow)? {
        Some(to) => words::of_report(app, &follow, language, &case, &news, to),
        None => None,
    };
    let told = i64::from(case.seq).max(follow.told);
    let letter = letter.map(|letter| (seal(app, &follow, &letter), vec![case.id]));
    Ok(Telling {
        follow,
        letter,
        told,
        next_at: None,
    })
}

/// What several followers of the same list are told is read once.
type Lists = HashMap<(BodyId, String, i64, i64), Vec<CaseView>>;

async fn of_list(app: &App, follow: Follow, lists: &mut Lists) -> Result<Telling, AppError> {
    let now = app.now();
    let until = now.checked_sub(SETTLED).unwrap_or(now);
    let since = Timestamp::from_microsecond(follow.told).unwrap_or(until);
    let told = until.as_microsecond().max(follow.told);
    let key = (follow.body, follow.filter.clone(), follow.told, told);
    if !lists.contains_key(&key) {
        let narrow = Narrow::parse(&follow.filter).unwrap_or_default();
        let asked = News {
            filter: narrow.filter(&app.rules(), Some(follow.body), MOST),
            since: Some(since),
            until: Some(until),
        };
        lists.insert(key.clone(), news::newest(app, asked).await?.cases);
    }
    let cases = lists.get(&key).map(Vec::as_slice).unwrap_or_default();
    let closed = |case: &&CaseView| {
        let end = case.end().filter(|end| end.kind == "closed");
        end.is_some_and(|end| end.recorded_at.unwrap_or(end.at) > since)
    };
    let released = |case: &&CaseView| case.public_since.is_some_and(|at| at > since);
    let (finished, rest): (Vec<&CaseView>, Vec<&CaseView>) = cases.iter().partition(closed);
    let new: Vec<&CaseView> = rest.into_iter().filter(released).collect();
    let language = Language::of_code(&follow.language);
    let letter = match address(app, &follow)? {
        Some(to) => words::of_list(app, &follow, language, &new, &finished, to),
        None => None,
    };
    let about = [ids(&new), ids(&finished)].concat();
    let letter = letter.map(|letter| (seal(app, &follow, &letter), about));
    let next_at = Some(next_morning(app, follow.body, now));
    Ok(Telling {
        follow,
        letter,
        told,
        next_at,
    })
}

fn address(app: &App, follow: &Follow) -> Result<Option<String>, AppError> {
    let opened = follow.open(&app.key_of(follow.body))?;
    Ok(opened.map(|address| address.as_str().to_owned()))
}

/// Sealed for the outbox. What is told from the same place on is the same letter, whoever writes it.
fn seal(app: &App, follow: &Follow, written: &Letter) -> NewMessage {
    let told = follow.told.to_be_bytes();
    let id = letter::message_id(app.keys(), &[b"follow", follow.id.as_bytes(), &told]);
    let mut message = letter::seal(app, follow.body, id, written);
    message.notice = NEWS;
    message.channel = "email";
    let zone = app.rules().zone(follow.body);
    message.run_at = quiet::not_before(app.channels().quiet, zone, app.now());
    message
}

/// The next time at which lists of a body are told of.
pub(super) fn next_morning(app: &App, body: BodyId, now: Timestamp) -> Timestamp {
    let zone = app.rules().zone(body);
    let today = zone.local_date(now);
    let at = |day| {
        let start = zone.start_of_day(day);
        start.checked_add(SignedDuration::from_hours(HOUR)).ok()
    };
    let days = [Some(today), today.tomorrow().ok()];
    let next = days.into_iter().flatten().filter_map(at);
    next.into_iter().find(|at| *at > now).unwrap_or(now)
}

struct Due(Timestamp);

impl Query for Due {
    type Output = Vec<Follow>;

    async fn run(&self, tx: &mut Tx<'_>) -> Result<Vec<Follow>, StoreError> {
        follow::due(tx, self.0, BATCH).await
    }
}

struct Told {
    telling: Vec<Telling>,
    now: Timestamp,
}

impl Change for Told {
    type Output = ();
    type Error = AppError;
    const NAME: &'static str = "tell_followers";

    async fn apply(&self, tx: &mut Tx<'_>) -> Result<(), AppError> {
        for one in &self.telling {
            let follow = &one.follow;
            // Who ended it meanwhile is not written to.
            let stays = follow::get(tx, follow.id).await?.is_some();
            if let Some((message, about)) = one.letter.as_ref().filter(|_| stays) {
                outbox::put(tx, message, self.now).await?;
                let id: Uuid = message.id;
                follow::note_letter(tx, id, follow.id, follow.told, about).await?;
            }
            follow::told(tx, follow, one.told, one.next_at).await?;
        }
        Ok(())
    }
}
