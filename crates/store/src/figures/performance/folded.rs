//! The same measures from the cohort tables.

use lapor_domain::clock::ClockKind;
use lapor_domain::figures::Share;
use lapor_domain::report::state::SupportEnd;
use lapor_domain::rules::Rules;

use super::clocks::Measured;
use super::deeds::{Deeds, Done};
use super::{ClockTimes, Disputes, Reopened, SupportWork};
use crate::figures::tables::handling::{Handling, Histogram, measure};

/// Times and punctuality.
pub(super) fn measured(handling: &Handling) -> Measured {
    let times = |kind| ClockTimes {
        working_minutes: handling.times(&handling.minutes, kind),
        calendar_days: handling.times(&handling.days, kind),
    };
    Measured {
        to_verify: times(ClockKind::Verification),
        to_first_follow_up: times(ClockKind::FirstFollowUp),
        to_resolve: times(ClockKind::Resolution),
        on_time: handling
            .kept
            .iter()
            .map(|(kind, kept)| (*kind, *kept))
            .collect(),
        paused: handling.paused,
    }
}

/// What happened.
pub(super) fn done(handling: &Handling, rules: &Rules) -> Done {
    let count = |of| handling.count(of);
    let (by_officer, by_reporter) = handling
        .counts
        .get(&measure::REOPENED)
        .copied()
        .unwrap_or_default();
    let mut deeds = Deeds {
        disposed: count(measure::DISPOSED),
        answered: count(measure::ANSWERED),
        imports_left_out: count(measure::IMPORTS_OUT),
        moves: count(measure::MOVES),
        disputes: Disputes {
            confirmed: count(measure::CONFIRMED),
            disputed: count(measure::DISPUTED),
            silent: count(measure::SILENT),
        },
        reopened: Reopened {
            closed: count(measure::CLOSED),
            by_reporter,
            by_officer,
        },
        ..Deeds::default()
    };
    for ((of, unit), values) in &handling.units {
        let all: u64 = values.values().sum();
        match *of {
            measure::GIVEN => *deeds.units.entry(*unit).or_default() += Share::of(0, all),
            measure::REFUSED => *deeds.units.entry(*unit).or_default() += Share::of(all, 0),
            measure::SUPPORT => help(deeds.support.entry(*unit).or_default(), values),
            measure::PASSED => {
                let passed = deeds.passed.entry(*unit).or_default();
                passed.moves += all;
                passed.refusals += values.get(&1).copied().unwrap_or(0);
            }
            measure::WAITED => {
                let passed = deeds.passed.entry(*unit).or_default();
                for (minutes, n) in values {
                    let spread = (0..*n).map(|_| *minutes);
                    passed.minutes.extend(spread.clone());
                    deeds.until_next.extend(spread);
                }
            }
            measure::WAITING => {
                deeds.passed.entry(*unit).or_default().waiting += all;
                deeds.waiting += all;
            }
            _ => {}
        }
    }
    deeds.finish(rules)
}

fn help(work: &mut SupportWork, values: &Histogram) {
    for (value, n) in values {
        let ended = usize::try_from(*value)
            .ok()
            .and_then(|value| value.checked_sub(1));
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
