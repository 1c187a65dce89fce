//! What writing costs while the cohort tables are kept.

use std::time::Duration;

use lapor_app::app::App;
use lapor_app::cohorts;
use tokio::sync::oneshot;

use crate::Failed;
use crate::table::Table;
use crate::timer::Stopwatch;
use crate::town::{self, Town};

/// Reports filed each time: as many as come in between some rounds of folding.
const FILED: u64 = 50_000;
/// Times, each without and with the tables: in turns, so that both see the same machine.
const TURNS: u64 = 2;

/// What a report costs while the tables are kept, of what it costs without. All the work counts: a turn is over when
/// everything is ordered, and folded.
pub(crate) async fn price(table: &mut Table, url: &str, name: &str) -> Result<(), Failed> {
    let place = tempfile::tempdir_in(town::scratch())?;
    let town = Town::open(url, place.path(), lapor_store::OpenOptions::default()).await?;
    let (mut without, mut with) = (0.0, 0.0);
    for turn in 0..TURNS {
        let first = 2 * turn * FILED;
        without += filed(&town, first, false).await?.as_secs_f64();
        fold(&town.app).await?;
        with += filed(&town, first + FILED, true).await?.as_secs_f64();
    }
    let dearer = (with / without - 1.0) * 100.0;
    let each = |seconds: f64| seconds * 1e6 / (TURNS * FILED) as f64;
    table.note(
        &format!("{name}: µs a report without the tables / with them"),
        format!("{:.0} / {:.0}", each(without), each(with)),
    );
    table.goal(
        &format!("{name}: writing with the tables"),
        format!("{dearer:+.0} %"),
        "<= +15 %",
        dearer <= 15.0,
    );
    Ok(())
}

/// How long it takes to file reports and order them, and to fold them too.
async fn filed(town: &Town, first: u64, is_folding: bool) -> Result<Duration, Failed> {
    let watch = Stopwatch::start();
    let (stop, stopped) = oneshot::channel();
    let beside = tokio::spawn(beside(town.app.clone(), is_folding, stopped));
    town.receive_many(8, first, FILED).await?;
    drop(stop);
    beside.await??;
    town.app.order().await?;
    if is_folding {
        fold(&town.app).await?;
    }
    Ok(watch.read())
}

/// Orders and folds as the program does beside its doors.
async fn beside(app: App, is_folding: bool, mut stop: oneshot::Receiver<()>) -> Result<(), Failed> {
    let mut orders = tokio::time::interval(Duration::from_secs(1));
    let mut folds = tokio::time::interval(cohorts::PACE);
    loop {
        tokio::select! {
            _ = &mut stop => return Ok(()),
            _ = orders.tick() => app.order().await.map(drop)?,
            _ = folds.tick(), if is_folding => cohorts::round(&app, cohorts::FEW).await.map(drop)?,
        }
    }
}

async fn fold(app: &App) -> Result<(), Failed> {
    app.order().await?;
    while cohorts::round(app, 1).await? > 0 {}
    Ok(())
}
