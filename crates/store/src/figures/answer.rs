//! What comes back.

use std::collections::{BTreeMap, HashSet};

use jiff::Timestamp;
use lapor_domain::figures::{Cohort, Facts, Share, SubCounts, completion};
use lapor_domain::words::Figure;
use lapor_domain::zone::Zone;
use uuid::Uuid;

use super::key::{Key, Labels};
use super::{Ask, Dimension, PolicyInForce};

/// One value of the breakdown.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Row {
    /// For programs: an id, a code, `2023-01`; none where the reports have no value.
    pub key: Option<String>,
    /// What people read.
    pub label: String,
    /// Its reports. As anyone may see it, the seven figures may leave some of `received`.
    pub cohort: Cohort,
    /// Those that share the handling of another report.
    pub merged: u64,
    /// Its reports, followers counted with their root: by this, units are compared. As anyone may see it, those that stand
    /// for themselves.
    pub cases: u64,
    /// Those of its reports that are not public; none where anyone reads.
    pub unreleased: Cohort,
    /// Of these, those that share the handling of another report.
    pub unreleased_merged: u64,
    /// What no other row tells: only how many there are.
    pub is_rest: bool,
}

impl Row {
    /// One of its figures, where it is told.
    pub fn shown(&self, figure: Figure) -> Option<u64> {
        (!self.is_rest).then(|| self.cohort.of(figure))
    }

    /// Completion, where it is told.
    pub fn completion(&self) -> Option<Share> {
        (!self.is_rest).then(|| completion(&self.cohort))
    }
}

/// What was counted of reports that are not public.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Unreleased {
    /// The figures.
    pub cohort: Cohort,
    /// Counts beside them.
    pub subs: SubCounts,
}

/// A cohort: received in the period, state at the moment.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Answer {
    /// What was asked.
    pub ask: Ask,
    /// The exclusive moment.
    pub as_of: Timestamp,
    /// The zone in which it is shown.
    pub zone: Zone,
    /// The figures; the seven add up to `received`.
    pub total: Cohort,
    /// Counts beside them.
    pub subs: SubCounts,
    /// Reports, followers counted with their root.
    pub cases: u64,
    /// Those that are not public; none where anyone reads.
    pub unreleased: Unreleased,
    /// The breakdown, largest first; months in order.
    pub rows: Vec<Row>,
    /// As anyone may see it.
    pub is_public: bool,
    /// Of the total too, as of each row, reports that are not public are told in whole fives.
    pub in_fives: bool,
    /// Reports of the period that were recorded at or after the moment: in no other number.
    pub recorded_later: u64,
    /// Place in the order of events of the last one that was recorded before the moment: reading the log up to it
    /// gives the same figures again.
    pub position: i64,
    /// Policies in force from the first day until the moment, as known then. Whoever reads the rules of that moment puts
    /// them here; empty where nobody did.
    pub policy: Vec<PolicyInForce>,
}

/// Counts of one value.
#[derive(Default)]
pub(crate) struct Tallied {
    pub(crate) cohort: Cohort,
    pub(crate) subs: SubCounts,
    pub(crate) cases: u64,
    /// The same of those that are not public.
    pub(crate) unreleased: Unreleased,
}

impl Tallied {
    /// `n` reports with the same facts.
    fn count(&mut self, facts: &Facts, n: u64) {
        self.cohort.add(facts.figure, n);
        self.subs.add(facts, n);
        if !facts.is_public {
            self.unreleased.cohort.add(facts.figure, n);
            self.unreleased.subs.add(facts, n);
        }
    }
}

/// Adds up what the statements give.
#[derive(Default)]
pub(crate) struct Adding {
    /// Its cases are counted by themselves.
    total: Tallied,
    rows: BTreeMap<Key, Tallied>,
    /// Roots that are in no population themselves, but whose handling is.
    foreign: HashSet<Uuid>,
    foreign_of_row: HashSet<(Key, Uuid)>,
    cases: u64,
    /// Merged reports are counted: only their cases are still to come.
    is_cases_alone: bool,
    /// Recorded at or after the moment.
    pub(crate) later: u64,
}

impl Adding {
    /// `n` reports that stand for themselves.
    pub(crate) fn add(&mut self, key: &Key, facts: &Facts, n: u64) {
        self.count(key, facts, n);
        self.cases += n;
        if let Some(row) = self.rows.get_mut(key) {
            row.cases += n;
        }
    }

