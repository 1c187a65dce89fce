//! Many released reports at once, as everybody may see them: two statements for some hundred of them, and several such
//! parts side by side, since opening and telling them takes longer than reading.

use std::collections::HashMap;
use std::sync::Arc;

use lapor_domain::agency::Grant;
use lapor_domain::ids::ReportId;
use lapor_domain::report::Report;
use lapor_domain::report::event::Recorded;
use lapor_domain::report::state::State;
use lapor_domain::rules::Rules;
use lapor_domain::visibility::{View, Viewer, visibility};
use lapor_domain::webhook::stand_in;
use lapor_store::record::content::{self, StoredContent};
use lapor_store::record::{RecordError, events};
use lapor_store::{Query, StoreError, Tx};
use tokio::task::JoinSet;

use super::{Assembly, CaseView, Loaded, Onlooker, Side, Words};
use crate::app::App;
use crate::error::AppError;

/// Reports of one part.
pub(super) const PART: usize = 125;

/// Those of these reports that everybody may see, in the order in which they are named. How the days of their clocks came
/// about is left out; all else is as [`read`](super::read) has it.
///
/// # Errors
/// Where the database fails, or words do not open.
pub async fn read_public(app: &App, ids: Vec<ReportId>) -> Result<Vec<CaseView>, AppError> {
    tell_public(app, ids, |case| case).await
}

/// The same, each told as it is read: so that the telling too is shared among the processors.
///
/// # Errors
/// As [`read_public`].
pub async fn tell_public<T: Send + 'static>(
    app: &App,
    ids: Vec<ReportId>,
    tell: impl Fn(CaseView) -> T + Clone + Send + 'static,
) -> Result<Vec<T>, AppError> {
    if ids.len() <= PART {
        return read_part(app, ids, tell).await;
    }
    let app = app.clone();
    in_parts(&ids, "read_public", |part| {
        let (app, tell) = (app.clone(), tell.clone());
        async move { read_part(&app, part, tell).await }
    })
    .await
}

/// Reads in parts, all at the same time, and gives them in the order in which they were named.
pub(super) async fn in_parts<T, F>(
    ids: &[ReportId],
    what: &'static str,
    read: impl Fn(Vec<ReportId>) -> F,
) -> Result<Vec<T>, AppError>
where
    T: Send + 'static,
    F: Future<Output = Result<Vec<T>, AppError>> + Send + 'static,
{
    let mut reading = JoinSet::new();
    for (place, part) in ids.chunks(PART).enumerate() {
        let part = read(part.to_vec());
        reading.spawn(async move { (place, part.await) });
    }
    let mut parts = Vec::with_capacity(reading.len());
    while let Some(read) = reading.join_next().await {
        let (place, found) = read.map_err(|_| StoreError::Panicked(what))?;
        parts.push((place, found?));
    }
    parts.sort_unstable_by_key(|(place, _)| *place);
    Ok(parts.into_iter().flat_map(|(_, found)| found).collect())
}

/// A report that stands for itself, as somebody sees it.
pub(super) fn alone(
    app: &App,
    rules: &Arc<Rules>,
    loaded: &Loaded,
    (viewer, view): (Viewer<'_>, View),
    onlooker: Onlooker,
) -> Result<CaseView, AppError> {
    let words = Words::new(app, loaded.contents.clone());
    assembly(app, rules, loaded, (viewer, view), onlooker, &words).assemble()
}

fn assembly<'a>(
    app: &'a App,
    rules: &'a Rules,
    loaded: &'a Loaded,
    (viewer, view): (Viewer<'a>, View),
    onlooker: Onlooker,
    words: &'a Words,
) -> Assembly<'a> {
    Assembly {
        app,
        rules,
        loaded,
        own: Side::new(&loaded.report, &loaded.events, viewer, view),
        root: None,
        onlooker,
        words,
        is_listed: false,
    }
}

async fn read_part<T>(
    app: &App,
    ids: Vec<ReportId>,
    tell: impl Fn(CaseView) -> T,
) -> Result<Vec<T>, AppError> {
    if ids.is_empty() {
        return Ok(Vec::new());
    }
    let mut found = app.store().read(LoadMany(ids.clone())).await??;
    let rules = app.rules();
    let mut cases = Vec::with_capacity(ids.len());
    for id in ids {
        let Some(loaded) = found.remove(&id) else {
            continue;
        };
        let report = &loaded.report;
        let view = visibility(&Viewer::Public, report, &rules.directory);
        // A merged report is shown through its root, which stands in the list itself.
        if !view.is_listable() || !lapor_domain::visibility::is_public(report) {
            continue;
        }
        let seen = (Viewer::Public, view);
        let words = Words::new(app, loaded.contents.clone());
        let mut case = assembly(app, &rules, &loaded, seen, Onlooker::Public, &words);
        case.is_listed = true;
        cases.push(tell(case.assemble()?));
    }
    Ok(cases)
}

/// These reports as one seat sees them, in the order in which they are named; what does not exist from there is left out.
///
/// # Errors
/// As [`read_public`].
pub async fn read_from_many(
    app: &App,
    ids: Vec<ReportId>,
    seat: Grant,
) -> Result<Vec<CaseView>, AppError> {
    if ids.is_empty() {
        return Ok(Vec::new());
    }
    let mut found = app.store().read(LoadMany(ids.clone())).await??;
    let rules = app.rules();
    let nobody = stand_in(seat);
    let mut cases = Vec::with_capacity(ids.len());
    for id in ids {
        let Some(loaded) = found.remove(&id) else {
            continue;
        };
        let report = &loaded.report;
        if matches!(report.state, State::Merged(_)) {
            // It is told with its root, which is read with it.
            cases.extend(super::read_from(app, id, seat).await?);
            continue;
        }
        let viewer = Viewer::Officer(&nobody);
        let view = visibility(&viewer, report, &rules.directory);
        if !view.is_listable() {
            continue;
        }
        let onlooker = Onlooker::Officer(nobody.id);
        let case = alone(app, &rules, &loaded, (viewer, view), onlooker)?;
        cases.push(case);
    }
    Ok(cases)
}

pub(super) struct LoadMany(pub(super) Vec<ReportId>);

impl Query for LoadMany {
    type Output = Result<HashMap<ReportId, Loaded>, RecordError>;

    async fn run(&self, tx: &mut Tx<'_>) -> Result<Self::Output, StoreError> {
        Ok(load(tx, &self.0).await)
    }
}

async fn load(tx: &mut Tx<'_>, ids: &[ReportId]) -> Result<HashMap<ReportId, Loaded>, RecordError> {
    let mut histories: Vec<(ReportId, Vec<Recorded>)> = Vec::with_capacity(ids.len());
    for (id, event) in events::of_reports(tx, ids).await? {
        match histories.last_mut().filter(|(last, _)| *last == id) {
            Some((_, history)) => history.push(event),
            None => histories.push((id, vec![event])),
        }
    }
    let mut words: HashMap<ReportId, Vec<Arc<StoredContent>>> = HashMap::new();
    for (id, content) in content::of_reports(tx, ids).await? {
        words.entry(id).or_default().push(Arc::new(content));
    }
    let loaded = histories.into_iter().filter_map(|(id, events)| {
        let report = Report::fold(id, &events)?;
        let loaded = Loaded {
            report,
            events,
            root: None,
            root_events: Vec::new(),
            contents: words.remove(&id).unwrap_or_default(),
            access: Vec::new(),
        };
        Some((id, loaded))
    });
    Ok(loaded.collect())
}
