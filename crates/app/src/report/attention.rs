//! What needs attention now in a leader's scope.

use jiff::Timestamp;
use lapor_domain::ids::{BodyId, OfficerId, UnitId};
use lapor_store::figures::{Scope, Sight};
use lapor_store::list::{self, Attention};
use lapor_store::{Query, StoreError, Tx};

use crate::app::App;
use crate::error::AppError;

/// Working days within which a date is near.
const NEAR: u32 = 2;

/// Counts by lead unit, most overdue first; of the units of `scope` alone where it is one. Reports that nobody leads yet
/// belong to the body.
///
/// # Errors
/// Where the database fails.
pub async fn read(
    app: &App,
    scope: Scope,
    sight: Sight,
    officer: OfficerId,
) -> Result<Vec<Attention>, AppError> {
    let rules = app.rules();
    let (body, units) = match scope {
        Scope::Body(body) => (body, None),
        Scope::Unit(unit) => {
            let found = rules.directory.units.get(&unit);
            let body = found.ok_or(AppError::NotFound)?.body;
            (body, Some(rules.directory.subtree(unit)))
        }
        Scope::Installation => return Err(AppError::NotPermitted),
    };
    let now = app.now();
    let calendar = rules.calendar(body);
    let today = rules.zone(body).local_date(now);
    let mut last = today;
    for _ in 0..NEAR {
        last = calendar.next_working_after(last);
    }
    let soon = rules
        .zone(body)
        .start_of_day(last.tomorrow().unwrap_or(last));
    let query = Waiting {
        body,
        supervisory: sight.supervisory,
        officer,
        now,
        soon,
    };
    let mut found = app.store().read(query).await?;
    found.retain(|of| {
        let led = |units: &Vec<UnitId>| of.lead.is_some_and(|lead| units.contains(&lead));
        units.as_ref().is_none_or(led)
    });
    found.sort_by_key(|of| std::cmp::Reverse((of.overdue, of.soon, of.open, of.lead)));
    Ok(found)
}

struct Waiting {
    body: BodyId,
    supervisory: bool,
    officer: OfficerId,
    now: Timestamp,
    soon: Timestamp,
}

impl Query for Waiting {
    type Output = Vec<Attention>;

    async fn run(&self, tx: &mut Tx<'_>) -> Result<Vec<Attention>, StoreError> {
        let Self {
            body,
            supervisory,
            officer,
            now,
            soon,
        } = *self;
        list::attention(tx, body, supervisory, officer, now, soon).await
    }
}
