//! Clocks and milestones of reports, with the places of the events that wrote them.

use std::collections::HashMap;

use jiff::Timestamp;
use lapor_domain::clock::{ClockKind, Pause};
use lapor_domain::ids::{BodyId, UnitId};
use lapor_domain::report::clocks::StopHow;
use uuid::Uuid;

use crate::figures::tables::family::{ASKED, UNPLACED, listed};
use crate::record::moment;
use crate::{FromRow, Row, StoreError, Tx};

/// What was known of a clock from an instant on.
pub(crate) struct Run {
    report: Uuid,
    pub(crate) kind: ClockKind,
    pub(crate) round: i64,
    pub(crate) n: i64,
    seq: i64,
    pub(crate) from: i64,
    pub(crate) position: i64,
    pub(crate) holder: BodyId,
    pub(crate) imported: bool,
    pub(crate) started_at: Timestamp,
    pub(crate) due: Timestamp,
    pub(crate) extended_due: Option<Timestamp>,
    pub(crate) pauses: Vec<Pause>,
    pub(crate) stopped: Option<(Timestamp, StopHow)>,
    pub(crate) breached: bool,
}

/// A milestone.
pub(crate) struct Deed {
    report: Uuid,
    seq: i64,
    pub(crate) kind: String,
    pub(crate) at: Timestamp,
    pub(crate) from: i64,
    pub(crate) position: i64,
    pub(crate) holder: Uuid,
    pub(crate) unit: Option<UnitId>,
    pub(crate) value: Option<i64>,
}

/// Of one report, in order.
#[derive(Default)]
pub(crate) struct Life {
    runs: Vec<Run>,
    deeds: Vec<Deed>,
}

impl Life {
    /// What is known of each clock right after an instant, of what is placed up to `place`; by kind, in order.
    pub(crate) fn clocks(&self, place: i64, us: i64) -> Vec<&Run> {
        let mut known: Vec<&Run> = Vec::new();
        for run in &self.runs {
            if run.from > us || run.position > place {
                continue;
            }
            match known.iter_mut().find(|old| old.n == run.n) {
                Some(old) => *old = run,
                None => known.push(run),
            }
        }
        known.sort_unstable_by_key(|run| (run.kind, run.n));
        known
    }

    /// What had happened.
    pub(crate) fn deeds(&self, place: i64, us: i64) -> impl Iterator<Item = &Deed> {
        let known = move |deed: &&Deed| deed.from <= us && deed.position <= place;
        self.deeds.iter().filter(known)
    }

    /// The places of what was written, and the instants at which something changes of itself or was written.
    pub(crate) fn instants(&self) -> impl Iterator<Item = (i64, i64)> {
        // A clock is missed as of T once due ≤ T, and a change counts as of T once it is before T.
        let due = |run: &Run| {
            let due = Some(run.due).into_iter().chain(run.extended_due);
            let due = due.map(|due| due.as_microsecond() - 1);
            due.chain([run.from])
                .map(|us| (run.position, us))
                .collect::<Vec<_>>()
        };
        let deeds = self.deeds.iter().map(|deed| (deed.position, deed.from));
        self.runs.iter().flat_map(due).chain(deeds)
    }

    /// The first instant that an event after one place up to another wrote.
    pub(crate) fn first_new(&self, from: i64, to: i64) -> Option<i64> {
        let runs = self.runs.iter().map(|run| (run.position, run.from));
        let deeds = self.deeds.iter().map(|deed| (deed.position, deed.from));
        let new = runs
            .chain(deeds)
            .filter(|(place, _)| (from + 1..=to).contains(place));
        new.map(|(_, us)| us).min()
    }
}

/// The lives of reports.
///
/// # Errors
/// What the engine refused.
pub(crate) async fn of(
    tx: &mut Tx<'_>,
    reports: &[Uuid],
) -> Result<HashMap<Uuid, Life>, StoreError> {
    let mut lives: HashMap<Uuid, Life> = HashMap::with_capacity(reports.len());
    for ids in reports.chunks(ASKED) {
        let (places, values) = listed(ids);
        let runs = format!(
            "SELECT c.report_id, c.kind, c.round, c.n, c.from_seq, c.from_us, e.position, c.holder_id, c.imported,
            c.started_at, c.due_at, c.extended_due, c.pauses, c.stopped_at, c.stop_how, c.breached
            FROM clock_interval c JOIN report r ON r.id = c.report_id
            JOIN event e ON e.body_id = r.body_id AND e.stream_kind = 'report' AND e.stream_id = c.report_id
                AND e.seq = c.from_seq
            WHERE c.report_id IN ({places})"
        );
        for run in tx.rows_dyn::<Run>(&runs, &values).await? {
            lives.entry(run.report).or_default().runs.push(run);
        }
        let deeds = format!(
            "SELECT m.report_id, m.seq, m.kind, m.occurred_at, m.recorded_at, e.position, m.holder_id, m.unit_id,
            m.value FROM milestone m JOIN report r ON r.id = m.report_id
            JOIN event e ON e.body_id = r.body_id AND e.stream_kind = 'report' AND e.stream_id = m.report_id
                AND e.seq = m.seq
            WHERE m.report_id IN ({places})"
        );
        for deed in tx.rows_dyn::<Deed>(&deeds, &values).await? {
            lives.entry(deed.report).or_default().deeds.push(deed);
        }
    }
    for life in lives.values_mut() {
        life.runs.sort_unstable_by_key(|run| run.seq);
        life.deeds.sort_unstable_by_key(|deed| deed.seq);
    }
    Ok(lives)
}

impl FromRow for Run {
    fn from_row(row: Row<'_>) -> Result<Self, StoreError> {
        let bad = |column, expected| StoreError::BadValue { column, expected };
        let kind: String = row.get(1)?;
        let pauses: String = row.get(12)?;
        let pauses: Vec<(i64, Option<i64>)> =
            serde_json::from_str(&pauses).map_err(|_| bad(12, "pauses"))?;
        let pause = |(from, to): (i64, Option<i64>)| Pause {
            from: moment(from),
            to: to.map(moment),
        };
        let how = row.get::<Option<String>>(14)?;
        let how = how.map(|how| how.parse::<StopHow>().map_err(|_| bad(14, "StopHow")));
        Ok(Self {
            report: row.get(0)?,
            kind: kind.parse().map_err(|_| bad(1, "ClockKind"))?,
            round: row.get(2)?,
            n: row.get(3)?,
            seq: row.get(4)?,
            from: row.get(5)?,
            position: row.get::<Option<i64>>(6)?.unwrap_or(UNPLACED),
            holder: BodyId(row.get(7)?),
            imported: row.get(8)?,
            started_at: row.get(9)?,
            due: row.get(10)?,
            extended_due: row.get(11)?,
            pauses: pauses.into_iter().map(pause).collect(),
            stopped: row.get::<Option<Timestamp>>(13)?.zip(how.transpose()?),
            breached: row.get(15)?,
        })
    }
}

impl FromRow for Deed {
    fn from_row(row: Row<'_>) -> Result<Self, StoreError> {
        Ok(Self {
            report: row.get(0)?,
            seq: row.get(1)?,
            kind: row.get(2)?,
            at: row.get(3)?,
            from: row.get(4)?,
            position: row.get::<Option<i64>>(5)?.unwrap_or(UNPLACED),
            holder: row.get(6)?,
            unit: row.get::<Option<Uuid>>(7)?.map(UnitId),
            value: row.get(8)?,
        })
    }
}
