//! Learning, a second behind the officers: every verification, redirection, refusal and reclassification in its order.
//!
//! Each process learns from the record by itself; what it learnt is a function of the decisions up to a place in the
//! order of events, so that it is kept now and then and learnt on from there after a restart. What another process kept,
//! `lapor route train` above all, is taken up within a round and never written over unseen.

use std::collections::HashMap;

use jiff::Timestamp;
use lapor_domain::content::ContentKind;
use lapor_domain::ids::{BodyId, ReportId};
use lapor_domain::report::Report;
use lapor_domain::report::event::What;
use lapor_domain::rules::Rules;
use lapor_domain::words::ReportType;
use lapor_store::record::RecordError;
use lapor_store::record::content::{self, StoredContent};
use lapor_store::routing::{self, Decision, Over, StoredModel, Written};
use lapor_store::{Change, Query, StoreError, Tx, record};
use naskah::classify::{Facets, Features};

use super::brain::Brain;
use super::past::Taught;
use super::propose::as_one;
use super::{labels, served};
use crate::app::App;
use crate::error::AppError;
use crate::report::index::open_kind;

/// Decisions of one round: a few hundredths of a second.
const BATCH: u32 = 50;
/// Where nothing was kept, so far back in the order of events it begins: older decisions say little about today's
/// offices, and `lapor route train` learns from all of them.
const BACK: i64 = 100_000;
/// After a start so much of what is known already is read once more, to have decisions to go over again.
const ONCE_MORE: i64 = 5_000;
/// A brain is kept after so many new marks.
const KEEP_AFTER: u32 = 200;

/// Learns what was decided since the last time. Gives how much.
pub(crate) async fn catch_up(app: &App) -> Result<usize, AppError> {
    load(app).await?;
    refresh(app).await?;
    let minds = app.minds();
    let mut learnt = 0;
    loop {
        let after = app.learnt_to();
        let lessons = app.store().read(Lessons { after }).await??;
        let Some(last) = lessons.last().map(|lesson| lesson.decision.position) else {
            break;
        };
        let rules = app.rules();
        let mut brains: HashMap<BodyId, Brain> = HashMap::new();
        for lesson in &lessons {
            take(app, &rules, lesson, &mut brains)?;
        }
        for (body, mut brain) in brains {
            brain.learnt_to = brain.learnt_to.max(last);
            keep_now_and_then(app, body, &mut brain).await?;
            minds.put(body, brain);
        }
        app.has_learnt_to(last);
        learnt += lessons.len();
        if lessons.len() < BATCH as usize {
            break;
        }
    }
    Ok(learnt)
}

/// Reads what was kept, once.
pub(super) async fn load(app: &App) -> Result<(), AppError> {
    let minds = app.minds();
    if minds.is_loaded() {
        return Ok(());
    }
    let last = app.store().read(Last).await?;
    app.has_learnt_to((last - BACK).max(0));
    let mut from: Option<i64> = None;
    for (body, _) in app.store().read(Writings).await? {
        if let Some(learnt_to) = read(app, body).await? {
            from = Some(from.map_or(learnt_to, |from| from.min(learnt_to)));
        }
    }
    // The one that is furthest behind says where to go on: the others skip what they know.
    if let Some(from) = from {
        app.has_learnt_to((from - ONCE_MORE).max(0));
    }
    minds.has_loaded();
    Ok(())
}

/// Takes up what another process kept meanwhile, a training or its own learning, and goes on from there.
async fn refresh(app: &App) -> Result<(), AppError> {
    for (body, written) in app.store().read(Writings).await? {
        if app.minds().written(body) == Some(written) {
            continue;
        }
        if let Some(learnt_to) = read(app, body).await? {
            app.has_learnt_to(app.learnt_to().min(learnt_to));
        }
    }
    Ok(())
}

