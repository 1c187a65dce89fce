//! A rule tried against the past: what it would have proposed beside the other rules of the body, and what was decided.
//! Changes nothing.

use std::collections::HashMap;

use jiff::civil::Date;
use lapor_domain::ids::{BodyId, CategoryId, UnitId};
use lapor_domain::routing::{Facts, RouteRule, best_rule};
use lapor_store::record::project::{date, day_number};
use lapor_store::routing::{self, Disposed};
use lapor_store::{Query, StoreError, Tx};

use crate::app::App;
use crate::error::AppError;

/// What a rule would have done.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Tried {
    /// Disposed reports of the period.
    pub reports: u64,
    /// It would have decided so many of them.
    pub fits: u64,
    /// It speaks of so many more, of which another rule would have decided.
    pub other_rule: u64,
    /// And of so many from days on which its unit was not in force.
    pub no_unit: u64,
    /// They did go to its unit.
    pub same: u64,
    /// They went elsewhere.
    pub other: u64,
    /// Where, the commonest first.
    pub elsewhere: Vec<(UnitId, u64)>,
}

/// Tries a rule on reports received between two local days, both included.
///
/// # Errors
/// Where the database fails.
pub async fn try_rule(
    app: &App,
    rule: &RouteRule,
    from: Date,
    to: Date,
) -> Result<Tried, AppError> {
    let body = rule.body;
    let period = (day_number(from), day_number(to));
    let rows = app.store().read(Ask { body, period }).await?;
    let rules = app.rules();
    let mut tried = Tried::default();
    let mut elsewhere: HashMap<UnitId, u64> = HashMap::new();
    for row in rows {
        tried.reports += row.count;
        let facts = Facts {
            region: row.region.as_deref(),
            category: row.category.map(CategoryId),
            report_type: row.report_type.parse().ok(),
        };
        let day = date(row.day).unwrap_or(to);
        if !rule.fits(facts, &rules.directory) || !rule.is_valid_on(day) {
            continue;
        }
        let unit = rules.directory.units.get(&rule.unit);
        if !unit.is_some_and(|unit| unit.is_valid_on(day)) {
            tried.no_unit += row.count;
            continue;
        }
        let rival = best_rule(&rules.directory, body, facts, day);
        if rival.is_some_and(|rival| rival.id != rule.id && !rule.goes_before(rival)) {
            tried.other_rule += row.count;
            continue;
        }
        tried.fits += row.count;
        let lead = UnitId(row.lead);
        if lead == rule.unit {
            tried.same += row.count;
        } else {
            tried.other += row.count;
            *elsewhere.entry(lead).or_default() += row.count;
        }
    }
    tried.elsewhere = elsewhere.into_iter().collect();
    tried
        .elsewhere
        .sort_by_key(|(unit, count)| (std::cmp::Reverse(*count), *unit));
    Ok(tried)
}

struct Ask {
    body: BodyId,
    period: (i64, i64),
}

impl Query for Ask {
    type Output = Vec<Disposed>;

    async fn run(&self, tx: &mut Tx<'_>) -> Result<Vec<Disposed>, StoreError> {
        routing::disposed(tx, self.body, self.period).await
    }
}
