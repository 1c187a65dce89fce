//! What routing learns from, what it learnt, and how well it does.

use jiff::Timestamp;
use lapor_domain::ids::{BodyId, CategoryId, ReportId, UnitId};
use lapor_domain::report::event::{Event, What};
use lapor_domain::report::upcast;
use lapor_domain::routing::Proposed;
use lapor_domain::words::ReportType;
use uuid::Uuid;

use crate::record::{RecordError, micros};
use crate::{FromRow, Row, StoreError, Tx, params};

/// A decision that teaches something, at its place in the order of events.
#[derive(Clone, Debug)]
pub struct Decision {
    /// Its place.
    pub position: i64,
    /// On which report.
    pub report: ReportId,
    /// What was decided.
    pub event: Event,
    /// Where it takes the report from its lead: that unit, unless it had refused the report itself.
    pub taken_from: Option<UnitId>,
}

/// Decisions after a place in the order, oldest first; the program's own teach it nothing.
///
/// # Errors
/// [`RecordError`].
pub async fn decisions(
    tx: &mut Tx<'_>,
    after: i64,
    limit: u32,
) -> Result<Vec<Decision>, RecordError> {
    const SQL: &str = "SELECT position, stream_id, version, payload, body_id, seq FROM event
        WHERE position > $1 AND position <= $2 AND stream_kind = 'report'
        AND kind IN ('verified', 'redirected', 'refused', 'assigned_anew', 'reclassified', 'transferred_out',
            'transferred_within', 'returned_to_desk') AND actor_role <> 'system'
        ORDER BY position LIMIT $3";
    let last = last_position(tx).await?;
    let rows = tx
        .rows::<DecisionRow>(SQL, params![after, last, i64::from(limit)])
        .await?;
    let mut decisions = Vec::with_capacity(rows.len());
    for row in rows {
        let event = read(row.version, &row.payload)?;
        let takes = matches!(
            event.what,
            What::Redirected { .. }
                | What::TransferredOut { .. }
                | What::TransferredWithin { .. }
                | What::ReturnedToDesk { .. }
        );
        let taken_from = if takes {
            lead_before(tx, &row).await?
        } else {
            None
        };
        decisions.push(Decision {
            position: row.position,
            report: ReportId(row.report),
            event,
            taken_from,
        });
    }
    Ok(decisions)
}

/// Who had the report just before, unless they refused it.
async fn lead_before(tx: &mut Tx<'_>, row: &DecisionRow) -> Result<Option<UnitId>, RecordError> {
    const SQL: &str = "SELECT version, payload FROM event
        WHERE body_id = $1 AND stream_kind = 'report' AND stream_id = $2 AND seq < $3
        AND kind IN ('verified', 'redirected', 'refused', 'assigned_anew', 'returned_to_desk', 'transferred_within')
        ORDER BY seq DESC LIMIT 1";
    let before = tx
        .row::<(i64, String)>(SQL, params![row.body, row.report, row.seq])
        .await?;
    let Some((version, payload)) = before else {
        return Ok(None);
    };
    Ok(match read(version, &payload)?.what {
        What::Verified { lead, .. }
        | What::Redirected { lead, .. }
        | What::AssignedAnew { lead, .. } => Some(lead),
        _ => None,
    })
}

fn read(version: i64, payload: &str) -> Result<Event, RecordError> {
    Ok(upcast::read(u16::try_from(version).unwrap_or(0), payload)?)
}

/// The last place given.
///
/// # Errors
/// Where the database fails.
pub async fn last_position(tx: &mut Tx<'_>) -> Result<i64, StoreError> {
    let last = tx
        .row::<i64>("SELECT position FROM sequencer WHERE id = 1", params![])
        .await?;
    Ok(last.unwrap_or(0))
}

struct DecisionRow {
    position: i64,
    report: Uuid,
    version: i64,
    payload: String,
    body: Uuid,
    seq: i64,
}

impl FromRow for DecisionRow {
    fn from_row(row: Row<'_>) -> Result<Self, StoreError> {
        Ok(Self {
            position: row.get(0)?,
            report: row.get(1)?,
            version: row.get(2)?,
            payload: row.get(3)?,
            body: row.get(4)?,
            seq: row.get(5)?,
        })
    }
}

