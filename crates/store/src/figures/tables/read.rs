//! Answers from the tables, with what they do not hold yet, and with the edges of a ragged period from intervals.

use jiff::civil::Date;
use lapor_domain::rules::Rules;

use super::asked::Asked;
use super::beyond::Beyond;
use super::cell::{finest, is_apart, kind};
use super::edge;
use super::numbers::{Apart, From, every, numbers};
use crate::figures::answer::Adding;
use crate::figures::gather::Followers;
use crate::figures::shape::Shape;
use crate::figures::sql::{Part, parts};
use crate::figures::{Ask, Dimension, Scope};
use crate::record::micros;
use crate::{StoreError, Tx};

/// Counts a cohort from the tables; none where they cannot tell, and intervals must.
///
/// # Errors
/// What the engine refused.
pub(crate) async fn read(
    tx: &mut Tx<'_>,
    rules: &Rules,
    ask: &Ask,
) -> Result<Option<Adding>, StoreError> {
    if is_arranged(rules, ask) {
        return Ok(None);
    }
    let Some(months) = whole_months(ask) else {
        return Ok(None);
    };
    let Some(beyond) = Beyond::read(tx, rules, ask).await? else {
        return Ok(None);
    };
    let counted = read_with(tx, rules, ask, months, &beyond).await?;
    Ok(counted.map(|(adding, _)| adding))
}

/// As [`read`], with the merged reports at the edges.
pub(crate) async fn read_with(
    tx: &mut Tx<'_>,
    rules: &Rules,
    ask: &Ask,
    months: (Date, Date),
    beyond: &Beyond,
) -> Result<Option<(Adding, Followers)>, StoreError> {
    let shape = Shape::of(rules, ask);
    let Some(mut adding) = counted(tx, rules, ask, &shape, months, beyond).await? else {
        return Ok(None);
    };
    let mut followers = Followers::new();
    for (from, to) in edges(ask, months) {
        let edge = Ask { from, to, ..*ask };
        followers.extend(edge::add(tx, rules, &edge, &mut adding).await?);
    }
    if has_cases_apart(ask.by) {
        edge::cases(tx, rules, ask, &mut adding).await?;
    }
    Ok(Some((adding, followers)))
}

/// Whether units are told by the arrangement of today: cells know them as they were.
pub(crate) fn is_arranged(rules: &Rules, ask: &Ask) -> bool {
    ask.by == Some(Dimension::Unit) && !rules.directory.heirs.is_empty()
}

/// First day of the first whole month of the period, last day of the last one.
pub(crate) fn whole_months(ask: &Ask) -> Option<(Date, Date)> {
    let first = ask.from.first_of_month();
    let first = if first == ask.from {
        first
    } else {
        ask.from.last_of_month().tomorrow().ok()?
    };
    let last = ask.to.last_of_month();
    let last = if last == ask.to {
        last
    } else {
        ask.to.first_of_month().yesterday().ok()?
    };
    (first < last).then_some((first, last))
}

/// The months of days, as numbers.
pub(crate) fn months_of((first, last): (Date, Date)) -> (i64, i64) {
    let month = |day: Date| i64::from(day.year()) * 100 + i64::from(day.month());
    (month(first), month(last))
}

/// The days before and after the whole months.
pub(crate) fn edges(ask: &Ask, (first, last): (Date, Date)) -> Vec<(Date, Date)> {
    let before = first.yesterday().ok().filter(|day| *day >= ask.from);
    let after = last.tomorrow().ok().filter(|day| *day <= ask.to);
    let before = before.map(|day| (ask.from, day));
    before
        .into_iter()
        .chain(after.map(|day| (day, ask.to)))
        .collect()
}

/// Whether the cases of a breakdown's rows do not follow from those of its finest values: they are looked for among the
/// merged reports of the period.
fn has_cases_apart(by: Option<Dimension>) -> bool {
    by.is_some_and(|by| by == Dimension::Body || finest(by).is_some_and(|fine| fine != by))
}

