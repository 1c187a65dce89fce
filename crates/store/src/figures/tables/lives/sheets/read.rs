//! Sheets of a question's days.

use std::collections::{BTreeMap, HashSet};

use uuid::Uuid;

use super::columns::Columns;
use super::count::Leaf;
use super::look::{Looks, Measured, Steps};
use super::part;
use crate::figures::sql::Part;
use crate::figures::tables::lives::fresh::Fresh;
use crate::figures::tables::lives::look::Looking;
use crate::figures::tables::lives::signature;
use crate::{StoreError, Tx, Value, params};

/// Lives whose sheets are read at once: some megabytes.
const TOGETHER: i64 = 20_000;

/// A day's sheet tells what is open where one in so many of its lives is: looking one up by the index takes some ten times as
/// long as passing one in a sheet.
const OPEN: i64 = 10;

/// A day that has a sheet.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Day {
    pub(crate) day: i64,
    lives: i64,
}

/// The days of a part that have a sheet, in order.
///
/// # Errors
/// What the engine refused.
pub(crate) async fn days(tx: &mut Tx<'_>, part: &Part) -> Result<Vec<Day>, StoreError> {
    const SQL: &str = "SELECT day, lives FROM cohort_sheet WHERE holder_id = $1 AND day >= $2 AND day <= $3 AND part = 0 ORDER BY day";
    let (from, to) = part.days();
    let found: Vec<(i64, i64)> = tx.rows(SQL, params![part.holder.0, from, to]).await?;
    let each = found.into_iter();
    Ok(each.map(|(day, lives)| Day { day, lives }).collect())
}

/// The days whose sheets tell quickest what is open at the moment, in stretches between which no other day has a sheet.
///
/// # Errors
/// What the engine refused.
pub(crate) async fn open_days(tx: &mut Tx<'_>, part: &Part) -> Result<Vec<Vec<Day>>, StoreError> {
    let asked = signature::asked(part);
    // The index alone tells how many there are.
    let sql = format!(
        "SELECT s.day, s.lives, (SELECT count(*) FROM cohort_life l{}
            WHERE l.holder_id = s.holder_id AND l.day = s.day AND l.open_until >= $3{})
        FROM cohort_sheet s WHERE s.holder_id = $1 AND s.day <= $2 AND s.part = 0 ORDER BY s.day",
        tx.engine().indexed_by("cohort_life_open"),
        signature::condition(&asked, "l.signature", 4)
    );
    let mut values = params![part.holder.0, part.last_day(), part.moment()].to_vec();
    values.extend(signature::params(&asked));
    let mut days = Vec::new();
    let each = |(day, lives, open): (i64, i64, i64)| {
        days.push((Day { day, lives }, open * OPEN > lives));
    };
    tx.each_dyn(&sql, &values, each).await?;
    let alike = days.chunk_by(|(_, one), (_, next)| one == next);
    let told = alike.filter(|days| days.first().is_some_and(|(_, is_told)| *is_told));
    let without = |days: &[(Day, bool)]| days.iter().map(|(day, _)| *day).collect();
    Ok(told.map(without).collect())
}

/// Counts the reports of days that have a sheet, and of those the lives that stand apart; false where one cannot be read.
///
/// # Errors
/// What the engine refused.
pub(crate) async fn add(
    tx: &mut Tx<'_>,
    part: &Part,
    days: &[Day],
    fresh: &Fresh,
    looking: &mut Looking<'_>,
) -> Result<bool, StoreError> {
    let (Some(first), Some(last)) = (days.first(), days.last()) else {
        return Ok(true);
    };
    let apart = apart(tx, &part.between(first.day, last.day)).await?;
    let mut is_whole = true;
    for (day, reports) in &apart {
        is_whole &= changed(tx, part, *day, reports, fresh, looking).await?;
    }
    let mut rest = days;
    while !rest.is_empty() {
        let mut lives = 0;
        let some = rest.iter().take_while(|day| {
            let is_first = lives == 0;
            lives += day.lives;
            is_first || lives <= TOGETHER
        });
        let (some, others) = rest.split_at(some.count());
        is_whole &= sheets(tx, part, some, (fresh, &apart), looking).await?;
        rest = others;
    }
    Ok(is_whole)
}

