//! Rebuilding: every stream is folded again, and what the read models ought to be is compared with what they are.
//!
//! Read models are functions of the events: `report`, `report_excluded`, `report_barred`, `report_support`,
//! `state_interval`, `clock_interval`, `milestone` and `entity`. They must come out the same at any time, also after words were erased, because no
//! read model holds words. The rows are made by the projection's own code, without writing.
//!
//! One column is no such function: `report.next_timer` follows from the rules in force when it was written, and
//! rules, holidays and the program change. It is computed with the rules in force now, as of the report's last
//! event. Where it has another date than stored, [`Comparison::timers`] counts it and [`run`] writes it, but it is no
//! difference. It is one where a timer is lacking altogether (or is there with nothing to wait for) although
//! the rules did not change since.
//!
//! The cohort tables hold sums of those rows, up to a place in the order of events. They are folded again in memory and
//! compared; [`run`] throws them away if anything differed, and the job that folds them begins anew.
//!
//! The event log is walked in batches of streams, each read in one snapshot, so memory stays small and reports may be
//! handled meanwhile. [`run`] writes rows only where they differ, each batch one small change.

mod batch;
mod compare;
mod fold;
mod mend;
mod stray;
#[cfg(test)]
mod tests;

use std::collections::HashSet;
use std::fmt;
use std::sync::Arc;

use lapor_domain::rules::Rules;
use uuid::Uuid;

use crate::Store;
use crate::figures::tables;
use crate::record::RecordError;
use crate::record::events::first_stream;
use crate::record::project::model::REPORT;
use batch::{Check, Done};
#[cfg(any(test, feature = "testing"))]
pub(crate) use fold::{Expected, fold};
use mend::Mend;

/// Streams of one batch.
const BATCH: u32 = 200;
/// Differences that are named; beyond that they are counted.
const MOST_NAMED: usize = 1_000;

/// What is wrong with a row.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Wrong {
    /// The events give it, the database lacks it.
    Missing,
    /// The database has it, no event gives it.
    Stray,
    /// These columns hold something else.
    Columns(Vec<&'static str>),
}

/// A row that is not what the events say. Names no values: they may be personal.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Difference {
    /// Table.
    pub table: &'static str,
    /// The report; for `entity`, the stream; for the cohort tables, the body.
    pub id: Uuid,
    /// What is wrong.
    pub wrong: Wrong,
}

impl Difference {
    fn missing_report(&self) -> Option<Uuid> {
        (self.table == REPORT.name && self.wrong == Wrong::Missing).then_some(self.id)
    }
}

impl fmt::Display for Difference {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Self { table, id, wrong } = self;
        match wrong {
            Wrong::Missing => write!(f, "{table} {id}: baris tidak ada"),
            Wrong::Stray => write!(f, "{table} {id}: baris tanpa peristiwa"),
            Wrong::Columns(columns) => {
                write!(f, "{table} {id}: kolom berbeda: {}", columns.join(", "))
            }
        }
    }
}

/// What a rebuild found.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Comparison {
    /// Reports folded.
    pub reports: u64,
    /// Bodies, units, categories, officers, policies, calendars looked at.
    pub entities: u64,
    /// Rows that differ.
    pub differences: u64,
    /// The first of them.
    pub named: Vec<Difference>,
    /// Timers that the rules in force now put elsewhere.
    pub timers: u64,
}

impl Comparison {
    /// Nothing differs.
    pub const fn agrees(&self) -> bool {
        self.differences == 0
    }

    fn add(&mut self, done: Done) {
        self.reports += done.reports;
        self.entities += done.entities;
        self.timers += done.timers;
        for difference in done.differences {
            self.differences += 1;
            if self.named.len() < MOST_NAMED {
                self.named.push(difference);
            }
        }
    }
}

/// Compares every read model with what the events say. `progress` is told the reports folded so far.
///
/// # Errors
/// [`RecordError`] where the database fails or an event cannot be read.
pub async fn check(
    store: &Store,
    rules: &Arc<Rules>,
    progress: &mut (dyn FnMut(u64) + Send),
) -> Result<Comparison, RecordError> {
    let mut outcome = Comparison::default();
    let mut after = first_stream();
    let mut missing = HashSet::new();
    loop {
        let done = store
            .read(Check::new(rules, after.clone(), BATCH))
            .await??;
        let next = done.next.clone();
        missing.extend(
            done.differences
                .iter()
                .filter_map(Difference::missing_report),
        );
        outcome.add(done);
        progress(outcome.reports);
        match next {
            Some(next) => after = next,
            None => break,
        }
    }
    let mut strays = store.read(stray::Find).await?;
    // The other tables are asked for rows without a report's row; that it is missing was said.
    strays
        .differences
        .retain(|stray| !missing.contains(&stray.id));
    outcome.add(strays);
    outcome.add(cohorts(store, rules).await?);
    Ok(outcome)
}

/// Rows of the cohort tables that are not what the events up to their place give.
async fn cohorts(store: &Store, rules: &Arc<Rules>) -> Result<Done, RecordError> {
    let wrong = tables::check::check(store, rules).await?;
    let difference = |(table, id)| Difference {
        table,
        id,
        wrong: Wrong::Columns(vec!["cells"]),
    };
    Ok(Done {
        differences: wrong.into_iter().map(difference).collect(),
        ..Done::default()
    })
}

/// Compares, and writes what the events say where it differs. Tells what differed.
///
/// # Errors
/// [`RecordError`] where the database fails or an event cannot be read.
pub async fn run(
    store: &Store,
    rules: &Arc<Rules>,
    progress: &mut (dyn FnMut(u64) + Send),
) -> Result<Comparison, RecordError> {
    let mut outcome = Comparison::default();
    let mut after = first_stream();
    loop {
        let done = store.run(Mend::new(rules, after.clone(), BATCH)).await?;
        let next = done.next.clone();
        outcome.add(done);
        progress(outcome.reports);
        match next {
            Some(next) => after = next,
            None => break,
        }
    }
    loop {
        let swept = store.run(stray::Sweep).await?;
        if swept.differences.is_empty() {
            break;
        }
        outcome.add(swept);
    }
    outcome.add(cohorts(store, rules).await?);
    if !outcome.agrees() {
        // Whether or not they were folded from the rows that were mended: they are folded anew.
        store.run(tables::Forget).await?;
    }
    Ok(outcome)
}
