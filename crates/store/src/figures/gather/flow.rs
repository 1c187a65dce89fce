//! What happened in a period, whenever the reports were received.

use std::collections::BTreeSet;

use lapor_domain::figures::{Flow, Reading};
use lapor_domain::ids::OfficerId;
use uuid::Uuid;

use super::{Cut, Followers, Rows, reach};
use crate::figures::Scope;
use crate::figures::key::Key;
use crate::figures::merged::{self, Roots};
use crate::figures::sql::{Part, dimension_of_deeds};
use crate::figures::tables::lives::Counts;
use crate::figures::tables::{Beyond, Period, handling};
use crate::figures::tally::Tally;
use crate::{FromRow, Row, StoreError, Tx};

/// Adds what happened in the period, whenever the reports were received: from cells, and for days of which they do not tell from
/// milestones.
///
/// # Errors
/// What the engine refused.
pub(super) async fn folded(
    tx: &mut Tx<'_>,
    cut: &Cut<'_>,
    (period, beyond): (&Period, &Beyond),
    counts: &mut Counts,
) -> Result<(), StoreError> {
    let readings = BTreeSet::from([Reading::Flow]);
    let (rows, units) = (&mut counts.rows, &mut counts.units);
    // What cells told before they turned out not to be whole is not to be used.
    let mut told = Rows::new(rows.is_twin());
    if !handling::read(tx, cut, period, beyond, &readings, &mut told, units).await? {
        return happened(tx, cut, rows).await;
    }
    rows.join(told);
    for edge in period.asked_apart(cut.ask) {
        happened(tx, &Cut::of(cut.rules, &edge, cut.filter), rows).await?;
    }
    Ok(())
}

/// The same from milestones alone.
///
/// # Errors
/// What the engine refused.
pub(super) async fn happened(
    tx: &mut Tx<'_>,
    cut: &Cut<'_>,
    rows: &mut Rows,
) -> Result<(), StoreError> {
    let parts = cut.parts();
    let ever: Vec<Part> = parts.iter().map(Part::ever).collect();
    let mut roots = Roots::seen_by(tx, cut.ask.sight).await?;
    merged::follow(tx, cut.ask, &cut.shape, &ever, &mut roots).await?;
    for part in &parts {
        read(tx, cut, part, &roots.followers, rows).await?;
    }
    Ok(())
}

/// Adds what happened to a part's reports on its days and was recorded before the moment.
///
/// Values of a report are those at the moment, but for a unit that something was given to or that refused: it is told
/// there. What was done to a report before it was merged is told at its root's lead.
async fn read(
    tx: &mut Tx<'_>,
    cut: &Cut<'_>,
    part: &Part,
    followers: &Followers,
    rows: &mut Rows,
) -> Result<(), StoreError> {
    // The whole installation finds a report in the body that has it, wherever this was done.
    let at_body = match cut.ask.scope {
        Scope::Installation => "",
        Scope::Body(_) | Scope::Unit(_) => " AND s.holder_id = $1",
    };
    let kinds: Vec<String> = Flow::KINDS.iter().map(|kind| format!("'{kind}'")).collect();
    let sql = format!(
        "SELECT m.kind, m.value, m.officer_id, m.unit_id, s.tally, s.report_id, s.merge_root, s.lead_id, {}
        FROM milestone m CROSS JOIN state_interval s
        WHERE m.holder_id = $1 AND m.occurred_day BETWEEN $2 AND $3 AND m.recorded_at < $4 AND m.kind IN ({})
        AND s.report_id = m.report_id AND s.from_us < $4 AND s.to_us >= $4{at_body}{}",
        dimension_of_deeds(cut.ask.by),
        kinds.join(", "),
        part.narrowed()
    );
    for month in reach::months_of_deeds(tx, part).await? {
        let each = |deed: Deed| deed.add(cut, part, followers, rows);
        tx.each_dyn(&sql, &month.params(), each).await?;
    }
    Ok(())
}

struct Deed {
    kind: String,
    value: Option<i64>,
    officer: Option<Uuid>,
    unit: Option<Uuid>,
    is_public: bool,
    report: Uuid,
    root: Option<Uuid>,
    lead: Option<Uuid>,
    key: Key,
}

impl Deed {
    fn add(self, cut: &Cut<'_>, part: &Part, followers: &Followers, rows: &mut Rows) {
        let lead = if self.root.is_some() {
            // Of a follower whose root the asker may not know of, nothing is told.
            match followers.get(&self.report) {
                Some(lead) => *lead,
                None => return,
            }
        } else {
            self.lead
        };
        let unit = if is_at_unit(&self.kind) {
            self.unit
        } else {
            lead
        };
        if !part.has_lead(unit) {
            return;
        }
        let key = cut.shape.unit(unit);
        let key = key.unwrap_or_else(|| cut.shape.gather(self.key));
        let officer = self.officer.map(OfficerId);
        rows.count(key, self.is_public, |all| {
            all.flow.add(&self.kind, self.value, officer);
        });
    }
}

/// Whether something was given to a unit, or refused by it.
pub(crate) fn is_at_unit(kind: &str) -> bool {
    matches!(
        kind,
        "verified" | "redirected" | "assigned_anew" | "referred_to_ppid" | "refused"
    )
}

impl FromRow for Deed {
    fn from_row(row: Row<'_>) -> Result<Self, StoreError> {
        Ok(Self {
            kind: row.get(0)?,
            value: row.get(1)?,
            officer: row.get(2)?,
            unit: row.get(3)?,
            is_public: Tally::unpack(row.get(4)?).is_public,
            report: row.get(5)?,
            root: row.get(6)?,
            lead: row.get(7)?,
            key: row.get(8)?,
        })
    }
}
