//! How reports were handled, right after an instant, as measures: what is measured, its value, and how often.

use jiff::Timestamp;
use jiff::civil::Date;
use lapor_domain::clock::{
    ClockKind, WorkingHours, paused_so_far, paused_working_days, working_days_between,
    working_minutes_between,
};
use lapor_domain::figures::{
    Hand, MOVES, Seen, is_disposition, passed_on, refusals, tenths_of_hours, verdict,
};
use lapor_domain::ids::BodyId;
use lapor_domain::report::clocks::{StopHow, is_duty};
use lapor_domain::words::{Figure, StateCode};
use uuid::Uuid;

use super::held::{Held, Measured, Measures, differences, in_order};
use super::life::{Deed, Life, Run};
use super::measure;
use crate::figures::gather::is_at_unit;
use crate::figures::tables::cell::kind;
use crate::figures::tables::contribute::{self, Counted};
use crate::figures::tables::family::Member;
use crate::record::{moment, project::day_number};

/// Everything that is measured of a family right after an instant.
pub(crate) fn held(seen: &contribute::Seen<'_>, us: i64) -> Vec<Held> {
    let members = seen.family.members.iter();
    members
        .flat_map(|member| held_of(seen, member, us))
        .collect()
}

/// The same of one of its members, for each holder.
pub(crate) fn held_of(seen: &contribute::Seen<'_>, member: &Member, us: i64) -> Vec<Held> {
    let none = Life::default();
    // An import may have neither clocks nor milestones.
    let life = seen.lives.get(&member.id).unwrap_or(&none);
    let mut all = Vec::with_capacity(1);
    seen.each_of(member, us, |counted| {
        let mut held = Held::of(member.id, &counted);
        let handled = Handled {
            seen,
            member,
            life,
            counted: &counted,
            us,
        };
        let holder = counted.look.holder;
        held.measures = handled.measures(Some(holder));
        if !counted.look.left && handled.was_elsewhere() {
            let mut more = Vec::new();
            differences(&held.measures, &handled.measures(None), |measured, n| {
                let mut measured = measured.clone();
                measured.what += kind::ELSEWHERE;
                more.push((measured, n));
            });
            held.measures.extend(more);
            held.measures.sort_unstable();
        }
        all.push(held);
    });
    all
}

/// A report as a holder counts it, with its life.
struct Handled<'a> {
    seen: &'a contribute::Seen<'a>,
    member: &'a Member,
    life: &'a Life,
    counted: &'a Counted<'a>,
    us: i64,
}

