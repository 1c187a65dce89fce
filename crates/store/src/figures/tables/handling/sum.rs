//! Cells of handling added up again.

use std::collections::HashMap;

use jiff::Timestamp;
use lapor_domain::clock::working_days_between;
use lapor_domain::figures::{Clocked, Counted, Share, Spans, on_time, refusal_rate};
use lapor_domain::ids::{BodyId, UnitId};
use lapor_domain::report::state::SupportEnd;
use lapor_domain::rules::Rules;
use uuid::Uuid;

use super::measure;
use crate::figures::gather::{Units, help};
use crate::record::project::date;

/// A measure of the tables: its name without the value of a dimension.
#[derive(Clone, Copy)]
pub(crate) struct Cell<'a> {
    pub(crate) measure: u8,
    pub(crate) rest: &'a [u8],
}

/// A value, and how often.
pub(crate) type Value = (u32, u64);

impl<'a> Cell<'a> {
    /// Of the rest of a name.
    pub(crate) fn of(name: &'a [u8]) -> Option<Self> {
        let (measure, rest) = name.split_first()?;
        let measure = *measure;
        Some(Self { measure, rest })
    }

    /// Whether it is told at a unit and not at a lead.
    pub(crate) const fn is_of_unit(&self) -> bool {
        self.measure >= measure::GIVEN
    }

    /// Whether it is in no row: units are told by themselves.
    pub(crate) const fn is_of_unit_alone(&self) -> bool {
        self.measure >= measure::PASSED
    }

    /// Adds values to what is counted of a row; none where the name is damaged.
    pub(crate) fn add(
        &self,
        values: &[Value],
        to: &mut Counted,
        weighing: &mut Weighing<'_>,
    ) -> Option<()> {
        let rest = self.rest;
        let n = || values.iter().map(|(_, n)| n).sum::<u64>();
        match self.measure {
            measure::TENTHS => clocked(to, rest)?.spans.tenths.add_all(values),
            measure::DAYS => clocked(to, rest)?.spans.days.add_all(values),
            measure::RUNNING => clocked(to, rest)?.spans.run_on(n()),
            measure::KEPT => {
                let kept = &mut clocked(to, rest)?.kept;
                for (value, n) in values {
                    kept.first += share(value / 3, *n);
                    kept.extended += share(value % 3, *n);
                }
            }
            measure::RUNS_SINCE => to.paused.whole += weighing.since(rest, values)?,
            measure::STANDS_SINCE => to.paused.part += weighing.since(rest, values)?,
            measure::STAYED => stayed(to, rest)?.tenths.add_all(values),
            measure::STAYED_DAYS => stayed(to, rest)?.days.add_all(values),
            measure::STAYING => stayed(to, rest)?.run_on(n()),
            measure::WAITED => to.deeds.waits.add_all(values),
            measure::HAPPENED => {
                let (kind, officer) = measure::deed(rest)?;
                for (value, n) in values {
                    let is_special = value & 1 != 0;
                    to.flow.add_all(kind, (is_special, value & 2 != 0), *n);
                }
                to.flow.officers.extend(officer);
            }
            measure::OFFICER => to.flow.officers.extend(Some(measure::officer(rest)?)),
            _ => {
                for (value, n) in values {
                    self.add_one(*value, *n, to);
                }
            }
        }
        Some(())
    }

