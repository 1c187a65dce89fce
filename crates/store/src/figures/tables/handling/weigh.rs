//! How one report was handled, right after an instant, as cells: a name that says what is measured, a code that holds
//! its value, and how often.

use jiff::civil::Date;
use lapor_domain::clock::{
    ClockKind, WorkingHours, paused_working_days, working_days_between, working_minutes_between,
};
use lapor_domain::figures::{Hand, MOVES, Seen, is_disposition, passed_on, refusals, verdict};
use lapor_domain::ids::BodyId;
use lapor_domain::report::clocks::{StopHow, is_duty};
use lapor_domain::rules::Rules;
use uuid::Uuid;

use super::life::{Deed, Life, Run};
use super::measure;
use crate::figures::tables::cell::{Slice, kind};
use crate::figures::tables::contribute::Cells;
use crate::figures::tables::family::{Member, Stretch};
use crate::record::{moment, project::day_number};

/// A report with its life, and by what it is measured.
#[derive(Clone, Copy)]
pub(crate) struct Handled<'a> {
    pub(crate) rules: &'a Rules,
    pub(crate) member: &'a Member,
    pub(crate) life: &'a Life,
    /// Only what has its place up to here.
    pub(crate) place: i64,
}

impl Handled<'_> {
    /// All cells right after an instant.
    pub(crate) fn cells(&self, us: i64) -> Cells {
        let mut cells = Cells::new();
        for look in self.member.looks(self.place, us) {
            self.weigh(look, Some(look.holder), kind::HANDLING, us, &mut cells);
            if !look.left {
                self.weigh(look, None, kind::HANDLING_ALL, us, &mut cells);
            }
        }
        cells
    }

    /// As a holder counts it: its own clocks and deeds, or with no holder all of them.
    fn weigh(&self, look: &Stretch, of: Option<Uuid>, kind: i64, us: i64, cells: &mut Cells) {
        let slice = Slice {
            kind,
            holder: look.holder,
            month: look.day / 100,
        };
        let supervisory = self.member.is_supervisory(self.place);
        let mut take = |name: Vec<u8>, value: u32, n: i64| {
            let code = measure::code(value, supervisory, look.left);
            *cells.entry((slice, name, code)).or_default() += n;
        };
        let is_its = |holder: Uuid| of.is_none_or(|mine| mine == holder);
        let runs = self.life.clocks(self.place, us).into_iter();
        let runs = runs.filter(|run| is_its(run.holder.0) && !run.imported);
        self.clocks(&runs.collect::<Vec<_>>(), us, &mut take);
        if look.merge_root.is_none() {
            let deeds = self.life.deeds(self.place, us);
            let deeds: Vec<&Deed> = deeds.filter(|deed| is_its(deed.holder)).collect();
            self.deeds(look, &deeds, &mut take);
        }
    }

    fn clocks(&self, runs: &[&Run], us: i64, take: &mut impl FnMut(Vec<u8>, u32, i64)) {
        let mut before = None;
        for run in runs {
            if is_duty(run.kind) {
                let at = moment(us + 1);
                let kept = |extended| measure::of_verdict(verdict(&seen(run), at, extended));
                let both = kept(false) * 3 + kept(true);
                take(measure::of_clock(measure::KEPT, run.kind), both, 1);
            }
            if run.kind == ClockKind::Resolution {
                self.pauses(run, take);
            }
            if matches!(run.stopped, Some((_, StopHow::Merged))) {
                continue;
            }
            let first = before != Some(run.kind) && run.round == 1;
            before = Some(run.kind);
            if first {
                self.duration(run, take);
            }
        }
    }

    fn pauses(&self, run: &Run, take: &mut impl FnMut(Vec<u8>, u32, i64)) {
        let calendar = self.rules.calendar(run.holder);
        if let Some((stop, _)) = run.stopped {
            let paused = paused_working_days(run.started_at, stop, &run.pauses, calendar);
            let all = working_days_between(run.started_at, stop, calendar);
            take(vec![measure::PAUSED], 0, i64::from(paused));
            take(vec![measure::PAUSED], 1, i64::from(all));
            return;
        }
        // It grows with every day: what it grows from is kept, and weighed when it is asked for.
        let mut name = vec![measure::STANDING];
        name.extend_from_slice(run.holder.0.as_bytes());
        let day = |at| calendar.zone.local_date(at);
        put_day(&mut name, Some(day(run.started_at)));
        for pause in &run.pauses {
            put_day(&mut name, Some(day(pause.from)));
            put_day(&mut name, pause.to.map(day));
        }
        take(name, 0, 1);
    }

    fn duration(&self, run: &Run, take: &mut impl FnMut(Vec<u8>, u32, i64)) {
        match run.stopped {
            None => take(measure::of_clock(measure::RUNNING, run.kind), 0, 1),
            Some((stop, StopHow::Done)) => {
                let (hours, calendar) = (self.hours(run.holder), self.rules.calendar(run.holder));
                let minutes =
                    working_minutes_between(run.started_at, stop, &run.pauses, &hours, calendar);
                let minutes = u32::try_from(minutes).unwrap_or(u32::MAX);
                take(measure::of_clock(measure::MINUTES, run.kind), minutes, 1);
                let day = |at| calendar.zone.local_date(at);
                let days = |from: Date, to: Date| from.duration_until(to).as_hours().max(0) / 24;
                let pauses = run
                    .pauses
                    .iter()
                    .map(|pause| days(day(pause.from), day(pause.to.unwrap_or(stop).min(stop))));
                let all = days(day(run.started_at), day(stop)) - pauses.sum::<i64>();
                let all = u32::try_from(all).unwrap_or(0);
                take(measure::of_clock(measure::DAYS, run.kind), all, 1);
            }
            Some(_) => {}
        }
    }

    fn hours(&self, body: BodyId) -> std::borrow::Cow<'_, WorkingHours> {
        use std::borrow::Cow;
        let own = self.rules.hours.get(&body).map(Cow::Borrowed);
        own.unwrap_or_else(|| Cow::Owned(WorkingHours::usual()))
    }

    fn deeds(&self, look: &Stretch, life: &[&Deed], take: &mut impl FnMut(Vec<u8>, u32, i64)) {
        let count = |kind: &str| life.iter().filter(|deed| deed.kind == kind).count() as i64;
        let any = |kinds: &[&str]| life.iter().any(|deed| kinds.contains(&deed.kind.as_str()));
        let is_disposed = any(&["verified"]);
        if look.tally().imported && !is_disposed {
            take(vec![measure::IMPORTS_OUT], 0, 1);
        }
        for deed in life {
            let Some(unit) = deed.unit else { continue };
            match deed.kind.as_str() {
                kind if is_disposition(kind) => take(measure::of_unit(measure::GIVEN, unit), 0, 1),
                "refused" => take(measure::of_unit(measure::REFUSED, unit), 0, 1),
                "support_added" | "support_ended" => {
                    let how = deed.value.and_then(|value| u32::try_from(value + 1).ok());
                    take(
                        measure::of_unit(measure::SUPPORT, unit),
                        how.unwrap_or(0),
                        1,
                    );
                }
                _ => {}
            }
        }
        passed(life, take);
        self.waits(look, life, take);
        if is_disposed {
            take(vec![measure::DISPOSED], 0, 1);
            let is_answered = any(&["answered", "closure_proposed"]);
            take(vec![measure::ANSWERED], 0, i64::from(is_answered));
        }
        let moves = MOVES.iter().map(|kind| count(kind)).sum();
        take(vec![measure::MOVES], 0, moves);
        let closed = life.iter().filter(|deed| deed.kind == "closed");
        let silent = closed.filter(|deed| deed.value == Some(1)).count() as i64;
        take(vec![measure::SILENT], 0, silent);
        take(vec![measure::CONFIRMED], 0, count("closed") - silent);
        take(vec![measure::DISPUTED], 0, count("disputed"));
        if any(&["closed", "upheld"]) {
            let by = |value| {
                let is = |deed: &&Deed| deed.kind == "reopened" && deed.value == Some(value);
                i64::from(life.iter().any(is))
            };
            take(vec![measure::CLOSED], 0, 1);
            take(vec![measure::REOPENED], 0, by(0));
            take(vec![measure::REOPENED], 1, by(1));
        }
    }

    /// For each refusal the office time from the disposition to the unit until the next one.
    fn waits(&self, look: &Stretch, life: &[&Deed], take: &mut impl FnMut(Vec<u8>, u32, i64)) {
        let body = BodyId(look.holder);
        let (hours, calendar) = (self.hours(body), self.rules.calendar(body));
        for refusal in refusals(&hands(life)) {
            let Some(next) = refusal.next else {
                take(measure::of_unit(measure::WAITING, refusal.unit), 0, 1);
                continue;
            };
            let minutes = working_minutes_between(refusal.given, next, &[], &hours, calendar);
            let minutes = u32::try_from(minutes).unwrap_or(u32::MAX);
            take(measure::of_unit(measure::WAITED, refusal.unit), minutes, 1);
        }
    }
}

/// From whom a report was passed on.
fn passed(life: &[&Deed], take: &mut impl FnMut(Vec<u8>, u32, i64)) {
    for (unit, is_refusal) in passed_on(&hands(life)) {
        take(
            measure::of_unit(measure::PASSED, unit),
            u32::from(is_refusal),
            1,
        );
    }
}

fn hands<'a>(life: &[&'a Deed]) -> Vec<Hand<'a>> {
    let hand = |deed: &&'a Deed| Hand {
        kind: &deed.kind,
        at: deed.at,
        unit: deed.unit,
    };
    life.iter().map(hand).collect()
}

fn seen(run: &Run) -> Seen {
    let paused_since = run.pauses.last().filter(|pause| pause.to.is_none());
    Seen {
        due: run.due,
        extended_due: run.extended_due,
        stopped: run.stopped,
        paused_since: paused_since.map(|pause| pause.from),
        breached: run.breached,
    }
}

/// Four bytes; none is nought.
fn put_day(name: &mut Vec<u8>, day: Option<Date>) {
    let number = day.and_then(|day| u32::try_from(day_number(day)).ok());
    name.extend_from_slice(&number.unwrap_or(0).to_be_bytes());
}
