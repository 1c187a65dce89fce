//! Answers from the tables, with what they do not hold yet, and with the edges of a ragged period from intervals.

use jiff::civil::Date;
use lapor_domain::rules::Rules;

use super::asked::Asked;
use super::beyond::Beyond;
use super::cell::{has_cells, kind};
use super::numbers::{From, Numbers, every, numbers};
use crate::figures::answer::Adding;
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
    // Cells know units as they were.
    let is_arranged = ask.by == Some(Dimension::Unit) && !rules.directory.heirs.is_empty();
    if !has_cells(ask.by) || is_arranged {
        return Ok(None);
    }
    let Some(months) = whole_months(ask) else {
        return Ok(None);
    };
    let Some(beyond) = Beyond::read(tx, rules, ask).await? else {
        return Ok(None);
    };
    let Some(mut adding) = counted(tx, rules, ask, months, &beyond).await? else {
        return Ok(None);
    };
    for (from, to) in edges(ask, months) {
        super::edge::add(tx, rules, &Ask { from, to, ..*ask }, &mut adding).await?;
    }
    Ok(Some(adding))
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
fn edges(ask: &Ask, (first, last): (Date, Date)) -> Vec<(Date, Date)> {
    let before = first.yesterday().ok().filter(|day| *day >= ask.from);
    let after = last.tomorrow().ok().filter(|day| *day <= ask.to);
    let before = before.map(|day| (ask.from, day));
    before
        .into_iter()
        .chain(after.map(|day| (day, ask.to)))
        .collect()
}

/// Counts whole months.
async fn counted(
    tx: &mut Tx<'_>,
    rules: &Rules,
    ask: &Ask,
    months: (Date, Date),
    beyond: &Beyond,
) -> Result<Option<Adding>, StoreError> {
    // One part tells what the scope is; of the whole installation all holders are read at once.
    let parts = parts(rules, ask);
    let Some(part) = parts.first() else {
        return Ok(Some(Adding::default()));
    };
    let wanted = Kinds::of(ask, part);
    let mut found = Vec::with_capacity(5);
    for (kind, months) in wanted.each(months) {
        let from = From {
            kind,
            holder: (ask.scope != Scope::Installation).then_some(part.holder.0),
            months,
            moment: micros(ask.moment()),
            by_month: ask.by == Some(Dimension::Month),
        };
        let Some(numbers) = numbers(tx, &from, beyond).await? else {
            return Ok(None);
        };
        let ever = match kind {
            kind::BIRTH => every(tx, &from, beyond).await?,
            _ => Some(Numbers::default()),
        };
        let Some(ever) = ever else {
            return Ok(None);
        };
        found.push((kind, numbers, ever));
    }
    let mut asked = Asked {
        ask,
        part,
        adding: Adding::default(),
    };
    for (kind, numbers, ever) in &found {
        if *kind == wanted.totals {
            asked.totals(numbers);
        }
        if wanted.rows == Some(*kind) {
            asked.rows(numbers);
        }
        let is_whole = match *kind {
            kind if kind == wanted.cases => asked.cases(numbers),
            _ => Some(()),
        };
        let is_whole = match wanted.cases_of_rows {
            Some(of) if of == *kind => is_whole.and_then(|()| asked.cases_of_rows(numbers)),
            _ => is_whole,
        };
        if is_whole.is_none() {
            return Ok(None);
        }
        if *kind == kind::BIRTH {
            let before = asked.reports(numbers);
            asked.adding.later = asked.reports(ever).saturating_sub(before);
        }
    }
    Ok(Some(asked.adding))
}

/// The kinds of cells that a question needs.
struct Kinds {
    totals: i64,
    rows: Option<i64>,
    cases: i64,
    cases_of_rows: Option<i64>,
}

impl Kinds {
    fn of(ask: &Ask, part: &Part) -> Self {
        let by_lead = part.leads.is_some();
        let of_rows = |by| match by {
            Dimension::Month => None,
            by if by_lead && by != Dimension::Unit => Some(kind::of_lead(by)),
            by => Some(kind::of(by)),
        };
        let cases = |of| match ask.scope {
            Scope::Installation => kind::all_cases(of),
            _ => kind::cases(of),
        };
        let rows = ask.by.and_then(of_rows);
        let (totals, of_cases) = if by_lead {
            (kind::LEAD, kind::of(Dimension::Unit))
        } else {
            (kind::TOTAL, kind::TOTAL)
        };
        Self {
            totals,
            rows,
            cases: cases(of_cases),
            cases_of_rows: rows.map(cases),
        }
    }

    /// Each once, with the months of receipt under which it is kept.
    fn each(&self, (first, last): (Date, Date)) -> Vec<(i64, (i64, i64))> {
        let months = months_of((first, last));
        let of_rows = self.rows.map(|rows| (rows, months));
        let cases = [Some(self.cases), self.cases_of_rows].into_iter().flatten();
        let mut all: Vec<_> = [(self.totals, months), (kind::BIRTH, months)]
            .into_iter()
            .chain(of_rows)
            .chain(cases.map(|of| (of, (0, 0))))
            .collect();
        all.dedup();
        all
    }
}
