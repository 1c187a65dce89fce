//! The same figures, as anyone may see them.

mod days;
mod months;
mod table;

use std::sync::Arc;

use jiff::Timestamp;
use jiff::civil::date;
use lapor_domain::figures::{Cohort, Counted, Family, fives, rows_in_fives, whole_months};
use lapor_domain::rules::Rules;
use lapor_domain::zone::Zone;

use self::months::Months;
pub use self::table::PublicTableQuery;
use super::{Answer, Ask, AskError, Dimension, Row, Scope, Sight, cohort};
use crate::{Query, StoreError, Tx};

/// What is left of a total beside its rows.
pub(super) const REST: &str = "lainnya";
/// How often period and day are fitted to one another; more is never needed but in a record that was made up for it.
const ROUNDS: usize = 6;

/// Asks for a cohort as anyone may see it, with [`Store::read`](crate::Store::read).
///
/// The total of a body includes every report. The period is whole months, the state that at the end of a whole day; months
/// and days in which fewer than five reports that are not public would stand alone are joined with neighbours. Any row, and
/// of a unit or of several bodies the total too, tells released reports exactly and the others in whole fives.
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
        let ask = fitted(tx, &self.rules, whole(&self.ask, zone), Family::Cohort).await?;
        let mut answer = cohort::read(tx, &self.rules, &ask).await?;
        answer.recorded_later = later(tx, &self.rules, &answer).await?;
        Ok(told(&self.rules, answer))
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
        let ask = fitted(tx, rules, asked, Family::Cohort).await?;
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
        let told = |answer| told(rules, answer);
        Ok(answers.into_iter().map(told).collect())
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

/// The nearest question whose exact total singles nobody out: the period grows, the day goes back.
async fn fitted(
    tx: &mut Tx<'_>,
    rules: &Rules,
    mut ask: Ask,
    family: Family,
) -> Result<Ask, StoreError> {
    // Of a part nothing is told but fives, on whatever day.
    if is_part(rules, ask.scope) {
        return Ok(ask);
    }
    for _ in 0..ROUNDS {
        let (from, to) = match family {
            Family::Cohort => Months::read(tx, rules, &ask)
                .await?
                .around(ask.from, ask.to),
            Family::Flow => {
                let received = Months::read(tx, rules, &ask).await?;
                let months = received.coarser(&Months::of_deeds(tx, rules, &ask).await?);
                months.around(ask.from, ask.to)
            }
            Family::Stock => (ask.from, ask.to),
        };
        let wider = Ask { from, to, ..ask };
        // What is open or happens may be of any report.
        let changing = match family {
            Family::Cohort => wider,
            Family::Flow | Family::Stock => Ask {
                from: date(1990, 1, 1),
                to: date(2199, 12, 31),
                ..wider
            },
        };
        let as_of = Some(days::last(tx, rules, &changing).await?);
        let is_fitted = as_of == ask.as_of;
        ask = Ask { as_of, ..wider };
        if is_fitted {
            break;
        }
    }
    Ok(ask)
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
    let is_part = is_part(rules, answer.ask.scope);
    let last = if is_part {
        today
    } else {
        days::last(tx, rules, &at_present).await?
    };
    if last <= answer.as_of {
        return Ok(0);
    }
    let ask = Ask {
        as_of: Some(last),
        ..at_present
    };
    let known = |answer: &Answer| {
        let (all, hidden) = (answer.total.received, answer.unreleased.cohort.received);
        if is_part {
            all - hidden + fives(hidden)
        } else {
            all
        }
    };
    let later = cohort::read(tx, rules, &ask).await?;
    Ok(known(&later).saturating_sub(known(answer)))
}

/// Whether even its total is a part: of a unit it is one of its body, and of several bodies what the others leave would
/// tell of one.
pub(super) fn is_part(rules: &Rules, scope: Scope) -> bool {
    match scope {
        Scope::Unit(_) => true,
        Scope::Installation => rules.directory.bodies.len() > 1,
        Scope::Body(_) => false,
    }
}

/// What anyone may read of it: the total of a body exactly, rows in fives.
fn told(rules: &Rules, mut answer: Answer) -> Answer {
    let unreleased = std::mem::take(&mut answer.unreleased);
    let mut hidden = Counted {
        cohort: unreleased.cohort,
        subs: unreleased.subs,
        ..Counted::default()
    };
    if is_part(rules, answer.ask.scope) {
        let all = Counted {
            cohort: answer.total,
            subs: std::mem::take(&mut answer.subs),
            ..Counted::default()
        };
        let told = all.in_fives(&hidden);
        hidden = hidden.in_fives(&hidden);
        (answer.total, answer.subs, answer.cases) = (told.cohort, told.subs, told.cases);
    }
    let rows = std::mem::take(&mut answer.rows);
    answer.rows = if rows.is_empty() {
        rows
    } else {
        in_fives(&answer, &hidden, rows)
    };
    for row in &mut answer.rows {
        (row.unreleased, row.unreleased_merged) = (Cohort::default(), 0);
    }
    answer.is_public = true;
    answer
}

/// Rows of parts, and what they leave of the total.
///
/// In the order of their keys, as every table has them: of two rows with as many the first tells fewer. Stretches of time
/// stay in it, and are there whatever they tell.
pub(super) fn in_fives(answer: &Answer, unreleased: &Counted, mut rows: Vec<Row>) -> Vec<Row> {
    let is_time = answer.ask.by.is_some_and(Dimension::is_time);
    rows.sort_by(|one, other| {
        let place = |row: &Row| (row.key.is_none(), row.key.clone());
        place(one).cmp(&place(other))
    });
    let counted = |cohort: Cohort, merged: u64| {
        let mut counted = Counted {
            cohort,
            ..Counted::default()
        };
        counted.subs.merged = merged;
        counted
    };
    let pair = |row: &Row| {
        let hidden = counted(row.unreleased, row.unreleased_merged);
        (counted(row.cohort, row.merged), hidden)
    };
    let pairs: Vec<(Counted, Counted)> = rows.iter().map(pair).collect();
    let pairs: Vec<(&Counted, &Counted)> = pairs.iter().map(|(all, part)| (all, part)).collect();
    let told = rows_in_fives(unreleased, &pairs);
    let rest = counted(answer.total, 0).rest(&told).cohort;
    let rows = rows.into_iter().zip(told);
    let mut rows: Vec<Row> = rows
        .filter(|(_, told)| is_time || !told.is_nothing())
        .map(|(row, told)| Row {
            cohort: told.cohort,
            merged: told.subs.merged,
            cases: told.cases,
            ..row
        })
        .collect();
    if !is_time {
        rows.sort_by_key(|row| std::cmp::Reverse(row.cohort.received));
    }
    if rest.received > 0 {
        rows.push(Row {
            label: REST.to_owned(),
            cohort: rest,
            is_rest: true,
            ..Row::default()
        });
    }
    rows
}
