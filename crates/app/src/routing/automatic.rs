//! Disposition without an officer: off unless a body's policy says otherwise, and then only where the program has proved
//! itself with that very unit. Never for secret or supervisory reports, never with a release; the rule itself stands in
//! the domain.

use std::collections::HashSet;

use lapor_domain::ids::{BodyId, ReportId};
use lapor_domain::report::Report;
use lapor_domain::report::command::{Command, Verification};
use lapor_domain::report::permit::Actor;
use lapor_domain::routing::{AutoDisposition, Proposed};
use lapor_domain::words::ReportType;
use lapor_store::record::RecordError;
use lapor_store::record::content::StoredContent;
use lapor_store::{Query, StoreError, Tx, routing};
use naskah::text::{Mark, marks};

use super::brain::LEAST;
use super::catch_up::{WithContents, with_contents, words};
use super::propose::{Matter, Proposals, propose};
use crate::app::App;
use crate::error::AppError;
use crate::report::act;

/// Reports of a body that are looked at in one round.
const MOST: u32 = 200;
/// One of so many is left to an officer all the same: without it nobody would notice that the program errs.
const LEFT_TO_OFFICERS: u128 = 10;
/// So many times as many verifications are read as are measured: some had no whole proposal.
const OVERREAD: i64 = 3;

/// Disposes what may be disposed without an officer. Gives how much.
pub(crate) async fn dispose(app: &App) -> Result<usize, AppError> {
    let rules = app.rules();
    let now = app.now();
    let mut done = 0;
    for body in rules.directory.bodies.keys() {
        let Some(policy) = rules.policy(*body, now).auto_disposition else {
            continue;
        };
        done += of_body(app, *body, policy).await?;
    }
    Ok(done)
}

async fn of_body(app: &App, body: BodyId, policy: AutoDisposition) -> Result<usize, AppError> {
    let waiting = app.store().read(Waiting(body)).await?;
    // What was looked at is not looked at again; what no longer waits is forgotten.
    let fresh = app.minds().not_looked_at(body, &waiting);
    let mut done = 0;
    for id in fresh.into_iter().filter(|id| !is_left(*id)) {
        let Some((report, stored)) = app.store().read(One(id)).await?? else {
            continue;
        };
        let Some(decided) = decided(app, &report, &stored, policy).await? else {
            continue;
        };
        let command = Command::Verify(Box::new(decided));
        let seen = Some(report.seq);
        match act::act(
            app,
            Actor::System,
            id,
            seen,
            command,
            Vec::new(),
            Vec::new(),
        )
        .await
        {
            Ok(_) => done += 1,
            // Somebody was quicker, or a rule stands against it: then an officer decides.
            Err(AppError::Refused(_)) => {}
            Err(error) => return Err(error),
        }
    }
    Ok(done)
}

/// By chance, and the same at every look.
fn is_left(id: ReportId) -> bool {
    id.0.as_u128().is_multiple_of(LEFT_TO_OFFICERS)
}

/// The decision, where the program is sure enough and was right often enough.
async fn decided(
    app: &App,
    report: &Report,
    stored: &[StoredContent],
    policy: AutoDisposition,
) -> Result<Option<Verification>, AppError> {
    let Some(text) = words(app, report, stored)? else {
        return Ok(None);
    };
    if needs_eyes(&text) {
        return Ok(None);
    }
    let matter = Matter {
        body: report.holder,
        text: &text,
        region: report.region.as_deref(),
        channel: report.channel.as_str(),
        declared_type: Some(report.report_type),
        declared_supervisory: report.supervisory,
    };
    let proposals = propose(app, &matter).await?;
    let Some(decided) = whole(&proposals, policy) else {
        return Ok(None);
    };
    let proposed = proposals.proposed();
    let asked = Precision {
        body: report.holder,
        proposed,
        policy,
    };
    let is_proved = app.store().read(asked).await??;
    Ok(Some(decided).filter(|_| is_proved))
}

/// Abuse, advertising, and what says nothing are no matter for a program to pass on.
fn needs_eyes(text: &str) -> bool {
    marks(text).iter().any(|marked| marked.mark != Mark::Form)
}

/// Everything that a verification decides was proposed and is sure enough, and nothing about an official. How sure the
/// unit is stands in the proposal and is asked by [`Precision`].
fn whole(proposals: &Proposals, policy: AutoDisposition) -> Option<Verification> {
    let least = f32::from(policy.min_confidence) / 1000.0;
    let category = proposals.categories.first()?;
    if category.probability < least.max(LEAST) || proposals.kind.confidence() < least {
        return None;
    }
    let proposed = proposals.proposed();
    let report_type = proposed
        .report_type
        .filter(|kind| *kind != ReportType::Unknown)?;
    if !proposed.is_whole() || proposed.supervisory != Some(false) {
        return None;
    }
    Some(Verification {
        report_type,
        supervisory: false,
        category: proposed.category?,
        lead: proposed.lead?,
        keep: false,
        release: false,
        words: Vec::new(),
        findings_kept: false,
        note: None,
        proposed: Some(Box::new(proposed)),
    })
}

struct Waiting(BodyId);

impl Query for Waiting {
    type Output = HashSet<ReportId>;

    async fn run(&self, tx: &mut Tx<'_>) -> Result<Self::Output, StoreError> {
        let ids = routing::untouched(tx, self.0, MOST).await?;
        Ok(ids.into_iter().collect())
    }
}

struct One(ReportId);

impl Query for One {
    type Output = Result<Option<WithContents>, RecordError>;

    async fn run(&self, tx: &mut Tx<'_>) -> Result<Self::Output, StoreError> {
        Ok(with_contents(tx, self.0).await)
    }
}

/// Sure enough now, and right often enough before, with this unit and at this confidence: right in everything that the
/// verification decided.
struct Precision {
    body: BodyId,
    proposed: Proposed,
    policy: AutoDisposition,
}

impl Query for Precision {
    type Output = Result<bool, RecordError>;

    async fn run(&self, tx: &mut Tx<'_>) -> Result<Self::Output, StoreError> {
        Ok(self.is_proved(tx).await)
    }
}

impl Precision {
    async fn is_proved(&self, tx: &mut Tx<'_>) -> Result<bool, RecordError> {
        let policy = self.policy;
        let Some(unit) = self.proposed.lead else {
            return Ok(false);
        };
        if self.proposed.confidence < policy.min_confidence {
            return Ok(false);
        }
        let least = i64::from(policy.min_confidence);
        let most = i64::from(policy.min_decisions) * OVERREAD;
        let judged = routing::judged(tx, self.body, unit, least, most).await?;
        // What would have gone to an officer anyway says nothing about what would not.
        let of_its_own = judged.iter().filter(|judged| judged.proposed.is_whole());
        let latest: Vec<_> = of_its_own.take(policy.min_decisions as usize).collect();
        let kept = latest.iter().filter(|judged| judged.was_kept()).count();
        Ok(policy.is_proved(kept as u64, latest.len() as u64))
    }
}
