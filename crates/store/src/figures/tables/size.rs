//! How large the tables are.

use super::cell::kind;
use crate::{Query, StoreError, Tx, params};

/// Asks how large the tables are.
#[derive(Clone, Copy, Debug)]
pub struct Sizes;

/// Rows of one table.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Size {
    /// Its name.
    pub table: &'static str,
    /// Whether by day of receipt, else by month.
    pub by_day: bool,
    /// How many rows.
    pub rows: i64,
    /// Bytes of their cells.
    pub bytes: i64,
}

impl Query for Sizes {
    type Output = Vec<Size>;

    async fn run(&self, tx: &mut Tx<'_>) -> Result<Self::Output, StoreError> {
        const LIVES: &str =
            "SELECT count(*), CAST(coalesce(sum(length(steps)), 0) AS BIGINT) FROM cohort_life";
        const SHEETS: &str =
            "SELECT count(*), CAST(coalesce(sum(length(cells)), 0) AS BIGINT) FROM cohort_sheet";
        const YEARS: &str =
            "SELECT count(*), CAST(coalesce(sum(length(cells)), 0) AS BIGINT) FROM cohort_year";
        let mut sizes = Vec::new();
        for table in ["cohort_slot", "cohort_month"] {
            for (by_day, kinds) in [(false, "kind < $1"), (true, "kind >= $1")] {
                let sql = format!(
                    "SELECT count(*), CAST(coalesce(sum(length(cells)), 0) AS BIGINT) FROM {table} WHERE {kinds}"
                );
                let found: Vec<(i64, i64)> = tx.rows_dyn(&sql, params![kind::OF_DAYS]).await?;
                sizes.extend(found.into_iter().map(|(rows, bytes)| Size {
                    table,
                    by_day,
                    rows,
                    bytes,
                }));
            }
        }
        let lives: Option<(i64, i64)> = tx.row(LIVES, &[]).await?;
        sizes.extend(lives.map(|(rows, bytes)| Size {
            table: "cohort_life",
            by_day: true,
            rows,
            bytes,
        }));
        let sheets: Option<(i64, i64)> = tx.row(SHEETS, &[]).await?;
        sizes.extend(sheets.map(|(rows, bytes)| Size {
            table: "cohort_sheet",
            by_day: true,
            rows,
            bytes,
        }));
        let years: Option<(i64, i64)> = tx.row(YEARS, &[]).await?;
        sizes.extend(years.map(|(rows, bytes)| Size {
            table: "cohort_year",
            by_day: false,
            rows,
            bytes,
        }));
        Ok(sizes)
    }
}
