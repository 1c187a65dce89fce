//! Any table of measures as anyone may see it.

use std::collections::BTreeSet;
use std::sync::Arc;

use jiff::Timestamp;
use jiff::civil::{Date, date};
use lapor_domain::figures::{Counted, Family, Measure, Reading, rows_in_fives};
use lapor_domain::rules::Rules;

use super::days;
use super::months::Months;
use super::{REST, is_part, whole};
use crate::figures::gather::{Gathered, GatheredRow, gather};
use crate::figures::shape::{time_code, time_label};
use crate::figures::{Ask, AskError, Dimension, Filter};
use crate::{Query, StoreError, Tx};

/// How often period and day are fitted to one another.
const ROUNDS: usize = 6;

/// Asks for a table as anyone may see it, with [`Store::read`](crate::Store::read).
///
/// Whole months, to the end of a whole day, totals exact and other rows in fives as in
/// [`PublicQuery`](crate::figures::PublicQuery). Of flow, reports count by what happened to them in a month. Nothing of
/// what is not public is told by itself.
pub struct PublicTableQuery {
    rules: Arc<Rules>,
    ask: Ask,
    family: Family,
    measures: Vec<&'static Measure>,
}

impl PublicTableQuery {
    /// A question that can be answered: measures of one family.
    ///
    /// # Errors
    /// [`AskError`], saying what to ask instead.
    pub fn new(
        rules: Arc<Rules>,
        ask: Ask,
        family: Family,
        measures: Vec<&'static Measure>,
    ) -> Result<Self, AskError> {
        ask.check(&rules)?;
        Ok(Self {
            rules,
            ask,
            family,
            measures,
        })
    }

    /// Nothing that is recorded at or after this moment is in the answer, which may be of an earlier day still.
    pub fn moment(&self) -> Timestamp {
        whole(&self.ask, self.ask.zone(&self.rules)).moment()
    }
}

impl Query for PublicTableQuery {
    type Output = Gathered;

    async fn run(&self, tx: &mut Tx<'_>) -> Result<Gathered, StoreError> {
        let rules = &self.rules;
        let asked = whole(&self.ask, self.ask.zone(rules));
        let (ask, months) = fitted(tx, rules, asked, self.family).await?;
        let by = ask.by;
        // Longer stretches of time are joined from months.
        let of_months = Ask {
            by: by.map(|by| if by.is_time() { Dimension::Month } else { by }),
            ..ask
        };
        let readings: BTreeSet<Reading> = self
            .measures
            .iter()
            .map(|measure| measure.reading)
            .collect();
        let filter = Filter::default();
        let mut gathered = gather(tx, rules, &of_months, &filter, &readings, true).await?;
        gathered.ask = ask;
        gathered.recorded_later = 0;
        let is_part = is_part(ask.scope);
        let hidden = std::mem::take(&mut gathered.total.hidden);
        let unreleased = if is_part {
            gathered.total.counted = gathered.total.counted.in_fives(&hidden);
            hidden.in_fives(&hidden)
        } else {
            hidden
        };
        let rows = std::mem::take(&mut gathered.rows);
        let rows = match by {
            Some(by) if by.is_time() => stretches(rows, by, &months),
            _ => rows,
        };
        let is_exact = by.is_some_and(Dimension::is_time) && !is_part;
        gathered.rows = if is_exact || rows.is_empty() {
            let exact = rows.into_iter().map(without_hidden);
            exact.collect()
        } else {
            let is_kept = by.is_some_and(Dimension::is_time);
            in_fives(&gathered.total.counted, &unreleased, rows, is_kept)
        };
        Ok(gathered)
    }
}

fn without_hidden(row: GatheredRow) -> GatheredRow {
    GatheredRow {
        hidden: Counted::default(),
        ..row
    }
}

