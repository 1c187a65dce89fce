//! Clocks and milestones of reports, with the places of the events that wrote them.

use std::collections::HashMap;
use std::sync::OnceLock;

use jiff::Timestamp;
use lapor_domain::clock::{ClockKind, Pause};
use lapor_domain::ids::{BodyId, UnitId};
use lapor_domain::report::clocks::StopHow;
use uuid::Uuid;

use crate::figures::tables::family::{ASKED, Places, UNPLACED, listed};
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
    pub(crate) weighed: Weighed,
}

/// What a stopped clock took: worked out once, asked for at every instant.
#[derive(Default)]
pub(crate) struct Weighed {
    /// Tenths of hours of office time, calendar days.
    pub(crate) taken: OnceLock<(u32, u32)>,
    /// Working days in which it stood still, and all of them.
    pub(crate) paused: OnceLock<(u32, u32)>,
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
    /// On which day it happened.
    pub(crate) day: i64,
    pub(crate) officer: Option<Uuid>,
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

    /// The bodies that kept its clocks or did something.
    pub(crate) fn holders(&self) -> impl Iterator<Item = Uuid> {
        let runs = self.runs.iter().map(|run| run.holder.0);
        runs.chain(self.deeds.iter().map(|deed| deed.holder))
    }

    /// The instants at which something was written or changes of itself, of what is placed up to `place`.
    pub(crate) fn instants(&self, place: i64) -> Vec<i64> {
        let runs = self.runs.iter().filter(|run| run.position <= place);
        let runs: Vec<&Run> = runs.collect();
        let deeds = self.deeds.iter().filter(|deed| deed.position <= place);
        let mut instants: Vec<i64> = deeds.map(|deed| deed.from).collect();
        for (at, run) in runs.iter().enumerate() {
            instants.push(run.from);
            if run.stopped.is_some() {
                continue;
            }
            let mut later = runs.iter().skip(at + 1);
            let next = later.find(|next| next.n == run.n);
            // A clock is missed as of T once due ≤ T, and a change counts as of T once it is before T.
            let due = Some(run.due).into_iter().chain(run.extended_due);
            let due = due.map(|due| due.as_microsecond() - 1);
            instants.extend(due.filter(|due| next.is_none_or(|next| *due < next.from)));
        }
        instants
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

/// The lives of reports, whose events have these places.
///
/// # Errors
/// What the engine refused.
pub(crate) async fn of(
    tx: &mut Tx<'_>,
    reports: &[Uuid],
    known: &Places,
) -> Result<HashMap<Uuid, Life>, StoreError> {
    let mut lives: HashMap<Uuid, Life> = HashMap::with_capacity(reports.len());
    for ids in reports.chunks(ASKED) {
        let (places, values) = listed(ids);
        let runs = format!(
            "SELECT report_id, kind, round, n, from_seq, from_us, holder_id, imported, started_at, due_at,
            extended_due, pauses, stopped_at, stop_how, breached FROM clock_interval WHERE report_id IN ({places})"
        );
        for mut run in tx.rows_dyn::<Run>(&runs, &values).await? {
            if let Some(place) = known.get(&(run.report, run.seq)) {
                run.position = *place;
                lives.entry(run.report).or_default().runs.push(run);
            }
        }
        let deeds = format!(
            "SELECT report_id, seq, kind, occurred_at, recorded_at, holder_id, unit_id, value, occurred_day, officer_id
            FROM milestone WHERE report_id IN ({places})"
        );
        for mut deed in tx.rows_dyn::<Deed>(&deeds, &values).await? {
            if let Some(place) = known.get(&(deed.report, deed.seq)) {
                deed.position = *place;
                lives.entry(deed.report).or_default().deeds.push(deed);
            }
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
        let pauses: String = row.get(11)?;
        let pauses: Vec<(i64, Option<i64>)> =
            serde_json::from_str(&pauses).map_err(|_| bad(11, "pauses"))?;
        let pause = |(from, to): (i64, Option<i64>)| Pause {
            from: moment(from),
            to: to.map(moment),
        };
        let how = row.get::<Option<String>>(13)?;
        let how = how.map(|how| how.parse::<StopHow>().map_err(|_| bad(13, "StopHow")));
        Ok(Self {
            report: row.get(0)?,
            kind: kind.parse().map_err(|_| bad(1, "ClockKind"))?,
            round: row.get(2)?,
            n: row.get(3)?,
            seq: row.get(4)?,
            from: row.get(5)?,
            position: UNPLACED,
            holder: BodyId(row.get(6)?),
            imported: row.get(7)?,
            started_at: row.get(8)?,
            due: row.get(9)?,
            extended_due: row.get(10)?,
            pauses: pauses.into_iter().map(pause).collect(),
            stopped: row.get::<Option<Timestamp>>(12)?.zip(how.transpose()?),
            breached: row.get(14)?,
            weighed: Weighed::default(),
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
            position: UNPLACED,
            holder: row.get(5)?,
            unit: row.get::<Option<Uuid>>(6)?.map(UnitId),
            value: row.get(7)?,
            day: row.get(8)?,
            officer: row.get(9)?,
        })
    }
}
