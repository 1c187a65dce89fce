//! What watching over a body left in the record: steps that were counted, and looks that were logged.

use jiff::Timestamp;
use jiff::civil::Date;
use lapor_domain::ids::BodyId;
use lapor_domain::report::event::What;
use lapor_domain::report::upcast;
use uuid::Uuid;

use super::Sight;
use crate::{FromRow, Query, Row, StoreError, Tx, params};

/// How often something happened in a month.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Deed {
    /// Kind of event, as stored: `escalated`, `disputed`, ….
    pub kind: String,
    /// Of an escalation: index of its step in the policy.
    pub step: Option<u8>,
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
    /// What the asker may know of: nothing of other reports is counted.
    pub sight: Sight,
}

impl FromRow for Deed {
    fn from_row(row: Row<'_>) -> Result<Self, StoreError> {
        Ok(Self {
            kind: row.get(0)?,
            step: None,
            month: row.get(1)?,
            count: row.get(2)?,
        })
    }
}

/// Steps of the escalation whose events say the same, in a month.
struct Told {
    version: i64,
    payload: String,
    month: i64,
    count: i64,
}

impl FromRow for Told {
    fn from_row(row: Row<'_>) -> Result<Self, StoreError> {
        Ok(Self {
            version: row.get(0)?,
            payload: row.get(1)?,
            month: row.get(2)?,
            count: row.get(3)?,
        })
    }
}

impl Told {
    fn deed(self) -> Result<Deed, StoreError> {
        let event = u16::try_from(self.version)
            .ok()
            .and_then(|version| upcast::read(version, &self.payload).ok());
        let Some(What::Escalated { step, .. }) = event.map(|event| event.what) else {
            return Err(StoreError::BadValue {
                column: 1,
                expected: "escalated",
            });
        };
        Ok(Deed {
            kind: ESCALATED.to_owned(),
            step: Some(step),
            month: self.month,
            count: self.count,
        })
    }
}

/// Kind of the events that say which step of the escalation was told.
const ESCALATED: &str = "escalated";

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
        let narrowed = |report: &str| {
            let excluded = format!(
                " AND {report} NOT IN (SELECT x.report_id FROM report_excluded x WHERE x.officer_id = $5)"
            );
            let supervisory = format!(
                " AND NOT EXISTS (SELECT 1 FROM report q WHERE q.id = {report} AND q.supervisory)"
            );
            let supervisory = (!self.sight.supervisory).then_some(supervisory);
            excluded + &supervisory.unwrap_or_default()
        };
        let of_milestones = narrowed("m.report_id");
        let deeds_told = format!(
            "SELECT m.kind, m.occurred_day / 100 AS month, count(*) FROM milestone m
            WHERE m.holder_id = $1 AND m.occurred_day BETWEEN $2 AND $3 AND m.recorded_at < $4 AND m.kind <> 'escalated'
            {of_milestones} GROUP BY m.kind, m.occurred_day / 100 ORDER BY m.kind, month"
        );
        // Which step it was stands in the event alone; events of one step say few different things.
        let steps_told = format!(
            "SELECT e.version, e.payload, m.occurred_day / 100 AS month, count(*)
            FROM milestone m JOIN report r ON r.id = m.report_id
            JOIN event e ON e.body_id = r.body_id AND e.stream_kind = 'report' AND e.stream_id = m.report_id AND e.seq = m.seq
            WHERE m.holder_id = $1 AND m.occurred_day BETWEEN $2 AND $3 AND m.recorded_at < $4 AND m.kind = 'escalated'
            {of_milestones} GROUP BY e.version, e.payload, m.occurred_day / 100 ORDER BY month, e.version, e.payload"
        );
        let looks_told = format!(
            "SELECT actor_role, count(*), count(DISTINCT stream_id) FROM event
            WHERE body_id = $1 AND stream_kind = 'access' AND occurred_at >= $2 AND occurred_at < $3 AND recorded_at < $4
            {} GROUP BY actor_role ORDER BY actor_role",
            narrowed("stream_id")
        );
        let number = |day: Date| {
            i64::from(day.year()) * 10_000 + i64::from(day.month()) * 100 + i64::from(day.day())
        };
        let (from, to) = self.days;
        let (begin, end) = self.span;
        let officer = self.sight.officer.map_or(Uuid::nil(), |officer| officer.0);
        let deeds = params![self.body.0, number(from), number(to), self.as_of, officer];
        let looks = params![self.body.0, begin, end, self.as_of, officer];
        let told: Vec<Told> = tx.rows_dyn(&steps_told, deeds).await?;
        let mut deeds: Vec<Deed> = tx.rows_dyn(&deeds_told, deeds).await?;
        for told in told {
            deeds.push(told.deed()?);
        }
        Ok(Oversight {
            deeds,
            looks: tx.rows_dyn(&looks_told, looks).await?,
        })
    }
}
