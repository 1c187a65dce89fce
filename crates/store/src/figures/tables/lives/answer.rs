//! Questions answered from whole lives.

use std::collections::BTreeSet;

use lapor_domain::figures::Reading;
use uuid::Uuid;

use super::fresh::Fresh;
use super::look::{Looking, OPEN, is_handled};
use crate::figures::answer::{Adding, OfFollowers};
use crate::figures::gather::{Cut, Rows, Units, reach};
use crate::figures::merged::{self, Roots};
use crate::figures::sql::Part;
use crate::figures::tables::{Behind, fold, handling};
use crate::{StoreError, Tx, params};

/// Counts a cohort of which cells do not tell; none where the lives are not whole either.
///
/// # Errors
/// What the engine refused.
pub(crate) async fn cohort(
    tx: &mut Tx<'_>,
    cut: &Cut<'_>,
    behind: &Behind,
) -> Result<Option<Adding>, StoreError> {
    let (mut rows, mut units) = (Rows::default(), Units::default());
    let readings = BTreeSet::from([Reading::Counts]);
    answer(tx, cut, behind, &readings, &mut rows, &mut units).await
}

/// Adds how the reports of a question were handled and what is open, and gives how many there are; none where lives cannot
/// tell.
///
/// # Errors
/// What the engine refused.
pub(crate) async fn answer(
    tx: &mut Tx<'_>,
    cut: &Cut<'_>,
    behind: &Behind,
    readings: &BTreeSet<Reading>,
    rows: &mut Rows,
    units: &mut Units,
) -> Result<Option<Adding>, StoreError> {
    if !fold::holds(tx, cut.rules).await? {
        return Ok(None);
    }
    let parts = cut.parts();
    let Some(first) = parts.first() else {
        return Ok(Some(Adding::default()));
    };
    let fresh = Fresh::of(tx, cut.rules, behind).await?;
    if readings.contains(&Reading::Stock) {
        let mut looking = Looking::new(cut, OPEN.into_iter());
        let mut is_whole = true;
        for part in &parts {
            is_whole &= open(tx, part, &fresh, &mut looking).await?;
        }
        let of = looking.of();
        let told = handling::tell_open(cut, first, of, looking.numbers(), rows);
        if !is_whole || told.is_none() {
            return Ok(None);
        }
    }
    let handled = readings
        .iter()
        .copied()
        .filter(|reading| is_handled(*reading));
    let mut looking = Looking::new(cut, handled);
    for part in &parts {
        if !period(tx, part, &fresh, &mut looking).await? {
            return Ok(None);
        }
    }
    let mut adding = Adding::default();
    let counted = looking.add_to(&mut adding);
    let of = looking.of();
    let told = handling::tell(cut, first, of, looking.numbers(), rows, units);
    if counted.is_none() || told.is_none() {
        return Ok(None);
    }
    // A root that is in no row itself is a case of its followers: few, so each is looked for.
    let mut roots = Roots::seen_by(tx, cut.ask.sight).await?;
    adding.count_of_followers(OfFollowers::Cases);
    for part in &parts {
        merged::add(tx, cut.ask, &cut.shape, part, &mut roots, &mut adding).await?;
    }
    adding.count_of_followers(OfFollowers::All);
    Ok(Some(adding))
}

/// Looks at each report of a part; false where a life cannot be read.
async fn period(
    tx: &mut Tx<'_>,
    part: &Part,
    fresh: &Fresh,
    looking: &mut Looking<'_>,
) -> Result<bool, StoreError> {
    const SQL: &str = "SELECT day, report_id, steps FROM cohort_life WHERE holder_id = $1 AND day >= $2 AND day <= $3";
    let mut is_whole = true;
    // A month at a time: PostgreSQL holds all rows of a statement.
    for month in reach::months_of_receipt(tx, part).await? {
        let (from, to) = month.days();
        let each = |(day, report, steps): (i64, Uuid, Vec<u8>)| {
            if !fresh.instead_of.contains(&report) {
                is_whole &= looking.count(part, day, &steps).is_some();
            }
        };
        tx.each_dyn(SQL, params![part.holder.0, from, to], each)
            .await?;
    }
    let (from, to) = part.days();
    for row in fresh.rows.iter().filter(|row| row.holder == part.holder.0) {
        if (from..=to).contains(&row.day) {
            is_whole &= looking.count(part, row.day, &row.steps).is_some();
        }
    }
    Ok(is_whole)
}

/// The same of those that are open at the moment, whenever received.
async fn open(
    tx: &mut Tx<'_>,
    part: &Part,
    fresh: &Fresh,
    looking: &mut Looking<'_>,
) -> Result<bool, StoreError> {
    const SQL: &str = "SELECT report_id, steps FROM cohort_life WHERE holder_id = $1 AND open_until >= $2 AND day <= $3";
    let mut is_whole = true;
    let each = |(report, steps): (Uuid, Vec<u8>)| {
        if !fresh.instead_of.contains(&report) {
            is_whole &= looking.count_open(part, &steps).is_some();
        }
    };
    let values = params![part.holder.0, part.moment(), part.last_day()];
    tx.each_dyn(SQL, values, each).await?;
    let fresh = fresh.rows.iter();
    for row in fresh.filter(|row| row.holder == part.holder.0 && row.open_until >= part.moment()) {
        is_whole &= looking.count_open(part, &row.steps).is_some();
    }
    Ok(is_whole)
}
