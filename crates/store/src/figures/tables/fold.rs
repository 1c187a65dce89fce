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
use super::clear::Clear;
use super::delta::Reach;
use super::fill;
use super::handling::basis::Basis;
use super::lives::sheets::Apart;
use super::lives::{LifeRow, NewLife};
use super::rows::{self, MonthRow, SlotRow};
use super::years::{self, YearRow};
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
            position: mark.place.position,
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
    const SQL: &str = "SELECT basis, until_day FROM cohort_fold
        WHERE id = 1 AND (position > 0 OR filling_to > 0)";
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

/// Folds one batch of at most `limit` events, or fills empty tables with some batches of reports of about as many. Tells how many
/// events, about; none where there are none or another process does it.
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
    if store.read(IsToBegin).await? {
        while store.run(Clear).await? {}
    }
    let reader = Reader {
        rules: Arc::clone(rules),
        me,
        now,
    };
    if let Some(begun) = store
        .read(fill::Begin {
            reader: reader.clone(),
            limit,
        })
        .await?
    {
        return fill::fill(store, &reader, begun, limit).await;
    }
    let Some(batch) = store.read(Read { reader, limit }).await? else {
        return Ok(0);
    };
    let events =
        u32::try_from(batch.place.position - batch.mark.place.position).unwrap_or(u32::MAX);
    let written = store.run(batch).await?;
    Ok(if written { events } else { 0 })
}

/// Who folds, by which rules, and when.
#[derive(Clone)]
pub(crate) struct Reader {
    pub(crate) rules: Arc<Rules>,
    me: Uuid,
    now: Timestamp,
}

impl Reader {
    /// Whether another process folds.
    pub(crate) fn is_kept_off(&self, mark: &Mark) -> bool {
        // As the sequencer's: none can end later by this clock.
        let longest = self.now.checked_add(2 * LEASE).unwrap_or(Timestamp::MAX);
        let held = micros(self.now) + 1..=micros(longest);
        mark.holder != self.me && held.contains(&mark.leased_till)
    }

    /// The rows that some changes leave, and where the tables are with them.
    pub(crate) async fn batch(
        &self,
        tx: &mut Tx<'_>,
        (mark, place): (Mark, Place),
        parts: &[Changes],
    ) -> Result<Batch, StoreError> {
        let lives = parts.iter().flat_map(|part| part.lives.iter().cloned());
        let lives = lives.collect();
        // Wherever it is tomorrow already.
        let until = Zone::Wit.local_date(self.now);
        Ok(Batch {
            mark,
            place,
            me: self.me,
            now: self.now,
            basis: basis(&self.rules, until)?,
            until: day_number(until),
            slots: rows::slots(tx, parts).await?,
            months: rows::months(tx, parts).await?,
            years: years::since(tx, parts).await?,
            lives,
        })
    }
}

/// Whether there is something to fold, and nothing was yet.
struct IsToBegin;

impl Query for IsToBegin {
    type Output = bool;

    async fn run(&self, tx: &mut Tx<'_>) -> Result<bool, StoreError> {
        Ok(mark(tx).await?.place == Place::at(0) && ordered(tx).await? > 0)
    }
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

/// Gives the tables up: they are folded from the beginning, and meanwhile everything is answered without them. Who folds next
/// throws their rows away before.
#[derive(Clone, Copy, Debug)]
pub struct Forget;

impl Change for Forget {
    type Output = ();
    type Error = StoreError;
    const NAME: &'static str = "forget_cohorts";

    async fn apply(&self, tx: &mut Tx<'_>) -> Result<(), StoreError> {
        const AGAIN: &str = "UPDATE cohort_fold SET position = 0, filling_to = 0, filled = NULL, generation = generation + 1 WHERE id = 1";
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

/// How far the tables are.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Place {
    /// Place of the last event that is in them.
    pub(crate) position: i64,
    /// Of those that are being filled from nothing: up to which place; else 0.
    pub(crate) filling_to: i64,
    /// The last report that was filled in.
    pub(crate) filled: Option<Uuid>,
}

impl Place {
    /// Of tables that are filled.
    pub(crate) const fn at(position: i64) -> Self {
        Self {
            position,
            filling_to: 0,
            filled: None,
        }
    }
}

/// Where the tables are.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Mark {
    pub(crate) place: Place,
    /// Whether they have cells of days.
    pub(crate) by_day: bool,
    generation: i64,
    holder: Uuid,
    leased_till: i64,
}

impl Mark {
    /// Whether another snapshot has the tables as they were in this one.
    pub(crate) fn is_at(&self, other: &Self) -> bool {
        (self.place.position, self.generation) == (other.place.position, other.generation)
    }

