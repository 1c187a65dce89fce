//! The event log: appended to, never changed.

use jiff::Timestamp;
use lapor_domain::ids::{BodyId, OfficerId, ReportId, UnitId};
use lapor_domain::report::Report;
use lapor_domain::report::event::{ActorRef, Recorded, What};
use lapor_domain::report::upcast;
use lapor_domain::words::Role;
use uuid::Uuid;

use super::{RecordError, micros, moment};
use crate::{FromRow, Row, StoreError, Tx, Value, params};

/// Kinds of stream.
pub mod stream {
    /// Reports.
    pub const REPORT: &str = "report";
    /// Who opened what of a report.
    pub const ACCESS: &str = "access";
}

/// Inserts one event. The key (body, kind, stream, seq) is the guard against two writers.
pub(super) async fn insert(
    tx: &mut Tx<'_>,
    report: &Report,
    recorded: &Recorded,
) -> Result<(), RecordError> {
    const SQL: &str =
        "INSERT INTO event (body_id, stream_kind, stream_id, seq, occurred_at, recorded_at,
        actor_role, actor_officer, actor_unit, kind, version, payload)
        VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12)";
    tx.exec(SQL, &values(report.home, report.id, recorded)?)
        .await?;
    Ok(())
}

/// The row of an event, without its place.
pub(crate) fn values(
    home: BodyId,
    id: ReportId,
    recorded: &Recorded,
) -> Result<Vec<Value<'static>>, RecordError> {
    let payload = upcast::write(&recorded.event)?;
    Ok(vec![
        Value::from(home.0),
        Value::from(stream::REPORT),
        Value::from(id.0),
        Value::from(i64::from(recorded.seq)),
        Value::from(micros(recorded.occurred_at)),
        Value::from(micros(recorded.recorded_at)),
        Value::from(recorded.actor.role.as_str()),
        Value::from(recorded.actor.officer.map(|id| id.0)),
        Value::from(recorded.actor.unit.map(|id| id.0)),
        Value::from(kind(&recorded.event.what)),
        Value::from(i64::from(upcast::VERSION)),
        Value::from(payload),
    ])
}

/// All events of a report, in order; empty where there is none.
///
/// # Errors
/// [`RecordError`].
pub async fn of_report(tx: &mut Tx<'_>, id: ReportId) -> Result<Vec<Recorded>, RecordError> {
    const SQL: &str = "SELECT e.seq, e.occurred_at, e.recorded_at, e.actor_role, e.actor_officer, e.actor_unit,
        e.version, e.payload
        FROM report r JOIN event e ON e.body_id = r.body_id AND e.stream_kind = 'report' AND e.stream_id = r.id
        WHERE r.id = $1 ORDER BY e.seq";
    tx.rows::<EventRow>(SQL, params![id.0])
        .await?
        .into_iter()
        .map(Recorded::try_from)
        .collect()
}

/// All events of several reports, each report's together and in order.
///
/// # Errors
/// [`RecordError`].
pub async fn of_reports(
    tx: &mut Tx<'_>,
    ids: &[ReportId],
) -> Result<Vec<(ReportId, Recorded)>, RecordError> {
    if ids.is_empty() {
        return Ok(Vec::new());
    }
    let (places, values) = super::listed(ids);
    // Sorted here: there, every payload would be copied into a sorter and out of it.
    let sql = format!(
        "SELECT e.seq, e.occurred_at, e.recorded_at, e.actor_role, e.actor_officer, e.actor_unit, e.version, e.payload,
        e.stream_id
        FROM report r JOIN event e ON e.body_id = r.body_id AND e.stream_kind = 'report' AND e.stream_id = r.id
        WHERE r.id IN ({places})"
    );
    let mut found = tx.rows_dyn::<OfReport>(&sql, &values).await?;
    found.sort_unstable_by_key(|OfReport(id, row)| (*id, row.seq));
    found
        .into_iter()
        .map(|OfReport(id, row)| Ok((id, row.try_into()?)))
        .collect()
}

struct OfReport(ReportId, EventRow);

impl FromRow for OfReport {
    fn from_row(row: Row<'_>) -> Result<Self, StoreError> {
        Ok(Self(ReportId(row.get(8)?), EventRow::from_row(row)?))
    }
}