/// A body's model as stored.
#[derive(Clone, Debug)]
pub struct StoredModel {
    /// Whose.
    pub body: BodyId,
    /// It learnt every decision up to this place.
    pub learnt_to: i64,
    /// Its bytes.
    pub model: Vec<u8>,
}

/// Which writing of a body's model is stored: no two writings have the same number.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Written(i64);

/// Which writings are stored, body by body; the models themselves are not read.
///
/// # Errors
/// Where the database fails.
pub async fn written(tx: &mut Tx<'_>) -> Result<Vec<(BodyId, Written)>, StoreError> {
    const SQL: &str = "SELECT body_id, saved_at FROM routing_model ORDER BY body_id";
    let rows = tx.rows::<(Uuid, i64)>(SQL, params![]).await?;
    let named = |(body, at)| (BodyId(body), Written(at));
    Ok(rows.into_iter().map(named).collect())
}

/// A body's model, and which writing of it this is.
///
/// # Errors
/// Where the database fails.
pub async fn model(
    tx: &mut Tx<'_>,
    body: BodyId,
) -> Result<Option<(StoredModel, Written)>, StoreError> {
    const SQL: &str = "SELECT learnt_to, model, saved_at FROM routing_model WHERE body_id = $1";
    let row = tx.row::<(i64, Vec<u8>, i64)>(SQL, params![body.0]).await?;
    Ok(row.map(|(learnt_to, model, saved_at)| {
        let stored = StoredModel {
            body,
            learnt_to,
            model,
        };
        (stored, Written(saved_at))
    }))
}

/// What a model may be written over.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Over {
    /// Whatever is there.
    Anything,
    /// Only the writing it was learnt on from; `None`: only where there is none.
    Only(Option<Written>),
}

/// Keeps a body's model. `None` where another process had written what it must not be written over.
///
/// # Errors
/// Where the database fails.
pub async fn put_model(
    tx: &mut Tx<'_>,
    stored: &StoredModel,
    over: Over,
    now: Timestamp,
) -> Result<Option<Written>, StoreError> {
    const THERE: &str = "SELECT saved_at FROM routing_model WHERE body_id = $1";
    const SQL: &str = "INSERT INTO routing_model (body_id, learnt_to, saved_at, model)
        VALUES ($1, $2, $3, $4)
        ON CONFLICT (body_id) DO UPDATE SET learnt_to = excluded.learnt_to, saved_at = excluded.saved_at,
        model = excluded.model WHERE routing_model.saved_at = $5";
    let there = tx.row::<i64>(THERE, params![stored.body.0]).await?;
    if let Over::Only(wanted) = over
        && there.map(Written) != wanted
    {
        return Ok(None);
    }
    let last = there.unwrap_or(i64::MIN);
    // Two writings in the same microsecond are two.
    let at = micros(now).max(last.saturating_add(1));
    let written = tx
        .exec(
            SQL,
            params![stored.body.0, stored.learnt_to, at, &stored.model, last],
        )
        .await?;
    Ok((written > 0).then_some(Written(at)))
}

/// How proposals fared in one month and category.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Fared {
    /// Year and month: 202603.
    pub month: i64,
    /// The category that was decided.
    pub category: Uuid,
    /// Verified with the program asked.
    pub asked: u64,
    /// Nothing was proposed.
    pub abstained: u64,
    /// The proposed unit was taken.
    pub accepted: u64,
    /// The proposed category was taken.
    pub category_accepted: u64,
    /// Given to another unit later, although the proposal had been taken.
    pub moved_later: u64,
}

