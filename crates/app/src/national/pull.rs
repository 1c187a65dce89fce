//! What the national system says: of reports that were handed to it, and those that came in over there.

use std::collections::HashMap;

use jiff::{SignedDuration, Timestamp};
use lapor_domain::ids::{BodyId, ReportId};
use lapor_domain::report::Report;
use lapor_domain::tracking::TrackingNo;
use lapor_store::national::{self as rows, Link, LinkState};
use lapor_store::record::{self, RecordError, setting};
use lapor_store::{Change, Query, StoreError, Tx};

use super::client::{self, List};
use super::push::{REFERENCE, reference};
use super::queue::{Found, InState};
use super::wire::{Record, Topic, field};
use super::{Door, asked};
use crate::app::App;
use crate::error::AppError;
use crate::import;
use crate::sp4n::{ReadOptions, read_records};

/// A report whose answer was lost so recently is not missed yet.
const PATIENCE: SignedDuration = SignedDuration::from_mins(10);
/// Tries after which a person must look, whatever their list says.
const MOST_TRIES: i64 = 5;

/// What a look at their list came to.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Pulled {
    /// Slug of the body.
    pub body: String,
    /// Records in the list.
    pub records: usize,
    /// Reports with a lost answer that were found there.
    pub found: usize,
    /// Reports with a lost answer that are not there and are sent again.
    pub again: usize,
    /// Of those that came in over there: new here.
    pub added: usize,
    /// Known, and something changed.
    pub changed: usize,
    /// Handled here while they say something else.
    pub differ: usize,
    /// Records that could not be read.
    pub held_back: usize,
    /// Their list goes on after these: more than is read at one time.
    pub is_cut: bool,
    /// Why nothing was read.
    pub error: Option<String>,
}

/// Looks at the lists of all bodies for which it is time.
///
/// # Errors
/// Where the database fails.
pub async fn pull_due(app: &App) -> Result<Vec<Pulled>, AppError> {
    let channels = app.channels();
    let Some(sp4n) = channels
        .sp4n
        .as_ref()
        .filter(|sp4n| sp4n.list_path.is_some())
    else {
        return Ok(Vec::new());
    };
    let pause = SignedDuration::from_mins(i64::from(sp4n.pull_minutes.max(1)));
    let mut pulled = Vec::new();
    for door in Door::all(app, sp4n) {
        let now = app.now();
        let turn = Turn {
            name: format!("sp4n_pulled_{}", door.body.slug),
            now,
            before: now.checked_sub(pause).unwrap_or(now),
        };
        if app.store().run(turn).await? {
            pulled.push(one(app, &door).await?);
        }
    }
    Ok(pulled)
}

/// Looks at the list of a body now.
///
/// # Errors
/// [`AppError::NotFound`] where the body has no door.
pub async fn pull(app: &App, body: BodyId) -> Result<Pulled, AppError> {
    let channels = app.channels();
    let sp4n = channels.sp4n.as_ref().ok_or(AppError::NotFound)?;
    let door = Door::of(app, sp4n, body).ok_or(AppError::NotFound)?;
    one(app, &door).await
}

/// Their topics.
///
/// # Errors
/// [`AppError::NotFound`] where the body has no door.
pub async fn topics(app: &App, body: BodyId) -> Result<Result<Vec<Topic>, String>, AppError> {
    let channels = app.channels();
    let sp4n = channels.sp4n.as_ref().ok_or(AppError::NotFound)?;
    let door = Door::of(app, sp4n, body).ok_or(AppError::NotFound)?;
    Ok(client::topics(&door).await)
}

async fn one(app: &App, door: &Door<'_>) -> Result<Pulled, AppError> {
    let mut pulled = Pulled {
        body: door.body.slug.clone(),
        ..Pulled::default()
    };
    let began = app.now();
    let list = match client::list(door).await {
        Ok(list) => list,
        Err(why) => {
            tracing::warn!(body = %door.body.slug, %why, "SP4N-LAPOR! list");
            pulled.error = Some(why);
            return Ok(pulled);
        }
    };
    pulled.records = list.records.len();
    pulled.is_cut = list.is_cut;
    if list.is_cut {
        tracing::warn!(body = %door.body.slug, records = pulled.records, "SP4N-LAPOR! list is longer than is read at one time");
    }
    let ours = ours(app, &list.records).await?;
    look_for_lost(app, door, &list, &ours, began, &mut pulled).await?;
    let theirs = take_words(app, door, &list.records, &ours).await?;
    if door.own.pull && !theirs.is_empty() {
        import_theirs(app, door, &theirs, &mut pulled).await?;
    }
    Ok(pulled)
}

/// Reports of ours that stand in their list, known by our number in their text; by their numbers.
type Ours = HashMap<String, ReportId>;

/// Looks for our numbers. One whose signs are not ours is somebody else's text.
async fn ours(app: &App, records: &[Record]) -> Result<Ours, AppError> {
    let mut ours = Ours::new();
    for record in records {
        let (Some(number), Some(theirs)) = (
            record.values().find_map(|text| noted(text)),
            tracking(record),
        ) else {
            continue;
        };
        let Some(report) = app.store().read(ByNumber(number)).await?? else {
            continue;
        };
        let signed = reference(app, &report);
        if record.values().any(|text| text.contains(&signed)) {
            ours.insert(theirs, report.id);
        }
    }
    Ok(ours)
}

/// The number in "[Nomor di kanal asal: 1234 / abcd]".
fn noted(text: &str) -> Option<TrackingNo> {
    let (_, rest) = text.split_once(REFERENCE)?;
    let (number, _) = rest.split_once(" / ")?;
    TrackingNo::parse(number).ok()
}

