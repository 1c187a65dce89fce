//! Any table of measures as anyone may see it.

use std::collections::BTreeSet;
use std::sync::Arc;

use jiff::Timestamp;
use jiff::civil::Date;
use lapor_domain::figures::{Counted, Family, Measure, Reading, rows_in_fives};
use lapor_domain::rules::Rules;

use super::{REST, fitted, whole};
use crate::figures::gather::{Gathered, GatheredRow, gather};
use crate::figures::shape::{time_code, time_label};
use crate::figures::{Ask, AskError, Dimension, Filter};
use crate::{Query, StoreError, Tx};

/// Asks for a table as anyone may see it, with [`Store::read`](crate::Store::read).
///
/// Whole months, to the end of a whole day; of a body's total how many there are and what each is exactly where that singles
/// nobody out, everything else in fives as in [`PublicQuery`](crate::figures::PublicQuery). Of flow, reports count by what
/// happened to them in a month. Nothing of what is not public is told by itself.
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
        let fitted = fitted(tx, rules, asked, self.family).await?;
        let ask = fitted.ask;
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
        gathered.in_fives = fitted.in_fives;
        gathered.recorded_later = 0;
        let hidden = std::mem::take(&mut gathered.total.hidden);
        let of_total = |counted: &Counted| {
            if fitted.in_fives {
                counted.in_fives(&hidden)
            } else {
                counted.of_whole(&hidden)
            }
        };
        let unreleased = of_total(&hidden);
        gathered.total.counted = of_total(&gathered.total.counted);
        let rows = std::mem::take(&mut gathered.rows);
        let is_time = by.is_some_and(Dimension::is_time);
        let rows = match by {
            Some(by) if is_time => stretches(rows, by),
            _ => rows,
        };
        gathered.rows = in_fives(&gathered.total.counted, &unreleased, rows, is_time);
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
    if rows.is_empty() {
        return rows;
    }
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

fn join(row: &mut GatheredRow, other: &GatheredRow) {
    let of = (row.counted.of, row.hidden.of);
    row.counted.join(&other.counted);
    row.hidden.join(&other.hidden);
    (row.counted.of, row.hidden.of) = of;
}

/// Months as stretches of time.
fn stretches(months: Vec<GatheredRow>, by: Dimension) -> Vec<GatheredRow> {
    let mut rows: Vec<GatheredRow> = Vec::new();
    for mut month in months {
        let first = month.key.as_deref().map(|key| format!("{key}-01"));
        let Some(first) = first.and_then(|day| day.parse::<Date>().ok()) else {
            continue;
        };
        let code = time_code(by, first);
        match rows.last_mut() {
            Some(row) if row.key.as_ref() == Some(&code) => join(row, &month),
            _ => {
                month.label = time_label(by, &code).unwrap_or_else(|| code.clone());
                month.key = Some(code);
                rows.push(month);
            }
        }
    }
    rows
}
