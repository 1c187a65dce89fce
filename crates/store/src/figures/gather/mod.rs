//! Every measure by any dimension: what the record gives, row by row, before values are formed of it.
//!
//! Each reading has one function that adds what it finds to the [`Rows`]: for a part (a body, days, a filter), by the
//! finest value of one dimension, as of a moment. What a value is made of is `lapor_domain::figures::Counted`.

mod cells;
mod clocks;
mod deeds;
mod flow;
mod folded;
mod is_known;
mod members;
pub(crate) mod reach;
mod stays;
mod stock;

use std::collections::btree_map::Entry;
use std::collections::{BTreeMap, BTreeSet, HashMap};
use std::sync::Arc;

use jiff::Timestamp;
use lapor_domain::figures::{Counted, Reading};
use lapor_domain::rules::Rules;
use lapor_domain::zone::Zone;
use uuid::Uuid;

use super::answer::Adding;
use super::key::{Key, Labels};
use super::merged::Roots;
use super::shape::{Shape, last_day};
use super::sql::{Part, parts_with};
use super::{Ask, AskError, Dimension, Filter, cohort, inhabitants};
use crate::sequencer::last_before;
use crate::{Query, StoreError, Tx};
pub use cells::{Cell, CellsQuery};
pub(crate) use deeds::{Units, help};
pub(crate) use flow::is_at_unit;
pub(crate) use folded::fold;
#[cfg(test)]
pub(crate) use folded::{from_cells, from_lives};
pub use is_known::IsKnown;
pub use members::MembersQuery;

/// Merged reports and who leads their roots.
pub(crate) type Followers = HashMap<Uuid, Option<Uuid>>;

/// What is asked, in every reading the same.
pub(crate) struct Cut<'a> {
    pub(crate) rules: &'a Rules,
    pub(crate) ask: &'a Ask,
    pub(crate) filter: &'a Filter,
    pub(crate) shape: Shape,
}

impl<'a> Cut<'a> {
    pub(crate) fn of(rules: &'a Rules, ask: &'a Ask, filter: &'a Filter) -> Self {
        Self {
            rules,
            ask,
            filter,
            shape: Shape::of(rules, ask),
        }
    }

    /// The parts of its scope.
    pub(crate) fn parts(&self) -> Vec<Part> {
        parts_with(self.rules, self.ask, self.filter)
    }

    /// The row of a report that stands for itself.
    fn key(&self, key: Key) -> Key {
        self.shape.gather(key)
    }

    /// The row of a merged report: by its root's lead, where units are asked for.
    fn key_of_follower(&self, key: Key, lead: Option<Uuid>) -> Key {
        self.shape
            .unit(lead)
            .unwrap_or_else(|| self.shape.gather(key))
    }
}

/// Counts of one value; `hidden` of its reports that are not public.
#[derive(Clone, Debug, Default)]
pub(crate) struct Pair {
    pub(crate) all: Counted,
    pub(crate) hidden: Counted,
}

/// Counts by value.
#[derive(Default)]
pub(crate) struct Rows {
    pub(crate) by_key: BTreeMap<Key, Pair>,
    /// Count what is not public by itself too.
    is_twin: bool,
}

impl Rows {
    /// With `is_twin`, what is not public is counted by itself too.
    pub(crate) fn new(is_twin: bool) -> Self {
        Self {
            is_twin,
            ..Self::default()
        }
    }

    /// Counts something in a row.
    pub(crate) fn count(&mut self, key: Key, is_public: bool, mut count: impl FnMut(&mut Counted)) {
        let pair = self.by_key.entry(key).or_default();
        count(&mut pair.all);
        if self.is_twin && !is_public {
            count(&mut pair.hidden);
        }
    }

    /// Whether what is not public is counted by itself too.
    pub(crate) const fn is_twin(&self) -> bool {
        self.is_twin
    }

    /// Counts values in a row, and by itself what of them is not public, where that is asked for. None where `count`
    /// could not.
    pub(crate) fn count_all<T>(
        &mut self,
        key: Key,
        (all, hidden): (&[T], &[T]),
        mut count: impl FnMut(&[T], &mut Counted) -> Option<()>,
    ) -> Option<()> {
        let pair = self.by_key.entry(key).or_default();
        count(all, &mut pair.all)?;
        if self.is_twin && !hidden.is_empty() {
            count(hidden, &mut pair.hidden)?;
        }
        Some(())
    }

