//! The inbox: what an office holds, by what is due or by what came last.

use std::collections::HashSet;

use jiff::{SignedDuration, Timestamp};
use lapor_domain::ids::UnitId;
use uuid::Uuid;

use super::filter::{InboxFilter, View};
use super::found::{Found, Looked};
use super::narrow::{bounds, last, narrow};
use super::plan::{Condition, Lead, Plan, Sort};
use super::public::received_between;
use super::{Line, MOST_VALUES, Page, line};
use crate::search::Search;
use crate::{StoreError, Tx, Value, params};

/// Reads one page of an inbox. `now` tells what is overdue, and where twelve months begin.
///
/// # Errors
/// Where the database fails.
pub async fn inbox(
    tx: &mut Tx<'_>,
    filter: &InboxFilter,
    now: Timestamp,
) -> Result<Page, StoreError> {
    inboxes(tx, std::slice::from_ref(filter), now).await
}

/// Reads one page of several inboxes as one: every report once, in one order. All are asked for the same view,
/// page and words.
///
/// # Errors
/// Where the database fails.
pub async fn inboxes(
    tx: &mut Tx<'_>,
    filters: &[InboxFilter],
    now: Timestamp,
) -> Result<Page, StoreError> {
    let limit = filters
        .first()
        .map_or(1, |filter| filter.limit.clamp(1, 200));
    let sort = filters.first().map_or(Sort::Newest, InboxFilter::sort);
    if filters.iter().any(|filter| filter.words.is_some()) {
        return found(tx, filters, limit, now).await;
    }
    let mut lines = Vec::new();
    let mut since = None;
    for filter in filters {
        let (plan, from) = plan(tx, filter, now).await?;
        let sql = plan.sql(tx.engine());
        let mut read = tx.rows_dyn::<Line>(&sql.text, &sql.params).await?;
        for line in &mut read {
            line.is_task = filter.is_task();
        }
        lines.extend(read);
        since = since.max(from);
    }
    if filters.len() > 1 {
        lines = merged(lines, |line| match sort {
            Sort::Due => (line.due(), line.id.0),
            Sort::Newest => (
                !line.received_at.as_microsecond(),
                Uuid::from_u128(!line.id.0.as_u128()),
            ),
        });
    }
    line::page(tx, lines, sort, limit, now, since).await
}

/// In order of their key, each report once.
fn merged<K: Ord>(mut lines: Vec<Line>, key: impl Fn(&Line) -> K) -> Vec<Line> {
    lines.sort_by_key(key);
    let mut seen = HashSet::new();
    lines.retain(|line| seen.insert(line.id));
    lines
}

/// Of several searches only what all of them have passed by now is told, newest first.
async fn found(
    tx: &mut Tx<'_>,
    filters: &[InboxFilter],
    limit: u32,
    now: Timestamp,
) -> Result<Page, StoreError> {
    let mut all = Looked::default();
    for filter in filters {
        let Some(words) = &filter.words else { continue };
        let found = Found {
            search: Search::Staff(filter.holder, words),
            conditions: found_conditions(filter, now),
            after: filter.after,
            limit,
        };
        let mut looked = found.look(tx).await?;
        for line in &mut looked.lines {
            line.is_task = filter.is_task();
        }
        all.lines.extend(looked.lines);
        all.down_to = all.down_to.max(looked.down_to);
    }
    if filters.len() > 1 {
        all.lines = merged(all.lines, |line| Uuid::from_u128(!line.id.0.as_u128()));
        let down_to = all.down_to;
        all.lines
            .retain(|line| down_to.is_none_or(|to| line.id.0 >= to));
    }
    all.page(tx, limit, now).await
}

/// What found reports must satisfy. Secret and supervisory ones are in no index; the row has the last word.
fn found_conditions(filter: &InboxFilter, now: Timestamp) -> Vec<Condition> {
    let lead = Lead::over("");
    let mut all = bounds(filter, &lead, now);
    all.extend(narrow(filter, &lead));
    all.push(Box::new(|sql| {
        sql.push("NOT r.rahasia AND NOT r.supervisory");
    }));
    if let Some(since) = filter.since {
        all.push(Box::new(move |sql| {
            sql.push("r.received_at >= ").bind(since);
        }));
    }
    all.extend(on_days(filter));
    all.extend(last(filter));
    all
}

