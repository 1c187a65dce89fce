//! Questions answered from whole lives.

use std::collections::BTreeSet;

use lapor_domain::figures::Reading;
use uuid::Uuid;

use super::fresh::Fresh;
use super::look::{Looking, is_handled};
use super::sheets;
use crate::figures::answer::Adding;
use crate::figures::gather::{Cut, Rows, Units, reach};
use crate::figures::merged::{self, Roots};
use crate::figures::sql::{DAYS, Part};
use crate::figures::tables::{Behind, fold, handling};
use crate::{StoreError, Tx, params};

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
    if !add(tx, cut, &fresh, readings, counts).await? {
        return Ok(false);
    }
    if readings.iter().any(|reading| *reading != Reading::Stock) {
        cases(tx, cut, &mut counts.adding).await?;
    }
    Ok(true)
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
    let parts = cut.parts();
    let Some(first) = parts.first() else {
        return Ok(true);
    };
    let Counts {
        adding,
        rows,
        units,
    } = counts;
    if readings.contains(&Reading::Stock) {
        let mut looking = Looking::new(cut, std::iter::once(Reading::Stock));
        for part in &parts {
            if !open(tx, part, fresh, &mut looking).await? {
                return Ok(false);
            }
        }
        let of = looking.of();
        if handling::tell_open(cut, first, of, &looking.numbers(), rows).is_none() {
            return Ok(false);
        }
    }
    // What is open has no period.
    if readings.iter().all(|reading| *reading == Reading::Stock) {
        return Ok(true);
    }
    let handled = readings.iter().copied();
    let mut looking = Looking::new(cut, handled.filter(|reading| is_handled(*reading)));
    for part in &parts {
        if !period(tx, part, fresh, &mut looking).await? {
            return Ok(false);
        }
    }
    let of = looking.of();
    let counted = looking.add_to(adding);
    let told = handling::tell(cut, first, of, &looking.numbers(), rows, units);
    Ok(counted.is_some() && told.is_some())
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
        let sheets = sheets::days(tx, &month).await?;
        for (from, to) in between(month.days(), sheets.iter().map(|sheet| sheet.day)) {
            let each = |(day, report, steps): (i64, Uuid, Vec<u8>)| {
                if !fresh.instead_of.contains(&report) {
                    is_whole &= looking.count(part, day, &steps).is_some();
                }
            };
            tx.each_dyn(SQL, params![part.holder.0, from, to], each)
                .await?;
        }
        is_whole &= sheets::add(tx, part, &sheets, fresh, looking).await?;
    }
    let (from, to) = part.days();
    for row in fresh.rows.iter().filter(|row| row.holder == part.holder.0) {
        if (from..=to).contains(&row.day) {
            is_whole &= looking.count(part, row.day, &row.steps).is_some();
        }
    }
    Ok(is_whole)
}

/// The stretches of days that lie between some, which come in order.
fn between((from, to): (i64, i64), days: impl Iterator<Item = i64>) -> Vec<(i64, i64)> {
    let mut stretches = Vec::new();
    let mut first = from;
    for day in days {
        stretches.push((first, day - 1));
        first = day + 1;
    }
    stretches.push((first, to));
    stretches.retain(|(from, to)| from <= to);
    stretches
}

/// The same of those that are open at the moment, whenever received.
async fn open(
    tx: &mut Tx<'_>,
    part: &Part,
    fresh: &Fresh,
    looking: &mut Looking<'_>,
) -> Result<bool, StoreError> {
    // From one day on which something was received to the next, and of each what ended only later.
    let sql = format!(
        "{DAYS} SELECT l.report_id, l.steps FROM day CROSS JOIN cohort_life l{}
        WHERE l.holder_id = $1 AND l.day = day.d AND day.d <= $3 AND l.open_until >= $4",
        tx.engine().indexed_by("cohort_life_open")
    );
    let mut is_whole = true;
    let sheets = sheets::open_days(tx, part).await?;
    let days = sheets.iter().flatten().map(|sheet| sheet.day);
    for (from, to) in between((0, part.last_day()), days) {
        let each = |(report, steps): (Uuid, Vec<u8>)| {
            if !fresh.instead_of.contains(&report) {
                is_whole &= looking.count_open(part, &steps).is_some();
            }
        };
        let values = params![part.holder.0, from, to, part.moment()];
        tx.each_dyn(&sql, values, each).await?;
    }
    for sheets in &sheets {
        is_whole &= sheets::add(tx, part, sheets, fresh, looking).await?;
    }
    let fresh = fresh.rows.iter();
    for row in fresh.filter(|row| row.holder == part.holder.0 && row.open_until >= part.moment()) {
        is_whole &= looking.count_open(part, &row.steps).is_some();
    }
    Ok(is_whole)
}
