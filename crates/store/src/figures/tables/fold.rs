//! Folding: what the order of events has more than the tables is added to them, a batch at a time.
//!
//! A batch is worked out by a reader; the writer only puts the finished rows down, and only if the tables are still
//! where the reader found them. So two processes may fold at once, and a change never waits for arithmetic.

use std::sync::Arc;

use jiff::civil::Date;
use jiff::{SignedDuration, Timestamp};
use lapor_domain::rules::Rules;
use lapor_domain::zone::Zone;
use uuid::Uuid;

use super::changes::Changes;
use super::handling::basis::Basis;
use super::lives::LifeRow;
use super::lives::sheets::Apart;
use super::rows::{self, MonthRow, SlotRow};
use crate::figures::gather::Cut;
use crate::record::micros;
use crate::record::project::{date, day_number};
use crate::{Change, Query, Store, StoreError, Tx, params};

/// How long a process that folds keeps the others from doing the same.
const LEASE: SignedDuration = SignedDuration::from_secs(60);
/// Events of a batch: the writer puts some hundred rows down.
pub const BATCH: u32 = 2_000;
/// Events of a batch where the tables are far behind, as after an import or a rebuild.
pub const CATCHING_UP: u32 = 50_000;
/// Events from which on cells of days are kept too: of about 200,000 reports, a hundred a day in five years. Where fewer come,
/// sixty days are quickly read from lives, and a day's cells are about as many rows as its reports have events.
const LARGE: i64 = 2_000_000;

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
        let rules = &self.0;
        Ok(match folded(tx).await? {
            None => true,
            Some((basis, until)) => basis.is_some_and(|basis| {
                basis.holds(rules, rules.directory.bodies.keys().copied(), until)
            }),
        })
    }
}

/// By what the tables were folded, if that can be read, and up to which day; none where nothing is folded.
async fn folded(tx: &mut Tx<'_>) -> Result<Option<(Option<Basis>, Date)>, StoreError> {
    const SQL: &str = "SELECT basis, until_day FROM cohort_fold WHERE id = 1 AND position > 0";
    let known = tx.row::<(String, i64)>(SQL, &[]).await?;
    Ok(known.map(|(basis, until)| {
        let until = date(until);
        let basis = serde_json::from_str(&basis)
            .ok()
            .filter(|_| until.is_some());
        (basis, until.unwrap_or(Date::MIN))
    }))
}

/// Whether calendars and office hours of a question are those by which the tables were folded, as far as its moment.
pub(crate) async fn holds(tx: &mut Tx<'_>, cut: &Cut<'_>) -> Result<bool, StoreError> {
    let Some((Some(basis), until)) = folded(tx).await? else {
        return Ok(false);
    };
    let bodies = cut.parts().into_iter().map(|part| part.holder);
    // Wherever it is tomorrow already.
    let day = Zone::Wit.local_date(cut.ask.moment());
    Ok(basis.holds(cut.rules, bodies, day.min(until)))
}

