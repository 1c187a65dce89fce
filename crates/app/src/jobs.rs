//! What the program does in the background: time, jobs, order, rules of other processes, sweeping.

use jiff::SignedDuration;
use lapor_store::record::job::{self, Job};
use lapor_store::{Change, Tx, outbox, search};

use crate::app::App;
use crate::backoff::doubling;
use crate::error::AppError;
use crate::follow;
use crate::notify::compose;
use crate::report::elapse;
use crate::routing;

/// How long a job may take before another worker takes it.
const LEASE: SignedDuration = SignedDuration::from_mins(2);
/// Longest wait between two tries.
const LONGEST: SignedDuration = SignedDuration::from_secs(4096);
/// Tries before a job is dead and shown to the administrator.
const TRIES: i64 = 8;

/// One round: everything that is due now. Gives how much was done.
///
/// # Errors
/// Where the database fails; what was done stays done.
pub async fn round(app: &App) -> Result<usize, AppError> {
    app.reload_rules(true).await?;
    let mut done = elapse::tick(app).await?;
    done += routing::catch_up(app).await?;
    done += routing::dispose(app).await?;
    done += follow::round(app).await?;
    loop {
        let now = app.now();
        let leased_till = now.checked_add(LEASE).unwrap_or(now);
        let claimed = app.store().run(Claim { now, leased_till }).await?;
        if claimed.is_empty() {
            return Ok(done);
        }
        done += claimed.len();
        // Notices are many and small: one batch, one change.
        let (notices, others): (Vec<Job>, Vec<Job>) =
            claimed.into_iter().partition(|job| job.kind == outbox::JOB);
        if !notices.is_empty() {
            for (job, error) in compose::compose(app, notices).await? {
                fail(app, &job, &error).await?;
            }
        }
        for job in others {
            run(app, job).await?;
        }
    }
}

/// What failed for good and what waits, for the administrator.
#[derive(Clone, Debug, Default)]
pub struct Standing {
    /// Failed for good.
    pub dead: Vec<job::DeadJob>,
    /// Waiting, by kind.
    pub waiting: Vec<job::WaitingJobs>,
}

/// How the work stands.
///
/// # Errors
/// Where the database fails.
pub async fn standing(app: &App) -> Result<Standing, AppError> {
    Ok(app.store().read(ReadStanding).await?)
}

/// Has a job that failed for good tried again.
///
/// # Errors
/// [`AppError::NotFound`] where there is no such job any more; the record.
pub async fn retry(app: &App, id: uuid::Uuid) -> Result<(), AppError> {
    let now = app.now();
    app.store().run(Retry { id, now }).await
}

struct ReadStanding;

impl lapor_store::Query for ReadStanding {
    type Output = Standing;

    async fn run(&self, tx: &mut Tx<'_>) -> Result<Standing, lapor_store::StoreError> {
        Ok(Standing {
            dead: job::dead(tx).await?,
            waiting: job::waiting(tx).await?,
        })
    }
}

struct Retry {
    id: uuid::Uuid,
    now: jiff::Timestamp,
}

impl Change for Retry {
    type Output = ();
    type Error = AppError;
    const NAME: &'static str = "retry_job";

    async fn apply(&self, tx: &mut Tx<'_>) -> Result<(), AppError> {
        if job::retry(tx, self.id, self.now).await? {
            Ok(())
        } else {
            Err(AppError::NotFound)
        }
    }
}

async fn run(app: &App, job: Job) -> Result<(), AppError> {
    match perform(app, &job).await {
        Ok(()) => app.store().run(Done(job.id)).await,
        Err(error) => fail(app, &job, &error).await,
    }
}

async fn fail(app: &App, job: &Job, error: &AppError) -> Result<(), AppError> {
    // The error's words never hold what people wrote: they are codes and our own sentences.
    tracing::warn!(job = %job.kind, attempts = job.attempts, %error, "job failed");
    let dead = job.attempts + 1 >= TRIES;
    let wait = doubling(1, job.attempts + 1, LONGEST);
    let run_at = app.now().checked_add(wait).unwrap_or(app.now());
    app.store()
        .run(Failed {
            id: job.id,
            error: error.to_string(),
            run_at,
            dead,
        })
        .await
}

async fn perform(app: &App, job: &Job) -> Result<(), AppError> {
    match job.kind.as_str() {
        search::JOB => crate::report::index::index(app, &job.key).await,
        outbox::DELAY_JOB => crate::notify::officers::delay::tell(app, &job.key).await,
        "calendar" => crate::report::elapse::calendar_moved(app, &job.key, &job.payload).await,
        // A kind that an older version queued and this one no longer knows: nothing to do.
        _ => Ok(()),
    }
}

struct Claim {
    now: jiff::Timestamp,
    leased_till: jiff::Timestamp,
}

impl Change for Claim {
    type Output = Vec<Job>;
    type Error = AppError;
    const NAME: &'static str = "claim_jobs";

    async fn apply(&self, tx: &mut Tx<'_>) -> Result<Vec<Job>, AppError> {
        Ok(job::claim(tx, self.now, self.leased_till, 64).await?)
    }
}

struct Done(uuid::Uuid);

impl Change for Done {
    type Output = ();
    type Error = AppError;
    const NAME: &'static str = "job_done";

    async fn apply(&self, tx: &mut Tx<'_>) -> Result<(), AppError> {
        Ok(job::done(tx, self.0).await?)
    }
}

struct Failed {
    id: uuid::Uuid,
    error: String,
    run_at: jiff::Timestamp,
    dead: bool,
}

impl Change for Failed {
    type Output = ();
    type Error = AppError;
    const NAME: &'static str = "job_failed";

    async fn apply(&self, tx: &mut Tx<'_>) -> Result<(), AppError> {
        Ok(job::failed(tx, self.id, &self.error, self.run_at, self.dead).await?)
    }
}