/// Reads the stored brain of a body. Gives how far it had learnt; `None` where it is of another version.
async fn read(app: &App, body: BodyId) -> Result<Option<i64>, AppError> {
    let Some((kept, written)) = app.store().read(Kept(body)).await? else {
        return Ok(None);
    };
    app.minds().is_written(body, written);
    let Some(mut brain) = Brain::from_bytes(&kept.model, kept.learnt_to) else {
        return Ok(None);
    };
    brain.past = app.minds().of(body).past.clone();
    app.minds().put(body, brain);
    Ok(Some(kept.learnt_to))
}

/// Keeps a brain that learnt enough since it was last kept. Where another process kept one meanwhile, that one stands,
/// and the next round takes it up.
async fn keep_now_and_then(app: &App, body: BodyId, brain: &mut Brain) -> Result<(), AppError> {
    if brain.unsaved < KEEP_AFTER {
        return Ok(());
    }
    let over = Over::Only(app.minds().written(body));
    keep(app, body, brain, over).await
}

/// Keeps a brain.
pub(super) async fn keep(
    app: &App,
    body: BodyId,
    brain: &mut Brain,
    over: Over,
) -> Result<(), AppError> {
    brain.unsaved = 0;
    let stored = StoredModel {
        body,
        learnt_to: brain.learnt_to,
        model: brain.to_bytes(),
    };
    let now = app.now();
    let written = app.store().run(Keep { stored, over, now }).await?;
    if let Some(written) = written {
        app.minds().is_written(body, written);
    }
    Ok(())
}

fn take(
    app: &App,
    rules: &Rules,
    lesson: &Lesson,
    brains: &mut HashMap<BodyId, Brain>,
) -> Result<(), AppError> {
    let Some((report, stored)) = &lesson.matter else {
        return Ok(());
    };
    let directory = &rules.directory;
    let unit_of = |id| directory.units.get(id);
    let body = match &lesson.decision.event.what {
        What::Verified { lead, .. }
        | What::Redirected { lead, .. }
        | What::AssignedAnew { lead, .. } => unit_of(lead).map(|unit| unit.body),
        What::Refused { unit, .. } => unit_of(unit).map(|unit| unit.body),
        What::Reclassified { .. } => Some(report.holder),
        // A transfer or return says only whose matter it was not.
        _ => {
            let lead = lesson.decision.taken_from.as_ref();
            lead.and_then(unit_of).map(|unit| unit.body)
        }
    };
    let Some(body) = body else { return Ok(()) };
    let Some(text) = words(app, report, stored)? else {
        return Ok(());
    };
    let brain = brains
        .entry(body)
        .or_insert_with(|| (*app.minds().of(body)).clone());
    let taught = taught(rules, lesson, report, &text);
    if taught.position <= brain.learnt_to {
        // Known already; after a start what is gone over again is not.
        brain.past.remember(&taught);
    } else {
        brain.learn(&taught);
    }
    Ok(())
}

/// What a decision says. Secret and supervisory reports teach nothing but the type.
fn taught(rules: &Rules, lesson: &Lesson, report: &Report, text: &str) -> Taught {
    let guarded = report.rahasia || report.supervisory;
    let unit = |id| {
        let unit = rules.directory.units.get(id).filter(|_| !guarded);
        unit.map(labels::of_unit)
    };
    let (mut right, mut wrong, mut category, mut kind) = (None, None, None, None);
    match &lesson.decision.event.what {
        What::Verified { lead, .. }
        | What::Redirected { lead, .. }
        | What::AssignedAnew { lead, .. } => right = unit(lead),
        What::Refused { unit: refused, .. } => wrong = unit(refused),
        _ => {}
    }
    if let Some(lead) = &lesson.decision.taken_from {
        // A lead may be told that it is theirs after all; and units that differ by territory alone are one label.
        wrong = unit(lead).filter(|lead| right.as_ref() != Some(lead));
    }
    if let What::Verified {
        report_type,
        supervisory,
        category: decided,
        ..
    }
    | What::Reclassified {
        report_type,
        supervisory,
        category: decided,
        ..
    } = &lesson.decision.event.what
    {
        category = (!guarded).then(|| labels::of_category(*decided));
        kind = (*report_type != ReportType::Unknown)
            .then(|| labels::of_type(*report_type, *supervisory));
    }
    let of_category = report.category.map(served::of_category);
    Taught {
        position: lesson.decision.position,
        report: report.id,
        features: features(report, text),
        length: text.len(),
        right,
        wrong,
        of: served::function_of(text)
            .into_iter()
            .chain(of_category)
            .collect(),
        category,
        kind,
    }
}

