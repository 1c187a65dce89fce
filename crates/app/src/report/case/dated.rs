//! Many reports as they were at a moment, and as a reader sees them now: for documents of a past day. What was told
//! then and may no longer be told is told no more.

use std::collections::{HashMap, HashSet};

use jiff::Timestamp;
use lapor_domain::agency::Grant;
use lapor_domain::ids::ReportId;
use lapor_domain::report::Report;
use lapor_domain::report::event::Recorded;
use lapor_domain::report::state::State;
use lapor_domain::visibility::{Viewer, is_public, visibility};
use lapor_domain::webhook::stand_in;
use lapor_store::record::events::kind;

use super::many::{LoadMany, alone, in_parts};
use super::{CaseView, Loaded, Onlooker, read_from};
use crate::app::App;
use crate::error::AppError;

/// Codes of what gives a reporter an answer.
pub const ANSWERS: [&str; 3] = ["answered", "closure_proposed", "upheld"];

/// With whose eyes.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Eyes {
    /// Anyone's.
    Public,
    /// Those of whoever holds this seat.
    Seat(Grant),
}

/// A report then and now.
pub struct Dated {
    /// What it was at the moment.
    pub then: Report,
    /// Sequence number of its last event before the moment.
    pub known: u32,
    /// As the reader sees it now; none where it is not there for that reader, or no longer.
    pub now: Option<CaseView>,
    /// Words of it were erased since it came.
    pub is_erased: bool,
    /// The report whose handling it shared at the moment, where it was merged.
    pub root: Option<Root>,
}

/// The root of a merged report.
#[derive(Clone)]
pub struct Root {
    /// What it was at the moment.
    pub then: Report,
    /// Its reporter had been given an answer by then.
    pub is_answered: bool,
    /// Whether the reader may be told its number.
    pub is_told: bool,
}

/// Those of these reports that existed at the moment, in the order in which they are named.
///
/// # Errors
/// Where the database fails, or words do not open.
pub async fn read_dated(
    app: &App,
    ids: Vec<ReportId>,
    eyes: Eyes,
    moment: Timestamp,
) -> Result<Vec<Dated>, AppError> {
    let app = app.clone();
    in_parts(&ids, "read_dated", |part| {
        let app = app.clone();
        async move { read_part(&app, part, eyes, moment).await }
    })
    .await
}

async fn read_part(
    app: &App,
    ids: Vec<ReportId>,
    eyes: Eyes,
    moment: Timestamp,
) -> Result<Vec<Dated>, AppError> {
    let mut found = app.store().read(LoadMany(ids.clone())).await??;
    let mut known = Vec::with_capacity(ids.len());
    for id in ids {
        let Some(loaded) = found.remove(&id) else {
            continue;
        };
        if let Some(then) = Report::fold(id, before(&loaded, moment)) {
            known.push((loaded, then));
        }
    }
    let roots = roots(app, &known, eyes, moment).await?;
    let rules = app.rules();
    let officer = match eyes {
        Eyes::Public => None,
        Eyes::Seat(grant) => Some(stand_in(grant)),
    };
    let (viewer, onlooker) = match &officer {
        None => (Viewer::Public, Onlooker::Public),
        Some(officer) => (Viewer::Officer(officer), Onlooker::Officer(officer.id)),
    };
    let mut dated = Vec::with_capacity(known.len());
    for (loaded, then) in known {
        let report = &loaded.report;
        let now = match eyes {
            // Whoever reads it sees a merged report's handling at its root, which is not among those loaded.
            Eyes::Seat(grant) if matches!(report.state, State::Merged(_)) => {
                read_from(app, report.id, grant).await?
            }
            _ => {
                let view = visibility(&viewer, report, &rules.directory);
                if view.is_listable() && (officer.is_some() || is_public(report)) {
                    Some(alone(app, &rules, &loaded, (viewer, view), onlooker)?)
                } else {
                    None
                }
            }
        };
        dated.push(Dated {
            known: then.seq,
            root: root_of(&then).and_then(|root| roots.get(&root).cloned()),
            then,
            now,
            is_erased: report.erased,
        });
    }
    Ok(dated)
}

/// What was recorded of a report before a moment.
fn before(loaded: &Loaded, moment: Timestamp) -> &[Recorded] {
    let events = loaded.events.iter();
    let known = events
        .take_while(|event| event.recorded_at < moment)
        .count();
    loaded.events.get(..known).unwrap_or_default()
}

fn root_of(report: &Report) -> Option<ReportId> {
    match &report.state {
        State::Merged(merge) => Some(merge.root),
        _ => None,
    }
}

/// The roots of those that were merged, as they were at the moment.
async fn roots(
    app: &App,
    known: &[(Loaded, Report)],
    eyes: Eyes,
    moment: Timestamp,
) -> Result<HashMap<ReportId, Root>, AppError> {
    let ids: HashSet<ReportId> = known.iter().filter_map(|(_, then)| root_of(then)).collect();
    if ids.is_empty() {
        return Ok(HashMap::new());
    }
    let ids = ids.into_iter().collect();
    let found = app.store().read(LoadMany(ids)).await??;
    let root = |(id, loaded): (&ReportId, &Loaded)| {
        let events = before(loaded, moment);
        let root = Root {
            then: Report::fold(*id, events)?,
            is_answered: events
                .iter()
                .any(|event| ANSWERS.contains(&kind(&event.event.what))),
            is_told: eyes != Eyes::Public || is_public(&loaded.report),
        };
        Some((*id, root))
    };
    Ok(found.iter().filter_map(root).collect())
}
