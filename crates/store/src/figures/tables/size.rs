//! How large the tables are.

use super::cell::kind;
use crate::{Query, StoreError, Tx};

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
        let of_months = format!(" WHERE kind < {}", kind::OF_DAYS);
        let of_days = format!(" WHERE kind >= {}", kind::OF_DAYS);
        let mut sizes = Vec::new();
        for (table, by_day, cells, rows) in [
            ("cohort_slot", false, "cells", of_months.as_str()),
            ("cohort_slot", true, "cells", &of_days),
            ("cohort_month", false, "cells", &of_months),
            ("cohort_month", true, "cells", &of_days),
            ("cohort_life", true, "steps", ""),
            ("cohort_sheet", true, "cells", ""),
            ("cohort_year", false, "cells", ""),
        ] {
            let sql = format!(
                "SELECT count(*), CAST(coalesce(sum(length({cells})), 0) AS BIGINT) FROM {table}{rows}"
            );
            let found: Vec<(i64, i64)> = tx.rows_dyn(&sql, &[]).await?;
            sizes.extend(found.into_iter().map(|(rows, bytes)| Size {
                table,
                by_day,
                rows,
                bytes,
            }));
        }
        Ok(sizes)
    }
}
