//! The same figures, as anyone may see them.

mod days;
mod months;
mod table;

use std::sync::Arc;

use jiff::Timestamp;
use lapor_domain::figures::{Cohort, hidden_cells, suppress, whole_months};
use lapor_domain::rules::Rules;
use lapor_domain::words::Figure;
use lapor_domain::zone::Zone;

use self::months::Months;
pub use self::table::{PublicGathered, PublicTableQuery};
use super::{Answer, Ask, AskError, Dimension, Joined, Row, Sight, cohort};
use crate::{Query, StoreError, Tx};

/// How often period and day are fitted to one another; more is never needed but in a record that was made up for it.
const ROUNDS: usize = 6;

/// Asks for a cohort as anyone may see it, with [`Store::read`](crate::Store::read).
///
/// Totals include every report. The period is whole months, the state that at the end of a whole day; months, days,
/// rows and cells in which fewer than five reports that are not public would stand alone are joined with neighbours.
/// The answer's `ask` is what it answers.
pub struct PublicQuery {
    rules: Arc<Rules>,
    ask: Ask,
}

impl PublicQuery {
    /// A question that can be answered.
    ///
    /// # Errors
    /// [`AskError`], saying what to ask instead.
    pub fn new(rules: Arc<Rules>, ask: Ask) -> Result<Self, AskError> {
        ask.check(&rules)?;
        Ok(Self { rules, ask })
    }

    /// Nothing that is recorded at or after this moment is in the answer, which may be of an earlier day still.
    pub fn moment(&self) -> Timestamp {
        whole(&self.ask, self.ask.zone(&self.rules)).moment()
    }
}

impl Query for PublicQuery {
    type Output = Answer;

    async fn run(&self, tx: &mut Tx<'_>) -> Result<Answer, StoreError> {
        let zone = self.ask.zone(&self.rules);
        let (ask, months) = fitted(tx, &self.rules, whole(&self.ask, zone)).await?;
        let mut answer = cohort::read(tx, &self.rules, &ask).await?;
        answer.recorded_later = later(tx, &self.rules, &answer).await?;
        Ok(shielded(answer, &months))
    }
}

/// The same question broken down in several ways, each as [`PublicQuery`] answers it: period and day are fitted once.
pub struct PublicTables {
    question: PublicQuery,
    by: Vec<Dimension>,
}

impl PublicTables {
    /// A question that can be answered, with its breakdowns in the order of the answers.
    ///
    /// # Errors
    /// As [`PublicQuery::new`].
    pub fn new(rules: Arc<Rules>, ask: Ask, by: Vec<Dimension>) -> Result<Self, AskError> {
        let question = PublicQuery::new(rules, ask)?;
        Ok(Self { question, by })
    }

    /// As [`PublicQuery::moment`].
    pub fn moment(&self) -> Timestamp {
        self.question.moment()
    }
}

impl Query for PublicTables {
    type Output = Vec<Answer>;

    async fn run(&self, tx: &mut Tx<'_>) -> Result<Vec<Answer>, StoreError> {
        let rules = &self.question.rules;
        let asked = whole(&self.question.ask, self.question.ask.zone(rules));
        let (ask, months) = fitted(tx, rules, asked).await?;
        let mut answers = Vec::with_capacity(self.by.len());
        for by in &self.by {
            let ask = Ask {
                by: Some(*by),
                ..ask
            };
            answers.push(cohort::read(tx, rules, &ask).await?);
        }
        if let Some(first) = answers.first() {
            let later = later(tx, rules, first).await?;
            for answer in &mut answers {
                answer.recorded_later = later;
            }
        }
        let shield = |answer| shielded(answer, &months);
        Ok(answers.into_iter().map(shield).collect())
    }
}

/// Whole months, to the end of a whole day: today is not over.
fn whole(ask: &Ask, zone: Zone) -> Ask {
    let (from, to) = whole_months(ask.from, ask.to);
    let as_of = zone.start_of_day(zone.local_date(ask.moment()));
    Ask {
        sight: Sight::WHOLE,
        from,
        to,
        as_of: Some(as_of),
        ..*ask
    }
}

/// The nearest question that singles nobody out: the period grows, the day goes back.
async fn fitted(tx: &mut Tx<'_>, rules: &Rules, mut ask: Ask) -> Result<(Ask, Months), StoreError> {
    let mut months = Months::read(tx, rules, &ask).await?;
    for _ in 0..ROUNDS {
        let (from, to) = months.around(ask.from, ask.to);
        let wider = Ask { from, to, ..ask };
        let as_of = Some(days::last(tx, rules, &wider).await?);
        let is_fitted = as_of == ask.as_of;
        ask = Ask { as_of, ..wider };
        if is_fitted {
            break;
        }
        months = Months::read(tx, rules, &ask).await?;
    }
    Ok((ask, months))
}

/// How many more reports of the period are known on the last day that is shown; who came since is nobody's business.
async fn later(tx: &mut Tx<'_>, rules: &Rules, answer: &Answer) -> Result<u64, StoreError> {
    let today = answer
        .zone
        .start_of_day(answer.zone.local_date(answer.ask.now));
    let at_present = Ask {
        as_of: Some(today),
        by: None,
        ..answer.ask
    };
    let last = days::last(tx, rules, &at_present).await?;
    if last <= answer.as_of {
        return Ok(0);
    }
    let ask = Ask {
        as_of: Some(last),
        ..at_present
    };
    let known = cohort::read(tx, rules, &ask).await?.total.received;
    Ok(known.saturating_sub(answer.total.received))
}

/// Joins what singles out.
fn shielded(mut answer: Answer, months: &Months) -> Answer {
    let rows = std::mem::take(&mut answer.rows);
    answer.rows = match answer.ask.by {
        // The same runs as whole periods have, or the difference of two would tell; cells too are those of periods.
        Some(Dimension::Month) => months.joined(rows),
        _ => cells(others(rows)),
    };
    answer.is_public = true;
    answer
}

/// Rows in which fewer than five unreleased reports would stand alone become one row "lainnya".
pub(super) fn others(rows: Vec<Row>) -> Vec<Row> {
    let (mut rows, others) = suppress(rows);
    rows.extend(others.map(|mut row| {
        row.key = None;
        "lainnya".clone_into(&mut row.label);
        row
    }));
    rows
}

/// Cells in which they would become one sum in each row.
pub(super) fn cells(mut rows: Vec<Row>) -> Vec<Row> {
    let of = |cohort: &Cohort| {
        let mut cells = [0; 7];
        for (cell, figure) in cells.iter_mut().zip(Figure::ALL) {
            *cell = cohort.of(*figure);
        }
        cells
    };
    let unreleased: Vec<[u64; 7]> = rows.iter().map(|row| of(&row.unreleased)).collect();
    for (row, hidden) in rows.iter_mut().zip(hidden_cells(&unreleased)) {
        let figures: Vec<Figure> = Figure::ALL
            .iter()
            .zip(hidden)
            .filter(|(_, hidden)| *hidden)
            .map(|(figure, _)| *figure)
            .collect();
        if figures.is_empty() {
            continue;
        }
        let reports = figures.iter().map(|figure| row.cohort.take(*figure)).sum();
        row.joined = Some(Joined { figures, reports });
    }
    rows
}
