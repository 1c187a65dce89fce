//! The same figures, as anyone may see them.

mod days;
mod months;
mod table;

use std::sync::Arc;

use jiff::civil::{Date, date};
use jiff::{Timestamp, ToSpan as _};
use lapor_domain::figures::{Cohort, Counted, Family, fives, rows_in_fives, whole_months};
use lapor_domain::rules::Rules;
use lapor_domain::zone::Zone;

use self::months::Months;
pub use self::table::PublicTableQuery;
use super::{Answer, Ask, AskError, Dimension, Row, Scope, Sight, cohort};
use crate::{Query, StoreError, Tx};

/// What is left of a total beside its rows.
pub(super) const REST: &str = "lainnya";
/// How often the day goes back until the months stand at it; more is never needed but in a record that was made up for it.
const ROUNDS: usize = 6;

/// Asks for a cohort as anyone may see it, with [`Store::read`](crate::Store::read).
///
/// The period is whole months, the state that at the end of a whole day. The total of a body includes every report, where no
/// fewer than five that are not public stand alone in its months and between its days: the day may be an earlier one. Any
/// other total, and any row, tells released reports exactly and the others in whole fives (`in_fives`).
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
        let fitted = fitted(tx, &self.rules, whole(&self.ask, zone), Family::Cohort).await?;
        let mut answer = cohort::read(tx, &self.rules, &fitted.ask).await?;
        answer.in_fives = fitted.in_fives;
        answer.recorded_later = later(tx, &self.rules, &answer).await?;
        Ok(told(answer))
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
        let fitted = fitted(tx, rules, asked, Family::Cohort).await?;
        let mut answers = Vec::with_capacity(self.by.len());
        for by in &self.by {
            let ask = Ask {
                by: Some(*by),
                ..fitted.ask
            };
            let mut answer = cohort::read(tx, rules, &ask).await?;
            answer.in_fives = fitted.in_fives;
            answers.push(answer);
        }
        if let Some(first) = answers.first() {
            let later = later(tx, rules, first).await?;
            for answer in &mut answers {
                answer.recorded_later = later;
            }
        }
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

/// A question as it is answered to anyone.
pub(super) struct Fitted {
    /// Of which months, to the end of which day.
    pub(super) ask: Ask,
    /// Its total is told like any part.
    pub(super) in_fives: bool,
}

/// The total of a body exactly, at the last day at which that singles nobody out. Where the months that are asked for do not
/// stand by themselves, or that day is too early to be of use, the total as well is told like any part.
async fn fitted(
    tx: &mut Tx<'_>,
    rules: &Rules,
    asked: Ask,
    family: Family,
) -> Result<Fitted, StoreError> {
    let told = |ask, in_fives| Ok(Fitted { ask, in_fives });
    // Of a part nothing is told but fives, on whatever day.
    if is_part(rules, asked.scope) {
        return told(asked, true);
    }
    let zone = asked.zone(rules);
    let least = earliest_of_use(&asked, family, zone);
    let mut ask = asked;
    for _ in 0..ROUNDS {
        let as_of = if stands(tx, rules, &ask, family).await? {
            // What is open or happens may be of any report.
            let changing = match family {
                Family::Cohort => ask,
                Family::Flow | Family::Stock => Ask {
                    from: date(1990, 1, 1),
                    to: date(2199, 12, 31),
                    ..ask
                },
            };
            days::last(tx, rules, &changing).await?
        } else {
            // A month that has just begun holds few at first.
            before_this_month(&ask, zone)
        };
        if as_of == ask.moment() {
            return told(ask, false);
        }
        if as_of < least {
            break;
        }
        ask.as_of = Some(as_of);
    }
    told(asked, true)
}

/// The end of the last month that was over on the day that is shown.
fn before_this_month(ask: &Ask, zone: Zone) -> Timestamp {
    let day = zone.local_date(ask.moment());
    zone.start_of_day(day.yesterday().unwrap_or(day).first_of_month())
}

/// Whether the months of a question stand by themselves: other months that do differ from them in no unreleased report, or in
/// five at least.
async fn stands(
    tx: &mut Tx<'_>,
    rules: &Rules,
    ask: &Ask,
    family: Family,
) -> Result<bool, StoreError> {
    let stand = |months: Months| months.stand_in(ask.from, ask.to);
    Ok(match family {
        Family::Stock => true,
        Family::Cohort => stand(Months::read(tx, rules, ask).await?),
        Family::Flow => {
            stand(Months::read(tx, rules, ask).await?)
                && stand(Months::of_deeds(tx, rules, ask).await?)
        }
    })
}

/// An exact total of an earlier day is of no use: of a period that is over it reaches its end, of others it is a week old at
/// most and tells of a day of it.
fn earliest_of_use(asked: &Ask, family: Family, zone: Zone) -> Timestamp {
    let after = |day: Date| day.tomorrow().unwrap_or(day);
    let today = zone.local_date(asked.moment());
    let a_week_ago = today.checked_sub(1.week()).unwrap_or(today);
    let (first, end) = (after(asked.from), after(asked.to));
    zone.start_of_day(match family {
        Family::Stock => a_week_ago,
        Family::Cohort | Family::Flow if end <= today => end,
        Family::Cohort | Family::Flow => a_week_ago.max(first),
    })
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
    let last = if answer.in_fives {
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
    let known = |of: &Answer| {
        let (all, hidden) = (of.total.received, of.unreleased.cohort.received);
        if answer.in_fives {
            all - hidden + fives(hidden)
        } else {
            all
        }
    };
    let later = cohort::read(tx, rules, &ask).await?;
    Ok(known(&later).saturating_sub(known(answer)))
}

/// Whether even its total is a part, whatever its months and day: of a unit it is one of its body, and of several bodies
/// what the others leave would tell of one.
fn is_part(rules: &Rules, scope: Scope) -> bool {
    match scope {
        Scope::Unit(_) => true,
        Scope::Installation => rules.directory.bodies.len() > 1,
        Scope::Body(_) => false,
    }
}

/// What anyone may read of it: the total exactly, where it is no part; rows in fives.
fn told(mut answer: Answer) -> Answer {
    let unreleased = std::mem::take(&mut answer.unreleased);
    let mut hidden = Counted {
        cohort: unreleased.cohort,
        subs: unreleased.subs,
        ..Counted::default()
    };
    if answer.in_fives {
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