    /// Whether the tables are still there, in the transaction that writes.
    pub(crate) async fn is_still(&self, tx: &mut Tx<'_>) -> Result<bool, StoreError> {
        // The row is held: nobody folds until the transaction ends.
        const HOLD: &str = "UPDATE cohort_fold SET generation = generation WHERE id = 1 AND position = $1 AND generation = $2";
        let held = tx
            .exec(HOLD, params![self.place.position, self.generation])
            .await?;
        Ok(held > 0)
    }

    /// The same; and what others have worked out from the tables as they were is not put down any more, as if these had been
    /// thrown away.
    pub(crate) async fn is_last(&self, tx: &mut Tx<'_>) -> Result<bool, StoreError> {
        const REFUSE: &str = "UPDATE cohort_fold SET generation = generation + 1 WHERE id = 1 AND position = $1 AND generation = $2";
        let held = tx
            .exec(REFUSE, params![self.place.position, self.generation])
            .await?;
        Ok(held > 0)
    }
}

/// Reads where the tables are; at the beginning where nothing was folded yet.
pub(crate) async fn mark(tx: &mut Tx<'_>) -> Result<Mark, StoreError> {
    const SQL: &str = "SELECT position, filling_to, filled, by_day, generation, holder, leased_till FROM cohort_fold
        WHERE id = 1";
    type Row = (i64, i64, Option<Uuid>, bool, i64, Uuid, i64);
    let row = tx.row::<Row>(SQL, &[]).await?;
    let nowhere = (0, 0, None, false, 0, Uuid::nil(), 0);
    let (position, filling_to, filled, by_day, generation, holder, leased_till) =
        row.unwrap_or(nowhere);
    Ok(Mark {
        place: Place {
            position,
            filling_to,
            filled,
        },
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
    reader: Reader,
    limit: u32,
}

impl Query for Read {
    type Output = Option<Batch>;

    async fn run(&self, tx: &mut Tx<'_>) -> Result<Option<Batch>, StoreError> {
        let mark = mark(tx).await?;
        let from = mark.place.position;
        let to = ordered(tx).await?.min(from + i64::from(self.limit));
        let is_filling = mark.place.filling_to > 0;
        if to <= from || is_filling || self.reader.is_kept_off(&mark) {
            return Ok(None);
        }
        let reports = touched(tx, from, to).await?;
        let reach = Reach::of_all(from, to);
        let rules = &self.reader.rules;
        let changes = Changes::read(tx, rules, &reports, reach, mark.by_day).await?;
        let places = (mark, Place::at(to));
        self.reader.batch(tx, places, &[changes]).await.map(Some)
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
pub(crate) struct Batch {
    mark: Mark,
    place: Place,
    me: Uuid,
    now: Timestamp,
    basis: String,
    until: i64,
    slots: Vec<SlotRow>,
    months: Vec<MonthRow>,
    years: Vec<YearRow>,
    lives: Vec<LifeRow>,
}

impl Change for Batch {
    type Output = bool;
    type Error = StoreError;
    const NAME: &'static str = "fold_cohorts";

    async fn apply(&self, tx: &mut Tx<'_>) -> Result<bool, StoreError> {
        const MOVE: &str =
            "UPDATE cohort_fold SET position = $1, filling_to = $2, filled = $3, holder = $4, leased_till = $5, basis = $6,
            until_day = $7 WHERE id = 1 AND position = $8 AND generation = $9 AND filling_to = $10
            AND filled IS NOT DISTINCT FROM $11";
        begin(tx).await?;
        let till = self.now.checked_add(LEASE).unwrap_or(Timestamp::MAX);
        let (before, after) = (self.mark.place, self.place);
        let mark = params![
            after.position,
            after.filling_to,
            after.filled,
            self.me,
            micros(till),
            &self.basis,
            self.until,
            before.position,
            self.mark.generation,
            before.filling_to,
            before.filled
        ];
        if tx.exec(MOVE, mark).await? == 0 {
            return Ok(false);
        }
        rows::put(tx, &self.slots).await?;
        rows::put(tx, &self.months).await?;
        rows::put(tx, &self.years).await?;
        if before.position == 0 {
            let new: Vec<NewLife<'_>> = self.lives.iter().map(NewLife).collect();
            return rows::put(tx, &new).await.map(|()| true);
        }
        rows::put(tx, &self.lives).await?;
        // Only large installations have sheets.
        if self.mark.by_day {
            let apart: Vec<Apart<'_>> = self.lives.iter().map(Apart).collect();
            rows::put(tx, &apart).await?;
        }
        Ok(true)
    }
}