/// Reports that an officer recorded for others since a moment, newest first.
///
/// # Errors
/// Where the database fails.
pub async fn received_by(
    tx: &mut Tx<'_>,
    officer: OfficerId,
    since: Timestamp,
    limit: i64,
) -> Result<Vec<ReportId>, StoreError> {
    const SQL: &str = "SELECT stream_id FROM event WHERE actor_officer = $1 AND recorded_at >= $2
        AND stream_kind = 'report' AND seq = 1 AND kind = 'received' ORDER BY recorded_at DESC, stream_id LIMIT $3";
    let ids = tx
        .rows::<Uuid>(SQL, params![officer.0, micros(since), limit])
        .await?;
    Ok(ids.into_iter().map(ReportId).collect())
}

/// All events of a stream of the log itself, without asking a read model (for rebuilding).
///
/// # Errors
/// [`RecordError`].
pub async fn of_stream(
    tx: &mut Tx<'_>,
    body: Uuid,
    id: ReportId,
) -> Result<Vec<Recorded>, RecordError> {
    const SQL: &str = "SELECT seq, occurred_at, recorded_at, actor_role, actor_officer, actor_unit, version, payload
        FROM event WHERE body_id = $1 AND stream_kind = 'report' AND stream_id = $2 ORDER BY seq";
    tx.rows::<EventRow>(SQL, params![body, id.0])
        .await?
        .into_iter()
        .map(Recorded::try_from)
        .collect()
}

/// A stream: body, kind, id. Streams are walked in this order.
pub(crate) type StreamKey = (Uuid, String, Uuid);

/// The key before every stream.
pub(crate) fn first_stream() -> StreamKey {
    (Uuid::nil(), String::new(), Uuid::nil())
}

/// The streams after one, without the access logs, from which no read model is made.
///
/// # Errors
/// Where the database fails.
pub(crate) async fn streams_after(
    tx: &mut Tx<'_>,
    after: &StreamKey,
    limit: u32,
) -> Result<Vec<StreamKey>, StoreError> {
    const SQL: &str = "SELECT body_id, stream_kind, stream_id FROM event
        WHERE (body_id, stream_kind, stream_id) > ($1, $2, $3) AND seq = 1 AND stream_kind <> 'access'
        ORDER BY body_id, stream_kind, stream_id LIMIT $4";
    let (body, kind, id) = after;
    tx.rows(SQL, params![*body, kind.as_str(), *id, limit])
        .await
}

/// All events of the streams after one up to another, stream by stream.
///
/// # Errors
/// Where the database fails.
pub(crate) async fn between(
    tx: &mut Tx<'_>,
    after: &StreamKey,
    last: &StreamKey,
) -> Result<Vec<Streamed>, StoreError> {
    const SQL: &str = "SELECT seq, occurred_at, recorded_at, actor_role, actor_officer, actor_unit, version, payload,
        body_id, stream_kind, stream_id FROM event
        WHERE (body_id, stream_kind, stream_id) > ($1, $2, $3) AND (body_id, stream_kind, stream_id) <= ($4, $5, $6)
        AND stream_kind <> 'access' ORDER BY body_id, stream_kind, stream_id, seq";
    tx.rows(
        SQL,
        params![
            after.0,
            after.1.as_str(),
            after.2,
            last.0,
            last.1.as_str(),
            last.2
        ],
    )
    .await
}

/// An event of any stream, not yet read.
pub(crate) struct Streamed {
    pub(crate) stream: StreamKey,
    row: EventRow,
}

impl Streamed {
    pub(crate) fn seq(&self) -> i64 {
        self.row.seq
    }

    pub(crate) fn payload(&self) -> &str {
        &self.row.payload
    }

    /// As an event of a report.
    pub(crate) fn recorded(self) -> Result<Recorded, RecordError> {
        self.row.try_into()
    }
}

impl FromRow for Streamed {
    fn from_row(row: Row<'_>) -> Result<Self, StoreError> {
        Ok(Self {
            stream: (row.get(8)?, row.get(9)?, row.get(10)?),
            row: EventRow::from_row(row)?,
        })
    }
}