/// How proposals of a body fared, by month and category, between two local days, both included. Supervisory reports
/// are nobody's figure.
///
/// # Errors
/// Where the database fails.
pub async fn fared(
    tx: &mut Tx<'_>,
    body: BodyId,
    (from, to): (i64, i64),
) -> Result<Vec<Fared>, StoreError> {
    const SQL: &str = "SELECT o.occurred_day / 100, o.category_id, count(*),
        sum(CASE WHEN o.source = 'nobody' THEN 1 ELSE 0 END),
        sum(CASE WHEN o.source <> 'nobody' AND o.proposed_lead = o.lead_id THEN 1 ELSE 0 END),
        sum(CASE WHEN o.proposed_category = o.category_id THEN 1 ELSE 0 END),
        sum(CASE WHEN o.source <> 'nobody' AND o.proposed_lead = o.lead_id AND EXISTS (SELECT 1 FROM milestone m
            WHERE m.report_id = o.report_id AND m.seq > o.seq AND m.kind = 'redirected') THEN 1 ELSE 0 END)
        FROM routing_outcome o JOIN report r ON r.id = o.report_id AND r.supervisory = $4
        WHERE o.holder_id = $1 AND o.occurred_day >= $2 AND o.occurred_day <= $3
        GROUP BY o.occurred_day / 100, o.category_id ORDER BY o.occurred_day / 100, o.category_id";
    tx.rows(SQL, params![body.0, from, to, false]).await
}

impl FromRow for Fared {
    fn from_row(row: Row<'_>) -> Result<Self, StoreError> {
        let count = |at| -> Result<u64, StoreError> { Ok(row.get::<i64>(at)?.cast_unsigned()) };
        Ok(Self {
            month: row.get(0)?,
            category: row.get(1)?,
            asked: count(2)?,
            abstained: count(3)?,
            accepted: count(4)?,
            category_accepted: count(5)?,
            moved_later: count(6)?,
        })
    }
}

/// A verification with what had been proposed for it.
#[derive(Clone, Debug)]
pub struct Judged {
    /// What had been proposed.
    pub proposed: Proposed,
    /// Unit, category, type, and supervisory or not, as the officer decided them.
    pub decided: (UnitId, CategoryId, ReportType, bool),
    /// Refused, given to another unit or classified otherwise later.
    pub changed_later: bool,
}

impl Judged {
    /// Whether everything proposed was taken, and stayed.
    pub fn was_kept(&self) -> bool {
        let proposed = &self.proposed;
        let (lead, category, report_type, supervisory) = self.decided;
        !self.changed_later
            && proposed.lead == Some(lead)
            && proposed.category == Some(category)
            && proposed.report_type == Some(report_type)
            && proposed.supervisory == Some(supervisory)
    }
}

/// The latest verifications for which a unit was proposed at this confidence or above.
///
/// # Errors
/// [`RecordError`].
pub async fn judged(
    tx: &mut Tx<'_>,
    body: BodyId,
    unit: UnitId,
    min_confidence: i64,
    most: i64,
) -> Result<Vec<Judged>, RecordError> {
    const SQL: &str = "SELECT e.version, e.payload, CASE WHEN EXISTS (SELECT 1 FROM event l
            WHERE l.body_id = r.body_id AND l.stream_kind = 'report' AND l.stream_id = r.id AND l.seq > o.seq
            AND l.kind IN ('refused', 'redirected', 'reclassified')) THEN 1 ELSE 0 END
        FROM (SELECT report_id, seq, occurred_at FROM routing_outcome WHERE holder_id = $1
            AND proposed_lead = $2 AND confidence >= $3 AND source <> 'nobody'
            ORDER BY occurred_at DESC, report_id LIMIT $4) o
        JOIN report r ON r.id = o.report_id
        JOIN event e ON e.body_id = r.body_id AND e.stream_kind = 'report' AND e.stream_id = r.id AND e.seq = o.seq
        ORDER BY o.occurred_at DESC, o.report_id";
    let rows = tx
        .rows::<(i64, String, i64)>(SQL, params![body.0, unit.0, min_confidence, most])
        .await?;
    let mut judged = Vec::with_capacity(rows.len());
    for (version, payload, changed) in rows {
        let event = read(version, &payload)?;
        if let What::Verified {
            lead,
            category,
            report_type,
            supervisory,
            proposed: Some(proposed),
            ..
        } = event.what
        {
            judged.push(Judged {
                proposed: *proposed,
                decided: (lead, category, report_type, supervisory),
                changed_later: changed != 0,
            });
        }
    }
    Ok(judged)
}

