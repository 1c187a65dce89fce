//! (d) the same lists, pages and figures at ten thousand and at a million reports.

use std::path::Path;
use std::time::Duration;

use jiff::civil::Date;
use lapor_app::report::case::{self, Onlooker};
use lapor_app::report::inbox;
use lapor_domain::agency::Officer;
use lapor_domain::ids::ReportId;
use lapor_domain::words::Channel;
use lapor_store::figures::{Ask, CohortQuery, Scope, Sight};
use lapor_store::list::{self, PublicFilter, View};
use lapor_store::seal::KeyFile;
use lapor_store::{OpenOptions, Query, StoreError, Tx, params};

use crate::Failed;
use crate::intake::millis;
use crate::seed;
use crate::story::Said;
use crate::table::Table;
use crate::timer::{Stopwatch, percentile};
use crate::town::{self, Town};

/// Size of the small record.
const SMALL: u64 = 10_000;
/// Runs of each measurement.
const RUNS: usize = 200;
/// Runs before it, so that each of the store's readers has read the same once, as in a program that is at work.
const BEFORE: usize = 16;

/// Fills to ten thousand, measures; fills to `reports`, measures again.
pub(crate) async fn run(table: &mut Table, reports: u64) -> Result<(), Failed> {
    let place = tempfile::tempdir_in(town::scratch())?;
    let small = {
        let keys = KeyFile::from_root([3; 32]);
        let town = filled(table, place.path(), ("small", SMALL), keys).await?;
        measure(&town).await?
    };
    let keys = KeyFile::from_root([3; 32]);
    let town = filled(table, place.path(), ("large", reports), keys).await?;
    let large = measure(&town).await?;
    for (then, now) in small.iter().zip(&large) {
        let bound = now.bound.max(then.p99 * 2);
        let what = format!(
            "{} p99 at {reports} (at {SMALL}: {:.1} ms)",
            now.name,
            millis(then.p99)
        );
        let goal = format!("<= {:.0} ms", millis(bound));
        table.goal(
            &what,
            format!(
                "{:.1} ms (median {:.1})",
                millis(now.p99),
                millis(now.median)
            ),
            &goal,
            now.p99 <= bound,
        );
    }
    let watch = Stopwatch::start();
    yearly(&town).await?;
    let time = watch.read();
    table.goal(
        "a yearly figure",
        format!("{:.0} ms", millis(time)),
        "<= 1000 ms",
        time <= Duration::from_secs(1),
    );
    Ok(())
}

fn url(place: &Path, name: &str) -> String {
    format!("sqlite:{}", place.join(format!("{name}.db")).display())
}

/// A city with so many reports and all their words, over five years.
async fn filled(
    table: &mut Table,
    place: &Path,
    (name, reports): (&str, u64),
    keys: KeyFile,
) -> Result<Town, Failed> {
    let (url, files) = (url(place, name), place.join(name));
    let town = Town::open_with(&url, &files, OpenOptions::default(), keys).await?;
    let city = *town.made.bodies.get("palangkaraya").ok_or("no city")?;
    let (app, now) = (&town.app, town.app.now());
    let said = Said::Words(app.clone(), city);
    seed::pour(table, &url, app, said, (0, reports, now)).await?;
    Ok(town)
}

/// One measured thing.
struct Measured {
    name: &'static str,
    median: Duration,
    p99: Duration,
    bound: Duration,
}

impl Measured {
    fn of(name: &'static str, mut times: Vec<Duration>, bound: Duration) -> Self {
        Self {
            name,
            median: percentile(&mut times, 50),
            p99: percentile(&mut times, 99),
            bound,
        }
    }
}

