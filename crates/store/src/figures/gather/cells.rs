//! Reports by category, region and day: what surges are found in.

use std::collections::BTreeMap;
use std::sync::Arc;

use jiff::civil::Date;
use lapor_domain::ids::CategoryId;
use lapor_domain::rules::Rules;
use uuid::Uuid;

use crate::figures::sql::{AT_MOMENT, DAYS, parts};
use crate::figures::{Ask, AskError};
use crate::record::project::date;
use crate::{Query, StoreError, Tx};

/// Category, region as exactly as it is known, day of receipt.
pub type Cell = (CategoryId, String, Date);

/// Asks how many reports were received in a period, by category, region and day, with
/// [`Store::read`](crate::Store::read). Those without category or region are in no cell; merged ones count: each is
/// somebody who reported.
pub struct CellsQuery {
    rules: Arc<Rules>,
    ask: Ask,
}

impl CellsQuery {
    /// A question that can be answered.
    ///
    /// # Errors
    /// [`AskError`], saying what to ask instead.
    pub fn new(rules: Arc<Rules>, ask: Ask) -> Result<Self, AskError> {
        ask.check(&rules)?;
        Ok(Self { rules, ask })
    }
}

impl Query for CellsQuery {
    type Output = BTreeMap<Cell, u64>;

    async fn run(&self, tx: &mut Tx<'_>) -> Result<BTreeMap<Cell, u64>, StoreError> {
        let (n, grouped) = tx.engine().counting(3);
        let mut cells = BTreeMap::new();
        for part in parts(&self.rules, &self.ask) {
            let sql = format!(
                "{DAYS} SELECT s.category_id, s.region, s.received_day, {n} {AT_MOMENT} AND s.category_id IS NOT NULL
                AND s.region IS NOT NULL{}{}{grouped}",
                part.narrowed(),
                part.of_leads()
            );
            let count = |(category, region, day, n): (Uuid, String, i64, u64)| {
                if let Some(day) = date(day) {
                    *cells
                        .entry((CategoryId(category), region, day))
                        .or_default() += n;
                }
            };
            tx.each_dyn(&sql, &part.params_with_leads(), count).await?;
        }
        Ok(cells)
    }
}