/// The event's kind, as its payload says it.
pub fn kind(what: &What) -> &'static str {
    macro_rules! names {
        ($($pattern:pat => $name:literal),+ $(,)?) => { match what { $($pattern => $name),+ } };
    }
    names! {
        What::Received(_) => "received", What::Imported { .. } => "imported", What::Observed(_) => "observed",
        What::Forwarded { .. } => "forwarded", What::ReturnedToDesk { .. } => "returned_to_desk",
        What::Verified { .. } => "verified", What::Held { .. } => "held", What::Replied { .. } => "replied",
        What::Resumed { .. } => "resumed", What::Archived { .. } => "archived",
        What::TransferredOut { .. } => "transferred_out", What::TransferredWithin { .. } => "transferred_within",
        What::Merged { .. } => "merged", What::FollowerAdded { .. } => "follower_added",
        What::FollowerRemoved { .. } => "follower_removed", What::Accepted => "accepted",
        What::Refused { .. } => "refused", What::Redirected { .. } => "redirected",
        What::SubDisposed { .. } => "sub_disposed", What::SupportAdded { .. } => "support_added",
        What::SupportEnded { .. } => "support_ended", What::SupportNoted { .. } => "support_noted",
        What::Answered { .. } => "answered", What::Asked { .. } => "asked", What::Extended { .. } => "extended",
        What::Reclassified { .. } => "reclassified", What::ClosureProposed { .. } => "closure_proposed",
        What::CheckReturned { .. } => "check_returned", What::CheckApproved => "check_approved",
        What::TakenBack { .. } => "taken_back", What::Closed { .. } => "closed", What::Disputed { .. } => "disputed",
        What::AssignedAnew { .. } => "assigned_anew", What::Upheld { .. } => "upheld", What::Rated { .. } => "rated",
        What::Reopened { .. } => "reopened", What::Objected { .. } => "objected", What::Restored { .. } => "restored",
        What::ObjectionRejected { .. } => "objection_rejected", What::Acknowledged { .. } => "acknowledged",
        What::SharedConfirmed => "shared_confirmed", What::SharedDisputed { .. } => "shared_disputed",
        What::SharedDisputeHeard => "shared_dispute_heard",
        What::FollowerDisputed { .. } => "follower_disputed", What::KeptApart { .. } => "kept_apart",
        What::HandedBack { .. } => "handed_back", What::Unmerged { .. } => "unmerged",
        What::WithdrawnHandlingGoesOn { .. } => "withdrawn_handling_goes_on", What::FlagsSet { .. } => "flags_set",
        What::Noted { .. } => "noted", What::FileAdded { .. } => "file_added", What::Released { .. } => "released",
        What::ReleaseAsked => "release_asked",
        What::Unreleased { .. } => "unreleased", What::TextEdited { .. } => "text_edited",
        What::PrioritySet { .. } => "priority_set", What::ViewGranted { .. } => "view_granted",
        What::ReferredToPpid { .. } => "referred_to_ppid", What::PpidTaken => "ppid_taken",
        What::PpidExtended { .. } => "ppid_extended",
        What::ExtensionRequested { .. } => "extension_requested", What::Excluded { .. } => "excluded", What::Erased { .. } => "erased", What::Breached { .. } => "breached", What::Escalated { .. } => "escalated",
        What::Reminded { .. } => "reminded", What::CalendarMoved { .. } => "calendar_moved",
    }
}

struct EventRow {
    seq: i64,
    occurred_at: i64,
    recorded_at: i64,
    role: String,
    officer: Option<Uuid>,
    unit: Option<Uuid>,
    version: i64,
    payload: String,
}

impl FromRow for EventRow {
    fn from_row(row: Row<'_>) -> Result<Self, StoreError> {
        Ok(Self {
            seq: row.get(0)?,
            occurred_at: row.get(1)?,
            recorded_at: row.get(2)?,
            role: row.get(3)?,
            officer: row.get(4)?,
            unit: row.get(5)?,
            version: row.get(6)?,
            payload: row.get(7)?,
        })
    }
}

impl TryFrom<EventRow> for Recorded {
    type Error = RecordError;

    fn try_from(row: EventRow) -> Result<Self, RecordError> {
        Ok(Self {
            seq: u32::try_from(row.seq).unwrap_or(u32::MAX),
            occurred_at: moment(row.occurred_at),
            recorded_at: moment(row.recorded_at),
            actor: ActorRef {
                role: row.role.parse::<Role>()?,
                officer: row.officer.map(OfficerId),
                unit: row.unit.map(UnitId),
            },
            event: upcast::read(u16::try_from(row.version).unwrap_or(u16::MAX), &row.payload)?,
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_kind_is_the_payloads_kind() {
        let what = What::CheckApproved;
        let json = serde_json::to_value(&what).unwrap_or_default();
        assert_eq!(json["kind"], kind(&what));
    }
}
