//! The public list: what officers released, newest first.

use jiff::civil::Date;
use jiff::tz::TimeZone;
use jiff::{SignedDuration, Timestamp};
use lapor_domain::ids::{BodyId, CategoryId, UnitId};
use lapor_domain::words::Figure;

use super::found::Found;
use super::inbox::twelve_months_before;
use super::narrow::{of_categories, within};
use super::plan::{Condition, Lead, Plan, Sort};
use super::sql::Sql;
use super::{Cursor, Line, PAGE, Page, line};
use crate::record::project::day_number;
use crate::search::{Search, Stems};
use crate::{StoreError, Tx, Value};

/// What the public list is asked for.
#[derive(Clone, Debug)]
pub struct PublicFilter {
    /// Held by one body; `None` for the whole installation.
    pub holder: Option<BodyId>,
    /// Of one of these categories; of any where none is named.
    pub categories: Vec<CategoryId>,
    /// In one region or what is below it.
    pub region: Option<String>,
    /// Led by one of these units.
    pub units: Vec<UnitId>,
    /// Counting in one figure.
    pub figure: Option<Figure>,
    /// Received in one year, by the local day of its body.
    pub year: Option<i16>,
    /// Received on these local days, both included; goes before the year.
    pub days: Option<(Date, Date)>,
    /// With all of these words.
    pub words: Option<Stems>,
    /// The page after.
    pub after: Option<Cursor>,
    /// Lines of the page, at most 200.
    pub limit: u32,
}

impl Default for PublicFilter {
    fn default() -> Self {
        Self {
            holder: None,
            categories: Vec::new(),
            region: None,
            units: Vec::new(),
            figure: None,
            year: None,
            days: None,
            words: None,
            after: None,
            limit: PAGE,
        }
    }
}

/// Reads one page of the public list. Only released reports are in it, whatever is asked for.
///
/// # Errors
/// Where the database fails.
pub async fn public_list(
    tx: &mut Tx<'_>,
    filter: &PublicFilter,
    now: Timestamp,
) -> Result<Page, StoreError> {
    if let Some(words) = &filter.words {
        let search = Search::Public(filter.holder, words);
        let found = Found {
            search,
            conditions: found_conditions(filter),
            after: filter.after,
            limit: filter.limit,
        };
        return found.page(tx, now).await;
    }
    let (plan, since) = plan(filter, now);
    let sql = plan.sql(tx.engine());
    let lines = tx.rows_dyn::<Line>(&sql.text, &sql.params).await?;
    line::page(tx, lines, plan.sort, plan.limit, now, since).await
}

pub(super) fn plan(filter: &PublicFilter, now: Timestamp) -> (Plan, Option<Timestamp>) {
    let lead = |index, column, values| Lead {
        index,
        column,
        values,
    };
    let lead = match filter.holder {
        Some(holder) => lead(
            "report_public",
            Some("holder_id"),
            vec![Value::from(holder.0)],
        ),
        None => lead("report_public_all", None, Vec::new()),
    };
    let mut conditions: Vec<Condition> = vec![Box::new(|sql| {
        sql.push("r.is_public");
    })];
    let mut since = None;
    if let Some((from, to)) = filter.span() {
        conditions.extend(received_between(from, to));
    } else if filter.is_narrow() {
        let from = twelve_months_before(now);
        since = Some(from);
        conditions.push(Box::new(move |sql| {
            sql.push("r.received_at >= ").bind(from);
        }));
    }
    conditions.extend(narrow(filter));
    let plan = Plan {
        lead,
        sort: Sort::Newest,
        conditions,
        after: filter.after,
        limit: filter.limit.clamp(1, 200),
    };
    (plan, since)
}

impl PublicFilter {
    /// The local days of receipt that are asked for.
    pub(super) fn span(&self) -> Option<(Date, Date)> {
        self.days.or_else(|| self.year.and_then(days_of))
    }

    /// Something is asked for that may be rare, and no year.
    pub(super) fn is_narrow(&self) -> bool {
        let some = !self.categories.is_empty() || self.region.is_some() || self.figure.is_some();
        some || !self.units.is_empty()
    }
}

pub(super) fn narrow(filter: &PublicFilter) -> Vec<Condition> {
    let mut all: Vec<Condition> = Vec::new();
    all.extend(of_categories(&filter.categories));
    if let Some(region) = filter.region.clone() {
        all.push(within(region));
    }
    if let Some(figure) = filter.figure {
        all.push(Box::new(move |sql| {
            sql.push("r.figure = ").bind(figure.as_str());
        }));
    }
    if !filter.units.is_empty() {
        let units: Vec<_> = filter
            .units
            .iter()
            .map(|unit| Value::from(unit.0))
            .collect();
        all.push(Box::new(move |sql| {
            sql.push("r.lead_id IN ").bind_all(&units);
        }));
    }
    all
}

fn days_of(year: i16) -> Option<(Date, Date)> {
    Some((Date::new(year, 1, 1).ok()?, Date::new(year, 12, 31).ok()?))
}

/// Received in a year.
pub(super) fn received_in(year: i16) -> Vec<Condition> {
    days_of(year).map_or_else(Vec::new, |(from, to)| received_between(from, to))
}

/// The local day decides; the instants around it lead the index.
pub(super) fn received_between(from: Date, to: Date) -> Vec<Condition> {
    let (first, last) = (day_number(from), day_number(to));
    let instant = |day: Date, margin| {
        let at = TimeZone::UTC.to_timestamp(day.at(0, 0, 0, 0)).ok()?;
        at.checked_add(margin).ok()
    };
    let day = SignedDuration::from_hours(24);
    let from = instant(from, -day).unwrap_or(Timestamp::MIN);
    let to = instant(to, day * 2).unwrap_or(Timestamp::MAX);
    vec![
        Box::new(move |sql: &mut Sql| {
            sql.push("r.received_at >= ").bind(from);
            sql.push(" AND r.received_at < ").bind(to);
        }),
        Box::new(move |sql: &mut Sql| {
            sql.push("r.received_day BETWEEN ").bind(first);
            sql.push(" AND ").bind(last);
        }),
    ]
}

/// The search may be behind by a second: the row decides what is public.
fn found_conditions(filter: &PublicFilter) -> Vec<Condition> {
    let mut all: Vec<Condition> = vec![Box::new(|sql| {
        sql.push("r.is_public");
    })];
    if let Some(holder) = filter.holder {
        all.push(Box::new(move |sql| {
            sql.push("r.holder_id = ").bind(holder.0);
        }));
    }
    let days = filter.span();
    all.extend(
        days.map(|(from, to)| received_between(from, to))
            .into_iter()
            .flatten(),
    );
    all.extend(narrow(filter));
    all
}

/// Arrival of the first and of the last released report, of one body or of all: two short looks into an index.
///
/// # Errors
/// Where the database fails.
pub async fn public_span(
    tx: &mut Tx<'_>,
    holder: Option<BodyId>,
) -> Result<Option<(Timestamp, Timestamp)>, StoreError> {
    let mut ends = Vec::new();
    for order in ["ASC", "DESC"] {
        let mut sql = Sql::default();
        sql.push("SELECT received_at FROM report WHERE is_public");
        if let Some(holder) = holder {
            sql.push(" AND holder_id = ").bind(holder.0);
        }
        sql.push(" ORDER BY received_at ")
            .push(order)
            .push(" LIMIT 1");
        ends.extend(tx.rows_dyn::<Timestamp>(&sql.text, &sql.params).await?);
    }
    Ok(ends.first().copied().zip(ends.last().copied()))
}
