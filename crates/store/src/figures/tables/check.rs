//! Comparing the tables with what the events up to their place give.
//!
//! Tables may be larger than memory. So what is compared is a sum over the lives of each body, and one over its cells: of each
//! cell's number times a word made of all that it stands under. Cells in which nothing is left add nothing, as rows of such may be
//! there or not. Sheets are compared with the lives of their days, one by one, and sums of years with their months.

use std::collections::BTreeMap;
use std::hash::{DefaultHasher, Hash as _, Hasher as _};
use std::sync::Arc;

use lapor_domain::rules::Rules;
use uuid::Uuid;

use super::cell::Slice;
use super::changes::periods;
use super::contribute::Seen;
use super::delta::{Reach, Told};
use super::fold::{Holds, HowFar, mark, touched};
use super::handling::life;
use super::lives::{self, LifeRow, sheets, signature};
use super::{delta, family, packed, slot, years};
use crate::{Query, Store, StoreError, Tx, params};

/// Events that are folded at once.
const BATCH: i64 = 50_000;

/// Reports whose lives are looked at together.
const TOGETHER: u32 = 1_000;

/// A table and the body of whose rows some are not what they ought to be.
pub(crate) type Wrong = (&'static str, Uuid);

/// Folds everything again and compares; names each table and body of which rows differ.
///
/// # Errors
/// Where the database fails.
pub(crate) async fn check(store: &Store, rules: &Arc<Rules>) -> Result<Vec<Wrong>, StoreError> {
    if !store.read(Holds(Arc::clone(rules))).await? {
        // Calendars changed since: the job is about to begin anew.
        return Ok(Vec::new());
    }
    if store.read(HowFar).await?.position == 0 {
        // Nobody reads them: what is in them is thrown away, or being filled in.
        return Ok(Vec::new());
    }
    let stored = store.read(Stored).await?;
    let mut expected = Sums::default();
    let mut from = 0;
    while from < stored.position {
        let to = stored.position.min(from + BATCH);
        let some = Expected {
            rules: Arc::clone(rules),
            from,
            to,
            by_day: stored.by_day,
        };
        expected.join(&store.read(some).await?);
        from = to;
    }
    let mut last = Uuid::nil();
    loop {
        let some = Lives {
            rules: Arc::clone(rules),
            place: stored.position,
            after: last,
        };
        let (found, sums) = store.read(some).await?;
        expected.join(&sums);
        let Some(found) = found else { break };
        last = found;
    }
    let mut differing = expected.differing(&stored.sums);
    differing.extend(stored.sheets.iter().map(|body| ("cohort_sheet", *body)));
    differing.extend(stored.years.iter().map(|body| ("cohort_year", *body)));
    Ok(differing)
}

/// What the cells of each table and body come to.
#[derive(Default)]
struct Sums(BTreeMap<Wrong, u64>);

impl Sums {
    fn add(
        &mut self,
        table: &'static str,
        (slice, at): (Slice, i64),
        name: &[u8],
        (code, n): (u32, i64),
    ) {
        let mut word = DefaultHasher::new();
        (slice.kind, slice.received, at, name, code).hash(&mut word);
        let n = word.finish().wrapping_mul(n as u64);
        let sum = self.0.entry((table, slice.holder)).or_default();
        *sum = sum.wrapping_add(n);
    }

    fn add_life(&mut self, row: &LifeRow) {
        let mut word = DefaultHasher::new();
        let of = (row.day, row.report, row.open_until, row.signature);
        (of, &row.steps).hash(&mut word);
        let sum = self.0.entry(("cohort_life", row.holder)).or_default();
        *sum = sum.wrapping_add(word.finish());
    }

    fn join(&mut self, other: &Self) {
        for (of, n) in &other.0 {
            let sum = self.0.entry(*of).or_default();
            *sum = sum.wrapping_add(*n);
        }
    }

    fn differing(&self, other: &Self) -> Vec<Wrong> {
        let of = |sums: &Self, one: &Wrong| sums.0.get(one).copied().unwrap_or(0);
        let mut all: Vec<Wrong> = self.0.keys().chain(other.0.keys()).copied().collect();
        all.sort_unstable();
        all.dedup();
        all.retain(|one| of(self, one) != of(other, one));
        all
    }
}

/// The tables as they are, at one place.
struct Stored;

struct Tables {
    position: i64,
    by_day: bool,
    sums: Sums,
    /// Bodies of whose lives a sheet tells something else.
    sheets: Vec<Uuid>,
    /// Bodies of which the sum of a year is not that of its months.
    years: Vec<Uuid>,
}

impl Query for Stored {
    type Output = Tables;

    async fn run(&self, tx: &mut Tx<'_>) -> Result<Tables, StoreError> {
        const MONTHS: &str = "SELECT DISTINCT holder_id, day / 100 FROM cohort_life";
        const LIVES: &str = "SELECT day, report_id, open_until, signature, steps FROM cohort_life
            WHERE holder_id = $1 AND day >= $2 AND day <= $3";
        const BODIES: &str = "SELECT DISTINCT kind, holder_id FROM cohort_month UNION SELECT DISTINCT kind, holder_id FROM cohort_slot";
        let mark = mark(tx).await?;
        let mut sums = Sums::default();
        // PostgreSQL holds all rows of a statement.
        for (kind, holder) in tx.rows::<(i64, Uuid)>(BODIES, &[]).await? {
            for (table, at) in [("cohort_slot", "slot"), ("cohort_month", "period")] {
                let sql = format!(
                    "SELECT month, {at}, cells FROM {table} WHERE kind = $1 AND holder_id = $2"
                );
                let each = |(received, at, cells): (i64, i64, Vec<u8>)| {
                    let slice = Slice {
                        kind,
                        holder,
                        received,
                    };
                    let is_whole = packed::each(&cells, |name, codes| {
                        for cell in codes {
                            sums.add(table, (slice, at), name, *cell);
                        }
                    });
                    if !is_whole {
                        // What cannot be read differs, whatever it is.
                        sums.add(table, (slice, at), &[u8::MAX], (u32::MAX, 1));
                    }
                };
                tx.each_dyn(&sql, &[kind.into(), holder.into()], each)
                    .await?;
            }
        }
        for (holder, month) in tx.rows::<(Uuid, i64)>(MONTHS, &[]).await? {
            let each =
                |(day, report, open_until, signature, steps): (i64, Uuid, i64, i64, Vec<u8>)| {
                    // One of before there were any has all bits: nothing is passed over for it.
                    let signature = if signature == signature::ANY {
                        signature::of(&steps)
                    } else {
                        signature
                    };
                    sums.add_life(&LifeRow {
                        holder,
                        day,
                        report,
                        open_until,
                        signature,
                        steps: steps.into_boxed_slice(),
                    });
                };
            let days = params![holder, month * 100, month * 100 + 99];
            tx.each_dyn(LIVES, days, each).await?;
        }
        Ok(Tables {
            position: mark.place.position,
            by_day: mark.by_day,
            sums,
            sheets: sheets::wrong(tx).await?,
            years: years::wrong(tx).await?,
        })
    }
}

/// What the cells come to that some events give.
struct Expected {
    rules: Arc<Rules>,
    from: i64,
    to: i64,
    by_day: bool,
}

impl Query for Expected {
    type Output = Sums;

    async fn run(&self, tx: &mut Tx<'_>) -> Result<Sums, StoreError> {
        let reports = touched(tx, self.from, self.to).await?;
        let mut sums = Sums::default();
        let take = |delta: Told<'_>| {
            let slot = slot::slot(delta.us);
            let cell = (delta.code, delta.n);
            for slice in delta.slice.kept(self.by_day) {
                sums.add("cohort_slot", (slice, slot), delta.name, cell);
                for period in periods(&slice, slot) {
                    sums.add("cohort_month", (slice, period), delta.name, cell);
                }
            }
        };
        let reach = Reach::of_all(self.from, self.to);
        delta::of(tx, &self.rules, &reports, reach, take, |_, _| {}).await?;
        Ok(sums)
    }
}

/// What the lives of some reports come to that are placed up to `place`, and the last of these reports.
struct Lives {
    rules: Arc<Rules>,
    place: i64,
    after: Uuid,
}

impl Query for Lives {
    type Output = (Option<Uuid>, Sums);

    async fn run(&self, tx: &mut Tx<'_>) -> Result<Self::Output, StoreError> {
        let reports = family::after(tx, self.after, TOGETHER).await?;
        let (families, places) = family::of(tx, &reports, self.place).await?;
        let members = families.iter().flat_map(|family| &family.members);
        let ids: Vec<Uuid> = members.map(|member| member.id).collect();
        let known = life::of(tx, &ids, &places).await?;
        let mut sums = Sums::default();
        for family in &families {
            let seen = Seen {
                rules: &self.rules,
                family,
                lives: &known,
                place: self.place,
                hidden: None,
            };
            let rows = lives::of(&seen, &[]);
            let mine = rows
                .iter()
                .filter(|row| reports.binary_search(&row.report).is_ok());
            mine.for_each(|row| sums.add_life(row));
        }
        Ok((reports.last().copied(), sums))
    }
}