/// Counts whole months.
async fn counted(
    tx: &mut Tx<'_>,
    rules: &Rules,
    ask: &Ask,
    shape: &Shape,
    months: (Date, Date),
    beyond: &Beyond,
) -> Result<Option<Adding>, StoreError> {
    // One part tells what the scope is; of the whole installation all holders are read at once.
    let parts = parts(rules, ask);
    let Some(part) = parts.first() else {
        return Ok(Some(Adding::default()));
    };
    let is_whole = months == (ask.from, ask.to);
    let Some(kinds) = Kinds::of(ask, part, is_whole) else {
        return Ok(None);
    };
    let mut asked = Asked {
        ask,
        part,
        shape,
        adding: Adding::default(),
    };
    let holder = (ask.scope != Scope::Installation).then_some(part.holder.0);
    let months = months_of(months);
    for (what, kind) in &kinds.each() {
        let is_cases = matches!(what, What::Cases | What::CasesOfRows);
        let (months, apart) = if is_cases {
            ((0, 0), Apart::Nothing)
        } else {
            (months, kinds.apart)
        };
        let kinds = std::slice::from_ref(kind);
        let from = From {
            kinds,
            holder,
            months,
            moment: micros(ask.moment()),
            apart,
        };
        let Some(found) = numbers(tx, &from, beyond).await? else {
            return Ok(None);
        };
        let is_sound = match what {
            What::Totals => {
                asked.totals(&found);
                Some(())
            }
            What::TotalsApart => {
                asked.totals_apart(&found);
                Some(())
            }
            What::Rows => {
                asked.rows(&found);
                Some(())
            }
            What::Cases => asked.cases(&found),
            What::CasesOfRows => asked.cases_of_rows(&found),
            What::Births => {
                let ever = every(tx, &from, beyond).await?;
                ever.map(|ever| {
                    let before = asked.reports(&found);
                    asked.adding.later = asked.reports(&ever).saturating_sub(before);
                })
            }
        };
        if is_sound.is_none() {
            return Ok(None);
        }
    }
    Ok(Some(asked.adding))
}

/// What some cells are read for.
#[derive(Clone, Copy)]
enum What {
    Totals,
    /// With rows by month or holder, or one row of all.
    TotalsApart,
    Rows,
    Cases,
    CasesOfRows,
    Births,
}

/// The kinds of cells that a question needs.
struct Kinds {
    totals: (What, i64),
    rows: Option<i64>,
    cases: Option<i64>,
    cases_of_rows: Option<i64>,
    apart: Apart,
}

impl Kinds {
    /// None where the tables have no such cells.
    fn of(ask: &Ask, part: &Part, is_whole: bool) -> Option<Self> {
        let by_lead = part.leads.is_some();
        let apart = match ask.by {
            Some(Dimension::Month | Dimension::Quarter | Dimension::Year) => Apart::Months,
            Some(Dimension::Body) => Apart::Holders,
            _ => Apart::Nothing,
        };
        let rows = match ask.by {
            Some(Dimension::Day | Dimension::Week) if by_lead => return None,
            Some(Dimension::Day | Dimension::Week) => Some(kind::DAY),
            Some(by) if finest(by).is_none() && !is_apart(by) => return None,
            by => by.and_then(finest).map(|by| {
                if by_lead && by != Dimension::Unit {
                    kind::of_lead(by)
                } else {
                    kind::of(by)
                }
            }),
        };
        let totals = if by_lead {
            kind::of(Dimension::Unit)
        } else {
            kind::TOTAL
        };
        let by_days = matches!(ask.by, Some(Dimension::Day | Dimension::Week)) || !is_whole;
        let cases = |of| {
            let cases = match ask.scope {
                Scope::Installation => kind::all_cases(of),
                _ => kind::cases(of),
            };
            if by_days {
                cases
            } else {
                kind::by_month(cases)
            }
        };
        let has_cases = !has_cases_apart(ask.by);
        let of_rows = rows.filter(|rows| has_cases && *rows != kind::DAY);
        Some(Self {
            totals: match rows {
                Some(_) => (What::Totals, totals),
                None => (What::TotalsApart, totals),
            },
            rows,
            cases: has_cases.then(|| cases(totals)),
            cases_of_rows: of_rows.map(cases),
            apart,
        })
    }

    fn each(&self) -> Vec<(What, i64)> {
        let all = [
            Some(self.totals),
            self.rows.map(|kind| (What::Rows, kind)),
            self.cases.map(|kind| (What::Cases, kind)),
            self.cases_of_rows.map(|kind| (What::CasesOfRows, kind)),
            Some((What::Births, kind::BIRTH)),
        ];
        all.into_iter().flatten().collect()
    }
}