/// Reports whose answer was lost: found in their list, else sent again where that list shows everything.
async fn look_for_lost(
    app: &App,
    door: &Door<'_>,
    list: &List,
    ours: &Ours,
    began: Timestamp,
    pulled: &mut Pulled,
) -> Result<(), AppError> {
    for (tracking, report) in ours {
        let found = Found {
            report: *report,
            tracking: tracking.clone(),
            code: "found",
            now: app.now(),
        };
        pulled.found += usize::from(app.store().run(found).await?);
    }
    let (body, state) = (door.body.id, LinkState::Unknown);
    for link in app.store().read(InState { body, state }).await? {
        if !list.is_whole || ours.values().any(|report| *report == link.report) {
            continue;
        }
        let was_patient = began.duration_since(link.changed_at) >= PATIENCE;
        let may = door.sp4n.list_is_complete && was_patient && link.attempts < MOST_TRIES;
        app.store().run(Missed(link.report, began)).await?;
        if may && asked::ask(app, link.report).await.is_ok() {
            pulled.again += 1;
        }
    }
    Ok(())
}

/// Writes down what they say of reports that we handed to them; gives the other records.
async fn take_words(
    app: &App,
    door: &Door<'_>,
    records: &[Record],
    ours: &Ours,
) -> Result<Vec<Record>, AppError> {
    let body = door.body.id;
    let mut theirs = Vec::new();
    let sent = app
        .store()
        .read(Sent(body, records.iter().filter_map(tracking).collect()))
        .await?;
    let now = app.now();
    let mut words = Vec::new();
    for record in records {
        let Some(tracking) = tracking(record) else {
            continue;
        };
        match sent
            .iter()
            .find(|link| link.tracking.as_deref() == Some(&tracking))
        {
            Some(link) => {
                if let Some(word) = field(record, &["status", "statuslaporan"]) {
                    let word: String = word.chars().take(120).collect();
                    words.push((link.report, tracking, word));
                }
            }
            // Ours, though the record here does not know it as sent: not taken for a report of theirs.
            None if ours.contains_key(&tracking) => {}
            None => theirs.push(record.clone()),
        }
    }
    if !words.is_empty() {
        app.store().run(PutWords { body, words, now }).await?;
    }
    Ok(theirs)
}

/// Reports that came in over there go the way of an export: never over what is handled here.
async fn import_theirs(
    app: &App,
    door: &Door<'_>,
    theirs: &[Record],
    pulled: &mut Pulled,
) -> Result<(), AppError> {
    let options = ReadOptions {
        source_zone: door.sp4n.source_zone(),
        ..ReadOptions::default()
    };
    let Ok(sheet) = read_records(theirs, &options) else {
        pulled.held_back = theirs.len();
        return Ok(());
    };
    pulled.held_back = sheet.held_back;
    let report = import::pulled(app, &sheet, &door.body).await?;
    pulled.added = report.added;
    pulled.changed = report.changed;
    pulled.differ = report.handled_here_differs;
    Ok(())
}

fn tracking(record: &Record) -> Option<String> {
    super::wire::number(field(
        record,
        &["trackingid", "idtracking", "nomortracking"],
    )?)
}

/// Takes the turn to look at a list, where the last look lies far enough back.
struct Turn {
    name: String,
    now: Timestamp,
    before: Timestamp,
}

impl Change for Turn {
    type Output = bool;
    type Error = AppError;
    const NAME: &'static str = "turn_to_pull_sp4n";

    async fn apply(&self, tx: &mut Tx<'_>) -> Result<bool, AppError> {
        let last = setting::get(tx, &self.name).await?;
        let last = last.and_then(|at| at.parse::<Timestamp>().ok());
        if last.is_some_and(|last| last > self.before) {
            return Ok(false);
        }
        setting::set(tx, &self.name, &self.now.to_string()).await?;
        Ok(true)
    }
}

struct Missed(ReportId, Timestamp);

impl Change for Missed {
    type Output = ();
    type Error = AppError;
    const NAME: &'static str = "missed_sp4n";

    async fn apply(&self, tx: &mut Tx<'_>) -> Result<(), AppError> {
        Ok(rows::not_found(tx, self.0, self.1).await?)
    }
}

struct Sent(BodyId, Vec<String>);

impl Query for Sent {
    type Output = Vec<Link>;

    async fn run(&self, tx: &mut Tx<'_>) -> Result<Vec<Link>, StoreError> {
        let mut links = Vec::new();
        for tracking in &self.1 {
            links.extend(rows::of_tracking(tx, self.0, tracking).await?);
        }
        Ok(links)
    }
}

struct PutWords {
    body: BodyId,
    words: Vec<(ReportId, String, String)>,
    now: Timestamp,
}

impl Change for PutWords {
    type Output = ();
    type Error = AppError;
    const NAME: &'static str = "put_sp4n_words";

    async fn apply(&self, tx: &mut Tx<'_>) -> Result<(), AppError> {
        for (report, tracking, word) in &self.words {
            rows::put_word(tx, *report, self.body, tracking, word, self.now).await?;
        }
        Ok(())
    }
}

struct ByNumber(TrackingNo);

impl Query for ByNumber {
    type Output = Result<Option<Report>, RecordError>;

    async fn run(&self, tx: &mut Tx<'_>) -> Result<Self::Output, StoreError> {
        match record::by_tracking(tx, self.0).await? {
            Some(id) => Ok(record::load(tx, id).await),
            None => Ok(Ok(None)),
        }
    }
}
