//! What writing costs while the cohort tables are kept.

use std::time::Duration;

use lapor_app::app::App;
use lapor_app::cohorts;
use tokio::sync::oneshot;

use crate::Failed;
use crate::table::Table;
use crate::town::{self, Town};

/// Reports filed each time.
const FILED: u64 = 3_000;

/// What a report costs while the tables are kept, of what it costs without: in turns, so that both see the same machine.
pub(crate) async fn price(table: &mut Table, url: &str, name: &str) -> Result<(), Failed> {
    let place = tempfile::tempdir_in(town::scratch())?;
    let town = Town::open(url, place.path(), lapor_store::OpenOptions::default()).await?;
    let (mut without, mut with, mut first) = (0.0, 0.0, 0);
    for _ in 0..4 {
        without += 1.0 / town.receive_many(8, first, FILED).await?;
        let (stop, stopped) = oneshot::channel();
        let folding = tokio::spawn(fold_on(town.app.clone(), stopped));
        with += 1.0 / town.receive_many(8, first + FILED, FILED).await?;
        drop(stop);
        folding.await??;
        first += 2 * FILED;
    }
    let dearer = (with / without - 1.0) * 100.0;
    table.goal(
        &format!("{name}: writing with the tables"),
        format!("{dearer:+.0} %"),
        "<= +15 %",
        dearer <= 15.0,
    );
    Ok(())
}

/// Orders and folds as the program does beside its doors, oftener.
async fn fold_on(app: App, mut stop: oneshot::Receiver<()>) -> Result<(), Failed> {
    let mut ticks = tokio::time::interval(Duration::from_secs(1));
    loop {
        tokio::select! {
            _ = &mut stop => return Ok(()),
            _ = ticks.tick() => {}
        }
        app.order().await?;
        cohorts::round(&app, cohorts::FEW).await?;
    }
}
