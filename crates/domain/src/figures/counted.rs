//! What was counted of some reports, before it is shown: every measure is formed from this.

use std::collections::{BTreeMap, BTreeSet};

use super::{Backlog, Cohort, Durations, Punctuality, Share, SubCounts, Times};
use crate::clock::ClockKind;
use crate::ids::OfficerId;
use crate::words::{Figure, StateCode};

/// Counts of one row of a table, or of all of it. Rows of different reports can be joined.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Counted {
    /// The seven figures.
    pub cohort: Cohort,
    /// Counts beside them.
    pub subs: SubCounts,
    /// Reports, followers counted with their root.
    pub cases: u64,
    /// Clocks of the cohort, by kind.
    pub clocks: BTreeMap<ClockKind, Clocked>,
    /// Working days in which the resolution clocks stood still, of all of theirs.
    pub paused: Share,
    /// What happened to the cohort.
    pub deeds: Deeds,
    /// How long the cohort stayed in each state.
    pub stays: BTreeMap<StateCode, Spans>,
    /// Open at the moment, whenever received.
    pub stock: Stock,
    /// Happened in the period, whenever received.
    pub flow: Flow,
    /// How many live there, where somebody wrote it down.
    pub inhabitants: Option<u64>,
    /// Reports of the whole table, of which these are a part.
    pub of: u64,
}

/// Durations in both units.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Spans {
    /// Office time in tenths of hours, pauses left out.
    pub tenths: Durations,
    /// Calendar days, pauses left out.
    pub days: Durations,
}

/// Clocks of one kind.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Clocked {
    /// How long the first ones took.
    pub spans: Spans,
    /// Whether they were kept.
    pub kept: Punctuality,
}

/// What happened to the reports of a cohort until the moment.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Deeds {
    /// Disposed at least once.
    pub disposed: u64,
    /// Of these, answered at least once.
    pub answered: u64,
    /// Imports that do not say whether they were disposed.
    pub imports_left_out: u64,
    /// Held at least once.
    pub held: u64,
    /// Extended at least once.
    pub extended: u64,
    /// Redirects, refusals, transfers.
    pub moves: u64,
    /// Minutes of office time from a disposition that was refused until the next one.
    pub waits: Durations,
    /// Dispositions to units, and how many of them these refused.
    pub refusals: Share,
    /// Times that units were asked to help.
    pub support_asked: u64,
    /// They did their part.
    pub support_finished: u64,
    /// They said that it is not their matter.
    pub support_refused: u64,
    /// They were let go.
    pub support_released: u64,
    /// Proposed closures that were confirmed.
    pub confirmed: u64,
    /// That were disputed.
    pub disputed: u64,
    /// That ended in silence.
    pub silent: u64,
    /// Closed at least once.
    pub closed: u64,
    /// Of these, reopened by the reporter at least once.
    pub reopened_by_reporter: u64,
    /// Of these, reopened by an officer at least once.
    pub reopened_by_officer: u64,
}

/// Cases that are open at the moment.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Stock {
    /// All of them.
    pub open: u64,
    /// Wait for verification.
    pub not_verified: u64,
    /// Disposed, not answered.
    pub not_followed_up: u64,
    /// Answered, not closed.
    pub in_process: u64,
    /// Wait for the reporter.
    pub on_hold: u64,
    /// By age.
    pub backlog: Backlog,
    /// Working days since they were received.
    pub ages: Durations,
    /// A clock that an office must keep has passed its due instant.
    pub overdue: u64,
}

/// Deeds of a period, by what they are.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Flow {
    /// Received in the period.
    pub received: u64,
    /// Deeds by the code of their event.
    pub deeds: BTreeMap<&'static str, u64>,
    /// Closed by silence, of the closures.
    pub closed_by_system: u64,
    /// Reopened by the reporter, of the reopenings.
    pub reopened_by_reporter: u64,
    /// All deeds that are known to be an officer's.
    pub by_officers: u64,
    /// The officers who did them.
    pub officers: BTreeSet<OfficerId>,
}

impl Counted {
    /// Reports that stand for themselves.
    pub const fn alone(&self) -> u64 {
        self.cohort.received.saturating_sub(self.subs.merged)
    }

    /// Adds what was counted of other reports.
    pub fn join(&mut self, other: &Self) {
        self.cohort.join(&other.cohort);
        self.subs.join(&other.subs);
        self.cases += other.cases;
        for (kind, clocked) in &other.clocks {
            let mine = self.clocks.entry(*kind).or_default();
            mine.spans.join(&clocked.spans);
            mine.kept.first += clocked.kept.first;
            mine.kept.extended += clocked.kept.extended;
        }
        self.paused += other.paused;
        self.deeds.join(&other.deeds);
        for (state, spans) in &other.stays {
            self.stays.entry(*state).or_default().join(spans);
        }
        self.stock.join(&other.stock);
        self.flow.join(&other.flow);
        self.inhabitants = match (self.inhabitants, other.inhabitants) {
            (Some(one), Some(more)) => Some(one + more),
            _ => None,
        };
    }
}