    /// Adds the reports of a cohort; tells their cases, and how many were recorded only later.
    fn add_cohort(&mut self, adding: Adding) -> (u64, u64) {
        let later = adding.later;
        let (by_value, cases) = adding.by_value();
        for (key, tallied) in by_value {
            let pair = self.by_key.entry(key).or_default();
            pair.all.flow.received = tallied.cohort.received;
            pair.all.cohort = tallied.cohort;
            pair.all.subs = tallied.subs;
            pair.all.cases = tallied.cases;
            pair.hidden.flow.received = tallied.unreleased.cohort.received;
            pair.hidden.cohort = tallied.unreleased.cohort;
            pair.hidden.subs = tallied.unreleased.subs;
        }
        (cases, later)
    }

    /// Adds what was counted of other rows.
    pub(crate) fn join(&mut self, other: Self) {
        for (key, pair) in other.by_key {
            match self.by_key.entry(key) {
                Entry::Vacant(none) => {
                    none.insert(pair);
                }
                Entry::Occupied(mut mine) => {
                    mine.get_mut().all.join(&pair.all);
                    mine.get_mut().hidden.join(&pair.hidden);
                }
            }
        }
    }

    /// All rows as one; the cases of reports in several rows are the caller's matter.
    pub(crate) fn total(&self) -> Pair {
        let mut total = Pair::default();
        for pair in self.by_key.values() {
            total.all.join(&pair.all);
            total.hidden.join(&pair.hidden);
        }
        total
    }
}

/// One row of what was gathered.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct GatheredRow {
    /// For programs: an id, a code, `2023-01`; none where the reports have no value.
    pub key: Option<String>,
    /// What people read.
    pub label: String,
    /// Its counts.
    pub counted: Counted,
    /// The same of its reports that are not public; empty where that was not asked for.
    pub hidden: Counted,
    /// What no other row tells: only how many there are.
    pub is_rest: bool,
}

/// Counts of a question.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Gathered {
    /// What is answered; of a public question it may not be quite what was asked.
    pub ask: Ask,
    /// The exclusive moment.
    pub as_of: Timestamp,
    /// The zone in which it is shown.
    pub zone: Zone,
    /// Rows, in the order of their keys; stretches of time without reports too.
    pub rows: Vec<GatheredRow>,
    /// All of them.
    pub total: GatheredRow,
    /// Of the total too, as of each row, reports that are not public are told in whole fives.
    pub in_fives: bool,
    /// Reports of the period that were recorded at or after the moment: in no other number.
    pub recorded_later: u64,
    /// Place in the order of events of the last one that was recorded before the moment.
    pub position: i64,
}

/// Asks for counts with [`Store::read`](crate::Store::read).
pub struct GatherQuery {
    rules: Arc<Rules>,
    ask: Ask,
    filter: Filter,
    readings: BTreeSet<Reading>,
    is_twin: bool,
}

impl GatherQuery {
    /// A question that can be answered, and what to read for it.
    ///
    /// # Errors
    /// [`AskError`], saying what to ask instead.
    pub fn new(
        rules: Arc<Rules>,
        ask: Ask,
        filter: Filter,
        readings: BTreeSet<Reading>,
    ) -> Result<Self, AskError> {
        ask.check(&rules)?;
        filter.check(&rules)?;
        Ok(Self {
            rules,
            ask,
            filter,
            readings,
            is_twin: false,
        })
    }

    /// What is not public is counted by itself too.
    #[must_use]
    pub fn with_hidden(self) -> Self {
        Self {
            is_twin: true,
            ..self
        }
    }
}

impl Query for GatherQuery {
    type Output = Gathered;

    async fn run(&self, tx: &mut Tx<'_>) -> Result<Gathered, StoreError> {
        gather(
            tx,
            &self.rules,
            &self.ask,
            &self.filter,
            &self.readings,
            self.is_twin,
        )
        .await
    }
}

