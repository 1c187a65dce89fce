//! Time passes: breaches, escalation, reminders, silence, expiry, each once, in small changes.

use std::sync::Arc;

use jiff::Timestamp;
use lapor_domain::ids::ReportId;
use lapor_domain::rules::Rules;
use lapor_store::record::{self, job};
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
                job: app.fresh_id(),
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
    job: Uuid,
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
        } else {
            job::add(tx, self.job, "index", &after.id.to_string(), "{}", self.now).await?;
        }
        Ok(())
    }
}
