//! Who opened what: every look that needs a reason is an event of the report's access stream.

use jiff::Timestamp;
use lapor_domain::ids::{BodyId, OfficerId, ReportId};
use lapor_domain::report::event::ActorRef;
use lapor_domain::tracking::TrackingNo;
use lapor_domain::words::Role;
use serde::{Deserialize, Serialize};
use uuid::Uuid;

use super::{RecordError, events::stream, micros, moment};
use crate::list::Cursor;
use crate::{FromRow, Row, StoreError, Tx, params};

/// A look that was logged.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Opening {
    /// What was opened: `original`, `attachments`, `name`, `contact`.
    pub what: String,
    /// Why.
    pub reason: String,
}

/// A look as logged.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Logged {
    /// Who.
    pub officer: Option<OfficerId>,
    /// In which role.
    pub role: Role,
    /// When.
    pub at: Timestamp,
    /// What and why.
    pub opening: Opening,
}

/// Logs a look, in the transaction that gives it.
///
/// # Errors
/// [`RecordError`].
pub async fn log(
    tx: &mut Tx<'_>,
    home: BodyId,
    report: ReportId,
    opening: &Opening,
    actor: ActorRef,
    now: Timestamp,
) -> Result<(), RecordError> {
    const SEQ: &str = "SELECT coalesce(max(seq), 0) FROM event
        WHERE body_id = $1 AND stream_kind = 'access' AND stream_id = $2";
    const SQL: &str = "INSERT INTO event (body_id, stream_kind, stream_id, seq, occurred_at, recorded_at, actor_role,
        actor_officer, actor_unit, kind, version, payload) VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12)";
    let seq = tx
        .row::<i64>(SEQ, params![home.0, report.0])
        .await?
        .unwrap_or(0)
        + 1;
    let at = micros(now);
    tx.exec(
        SQL,
        params![
            home.0,
            stream::ACCESS,
            report.0,
            seq,
            at,
            at,
            actor.role.as_str(),
            actor.officer.map(|id| id.0),
            actor.unit.map(|id| id.0),
            "opened",
            1_i64,
            serde_json::to_string(opening)?
        ],
    )
    .await?;
    Ok(())
}

/// The access log of a report, newest first, at most 200.
///
/// # Errors
/// [`RecordError`].
pub async fn of_report(
    tx: &mut Tx<'_>,
    home: BodyId,
    report: ReportId,
) -> Result<Vec<Logged>, RecordError> {
    const SQL: &str = "SELECT actor_officer, actor_role, occurred_at, payload FROM event
        WHERE body_id = $1 AND stream_kind = 'access' AND stream_id = $2 ORDER BY seq DESC LIMIT 200";
    tx.rows::<AccessRow>(SQL, params![home.0, report.0])
        .await?
        .into_iter()
        .map(AccessRow::logged)
        .collect()
}

/// A look, among all of a body's.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Look {
    /// Who, when, what and why.
    pub logged: Logged,
    /// Number of the report, where everybody may know it.
    pub public: Option<TrackingNo>,
    /// Where a page that ends here goes on.
    pub cursor: Cursor,
}

/// Looks into the reports of a body, newest first: one page of them, after `after`. It holds no word of a report.
///
/// # Errors
/// [`RecordError`].
pub async fn of_body(
    tx: &mut Tx<'_>,
    body: BodyId,
    after: Option<Cursor>,
    limit: u32,
) -> Result<Vec<Look>, RecordError> {
    const SQL: &str = "SELECT e.actor_officer, e.actor_role, e.occurred_at, e.payload, e.stream_id, r.tracking_no, r.is_public
        FROM event e JOIN report r ON r.id = e.stream_id
        WHERE e.body_id = $1 AND e.stream_kind = 'access'
            AND (e.occurred_at < $2 OR (e.occurred_at = $2 AND e.stream_id < $3))
        ORDER BY e.occurred_at DESC, e.stream_id DESC, e.seq DESC LIMIT $4";
    let (at, id) = after.map_or((i64::MAX, Uuid::max()), |cursor| (cursor.at, cursor.id));
    tx.rows::<LookRow>(SQL, params![body.0, at, id, limit])
        .await?
        .into_iter()
        .map(|row| {
            let number = TrackingNo::parse(&row.tracking).ok();
            Ok(Look {
                cursor: Cursor {
                    at: row.access.at,
                    id: row.stream,
                },
                logged: row.access.logged()?,
                public: number.filter(|_| row.is_public),
            })
        })
        .collect()
}

struct LookRow {
    access: AccessRow,
    stream: Uuid,
    tracking: String,
    is_public: bool,
}

impl FromRow for LookRow {
    fn from_row(row: Row<'_>) -> Result<Self, StoreError> {
        Ok(Self {
            access: AccessRow::from_row(row)?,
            stream: row.get(4)?,
            tracking: row.get(5)?,
            is_public: row.get(6)?,
        })
    }
}

struct AccessRow {
    officer: Option<Uuid>,
    role: String,
    at: i64,
    payload: String,
}

impl AccessRow {
    fn logged(self) -> Result<Logged, RecordError> {
        Ok(Logged {
            officer: self.officer.map(OfficerId),
            role: self.role.parse()?,
            at: moment(self.at),
            opening: serde_json::from_str(&self.payload)?,
        })
    }
}

impl FromRow for AccessRow {
    fn from_row(row: Row<'_>) -> Result<Self, StoreError> {
        Ok(Self {
            officer: row.get(0)?,
            role: row.get(1)?,
            at: row.get(2)?,
            payload: row.get(3)?,
        })
    }
}
