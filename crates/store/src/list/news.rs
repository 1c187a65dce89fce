//! Released reports by when everybody last saw something new of them: for feeds, followers and copies.

use jiff::Timestamp;
use lapor_domain::ids::{BodyId, ReportId};
use uuid::Uuid;

use super::inbox::twelve_months_before;
use super::public::{narrow, received_in};
use super::sql::Sql;
use super::{Cursor, PublicFilter};
use crate::{FromRow, Row, StoreError, Tx, params};

/// Which news.
#[derive(Clone, Debug, Default)]
pub struct News {
    /// Of which reports. Words are not looked for: the public list does that. `after` is a place in this order.
    pub filter: PublicFilter,
    /// Only what is new after this moment.
    pub since: Option<Timestamp>,
    /// Only what was new up to this moment.
    pub until: Option<Timestamp>,
}

/// A released report and when there was news of it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct NewsItem {
    /// The report.
    pub id: ReportId,
    /// When what everybody sees of it last changed.
    pub at: Timestamp,
}

/// One page of news.
#[derive(Clone, Debug, Default)]
pub struct NewsPage {
    /// The latest news first.
    pub items: Vec<NewsItem>,
    /// Where the next page begins.
    pub next: Option<Cursor>,
}

impl FromRow for NewsItem {
    fn from_row(row: Row<'_>) -> Result<Self, StoreError> {
        Ok(Self {
            id: ReportId(row.get::<Uuid>(0)?),
            at: row.get(1)?,
        })
    }
}

/// Reads one page of news; at most 1,000 reports. Only released ones are in it, whatever is asked for.
///
/// # Errors
/// Where the database fails.
pub async fn news(tx: &mut Tx<'_>, news: &News, now: Timestamp) -> Result<NewsPage, StoreError> {
    let filter = &news.filter;
    let limit = filter.limit.clamp(1, 1000);
    let index = match filter.holder {
        Some(_) => "report_news",
        None => "report_news_all",
    };
    let mut sql = Sql::default();
    let indexed = tx.engine().indexed_by(index);
    sql.push("SELECT r.id, r.public_at FROM report r")
        .push(&indexed)
        .push(" WHERE r.is_public AND r.public_at IS NOT NULL");
    if let Some(holder) = filter.holder {
        sql.push(" AND r.holder_id = ").bind(holder.0);
    }
    // As in the public list: a rare filter looks at a year of news unless a year is named.
    let since = news.since.or_else(|| {
        let unbounded = filter.is_narrow() && filter.year.is_none();
        unbounded.then(|| twelve_months_before(now))
    });
    if let Some(since) = since {
        sql.push(" AND r.public_at > ").bind(since);
    }
    if let Some(until) = news.until {
        sql.push(" AND r.public_at <= ").bind(until);
    }
    let year = filter.year.map(received_in).into_iter().flatten();
    for condition in narrow(filter).into_iter().chain(year) {
        sql.push(" AND ");
        condition(&mut sql);
    }
    if let Some(after) = filter.after {
        sql.push(" AND (r.public_at, r.id) < (").bind(after.at);
        sql.push(", ").bind(after.id).push(")");
    }
    sql.push(" ORDER BY r.public_at DESC, r.id DESC LIMIT ")
        .bind(i64::from(limit) + 1);
    let mut items = tx.rows_dyn::<NewsItem>(&sql.text, &sql.params).await?;
    let limit = usize::try_from(limit).unwrap_or(usize::MAX);
    let more = items.len() > limit;
    items.truncate(limit);
    let next = items.last().filter(|_| more).map(|last| Cursor {
        at: last.at.as_microsecond(),
        id: last.id.0,
    });
    Ok(NewsPage { items, next })
}

/// When anything that everybody sees of a body's reports last changed, the withdrawal of one too.
///
/// # Errors
/// Where the database fails.
pub async fn last_news(
    tx: &mut Tx<'_>,
    holder: Option<BodyId>,
) -> Result<Option<Timestamp>, StoreError> {
    let mut sql = Sql::default();
    sql.push("SELECT public_at FROM report WHERE public_at IS NOT NULL");
    if let Some(holder) = holder {
        sql.push(" AND holder_id = ").bind(holder.0);
    }
    sql.push(" ORDER BY public_at DESC LIMIT 1");
    let found = tx.rows_dyn::<Timestamp>(&sql.text, &sql.params).await?;
    Ok(found.into_iter().next())
}

/// One stretch of a year's released reports.
#[derive(Clone, Debug, Default)]
pub struct YearPage {
    /// In the order in which they came in.
    pub reports: Vec<ReportId>,
    /// Where the next stretch begins.
    pub next: Option<Cursor>,
}

/// The released reports of a year of arrival, stretch by stretch, the oldest first: an order that nothing later changes.
///
/// # Errors
/// Where the database fails.
pub async fn year_of_public(
    tx: &mut Tx<'_>,
    holder: BodyId,
    year: i16,
    after: Option<Cursor>,
    limit: u32,
) -> Result<YearPage, StoreError> {
    struct Arrived(ReportId, Timestamp);
    impl FromRow for Arrived {
        fn from_row(row: Row<'_>) -> Result<Self, StoreError> {
            Ok(Self(ReportId(row.get::<Uuid>(0)?), row.get(1)?))
        }
    }
    let mut sql = Sql::default();
    let index = tx.engine().indexed_by("report_public");
    sql.push("SELECT r.id, r.received_at FROM report r")
        .push(&index)
        .push(" WHERE r.is_public AND r.holder_id = ")
        .bind(holder.0);
    for condition in received_in(year) {
        sql.push(" AND ");
        condition(&mut sql);
    }
    if let Some(after) = after {
        sql.push(" AND (r.received_at, r.id) > (").bind(after.at);
        sql.push(", ").bind(after.id).push(")");
    }
    sql.push(" ORDER BY r.received_at, r.id LIMIT ")
        .bind(i64::from(limit));
    let found = tx.rows_dyn::<Arrived>(&sql.text, &sql.params).await?;
    let is_full = found.len() >= usize::try_from(limit).unwrap_or(usize::MAX);
    let next = found.last().filter(|_| is_full).map(|last| Cursor {
        at: last.1.as_microsecond(),
        id: last.0.0,
    });
    let reports = found.into_iter().map(|arrived| arrived.0).collect();
    Ok(YearPage { reports, next })
}

/// Years of arrival of a body's released reports with how many each has, the latest first.
///
/// # Errors
/// Where the database fails.
pub async fn years(tx: &mut Tx<'_>, holder: BodyId) -> Result<Vec<(i64, i64)>, StoreError> {
    const SQL: &str = "SELECT received_day / 10000 AS year, count(*) FROM report
        WHERE is_public AND holder_id = $1 GROUP BY received_day / 10000 ORDER BY year DESC";
    tx.rows(SQL, params![holder.0]).await
}
