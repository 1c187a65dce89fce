//! Throwing rows away that nobody reads any more, some at a time: SQLite keeps in memory what a change overwrites until it ends,
//! and tables are as large as gigabytes.

use crate::{Change, StoreError, Tx, params};

/// Bytes of rows that are thrown away by one change, about.
const AT_ONCE: i64 = if cfg!(test) { 4_000 } else { 16_000_000 };

/// Rows that are looked at for them.
const ROWS: u32 = 4_096;

/// Each table, by what its rows are found, and the bytes of a row.
const TABLES: [(&str, &str, &str); 8] = [
    (
        "cohort_slot",
        "kind, holder_id, slot, month",
        "length(cells)",
    ),
    (
        "cohort_month",
        "kind, holder_id, month, period",
        "length(cells)",
    ),
    ("cohort_life", "holder_id, day, report_id", "length(steps)"),
    ("cohort_sheet", "holder_id, day, part", "length(cells)"),
    ("cohort_apart", "holder_id, day, report_id", "32"),
    ("cohort_sheeted", "holder_id", "32"),
    (
        "cohort_year",
        "kind, holder_id, year, part",
        "length(cells)",
    ),
    ("cohort_summed", "year", "32"),
];

/// Throws some rows of tables away that are at no place and are not being filled; tells whether there were any.
pub(crate) struct Clear;

impl Change for Clear {
    type Output = bool;
    type Error = StoreError;
    const NAME: &'static str = "clear_cohorts";

    async fn apply(&self, tx: &mut Tx<'_>) -> Result<bool, StoreError> {
        // The row is held: nobody begins to fill them meanwhile.
        const NOWHERE: &str = "UPDATE cohort_fold SET generation = generation WHERE id = 1 AND position = 0 AND filling_to = 0";
        if tx.exec(NOWHERE, &[]).await? == 0 {
            return Ok(false);
        }
        for (table, key, bytes) in TABLES {
            let sql = format!(
                "DELETE FROM {table} WHERE ({key}) IN (SELECT {key} FROM (
                    SELECT {key}, size, CAST(SUM(size) OVER (ORDER BY {key}) AS BIGINT) AS until FROM (
                        SELECT {key}, {bytes} AS size FROM {table} ORDER BY {key} LIMIT {ROWS}) AS next) AS added
                WHERE until - size < $1)"
            );
            if tx.exec_dyn(&sql, params![AT_ONCE]).await? > 0 {
                return Ok(true);
            }
        }
        Ok(false)
    }
}