/// Chooses the index that leads, and turns the rest into conditions.
pub(super) async fn plan(
    tx: &mut Tx<'_>,
    filter: &InboxFilter,
    now: Timestamp,
) -> Result<(Plan, Option<Timestamp>), StoreError> {
    let sort = filter.sort();
    let regions = match &filter.region {
        Some(region) if matches!(sort, Sort::Newest) => below(tx, region).await?,
        _ => Vec::new(),
    };
    let lead = lead(filter, sort, regions);
    let mut conditions = bounds(filter, &lead, now);
    let narrow = narrow(filter, &lead);
    let led_by_time = matches!(sort, Sort::Newest) && !narrow.is_empty();
    conditions.extend(narrow);
    let unbounded = led_by_time && filter.days.is_none();
    let since = filter
        .since
        .or_else(|| unbounded.then(|| twelve_months_before(now)));
    if let Some(since) = since {
        conditions.push(Box::new(move |sql| {
            sql.push("r.received_at >= ").bind(since);
        }));
    }
    conditions.extend(on_days(filter));
    conditions.extend(last(filter));
    let plan = Plan {
        lead,
        sort,
        conditions,
        after: filter.after,
        limit: filter.limit.clamp(1, 200),
    };
    Ok((plan, since))
}

fn on_days(filter: &InboxFilter) -> Vec<Condition> {
    let days = filter.days;
    days.map_or_else(Vec::new, |(from, to)| received_between(from, to))
}

/// Where a list begins whose filters no index leads.
pub(super) fn twelve_months_before(now: Timestamp) -> Timestamp {
    now.checked_sub(SignedDuration::from_hours(24 * 366))
        .unwrap_or(Timestamp::MIN)
}

/// The region and what is directly below it, where that is few: a village alone, a district with its villages.
async fn below(tx: &mut Tx<'_>, region: &str) -> Result<Vec<Value<'static>>, StoreError> {
    const SQL: &str =
        "SELECT code FROM region WHERE code > $1 AND code < $2 ORDER BY code LIMIT 64";
    let mut codes = vec![region.to_owned()];
    match region.matches('.').count() {
        3 => {}
        2 => {
            let villages = tx
                .rows::<String>(SQL, params![format!("{region}."), format!("{region}/")])
                .await?;
            if villages.is_empty() {
                return Ok(Vec::new());
            }
            codes.extend(villages);
        }
        _ => return Ok(Vec::new()),
    }
    Ok(codes.into_iter().map(Value::from).collect())
}

fn lead(filter: &InboxFilter, sort: Sort, regions: Vec<Value<'static>>) -> Lead {
    let leads = filter
        .leads
        .as_deref()
        .filter(|leads| leads.len() <= MOST_VALUES);
    let by_lead = |index, leads: &[UnitId]| Lead {
        index,
        column: Some("lead_id"),
        // No unit at all finds nothing: no lead is the nil id.
        values: if leads.is_empty() {
            vec![Value::from(Uuid::nil())]
        } else {
            leads.iter().map(|unit| Value::from(unit.0)).collect()
        },
    };
    let by = |index, column, values| Lead {
        index,
        column: Some(column),
        values,
    };
    // Few states are led to; all of them are an index over time.
    let by_state = |all, index| match filter.states() {
        states if states.is_empty() => Lead::over(all),
        states => {
            let states = states.iter().map(|state| Value::from(state.as_str()));
            by(index, "state", states.collect())
        }
    };
    if filter.past.is_some() {
        return Lead::over("report_barred_due");
    }
    if filter.supports.is_some() {
        return Lead::over(match sort {
            Sort::Due => "report_support_due",
            Sort::Newest => "report_support_received",
        });
    }
    if matches!(sort, Sort::Due) && filter.view == View::Told {
        return Lead::over("report_told");
    }
    if let Some(person) = filter.person {
        let index = match sort {
            Sort::Due => "report_person_due",
            Sort::Newest => "report_person",
        };
        return by(index, "person_id", vec![Value::from(person.0)]);
    }
    match (sort, leads) {
        (Sort::Due, Some(leads)) => return by_lead("report_lead_due", leads),
        // Among many filters the one that carries their columns reads the fewest rows.
        (Sort::Due, None) if filter.is_narrowed() => return Lead::over("report_due"),
        (Sort::Due, None) => return by_state("report_due", "report_state_due"),
        (Sort::Newest, Some(leads)) => return by_lead("report_lead", leads),
        (Sort::Newest, None) => {}
    }
    if !regions.is_empty() && regions.len() <= MOST_VALUES {
        return by("report_region", "region", regions);
    }
    if (1..=MOST_VALUES).contains(&filter.categories.len()) {
        let categories = filter.categories.iter();
        let categories = categories.map(|category| Value::from(category.0));
        return by("report_category", "category_id", categories.collect());
    }
    by_state("report_received", "report_state")
}
