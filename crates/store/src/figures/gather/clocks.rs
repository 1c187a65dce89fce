//! Durations and punctuality, from the clocks as known at the moment.

use jiff::Timestamp;
use lapor_domain::calendar::Calendar;
use lapor_domain::clock::{
    ClockKind, Pause, WorkingHours, paused_working_days, working_days_between,
    working_minutes_between,
};
use lapor_domain::figures::{Seen, paused_share, tenths_of_hours};
use lapor_domain::ids::BodyId;
use lapor_domain::report::clocks::{StopHow, is_duty};
use lapor_domain::rules::Rules;
use uuid::Uuid;

use super::{Cut, Followers, Rows};
use crate::figures::Scope;
use crate::figures::key::Key;
use crate::figures::sql::{DAYS, Part, dimension};
use crate::figures::tally::Tally;
use crate::record::moment;
use crate::{FromRow, Row, StoreError, Tx};

const COLUMNS: &str =
    "c.report_id, c.kind, c.round, c.n, c.holder_id, c.started_at, c.due_at, c.extended_due,
    c.pauses, c.stopped_at, c.stop_how, c.breached, s.tally";

/// Adds the clocks of a part's reports that stand for themselves. Imports are out: their clocks began with the first
/// command here.
pub(super) async fn read(
    tx: &mut Tx<'_>,
    cut: &Cut<'_>,
    part: &Part,
    rows: &mut Rows,
) -> Result<(), StoreError> {
    let sql = format!(
        "{DAYS} SELECT {COLUMNS}, {} FROM day CROSS JOIN state_interval s CROSS JOIN clock_interval c
        WHERE s.holder_id = $1 AND s.received_day = day.d AND day.d <= $3 AND s.to_us >= $4 AND s.from_us < $4
        AND s.merge_root IS NULL AND c.report_id = s.report_id AND c.from_us < $4 AND c.to_us >= $4
        AND NOT c.imported{}{}{}",
        dimension(cut.ask.by, "s"),
        of_body(cut),
        part.narrowed(),
        part.of_leads()
    );
    let runs = tx.rows_dyn::<Run>(&sql, &part.params_with_leads()).await?;
    add(cut, runs, None, rows);
    Ok(())
}

/// Adds the clocks of its merged reports: few, and told where their roots are led.
pub(super) async fn read_followers(
    tx: &mut Tx<'_>,
    cut: &Cut<'_>,
    part: &Part,
    followers: &Followers,
    rows: &mut Rows,
) -> Result<(), StoreError> {
    if followers.is_empty() {
        return Ok(());
    }
    let sql = format!(
        "SELECT {COLUMNS}, {} FROM state_interval s CROSS JOIN clock_interval c
        WHERE s.merge_root IS NOT NULL AND s.holder_id = $1 AND s.received_day + 0 BETWEEN $2 AND $3 AND s.to_us >= $4
        AND s.from_us < $4 AND c.report_id = s.report_id AND c.from_us < $4 AND c.to_us >= $4 AND NOT c.imported{}{}",
        dimension(cut.ask.by, "s"),
        of_body(cut),
        part.narrowed()
    );
    let runs = tx.rows_dyn::<Run>(&sql, &part.params()).await?;
    add(cut, runs, Some((part, followers)), rows);
    Ok(())
}

