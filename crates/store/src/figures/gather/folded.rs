//! The same counts from the cohort tables: from cells where these tell, else from whole lives.

use std::collections::BTreeSet;

use lapor_domain::figures::Reading;
use lapor_domain::rules::Rules;

use super::{Cut, Rows, Told, Units, flow};
use crate::figures::answer::Adding;
use crate::figures::tables::lives::{self, Counts};
use crate::figures::tables::{self, Behind, Beyond, Mark, Period, handling};
use crate::figures::{Ask, Filter};
use crate::{StoreError, Tx};

/// What the tables and the edges gave.
pub(crate) struct Folded {
    /// The cohort, where it was asked for.
    pub(crate) adding: Option<Adding>,
    /// Everything else.
    pub(crate) rows: Rows,
    /// What single units did.
    pub(crate) units: Units,
}

impl Folded {
    /// What is open has no cohort.
    fn of(counts: Counts, readings: &BTreeSet<Reading>) -> Self {
        let is_counted = readings.iter().any(|reading| *reading != Reading::Stock);
        Self {
            adding: is_counted.then_some(counts.adding),
            rows: counts.rows,
            units: counts.units,
        }
    }

    /// As rows, with the cases of the cohort and how many were recorded only later.
    pub(crate) fn told(mut self) -> Told {
        let adding = self.adding.take();
        let known = adding.map(|adding| self.rows.add_cohort(adding));
        (self.rows, known.unwrap_or_default())
    }
}

/// Reads a question; none where intervals must answer it: where the tables are far behind.
///
/// # Errors
/// What the engine refused.
pub(crate) async fn fold(
    tx: &mut Tx<'_>,
    rules: &Rules,
    (ask, filter): (&Ask, &Filter),
    readings: &BTreeSet<Reading>,
    is_twin: bool,
) -> Result<Option<Folded>, StoreError> {
    let mark = tables::mark(tx).await?;
    let Some(behind) = Behind::read(tx, ask, &mark).await? else {
        return Ok(None);
    };
    let cut = Cut::of(rules, ask, filter);
    let from = (&mark, &behind);
    match from_cells(tx, &cut, from, readings, is_twin).await? {
        Some(folded) => Ok(Some(folded)),
        None => from_lives(tx, &cut, &behind, readings, is_twin).await,
    }
}

/// Reads a question from whole lives; none where they cannot tell.
///
/// # Errors
/// What the engine refused.
pub(crate) async fn from_lives(
    tx: &mut Tx<'_>,
    cut: &Cut<'_>,
    behind: &Behind,
    readings: &BTreeSet<Reading>,
    is_twin: bool,
) -> Result<Option<Folded>, StoreError> {
    let mut counts = nothing(is_twin);
    let is_told = lives::answer(tx, cut, behind, readings, &mut counts).await?;
    if is_told && readings.contains(&Reading::Flow) {
        flow::happened(tx, cut, &mut counts.rows).await?;
    }
    Ok(is_told.then(|| Folded::of(counts, readings)))
}

/// Reads a question from cells, with days of which they do not tell from lives; none where they cannot tell.
///
/// # Errors
/// What the engine refused.
pub(crate) async fn from_cells(
    tx: &mut Tx<'_>,
    cut: &Cut<'_>,
    (mark, behind): (&Mark, &Behind),
    readings: &BTreeSet<Reading>,
    is_twin: bool,
) -> Result<Option<Folded>, StoreError> {
    // Units as they are arranged today have no cells.
    if tables::is_arranged(cut.rules, cut.ask) || !cut.filter.is_empty() {
        return Ok(None);
    }
    let beyond = Beyond::of(tx, cut.rules, cut.ask, behind).await?;
    let mut counts = nothing(is_twin);
    let is_of_stock = readings.contains(&Reading::Stock);
    if is_of_stock && !handling::open(tx, cut, &beyond, &mut counts.rows).await? {
        return Ok(None);
    }
    let mut others = readings.clone();
    others.remove(&Reading::Stock);
    if others.is_empty() {
        return Ok(Some(Folded::of(counts, readings)));
    }
    let is_of_flow = others.remove(&Reading::Flow);
    others.insert(Reading::Counts);
    let Some(period) = Period::of(cut.ask, mark.by_day) else {
        return Ok(None);
    };
    let with_cases = readings.contains(&Reading::Counts);
    let counted = tables::read_with(tx, cut, &period, &beyond, with_cases).await?;
    let Some(counted) = counted else {
        return Ok(None);
    };
    counts.adding = counted;
    let handled = [Reading::Clocks, Reading::Deeds, Reading::Stays];
    if handled.iter().any(|reading| others.contains(reading)) {
        let (rows, units) = (&mut counts.rows, &mut counts.units);
        if !handling::read(tx, cut, &period, &beyond, &others, rows, units).await? {
            return Ok(None);
        }
    }
    let is_whole = tables::edges(tx, cut, &period, behind, &others, &mut counts).await?;
    if is_whole && is_of_flow {
        flow::folded(tx, cut, (&period, &beyond), &mut counts).await?;
    }
    Ok(is_whole.then(|| Folded::of(counts, readings)))
}

fn nothing(is_twin: bool) -> Counts {
    Counts {
        rows: Rows::new(is_twin),
        ..Counts::default()
    }
}
