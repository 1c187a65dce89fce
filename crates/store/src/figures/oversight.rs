//! What watching over a body left in the record: steps that were counted, and looks that were logged.

use jiff::Timestamp;
use jiff::civil::Date;
use lapor_domain::ids::{BodyId, OfficerId};
use uuid::Uuid;

use crate::{FromRow, Query, Row, StoreError, Tx, params};

/// How often something happened in a month.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Deed {
    /// Kind of event, as stored: `escalated`, `disputed`, ….
    pub kind: String,
    /// Year and month: 202307.
    pub month: i64,
    /// How often.
    pub count: i64,
}

/// How often officers of a role opened what needs a reason.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Looks {
    /// Code of the role.
    pub role: String,
    /// How often.
    pub count: i64,
    /// At how many reports.
    pub reports: i64,
}

/// Steps and looks.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Oversight {
    /// Steps by kind and month.
    pub deeds: Vec<Deed>,
    /// Looks by role.
    pub looks: Vec<Looks>,
}

/// Asks for what happened at a body between two local days, as recorded before a moment.
#[derive(Clone, Copy, Debug)]
pub struct OversightQuery {
    /// Whose.
    pub body: BodyId,
    /// First and last local day.
    pub days: (Date, Date),
    /// The same as instants: from, and the first one after.
    pub span: (Timestamp, Timestamp),
    /// Exclusive.
    pub as_of: Timestamp,
    /// Who asks, where reports may be about them: nothing of those is counted.
    pub officer: Option<OfficerId>,
}

impl FromRow for Deed {
    fn from_row(row: Row<'_>) -> Result<Self, StoreError> {
        Ok(Self {
            kind: row.get(0)?,
            month: row.get(1)?,
            count: row.get(2)?,
        })
    }
}

impl FromRow for Looks {
    fn from_row(row: Row<'_>) -> Result<Self, StoreError> {
        Ok(Self {
            role: row.get(0)?,
            count: row.get(1)?,
            reports: row.get(2)?,
        })
    }
}

impl Query for OversightQuery {
    type Output = Oversight;

    async fn run(&self, tx: &mut Tx<'_>) -> Result<Oversight, StoreError> {
        const DEEDS: &str = "SELECT kind, occurred_day / 100 AS month, count(*) FROM milestone
            WHERE holder_id = $1 AND occurred_day BETWEEN $2 AND $3 AND recorded_at < $4
            AND report_id NOT IN (SELECT x.report_id FROM report_excluded x WHERE x.officer_id = $5)
            GROUP BY kind, occurred_day / 100 ORDER BY kind, month";
        const LOOKS: &str = "SELECT actor_role, count(*), count(DISTINCT stream_id) FROM event
            WHERE body_id = $1 AND stream_kind = 'access' AND occurred_at >= $2 AND occurred_at < $3 AND recorded_at < $4
            AND stream_id NOT IN (SELECT x.report_id FROM report_excluded x WHERE x.officer_id = $5)
            GROUP BY actor_role ORDER BY actor_role";
        let number = |day: Date| {
            i64::from(day.year()) * 10_000 + i64::from(day.month()) * 100 + i64::from(day.day())
        };
        let (from, to) = self.days;
        let (begin, end) = self.span;
        let officer = self.officer.map_or(Uuid::nil(), |officer| officer.0);
        let deeds = params![self.body.0, number(from), number(to), self.as_of, officer];
        let looks = params![self.body.0, begin, end, self.as_of, officer];
        Ok(Oversight {
            deeds: tx.rows(DEEDS, deeds).await?,
            looks: tx.rows(LOOKS, looks).await?,
        })
    }
}
