//! Cells of handling added up again.

use std::collections::BTreeMap;

use jiff::Timestamp;
use jiff::civil::Date;
use lapor_domain::clock::{ClockKind, Pause, paused_working_days, working_days_between};
use lapor_domain::figures::{Punctuality, Share, on_time, paused_share};
use lapor_domain::ids::{BodyId, UnitId};
use lapor_domain::rules::Rules;
use uuid::Uuid;

use super::measure;
use crate::figures::tables::numbers::Numbers;
use crate::record::project::date;

/// How many took so long.
pub(crate) type Histogram = BTreeMap<u32, u64>;

/// How the reports of a body, or of all, were handled.
#[derive(Debug, Default)]
pub(crate) struct Handling {
    /// Minutes of office time, by clock.
    pub(crate) minutes: BTreeMap<ClockKind, Histogram>,
    /// Calendar days, by clock.
    pub(crate) days: BTreeMap<ClockKind, Histogram>,
    /// Clocks that run.
    pub(crate) running: BTreeMap<ClockKind, u64>,
    /// Whether clocks were kept.
    pub(crate) kept: BTreeMap<ClockKind, Punctuality>,
    /// Working days in which resolution clocks stood still, of all of theirs.
    pub(crate) paused: Share,
    /// By the byte that names a measure: how often, for its values 0 and 1.
    pub(crate) counts: BTreeMap<u8, (u64, u64)>,
    /// The same by unit, for each value.
    pub(crate) units: BTreeMap<(u8, UnitId), Histogram>,
}

impl Handling {
    /// Of the numbers that an asker may see, at a moment; none where a name is damaged.
    pub(crate) fn of(
        numbers: &Numbers,
        rules: &Rules,
        at: Timestamp,
        is_seen: impl Fn(bool, bool) -> bool,
    ) -> Option<Self> {
        let mut handling = Self::default();
        for (_, name, code, n) in numbers.iter() {
            let (value, supervisory, left) = measure::of_code(code);
            if is_seen(supervisory, left) {
                handling.add(name, value, n, rules, at)?;
            }
        }
        Some(handling)
    }

    fn add(&mut self, name: &[u8], value: u32, n: u64, rules: &Rules, at: Timestamp) -> Option<()> {
        let (measure, rest) = name.split_first()?;
        let add = |to: &mut BTreeMap<ClockKind, Histogram>| {
            let kind = measure::clock(rest)?;
            *to.entry(kind).or_default().entry(value).or_default() += n;
            Some(())
        };
        match *measure {
            measure::MINUTES => add(&mut self.minutes)?,
            measure::DAYS => add(&mut self.days)?,
            measure::RUNNING => *self.running.entry(measure::clock(rest)?).or_default() += n,
            measure::KEPT => {
                let kept = self.kept.entry(measure::clock(rest)?).or_default();
                kept.first += share(value / 3, n);
                kept.extended += share(value % 3, n);
            }
            measure::PAUSED if value == 0 => self.paused.part += n,
            measure::PAUSED => self.paused.whole += n,
            measure::STANDING => {
                let (paused, all) = standing(rest, rules, at)?;
                self.paused += paused_share(u64::from(paused) * n, u64::from(all) * n);
            }
            measure if measure >= measure::GIVEN => {
                let unit = measure::unit(rest)?;
                *self
                    .units
                    .entry((measure, unit))
                    .or_default()
                    .entry(value)
                    .or_default() += n;
            }
            measure => {
                let (zero, one) = self.counts.entry(measure).or_default();
                *(if value == 0 { zero } else { one }) += n;
            }
        }
        Some(())
    }

    /// How often something was.
    pub(crate) fn count(&self, measure: u8) -> u64 {
        self.counts.get(&measure).map_or(0, |(zero, _)| *zero)
    }
}

fn share(verdict: u32, n: u64) -> Share {
    match verdict {
        1 => on_time(n, 0),
        2 => on_time(0, n),
        _ => Share::default(),
    }
}

/// Working days that a running clock stood still, and all of them, up to a moment.
fn standing(rest: &[u8], rules: &Rules, at: Timestamp) -> Option<(u32, u32)> {
    let (body, rest) = rest.split_at_checked(16)?;
    let calendar = rules.calendar(BodyId(Uuid::from_slice(body).ok()?));
    let days: Vec<Option<Date>> = rest
        .chunks_exact(4)
        .map(|day| {
            date(i64::from(u32::from_be_bytes(
                day.try_into().unwrap_or([0; 4]),
            )))
        })
        .collect();
    let (start, pauses) = days.split_first()?;
    let instant = |day: Date| calendar.zone.start_of_day(day);
    let start = instant((*start)?);
    let pauses: Option<Vec<Pause>> = pauses
        .chunks_exact(2)
        .map(|pause| {
            let [from, to] = pause else { return None };
            Some(Pause {
                from: instant((*from)?),
                to: to.map(instant),
            })
        })
        .collect();
    let pauses = pauses?;
    let paused = paused_working_days(start, at, &pauses, calendar);
    Some((paused, working_days_between(start, at, calendar)))
}
