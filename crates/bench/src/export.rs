//! (g) every report of five years as one table, written by the program itself: how fast, and in how much memory.

use std::path::Path;
use std::process::{Command, Stdio};
use std::time::Duration;

use lapor_app::clock::{Clock as _, SystemClock};
use lapor_domain::zone::Zone;

use crate::Failed;
use crate::seed::{self, Saying};
use crate::server::{binary, memory_of};
use crate::table::Table;
use crate::timer::Stopwatch;

/// The most memory, in MB, whatever the number of rows.
const MOST: f64 = 300.0;

/// Fills a record that is kept, and has its list written in each form.
pub(crate) async fn run(table: &mut Table, reports: u64) -> Result<(), Failed> {
    let url = seed::sqlite_url("words")?;
    let seeded = seed::run(table, &url, reports, Saying::Words).await?;
    seeded.app.store().clone().close().await;
    drop(seeded);
    for form in ["csv", "xlsx"] {
        let place = tempfile::tempdir_in(seed::place())?;
        let file = place.path().join(format!("laporan.{form}"));
        write(table, &url, form, &file)?;
    }
    Ok(())
}

fn write(table: &mut Table, url: &str, form: &str, file: &Path) -> Result<(), Failed> {
    let today = Zone::Wib.local_date(SystemClock.now()).to_string();
    let watch = Stopwatch::start();
    let mut child = Command::new(binary()?)
        .args(["--database-url", url, "--key-file"])
        .arg(seed::key_file())
        .arg("--files")
        .arg(seed::files())
        .args(["report", "list", "--body", "palangkaraya"])
        .args(["--from", "1990-01-01", "--to", &today, "--output"])
        .arg(file)
        .stdout(Stdio::piped())
        .spawn()?;
    let mut most: f64 = 0.0;
    while child.try_wait()?.is_none() {
        // It may be gone by now.
        most = memory_of(child.id()).unwrap_or(most).max(most);
        std::thread::sleep(Duration::from_millis(20));
    }
    let said = child.wait_with_output()?;
    if !said.status.success() {
        return Err("the list was not written".into());
    }
    let said = String::from_utf8(said.stdout)?;
    let rows = said.split_whitespace().find_map(|word| word.parse().ok());
    let rows: usize = rows.ok_or("it did not say how many")?;
    table.note(
        &format!("{form}: rows, rows/s, MB"),
        format!(
            "{rows}, {:.0}, {:.0}",
            watch.rate(rows),
            std::fs::metadata(file)?.len() as f64 / 1e6
        ),
    );
    table.goal(
        &format!("{form}: most memory, MB"),
        format!("{most:.0}"),
        "<= 300",
        most <= MOST,
    );
    Ok(())
}
