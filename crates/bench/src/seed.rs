//! Five years of reports, put down in bulk through the projection, to be continued where it was broken off.

use std::path::PathBuf;
use std::sync::Arc;
use std::sync::atomic::{AtomicU64, Ordering};

use jiff::{SignedDuration, Timestamp};
use lapor_app::app::{App, Parts};
use lapor_app::clock::SystemClock;
use lapor_app::cohorts;
use lapor_app::demo::city::CITY;
use lapor_app::demo::install::install;
use lapor_app::demo::policy_file;
use lapor_app::files::FileStore;
use lapor_store::bulk::{Lived, Load};
use lapor_store::figures::tables::HowFar;
use lapor_store::record::setting;
use lapor_store::seal::{KeyFile, OsEntropy};
use lapor_store::{OpenOptions, Query, Store, StoreError, Tx};
use tokio::sync::Mutex;

use crate::Failed;
use crate::story::{Cast, World, lives};
use crate::table::Table;
use crate::timer::Stopwatch;

/// Reports of one transaction.
const BATCH: u64 = 2_000;
/// Days over which they arrive.
const DAYS: f64 = 5.0 * 365.0;
/// Where one is asked how far it is.
const SEEDED: &str = "bench_seeded";
/// One in so many is a root, with two followers.
const ROOT: u64 = 90;

/// A filled record.
pub(crate) struct Seeded {
    pub(crate) app: App,
    /// The last moment that is told of.
    pub(crate) until: Timestamp,
}

/// Where a seed is kept: `LAPOR_BENCH_DIR`, or `target/bench-data`.
pub(crate) fn place() -> PathBuf {
    std::env::var_os("LAPOR_BENCH_DIR").map_or_else(|| "target/bench-data".into(), Into::into)
}

/// The address of the SQLite file in that place.
pub(crate) fn sqlite_url() -> Result<String, Failed> {
    std::fs::create_dir_all(place())?;
    Ok(format!("sqlite:{}", place().join("seed.db").display()))
}

/// Opens a record and fills it up to `total` reports.
pub(crate) async fn run(table: &mut Table, url: &str, total: u64) -> Result<Seeded, Failed> {
    let (app, known) = open(url).await?;
    let (mut done, of, until) = known.unwrap_or((0, total, app.now()));
    if of != total {
        return Err(format!("{url} is being filled up to {of} reports, not {total}").into());
    }
    let rules = app.rules();
    let cast = Arc::new(Cast::of(&rules)?);
    let (begun, watch) = (done, Stopwatch::start());
    let next = Arc::new(Mutex::new(()));
    let refused = Arc::new(AtomicU64::new(0));
    while done < total {
        // Two batches at once: while one is put down, the other is thought up.
        let mut tasks = tokio::task::JoinSet::new();
        for n in 0..4 {
            let first = done + n * BATCH;
            let last = total.min(first + BATCH);
            if first >= last {
                continue;
            }
            let (app, cast, next) = (app.clone(), Arc::clone(&cast), Arc::clone(&next));
            let refused = Arc::clone(&refused);
            tasks.spawn(async move {
                let thought = app.clone();
                let lived = tokio::task::spawn_blocking(move || {
                    batch(&thought, &cast, &refused, first..last, (total, until))
                });
                let load = Load {
                    lives: lived.await??,
                    note: (SEEDED, format!("{last} {total} {until}")),
                };
                let _turn = next.lock().await;
                app.store().run(load).await?;
                Ok::<_, Failed>(())
            });
        }
        while let Some(ended) = tasks.join_next().await {
            ended??;
        }
        done = total.min(done + 4 * BATCH);
        if (done / BATCH).is_multiple_of(50) {
            let rate = watch.rate(usize::try_from(done - begun)?);
            eprintln!("  {done} of {total} reports, {rate:.0}/s");
        }
    }
    if done > begun {
        let rate = watch.rate(usize::try_from(done - begun)?);
        table.goal(
            &format!("{}: reports/s while seeding", engine(url)),
            format!("{rate:.0}"),
            ">= 5000",
            rate >= 5_000.0,
        );
    }
    let refused = refused.load(Ordering::Relaxed);
    if refused > 0 {
        table.note("steps of lives that the rules refused", refused);
    }
    folded(table, url, &app).await?;
    Ok(Seeded { app, until })
}

/// Which engine an address names.
pub(crate) fn engine(url: &str) -> &'static str {
    if url.starts_with("sqlite:") {
        "sqlite"
    } else {
        "postgres"
    }
}

/// Folds what is not in the cohort tables yet.
async fn folded(table: &mut Table, url: &str, app: &App) -> Result<(), Failed> {
    let behind = app.store().read(HowFar).await?.behind();
    let watch = Stopwatch::start();
    while cohorts::round(app, 1).await? > 0 {}
    if behind > 0 {
        let rate = watch.rate(usize::try_from(behind)?);
        table.note(
            &format!("{}: events/s while folding {behind}", engine(url)),
            format!("{rate:.0}"),
        );
    }
    Ok(())
}

async fn open(url: &str) -> Result<(App, Option<(u64, u64, Timestamp)>), Failed> {
    std::fs::create_dir_all(place())?;
    let key = place().join("lapor.key");
    if !key.exists() {
        KeyFile::create(&key, &mut OsEntropy)?;
    }
    let app = App::start(Parts {
        store: Store::open(url, OpenOptions::default()).await?,
        keys: KeyFile::load(&key)?,
        clock: Arc::new(SystemClock),
        entropy: Box::new(OsEntropy),
        files: FileStore::open(&place().join("files"))?,
        default_policy: policy_file::DEFAULT.policy(),
    })
    .await?;
    let noted = app.store().read(Noted).await?;
    if app.rules().directory.bodies.is_empty() {
        install(&app, &CITY).await?;
    }
    let known = noted.and_then(|noted| {
        let mut words = noted.split(' ');
        let mut number = || words.next()?.parse::<u64>().ok();
        let (done, total) = (number()?, number()?);
        Some((done, total, words.next()?.parse().ok()?))
    });
    Ok((app, known))
}

struct Noted;

impl Query for Noted {
    type Output = Option<String>;

    async fn run(&self, tx: &mut Tx<'_>) -> Result<Option<String>, StoreError> {
        setting::get(tx, SEEDED).await
    }
}

/// Thinks up some lives.
fn batch(
    app: &App,
    cast: &Cast,
    refused: &AtomicU64,
    reports: std::ops::Range<u64>,
    (total, until): (u64, Timestamp),
) -> Result<Vec<Lived>, Failed> {
    let rules = app.rules();
    let world = World {
        app,
        rules: &rules,
        cast,
        until,
        refused,
    };
    let arrival = |n: u64| {
        let days = DAYS * (1.0 - n as f64 / total as f64);
        let back = SignedDuration::from_secs_f64(days * 86_400.0 + 3_600.0);
        let at = until.checked_sub(back).unwrap_or(until);
        Timestamp::from_microsecond(at.as_microsecond()).unwrap_or(at)
    };
    let mut lived = Vec::with_capacity(usize::try_from(reports.end - reports.start)?);
    let mut n = reports.start;
    while n < reports.end {
        let is_root = n.is_multiple_of(ROOT) && n + 2 < reports.end;
        let others = if is_root { 2 } else { 0 };
        for story in lives(&world, n, others, arrival)? {
            lived.push(Lived::of(
                &rules,
                cast.city,
                story.report.id,
                &story.events,
                &story.words,
            )?);
        }
        n += 1 + others;
    }
    Ok(lived)
}
