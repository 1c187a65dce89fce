//! How reports received in a period were handled: times, punctuality, passing on, disputes, ratings.

mod passing;

use std::sync::Arc;

use jiff::Timestamp;
use lapor_domain::clock::ClockKind;
use lapor_domain::figures::{
    Backlog, Deeds, Punctuality, RatingShown, Share, Times, follow_up_rate,
};
use lapor_domain::ids::UnitId;
use lapor_domain::report::clocks::is_duty;
use lapor_domain::report::state::SupportEnd;
use lapor_domain::rules::Rules;
use lapor_domain::zone::Zone;

use super::gather::{Handling, Said, Units, handling};
use super::{Ask, AskError, Scope};
pub(crate) use passing::ByUnit;
pub use passing::UnitPassing;

use crate::{Query, StoreError, Tx};

/// Measures of the handling of a cohort. Its reports are those that stand for themselves at the moment; clocks and
/// deeds are those of the scope's bodies, a unit's those of reports it leads.
#[derive(Clone, Debug, PartialEq)]
pub struct Performance {
    /// What was asked.
    pub ask: Ask,
    /// The exclusive moment.
    pub as_of: Timestamp,
    /// The zone in which it is shown.
    pub zone: Zone,
    /// Reports received in the period.
    pub received: u64,
    /// Disposed and answered.
    pub follow_up: FollowUp,
    /// From receipt to disposition.
    pub to_verify: ClockTimes,
    /// From disposition to the first answer.
    pub to_first_follow_up: ClockTimes,
    /// From disposition to the final answer that held.
    pub to_resolve: ClockTimes,
    /// Kept clocks, by kind.
    pub on_time: Vec<(ClockKind, Punctuality)>,
    /// Working days of the resolution clocks in which they stood still, of all.
    pub paused: Share,
    /// Open cases at the moment, whenever received: a stock, not part of the cohort.
    pub backlog: Backlog,
    /// From hand to hand.
    pub passing_on: PassingOn,
    /// The same unit by unit; as anyone may see it in whole fives.
    pub passing_by_unit: Vec<UnitPassing>,
    /// Refusals of dispositions, all units.
    pub refusals: Share,
    /// Refusals, unit by unit; none where anyone reads.
    pub refusals_by_unit: Vec<UnitRefusals>,
    /// Work as a helping unit, unit by unit: in no other number; none where anyone reads.
    pub support: Vec<UnitSupport>,
    /// What became of proposed closures.
    pub disputes: Disputes,
    /// Closed, and reopened.
    pub reopened: Reopened,
    /// Ratings.
    pub rating: RatingShown,
}

/// Follow-up rate and what is left out of it.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct FollowUp {
    /// Answered at least once, of those disposed at least once.
    pub share: Share,
    /// Imports that do not say whether they were disposed here.
    pub imports_left_out: u64,
}

/// How long a clock ran in its first round, pauses left out.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct ClockTimes {
    /// In minutes of office time.
    pub working_minutes: Times,
    /// In calendar days.
    pub calendar_days: Times,
}

/// Redirects, refusals and transfers.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct PassingOn {
    /// All of them, of so many reports.
    pub moves: Share,
    /// Minutes of office time from the disposition to a unit that refused until the next disposition.
    pub working_minutes: Times,
    /// All those minutes together.
    pub all_minutes: u64,
}

/// How often a unit refused.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct UnitRefusals {
    /// The unit.
    pub unit: UnitId,
    /// Its name.
    pub label: String,
    /// Refusals of dispositions.
    pub share: Share,
}

/// What a unit was asked to help with.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct UnitSupport {
    /// The unit.
    pub unit: UnitId,
    /// Its name.
    pub label: String,
    /// What it came to.
    pub work: SupportWork,
}

/// How often a unit was asked to help, and how its part ended.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct SupportWork {
    /// Asked.
    pub asked: u64,
    /// Did its part.
    pub finished: u64,
    /// Said that it is not its matter.
    pub refused: u64,
    /// Let go.
    pub released: u64,
}

impl SupportWork {
    /// Counts `n` requests, or how so many ended.
    pub(crate) fn add(&mut self, ended: Option<i64>, n: u64) {
        let how = ended.and_then(|place| SupportEnd::ALL.get(usize::try_from(place).ok()?));
        let slot = match how {
            None => &mut self.asked,
            Some(SupportEnd::Finished) => &mut self.finished,
            Some(SupportEnd::Refused) => &mut self.refused,
            Some(SupportEnd::Released) => &mut self.released,
        };
        *slot += n;
    }

    /// Adds what was counted of other requests.
    pub(crate) const fn join(&mut self, other: Self) {
        self.asked += other.asked;
        self.finished += other.finished;
        self.refused += other.refused;
        self.released += other.released;
    }

    /// Asked, and not ended yet.
    pub const fn open(&self) -> u64 {
        self.asked
            .saturating_sub(self.finished + self.refused + self.released)
    }
}

/// What became of proposed closures, each proposal by itself.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Disputes {
    /// Confirmed by the reporter, also where an officer recorded it.
    pub confirmed: u64,
    /// Disputed.
    pub disputed: u64,
    /// Closed by silence.
    pub silent: u64,
}