    fn add_one(&self, value: u32, n: u64, to: &mut Counted) {
        let deeds = &mut to.deeds;
        match self.measure {
            measure::PAUSED if value == 0 => to.paused.part += n,
            measure::PAUSED => to.paused.whole += n,
            measure::DISPOSED => deeds.disposed += n,
            measure::ANSWERED => deeds.answered += n,
            measure::IMPORTS_OUT => deeds.imports_left_out += n,
            measure::MOVES => deeds.moves += n,
            measure::SILENT => deeds.silent += n,
            measure::CONFIRMED => deeds.confirmed += n,
            measure::DISPUTED => deeds.disputed += n,
            measure::CLOSED => deeds.closed += n,
            measure::REOPENED if value == 0 => deeds.reopened_by_officer += n,
            measure::REOPENED => deeds.reopened_by_reporter += n,
            measure::HELD => deeds.held += n,
            measure::EXTENDED => deeds.extended += n,
            measure::WAITING => deeds.waits.run_on(n),
            measure::GIVEN => deeds.refusals += refusal_rate(0, n),
            measure::REFUSED => deeds.refusals += refusal_rate(n, 0),
            measure::SUPPORT => help(deeds, ended(value), n),
            _ => {}
        }
    }

    /// Adds values to what single units did.
    pub(crate) fn add_to_unit(&self, unit: UnitId, values: &[Value], units: &mut Units) {
        for (value, n) in values {
            self.add_one_to_unit(unit, (*value, *n), units);
        }
    }

    fn add_one_to_unit(&self, unit: UnitId, (value, n): (u32, u64), units: &mut Units) {
        let mut refusals = |share| *units.refusals.entry(unit).or_default() += share;
        match self.measure {
            measure::GIVEN => refusals(refusal_rate(0, n)),
            measure::REFUSED => refusals(refusal_rate(n, 0)),
            measure::SUPPORT => {
                let work = units.support.entry(unit).or_default();
                work.add(ended(value), n);
            }
            measure::PASSED => {
                let passed = units.passed.entry(unit).or_default();
                passed.moves += n;
                passed.refusals += if value == 1 { n } else { 0 };
            }
            measure::UNIT_WAITED => {
                let passed = units.passed.entry(unit).or_default();
                passed.minutes.extend((0..n).map(|_| value));
            }
            measure::UNIT_WAITING => units.passed.entry(unit).or_default().waiting += n,
            _ => {}
        }
    }
}

fn clocked<'a>(to: &'a mut Counted, rest: &[u8]) -> Option<&'a mut Clocked> {
    Some(to.clocks.entry(measure::clock(rest)?).or_default())
}

fn stayed<'a>(to: &'a mut Counted, rest: &[u8]) -> Option<&'a mut Spans> {
    Some(to.stays.entry(measure::state(rest)?).or_default())
}

/// How a unit's help ended, by its place in the vocabulary; none where it was asked.
fn ended(value: u32) -> Option<i64> {
    let place = i64::from(value) - 1;
    let most = SupportEnd::ALL.len() as i64;
    (0..most).contains(&place).then_some(place)
}

fn share(verdict: u32, n: u64) -> Share {
    match verdict {
        1 => on_time(n, 0),
        2 => on_time(0, n),
        _ => Share::default(),
    }
}

/// What grows with every day, weighed at a moment; each once.
pub(crate) struct Weighing<'a> {
    rules: &'a Rules,
    at: Timestamp,
    ages: HashMap<(Uuid, u32), u32>,
}

impl<'a> Weighing<'a> {
    pub(crate) fn new(rules: &'a Rules, at: Timestamp) -> Self {
        Self {
            rules,
            at,
            ages: HashMap::new(),
        }
    }

    /// Working days since a day, by a body's calendar.
    pub(crate) fn age(&mut self, body: Uuid, day: u32) -> Option<u32> {
        if let Some(age) = self.ages.get(&(body, day)) {
            return Some(*age);
        }
        let calendar = self.rules.calendar(BodyId(body));
        let received = calendar.zone.start_of_day(date(i64::from(day))?);
        let age = working_days_between(received, self.at, calendar);
        self.ages.insert((body, day), age);
        Some(age)
    }

    /// Working days since the days of clocks of a body, up to the moment.
    fn since(&mut self, body: &[u8], days: &[Value]) -> Option<u64> {
        let body = Uuid::from_slice(body).ok()?;
        let mut all = 0;
        for (day, n) in days {
            all += u64::from(self.age(body, *day)?) * n;
        }
        Some(all)
    }
}
