//! Questions answered from whole lives.

use std::collections::BTreeSet;

use lapor_domain::figures::Reading;

use super::fresh::Fresh;
use super::search::Search;
use crate::figures::answer::Adding;
use crate::figures::gather::{Cut, Rows, Units};
use crate::figures::merged::{self, Roots};
use crate::figures::tables::{Behind, fold};
use crate::{StoreError, Tx};

/// What was counted of a question.
#[derive(Default)]
pub(crate) struct Counts {
    /// Its reports.
    pub(crate) adding: Adding,
    /// How they were handled, and what is open.
    pub(crate) rows: Rows,
    /// What single units did.
    pub(crate) units: Units,
}

/// Counts a cohort of which cells do not tell; none where the lives are not whole either.
///
/// # Errors
/// What the engine refused.
pub(crate) async fn cohort(
    tx: &mut Tx<'_>,
    cut: &Cut<'_>,
    behind: &Behind,
) -> Result<Option<Adding>, StoreError> {
    let readings = BTreeSet::from([Reading::Counts]);
    let mut counts = Counts::default();
    let is_told = answer(tx, cut, behind, &readings, &mut counts).await?;
    Ok(is_told.then_some(counts.adding))
}

/// Counts all that is asked; false where lives cannot tell.
///
/// # Errors
/// What the engine refused.
pub(crate) async fn answer(
    tx: &mut Tx<'_>,
    cut: &Cut<'_>,
    behind: &Behind,
    readings: &BTreeSet<Reading>,
    counts: &mut Counts,
) -> Result<bool, StoreError> {
    if !can_tell(tx, cut, readings).await? {
        return Ok(false);
    }
    let fresh = Fresh::of(tx, cut.rules, behind).await?;
    search(tx, cut, (&fresh, readings), true, counts).await
}

/// Whether lives can tell of readings: counts ask nothing of calendars.
///
/// # Errors
/// What the engine refused.
pub(crate) async fn can_tell(
    tx: &mut Tx<'_>,
    cut: &Cut<'_>,
    readings: &BTreeSet<Reading>,
) -> Result<bool, StoreError> {
    let is_counted = |reading: &Reading| matches!(reading, Reading::Counts | Reading::Flow);
    if readings.iter().all(is_counted) {
        fold::means_the_same(tx).await
    } else {
        fold::holds(tx, cut).await
    }
}

/// As [`answer`], but for the cases of followers alone, and where lives [can tell](can_tell).
///
/// # Errors
/// What the engine refused.
pub(crate) async fn add(
    tx: &mut Tx<'_>,
    cut: &Cut<'_>,
    fresh: &Fresh,
    readings: &BTreeSet<Reading>,
    counts: &mut Counts,
) -> Result<bool, StoreError> {
    search(tx, cut, (fresh, readings), false, counts).await
}

async fn search(
    tx: &mut Tx<'_>,
    cut: &Cut<'_>,
    asked: (&Fresh, &BTreeSet<Reading>),
    with_cases: bool,
    counts: &mut Counts,
) -> Result<bool, StoreError> {
    let parts = cut.parts();
    let Some(first) = parts.first() else {
        return Ok(true);
    };
    let whole = (first, parts.as_slice());
    let search = Search::of(tx, cut, whole, asked, (with_cases, counts.rows.is_twin())).await?;
    let found = tx.share(&search).await?;
    let mut found = found.into_iter();
    Ok(found.all(|found| found.is_some_and(|found| found.add_to(counts).is_some())))
}

/// Adds the cases of followers alone, where their root is in no row itself: few, so each is looked for.
///
/// # Errors
/// What the engine refused.
pub(crate) async fn cases(
    tx: &mut Tx<'_>,
    cut: &Cut<'_>,
    adding: &mut Adding,
) -> Result<(), StoreError> {
    let mut roots = Roots::seen_by(tx, cut.ask.sight).await?;
    adding.count_cases_alone(true);
    for part in cut.parts() {
        merged::add(tx, cut.ask, &cut.shape, &part, &mut roots, adding).await?;
    }
    adding.count_cases_alone(false);
    Ok(())
}
