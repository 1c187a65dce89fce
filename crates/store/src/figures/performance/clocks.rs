//! Durations and punctuality, from the clocks as known at the moment.

use std::collections::BTreeMap;

use jiff::Timestamp;
use lapor_domain::calendar::Calendar;
use lapor_domain::clock::{
    ClockKind, Pause, WorkingHours, paused_working_days, working_days_between,
    working_minutes_between,
};
use lapor_domain::figures::{Punctuality, Seen, Share, Times, paused_share};
use lapor_domain::ids::BodyId;
use lapor_domain::report::clocks::{StopHow, is_duty};
use lapor_domain::rules::Rules;
use uuid::Uuid;

use super::ClockTimes;
use crate::figures::sql::{DAYS, Part};
use crate::figures::{Ask, Scope};
use crate::record::moment;
use crate::{FromRow, Row, StoreError, Tx};

/// Adds clocks up.
#[derive(Default)]
pub(super) struct Clocks {
    times: BTreeMap<ClockKind, Durations>,
    on_time: BTreeMap<ClockKind, Punctuality>,
    paused: Share,
}

#[derive(Default)]
struct Durations {
    minutes: Vec<u32>,
    days: Vec<u32>,
    running: u64,
}

/// What comes of it.
#[derive(Debug, PartialEq)]
pub(crate) struct Measured {
    pub(super) to_verify: ClockTimes,
    pub(super) to_first_follow_up: ClockTimes,
    pub(super) to_resolve: ClockTimes,
    pub(super) on_time: Vec<(ClockKind, Punctuality)>,
    pub(super) paused: Share,
}

impl Clocks {
    /// Adds the clocks of a part's reports. Imports are out: their clocks began with the first command here.
    pub(super) async fn read(
        &mut self,
        tx: &mut Tx<'_>,
        rules: &Rules,
        ask: &Ask,
        part: &Part,
    ) -> Result<(), StoreError> {
        // The whole installation counts every clock of a report; a body those that ran there.
        let of_body = match ask.scope {
            Scope::Installation => "",
            Scope::Body(_) | Scope::Unit(_) => " AND c.holder_id = $1",
        };
        let sql = format!(
            "{DAYS} SELECT c.report_id, c.kind, c.round, c.n, c.holder_id, c.started_at, c.due_at, c.extended_due,
            c.pauses, c.stopped_at, c.stop_how, c.breached
            FROM day CROSS JOIN state_interval s CROSS JOIN clock_interval c
            WHERE s.holder_id = $1 AND s.received_day = day.d AND day.d <= $3 AND s.to_us >= $4 AND s.from_us < $4
            AND c.report_id = s.report_id AND c.from_us < $4 AND c.to_us >= $4 AND NOT c.imported{of_body}{}{}",
            part.narrowed(),
            part.of_leads()
        );
        let mut runs = tx.rows_dyn::<Run>(&sql, &part.params_with_leads()).await?;
        runs.sort_unstable_by_key(|run| (run.report, run.kind, run.n));
        let usual = WorkingHours::usual();
        let mut before = None;
        for run in &runs {
            let calendar = rules.calendar(run.holder);
            let hours = rules.hours.get(&run.holder).unwrap_or(&usual);
            self.punctual(run, ask.moment());
            if run.kind == ClockKind::Resolution {
                self.pauses(run, ask.moment(), calendar);
            }
            // Taken out of its root again, a report goes on with a new clock: that is its first.
            if run.was_merged() {
                continue;
            }
            // A report that was handed on may have a second verification: only the first is the first round.
            let first = before != Some((run.report, run.kind)) && run.round == 1;
            before = Some((run.report, run.kind));
            if first {
                self.duration(run, hours, calendar);
            }
        }
        Ok(())
    }

    fn punctual(&mut self, run: &Run, at: Timestamp) {
        if is_duty(run.kind) {
            let paused_since = run.pauses.last().filter(|pause| pause.to.is_none());
            let seen = Seen {
                due: run.due,
                extended_due: run.extended_due,
                stopped: run.stopped,
                paused_since: paused_since.map(|pause| pause.from),
                breached: run.breached,
            };
            self.on_time.entry(run.kind).or_default().add(&seen, at);
        }
    }

    fn pauses(&mut self, run: &Run, at: Timestamp, calendar: &Calendar) {
        let end = run.stopped.map_or(at, |(stop, _)| stop);
        let paused = paused_working_days(run.started_at, end, &run.pauses, calendar);
        let all = working_days_between(run.started_at, end, calendar);
        self.paused += paused_share(u64::from(paused), u64::from(all));
    }

    fn duration(&mut self, run: &Run, hours: &WorkingHours, calendar: &Calendar) {
        let durations = self.times.entry(run.kind).or_default();
        match run.stopped {
            None => durations.running += 1,
            Some((stop, StopHow::Done)) => {
                let minutes =
                    working_minutes_between(run.started_at, stop, &run.pauses, hours, calendar);
                durations
                    .minutes
                    .push(u32::try_from(minutes).unwrap_or(u32::MAX));
                durations.days.push(run.calendar_days(stop, calendar));
            }
            Some(_) => {}
        }
    }

    /// Medians, shares.
    pub(super) fn finish(mut self) -> Measured {
        let mut times = |kind| {
            let Durations {
                minutes,
                days,
                running,
            } = self.times.remove(&kind).unwrap_or_default();
            ClockTimes {
                working_minutes: Times::of(minutes, running),
                calendar_days: Times::of(days, running),
            }
        };
        Measured {
            to_verify: times(ClockKind::Verification),
            to_first_follow_up: times(ClockKind::FirstFollowUp),
            to_resolve: times(ClockKind::Resolution),
            on_time: self.on_time.into_iter().collect(),
            paused: self.paused,
        }
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
}

impl Run {
    /// Stopped because the report was merged into another.
    const fn was_merged(&self) -> bool {
        matches!(self.stopped, Some((_, StopHow::Merged)))
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

impl FromRow for Run {
    fn from_row(row: Row<'_>) -> Result<Self, StoreError> {
        let bad = |column, expected| StoreError::BadValue { column, expected };
        let kind: String = row.get(1)?;
        let pauses: String = row.get(8)?;
        let pauses: Vec<(i64, Option<i64>)> =
            serde_json::from_str(&pauses).map_err(|_| bad(8, "pauses"))?;
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
            pauses: pauses
                .into_iter()
                .map(|(from, to)| Pause {
                    from: moment(from),
                    to: to.map(moment),
                })
                .collect(),
            stopped: row.get::<Option<Timestamp>>(9)?.zip(how),
            breached: row.get(11)?,
        })
    }
}