/// Lives of which their sheets do not tell, by day.
type Apart = BTreeMap<i64, HashSet<Uuid>>;

async fn apart(tx: &mut Tx<'_>, part: &Part) -> Result<Apart, StoreError> {
    const SQL: &str =
        "SELECT day, report_id FROM cohort_apart WHERE holder_id = $1 AND day >= $2 AND day <= $3";
    let (from, to) = part.days();
    let found: Vec<(i64, Uuid)> = tx.rows(SQL, params![part.holder.0, from, to]).await?;
    let mut apart = Apart::new();
    for (day, report) in found {
        apart.entry(day).or_default().insert(report);
    }
    Ok(apart)
}

/// Looks at the lives of a day that stand apart.
async fn changed(
    tx: &mut Tx<'_>,
    part: &Part,
    day: i64,
    reports: &HashSet<Uuid>,
    fresh: &Fresh,
    looking: &mut Looking<'_>,
) -> Result<bool, StoreError> {
    const SQL: &str = "SELECT report_id, steps FROM cohort_life WHERE holder_id = $1 AND day = $2
        AND report_id IN (SELECT a.report_id FROM cohort_apart a WHERE a.holder_id = $1 AND a.day = $2)";
    let mut is_whole = true;
    let each = |(report, steps): (Uuid, Vec<u8>)| {
        if reports.contains(&report) && !fresh.instead_of.contains(&report) {
            let counted = if looking.is_open() {
                looking.count_open(part, &steps)
            } else {
                looking.count(part, day, &steps)
            };
            is_whole &= counted.is_some();
        }
    };
    tx.each_dyn(SQL, params![part.holder.0, day], each).await?;
    Ok(is_whole)
}

/// The cells of parts, by day and leaf.
type Cells = BTreeMap<(i64, i64), BTreeMap<i64, Vec<u8>>>;

/// All leaves of a day, a bit each.
const ALL: i64 = -1;

/// Reads some parts of leaves of the days from one to another.
async fn cells(
    tx: &mut Tx<'_>,
    part: &Part,
    (from, to): (i64, i64),
    (parts, leaves): (&[i64], i64),
    cells: &mut Cells,
) -> Result<(), StoreError> {
    let places: Vec<String> = parts.iter().map(ToString::to_string).collect();
    let sql = format!(
        "SELECT day, part, cells FROM cohort_sheet WHERE holder_id = $1 AND day >= $2 AND day <= $3
        AND part % {each} IN ({}) AND (CAST($4 AS BIGINT) >> CAST(part / {each} AS INTEGER)) & 1 = 1",
        places.join(", "),
        each = part::EACH
    );
    let values = [
        part.holder.0.into(),
        Value::from(from),
        Value::from(to),
        Value::from(leaves),
    ];
    let each = |(day, row, read): (i64, i64, Vec<u8>)| {
        let (leaf, part) = part::of_row(row);
        cells.entry((day, leaf)).or_default().insert(part, read);
    };
    tx.each_dyn(&sql, &values, each).await
}

