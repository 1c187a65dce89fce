//! Any table of measures as anyone may see it.

use std::collections::BTreeSet;
use std::sync::Arc;

use jiff::Timestamp;
use jiff::civil::{Date, date};
use lapor_domain::figures::{
    Counted, Family, Measure, Reading, Suppressible, shield, stand_together, suppress,
};
use lapor_domain::rules::Rules;

use super::days;
use super::months::Months;
use super::whole;
use crate::figures::gather::{Gathered, GatheredRow, gather};
use crate::figures::shape::{time_code, time_label};
use crate::figures::{Ask, AskError, Dimension, Filter};
use crate::{Query, StoreError, Tx};

/// How often period and day are fitted to one another.
const ROUNDS: usize = 6;

/// What anyone may see of a table.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct PublicGathered {
    /// Its rows; small ones are joined, and nothing is told of what is not public.
    pub gathered: Gathered,
    /// For each row and measure, whether its value is shown.
    pub shown: Vec<Vec<bool>>,
}

/// Asks for a table as anyone may see it, with [`Store::read`](crate::Store::read).
///
/// Whole months, to the end of a whole day, rows and cells joined or hidden as in
/// [`PublicQuery`](crate::figures::PublicQuery). Of flow, reports count by what happened to them in a month.
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
    type Output = PublicGathered;

    async fn run(&self, tx: &mut Tx<'_>) -> Result<PublicGathered, StoreError> {
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
        let rows = std::mem::take(&mut gathered.rows);
        let rows = match by {
            Some(by) if by.is_time() => stretches(rows, by, &months),
            Some(_) => others(rows, self.family),
            None => rows,
        };
        let hidden: Vec<&Counted> = rows.iter().map(|row| &row.hidden).collect();
        let shown = shield(&hidden, &self.measures);
        gathered.rows = rows.into_iter().map(without_hidden).collect();
        gathered.total = without_hidden(gathered.total);
        Ok(PublicGathered { gathered, shown })
    }
}

fn without_hidden(row: GatheredRow) -> GatheredRow {
    GatheredRow {
        hidden: Counted::default(),
        ..row
    }
}

/// The nearest question that singles nobody out: the period grows, the day goes back.
async fn fitted(
    tx: &mut Tx<'_>,
    rules: &Rules,
    mut ask: Ask,
    family: Family,
) -> Result<(Ask, Months), StoreError> {
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

/// A row that may be joined with another.
struct Joinable {
    row: GatheredRow,
    family: Family,
}

impl Suppressible for Joinable {
    fn unreleased(&self) -> u64 {
        unreleased(&self.row.hidden, self.family)
    }

    fn absorb(&mut self, other: Self) {
        self.row.key = None;
        "lainnya".clone_into(&mut self.row.label);
        join(&mut self.row, &other.row);
    }
}

/// How many reports that are not public a row tells of; a few, where it is a few in any way.
fn unreleased(hidden: &Counted, family: Family) -> u64 {
    let counts = match family {
        Family::Cohort => vec![hidden.cohort.received],
        Family::Flow => vec![hidden.flow.received, hidden.flow.touched.n()],
        Family::Stock => vec![hidden.stock.open()],
    };
    let few = counts.iter().copied().find(|n| !stand_together(*n));
    few.unwrap_or_else(|| counts.into_iter().max().unwrap_or(0))
}

fn join(row: &mut GatheredRow, other: &GatheredRow) {
    let of = (row.counted.of, row.hidden.of);
    row.counted.join(&other.counted);
    row.hidden.join(&other.hidden);
    (row.counted.of, row.hidden.of) = of;
}

/// Rows in which fewer than five unreleased reports would stand alone become one row "lainnya".
fn others(rows: Vec<GatheredRow>, family: Family) -> Vec<GatheredRow> {
    let rows = rows.into_iter().map(|row| Joinable { row, family });
    let (rows, others) = suppress(rows.collect());
    let others = others.map(|others| {
        let mut row = others.row;
        row.key = None;
        "lainnya".clone_into(&mut row.label);
        row
    });
    rows.into_iter().map(|row| row.row).chain(others).collect()
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
