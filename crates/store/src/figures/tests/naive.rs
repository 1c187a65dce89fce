//! Every count once more, from the events alone: no interval, no milestone, no statement of the program is used.

use std::collections::{BTreeMap, HashMap, HashSet};

use jiff::Timestamp;
use lapor_domain::clock::{
    ClockKind, WorkingHours, paused_working_days, working_days_between, working_minutes_between,
};
use lapor_domain::figures::{Counted, Flow, Seen as SeenClock, Share, tenths_of_hours};
use lapor_domain::ids::{BodyId, ReportId, UnitId};
use lapor_domain::report::Report;
use lapor_domain::report::clocks::{StopHow, is_duty};
use lapor_domain::report::event::{Recorded, What};
use lapor_domain::report::state::SupportEnd;
use lapor_domain::rules::Rules;
use lapor_domain::testkit::Life;
use lapor_domain::words::{EndedBy, Figure, Role, StateCode};

use super::oracle::{self, Seen, look, standing};
use crate::figures::{Ask, Dimension, Filter, Scope};
use crate::record::events::kind;

pub(super) type ByKey = BTreeMap<Option<String>, Counted>;

/// A life with the report after each of its events.
pub(super) struct Known<'a> {
    life: &'a Life,
    after: Vec<Report>,
}

/// Folds every life after each event.
pub(super) fn known(lives: &[Life]) -> Vec<Known<'_>> {
    let after = |life: &Life| {
        let upto = |n| Report::fold(life.report.id, life.events.iter().take(n)).unwrap();
        (1..=life.events.len()).map(upto).collect()
    };
    lives
        .iter()
        .map(|life| Known {
            life,
            after: after(life),
        })
        .collect()
}

impl Known<'_> {
    /// Events recorded before a moment, each with the report after it.
    fn before(&self, at: Timestamp) -> impl Iterator<Item = (&Recorded, &Report)> {
        let both = self.life.events.iter().zip(&self.after);
        both.take_while(move |(event, _)| event.recorded_at < at)
    }
}

/// Counts of all rows, by key.
pub(super) fn counted(
    lives: &[Life],
    known: &[Known<'_>],
    rules: &Rules,
    ask: &Ask,
    filter: &Filter,
) -> ByKey {
    let naive = Naive {
        lives,
        rules,
        ask,
        filter,
    };
    let mut rows = ByKey::new();
    let mut cases: HashMap<Option<String>, HashSet<ReportId>> = HashMap::new();
    for known in known {
        naive.flow(known, &mut rows);
        let Some(seen) = naive.seen(known.life) else {
            continue;
        };
        naive.stock(known, &seen, &mut rows);
        let day = naive.received(known.life);
        if !(ask.from..=ask.to).contains(&day) {
            naive.units(known, &seen, &mut rows, false);
            continue;
        }
        naive.units(known, &seen, &mut rows, true);
        if !naive.passes(&seen, seen.lead) {
            continue;
        }
        let key = naive.key(known.life, &seen);
        let row = rows.entry(key.clone()).or_default();
        row.cohort.add(seen.facts.figure, 1);
        row.subs.add(&seen.facts, 1);
        row.flow.received += 1;
        cases.entry(key.clone()).or_default().insert(seen.case);
        naive.clocks(known, &seen, row);
        if !seen.facts.merged {
            naive.deeds(known, &seen, row);
            naive.stays(known, &seen, row);
        }
    }
    for (key, ids) in cases {
        rows.get_mut(&key).unwrap().cases = ids.len() as u64;
    }
    rows
}

/// Those of the lives that anyone may read at the moment, as the scope has them.
pub(super) fn released<'a>(
    lives: &[Life],
    known: Vec<Known<'a>>,
    rules: &Rules,
    ask: &Ask,
) -> Vec<Known<'a>> {
    let naive = Naive {
        lives,
        rules,
        ask,
        filter: &Filter::default(),
    };
    let is_public = |known: &Known<'_>| {
        let seen = naive.seen(known.life);
        seen.is_some_and(|seen| seen.facts.is_public)
    };
    known.into_iter().filter(is_public).collect()
}

struct Naive<'a> {
    lives: &'a [Life],
    rules: &'a Rules,
    ask: &'a Ask,
    filter: &'a Filter,
}

