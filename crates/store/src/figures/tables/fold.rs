//! Folding: what the order of events has more than the tables is added to them, a batch at a time.
//!
//! A batch is worked out by a reader; the writer only puts the finished rows down, and only if the tables are still
//! where the reader found them. So two processes may fold at once, and a change never waits for arithmetic.

use std::collections::BTreeMap;
use std::sync::Arc;

use jiff::{SignedDuration, Timestamp};
use lapor_domain::rules::Rules;
use lapor_domain::zone::Zone;
use uuid::Uuid;

use super::cell::Slice;
use super::delta::Delta;
use super::handling::basis;
use super::numbers::EVER;
use super::packed::{self, Counts};
use super::quick::Quick;
use super::{delta, slot};
use crate::record::micros;
use crate::record::project::{date, day_number};
use crate::{Change, Query, Store, StoreError, Tx, Value, params};

/// How long a process that folds keeps the others from doing the same.
const LEASE: SignedDuration = SignedDuration::from_secs(60);
/// Events of a batch: the writer puts some hundred rows down.
pub const BATCH: u32 = 2_000;
/// Events of a batch where the tables are far behind, as after an import or a rebuild.
pub const CATCHING_UP: u32 = 50_000;

/// How far the tables are.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Reached {
    /// Place of the last event that is in them.
    pub position: i64,
    /// Place of the last event that has one.
    pub ordered: i64,
}

impl Reached {
    /// Events that are not in them yet.
    pub const fn behind(&self) -> i64 {
        self.ordered - self.position
    }
}

/// Asks how far the tables are.
#[derive(Clone, Copy, Debug)]
pub struct HowFar;

impl Query for HowFar {
    type Output = Reached;

    async fn run(&self, tx: &mut Tx<'_>) -> Result<Reached, StoreError> {
        let mark = mark(tx).await?;
        Ok(Reached {
            position: mark.position,
            ordered: ordered(tx).await?,
        })
    }
}

/// Whether calendars and office hours are, for the past, those by which the tables were folded.
pub(crate) struct Holds(pub(crate) Arc<Rules>);

impl Query for Holds {
    type Output = bool;

    async fn run(&self, tx: &mut Tx<'_>) -> Result<bool, StoreError> {
        holds(tx, &self.0).await
    }
}

/// As [`Holds`]; nothing folded holds.
pub(crate) async fn holds(tx: &mut Tx<'_>, rules: &Rules) -> Result<bool, StoreError> {
    const SQL: &str = "SELECT basis, until_day FROM cohort_fold WHERE id = 1 AND position > 0";
    let known = tx.row::<(String, i64)>(SQL, &[]).await?;
    Ok(known.is_none_or(|(basis, until)| {
        date(until).is_some_and(|until| basis::of(rules, until) == basis)
    }))
}

/// Folds one batch of at most `limit` events. Tells how many; none where there are none or another process does it.
///
/// # Errors
/// Where the database fails.
pub async fn fold(
    store: &Store,
    rules: &Arc<Rules>,
    me: Uuid,
    now: Timestamp,
    limit: u32,
) -> Result<u32, StoreError> {
    if !store.read(Holds(Arc::clone(rules))).await? {
        store.run(Forget).await?;
    }
    let rules = Arc::clone(rules);
    let read = Read {
        rules,
        me,
        now,
        limit,
    };
    let Some(batch) = store.read(read).await? else {
        return Ok(0);
    };
    let events = u32::try_from(batch.to - batch.mark.position).unwrap_or(u32::MAX);
    let written = store.run(batch).await?;
    Ok(if written { events } else { 0 })
}

/// Throws the tables away: they are folded from the beginning, and meanwhile everything is answered without them.
#[derive(Clone, Copy, Debug)]
pub struct Forget;

impl Change for Forget {
    type Output = ();
    type Error = StoreError;
    const NAME: &'static str = "forget_cohorts";

    async fn apply(&self, tx: &mut Tx<'_>) -> Result<(), StoreError> {
        const AGAIN: &str =
            "UPDATE cohort_fold SET position = 0, generation = generation + 1 WHERE id = 1";
        tx.exec("DELETE FROM cohort_slot", &[]).await?;
        tx.exec("DELETE FROM cohort_month", &[]).await?;
        begin(tx).await?;
        tx.exec(AGAIN, &[]).await.map(drop)
    }
}

async fn begin(tx: &mut Tx<'_>) -> Result<(), StoreError> {
    const FIRST: &str =
        "INSERT INTO cohort_fold (id, position, generation, holder, leased_till, basis, until_day)
        VALUES (1, 0, 0, $1, 0, '', 0) ON CONFLICT (id) DO NOTHING";
    tx.exec(FIRST, params![Uuid::nil()]).await.map(drop)
}

