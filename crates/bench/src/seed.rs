//! Five years of reports, put down in bulk through the projection, to be continued where it was broken off.

use std::collections::VecDeque;
use std::path::PathBuf;
use std::sync::Arc;
use std::sync::atomic::{AtomicU64, Ordering};
use std::time::Duration;

use jiff::{SignedDuration, Timestamp};
use lapor_app::app::{App, Parts};
use lapor_app::clock::SystemClock;
use lapor_app::cohorts;
use lapor_app::demo::city::CITY;
use lapor_app::demo::install::install;
use lapor_app::demo::policy_file;
use lapor_app::files::FileStore;
use lapor_store::bulk::{Lived, Load, PutIndex, TakeIndexes};
use lapor_store::figures::tables::{self, ByDay, HowFar, Sizes};
use lapor_store::record::setting;
use lapor_store::seal::{KeyFile, OsEntropy};
use lapor_store::{OpenOptions, Query, Store, StoreError, Tx, rebuild};

use crate::Failed;
use crate::story::{Cast, Said, World, lives};
use crate::table::Table;
use crate::timer::Stopwatch;

/// Reports of one transaction.
const BATCH: u64 = 2_000;
/// Batches that are thought up while one is put down.
const AHEAD: usize = 3;
/// Days over which they arrive.
const DAYS: f64 = 5.0 * 365.0;
/// Events that are folded at once: many, as every batch writes the rows of the months that it touches anew.
const AT_ONCE: u32 = 250_000;
/// A seed of no more reports is compared with its events.
const CHECKED: u64 = 10_000;
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

/// The address of an SQLite file in that place.
pub(crate) fn sqlite_url(name: &str) -> Result<String, Failed> {
    std::fs::create_dir_all(place())?;
    Ok(format!(
        "sqlite:{}",
        place().join(format!("{name}.db")).display()
    ))
}

/// The key file of what is kept there.
pub(crate) fn key_file() -> PathBuf {
    place().join("lapor.key")
}

/// Where its files lie.
pub(crate) fn files() -> PathBuf {
    place().join("files")
}

/// What the reports of a seed say.
pub(crate) enum Saying {
    /// Nothing: figures read no words.
    Nothing,
    /// All their words.
    Words,
}

/// Opens a record and fills it up to `total` reports.
pub(crate) async fn run(
    table: &mut Table,
    url: &str,
    total: u64,
    saying: Saying,
) -> Result<Seeded, Failed> {
    let (app, known) = open(url).await?;
    let (done, of, until) = known.unwrap_or((0, total, app.now()));
    if of != total {
        return Err(format!("{url} is being filled up to {of} reports, not {total}").into());
    }
    let rules = app.rules();
    let city = Cast::of(&rules)?.city;
    let said = match saying {
        Saying::Nothing => Said::nothing(&app, city),
        Saying::Words => Said::Words(app.clone(), city),
    };
    let begun = done;
    pour(table, url, &app, said, (done, total, until)).await?;
    folded(table, url, &app).await?;
    if begun == 0 && total <= CHECKED {
        let check = rebuild::check(app.store(), &rules, &mut |_| {}).await?;
        table.goal(
            &format!("{}: rows that are not what the events say", engine(url)),
            check.differences,
            "0",
            check.agrees(),
        );
    }
    Ok(Seeded { app, until })
}

/// Puts down the lives from the `done`-th up to the `total`-th, over five years that end at a moment.
pub(crate) async fn pour(
    table: &mut Table,
    url: &str,
    app: &App,
    said: Said,
    (mut done, total, until): (u64, u64, Timestamp),
) -> Result<(), Failed> {
    let rules = app.rules();
    let cast = Arc::new(Cast::of(&rules)?);
    let said = Arc::new(said);
    if done < total {
        app.store().run(TakeIndexes).await?;
    }
    let spent = Arc::new(Spent::default());
    let begun = done;
    let watch = Stopwatch::start();
    let refused = Arc::new(AtomicU64::new(0));
    // Batches are thought up beside one another and put down in their order: rows then come in the order of their keys.
    let mut thought = VecDeque::new();
    let mut next = done;
    while done < total {
        while next < total && thought.len() < AHEAD {
            let reports = next..total.min(next + BATCH);
            next = reports.end;
            let (app, cast, said) = (app.clone(), Arc::clone(&cast), Arc::clone(&said));
            let (refused, spent) = (Arc::clone(&refused), Arc::clone(&spent));
            thought.push_back(tokio::task::spawn_blocking(move || {
                let watch = Stopwatch::start();
                let lived = batch(
                    &app,
                    (cast.as_ref(), said.as_ref()),
                    &refused,
                    reports,
                    (total, until),
                );
                spent
                    .thinking
                    .fetch_add(micros(watch.read()), Ordering::Relaxed);
                lived
            }));
        }
        let Some(lived) = thought.pop_front() else {
            break;
        };
        let lives = lived.await??;
        done = total.min(done + BATCH);
        let note = (SEEDED, format!("{done} {total} {until}"));
        let putting = Stopwatch::start();
        app.store().run(Load { lives, note }).await?;
        spent
            .putting
            .fetch_add(micros(putting.read()), Ordering::Relaxed);
        if (done / BATCH).is_multiple_of(50) {
            let rate = watch.rate(usize::try_from(done - begun)?);
            eprintln!("  {done} of {total} reports, {rate:.0}/s");
        }
    }
    let loaded = watch.read();
    while app.store().run(PutIndex).await? {}
    if done > begun {
        let reports = done - begun;
        let of_each = |all: &AtomicU64| all.load(Ordering::Relaxed) / reports;
        table.note(
            &format!(
                "{}: µs a report, thinking up / putting down / indexing",
                engine(url)
            ),
            format!(
                "{} / {} / {}",
                of_each(&spent.thinking),
                of_each(&spent.putting),
                micros(watch.read().saturating_sub(loaded)) / reports
            ),
        );
        let rate = watch.rate(usize::try_from(reports)?);
        table.goal(
            &format!("{}: reports/s while seeding, then indexing", engine(url)),
            format!("{rate:.0}"),
            ">= 5000",
            rate >= 5_000.0,
        );
    }
    let refused = refused.load(Ordering::Relaxed);
    if refused > 0 {
        table.note("steps of lives that the rules refused", refused);
    }
    Ok(())
}