impl Naive<'_> {
    fn at(&self) -> Timestamp {
        self.ask.moment()
    }

    /// In the scope, whoever leads: of a unit all that its body has.
    fn seen(&self, life: &Life) -> Option<Seen> {
        let seen = match self.ask.scope {
            Scope::Unit(unit) => {
                let body = self.rules.directory.units[&unit].body;
                let seen = standing(self.lives, oracle::fold(life, self.at())?, self.at());
                (seen.report.holder == body).then_some(seen)
            }
            scope => look(self.lives, life, self.rules, scope, self.at()),
        }?;
        (!seen.is_hidden(self.ask.sight, self.lives)).then_some(seen)
    }

    fn received(&self, life: &Life) -> jiff::civil::Date {
        self.rules
            .zone(life.report.home)
            .local_date(life.report.received_at)
    }

    fn leads(&self, unit: Option<UnitId>) -> bool {
        let within = |node| unit.is_some_and(|unit| self.rules.directory.is_within(unit, node));
        let in_scope = match self.ask.scope {
            Scope::Unit(node) => within(node),
            _ => true,
        };
        in_scope && self.filter.unit.is_none_or(within)
    }

    /// What is asked for, and led by who is asked for.
    fn passes(&self, seen: &Seen, lead: Option<UnitId>) -> bool {
        let filter = self.filter;
        let report = &seen.report;
        let category = |top| {
            let within = |category| self.rules.directory.is_category_within(category, top);
            report.category.is_some_and(within)
        };
        let region = |code: &String| {
            let below = format!("{code}.");
            let region = report.region.as_deref();
            region.is_some_and(|region| region == code || region.starts_with(&below))
        };
        self.leads(lead)
            && filter.category.is_none_or(category)
            && filter
                .report_type
                .is_none_or(|kind| kind == report.report_type)
            && filter
                .channel
                .as_ref()
                .is_none_or(|code| report.channel.as_str() == code)
            && filter.region.as_ref().is_none_or(region)
    }

    fn key(&self, life: &Life, seen: &Seen) -> Option<String> {
        let by = self.ask.by?;
        oracle::stretch(by, self.received(life)).or_else(|| self.value(by, seen, seen.lead))
    }

    fn value(&self, by: Dimension, seen: &Seen, lead: Option<UnitId>) -> Option<String> {
        oracle::value(by, &seen.report, lead, self.rules, self.ask.scope)
    }

    /// Of this scope's bodies.
    fn is_here(&self, body: BodyId) -> bool {
        match self.ask.scope {
            Scope::Installation => true,
            Scope::Body(scope) => scope == body,
            Scope::Unit(unit) => self.rules.directory.units[&unit].body == body,
        }
    }

    /// The body whose hours count.
    fn home(&self, seen: &Seen) -> BodyId {
        match self.ask.scope {
            Scope::Installation => seen.report.holder,
            Scope::Body(body) => body,
            Scope::Unit(unit) => self.rules.directory.units[&unit].body,
        }
    }

    fn clocks(&self, known: &Known<'_>, seen: &Seen, row: &mut Counted) {
        if seen.report.import.is_some() {
            return;
        }
        let steps: Vec<&Report> = known.before(self.at()).map(|(_, after)| after).collect();
        let last = steps.last().unwrap();
        let mut told: HashSet<ClockKind> = HashSet::new();
        for (n, clock) in last.clocks.iter().enumerate() {
            let same = steps
                .iter()
                .rev()
                .take_while(|step| step.clocks.get(n) == Some(clock));
            let holder = same.last().unwrap().holder;
            if !self.is_here(holder) {
                continue;
            }
            let stopped = clock.stopped.map(|stop| (stop.at, stop.how));
            let calendar = self.rules.calendar(holder);
            let clocked = row.clocks.entry(clock.kind).or_default();
            if is_duty(clock.kind) {
                let open = clock.pauses.last().filter(|pause| pause.to.is_none());
                let seen = SeenClock {
                    due: clock.due,
                    extended_due: clock.extended_due,
                    stopped,
                    paused_since: open.map(|pause| pause.from),
                    breached: clock.breached,
                };
                clocked.kept.add(&seen, self.at());
            }
            if clock.kind == ClockKind::Resolution {
                let end = stopped.map_or(self.at(), |(at, _)| at);
                let paused = paused_working_days(clock.started_at, end, &clock.pauses, calendar);
                let all = working_days_between(clock.started_at, end, calendar);
                row.paused += Share::of(u64::from(paused), u64::from(all));
            }
            if stopped.is_some_and(|(_, how)| how == StopHow::Merged) || !told.insert(clock.kind) {
                continue;
            }
            if clock.round != 1 {
                continue;
            }
            match stopped {
                None => clocked.spans.run_on(1),
                Some((stop, StopHow::Done)) => {
                    let hours = WorkingHours::usual();
                    let (from, pauses) = (clock.started_at, &clock.pauses);
                    let minutes = working_minutes_between(from, stop, pauses, &hours, calendar);
                    let days = |from, to| {
                        let (from, to) =
                            (calendar.zone.local_date(from), calendar.zone.local_date(to));
                        from.duration_until(to).as_hours() / 24
                    };
                    let mut taken = days(from, stop);
                    for pause in pauses {
                        taken -= days(pause.from, pause.to.unwrap_or(stop).min(stop));
                    }
                    clocked.spans.tenths.add(tenths_of_hours(minutes), 1);
                    clocked.spans.days.add(u32::try_from(taken).unwrap_or(0), 1);
                }
                Some(_) => {}
            }
        }
    }

    /// Events of a report that happened in the scope's bodies, by their codes.
    fn here<'k>(&self, known: &'k Known<'_>) -> Vec<(&'static str, &'k Recorded, &'k Report)> {
        let place = |event: &Recorded, after: &Report| match &event.event.what {
            What::TransferredWithin { from, .. } | What::ReturnedToDesk { from, .. } => *from,
            _ => after.holder,
        };
        let all = known.before(self.at());
        all.filter(|(event, after)| self.is_here(place(event, after)))
            .map(|(event, after)| (kind(&event.event.what), event, after))
            .collect()
    }

    fn deeds(&self, known: &Known<'_>, seen: &Seen, row: &mut Counted) {
        let here = self.here(known);
        let n = |code: &str| here.iter().filter(|(kind, ..)| *kind == code).count() as u64;
        let deeds = &mut row.deeds;
        let disposed = n("verified") > 0;
        deeds.disposed += u64::from(disposed);
        deeds.answered += u64::from(disposed && n("answered") + n("closure_proposed") > 0);
        deeds.imports_left_out += u64::from(seen.report.import.is_some() && !disposed);
        deeds.held += u64::from(n("held") > 0);
        deeds.extended += u64::from(n("extended") > 0);
        deeds.moves +=
            n("redirected") + n("refused") + n("transferred_out") + n("transferred_within");
        deeds.disputed += n("disputed");
        for (_, event, _) in &here {
            if let What::Closed { by, .. } = &event.event.what {
                let slot = match by {
                    EndedBy::System => &mut deeds.silent,
                    _ => &mut deeds.confirmed,
                };
                *slot += 1;
            }
        }
        if n("closed") + n("upheld") > 0 {
            deeds.closed += 1;
            let by = |reporter: bool| {
                here.iter().any(|(kind, event, _)| {
                    *kind == "reopened" && (event.actor.role == Role::Reporter) == reporter
                })
            };
            deeds.reopened_by_reporter += u64::from(by(true));
            deeds.reopened_by_officer += u64::from(by(false));
        }
        let (calendar, hours) = (self.rules.calendar(self.home(seen)), WorkingHours::usual());
        let mut given = None;
        let mut open = Vec::new();
        for (_, event, _) in &here {
            if given_to(&event.event.what).is_some() {
                for since in open.drain(..) {
                    let minutes =
                        working_minutes_between(since, event.occurred_at, &[], &hours, calendar);
                    deeds.waits.add(u32::try_from(minutes).unwrap(), 1);
                }
                given = Some(event.occurred_at);
            }
            if matches!(&event.event.what, What::Refused { .. }) {
                open.extend(given);
            }
        }
        deeds.waits.run_on(open.len() as u64);
    }

    /// What units were given, refused and helped with, told at these units.
    fn units(&self, known: &Known<'_>, seen: &Seen, rows: &mut ByKey, in_period: bool) {
        if !in_period || seen.facts.merged || !self.passes_but_lead(seen) {
            return;
        }
        for (_, event, _) in self.here(known) {
            let (unit, refused, support) = match &event.event.what {
                What::SupportAdded { support } => (support.unit, false, Some(None)),
                What::SupportEnded { unit, how, .. } => (*unit, false, Some(Some(*how))),
                What::Refused { unit, .. } => (*unit, true, None),
                what => match given_to(what) {
                    Some(unit) => (unit, false, None),
                    None => continue,
                },
            };
            if !self.leads(Some(unit)) {
                continue;
            }
            let key = self.at_unit(known.life, seen, Some(unit), None);
            let deeds = &mut rows.entry(key).or_default().deeds;
            match support {
                None if refused => deeds.refusals.part += 1,
                None => deeds.refusals.whole += 1,
                Some(None) => deeds.support_asked += 1,
                Some(Some(SupportEnd::Finished)) => deeds.support_finished += 1,
                Some(Some(SupportEnd::Refused)) => deeds.support_refused += 1,
                Some(Some(SupportEnd::Released)) => deeds.support_released += 1,
            }
        }
    }

    fn passes_but_lead(&self, seen: &Seen) -> bool {
        let naive = Naive {
            filter: &Filter {
                unit: None,
                ..self.filter.clone()
            },
            ask: &Ask {
                scope: Scope::Installation,
                ..*self.ask
            },
            ..*self
        };
        naive.passes(seen, None)
    }

    /// The row of a deed: at a unit where units are asked for, on its own day where days are.
    fn at_unit(
        &self,
        life: &Life,
        seen: &Seen,
        unit: Option<UnitId>,
        day: Option<jiff::civil::Date>,
    ) -> Option<String> {
        let by = self.ask.by?;
        let day = day.unwrap_or_else(|| self.received(life));
        oracle::stretch(by, day).or_else(|| self.value(by, seen, unit))
    }

    fn stays(&self, known: &Known<'_>, seen: &Seen, row: &mut Counted) {
        if seen.report.import.is_some() {
            return;
        }
        let calendar = self.rules.calendar(self.home(seen));
        // State here, since when; none while it is elsewhere.
        let mut stay: Option<(StateCode, Timestamp)> = None;
        let mut end = |stay: Option<(StateCode, Timestamp)>, at: Option<Timestamp>| {
            let Some((state, since)) = stay.filter(|(state, _)| is_open_state(*state)) else {
                return;
            };
            let spans = row.stays.entry(state).or_default();
            let Some(at) = at else {
                return spans.run_on(1);
            };
            let hours = WorkingHours::usual();
            let minutes = working_minutes_between(since, at, &[], &hours, calendar);
            let (from, to) = (
                calendar.zone.local_date(since),
                calendar.zone.local_date(at),
            );
            let days = from.duration_until(to).as_hours() / 24;
            spans.tenths.add(tenths_of_hours(minutes), 1);
            spans.days.add(u32::try_from(days).unwrap(), 1);
        };
        for (event, after) in known.before(self.at()) {
            let now = self.is_here(after.holder).then(|| after.state.code());
            if now != stay.map(|(state, _)| state) {
                end(stay, Some(event.recorded_at));
                stay = now.map(|state| (state, event.recorded_at));
            }
        }
        end(stay, None);
    }

    fn stock(&self, known: &Known<'_>, seen: &Seen, rows: &mut ByKey) {
        let open = [
            Figure::NotVerified,
            Figure::NotFollowedUp,
            Figure::InProcess,
            Figure::OnHold,
        ];
        let is_open = open.contains(&seen.facts.figure) && !seen.facts.merged;
        if !is_open || !self.passes(seen, seen.lead) {
            return;
        }
        let calendar = self.rules.calendar(self.home(seen));
        let received = calendar.zone.start_of_day(self.received(known.life));
        let age = working_days_between(received, self.at(), calendar);
        let row = rows.entry(self.key(known.life, seen)).or_default();
        row.stock.add(seen.facts.figure, age, 1);
        let steps: Vec<&Report> = known.before(self.at()).map(|(_, after)| after).collect();
        let last = steps.last().unwrap();
        let late = last.clocks.iter().enumerate().any(|(n, clock)| {
            let same = steps
                .iter()
                .rev()
                .take_while(|step| step.clocks.get(n) == Some(clock));
            let open = clock.pauses.last().filter(|pause| pause.to.is_none());
            is_duty(clock.kind)
                && clock.stopped.is_none()
                && self.is_here(same.last().unwrap().holder)
                && clock.extended_due.unwrap_or(clock.due) <= open.map_or(self.at(), |p| p.from)
        });
        row.stock.overdue += u64::from(late);
    }

    fn flow(&self, known: &Known<'_>, rows: &mut ByKey) {
        let Some(seen) = self.seen(known.life) else {
            return;
        };
        if !self.passes_but_lead(&seen) {
            return;
        }
        for (code, event, after) in self.here(known) {
            let day = self.rules.zone(after.home).local_date(event.occurred_at);
            if !(self.ask.from..=self.ask.to).contains(&day) || !Flow::KINDS.contains(&code) {
                continue;
            }
            let value = match &event.event.what {
                What::Closed { by, .. } => Some(i64::from(*by == EndedBy::System)),
                What::Reopened { .. } => Some(i64::from(event.actor.role == Role::Reporter)),
                _ => None,
            };
            let unit = match &event.event.what {
                What::Refused { unit, .. } => Some(*unit),
                what => given_to(what),
            };
            let unit = unit.or(seen.lead);
            if !self.leads(unit) {
                continue;
            }
            let key = match self.ask.by {
                Some(Dimension::Officer) => event.actor.officer.map(|id| id.to_string()),
                _ => self.at_unit(known.life, &seen, unit, Some(day)),
            };
            let flow = &mut rows.entry(key).or_default().flow;
            flow.add(code, value, event.actor.officer);
        }
    }
}

fn is_open_state(state: StateCode) -> bool {
    !matches!(
        state,
        StateCode::Closed | StateCode::Archived | StateCode::Transferred | StateCode::Merged
    )
}

/// The unit to which an event gives a report.
fn given_to(what: &What) -> Option<UnitId> {
    match what {
        What::Verified { lead, .. }
        | What::Redirected { lead, .. }
        | What::AssignedAnew { lead, .. } => Some(*lead),
        What::ReferredToPpid { unit, .. } => Some(*unit),
        _ => None,
    }
}