/// Rows of parts, and what they leave of the total. Of rows with nothing in them only stretches of time are kept: others
/// would tell that there is something.
fn in_fives(
    total: &Counted,
    unreleased: &Counted,
    rows: Vec<GatheredRow>,
    is_kept: bool,
) -> Vec<GatheredRow> {
    let pairs = rows.iter().map(|row| (&row.counted, &row.hidden));
    let pairs: Vec<(&Counted, &Counted)> = pairs.collect();
    let told = rows_in_fives(unreleased, &pairs);
    let rest = total.rest(&told);
    let rows = rows.into_iter().zip(told);
    let rows = rows.filter(|(_, told)| is_kept || !told.is_nothing());
    let mut rows: Vec<GatheredRow> = rows
        .map(|(row, counted)| GatheredRow {
            counted,
            ..without_hidden(row)
        })
        .collect();
    if !rest.is_nothing() {
        rows.push(GatheredRow {
            key: None,
            label: REST.to_owned(),
            counted: rest,
            hidden: Counted::default(),
            is_rest: true,
        });
    }
    rows
}

/// The nearest question whose exact total singles nobody out: the period grows, the day goes back.
async fn fitted(
    tx: &mut Tx<'_>,
    rules: &Rules,
    mut ask: Ask,
    family: Family,
) -> Result<(Ask, Months), StoreError> {
    // Of a part nothing is told but fives, on whatever day.
    if is_part(ask.scope) {
        return Ok((ask, Months::default()));
    }
    let mut months = months(tx, rules, &ask, family).await?;
    for _ in 0..ROUNDS {
        let (from, to) = match family {
            Family::Stock => (ask.from, ask.to),
            _ => months.around(ask.from, ask.to),
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
        months = self::months(tx, rules, &ask, family).await?;
    }
    Ok((ask, months))
}

async fn months(
    tx: &mut Tx<'_>,
    rules: &Rules,
    ask: &Ask,
    family: Family,
) -> Result<Months, StoreError> {
    match family {
        Family::Cohort => Months::read(tx, rules, ask).await,
        Family::Flow => {
            let received = Months::read(tx, rules, ask).await?;
            Ok(received.coarser(&Months::of_deeds(tx, rules, ask).await?))
        }
        Family::Stock => Ok(Months::default()),
    }
}

fn join(row: &mut GatheredRow, other: &GatheredRow) {
    let of = (row.counted.of, row.hidden.of);
    row.counted.join(&other.counted);
    row.hidden.join(&other.hidden);
    (row.counted.of, row.hidden.of) = of;
}

/// Months as stretches of time: those of one stretch and those that are shown together are one row.
fn stretches(rows: Vec<GatheredRow>, by: Dimension, months: &Months) -> Vec<GatheredRow> {
    /// A row with the first days of its first and last month.
    struct Run(GatheredRow, Date, Date);
    let code = |day: Date| time_code(by, day);
    let is_one = |last: Date, next: Date| {
        let run = months.of_day(last);
        code(last) == code(next) || (run.is_some() && run == months.of_day(next))
    };
    let mut runs: Vec<Run> = Vec::new();
    for row in rows {
        let month = row.key.as_deref();
        let Some(month) = month.and_then(|key| format!("{key}-01").parse().ok()) else {
            continue;
        };
        match runs.last_mut() {
            Some(Run(one, _, last)) if is_one(*last, month) => {
                join(one, &row);
                *last = month;
            }
            _ => runs.push(Run(row, month, month)),
        }
    }
    let named = |Run(row, first, last): Run| {
        let (begin, end) = (code(first), code(last));
        let label = |code: &str| time_label(by, code).unwrap_or_else(|| code.to_owned());
        let (key, label) = if begin == end {
            let label = label(&begin);
            (begin, label)
        } else {
            let label = format!("{} – {}", label(&begin), label(&end));
            (format!("{begin}/{end}"), label)
        };
        GatheredRow {
            key: Some(key),
            label,
            ..row
        }
    };
    runs.into_iter().map(named).collect()
}