/// The reporter's words as they are proposed for, title and text; `None` where they were erased.
pub(super) fn words(
    app: &App,
    report: &Report,
    stored: &[StoredContent],
) -> Result<Option<String>, AppError> {
    let open = |kind| open_kind(app, report, stored, kind);
    let Some(text) = open(ContentKind::TextOriginal)?.or(open(ContentKind::TextFinal)?) else {
        return Ok(None);
    };
    let title = open(ContentKind::TitleOriginal)?;
    Ok(Some(as_one(title.as_deref(), &text)))
}

/// What the classifiers see of a report.
pub(super) fn features(report: &Report, text: &str) -> Features {
    let facets = Facets {
        region: report.region.as_deref(),
        channel: Some(report.channel.as_str()),
    };
    Features::of(text, facets)
}

/// A report with its sealed contents.
pub(super) type WithContents = (Report, Vec<StoredContent>);

/// `None` where there is no such report.
pub(super) async fn with_contents(
    tx: &mut Tx<'_>,
    id: ReportId,
) -> Result<Option<WithContents>, RecordError> {
    let Some(report) = record::load(tx, id).await? else {
        return Ok(None);
    };
    let stored = content::of_report(tx, id).await?;
    Ok(Some((report, stored)))
}

/// A decision with the report it was taken on, as it is now.
struct Lesson {
    decision: Decision,
    matter: Option<WithContents>,
}

struct Lessons {
    after: i64,
}

impl Query for Lessons {
    type Output = Result<Vec<Lesson>, RecordError>;

    async fn run(&self, tx: &mut Tx<'_>) -> Result<Self::Output, StoreError> {
        Ok(lessons(tx, self.after).await)
    }
}

async fn lessons(tx: &mut Tx<'_>, after: i64) -> Result<Vec<Lesson>, RecordError> {
    let mut lessons = Vec::new();
    for decision in routing::decisions(tx, after, BATCH).await? {
        let matter = with_contents(tx, decision.report).await?;
        lessons.push(Lesson { decision, matter });
    }
    Ok(lessons)
}

struct Writings;

impl Query for Writings {
    type Output = Vec<(BodyId, Written)>;

    async fn run(&self, tx: &mut Tx<'_>) -> Result<Self::Output, StoreError> {
        routing::written(tx).await
    }
}

struct Kept(BodyId);

impl Query for Kept {
    type Output = Option<(StoredModel, Written)>;

    async fn run(&self, tx: &mut Tx<'_>) -> Result<Self::Output, StoreError> {
        routing::model(tx, self.0).await
    }
}

struct Last;

impl Query for Last {
    type Output = i64;

    async fn run(&self, tx: &mut Tx<'_>) -> Result<i64, StoreError> {
        routing::last_position(tx).await
    }
}

struct Keep {
    stored: StoredModel,
    over: Over,
    now: Timestamp,
}

impl Change for Keep {
    type Output = Option<Written>;
    type Error = AppError;
    const NAME: &'static str = "keep_routing_model";

    async fn apply(&self, tx: &mut Tx<'_>) -> Result<Self::Output, AppError> {
        Ok(routing::put_model(tx, &self.stored, self.over, self.now).await?)
    }
}