/// Reads and adds up.
pub(crate) async fn gather(
    tx: &mut Tx<'_>,
    rules: &Rules,
    ask: &Ask,
    filter: &Filter,
    readings: &BTreeSet<Reading>,
    is_twin: bool,
) -> Result<Gathered, StoreError> {
    let counted = match fold(tx, rules, (ask, filter), readings, is_twin).await? {
        Some(folded) => folded.told(),
        None => from_intervals(tx, rules, (ask, filter), readings, is_twin).await?,
    };
    told(tx, rules, (ask, filter), readings, counted).await
}

/// Rows, and of the cohort its cases and how many were recorded only later.
pub(crate) type Told = (Rows, (u64, u64));

/// Reads without the cohort tables.
pub(crate) async fn from_intervals(
    tx: &mut Tx<'_>,
    rules: &Rules,
    (ask, filter): (&Ask, &Filter),
    readings: &BTreeSet<Reading>,
    is_twin: bool,
) -> Result<Told, StoreError> {
    let cut = Cut::of(rules, ask, filter);
    let parts = cut.parts();
    let mut rows = Rows::new(is_twin);
    let mut roots = Roots::seen_by(tx, ask.sight).await?;
    let mut known = (0, 0);
    // What is open has no period.
    if readings.iter().any(|reading| *reading != Reading::Stock) {
        let adding = cohort::count(tx, ask, &cut.shape, &parts, &mut roots).await?;
        known = rows.add_cohort(adding);
    }
    let mut units = Units::default();
    for part in &parts {
        read(
            tx,
            &cut,
            part,
            &roots.followers,
            readings,
            &mut rows,
            &mut units,
        )
        .await?;
    }
    if readings.contains(&Reading::Flow) {
        flow::happened(tx, &cut, &mut rows).await?;
    }
    Ok((rows, known))
}

/// Names the rows of what was counted.
pub(crate) async fn told(
    tx: &mut Tx<'_>,
    rules: &Rules,
    (ask, filter): (&Ask, &Filter),
    readings: &BTreeSet<Reading>,
    (mut rows, (cases, later)): Told,
) -> Result<Gathered, StoreError> {
    let shape = Shape::of(rules, ask);
    let mut total = rows.total();
    total.all.cases = cases;
    // They are looked for where counts are asked for, and nowhere else.
    if !readings.contains(&Reading::Counts) {
        let pairs = rows.by_key.values_mut().chain([&mut total]);
        pairs.for_each(|pair| pair.all.cases = 0);
    }
    for key in shape.stretches(ask, last_day(ask, rules)) {
        rows.by_key.entry(key).or_default();
    }
    let labels = match ask.by {
        Some(by) => Some(Labels::load(tx, rules, by).await?),
        None => None,
    };
    if readings.contains(&Reading::Counts) {
        let known = inhabitants::read(tx, ask).await?;
        if ask.by.is_some_and(Dimension::is_region) {
            for (key, pair) in &mut rows.by_key {
                let code = key.code();
                pair.all.inhabitants = code.and_then(|code| known.get(&code).copied());
            }
        }
        let of_filter = filter.region.as_deref();
        let whole = of_filter.or_else(|| inhabitants::region_of(rules, ask));
        total.all.inhabitants = whole.and_then(|code| known.get(code).copied());
    }
    let of = total.all.cohort.received;
    let row = |key, label, mut pair: Pair| {
        pair.all.of = of;
        pair.hidden.of = of;
        GatheredRow {
            key,
            label,
            counted: pair.all,
            hidden: pair.hidden,
            is_rest: false,
        }
    };
    let mut told = Vec::new();
    if let Some(labels) = &labels {
        for (key, pair) in rows.by_key {
            told.push(row(key.code(), labels.of(&key), pair));
        }
    }
    let position = last_before(tx, ask.moment()).await?;
    Ok(Gathered {
        ask: *ask,
        as_of: ask.moment(),
        zone: ask.zone(rules),
        rows: told,
        total: row(None, "Seluruhnya".to_owned(), total),
        in_fives: false,
        recorded_later: later,
        position,
    })
}

