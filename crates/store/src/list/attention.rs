//! How much of what a body holds waits for somebody, unit by unit: what a leader asks first in the morning.

use jiff::Timestamp;
use lapor_domain::ids::{BodyId, OfficerId, UnitId};
use lapor_domain::words::StateCode;
use uuid::Uuid;

use crate::{FromRow, Row, StoreError, Tx, params};

/// Reports on which someone must act, of one lead unit.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Attention {
    /// The lead unit; none before disposition.
    pub lead: Option<UnitId>,
    /// All of them.
    pub open: u64,
    /// Past the date.
    pub overdue: u64,
    /// Not past it, but soon.
    pub soon: u64,
    /// Disputed or reopened.
    pub review: u64,
    /// Not verified.
    pub unverified: u64,
}

impl Attention {
    /// Adds another unit's.
    pub const fn add(&mut self, other: &Self) {
        self.open += other.open;
        self.overdue += other.overdue;
        self.soon += other.soon;
        self.review += other.review;
        self.unverified += other.unverified;
    }
}

impl FromRow for Attention {
    fn from_row(row: Row<'_>) -> Result<Self, StoreError> {
        let count = |at| -> Result<u64, StoreError> {
            let n: i64 = row.get(at)?;
            Ok(n.unsigned_abs())
        };
        let lead: Option<Uuid> = row.get(0)?;
        Ok(Self {
            lead: lead.map(UnitId),
            open: count(1)?,
            overdue: count(2)?,
            soon: count(3)?,
            review: count(4)?,
            unverified: count(5)?,
        })
    }
}

/// Counts what a body holds and someone must act on, by lead unit. `soon` is the instant before which a date is near.
/// Without `supervisory` those berkadar pengawasan are not counted; reports about `officer` never are.
///
/// # Errors
/// Where the database fails.
pub async fn attention(
    tx: &mut Tx<'_>,
    holder: BodyId,
    supervisory: bool,
    officer: OfficerId,
    now: Timestamp,
    soon: Timestamp,
) -> Result<Vec<Attention>, StoreError> {
    const ALL: &str = "SELECT lead_id, count(*),
            sum(CASE WHEN due_at < $2 THEN 1 ELSE 0 END),
            sum(CASE WHEN due_at >= $2 AND due_at < $3 THEN 1 ELSE 0 END),
            sum(CASE WHEN state = $4 THEN 1 ELSE 0 END),
            sum(CASE WHEN state = $5 THEN 1 ELSE 0 END)
        FROM report WHERE holder_id = $1 AND needs_action
            AND id NOT IN (SELECT report_id FROM report_excluded WHERE officer_id = $6)
        GROUP BY lead_id";
    const WITHOUT: &str = "SELECT lead_id, count(*),
            sum(CASE WHEN due_at < $2 THEN 1 ELSE 0 END),
            sum(CASE WHEN due_at >= $2 AND due_at < $3 THEN 1 ELSE 0 END),
            sum(CASE WHEN state = $4 THEN 1 ELSE 0 END),
            sum(CASE WHEN state = $5 THEN 1 ELSE 0 END)
        FROM report WHERE holder_id = $1 AND needs_action AND NOT supervisory
            AND id NOT IN (SELECT report_id FROM report_excluded WHERE officer_id = $6)
        GROUP BY lead_id";
    let (review, received) = (StateCode::Review.as_str(), StateCode::Received.as_str());
    let values = params![holder.0, now, soon, review, received, officer.0];
    tx.rows(if supervisory { ALL } else { WITHOUT }, values)
        .await
}
