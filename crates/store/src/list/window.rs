//! Released reports of one body in a window of time, for programs that copy them.

use jiff::Timestamp;
use lapor_domain::ids::{BodyId, CategoryId, ReportId};
use lapor_domain::words::StateCode;
use uuid::Uuid;

use super::sql::Sql;
use crate::record::moment;
use crate::{FromRow, Row, StoreError, Tx, Value};

/// Which released reports.
#[derive(Clone, Debug)]
pub struct Window {
    /// Held by this body.
    pub holder: BodyId,
    /// Received at or after.
    pub received_from: Option<Timestamp>,
    /// Received at or before.
    pub received_to: Option<Timestamp>,
    /// Changed at or after.
    pub updated_from: Option<Timestamp>,
    /// Changed at or before.
    pub updated_to: Option<Timestamp>,
    /// Of one of these categories; `None` for any.
    pub categories: Option<Vec<CategoryId>>,
    /// In one of these states; `None` for any.
    pub states: Option<&'static [StateCode]>,
    /// Most that are read.
    pub limit: u32,
    /// So many are passed over first.
    pub offset: u32,
}

/// A report of a window.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Released {
    /// Its id.
    pub id: ReportId,
    /// Sequence number of its last event.
    pub seq: u32,
    /// Arrival.
    pub received_at: Timestamp,
}

/// The reports of a window, the newest arrival first. Only released ones are in it, whatever is asked for.
///
/// # Errors
/// Where the database fails.
pub async fn released(tx: &mut Tx<'_>, window: &Window) -> Result<Vec<Released>, StoreError> {
    let mut sql = Sql::default();
    sql.push("SELECT r.id, r.seq, r.received_at");
    window.restrict(&mut sql);
    sql.push(" ORDER BY r.received_at DESC, r.id DESC LIMIT ")
        .bind(i64::from(window.limit))
        .push(" OFFSET ")
        .bind(i64::from(window.offset));
    tx.rows_dyn(&sql.text, &sql.params).await
}

impl FromRow for Released {
    fn from_row(row: Row<'_>) -> Result<Self, StoreError> {
        let seq: i64 = row.get(1)?;
        let seq = u32::try_from(seq).map_err(|_| StoreError::BadValue {
            column: 1,
            expected: "the number of an event",
        })?;
        Ok(Self {
            id: ReportId(row.get::<Uuid>(0)?),
            seq,
            received_at: moment(row.get(2)?),
        })
    }
}

/// How many reports a window has, its pages aside.
///
/// # Errors
/// Where the database fails.
pub async fn released_count(tx: &mut Tx<'_>, window: &Window) -> Result<u64, StoreError> {
    let mut sql = Sql::default();
    sql.push("SELECT count(*)");
    window.restrict(&mut sql);
    let counts = tx.rows_dyn::<i64>(&sql.text, &sql.params).await?;
    let count = counts.first().copied().unwrap_or_default();
    Ok(u64::try_from(count).unwrap_or_default())
}

impl Window {
    fn restrict(&self, sql: &mut Sql) {
        sql.push(" FROM report r WHERE r.is_public AND r.holder_id = ")
            .bind(self.holder.0);
        for (condition, bound) in [
            (" AND r.received_at >= ", self.received_from),
            (" AND r.received_at <= ", self.received_to),
            (" AND r.updated_at >= ", self.updated_from),
            (" AND r.updated_at <= ", self.updated_to),
        ] {
            if let Some(bound) = bound {
                sql.push(condition).bind(bound);
            }
        }
        if let Some(categories) = &self.categories {
            let ids: Vec<Value<'static>> = categories.iter().map(|id| Value::from(id.0)).collect();
            sql.push(" AND r.category_id IN ").bind_all(&ids);
        }
        if let Some(states) = self.states {
            let codes: Vec<Value<'static>> = states
                .iter()
                .map(|code| Value::from(code.as_str()))
                .collect();
            sql.push(" AND r.state IN ").bind_all(&codes);
        }
    }
}
