//! All reports that a body holds, in the order in which they arrived: for exports that read them stretch by stretch.

use jiff::Timestamp;
use lapor_domain::ids::{BodyId, ReportId};
use uuid::Uuid;

use super::Cursor;
use crate::record::micros;
use crate::{FromRow, Row, StoreError, Tx, params};

/// Which ones.
#[derive(Clone, Copy, Debug)]
pub struct Held {
    /// The body that holds them now.
    pub holder: BodyId,
    /// From this moment.
    pub from: Timestamp,
    /// Up to, without, this one.
    pub to: Timestamp,
}

struct Arrived(ReportId, i64);

impl FromRow for Arrived {
    fn from_row(row: Row<'_>) -> Result<Self, StoreError> {
        Ok(Self(ReportId(row.get::<Uuid>(0)?), row.get(1)?))
    }
}

/// The next ones after a place, oldest first, and where the stretch after them begins; `None` at the end.
///
/// # Errors
/// Where the database fails.
pub async fn held(
    tx: &mut Tx<'_>,
    which: Held,
    after: Option<Cursor>,
    limit: u32,
) -> Result<(Vec<ReportId>, Option<Cursor>), StoreError> {
    const SQL: &str = "SELECT id, received_at FROM report
        WHERE holder_id = $1 AND received_at < $2 AND (received_at, id) > ($3, $4)
        ORDER BY received_at, id LIMIT $5";
    let (at, id) = after.map_or((micros(which.from) - 1, Uuid::max()), |after| {
        (after.at, after.id)
    });
    let found = tx
        .rows::<Arrived>(
            SQL,
            params![which.holder.0, micros(which.to), at, id, i64::from(limit)],
        )
        .await?;
    let is_full = found.len() >= usize::try_from(limit).unwrap_or(usize::MAX);
    let next = found.last().filter(|_| is_full).map(|last| Cursor {
        at: last.1,
        id: last.0.0,
    });
    Ok((found.into_iter().map(|arrived| arrived.0).collect(), next))
}

/// How many there are.
///
/// # Errors
/// Where the database fails.
pub async fn held_count(tx: &mut Tx<'_>, which: Held) -> Result<u64, StoreError> {
    const SQL: &str = "SELECT count(*) FROM report WHERE holder_id = $1 AND received_at >= $2 AND received_at < $3";
    let count = tx
        .row::<i64>(
            SQL,
            params![which.holder.0, micros(which.from), micros(which.to)],
        )
        .await?;
    Ok(count
        .and_then(|count| u64::try_from(count).ok())
        .unwrap_or_default())
}
