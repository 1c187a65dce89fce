//! Time passes: breaches, escalation, reminders, silence, expiry, moved due dates; each once, in
//! small changes.

use std::sync::Arc;

use jiff::Timestamp;
use lapor_domain::ids::ReportId;
use lapor_domain::report::calendar_change;
use lapor_domain::report::event::ActorRef;
use lapor_domain::rules::Rules;
use lapor_store::record::{self, RecordError};
use lapor_store::{Change, Query, StoreError, Tx, params};
use uuid::Uuid;

use super::act::elapse;
use crate::app::App;
use crate::error::AppError;

/// Lets time pass for every report that has something due; gives how many had.
///
/// # Errors
/// Where the database fails; what was done stays done.
pub async fn tick(app: &App) -> Result<usize, AppError> {
    let mut done = 0;
    loop {
        let now = app.now();
        let due = app.store().read(DueReports { now, limit: 200 }).await?;
        if due.is_empty() {
            return Ok(done);
        }
        for report in due {
            let change = Elapse {
                rules: app.rules(),
                report,
                now,
            };
            app.store().run(change).await?;
            done += 1;
        }
    }
}

struct DueReports {
    now: Timestamp,
    limit: i64,
}

impl Query for DueReports {
    type Output = Vec<ReportId>;

    async fn run(&self, tx: &mut Tx<'_>) -> Result<Vec<ReportId>, StoreError> {
        const SQL: &str = "SELECT id FROM report WHERE next_timer IS NOT NULL AND next_timer <= $1
            ORDER BY next_timer LIMIT $2";
        Ok(tx
            .rows::<Uuid>(SQL, params![self.now, self.limit])
            .await?
            .into_iter()
            .map(ReportId)
            .collect())
    }
}

/// Lets time pass for one report.
struct Elapse {
    rules: Arc<Rules>,
    report: ReportId,
    now: Timestamp,
}

impl Change for Elapse {
    type Output = ();
    type Error = AppError;
    const NAME: &'static str = "elapse";

    async fn apply(&self, tx: &mut Tx<'_>) -> Result<(), AppError> {
        let Some(report) = record::load(tx, self.report).await? else {
            return Ok(());
        };
        let before = report.seq;
        let after = elapse(tx, &self.rules, report, self.now).await?;
        if after.seq == before {
            // Nothing was due after all (the calendar moved): look again when something is.
            record::project::timer(tx, &self.rules, &after, self.now).await?;
        }
        Ok(())
    }
}

/// Moves the clocks of a body's open reports after its calendar changed; a job, in small changes.
/// `body` is the job's key, `instrument` (as JSON string) its payload.
///
/// # Errors
/// Where the database fails; what was moved stays moved, and moving again moves nothing.
pub async fn calendar_moved(app: &App, body: &str, instrument: &str) -> Result<(), AppError> {
    let instrument: String = serde_json::from_str(instrument).map_err(RecordError::Document)?;
    let body = body.parse::<Uuid>().map_err(|_| AppError::NotFound)?;
    app.reload_rules(false).await?;
    let mut after = Uuid::nil();
    loop {
        let page = app.store().read(OpenReports { body, after }).await?;
        let Some(last) = page.last() else {
            return Ok(());
        };
        after = last.0;
        for report in page {
            let change = MoveClocks {
                rules: app.rules(),
                report,
                instrument: instrument.clone(),
                now: app.now(),
            };
            app.store().run(change).await?;
        }
    }
}

struct OpenReports {
    body: Uuid,
    after: Uuid,
}

impl Query for OpenReports {
    type Output = Vec<ReportId>;

    async fn run(&self, tx: &mut Tx<'_>) -> Result<Vec<ReportId>, StoreError> {
        // By its clocks, not by its state: a closed report's window is open too.
        const SQL: &str =
            "SELECT id FROM report WHERE holder_id = $1 AND id > $2 ORDER BY id LIMIT 200";
        Ok(tx
            .rows::<Uuid>(SQL, params![self.body, self.after])
            .await?
            .into_iter()
            .map(ReportId)
            .collect())
    }
}

/// Moves the clocks of one report.
struct MoveClocks {
    rules: Arc<Rules>,
    report: ReportId,
    instrument: String,
    now: Timestamp,
}

impl Change for MoveClocks {
    type Output = ();
    type Error = AppError;
    const NAME: &'static str = "move_clocks";

    async fn apply(&self, tx: &mut Tx<'_>) -> Result<(), AppError> {
        let Some(report) = record::load(tx, self.report).await? else {
            return Ok(());
        };
        let report = elapse(tx, &self.rules, report, self.now).await?;
        let context = self.rules.context(report.holder, self.now, None);
        if let Some(decision) = calendar_change::calendar_moved(&report, &context, &self.instrument)
        {
            record::append(
                tx,
                &self.rules,
                report.id,
                Some(report),
                vec![decision],
                ActorRef::SYSTEM,
                self.now,
            )
            .await?;
        }
        Ok(())
    }
}