async fn measure(town: &Town) -> Result<Vec<Measured>, Failed> {
    let rules = town.app.rules();
    let of = |slug: &str| -> Result<Officer, Failed> {
        let id = town.made.officers.get(slug).ok_or("no such officer")?;
        Ok(rules
            .directory
            .officers
            .get(id)
            .ok_or("no such officer")?
            .clone())
    };
    let (coordinator, unit) = (of("koordinator")?, of("dpupr")?);
    let category = rules
        .directory
        .categories
        .values()
        .find(|it| it.parent.is_some())
        .map(|it| it.id);
    let led = Duration::from_millis(10);
    let free = Duration::from_millis(100);
    let asked = |view| inbox::Asked {
        view,
        ..inbox::Asked::default()
    };
    let inboxes = [
        ("inbox: open", &coordinator, asked(View::Open), led),
        ("inbox: overdue", &coordinator, asked(View::Overdue), led),
        (
            "inbox: unverified",
            &coordinator,
            asked(View::Unverified),
            led,
        ),
        (
            "inbox: waiting for the reporter",
            &coordinator,
            asked(View::AwaitingReporter),
            led,
        ),
        ("inbox: closed", &coordinator, asked(View::Closed), led),
        ("inbox: all", &coordinator, asked(View::All), led),
        ("inbox: a unit's own", &unit, asked(View::Open), led),
        (
            "inbox: category",
            &coordinator,
            inbox::Asked {
                category,
                ..asked(View::All)
            },
            led,
        ),
        (
            "inbox: kelurahan",
            &coordinator,
            inbox::Asked {
                region: Some("62.71.03.1002".to_owned()),
                ..asked(View::All)
            },
            led,
        ),
        (
            "inbox: channel (no index leads)",
            &coordinator,
            inbox::Asked {
                channel: Some(Channel::Letter),
                ..asked(View::All)
            },
            free,
        ),
    ];
    let mut all = Vec::new();
    for (name, officer, asked, bound) in inboxes {
        let mut times = Vec::with_capacity(RUNS);
        for run in 0..BEFORE + RUNS {
            let watch = Stopwatch::start();
            inbox::read(&town.app, officer, &asked).await?;
            if run >= BEFORE {
                times.push(watch.read());
            }
        }
        all.push(Measured::of(name, times, bound));
    }
    let mut times = Vec::with_capacity(RUNS);
    for run in 0..BEFORE + RUNS {
        let watch = Stopwatch::start();
        town.app.store().read(PublicList(town.app.now())).await?;
        if run >= BEFORE {
            times.push(watch.read());
        }
    }
    all.push(Measured::of("public list", times, led));
    let reports = town.app.store().read(SomeReports).await?;
    let mut times = Vec::with_capacity(reports.len());
    for report in reports {
        let watch = Stopwatch::start();
        case::read(&town.app, report, Onlooker::Officer(coordinator.id)).await?;
        times.push(watch.read());
    }
    all.push(Measured::of("a report's page", times, led));
    Ok(all)
}

async fn yearly(town: &Town) -> Result<(), Failed> {
    let now = town.app.now();
    let year = lapor_domain::zone::Zone::Wib.local_date(now).year() - 1;
    let ask = Ask {
        scope: Scope::Installation,
        sight: Sight::WHOLE,
        from: Date::new(year, 1, 1)?,
        to: Date::new(year, 12, 31)?,
        as_of: None,
        by: None,
        now,
    };
    town.app
        .store()
        .read(CohortQuery::new(town.app.rules(), ask)?)
        .await?;
    Ok(())
}

struct PublicList(jiff::Timestamp);

impl Query for PublicList {
    type Output = usize;

    async fn run(&self, tx: &mut Tx<'_>) -> Result<usize, StoreError> {
        Ok(list::public_list(tx, &PublicFilter::default(), self.0)
            .await?
            .lines
            .len())
    }
}

struct SomeReports;

impl Query for SomeReports {
    type Output = Vec<ReportId>;

    async fn run(&self, tx: &mut Tx<'_>) -> Result<Vec<ReportId>, StoreError> {
        const SQL: &str = "SELECT id FROM report ORDER BY tracking_no LIMIT $1";
        let runs = i64::try_from(RUNS).unwrap_or(200);
        Ok(tx
            .rows::<uuid::Uuid>(SQL, params![runs])
            .await?
            .into_iter()
            .map(ReportId)
            .collect())
    }
}