/// The readings of one part, but for counts and flow.
async fn read(
    tx: &mut Tx<'_>,
    cut: &Cut<'_>,
    part: &Part,
    followers: &Followers,
    readings: &BTreeSet<Reading>,
    rows: &mut Rows,
    units: &mut Units,
) -> Result<(), StoreError> {
    let is = |reading| readings.contains(&reading);
    // A month at a time, so that a long period needs no more memory than a short one.
    for month in reach::months_of_receipt(tx, part).await? {
        if is(Reading::Clocks) {
            clocks::read(tx, cut, &month, rows).await?;
        }
        if is(Reading::Deeds) {
            deeds::read(tx, cut, &month, rows, units).await?;
        }
        if is(Reading::Stays) {
            stays::read(tx, cut, &month, rows).await?;
        }
    }
    if is(Reading::Clocks) {
        clocks::read_followers(tx, cut, part, followers, rows).await?;
    }
    if is(Reading::Stock) {
        stock::read(tx, cut, part, rows).await?;
    }
    Ok(())
}

/// Clocks, deeds and stock of a cohort as one row, and what its units did.
pub(crate) type Handling = (Counted, Units, super::Answer);

/// The same before it is told: what is not public by itself too, where that is asked for.
type Unsaid = (Pair, Units, super::Answer);

/// For whom it is told.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Said {
    /// Officers: exactly.
    Exactly,
    /// Anyone, of the whole of a body.
    OfWhole,
    /// Anyone, of a part.
    InFives,
}

/// How a cohort was handled, from the cohort tables as far as they tell.
pub(crate) async fn handling(
    tx: &mut Tx<'_>,
    rules: &Rules,
    ask: &Ask,
    as_said: Said,
) -> Result<Handling, StoreError> {
    let is_twin = as_said != Said::Exactly;
    let folded = folded_handling(tx, rules, ask, is_twin).await?;
    let unsaid = match folded {
        Some(folded) => folded,
        None => handling_from_intervals(tx, rules, ask, is_twin).await?,
    };
    Ok(said(unsaid, as_said))
}

/// As it is told.
pub(crate) fn said((mut total, units, mut answer): Unsaid, as_said: Said) -> Handling {
    if as_said == Said::Exactly {
        return (total.all, units, answer);
    }
    let unreleased = std::mem::take(&mut answer.unreleased);
    (total.all.cohort, total.all.subs) = (answer.total, answer.subs);
    (total.hidden.cohort, total.hidden.subs) = (unreleased.cohort, unreleased.subs);
    total.all = match as_said {
        Said::OfWhole => total.all.of_whole(&total.hidden),
        Said::Exactly | Said::InFives => total.all.in_fives(&total.hidden),
    };
    (answer.total, answer.subs) = (total.all.cohort, total.all.subs.clone());
    (total.all, units, answer)
}

/// How it was handled; none where the tables cannot tell.
pub(crate) async fn folded_handling(
    tx: &mut Tx<'_>,
    rules: &Rules,
    ask: &Ask,
    is_twin: bool,
) -> Result<Option<Unsaid>, StoreError> {
    let ask = Ask { by: None, ..*ask };
    let filter = Filter::default();
    let readings = BTreeSet::from([
        Reading::Counts,
        Reading::Clocks,
        Reading::Deeds,
        Reading::Stock,
    ]);
    let folded = fold(tx, rules, (&ask, &filter), &readings, is_twin).await?;
    Ok(folded.map(|folded| {
        let adding = folded.adding.unwrap_or_default();
        let answer = adding.finish(&ask, ask.zone(rules), 0, None);
        (folded.rows.total(), folded.units, answer)
    }))
}

/// The same without the tables.
pub(crate) async fn handling_from_intervals(
    tx: &mut Tx<'_>,
    rules: &Rules,
    ask: &Ask,
    is_twin: bool,
) -> Result<Unsaid, StoreError> {
    let ask = Ask { by: None, ..*ask };
    let filter = Filter::default();
    let cut = Cut::of(rules, &ask, &filter);
    let parts = cut.parts();
    let mut rows = Rows::new(is_twin);
    let mut units = Units::default();
    let mut roots = Roots::seen_by(tx, ask.sight).await?;
    let adding = cohort::count(tx, &ask, &cut.shape, &parts, &mut roots).await?;
    let answer = adding.finish(&ask, ask.zone(rules), 0, None);
    let readings = BTreeSet::from([Reading::Clocks, Reading::Deeds, Reading::Stock]);
    for part in &parts {
        read(
            tx,
            &cut,
            part,
            &roots.followers,
            &readings,
            &mut rows,
            &mut units,
        )
        .await?;
    }
    Ok((rows.total(), units, answer))
}
