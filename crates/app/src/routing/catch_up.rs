//! Learning, a second behind the officers: every verification, redirection, refusal and reclassification in its order.
//!
//! Each process learns from the record by itself; what it learnt is a function of the decisions up to a place in the
//! order of events, so that it is kept now and then and learnt on from there after a restart.

use std::collections::HashMap;
use std::sync::Arc;

use jiff::Timestamp;
use lapor_domain::content::ContentKind;
use lapor_domain::ids::{BodyId, ReportId};
use lapor_domain::report::Report;
use lapor_domain::report::event::What;
use lapor_domain::rules::Rules;
use lapor_store::record::RecordError;
use lapor_store::record::content::{self, StoredContent};
use lapor_store::routing::{self, Decision, StoredModel};
use lapor_store::{Change, Query, StoreError, Tx, record};
use naskah::classify::{Facets, Features};

use super::brain::{Brain, Mark};
use super::{labels, served};
use crate::app::App;
use crate::error::AppError;
use crate::report::index::open_kind;

/// Decisions of one round: a few hundredths of a second.
const BATCH: u32 = 50;
/// Where nothing was kept, so far back in the order of events it begins: older decisions say little about today's
/// offices, and `lapor route train` learns from all of them.
const BACK: i64 = 100_000;
/// A brain is kept after so many new marks.
const KEEP_AFTER: u32 = 200;

/// Learns what was decided since the last time. Gives how much.
pub(crate) async fn catch_up(app: &App) -> Result<usize, AppError> {
    load(app).await?;
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
            brain.learnt_to = last;
            keep(app, body, &mut brain, KEEP_AFTER).await?;
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
    let (stored, last) = app.store().read(Kept).await?;
    let brains: HashMap<_, _> = stored
        .into_iter()
        .filter_map(|kept| {
            let brain = Brain::from_bytes(&kept.model, kept.learnt_to)?;
            Some((kept.body, Arc::new(brain)))
        })
        .collect();
    // The one that is furthest behind says where to go on; a lesson learnt twice by another changes little.
    let from = brains
        .values()
        .map(|brain| brain.learnt_to)
        .min()
        .unwrap_or(last - BACK);
    app.has_learnt_to(from.max(0));
    minds.load(brains);
    Ok(())
}

/// Keeps a brain that learnt enough since it was last kept.
pub(super) async fn keep(
    app: &App,
    body: BodyId,
    brain: &mut Brain,
    after: u32,
) -> Result<(), AppError> {
    if brain.unsaved < after {
        return Ok(());
    }
    brain.unsaved = 0;
    let stored = StoredModel {
        body,
        learnt_to: brain.learnt_to,
        model: brain.to_bytes(),
    };
    let now = app.now();
    app.store().run(Keep { stored, now }).await
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
    let Some(text) = words(app, report, stored)? else {
        return Ok(());
    };
    let features = features(report, &text);
    let function = served::function_of(&text);
    let directory = &rules.directory;
    let guarded = report.rahasia || report.supervisory;
    let unit_of = |id| directory.units.get(id);
    let body = match &lesson.decision.event.what {
        What::Verified { lead, .. }
        | What::Redirected { lead, .. }
        | What::AssignedAnew { lead, .. } => unit_of(lead).map(|unit| unit.body),
        What::Refused { unit, .. } => unit_of(unit).map(|unit| unit.body),
        _ => Some(report.holder),
    };
    let Some(body) = body else { return Ok(()) };
    let brain = brains
        .entry(body)
        .or_insert_with(|| (*app.minds().of(body)).clone());
    if lesson.decision.position <= brain.learnt_to {
        return Ok(());
    }
    let unit = |brain: &mut Brain, id, mark| {
        if let Some(unit) = unit_of(id).filter(|_| !guarded) {
            let label = labels::of_unit(unit);
            brain.unit(&features, &label, mark);
            let category = report.category.map(served::of_category);
            for of in function.iter().chain(&category) {
                brain.served.mark(of, &label, mark);
            }
        }
    };
    match &lesson.decision.event.what {
        What::Verified {
            lead,
            category,
            report_type,
            supervisory,
            ..
        } => {
            unit(brain, lead, Mark::Right);
            if !guarded {
                brain.category(&features, &labels::of_category(*category));
            }
            brain.kind(&features, *report_type, *supervisory);
        }
        What::Redirected { lead, .. } | What::AssignedAnew { lead, .. } => {
            unit(brain, lead, Mark::Right);
        }
        What::Refused { unit: refused, .. } => unit(brain, refused, Mark::Wrong),
        What::Reclassified {
            report_type,
            supervisory,
            category,
            ..
        } => {
            if !guarded {
                brain.category(&features, &labels::of_category(*category));
            }
            brain.kind(&features, *report_type, *supervisory);
        }
        _ => {}
    }
    Ok(())
}

/// The reporter's words, title and text; `None` where they were erased.
pub(super) fn words(
    app: &App,
    report: &Report,
    stored: &[StoredContent],
) -> Result<Option<String>, AppError> {
    let open = |kind| open_kind(app, report, stored, kind);
    let Some(text) = open(ContentKind::TextOriginal)?.or(open(ContentKind::TextFinal)?) else {
        return Ok(None);
    };
    let title = open(ContentKind::TitleOriginal)?.unwrap_or_default();
    Ok(Some(if title.is_empty() {
        text
    } else {
        format!("{title}. {text}")
    }))
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

struct Kept;

impl Query for Kept {
    type Output = (Vec<StoredModel>, i64);

    async fn run(&self, tx: &mut Tx<'_>) -> Result<Self::Output, StoreError> {
        Ok((
            routing::models(tx).await?,
            routing::last_position(tx).await?,
        ))
    }
}

struct Keep {
    stored: StoredModel,
    now: Timestamp,
}

impl Change for Keep {
    type Output = ();
    type Error = AppError;
    const NAME: &'static str = "keep_routing_model";

    async fn apply(&self, tx: &mut Tx<'_>) -> Result<(), AppError> {
        Ok(routing::put_model(tx, &self.stored, self.now).await?)
    }
}
