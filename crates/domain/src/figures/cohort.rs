//! The seven figures that add up, and the counts beside them.

use std::collections::BTreeMap;

use serde::Serialize;

use super::Rating;
use crate::words::{ArchiveReason, EndedBy, Figure, Outcome};

/// Figures of the reports that a unit has, or closed: together they are what was disposed.
pub const DISPOSED: [Figure; 3] = [Figure::Handled, Figure::InProcess, Figure::NotFollowedUp];

/// What one report contributes to the figures at a moment.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct Facts {
    /// The figure it counts in; a merged report's is its root's.
    pub figure: Figure,
    /// Who closed or archived it.
    pub ended_by: Option<EndedBy>,
    /// Outcome, where closed.
    pub outcome: Option<Outcome>,
    /// Reason, where archived.
    pub reason: Option<ArchiveReason>,
    /// Closed and reopened at least once.
    pub reopened: bool,
    /// Shares the handling of another report.
    pub merged: bool,
    /// Merged while it was filed.
    pub joined: bool,
    /// Imported with a status word that nobody knows.
    pub status_unknown: bool,
    /// Imported.
    pub imported: bool,
    /// Anyone may read it.
    pub is_public: bool,
    /// The reporter's rating, 1–5.
    pub rating: Option<u8>,
}

/// Reports received in a period, by what they are at a moment.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize)]
pub struct Cohort {
    /// All of them.
    pub received: u64,
    /// Tertangani.
    pub handled: u64,
    /// Sedang dalam proses.
    pub in_process: u64,
    /// Belum ditindaklanjuti.
    pub not_followed_up: u64,
    /// Belum diverifikasi.
    pub not_verified: u64,
    /// Ditunda.
    pub on_hold: u64,
    /// Diarsipkan.
    pub archived: u64,
    /// Diteruskan.
    pub transferred: u64,
}

impl Cohort {
    /// Counts `n` more reports in a figure.
    pub fn add(&mut self, figure: Figure, n: u64) {
        self.received += n;
        *self.part(figure) += n;
    }

    /// Adds another cohort of other reports.
    pub fn join(&mut self, other: &Self) {
        self.received += other.received;
        for figure in Figure::ALL {
            *self.part(*figure) += other.of(*figure);
        }
    }

    /// What the seven figures leave of `received`: in a public row, reports of which only that they are there is told.
    pub fn unspecified(&self) -> u64 {
        let told: u64 = Figure::ALL.iter().map(|figure| self.of(*figure)).sum();
        self.received.saturating_sub(told)
    }

    /// One of the seven figures.
    pub const fn of(&self, figure: Figure) -> u64 {
        match figure {
            Figure::Handled => self.handled,
            Figure::InProcess => self.in_process,
            Figure::NotFollowedUp => self.not_followed_up,
            Figure::NotVerified => self.not_verified,
            Figure::OnHold => self.on_hold,
            Figure::Archived => self.archived,
            Figure::Transferred => self.transferred,
        }
    }

    /// Section 2, invariant (a): the seven figures are all of `received`.
    pub fn adds_up(&self) -> bool {
        Figure::ALL
            .iter()
            .map(|figure| self.of(*figure))
            .sum::<u64>()
            == self.received
    }

    /// One of the seven figures.
    pub(super) const fn part(&mut self, figure: Figure) -> &mut u64 {
        match figure {
            Figure::Handled => &mut self.handled,
            Figure::InProcess => &mut self.in_process,
            Figure::NotFollowedUp => &mut self.not_followed_up,
            Figure::NotVerified => &mut self.not_verified,
            Figure::OnHold => &mut self.on_hold,
            Figure::Archived => &mut self.archived,
            Figure::Transferred => &mut self.transferred,
        }
    }
}

/// Counts beside the seven figures, of the same reports.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize)]
pub struct SubCounts {
    /// Handled: the reporter confirmed.
    pub closed_by_reporter: u64,
    /// Handled: an officer recorded it.
    pub closed_by_officer: u64,
    /// Handled: by silence.
    pub closed_by_system: u64,
    /// Handled, by outcome code.
    pub outcomes: BTreeMap<Outcome, u64>,
    /// Archived, by reason code.
    #[serde(rename = "archive_reasons")]
    pub reasons: BTreeMap<ArchiveReason, u64>,
    /// Archived: the reporter withdrew.
    pub withdrawn: u64,
    /// Archived by the program: a hold ran out, here or before the import.
    pub expired: u64,
    /// Share the handling of another report.
    pub merged: u64,
    /// Of these, merged while they were filed.
    pub joined: u64,
    /// Closed and reopened at least once.
    pub reopened_once: u64,
    /// Imported with a status word that nobody knows; counted as not verified.
    pub status_unknown: u64,
    /// Imported.
    pub imported: u64,
    /// Not open to the public.
    pub unreleased: u64,
    /// Ratings given by reporters.
    #[serde(skip)]
    pub rating: Rating,
}

impl SubCounts {
    /// Counts `n` more reports with the same facts.
    pub fn add(&mut self, facts: &Facts, n: u64) {
        let when = |is: bool| if is { n } else { 0 };
        if facts.figure == Figure::Handled {
            match facts.ended_by {
                Some(EndedBy::Reporter) => self.closed_by_reporter += n,
                Some(EndedBy::Officer) => self.closed_by_officer += n,
                Some(EndedBy::System) => self.closed_by_system += n,
                None => {}
            }
            if let Some(outcome) = facts.outcome {
                *self.outcomes.entry(outcome).or_default() += n;
            }
        }
        if let Some(reason) = facts.reason {
            *self.reasons.entry(reason).or_default() += n;
        }
        let expired = matches!(
            facts.reason,
            Some(ArchiveReason::Incomplete | ArchiveReason::ExpiredImport)
        ) && facts.ended_by == Some(EndedBy::System);
        self.withdrawn += when(facts.reason == Some(ArchiveReason::Withdrawn));
        self.expired += when(expired);
        self.merged += when(facts.merged);
        self.joined += when(facts.joined);
        self.reopened_once += when(facts.reopened);
        self.status_unknown += when(facts.status_unknown);
        self.imported += when(facts.imported);
        self.unreleased += when(!facts.is_public);
        self.rating.add(facts.rating, n);
    }

    /// Adds those of other reports.
    pub fn join(&mut self, other: &Self) {
        self.closed_by_reporter += other.closed_by_reporter;
        self.closed_by_officer += other.closed_by_officer;
        self.closed_by_system += other.closed_by_system;
        for (outcome, n) in &other.outcomes {
            *self.outcomes.entry(*outcome).or_default() += n;
        }
        for (reason, n) in &other.reasons {
            *self.reasons.entry(*reason).or_default() += n;
        }
        self.withdrawn += other.withdrawn;
        self.expired += other.expired;
        self.merged += other.merged;
        self.joined += other.joined;
        self.reopened_once += other.reopened_once;
        self.status_unknown += other.status_unknown;
        self.imported += other.imported;
        self.unreleased += other.unreleased;
        self.rating.join(&other.rating);
    }

    /// How many were archived for a reason.
    pub fn reason(&self, reason: ArchiveReason) -> u64 {
        self.reasons.get(&reason).copied().unwrap_or(0)
    }

    /// How many were closed with an outcome.
    pub fn outcome(&self, outcome: Outcome) -> u64 {
        self.outcomes.get(&outcome).copied().unwrap_or(0)
    }
}
