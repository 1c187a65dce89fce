//! The same counts from the cohort tables, where they can tell.

use lapor_domain::figures::{Backlog, Counted, Durations, Share};
use lapor_domain::report::state::SupportEnd;
use lapor_domain::rules::Rules;

use super::SupportWork;
use crate::figures::gather::Units;
use crate::figures::tables::handling::{self, Handling, Histogram, measure};
use crate::figures::{Answer, Ask, cohort};
use crate::{StoreError, Tx};

/// Clocks, deeds and stock of a cohort as one row, and what its units did; none where intervals must be read.
pub(super) async fn read(
    tx: &mut Tx<'_>,
    rules: &Rules,
    ask: &Ask,
) -> Result<Option<(Counted, Units, Answer)>, StoreError> {
    let Some((handling, backlog)) = handling::read(tx, rules, ask).await? else {
        return Ok(None);
    };
    let counts = cohort::read(tx, rules, &Ask { by: None, ..*ask }).await?;
    let (counted, units) = counted(&handling, backlog);
    Ok(Some((counted, units, counts)))
}

fn counted(handling: &Handling, backlog: Backlog) -> (Counted, Units) {
    let mut all = Counted::default();
    for (kind, took) in &handling.minutes {
        spread(
            &mut all.clocks.entry(*kind).or_default().spans.minutes,
            took,
        );
    }
    for (kind, took) in &handling.days {
        spread(&mut all.clocks.entry(*kind).or_default().spans.days, took);
    }
    for (kind, n) in &handling.running {
        all.clocks.entry(*kind).or_default().spans.run_on(*n);
    }
    for (kind, kept) in &handling.kept {
        all.clocks.entry(*kind).or_default().kept = *kept;
    }
    all.paused = handling.paused;
    all.stock.backlog = backlog;
    let count = |of| handling.count(of);
    let reopened = handling.counts.get(&measure::REOPENED);
    let (by_officer, by_reporter) = reopened.copied().unwrap_or_default();
    let deeds = &mut all.deeds;
    deeds.disposed = count(measure::DISPOSED);
    deeds.answered = count(measure::ANSWERED);
    deeds.imports_left_out = count(measure::IMPORTS_OUT);
    deeds.moves = count(measure::MOVES);
    deeds.confirmed = count(measure::CONFIRMED);
    deeds.disputed = count(measure::DISPUTED);
    deeds.silent = count(measure::SILENT);
    deeds.closed = count(measure::CLOSED);
    deeds.reopened_by_reporter = by_reporter;
    deeds.reopened_by_officer = by_officer;
    let mut units = Units::default();
    for ((of, unit), values) in &handling.units {
        let n: u64 = values.values().sum();
        match *of {
            measure::GIVEN => *units.refusals.entry(*unit).or_default() += Share::of(0, n),
            measure::REFUSED => *units.refusals.entry(*unit).or_default() += Share::of(n, 0),
            measure::SUPPORT => help(units.support.entry(*unit).or_default(), values),
            measure::PASSED => {
                let passed = units.passed.entry(*unit).or_default();
                passed.moves += n;
                passed.refusals += values.get(&1).copied().unwrap_or(0);
            }
            measure::WAITED => {
                let passed = units.passed.entry(*unit).or_default();
                for (minutes, n) in values {
                    passed.minutes.extend((0..*n).map(|_| *minutes));
                }
                spread(&mut deeds.waits, values);
            }
            measure::WAITING => {
                units.passed.entry(*unit).or_default().waiting += n;
                deeds.waits.run_on(n);
            }
            _ => {}
        }
    }
    for share in units.refusals.values() {
        deeds.refusals += *share;
    }
    (all, units)
}

fn spread(durations: &mut Durations, took: &Histogram) {
    for (taken, n) in took {
        durations.add(*taken, *n);
    }
}

fn help(work: &mut SupportWork, values: &Histogram) {
    for (value, n) in values {
        let ended = usize::try_from(*value).ok();
        let ended = ended.and_then(|value| value.checked_sub(1));
        let how = ended.and_then(|place| SupportEnd::ALL.get(place));
        let slot = match how {
            None => &mut work.asked,
            Some(SupportEnd::Finished) => &mut work.finished,
            Some(SupportEnd::Refused) => &mut work.refused,
            Some(SupportEnd::Released) => &mut work.released,
        };
        *slot += n;
    }
}
