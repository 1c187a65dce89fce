//! Names of reporters, where the body's policy has them stand in the edition for leaders: each that is taken is logged
//! in its report's access log first.

use std::collections::HashSet;

use jiff::Timestamp;
use lapor_domain::agency::Grant;
use lapor_domain::ids::{BodyId, OfficerId, ReportId};
use lapor_domain::official::{Papers, Reader};
use lapor_domain::report::event::ActorRef;
use lapor_domain::words::Role;
use lapor_store::record::access::{self, Opening};
use lapor_store::{Change, Tx};

use super::gather::Prepared;
use super::model::{Gathered, Line};
use super::own;
use crate::app::App;
use crate::error::AppError;
use crate::report::case::{self, Dated, Eyes};

/// Looks logged in one change.
const PART: usize = 200;

/// An officer who makes a document.
pub(super) const fn by(officer: OfficerId, role: Role) -> ActorRef {
    ActorRef {
        role,
        officer: Some(officer),
        unit: None,
    }
}

/// Whether a report's name may stand nowhere now: asked so by now, secret by now, erased, or no longer there.
pub(super) fn is_unnamed(report: &Dated) -> bool {
    let case = report.now.as_ref();
    report.is_erased || case.is_none_or(|case| case.anonim || case.rahasia)
}

/// Puts names beside the lines, where the body's papers say so and the edition is for leaders; none of a report of which
/// the actor may not know.
///
/// # Errors
/// Where the database fails: then there are no names.
pub async fn add(
    app: &App,
    made: &mut Prepared,
    papers: &Papers,
    actor: ActorRef,
) -> Result<(), AppError> {
    if !papers.shows_names || made.gathered.reader != Reader::Inside {
        return Ok(());
    }
    let hidden = match actor.officer {
        Some(officer) => own::hidden_from(app, officer, app.now()).await?,
        None => HashSet::new(),
    };
    let told = |line: &&Line| line.matter.is_some() && !hidden.contains(&line.id);
    let named = found(app, &made.gathered, told).await?;
    let reason = format!(
        "Dokumen: {} {}",
        made.gathered.layout.title(),
        made.gathered.period.words()
    );
    for part in named.chunks(PART) {
        let looks = part.iter().map(|(home, id, _)| (*home, *id)).collect();
        app.store()
            .run(Log {
                looks,
                reason: reason.clone(),
                actor,
                now: app.now(),
            })
            .await?;
    }
    for (_, id, name) in named {
        if let Some(spoken) = made.words.get_mut(&id) {
            spoken.name = Some(name);
        }
        for line in made.gathered.lines.iter_mut().filter(|line| line.id == id) {
            line.is_named = true;
        }
    }
    Ok(())
}

/// Puts the names of an edition beside its lines again: they were logged when it was approved.
///
/// # Errors
/// Where the database fails.
pub(super) async fn again(app: &App, made: &mut Prepared) -> Result<(), AppError> {
    if !made.gathered.lines.iter().any(|line| line.is_named) {
        return Ok(());
    }
    for (_, id, name) in found(app, &made.gathered, |line| line.is_named).await? {
        if let Some(spoken) = made.words.get_mut(&id) {
            spoken.name = Some(name);
        }
    }
    Ok(())
}

/// Names of the reporters of some lines. Only what opens freely for who coordinates: a reporter who asked not to be named,
/// or for secrecy, is not named.
async fn found(
    app: &App,
    gathered: &Gathered,
    told: impl Fn(&&Line) -> bool,
) -> Result<Vec<(BodyId, ReportId, String)>, AppError> {
    let seat = Grant {
        role: Role::Coordinator,
        body: gathered.body,
        node: None,
    };
    let told = gathered.lines.iter().filter(told).map(|line| line.id);
    let dated = case::read_dated(app, told.collect(), Eyes::Seat(seat), gathered.as_of).await?;
    let name = |report: &Dated| {
        let kept = report.then.anonim || report.then.rahasia || is_unnamed(report);
        let name = report.now.as_ref()?.name.words()?;
        (!kept).then(|| (report.then.home, report.then.id, name.to_owned()))
    };
    Ok(dated.iter().filter_map(name).collect())
}

struct Log {
    looks: Vec<(BodyId, ReportId)>,
    reason: String,
    actor: ActorRef,
    now: Timestamp,
}

impl Change for Log {
    type Output = ();
    type Error = AppError;
    const NAME: &'static str = "log_names";

    async fn apply(&self, tx: &mut Tx<'_>) -> Result<(), AppError> {
        let opening = Opening {
            what: "name".to_owned(),
            reason: self.reason.clone(),
        };
        for (home, report) in &self.looks {
            access::log(tx, *home, *report, &opening, self.actor, self.now).await?;
        }
        Ok(())
    }
}
