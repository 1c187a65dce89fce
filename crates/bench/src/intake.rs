//! (a) group commit, (b) the price of the record.

use std::path::Path;
use std::time::Duration;

use lapor_store::OpenOptions;

use crate::table::Table;
use crate::timer::{Stopwatch, percentile};
use crate::town::Town;
use crate::{Failed, bare};

/// Reports of each measurement.
const REPORTS: u64 = 20_000;

/// Runs all intake measurements.
pub(crate) async fn run(table: &mut Table) -> Result<(), Failed> {
    let place = tempfile::tempdir_in(crate::town::scratch())?;
    fsync(table, place.path())?;
    group_commit(table, place.path()).await?;
    slow_commit(table, place.path()).await?;
    price(table, place.path()).await
}

/// How long one fsync of a small append takes: says what the disk is.
fn fsync(table: &mut Table, place: &Path) -> Result<(), Failed> {
    use std::io::Write as _;
    let mut file = std::fs::File::create(place.join("fsync"))?;
    let mut times = Vec::new();
    for _ in 0..200 {
        file.write_all(&[0; 4096])?;
        let watch = Stopwatch::start();
        file.sync_data()?;
        times.push(watch.read());
    }
    table.note(
        "one fsync, median",
        format!("{:.2} ms", millis(percentile(&mut times, 50))),
    );
    Ok(())
}

/// (a) With 64 callers at least 8 reports share a COMMIT, counted.
async fn group_commit(table: &mut Table, place: &Path) -> Result<(), Failed> {
    let town = sqlite(place, "a", OpenOptions::default()).await?;
    let before = town.app.store().stats();
    town.receive_many(64, 0, REPORTS).await?;
    let after = town.app.store().stats();
    let shared =
        (after.changes - before.changes) as f64 / (after.commits - before.commits).max(1) as f64;
    table.goal(
        "reports per COMMIT, 64 callers",
        format!("{shared:.1}"),
        ">= 8",
        shared >= 8.0,
    );
    Ok(())
}

/// (a) With COMMIT slowed to 5 ms, 64 callers get at least ten times what one gets.
async fn slow_commit(table: &mut Table, place: &Path) -> Result<(), Failed> {
    let slow = OpenOptions {
        commit_delay: Some(Duration::from_millis(5)),
        ..OpenOptions::default()
    };
    let town = sqlite(place, "slow", slow).await?;
    let one = town.receive_many(1, 0, 300).await?;
    let many = town.receive_many(64, 1_000_000, 6_400).await?;
    let ratio = many / one;
    table.note("reports/s, COMMIT of 5 ms, 1 caller", format!("{one:.0}"));
    table.note(
        "reports/s, COMMIT of 5 ms, 64 callers",
        format!("{many:.0}"),
    );
    table.goal(
        "64 callers ÷ 1 caller, COMMIT of 5 ms",
        format!("{ratio:.1}"),
        ">= 10",
        ratio >= 10.0,
    );
    Ok(())
}

/// (b) The use case with 64 callers against the bare loop, in one run.
async fn price(table: &mut Table, place: &Path) -> Result<(), Failed> {
    let town = sqlite(place, "price", OpenOptions::default()).await?;
    let rate = town.receive_many(64, 0, REPORTS).await?;
    // The bare loop writes the very rows that the use case has just written.
    drop(sqlite(place, "bare", OpenOptions::default()).await?);
    let (from, to) = (place.join("price.db"), place.join("bare.db"));
    let bare = tokio::task::spawn_blocking(move || bare::copy(&from, &to)).await??;
    let ratio = rate / bare;
    table.goal(
        "reports/s, ReceiveReport, 64 callers",
        format!("{rate:.0}"),
        ">= 1500",
        rate >= 1_500.0,
    );
    table.note(
        "reports/s, bare loop, 64 a transaction",
        format!("{bare:.0}"),
    );
    table.goal(
        "ReceiveReport ÷ bare loop",
        percent(ratio),
        ">= 25 %",
        ratio >= 0.25,
    );
    Ok(())
}

/// On PostgreSQL 16 callers get at least 1.3 times what one gets.
pub(crate) async fn postgres(table: &mut Table, url: &str) -> Result<(), Failed> {
    let files = tempfile::tempdir()?;
    let town = Town::open(url, files.path(), OpenOptions::default()).await?;
    let one = town.receive_many(1, 0, 1_000).await?;
    let many = town.receive_many(16, 1_000_000, 6_000).await?;
    let ratio = many / one;
    table.note("reports/s, PostgreSQL, 1 caller", format!("{one:.0}"));
    table.note("reports/s, PostgreSQL, 16 callers", format!("{many:.0}"));
    table.goal(
        "16 callers ÷ 1 caller, PostgreSQL",
        format!("{ratio:.2}"),
        ">= 1.3",
        ratio >= 1.3,
    );
    Ok(())
}

async fn sqlite(place: &Path, name: &str, options: OpenOptions) -> Result<Town, Failed> {
    let url = format!("sqlite:{}", place.join(format!("{name}.db")).display());
    Town::open(&url, &place.join(name), options).await
}

pub(crate) fn millis(time: Duration) -> f64 {
    time.as_secs_f64() * 1000.0
}

pub(crate) fn percent(ratio: f64) -> String {
    format!("{:.0} %", ratio * 100.0)
}