/// Where the tables are.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Mark {
    pub(crate) position: i64,
    generation: i64,
    holder: Uuid,
    leased_till: i64,
}

/// Reads where the tables are; at the beginning where nothing was folded yet.
pub(crate) async fn mark(tx: &mut Tx<'_>) -> Result<Mark, StoreError> {
    const SQL: &str =
        "SELECT position, generation, holder, leased_till FROM cohort_fold WHERE id = 1";
    let row = tx.row::<(i64, i64, Uuid, i64)>(SQL, &[]).await?;
    let (position, generation, holder, leased_till) = row.unwrap_or((0, 0, Uuid::nil(), 0));
    Ok(Mark {
        position,
        generation,
        holder,
        leased_till,
    })
}

/// The last place that was given.
pub(crate) async fn ordered(tx: &mut Tx<'_>) -> Result<i64, StoreError> {
    const SQL: &str = "SELECT position FROM sequencer WHERE id = 1";
    Ok(tx.row(SQL, &[]).await?.unwrap_or(0))
}

/// Reports of the events after one place up to another.
pub(crate) async fn touched(tx: &mut Tx<'_>, from: i64, to: i64) -> Result<Vec<Uuid>, StoreError> {
    const SQL: &str = "SELECT DISTINCT stream_id FROM event
        WHERE position > $1 AND position <= $2 AND stream_kind = 'report'";
    tx.rows(SQL, params![from, to]).await
}

/// Changes of one slot in one slice.
#[derive(Default)]
pub(crate) struct Changed {
    pub(crate) first: i64,
    pub(crate) last: i64,
    pub(crate) counts: Counts,
}

/// The same while they are gathered.
struct Gathering {
    first: i64,
    last: i64,
    names: Quick<Vec<u8>, Quick<u32, i64>>,
}

impl Gathering {
    fn add(&mut self, delta: Delta) {
        self.first = self.first.min(delta.us);
        self.last = self.last.max(delta.us);
        let codes = self.names.entry(delta.name).or_default();
        *codes.entry(delta.code).or_default() += delta.n;
    }

    fn finish(self) -> Changed {
        let mut counts = Counts::new();
        for (name, codes) in self.names {
            let codes: BTreeMap<u32, i64> = codes.into_iter().filter(|(_, n)| *n != 0).collect();
            if !codes.is_empty() {
                counts.insert(name, codes);
            }
        }
        Changed {
            first: self.first,
            last: self.last,
            counts,
        }
    }
}

/// Everything that the events after one place up to another changed, by slice and slot.
pub(crate) async fn changes(
    tx: &mut Tx<'_>,
    rules: &Rules,
    from: i64,
    to: i64,
) -> Result<BTreeMap<(Slice, i64), Changed>, StoreError> {
    let reports = touched(tx, from, to).await?;
    let mut all: Quick<(Slice, i64), Gathering> = Quick::default();
    delta::of(tx, rules, &reports, (from, to), |delta| {
        let key = (delta.slice, slot::slot(delta.us));
        let fresh = || Gathering {
            first: delta.us,
            last: delta.us,
            names: Quick::default(),
        };
        all.entry(key).or_insert_with(fresh).add(delta);
    })
    .await?;
    let all = all.into_iter();
    Ok(all
        .map(|(key, gathering)| (key, gathering.finish()))
        .collect())
}

/// The same by month of time, and all months together.
pub(crate) fn by_month(slots: &BTreeMap<(Slice, i64), Changed>) -> BTreeMap<(Slice, i64), Counts> {
    let mut months: BTreeMap<(Slice, i64), Counts> = BTreeMap::new();
    for ((slice, slot), changed) in slots {
        for period in [slot::month(*slot), EVER] {
            let counts = months.entry((*slice, period)).or_default();
            join(counts, &changed.counts);
        }
    }
    months
}

/// Adds counts to others.
pub(crate) fn join(to: &mut Counts, from: &Counts) {
    for (name, codes) in from {
        for (code, n) in codes {
            packed::add(to, name, *code, *n);
        }
    }
}

struct Read {
    rules: Arc<Rules>,
    me: Uuid,
    now: Timestamp,
    limit: u32,
}

impl Query for Read {
    type Output = Option<Batch>;

    async fn run(&self, tx: &mut Tx<'_>) -> Result<Option<Batch>, StoreError> {
        let mark = mark(tx).await?;
        let to = ordered(tx)
            .await?
            .min(mark.position + i64::from(self.limit));
        let is_anothers = mark.holder != self.me && mark.leased_till > micros(self.now);
        if to <= mark.position || is_anothers {
            return Ok(None);
        }
        let slots = changes(tx, &self.rules, mark.position, to).await?;
        let months = by_month(&slots);
        // Wherever it is tomorrow already.
        let until = Zone::Wit.local_date(self.now);
        let mut batch = Batch {
            mark,
            to,
            me: self.me,
            now: self.now,
            basis: basis::of(&self.rules, until),
            until: day_number(until),
            slots: Vec::with_capacity(slots.len()),
            months: Vec::with_capacity(months.len()),
        };
        for ((slice, slot), changed) in slots {
            batch.slots.push(slot_row(tx, slice, slot, changed).await?);
        }
        for ((slice, period), counts) in months {
            batch
                .months
                .push(month_row(tx, slice, period, counts).await?);
        }
        Ok(Some(batch))
    }
}