/// Whether what was folded means what it does now: all that counts ask of it.
pub(crate) async fn means_the_same(tx: &mut Tx<'_>) -> Result<bool, StoreError> {
    let known = folded(tx).await?.and_then(|(basis, _)| basis);
    Ok(known.is_some_and(|basis| basis.means_the_same()))
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
    if store.read(IsLarge).await? {
        store.run(ByDay).await?;
    }
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

/// Whether cells of days are to be kept, and are not yet.
struct IsLarge;

impl Query for IsLarge {
    type Output = bool;

    async fn run(&self, tx: &mut Tx<'_>) -> Result<bool, StoreError> {
        Ok(!mark(tx).await?.by_day && ordered(tx).await? > LARGE)
    }
}

/// From now on cells of days are kept too, for good: the tables are thrown away, unless they have them.
#[derive(Clone, Copy, Debug)]
pub struct ByDay;

impl Change for ByDay {
    type Output = ();
    type Error = StoreError;
    const NAME: &'static str = "cohorts_by_day";

    async fn apply(&self, tx: &mut Tx<'_>) -> Result<(), StoreError> {
        const KEEP: &str = "UPDATE cohort_fold SET by_day = TRUE WHERE id = 1 AND NOT by_day";
        begin(tx).await?;
        if tx.exec(KEEP, &[]).await? > 0 {
            Forget.apply(tx).await?;
        }
        Ok(())
    }
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
        tx.exec("DELETE FROM cohort_life", &[]).await?;
        tx.exec("DELETE FROM cohort_sheet", &[]).await?;
        tx.exec("DELETE FROM cohort_apart", &[]).await?;
        tx.exec("DELETE FROM cohort_sheeted", &[]).await?;
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
    /// Whether they have cells of days.
    pub(crate) by_day: bool,
    generation: i64,
    holder: Uuid,
    leased_till: i64,
}

impl Mark {
    /// Whether the tables are still there, in the transaction that writes.
    pub(crate) async fn is_still(&self, tx: &mut Tx<'_>) -> Result<bool, StoreError> {
        // The row is held: nobody folds until the transaction ends.
        const HOLD: &str = "UPDATE cohort_fold SET generation = generation WHERE id = 1 AND position = $1 AND generation = $2";
        let held = tx
            .exec(HOLD, params![self.position, self.generation])
            .await?;
        Ok(held > 0)
    }
}

/// Reads where the tables are; at the beginning where nothing was folded yet.
pub(crate) async fn mark(tx: &mut Tx<'_>) -> Result<Mark, StoreError> {
    const SQL: &str =
        "SELECT position, by_day, generation, holder, leased_till FROM cohort_fold WHERE id = 1";
    let row = tx.row::<(i64, bool, i64, Uuid, i64)>(SQL, &[]).await?;
    let nowhere = (0, false, 0, Uuid::nil(), 0);
    let (position, by_day, generation, holder, leased_till) = row.unwrap_or(nowhere);
    Ok(Mark {
        position,
        by_day,
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
        // As the sequencer's: none can end later by this clock.
        let longest = self.now.checked_add(2 * LEASE).unwrap_or(Timestamp::MAX);
        let held = micros(self.now) + 1..=micros(longest);
        let is_anothers = mark.holder != self.me && held.contains(&mark.leased_till);
        if to <= mark.position || is_anothers {
            return Ok(None);
        }
        let by_day = mark.by_day;
        let mut changes = Changes::read(tx, &self.rules, (mark.position, to), by_day).await?;
        let lives = std::mem::take(&mut changes.lives);
        let names = changes.names();
        // Wherever it is tomorrow already.
        let until = Zone::Wit.local_date(self.now);
        Ok(Some(Batch {
            mark,
            to,
            me: self.me,
            now: self.now,
            basis: basis(&self.rules, until)?,
            until: day_number(until),
            slots: rows::slots(tx, &changes, &names).await?,
            months: rows::months(tx, &changes, &names).await?,
            lives,
        }))
    }
}

fn basis(rules: &Rules, until: Date) -> Result<String, StoreError> {
    let bad = |_| StoreError::BadValue {
        column: 0,
        expected: "basis",
    };
    serde_json::to_string(&Basis::of(rules, until)).map_err(bad)
}

/// Rows as they will be, where the tables are still as they were read.
struct Batch {
    mark: Mark,
    to: i64,
    me: Uuid,
    now: Timestamp,
    basis: String,
    until: i64,
    slots: Vec<SlotRow>,
    months: Vec<MonthRow>,
    lives: Vec<LifeRow>,
}

impl Change for Batch {
    type Output = bool;
    type Error = StoreError;
    const NAME: &'static str = "fold_cohorts";

    async fn apply(&self, tx: &mut Tx<'_>) -> Result<bool, StoreError> {
        const MOVE: &str =
            "UPDATE cohort_fold SET position = $1, holder = $2, leased_till = $3, basis = $4,
            until_day = $5 WHERE id = 1 AND position = $6 AND generation = $7";
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
        rows::put(tx, &self.slots).await?;
        rows::put(tx, &self.months).await?;
        rows::put(tx, &self.lives).await?;
        // Only large installations have sheets.
        if self.mark.by_day {
            let apart: Vec<Apart<'_>> = self.lives.iter().map(Apart).collect();
            rows::put(tx, &apart).await?;
        }
        Ok(true)
    }
}
