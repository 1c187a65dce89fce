//! Which reports stand in a count: the numbers of some of them, for lists that show each to who may see it.

use std::sync::Arc;

use lapor_domain::rules::Rules;
use lapor_domain::tracking::TrackingNo;

use crate::figures::sql::{AT_MOMENT, DAYS, parts_with};
use crate::figures::{Ask, AskError, Filter};
use crate::{Query, StoreError, Tx};

/// Asks for the numbers of reports of a period and filter, with [`Store::read`](crate::Store::read), the latest received
/// first. A number alone shows nothing; whoever shows it asks the visibility function first.
pub struct MembersQuery {
    rules: Arc<Rules>,
    ask: Ask,
    filter: Filter,
    limit: u16,
}

impl MembersQuery {
    /// A question that can be answered; at most `limit` numbers.
    ///
    /// # Errors
    /// [`AskError`], saying what to ask instead.
    pub fn new(rules: Arc<Rules>, ask: Ask, filter: Filter, limit: u16) -> Result<Self, AskError> {
        ask.check(&rules)?;
        filter.check(&rules)?;
        Ok(Self {
            rules,
            ask,
            filter,
            limit,
        })
    }
}

impl Query for MembersQuery {
    type Output = Vec<TrackingNo>;

    async fn run(&self, tx: &mut Tx<'_>) -> Result<Vec<TrackingNo>, StoreError> {
        let mut found: Vec<(i64, String)> = Vec::new();
        for part in parts_with(&self.rules, &self.ask, &self.filter) {
            let sql = format!(
                "{DAYS} SELECT s.received_day, (SELECT r.tracking_no FROM report r WHERE r.id = s.report_id)
                {AT_MOMENT}{}{} ORDER BY s.received_day DESC, s.report_id DESC LIMIT {}",
                part.narrowed(),
                part.of_leads(),
                self.limit
            );
            let mut add = |(day, number): (i64, Option<String>)| {
                found.extend(number.map(|number| (day, number)));
            };
            tx.each_dyn(&sql, &part.params_with_leads(), &mut add)
                .await?;
        }
        found.sort_by_key(|(day, _)| std::cmp::Reverse(*day));
        found.truncate(usize::from(self.limit));
        let numbers = found
            .iter()
            .map(|(_, number)| TrackingNo::parse(number).ok());
        Ok(numbers.flatten().collect())
    }
}
