//! The same counts from the cohort tables: from cells where these tell, else from whole lives.

use std::collections::BTreeSet;

use lapor_domain::figures::Reading;
use lapor_domain::rules::Rules;

use super::{Cut, Rows, Told, Units, read};
use crate::figures::answer::Adding;
use crate::figures::tables::{self, Behind, Beyond, Mark, Period, handling, lives};
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
    /// As rows, with the cases of the cohort and how many were recorded only later.
    pub(crate) fn told(mut self) -> Told {
        let adding = self.adding.take();
        let known = adding.map(|adding| self.rows.add_cohort(adding));
        (self.rows, known.unwrap_or_default())
    }
}

/// Reads a question; none where intervals must answer it: where the tables are far behind, and of what happened in a period.
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
    if readings.contains(&Reading::Flow) {
        return Ok(None);
    }
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
    let (mut rows, mut units) = (Rows::new(is_twin), Units::default());
    let adding = lives::answer(tx, cut, behind, readings, &mut rows, &mut units).await?;
    let is_counted = readings.iter().any(|reading| *reading != Reading::Stock);
    Ok(adding.map(|adding| Folded {
        adding: is_counted.then_some(adding),
        rows,
        units,
    }))
}

/// Reads a question from cells, with days of which they do not tell from intervals; none where they cannot tell.
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
    let Cut {
        rules, ask, filter, ..
    } = *cut;
    // Units as they are arranged today have no cells.
    if tables::is_arranged(rules, ask) || !filter.is_empty() {
        return Ok(None);
    }
    let beyond = &Beyond::of(tx, rules, ask, behind).await?;
    let mut folded = Folded {
        adding: None,
        rows: Rows::new(is_twin),
        units: Units::default(),
    };
    let Folded {
        adding,
        rows,
        units,
    } = &mut folded;
    if readings.contains(&Reading::Stock) && !handling::open(tx, cut, beyond, rows).await? {
        return Ok(None);
    }
    // What is open has no period.
    if readings.iter().all(|reading| *reading == Reading::Stock) {
        return Ok(Some(folded));
    }
    let Some(period) = Period::of(ask, mark.by_day) else {
        return Ok(None);
    };
    let counted = tables::read_with(tx, rules, ask, &period, beyond).await?;
    let Some((counted, followers)) = counted else {
        return Ok(None);
    };
    *adding = Some(counted);
    let handled = [Reading::Clocks, Reading::Deeds, Reading::Stays];
    let handled: BTreeSet<Reading> = handled
        .into_iter()
        .filter(|reading| readings.contains(reading))
        .collect();
    if handled.is_empty() {
        return Ok(Some(folded));
    }
    if !handling::read(tx, cut, &period, beyond, &handled, rows, units).await? {
        return Ok(None);
    }
    for (from, to) in period.edges {
        let edge = Ask { from, to, ..*ask };
        let cut = Cut::of(rules, &edge, filter);
        for part in cut.parts() {
            read(tx, &cut, &part, &followers, &handled, rows, units).await?;
        }
    }
    Ok(Some(folded))
}