/// What the time went to, in microseconds.
#[derive(Default)]
struct Spent {
    thinking: AtomicU64,
    putting: AtomicU64,
}

fn micros(time: Duration) -> u64 {
    u64::try_from(time.as_micros()).unwrap_or(u64::MAX)
}

/// Which engine an address names.
pub(crate) fn engine(url: &str) -> &'static str {
    if url.starts_with("sqlite:") {
        "sqlite"
    } else {
        "postgres"
    }
}

/// Folds what is not in the cohort tables yet. With `LAPOR_BENCH_DAYS` a small record has cells of days as a large one has.
async fn folded(table: &mut Table, url: &str, app: &App) -> Result<(), Failed> {
    if std::env::var_os("LAPOR_BENCH_DAYS").is_some() {
        app.store().run(ByDay).await?;
    }
    let behind = app.store().read(HowFar).await?.behind();
    let watch = Stopwatch::start();
    let me = uuid::Uuid::from_u128(1);
    while tables::fold(app.store(), &app.rules(), me, app.now(), AT_ONCE).await? > 0 {}
    if behind > 0 {
        let rate = watch.rate(usize::try_from(behind)?);
        table.note(
            &format!("{}: events/s while folding {behind}", engine(url)),
            format!("{rate:.0}"),
        );
    }
    until_done(table, url, "sheets", async || {
        let made = cohorts::sheets(app).await?;
        Ok((made.days, made.sheets))
    })
    .await?;
    until_done(table, url, "sums of years", async || {
        let made = cohorts::sums(app).await?;
        Ok((made.looked_at, made.sums))
    })
    .await
}

/// Goes round until nothing was looked at, and tells how many were made.
async fn until_done(
    table: &mut Table,
    url: &str,
    what: &str,
    round: impl AsyncFn() -> Result<(usize, usize), Failed>,
) -> Result<(), Failed> {
    let watch = Stopwatch::start();
    let mut all = 0;
    loop {
        let (looked_at, made) = round().await?;
        if looked_at == 0 {
            break;
        }
        all += made;
    }
    if all > 0 {
        table.note(
            &format!("{}: {what} made, seconds", engine(url)),
            format!("{all} / {:.1}", watch.read().as_secs_f64()),
        );
    }
    Ok(())
}

/// How large the tables are: they are read through.
pub(crate) async fn sizes(table: &mut Table, url: &str, app: &App) -> Result<(), Failed> {
    for size in app.store().read(Sizes).await? {
        let by = if size.by_day { "day" } else { "month" };
        table.note(
            &format!(
                "{}: rows and MB of cells of {} by {by}",
                engine(url),
                size.table
            ),
            format!("{} / {:.1}", size.rows, size.bytes as f64 / 1e6),
        );
    }
    Ok(())
}

async fn open(url: &str) -> Result<(App, Option<(u64, u64, Timestamp)>), Failed> {
    std::fs::create_dir_all(place())?;
    let key = key_file();
    if !key.exists() {
        KeyFile::create(&key, &mut OsEntropy)?;
    }
    let app = App::start(Parts {
        store: Store::open(url, OpenOptions::default()).await?,
        keys: KeyFile::load(&key)?,
        clock: Arc::new(SystemClock),
        entropy: Box::new(OsEntropy),
        files: FileStore::open(&files())?,
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
    (cast, said): (&Cast, &Said),
    refused: &AtomicU64,
    reports: std::ops::Range<u64>,
    (total, until): (u64, Timestamp),
) -> Result<Vec<Lived>, Failed> {
    let rules = app.rules();
    let world = World {
        rules: &rules,
        cast,
        said,
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
            let (id, words) = (story.report.id, story.words);
            lived.push(Lived::of(&rules, cast.city, id, &story.events, words)?);
        }
        n += 1 + others;
    }
    Ok(lived)
}
