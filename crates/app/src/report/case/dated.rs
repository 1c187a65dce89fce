//! Many reports as they were at a moment, and as a reader sees them now: for documents of a past day. What was told
//! then and may no longer be told is told no more.

use jiff::Timestamp;
use lapor_domain::agency::Grant;
use lapor_domain::ids::ReportId;
use lapor_domain::report::Report;
use lapor_domain::report::state::State;
use lapor_domain::visibility::{Viewer, is_public, visibility};
use lapor_domain::webhook::stand_in;

use super::many::{LoadMany, alone, in_parts};
use super::{CaseView, Onlooker, read_from};
use crate::app::App;
use crate::error::AppError;

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
    let rules = app.rules();
    let officer = match eyes {
        Eyes::Public => None,
        Eyes::Seat(grant) => Some(stand_in(grant)),
    };
    let (viewer, onlooker) = match &officer {
        None => (Viewer::Public, Onlooker::Public),
        Some(officer) => (Viewer::Officer(officer), Onlooker::Officer(officer.id)),
    };
    let mut dated = Vec::with_capacity(ids.len());
    for id in ids {
        let Some(loaded) = found.remove(&id) else {
            continue;
        };
        let before = loaded.events.iter();
        let known = before
            .take_while(|event| event.recorded_at < moment)
            .count();
        let Some(then) = Report::fold(id, loaded.events.get(..known).unwrap_or_default()) else {
            continue;
        };
        let report = &loaded.report;
        let now = match eyes {
            // Whoever reads it sees a merged report's handling at its root, which is not among those loaded.
            Eyes::Seat(grant) if matches!(report.state, State::Merged(_)) => {
                read_from(app, id, grant).await?
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
            then,
            now,
            is_erased: report.erased,
        });
    }
    Ok(dated)
}