    /// A merged report. `in_scope`: its root is in the population; `in_row`: also in the same row.
    pub(crate) fn add_merged(
        &mut self,
        key: &Key,
        facts: &Facts,
        root: Uuid,
        in_scope: bool,
        in_row: bool,
    ) {
        if !self.is_cases_alone {
            self.count(key, facts, 1);
        }
        if !in_scope && self.foreign.insert(root) {
            self.cases += 1;
        }
        if !in_row && self.foreign_of_row.insert((key.clone(), root)) {
            // Where only cases are counted, the report may still be to come, and its row with it.
            self.row(key).cases += 1;
        }
    }

    /// From now on of merged reports only their cases are counted, or all again.
    pub(crate) const fn count_cases_alone(&mut self, is_alone: bool) {
        self.is_cases_alone = is_alone;
    }

    /// Adds cases that were [counted alone](Self::count_cases_alone) of other reports.
    pub(crate) fn join_cases(&mut self, other: Self) {
        for root in other.foreign {
            self.cases += u64::from(self.foreign.insert(root));
        }
        for (key, root) in other.foreign_of_row {
            if self.foreign_of_row.insert((key.clone(), root)) {
                self.row(&key).cases += 1;
            }
        }
    }

    /// A merged report that was recorded at or after the moment.
    pub(crate) fn add_later_follower(&mut self) {
        self.later += u64::from(!self.is_cases_alone);
    }

    /// `n` reports in the total alone.
    pub(crate) fn count_total(&mut self, facts: &Facts, n: u64) {
        self.total.count(facts, n);
        self.cases += if facts.merged { 0 } else { n };
    }

    /// `n` reports in a row alone.
    pub(crate) fn count_row(&mut self, key: &Key, facts: &Facts, n: u64) {
        let row = self.row(key);
        row.count(facts, n);
        row.cases += if facts.merged { 0 } else { n };
    }

    /// `n` cases of followers alone.
    pub(crate) const fn add_cases(&mut self, n: u64) {
        self.cases += n;
    }

    /// The same in a row; it has followers, which are counted before or after.
    pub(crate) fn add_cases_of_row(&mut self, key: &Key, n: u64) {
        self.row(key).cases += n;
    }

    fn count(&mut self, key: &Key, facts: &Facts, n: u64) {
        self.total.count(facts, n);
        self.row(key).count(facts, n);
    }

    fn row(&mut self, key: &Key) -> &mut Tallied {
        self.rows.entry(key.clone()).or_default()
    }

    /// Each value by itself, and the cases of all of them: a case whose reports lie in two rows is in both.
    pub(crate) fn by_value(self) -> (BTreeMap<Key, Tallied>, u64) {
        (self.rows, self.cases)
    }

    /// The answer.
    pub(crate) fn finish(
        self,
        ask: &Ask,
        zone: Zone,
        position: i64,
        labels: Option<&Labels<'_>>,
    ) -> Answer {
        let row = |labels: &Labels<'_>, (key, tallied): (Key, Tallied)| Row {
            label: labels.of(&key),
            key: key.code(),
            cohort: tallied.cohort,
            merged: tallied.subs.merged,
            cases: tallied.cases,
            unreleased: tallied.unreleased.cohort,
            unreleased_merged: tallied.unreleased.subs.merged,
            is_rest: false,
        };
        let mut rows: Vec<Row> = labels.map_or_else(Vec::new, |labels| {
            self.rows
                .into_iter()
                .map(|entry| row(labels, entry))
                .collect()
        });
        if !ask.by.is_some_and(Dimension::is_time) {
            rows.sort_by_key(|row| std::cmp::Reverse(row.cohort.received));
        }
        Answer {
            ask: *ask,
            as_of: ask.moment(),
            zone,
            total: self.total.cohort,
            subs: self.total.subs,
            cases: self.cases,
            unreleased: self.total.unreleased,
            rows,
            is_public: false,
            in_fives: false,
            recorded_later: self.later,
            position,
            policy: Vec::new(),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::figures::tally::Tally;

    #[test]
    fn a_case_counts_in_a_row_that_is_still_to_come() {
        let (key, root) = (Key::Code("62.71.01".to_owned()), Uuid::from_u128(1));
        let merged = Tally::default().facts(None);
        let mut adding = Adding::default();
        adding.count_cases_alone(true);
        adding.add_merged(&key, &merged, root, false, false);
        adding.count_cases_alone(false);
        adding.count_total(&merged, 1);
        adding.count_row(&key, &merged, 1);
        let (rows, cases) = adding.by_value();
        let row = rows.get(&key).map(|row| (row.subs.merged, row.cases));
        assert_eq!((row, cases), (Some((1, 1)), 1));
    }
}