/// Looks at the sheets of some days: at all lives, and then at what was measured in leaves that have some that are asked for.
async fn sheets(
    tx: &mut Tx<'_>,
    part: &Part,
    days: &[Day],
    (fresh, apart): (&Fresh, &Apart),
    looking: &mut Looking<'_>,
) -> Result<bool, StoreError> {
    let (Some(first), Some(last)) = (days.first(), days.last()) else {
        return Ok(true);
    };
    let mut asked = vec![part::LOOKS];
    let has_apart = |day: &Day| apart.contains_key(&day.day);
    if !fresh.instead_of.is_empty() || days.iter().any(has_apart) {
        asked.push(part::REPORTS);
    }
    let mut looks = Cells::new();
    let of_days = (first.day, last.day);
    cells(tx, part, of_days, (&asked, ALL), &mut looks).await?;
    let none = HashSet::new();
    let seen = looks.iter().map(|((day, leaf), cells)| {
        let apart = apart.get(day).unwrap_or(&none);
        let apart = apart.iter().chain(&fresh.instead_of);
        Some(((*day, *leaf), seen(part, *day, cells, apart, looking)?))
    });
    let Some(mut leaves) = seen.collect::<Option<BTreeMap<(i64, i64), Leaf<'_>>>>() else {
        return Ok(false);
    };
    let found: usize = leaves.values().map(Leaf::lives).sum();
    let ought: i64 = days.iter().map(|day| day.lives).sum();
    if usize::try_from(ought) != Ok(found) {
        return Ok(false);
    }
    if looking.what.is_empty() {
        return Ok(true);
    }
    leaves.retain(|_, leaf| leaf.is_asked(part));
    let mut asked = vec![part::STEPS];
    asked.extend(looking.what.iter().map(|what| part::measured(*what)));
    let mut measured = Cells::new();
    let wanted = wanted(looks.keys(), &leaves);
    // Days of which the same leaves are wanted, one after another, are read at once.
    for alike in wanted.chunk_by(|(_, one), (_, next)| one == next) {
        if let (Some((from, leaves)), Some((to, _))) = (alike.first(), alike.last())
            && *leaves != 0
        {
            cells(tx, part, (*from, *to), (&asked, *leaves), &mut measured).await?;
        }
    }
    let told = leaves.iter().map(|(place, leaf)| {
        let cells = measured.get(place)?;
        measure(part, place.0, leaf, cells, looking)
    });
    Ok(told.collect::<Option<()>>().is_some())
}

/// Of each day its leaves in which something is asked for.
fn wanted<'a>(
    all: impl Iterator<Item = &'a (i64, i64)>,
    asked: &BTreeMap<(i64, i64), Leaf<'_>>,
) -> Vec<(i64, i64)> {
    // Of each day: those that are wanted, and whether others are not.
    let mut days: BTreeMap<i64, (i64, bool)> = BTreeMap::new();
    for place in all {
        let (leaves, is_all) = days.entry(place.0).or_insert((0, true));
        if asked.contains_key(place) {
            *leaves |= bit(place.1);
        } else {
            *is_all = false;
        }
    }
    let each = days.into_iter();
    each.map(|(day, (leaves, is_all))| (day, if is_all { ALL } else { leaves }))
        .collect()
}

/// The bit of a leaf; none of one that only a damaged row has: it is missed then.
fn bit(leaf: i64) -> i64 {
    let places = u32::try_from(leaf).ok();
    places
        .and_then(|places| 1_i64.checked_shl(places))
        .unwrap_or(0)
}

/// Looks at the lives of a leaf, but for some reports.
fn seen<'b, 'c>(
    part: &Part,
    day: i64,
    cells: &'b BTreeMap<i64, Vec<u8>>,
    apart: impl Iterator<Item = &'c Uuid>,
    looking: &mut Looking<'_>,
) -> Option<Leaf<'b>> {
    let looks = Looks::of(cells.get(&part::LOOKS)?)?;
    let mut places = Vec::new();
    if let Some(reports) = cells.get(&part::REPORTS) {
        let reports = Columns(reports).plain::<16>(looks.counts.len())?;
        places.extend(apart.filter_map(|id| reports.binary_search(id.as_bytes()).ok()));
        places.sort_unstable();
        // One may stand apart and have new events too.
        places.dedup();
    }
    looking.count_leaf(part, day, looks, &places)
}

/// Adds what was measured in a leaf.
fn measure(
    part: &Part,
    day: i64,
    leaf: &Leaf<'_>,
    cells: &BTreeMap<i64, Vec<u8>>,
    looking: &mut Looking<'_>,
) -> Option<()> {
    let steps = Steps::of(cells.get(&part::STEPS)?, leaf.lives())?;
    for what in looking.what.clone() {
        let cells = cells.get(&part::measured(what))?;
        let measured = Measured::of(cells, leaf.lives())?;
        looking.measure_leaf(part, day, leaf, &steps, &measured)?;
    }
    Some(())
}
