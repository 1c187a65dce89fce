//! Whether sheets tell what the lives of their days do.

use std::collections::{BTreeMap, HashSet};

use uuid::Uuid;

use super::columns::Columns;
use super::line::{Entry, Line, MEASURED};
use super::look::{self, Entries, Looks, Measured, Steps};
use super::part;
use crate::figures::tables::lives::pack::{Appearance, Damaged, Packed, VALUES};
use crate::{StoreError, Tx, params};

/// Bodies of which some sheet is not what it ought to be.
///
/// # Errors
/// What the engine refused.
pub(crate) async fn wrong(tx: &mut Tx<'_>) -> Result<Vec<Uuid>, StoreError> {
    const DAYS: &str =
        "SELECT holder_id, day FROM cohort_sheet UNION SELECT holder_id, day FROM cohort_apart
        ORDER BY holder_id, day";
    let days: Vec<(Uuid, i64)> = tx.rows(DAYS, &[]).await?;
    let mut wrong = Vec::new();
    for (holder, day) in days {
        if wrong.last() != Some(&holder) && !is_told(tx, holder, day).await? {
            wrong.push(holder);
        }
    }
    Ok(wrong)
}

async fn is_told(tx: &mut Tx<'_>, holder: Uuid, day: i64) -> Result<bool, StoreError> {
    const LIVES: &str =
        "SELECT report_id, steps FROM cohort_life WHERE holder_id = $1 AND day = $2";
    const APART: &str = "SELECT report_id FROM cohort_apart WHERE holder_id = $1 AND day = $2";
    const PARTS: &str = "SELECT part, cells FROM cohort_sheet WHERE holder_id = $1 AND day = $2";
    let of_day = params![holder, day];
    let lives: Vec<(Uuid, Vec<u8>)> = tx.rows(LIVES, of_day).await?;
    let apart: Vec<Uuid> = tx.rows(APART, of_day).await?;
    let apart: HashSet<Uuid> = apart.into_iter().collect();
    let parts: Vec<(i64, Vec<u8>)> = tx.rows(PARTS, of_day).await?;
    let mut leaves: BTreeMap<i64, BTreeMap<i64, Vec<u8>>> = BTreeMap::new();
    for (row, cells) in parts {
        let (leaf, part) = part::of_row(row);
        leaves.entry(leaf).or_default().insert(part, cells);
    }
    let lines = leaves.values().map(lines).collect::<Option<Vec<_>>>();
    let Some(lines) = lines.filter(|lines| !lines.is_empty()) else {
        return Ok(false);
    };
    let mut lines: BTreeMap<Uuid, Line<'_>> = lines.into_iter().flatten().collect();
    lines.retain(|report, _| !apart.contains(report));
    let mut lives: BTreeMap<Uuid, Vec<u8>> = lives.into_iter().collect();
    lives.retain(|report, _| !apart.contains(report));
    let of_lives = lives.iter().map(|(report, steps)| {
        let line = Packed::of(steps).and_then(|life| Line::of(&life));
        line.map(|line| (*report, line))
    });
    let of_lives: Option<BTreeMap<Uuid, Line<'_>>> = of_lives.collect();
    Ok(of_lives.is_some_and(|of_lives| of_lives == lines))
}

/// The lives of a leaf; none where it is damaged.
fn lines(parts: &BTreeMap<i64, Vec<u8>>) -> Option<Vec<(Uuid, Line<'_>)>> {
    let looks = Looks::of(parts.get(&part::LOOKS)?)?;
    let n = looks.counts.len();
    let reports = Columns(parts.get(&part::REPORTS)?).plain::<16>(n)?;
    let steps = Steps::of(parts.get(&part::STEPS)?, n)?;
    let mut measured: Vec<[Vec<Entry>; MEASURED.len()]> = Vec::new();
    measured.resize_with(n, Default::default);
    for (at, what) in MEASURED.into_iter().enumerate() {
        let cells = parts.get(&part::measured(what))?;
        let mut put = |life: usize, entry| {
            measured.get_mut(life)?.get_mut(at)?.push(entry);
            Some(())
        };
        let Measured { own, of_units } = Measured::of(cells, n)?;
        for life in 0..n {
            for one in own.each(life)? {
                put(life, entry(&own, one, own.other(one)?)?)?;
            }
        }
        for name in 0..of_units.names.len() {
            for one in of_units.each(name)? {
                put(of_units.other(one)?, entry(&of_units, one, name)?)?;
            }
        }
    }
    let mut first = 0;
    let each = reports.iter().enumerate().map(|(life, report)| {
        let end = first + usize::from(*looks.counts.get(life)?);
        let seen =
            (first..end).map(|look| Some((looks.from.get(look)?, appearance(&looks, look).ok()?)));
        first = end;
        let mut entries = std::mem::take(measured.get_mut(life)?);
        for of in &mut entries {
            of.sort_unstable();
        }
        let line = Line {
            recorded: looks.recorded.get(life)?,
            steps: steps.of_life(life)?,
            looks: seen.collect::<Option<_>>()?,
            entries,
        };
        Some((Uuid::from_bytes(*report), line))
    });
    each.collect()
}

/// An entry by itself.
fn entry(entries: &Entries<'_>, one: look::Entry, name: usize) -> Option<Entry> {
    let (value, n) = entries.number(one)?;
    Some(Entry {
        from: one.from,
        to: one.to,
        name: entries.names.get(name)?.to_vec(),
        value,
        n: i32::try_from(n).ok()?,
    })
}

/// What a report looked like; none in it where it did not count.
fn appearance<'a>(looks: &Looks<'a>, look: usize) -> Result<Option<Appearance<'a>>, Damaged> {
    let place = looks.code.place(look).ok_or(Damaged)?;
    let code = place.checked_sub(1);
    code.map(|code| seen(looks, look, code).ok_or(Damaged))
        .transpose()
}

fn seen<'a>(looks: &Looks<'a>, look: usize, code: usize) -> Option<Appearance<'a>> {
    let mut keys: [&[u8]; VALUES] = [&[]; VALUES];
    for (at, key) in keys.iter_mut().enumerate() {
        *key = looks.values.get(at)?.get(looks.key(at, look)?)?;
    }
    let code = *looks.codes.get(code)?;
    Some(Appearance { code, keys })
}