impl Handled<'_> {
    /// Whether another body than the one that has it did something.
    fn was_elsewhere(&self) -> bool {
        let mine = self.counted.look.holder;
        let stretches = self.member.stretches.iter();
        let mut holders = stretches.map(|stretch| stretch.holder);
        holders.any(|holder| holder != mine) || self.life.holders().any(|holder| holder != mine)
    }

    /// By what one body did, or with no body by all that was done.
    fn measures(&self, of: Option<Uuid>) -> Measures {
        let mut measures = Vec::new();
        let mut put = |measured: Measured, n: i64| {
            if n != 0 {
                measures.push((measured, n));
            }
        };
        let look = self.counted.look;
        let is_its = |holder: Uuid| of.is_none_or(|mine| mine == holder);
        let runs = self.life.clocks(self.seen.place, self.us).into_iter();
        let all: Vec<&Run> = runs.filter(|run| is_its(run.holder.0)).collect();
        let runs: Vec<&Run> = all.iter().copied().filter(|run| !run.imported).collect();
        self.clocks(&runs, &mut put);
        let deeds = self.life.deeds(self.seen.place, self.us);
        let deeds: Vec<&Deed> = deeds.filter(|deed| is_its(deed.holder)).collect();
        for deed in &deeds {
            if let Some(measured) = happened(deed) {
                put(measured, 1);
            }
        }
        if look.merge_root.is_some() {
            return in_order(measures);
        }
        self.deeds(&deeds, &mut |measure, unit, value, n| {
            let measured = Measured {
                unit,
                value,
                ..Measured::own(measure)
            };
            put(measured, n);
        });
        if !self.counted.facts.imported {
            self.stays(of, &mut |measure, state, value| {
                let measured = Measured {
                    of: measure::of_state(state),
                    value,
                    ..Measured::own(measure)
                };
                put(measured, 1);
            });
        }
        let figure = self.counted.facts.figure;
        let is_open = matches!(
            figure,
            Figure::InProcess | Figure::NotFollowedUp | Figure::NotVerified | Figure::OnHold
        );
        // A report without a figure of its own is merged.
        if is_open && look.tally().figure.is_some() {
            let day = u32::try_from(look.day).unwrap_or(0);
            let open = |measure, of| Measured {
                of,
                value: day,
                ..Measured::own(measure)
            };
            put(open(measure::STOCK, measure::of_figure(figure)), 1);
            if all.iter().any(|run| is_overdue(run, self.us)) {
                put(open(measure::OVERDUE, None), 1);
            }
        }
        in_order(measures)
    }

    /// How long it stayed in each state: stretches in one state, each where the last one ended.
    fn stays(&self, of: Option<Uuid>, take: &mut impl FnMut(u8, StateCode, u32)) {
        let body = BodyId(self.counted.look.holder);
        let known = self.member.stays(self.seen.place, self.us, of);
        for (state, from, to) in known {
            if !state.is_open() {
                continue;
            }
            let Some(to) = to else {
                take(measure::STAYING, state, 0);
                continue;
            };
            let (from, to) = (moment(from), moment(to));
            let (hours, calendar) = (self.hours(body), self.seen.rules.calendar(body));
            let minutes = working_minutes_between(from, to, &[], &hours, calendar);
            take(measure::STAYED, state, tenths_of_hours(minutes));
            let (begun, over) = (calendar.zone.local_date(from), calendar.zone.local_date(to));
            let days = begun.duration_until(over).as_hours().max(0) / 24;
            take(
                measure::STAYED_DAYS,
                state,
                u32::try_from(days).unwrap_or(u32::MAX),
            );
        }
    }

    fn clocks(&self, runs: &[&Run], take: &mut impl FnMut(Measured, i64)) {
        let mut before = None;
        for run in runs {
            if is_duty(run.kind) {
                let at = moment(self.us + 1);
                let kept = |extended| measure::of_verdict(verdict(&seen(run), at, extended));
                let both = kept(false) * 3 + kept(true);
                take(of_clock(measure::KEPT, run, both), 1);
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

    fn pauses(&self, run: &Run, take: &mut impl FnMut(Measured, i64)) {
        let calendar = self.seen.rules.calendar(run.holder);
        let days = |value| Measured {
            value,
            ..Measured::own(measure::PAUSED)
        };
        if let Some((stop, _)) = run.stopped {
            let (paused, all) = *run.weighed.paused.get_or_init(|| {
                let paused = if run.pauses.is_empty() {
                    0
                } else {
                    paused_working_days(run.started_at, stop, &run.pauses, calendar)
                };
                (paused, working_days_between(run.started_at, stop, calendar))
            });
            take(days(0), i64::from(paused));
            take(days(1), i64::from(all));
            return;
        }
        // It grows with every day: from when on is kept, and weighed when it is asked for.
        let since = |measure, day| Measured {
            since: run.holder.0.as_bytes().to_vec(),
            value: u32::try_from(day_number(day)).unwrap_or(0),
            ..Measured::own(measure)
        };
        let start = calendar.zone.local_date(run.started_at);
        take(since(measure::RUNS_SINCE, start), 1);
        let paused = paused_so_far(run.started_at, &run.pauses, calendar);
        take(days(0), i64::from(paused.over));
        if let Some(day) = paused.since {
            take(since(measure::STANDS_SINCE, day), 1);
        }
    }

    fn duration(&self, run: &Run, take: &mut impl FnMut(Measured, i64)) {
        match run.stopped {
            None => take(of_clock(measure::RUNNING, run, 0), 1),
            Some((stop, StopHow::Done)) => {
                let (tenths, days) = *run.weighed.taken.get_or_init(|| self.taken(run, stop));
                take(of_clock(measure::TENTHS, run, tenths), 1);
                take(of_clock(measure::DAYS, run, days), 1);
            }
            Some(_) => {}
        }
    }

    fn taken(&self, run: &Run, stop: Timestamp) -> (u32, u32) {
        let (hours, calendar) = (self.hours(run.holder), self.seen.rules.calendar(run.holder));
        let minutes = working_minutes_between(run.started_at, stop, &run.pauses, &hours, calendar);
        let day = |at| calendar.zone.local_date(at);
        let days = |from: Date, to: Date| from.duration_until(to).as_hours().max(0) / 24;
        let pauses = run
            .pauses
            .iter()
            .map(|pause| days(day(pause.from), day(pause.to.unwrap_or(stop).min(stop))));
        let all = days(day(run.started_at), day(stop)) - pauses.sum::<i64>();
        (tenths_of_hours(minutes), u32::try_from(all).unwrap_or(0))
    }

    fn hours(&self, body: BodyId) -> std::borrow::Cow<'_, WorkingHours> {
        use std::borrow::Cow;
        let own = self.seen.rules.hours.get(&body).map(Cow::Borrowed);
        own.unwrap_or_else(|| Cow::Owned(WorkingHours::usual()))
    }

    fn deeds(&self, life: &[&Deed], take: &mut impl FnMut(u8, Option<Uuid>, u32, i64)) {
        let count = |kind: &str| life.iter().filter(|deed| deed.kind == kind).count() as i64;
        let any = |kinds: &[&str]| life.iter().any(|deed| kinds.contains(&deed.kind.as_str()));
        let is_disposed = any(&["verified"]);
        if self.counted.facts.imported && !is_disposed {
            take(measure::IMPORTS_OUT, None, 0, 1);
        }
        for deed in life {
            let Some(unit) = deed.unit.map(|unit| unit.0) else {
                continue;
            };
            match deed.kind.as_str() {
                kind if is_disposition(kind) => take(measure::GIVEN, Some(unit), 0, 1),
                "refused" => take(measure::REFUSED, Some(unit), 0, 1),
                "support_added" | "support_ended" => {
                    let how = deed.value.and_then(|value| u32::try_from(value + 1).ok());
                    take(measure::SUPPORT, Some(unit), how.unwrap_or(0), 1);
                }
                _ => {}
            }
        }
        for (unit, is_refusal) in passed_on(&hands(life)) {
            take(measure::PASSED, Some(unit.0), u32::from(is_refusal), 1);
        }
        self.waits(life, take);
        if is_disposed {
            take(measure::DISPOSED, None, 0, 1);
            let is_answered = any(&["answered", "closure_proposed"]);
            take(measure::ANSWERED, None, 0, i64::from(is_answered));
        }
        take(measure::HELD, None, 0, i64::from(any(&["held"])));
        take(measure::EXTENDED, None, 0, i64::from(any(&["extended"])));
        let moves = MOVES.iter().map(|kind| count(kind)).sum();
        take(measure::MOVES, None, 0, moves);
        let closed = life.iter().filter(|deed| deed.kind == "closed");
        let silent = closed.filter(|deed| deed.value == Some(1)).count() as i64;
        take(measure::SILENT, None, 0, silent);
        take(measure::CONFIRMED, None, 0, count("closed") - silent);
        take(measure::DISPUTED, None, 0, count("disputed"));
        if any(&["closed", "upheld"]) {
            let by = |value| {
                let is = |deed: &&Deed| deed.kind == "reopened" && deed.value == Some(value);
                i64::from(life.iter().any(is))
            };
            take(measure::CLOSED, None, 0, 1);
            take(measure::REOPENED, None, 0, by(0));
            take(measure::REOPENED, None, 1, by(1));
        }
    }

    /// For each refusal the office time from the disposition to the unit until the next one: told of the report, and of
    /// the unit.
    fn waits(&self, life: &[&Deed], take: &mut impl FnMut(u8, Option<Uuid>, u32, i64)) {
        let body = BodyId(self.counted.look.holder);
        for refusal in refusals(&hands(life)) {
            let unit = Some(refusal.unit.0);
            let Some(next) = refusal.next else {
                take(measure::WAITING, None, 0, 1);
                take(measure::UNIT_WAITING, unit, 0, 1);
                continue;
            };
            let (hours, calendar) = (self.hours(body), self.seen.rules.calendar(body));
            let minutes = working_minutes_between(refusal.given, next, &[], &hours, calendar);
            let minutes = u32::try_from(minutes).unwrap_or(u32::MAX);
            take(measure::WAITED, None, minutes, 1);
            take(measure::UNIT_WAITED, unit, minutes, 1);
        }
    }
}

/// What happened, and on which day; none where that is counted in no figure.
fn happened(deed: &Deed) -> Option<Measured> {
    let is_special = matches!(deed.kind.as_str(), "closed" | "reopened") && deed.value == Some(1);
    let by_officer = deed.officer.is_some();
    Some(Measured {
        of: Some(measure::of_deed(&deed.kind)?),
        since: deed
            .officer
            .map_or_else(Vec::new, |officer| officer.as_bytes().to_vec()),
        day: Some(deed.day),
        unit: deed
            .unit
            .filter(|_| is_at_unit(&deed.kind))
            .map(|unit| unit.0),
        value: u32::from(is_special) | u32::from(by_officer) << 1,
        ..Measured::own(measure::HAPPENED)
    })
}

fn of_clock(measure: u8, run: &Run, value: u32) -> Measured {
    Measured {
        of: measure::of_clock(run.kind),
        value,
        ..Measured::own(measure)
    }
}

/// Whether an office must keep it, and its due instant (after an extension) has passed while it ran.
fn is_overdue(run: &Run, us: i64) -> bool {
    let at = moment(us + 1);
    let open = run.pauses.last().filter(|pause| pause.to.is_none());
    let ran_until = open.map_or(at, |pause| pause.from.min(at));
    run.stopped.is_none()
        && is_duty(run.kind)
        && run.due <= at
        && run.extended_due.unwrap_or(run.due) <= ran_until
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