/// Reports closed here at least once, and of them those reopened.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Reopened {
    /// Closed at least once.
    pub closed: u64,
    /// Reopened by the reporter at least once.
    pub by_reporter: u64,
    /// Reopened by an officer at least once.
    pub by_officer: u64,
}

/// Asks for measures with [`Store::read`](crate::Store::read).
pub struct PerformanceQuery {
    rules: Arc<Rules>,
    ask: Ask,
}

impl PerformanceQuery {
    /// A question that can be answered.
    ///
    /// # Errors
    /// [`AskError`], saying what to ask instead.
    pub fn new(rules: Arc<Rules>, ask: Ask) -> Result<Self, AskError> {
        ask.check(&rules)?;
        Ok(Self { rules, ask })
    }
}

impl Query for PerformanceQuery {
    type Output = Performance;

    async fn run(&self, tx: &mut Tx<'_>) -> Result<Performance, StoreError> {
        performance(tx, &self.rules, &self.ask).await
    }
}

/// Measures the handling of a cohort that was counted in the same transaction.
///
/// # Errors
/// What the engine refused.
pub async fn performance(
    tx: &mut Tx<'_>,
    rules: &Rules,
    ask: &Ask,
) -> Result<Performance, StoreError> {
    let counted = handling(tx, rules, ask, Said::Exactly).await?;
    Ok(shown(rules, ask, counted))
}

/// The same as anyone may read it: in whole fives, how many reports there are and what each is where its answer tells these
/// so (`in_fives`), and of what single units did only passing on.
///
/// # Errors
/// What the engine refused.
pub async fn public_performance(
    tx: &mut Tx<'_>,
    rules: &Rules,
    ask: &Ask,
    in_fives: bool,
) -> Result<Performance, StoreError> {
    let as_told = if in_fives {
        Said::InFives
    } else {
        Said::OfWhole
    };
    let counted = handling(tx, rules, ask, as_told).await?;
    Ok(told(rules, ask, counted))
}

/// Of single units only what is told to anyone.
fn told(rules: &Rules, ask: &Ask, (all, units, counts): Handling) -> Performance {
    let together = together(ask, &all.deeds);
    Performance {
        passing_by_unit: passing::public(&units.passed, together, &rules.directory),
        ..shown(rules, ask, (all, Units::default(), counts))
    }
}

/// What the rows of units that passed reports on come to. A unit's own do not come to what happened to its reports: these
/// moved elsewhere before, and some that left it are others' now.
const fn together(ask: &Ask, deeds: &Deeds) -> passing::All {
    match ask.scope {
        Scope::Installation | Scope::Body(_) => Some((deeds.moves, deeds.refusals.part)),
        Scope::Unit(_) => None,
    }
}

/// What was counted of a cohort, as measures.
pub(crate) fn shown(rules: &Rules, ask: &Ask, (all, units, counts): Handling) -> Performance {
    let directory = &rules.directory;
    let label = |unit: UnitId| {
        let found = directory.units.get(&unit);
        found.map_or_else(|| unit.to_string(), |unit| unit.name.clone())
    };
    let mut support: Vec<UnitSupport> = units
        .support
        .into_iter()
        .map(|(unit, work)| UnitSupport {
            unit,
            label: label(unit),
            work,
        })
        .collect();
    support.sort_by(|one, other| one.label.cmp(&other.label));
    let mut refusals_by_unit: Vec<UnitRefusals> = units
        .refusals
        .into_iter()
        .map(|(unit, share)| UnitRefusals {
            unit,
            label: label(unit),
            share,
        })
        .collect();
    refusals_by_unit.sort_by(|one, other| one.label.cmp(&other.label));
    let times = |kind| {
        let spans = all.clocks.get(&kind).map(|clocked| &clocked.spans);
        let spans = spans.map(|spans| ClockTimes {
            working_minutes: spans.working_minutes(),
            calendar_days: spans.days.times(),
        });
        spans.unwrap_or_default()
    };
    let duties = all.clocks.iter().filter(|(kind, _)| is_duty(**kind));
    let deeds = &all.deeds;
    Performance {
        ask: *ask,
        as_of: ask.moment(),
        zone: ask.zone(rules),
        received: counts.total.received,
        follow_up: FollowUp {
            share: follow_up_rate(deeds.answered, deeds.disposed),
            imports_left_out: deeds.imports_left_out,
        },
        to_verify: times(ClockKind::Verification),
        to_first_follow_up: times(ClockKind::FirstFollowUp),
        to_resolve: times(ClockKind::Resolution),
        on_time: duties
            .map(|(kind, clocked)| (*kind, clocked.kept))
            .collect(),
        paused: all.paused,
        backlog: all.stock.backlog,
        passing_on: PassingOn {
            moves: Share::of(deeds.moves, counts.total.received),
            working_minutes: deeds.waits.times(),
            all_minutes: deeds.waits.sum(),
        },
        passing_by_unit: passing::exact(&units.passed, together(ask, deeds), directory),
        refusals: deeds.refusals,
        refusals_by_unit,
        support,
        disputes: Disputes {
            confirmed: deeds.confirmed,
            disputed: deeds.disputed,
            silent: deeds.silent,
        },
        reopened: Reopened {
            closed: deeds.closed,
            by_reporter: deeds.reopened_by_reporter,
            by_officer: deeds.reopened_by_officer,
        },
        rating: counts.subs.rating.shown(),
    }
}
