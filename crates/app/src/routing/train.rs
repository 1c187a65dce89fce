//! `lapor route train`: learns from everything that was decided, imports included, from scratch.

use lapor_domain::ids::{BodyId, ReportId};
use lapor_domain::report::Report;
use lapor_domain::words::ReportType;
use lapor_store::record::RecordError;
use lapor_store::routing::Over;
use lapor_store::{Query, StoreError, Tx, routing};
use naskah::classify::{Classifier, Drawn, Example};
use uuid::Uuid;

use super::brain::{Brain, Mark};
use super::catch_up::{WithContents, features, keep, with_contents, words};
use super::labels;
use super::past::Past;
use super::served::{self, Served};
use crate::app::App;
use crate::error::AppError;

/// Newest reports that are learnt from: older ones say little about today's offices.
const MOST: i64 = 100_000;
/// Read at a time.
const PAGE: i64 = 500;

/// What came of it.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Trained {
    /// Reports with a unit.
    pub units: usize,
    /// Reports with a category.
    pub categories: usize,
    /// Reports with a type.
    pub types: usize,
    /// Bytes of the model as kept.
    pub bytes: usize,
}

/// Learns a body's routing from its reports as they are now, in the order of their arrival.
///
/// `progress` is told how many reports were read.
///
/// # Errors
/// Where the database fails, or words do not open.
pub async fn train(
    app: &App,
    body: BodyId,
    mut progress: impl FnMut(usize),
) -> Result<Trained, AppError> {
    super::catch_up::load(app).await?;
    let mut lessons = Vec::new();
    let mut served = Served::default();
    let mut after = (i64::MIN, Uuid::nil());
    let (from, learnt_to) = app.store().read(Newest(body)).await?;
    loop {
        let page = app.store().read(Page { body, from, after }).await??;
        let Some(last) = page.last() else { break };
        after = (last.0.received_at.as_microsecond(), last.0.id.0);
        for (report, stored) in &page {
            if let Some(text) = words(app, report, stored)? {
                let taught = taught(app, report);
                if let Some(unit) = &taught.unit {
                    let category = taught.category.clone();
                    for of in served::function_of(&text).iter().chain(&category) {
                        served.mark(of, unit, Mark::Right);
                    }
                }
                lessons.push((features(report, &text), taught));
            }
        }
        progress(lessons.len());
    }
    let brain_of = |label: fn(&Taught) -> Option<&String>| -> (Classifier, usize) {
        let examples: Vec<Example<'_>> = lessons
            .iter()
            .filter_map(|(features, taught)| {
                let label = label(taught)?;
                Some(Example { features, label })
            })
            .collect();
        (fitted(&examples), examples.len())
    };
    let (units, unit_count) = brain_of(|taught| taught.unit.as_ref());
    let (categories, category_count) = brain_of(|taught| taught.category.as_ref());
    let (types, type_count) = brain_of(|taught| taught.kind.as_ref());
    let mut brain = Brain {
        units,
        categories,
        types,
        served,
        past: Past::default(),
        learnt_to,
        unsaved: 0,
    };
    let trained = Trained {
        units: unit_count,
        categories: category_count,
        types: type_count,
        bytes: brain.to_bytes().len(),
    };
    keep(app, body, &mut brain, Over::Anything).await?;
    app.minds().put(body, brain);
    Ok(trained)
}

/// Sure in the same measure as it is right: calibrated on its own past. Too few decisions say nothing about that.
fn fitted(examples: &[Example<'_>]) -> Classifier {
    const ENOUGH: usize = 100;
    if examples.len() < ENOUGH {
        Classifier::train(examples)
    } else {
        Classifier::train_calibrated(examples, Drawn::ByTime)
    }
}

/// What a report teaches as it is now.
#[derive(Debug, Default)]
struct Taught {
    unit: Option<String>,
    category: Option<String>,
    kind: Option<String>,
}

fn taught(app: &App, report: &Report) -> Taught {
    let rules = app.rules();
    let guarded = report.rahasia || report.supervisory;
    let unit = report
        .lead()
        .filter(|_| !guarded)
        .and_then(|id| rules.directory.units.get(&id));
    let kind = report.report_type;
    Taught {
        unit: unit.map(labels::of_unit),
        category: report
            .category
            .filter(|_| !guarded)
            .map(labels::of_category),
        kind: (kind != ReportType::Unknown)
            .then(|| labels::of_type(kind, report.supervisory).to_owned()),
    }
}

/// From which arrival the newest reports begin, and how far the order of events is.
struct Newest(BodyId);

impl Query for Newest {
    type Output = (i64, i64);

    async fn run(&self, tx: &mut Tx<'_>) -> Result<Self::Output, StoreError> {
        let from = routing::newest_from(tx, self.0, MOST).await?;
        Ok((from, routing::last_position(tx).await?))
    }
}

struct Page {
    body: BodyId,
    from: i64,
    after: (i64, Uuid),
}

impl Query for Page {
    type Output = Result<Vec<WithContents>, RecordError>;

    async fn run(&self, tx: &mut Tx<'_>) -> Result<Self::Output, StoreError> {
        let ids = routing::arrived(tx, self.body, self.from, self.after, PAGE).await?;
        Ok(page(tx, ids).await)
    }
}

async fn page(tx: &mut Tx<'_>, ids: Vec<ReportId>) -> Result<Vec<WithContents>, RecordError> {
    let mut page = Vec::with_capacity(ids.len());
    for id in ids {
        page.extend(with_contents(tx, id).await?);
    }
    Ok(page)
}
