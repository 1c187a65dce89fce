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

/// Puts names beside the lines, where the body's papers say so and the edition is for leaders.
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
    let seat = Grant {
        role: Role::Coordinator,
        body: made.gathered.body,
        node: None,
    };
    let ids: Vec<ReportId> = made.gathered.lines.iter().map(|line| line.id).collect();
    let dated = case::read_dated(app, ids, Eyes::Seat(seat), made.gathered.as_of).await?;
    let lines = made.gathered.lines.iter();
    let told: HashSet<ReportId> = lines
        .filter(|line| line.matter.is_some())
        .map(|line| line.id)
        .collect();
    let mut named: Vec<(BodyId, ReportId, String)> = Vec::new();
    for report in &dated {
        // Only what opens freely for who coordinates, of reports whose matter the leader reads: a reporter who asked not
        // to be named, or for secrecy, is not named.
        let name = report.now.as_ref().and_then(|case| case.name.words());
        let kept = report.then.anonim || report.then.rahasia || is_unnamed(report);
        if let Some(name) = name.filter(|_| !kept && told.contains(&report.then.id)) {
            named.push((report.then.home, report.then.id, name.to_owned()));
        }
    }
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
