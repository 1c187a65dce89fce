//! Released reports by the local day on which they arrived, between two days.

use jiff::civil::Date;
use jiff::tz::TimeZone;
use jiff::{SignedDuration, Timestamp};
use lapor_domain::ids::{BodyId, ReportId};
use uuid::Uuid;

use super::sql::Sql;
use super::{Cursor, YearPage};
use crate::{FromRow, Row, StoreError, Tx};

struct Arrived(ReportId, Timestamp);

impl FromRow for Arrived {
    fn from_row(row: Row<'_>) -> Result<Self, StoreError> {
        Ok(Self(ReportId(row.get::<Uuid>(0)?), row.get(1)?))
    }
}

/// The released reports that a body holds and that arrived from one local day to another, both included, stretch by
/// stretch, the oldest first: an order that nothing later changes.
///
/// # Errors
/// Where the database fails.
pub async fn span_of_public(
    tx: &mut Tx<'_>,
    holder: BodyId,
    days: (Date, Date),
    after: Option<Cursor>,
    limit: u32,
) -> Result<YearPage, StoreError> {
    // The local day decides; the instants around it lead the index.
    let instant = |day: Date, margin| {
        let at = TimeZone::UTC.to_timestamp(day.at(0, 0, 0, 0)).ok()?;
        at.checked_add(margin).ok()
    };
    let (from, to) = days;
    let earliest = instant(from, -SignedDuration::from_hours(24)).unwrap_or(Timestamp::MIN);
    let latest = instant(to, SignedDuration::from_hours(48)).unwrap_or(Timestamp::MAX);
    let mut sql = Sql::default();
    let index = tx.engine().indexed_by("report_public");
    sql.push("SELECT r.id, r.received_at FROM report r")
        .push(&index)
        .push(" WHERE r.is_public AND r.holder_id = ")
        .bind(holder.0);
    sql.push(" AND r.received_at >= ").bind(earliest);
    sql.push(" AND r.received_at < ").bind(latest);
    sql.push(" AND r.received_day BETWEEN ").bind(number(from));
    sql.push(" AND ").bind(number(to));
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

/// Whether anything that everybody sees changed after a moment, of the reports that a body holds and that arrived from one local
/// day to another.
///
/// # Errors
/// Where the database fails.
pub async fn has_changed(
    tx: &mut Tx<'_>,
    holder: BodyId,
    days: (Date, Date),
    since: Timestamp,
) -> Result<bool, StoreError> {
    const SQL: &str = "SELECT public_at FROM report WHERE public_at IS NOT NULL AND holder_id = $1 AND public_at > $2
        AND received_day BETWEEN $3 AND $4 LIMIT 1";
    any(tx, SQL, holder, days, since).await
}

/// Whether one of them ceased to be public, or left the body, whose withdrawal another then sees.
///
/// # Errors
/// Where the database fails.
pub async fn was_withdrawn(
    tx: &mut Tx<'_>,
    holder: BodyId,
    days: (Date, Date),
    since: Timestamp,
) -> Result<bool, StoreError> {
    const SQL: &str = "SELECT public_at FROM report WHERE public_at IS NOT NULL AND NOT is_public AND holder_id = $1
        AND public_at > $2 AND received_day BETWEEN $3 AND $4 LIMIT 1";
    const LEFT: &str =
        "SELECT from_us FROM state_interval WHERE has_left AND is_public AND holder_id = $1
        AND from_us > $2 AND received_day BETWEEN $3 AND $4 LIMIT 1";
    let was_withdrawn = any(tx, SQL, holder, days, since).await?;
    Ok(was_withdrawn || any(tx, LEFT, holder, days, since).await?)
}

/// When a public report last left a body.
///
/// # Errors
/// Where the database fails.
pub async fn last_left(tx: &mut Tx<'_>, holder: BodyId) -> Result<Option<Timestamp>, StoreError> {
    const SQL: &str =
        "SELECT from_us FROM state_interval WHERE has_left AND is_public AND holder_id = $1
        ORDER BY from_us DESC LIMIT 1";
    tx.row(SQL, crate::params![holder.0]).await
}

async fn any(
    tx: &mut Tx<'_>,
    sql: &'static str,
    holder: BodyId,
    (from, to): (Date, Date),
    since: Timestamp,
) -> Result<bool, StoreError> {
    let values = crate::params![holder.0, since, number(from), number(to)];
    let found: Option<Timestamp> = tx.row(sql, values).await?;
    Ok(found.is_some())
}

/// A day as rows hold it: 20250801.
fn number(day: Date) -> i64 {
    i64::from(day.year()) * 10_000 + i64::from(day.month()) * 100 + i64::from(day.day())
}
