//! Shares and their formulas: section 6 of the rule book, one function a row.

use serde::Serialize;

use super::{Cohort, Share, SubCounts};
use crate::words::Outcome;

/// Completion: `handled ÷ (received − archived − transferred)`. 589 of 606 is 97.2 %.
pub const fn completion(cohort: &Cohort) -> Share {
    Share::of(cohort.handled, answerable(cohort))
}

/// Solved share: `closed with done or answered ÷ (received − archived − transferred)`, reports closed
/// with an unknown outcome (imports) left out of both; their number is shown beside.
pub fn solved_share(cohort: &Cohort, subs: &SubCounts) -> Share {
    let solved = Outcome::ALL
        .iter()
        .filter(|outcome| outcome.is_solved())
        .map(|outcome| subs.outcome(*outcome))
        .sum();
    let known = answerable(cohort).saturating_sub(subs.outcome(Outcome::Unknown));
    Share::of(solved, known)
}

/// Confirmed share: `closed by the reporter ÷ handled`. Silence is not consent: shown beside, never added.
pub const fn confirmed_share(cohort: &Cohort, subs: &SubCounts) -> Share {
    Share::of(subs.closed_by_reporter, cohort.handled)
}

/// Follow-up rate: `disposed with at least one answer ÷ disposed at least once`. Imports that do not
/// carry that fact are in neither.
pub const fn follow_up_rate(answered: u64, disposed: u64) -> Share {
    Share::of(answered, disposed)
}

/// On-time share of a clock: `met ÷ (met + breached)`. See [`verdict`](super::verdict) for the edges.
pub const fn on_time(met: u64, breached: u64) -> Share {
    Share::of(met, met + breached)
}

/// Paused share: `paused working days ÷ all working days` of the resolution clocks. Shows misuse of holds.
pub const fn paused_share(paused_days: u64, all_days: u64) -> Share {
    Share::of(paused_days, all_days)
}

/// Refusal rate of a unit: `refusals ÷ dispositions to it`.
pub const fn refusal_rate(refusals: u64, dispositions: u64) -> Share {
    Share::of(refusals, dispositions)
}

/// Dispute rate: `disputed ÷ (confirmed + disputed + silent)`, each proposal of a closure by itself.
pub const fn dispute_rate(confirmed: u64, disputed: u64, silent: u64) -> Share {
    Share::of(disputed, confirmed + disputed + silent)
}

/// Reopen rate: `reports reopened at least once ÷ reports closed at least once`, once for reopenings by
/// reporters and once for those by officers.
pub const fn reopen_rate(reopened: u64, closed: u64) -> Share {
    Share::of(reopened, closed)
}

/// What an office could answer: all but what was archived or is someone else's, and in a public row all of which the
/// state is not told.
const fn answerable(cohort: &Cohort) -> u64 {
    cohort.handled
        + cohort.in_process
        + cohort.not_followed_up
        + cohort.not_verified
        + cohort.on_hold
}

/// Open cases by age in working days since they were received. Age never pauses.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize)]
pub struct Backlog {
    /// 0 to 5 working days.
    pub to_5: u64,
    /// 6 to 14.
    pub to_14: u64,
    /// 15 to 60.
    pub to_60: u64,
    /// More than 60.
    pub over_60: u64,
}

impl Backlog {
    /// Counts `n` cases of an age in working days.
    pub fn add(&mut self, age: u32, n: u64) {
        let bucket = match age {
            0..=5 => &mut self.to_5,
            6..=14 => &mut self.to_14,
            15..=60 => &mut self.to_60,
            _ => &mut self.over_60,
        };
        *bucket += n;
    }

    pub(super) const fn parts(&mut self) -> [&mut u64; 4] {
        [
            &mut self.to_5,
            &mut self.to_14,
            &mut self.to_60,
            &mut self.over_60,
        ]
    }

    /// All of them.
    pub const fn total(&self) -> u64 {
        self.to_5 + self.to_14 + self.to_60 + self.over_60
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_year_of_the_article() {
        let cohort = Cohort {
            received: 606,
            handled: 589,
            in_process: 12,
            not_followed_up: 5,
            ..Cohort::default()
        };
        assert!(cohort.adds_up());
        assert_eq!(completion(&cohort).percent(), Some(97.2));
    }

    #[test]
    fn what_is_archived_or_elsewhere_is_in_no_denominator() {
        let cohort = Cohort {
            received: 10,
            handled: 4,
            in_process: 1,
            archived: 3,
            transferred: 2,
            ..Cohort::default()
        };
        let mut subs = SubCounts {
            closed_by_reporter: 1,
            ..SubCounts::default()
        };
        subs.outcomes.extend([
            (Outcome::Done, 2),
            (Outcome::Planned, 1),
            (Outcome::Unknown, 1),
        ]);
        assert_eq!(completion(&cohort), Share::of(4, 5));
        assert_eq!(solved_share(&cohort, &subs), Share::of(2, 4));
        assert_eq!(confirmed_share(&cohort, &subs), Share::of(1, 4));
        assert_eq!(completion(&Cohort::default()).percent(), None);
    }

    #[test]
    fn ages_fall_into_four_parts() {
        let mut backlog = Backlog::default();
        for age in [0, 5, 6, 14, 15, 60, 61] {
            backlog.add(age, 1);
        }
        let parts = [backlog.to_5, backlog.to_14, backlog.to_60, backlog.over_60];
        assert_eq!(parts, [2, 2, 2, 1]);
        assert_eq!(backlog.total(), 7);
    }
}
