//! Which reports a cohort is made of: for documents that list them beside the figures.

use std::sync::Arc;

use lapor_domain::ids::ReportId;
use lapor_domain::rules::Rules;
use uuid::Uuid;

use super::sql::{AT_MOMENT, DAYS, parts};
use super::{Ask, AskError};
use crate::{Query, StoreError, Tx, Value};

/// Asks for the reports of a population with [`Store::read`](crate::Store::read), by day of receipt. Of a unit's only
/// those that stand for themselves.
pub struct PopulationQuery {
    rules: Arc<Rules>,
    ask: Ask,
    public_only: bool,
    limit: u32,
}

impl PopulationQuery {
    /// A question that can be answered. `public_only` leaves out what was not public at the moment; no more than
    /// `limit` are named.
    ///
    /// # Errors
    /// [`AskError`], saying what to ask instead.
    pub fn new(
        rules: Arc<Rules>,
        ask: Ask,
        public_only: bool,
        limit: u32,
    ) -> Result<Self, AskError> {
        ask.check(&rules)?;
        Ok(Self {
            rules,
            ask,
            public_only,
            limit,
        })
    }
}

impl Query for PopulationQuery {
    type Output = Vec<ReportId>;

    async fn run(&self, tx: &mut Tx<'_>) -> Result<Vec<ReportId>, StoreError> {
        let mut found = Vec::new();
        for part in parts(&self.rules, &self.ask) {
            let left = i64::from(self.limit) - found.len() as i64;
            if left <= 0 {
                break;
            }
            let mut params = part.params_with_leads();
            params.push(Value::from(left));
            let sql = format!(
                "{DAYS} SELECT s.report_id {AT_MOMENT}{}{}{} ORDER BY s.received_day, s.report_id LIMIT ${}",
                if self.public_only {
                    " AND s.is_public AND s.merge_root IS NULL"
                } else {
                    ""
                },
                part.narrowed(),
                part.of_leads(),
                params.len()
            );
            let rows = tx.rows_dyn::<Uuid>(&sql, &params).await?;
            found.extend(rows.into_iter().map(ReportId));
        }
        Ok(found)
    }
}