impl Spans {
    /// Percentiles of office time, in minutes: whole tenths of hours.
    pub fn working_minutes(&self) -> Times {
        self.tenths.times().in_minutes()
    }

    /// Adds those of other reports.
    pub fn join(&mut self, other: &Self) {
        self.tenths.join(&other.tenths);
        self.days.join(&other.days);
    }

    /// `n` more that still run.
    pub const fn run_on(&mut self, n: u64) {
        self.tenths.run_on(n);
        self.days.run_on(n);
    }
}

impl Deeds {
    /// Adds those of other reports.
    pub fn join(&mut self, other: &Self) {
        let Self {
            disposed,
            answered,
            imports_left_out,
            held,
            extended,
            moves,
            waits,
            refusals,
            support_asked,
            support_finished,
            support_refused,
            support_released,
            confirmed,
            disputed,
            silent,
            closed,
            reopened_by_reporter,
            reopened_by_officer,
        } = other;
        self.disposed += disposed;
        self.answered += answered;
        self.imports_left_out += imports_left_out;
        self.held += held;
        self.extended += extended;
        self.moves += moves;
        self.waits.join(waits);
        self.refusals += *refusals;
        self.support_asked += support_asked;
        self.support_finished += support_finished;
        self.support_refused += support_refused;
        self.support_released += support_released;
        self.confirmed += confirmed;
        self.disputed += disputed;
        self.silent += silent;
        self.closed += closed;
        self.reopened_by_reporter += reopened_by_reporter;
        self.reopened_by_officer += reopened_by_officer;
    }

    /// Asked to help, and not ended yet.
    pub const fn support_open(&self) -> u64 {
        self.support_asked
            .saturating_sub(self.support_finished + self.support_refused + self.support_released)
    }
}

impl Stock {
    /// `n` more cases in a figure, of an age in working days; what is not open is not counted.
    pub fn add(&mut self, figure: Figure, age: u32, n: u64) {
        let slot = match figure {
            Figure::NotVerified => &mut self.not_verified,
            Figure::NotFollowedUp => &mut self.not_followed_up,
            Figure::InProcess => &mut self.in_process,
            Figure::OnHold => &mut self.on_hold,
            Figure::Handled | Figure::Archived | Figure::Transferred => return,
        };
        *slot += n;
        self.open += n;
        self.backlog.add(age, n);
        self.ages.add(age, n);
    }

    /// Adds those of other reports.
    pub fn join(&mut self, other: &Self) {
        self.open += other.open;
        self.not_verified += other.not_verified;
        self.not_followed_up += other.not_followed_up;
        self.in_process += other.in_process;
        self.on_hold += other.on_hold;
        self.backlog.to_5 += other.backlog.to_5;
        self.backlog.to_14 += other.backlog.to_14;
        self.backlog.to_60 += other.backlog.to_60;
        self.backlog.over_60 += other.backlog.over_60;
        self.ages.join(&other.ages);
        self.overdue += other.overdue;
    }
}

impl Flow {
    /// Codes of the events that are counted.
    pub const KINDS: [&'static str; 22] = [
        "verified",
        "redirected",
        "assigned_anew",
        "referred_to_ppid",
        "refused",
        "answered",
        "closure_proposed",
        "closed",
        "upheld",
        "disputed",
        "reopened",
        "archived",
        "held",
        "extended",
        "transferred_out",
        "transferred_within",
        "merged",
        "objected",
        "restored",
        "rated",
        "breached",
        "escalated",
    ];

    /// One deed; `value` is what its row carries: 1 for a closure by silence, for a reopening by the reporter.
    pub fn add(&mut self, kind: &str, value: Option<i64>, officer: Option<OfficerId>) {
        self.add_all(kind, (value == Some(1), officer.is_some()), 1);
        if Self::KINDS.contains(&kind) {
            self.officers.extend(officer);
        }
    }

    /// So many of a kind, whether they are by silence or by the reporter, and whether an officer did them: which one is not
    /// told.
    pub fn add_all(&mut self, kind: &str, (is_special, by_officer): (bool, bool), n: u64) {
        let Some(kind) = Self::KINDS.iter().find(|known| **known == kind) else {
            return;
        };
        *self.deeds.entry(kind).or_default() += n;
        match *kind {
            "closed" if is_special => self.closed_by_system += n,
            "reopened" if is_special => self.reopened_by_reporter += n,
            _ => {}
        }
        self.by_officers += if by_officer { n } else { 0 };
    }

    /// Deeds of any of these codes.
    pub fn of(&self, kinds: &[&str]) -> u64 {
        let found = kinds.iter().filter_map(|kind| self.deeds.get(kind));
        found.sum()
    }

    /// Adds those of other reports.
    pub fn join(&mut self, other: &Self) {
        self.received += other.received;
        for (kind, n) in &other.deeds {
            *self.deeds.entry(kind).or_default() += n;
        }
        self.closed_by_system += other.closed_by_system;
        self.reopened_by_reporter += other.reopened_by_reporter;
        self.by_officers += other.by_officers;
        self.officers.extend(&other.officers);
    }
}