/// Reports of a body that wait for their first verification and may be disposed without an officer: nothing secret,
/// nothing about an official, nothing that an officer acted on; the newest first.
///
/// # Errors
/// Where the database fails.
pub async fn untouched(
    tx: &mut Tx<'_>,
    body: BodyId,
    limit: u32,
) -> Result<Vec<ReportId>, StoreError> {
    const SQL: &str = "SELECT r.id FROM report r WHERE r.holder_id = $1 AND r.state = 'received'
        AND r.rahasia = $2 AND r.supervisory = $2 AND NOT EXISTS (SELECT 1 FROM event e WHERE e.body_id = r.body_id
            AND e.stream_kind = 'report' AND e.stream_id = r.id AND e.seq > 1 AND e.kind <> 'forwarded'
            AND e.actor_officer IS NOT NULL)
        ORDER BY r.received_at DESC, r.id LIMIT $3";
    let ids = tx
        .rows::<Uuid>(SQL, params![body.0, false, i64::from(limit)])
        .await?;
    Ok(ids.into_iter().map(ReportId).collect())
}

/// When the newest report of a body after its `most` newest was received, in microseconds; the least number where it
/// has no more than those.
///
/// # Errors
/// Where the database fails.
pub async fn newest_from(tx: &mut Tx<'_>, body: BodyId, most: i64) -> Result<i64, StoreError> {
    const SQL: &str = "SELECT received_at FROM report WHERE holder_id = $1
        ORDER BY received_at DESC, id DESC LIMIT 1 OFFSET $2";
    let from = tx.row::<i64>(SQL, params![body.0, most]).await?;
    Ok(from.unwrap_or(i64::MIN))
}

/// A page of a body's reports in the order of their arrival, those received from `from` on, after the instant in
/// microseconds and the id of the last one.
///
/// # Errors
/// Where the database fails.
pub async fn arrived(
    tx: &mut Tx<'_>,
    body: BodyId,
    from: i64,
    (after, after_id): (i64, Uuid),
    limit: i64,
) -> Result<Vec<ReportId>, StoreError> {
    const SQL: &str = "SELECT id FROM report WHERE holder_id = $1 AND received_at >= $2
        AND (received_at, id) > ($3, $4) ORDER BY received_at, id LIMIT $5";
    let ids = tx
        .rows::<Uuid>(SQL, params![body.0, from, after, after_id, limit])
        .await?;
    Ok(ids.into_iter().map(ReportId).collect())
}

/// Disposed reports that are alike for rules.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Disposed {
    /// When they were received: 20260301.
    pub day: i64,
    /// Region code.
    pub region: Option<String>,
    /// Category.
    pub category: Option<Uuid>,
    /// Type, as code.
    pub report_type: String,
    /// The lead.
    pub lead: Uuid,
    /// How many.
    pub count: u64,
}

/// Disposed reports of a body by what rules ask, received between two local days, both included. Supervisory ones are
/// nobody's figure.
///
/// # Errors
/// Where the database fails.
pub async fn disposed(
    tx: &mut Tx<'_>,
    body: BodyId,
    (from, to): (i64, i64),
) -> Result<Vec<Disposed>, StoreError> {
    const SQL: &str =
        "SELECT received_day, region, category_id, report_type, lead_id, count(*) FROM report
        WHERE holder_id = $1 AND received_day >= $2 AND received_day <= $3 AND lead_id IS NOT NULL
        AND supervisory = $4 GROUP BY received_day, region, category_id, report_type, lead_id";
    tx.rows(SQL, params![body.0, from, to, false]).await
}

impl FromRow for Disposed {
    fn from_row(row: Row<'_>) -> Result<Self, StoreError> {
        Ok(Self {
            day: row.get(0)?,
            region: row.get(1)?,
            category: row.get(2)?,
            report_type: row.get(3)?,
            lead: row.get(4)?,
            count: row.get::<i64>(5)?.cast_unsigned(),
        })
    }
}