type Values = Vec<Value<'static>>;

/// A row as it will be.
async fn slot_row(
    tx: &mut Tx<'_>,
    slice: Slice,
    slot: i64,
    mut changed: Changed,
) -> Result<Values, StoreError> {
    const SQL: &str = "SELECT first_us, last_us, cells FROM cohort_slot
        WHERE kind = $1 AND holder_id = $2 AND slot = $3 AND month = $4";
    let key = params![slice.kind, slice.holder, slot, slice.month];
    if let Some((first, last, cells)) = tx.row::<(i64, i64, Vec<u8>)>(SQL, key).await? {
        changed.first = changed.first.min(first);
        changed.last = changed.last.max(last);
        unpack(&cells, &mut changed.counts)?;
    }
    Ok(vec![
        Value::from(slice.kind),
        Value::from(slice.holder),
        Value::from(slot),
        Value::from(slice.month),
        Value::from(changed.first),
        Value::from(changed.last),
        Value::from(packed::pack(&changed.counts)),
    ])
}

async fn month_row(
    tx: &mut Tx<'_>,
    slice: Slice,
    period: i64,
    mut counts: Counts,
) -> Result<Values, StoreError> {
    const SQL: &str = "SELECT cells FROM cohort_month
        WHERE kind = $1 AND holder_id = $2 AND month = $3 AND period = $4";
    let key = params![slice.kind, slice.holder, slice.month, period];
    if let Some(cells) = tx.row::<Vec<u8>>(SQL, key).await? {
        unpack(&cells, &mut counts)?;
    }
    Ok(vec![
        Value::from(slice.kind),
        Value::from(slice.holder),
        Value::from(slice.month),
        Value::from(period),
        Value::from(packed::pack(&counts)),
    ])
}

/// Adds the counts of a row.
pub(crate) fn unpack(cells: &[u8], counts: &mut Counts) -> Result<(), StoreError> {
    let whole = packed::each(cells, |name, codes| {
        for (code, n) in codes {
            packed::add(counts, name, *code, *n);
        }
    });
    let bad = StoreError::BadValue {
        column: 0,
        expected: "packed counts",
    };
    whole.then_some(()).ok_or(bad)
}

/// Rows as they will be, where the tables are still as they were read.
struct Batch {
    mark: Mark,
    to: i64,
    me: Uuid,
    now: Timestamp,
    basis: String,
    until: i64,
    slots: Vec<Values>,
    months: Vec<Values>,
}

impl Change for Batch {
    type Output = bool;
    type Error = StoreError;
    const NAME: &'static str = "fold_cohorts";

    async fn apply(&self, tx: &mut Tx<'_>) -> Result<bool, StoreError> {
        const MOVE: &str =
            "UPDATE cohort_fold SET position = $1, holder = $2, leased_till = $3, basis = $4,
            until_day = $5 WHERE id = 1 AND position = $6 AND generation = $7";
        const SLOT: &str = "INSERT INTO cohort_slot (kind, holder_id, slot, month, first_us, last_us, cells)
            VALUES ($1, $2, $3, $4, $5, $6, $7) ON CONFLICT (kind, holder_id, slot, month)
            DO UPDATE SET first_us = excluded.first_us, last_us = excluded.last_us, cells = excluded.cells";
        const MONTH: &str = "INSERT INTO cohort_month (kind, holder_id, month, period, cells)
            VALUES ($1, $2, $3, $4, $5) ON CONFLICT (kind, holder_id, month, period)
            DO UPDATE SET cells = excluded.cells";
        begin(tx).await?;
        let till = self.now.checked_add(LEASE).unwrap_or(Timestamp::MAX);
        let Mark {
            position,
            generation,
            ..
        } = self.mark;
        let mark = params![
            self.to,
            self.me,
            micros(till),
            &self.basis,
            self.until,
            position,
            generation
        ];
        if tx.exec(MOVE, mark).await? == 0 {
            return Ok(false);
        }
        let slots = self.slots.iter().map(|row| (SLOT, row.as_slice()));
        let months = self.months.iter().map(|row| (MONTH, row.as_slice()));
        let rows: Vec<(&'static str, &[Value<'_>])> = slots.chain(months).collect();
        tx.exec_many(&rows).await?;
        Ok(true)
    }
}