/// The whole installation counts every clock of a report; a body those that ran there.
const fn of_body(cut: &Cut<'_>) -> &'static str {
    match cut.ask.scope {
        Scope::Installation => "",
        Scope::Body(_) | Scope::Unit(_) => " AND c.holder_id = $1",
    }
}

fn add(cut: &Cut<'_>, mut runs: Vec<Run>, followers: Option<(&Part, &Followers)>, rows: &mut Rows) {
    runs.sort_unstable_by_key(|run| (run.report, run.kind, run.n));
    let at = cut.ask.moment();
    let mut before = None;
    for run in runs {
        let key = match followers {
            None => cut.key(run.key.clone()),
            // Followers whose roots are not in the scope are not in it either.
            Some((part, followers)) => match followers.get(&run.report) {
                Some(lead) if part.has_lead(*lead) => cut.key_of_follower(run.key.clone(), *lead),
                _ => continue,
            },
        };
        // A report that was handed on may have a second verification: only the first is the first round. Taken out of
        // its root again, a report goes on with a new clock: that is its first.
        let mut is_first = false;
        if !run.was_merged() {
            is_first = before != Some((run.report, run.kind)) && run.round == 1;
            before = Some((run.report, run.kind));
        }
        let taken = run.taken(cut.rules).filter(|_| is_first);
        let runs_on = is_first && run.stopped.is_none();
        let paused = run.paused(cut.rules, at);
        rows.count(key, run.is_public, |all| {
            let clocked = all.clocks.entry(run.kind).or_default();
            if is_duty(run.kind) {
                clocked.kept.add(&run.seen(), at);
            }
            if let Some((tenths, days)) = taken {
                clocked.spans.tenths.add(tenths, 1);
                clocked.spans.days.add(days, 1);
            }
            if runs_on {
                clocked.spans.run_on(1);
            }
            if let Some((paused, days)) = paused {
                all.paused += paused_share(paused, days);
            }
        });
    }
}

/// One clock as known at the moment.
struct Run {
    report: Uuid,
    kind: ClockKind,
    round: i64,
    n: i64,
    holder: BodyId,
    started_at: Timestamp,
    due: Timestamp,
    extended_due: Option<Timestamp>,
    pauses: Vec<Pause>,
    stopped: Option<(Timestamp, StopHow)>,
    breached: bool,
    is_public: bool,
    key: Key,
}

impl Run {
    /// Stopped because the report was merged into another.
    const fn was_merged(&self) -> bool {
        matches!(self.stopped, Some((_, StopHow::Merged)))
    }

    fn seen(&self) -> Seen {
        let paused_since = self.pauses.last().filter(|pause| pause.to.is_none());
        Seen {
            due: self.due,
            extended_due: self.extended_due,
            stopped: self.stopped,
            paused_since: paused_since.map(|pause| pause.from),
            breached: self.breached,
        }
    }

    /// Of a resolution clock, working days in which it stood still and all of them.
    fn paused(&self, rules: &Rules, at: Timestamp) -> Option<(u64, u64)> {
        if self.kind != ClockKind::Resolution {
            return None;
        }
        let calendar = rules.calendar(self.holder);
        let end = self.stopped.map_or(at, |(stop, _)| stop);
        let paused = paused_working_days(self.started_at, end, &self.pauses, calendar);
        let all = working_days_between(self.started_at, end, calendar);
        Some((u64::from(paused), u64::from(all)))
    }

    /// Tenths of hours of office time and calendar days, where it came to its end.
    fn taken(&self, rules: &Rules) -> Option<(u32, u32)> {
        let Some((stop, StopHow::Done)) = self.stopped else {
            return None;
        };
        let calendar = rules.calendar(self.holder);
        let usual = WorkingHours::usual();
        let hours = rules.hours.get(&self.holder).unwrap_or(&usual);
        let minutes = working_minutes_between(self.started_at, stop, &self.pauses, hours, calendar);
        Some((tenths_of_hours(minutes), self.calendar_days(stop, calendar)))
    }

    /// Local days from start to stop, less those it stood still (section 4, rule 3).
    fn calendar_days(&self, stop: Timestamp, calendar: &Calendar) -> u32 {
        let days = |from: Timestamp, to: Timestamp| {
            let first = calendar.zone.local_date(from);
            let last = calendar.zone.local_date(to);
            first.duration_until(last).as_hours().max(0) / 24
        };
        let paused: i64 = self
            .pauses
            .iter()
            .map(|pause| days(pause.from, pause.to.unwrap_or(stop).min(stop)))
            .sum();
        u32::try_from(days(self.started_at, stop) - paused).unwrap_or(0)
    }
}

/// Pauses as the record keeps them.
pub(super) fn pauses(row: Row<'_>, column: usize) -> Result<Vec<Pause>, StoreError> {
    let text: String = row.get(column)?;
    let pauses: Vec<(i64, Option<i64>)> =
        serde_json::from_str(&text).map_err(|_| StoreError::BadValue {
            column,
            expected: "pauses",
        })?;
    let pause = |(from, to): (i64, Option<i64>)| Pause {
        from: moment(from),
        to: to.map(moment),
    };
    Ok(pauses.into_iter().map(pause).collect())
}

impl FromRow for Run {
    fn from_row(row: Row<'_>) -> Result<Self, StoreError> {
        let bad = |column, expected| StoreError::BadValue { column, expected };
        let kind: String = row.get(1)?;
        let how = row
            .get::<Option<String>>(10)?
            .map(|how| how.parse::<StopHow>().map_err(|_| bad(10, "StopHow")))
            .transpose()?;
        Ok(Self {
            report: row.get(0)?,
            kind: kind.parse().map_err(|_| bad(1, "ClockKind"))?,
            round: row.get(2)?,
            n: row.get(3)?,
            holder: BodyId(row.get(4)?),
            started_at: row.get(5)?,
            due: row.get(6)?,
            extended_due: row.get(7)?,
            pauses: pauses(row, 8)?,
            stopped: row.get::<Option<Timestamp>>(9)?.zip(how),
            breached: row.get(11)?,
            is_public: Tally::unpack(row.get(12)?).is_public,
            key: row.get(13)?,
        })
    }
}
