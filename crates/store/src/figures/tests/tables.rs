//! The cohort tables answer as intervals and events do, however far they are folded, and whenever.

use std::collections::BTreeSet;
use std::sync::Arc;

use jiff::{SignedDuration, Timestamp, ToSpan as _};
use lapor_domain::figures::{Clocked, Counted, Reading, Spans};
use lapor_domain::ids::ReportId;
use lapor_domain::report::decide::Decision;
use lapor_domain::report::event::Recorded;
use lapor_domain::rules::Rules;
use lapor_domain::testkit::{self, Life};
use uuid::Uuid;

use super::random::{BREAKDOWNS, SCOPES, SIGHTS, assert_same, some_moment};
use super::random_measures::filters;
use super::town::{Dice, town_of};
use super::world::rules;
use crate::figures::cohort::{finish, from_intervals};
use crate::figures::gather::{
    Cut, Said, folded_handling, from_cells, from_intervals as gathered, from_lives,
    handling_from_intervals, said, told,
};
use crate::figures::performance::{performance, shown};
use crate::figures::tables::{
    self, Behind, ByDay, Clear, Forget, HowFar, Period, Sheeting, fold, make_sheets,
};
use crate::figures::{
    Answer, Ask, CohortQuery, Dimension, Filter, Gathered, GatheredRow, Performance,
};
use crate::record::{self, RecordError};
use crate::sequencer::Sequence;
use crate::tests::lives::Exec;
use crate::{Change, Query, Store, StoreError, Tx, rebuild};

/// Questions after each piece of a history.
const ROUNDS: usize = 14;

/// One event of a life, as it happened.
pub(super) struct One {
    rules: Arc<Rules>,
    id: ReportId,
    recorded: Recorded,
}

impl Change for One {
    type Output = ();
    type Error = RecordError;
    const NAME: &'static str = "one_event";

    async fn apply(&self, tx: &mut Tx<'_>) -> Result<(), RecordError> {
        let before = record::load(tx, self.id).await?;
        let Recorded {
            actor,
            recorded_at,
            occurred_at,
            event,
            ..
        } = self.recorded.clone();
        let decisions = vec![Decision { occurred_at, event }];
        record::append(
            tx,
            &self.rules,
            self.id,
            before,
            decisions,
            actor,
            recorded_at,
        )
        .await?;
        Ok(())
    }
}

impl One {
    pub(super) const fn recorded_at(&self) -> Timestamp {
        self.recorded.recorded_at
    }
}

/// All events of lives, in the order in which they were recorded.
pub(super) fn history(lives: &[Life], rules: &Arc<Rules>) -> Vec<One> {
    let of_life = |life: &Life| {
        let one = |recorded: &Recorded| One {
            rules: Arc::clone(rules),
            id: life.report.id,
            recorded: recorded.clone(),
        };
        life.events.iter().map(one).collect::<Vec<_>>()
    };
    let mut all: Vec<One> = lives.iter().flat_map(of_life).collect();
    all.sort_by_key(|one| one.recorded.recorded_at);
    all
}

/// Answered in all ways, within one snapshot: from cells, from lives, from intervals.
struct Each(Arc<Rules>, Ask);

impl Query for Each {
    type Output = (Option<Answer>, Option<Answer>, Answer);

    async fn run(&self, tx: &mut Tx<'_>) -> Result<Self::Output, StoreError> {
        let Self(rules, ask) = self;
        let (mut cells, mut lives) = (None, None);
        let mark = tables::mark(tx).await?;
        if let Some(behind) = Behind::read(tx, ask, &mark).await? {
            let filter = Filter::default();
            let cut = Cut::of(rules, ask, &filter);
            if let Some(adding) = tables::read(tx, &cut, (&mark, &behind)).await? {
                cells = Some(finish(tx, rules, ask, adding).await?);
            }
            if let Some(adding) = tables::lives::cohort(tx, &cut, &behind).await? {
                lives = Some(finish(tx, rules, ask, adding).await?);
            }
        }
        let read = from_intervals(tx, rules, ask).await?;
        Ok((cells, lives, finish(tx, rules, ask, read).await?))
    }
}

pub(super) fn process(n: u128) -> Uuid {
    Uuid::from_u128(n)
}

pub(super) async fn order(store: &Store, now: Timestamp, limit: u32) {
    let turn = Sequence {
        me: process(1),
        now,
        limit,
    };
    store.run(turn).await.unwrap();
}

/// Makes sheets of some days, whatever happens to their reports later; tells how many.
pub(super) async fn sheeted(store: &Store, rules: &Rules, dice: &mut Dice) -> usize {
    let first = testkit::calendar().zone.local_date(testkit::START);
    let days = i64::try_from(dice.below(120)).unwrap();
    let sheeting = Sheeting {
        until: first.checked_add(days.days()).unwrap(),
        least: 1,
        most: 1 + dice.below(20),
    };
    make_sheets(store, rules, sheeting).await.unwrap().sheets
}

/// A question for whole months, for months with edges, or for some days; as of the start of a day, some moment, or now.
pub(super) fn question(lives: &[Life], now: Timestamp, dice: &mut Dice) -> Ask {
    let zone = testkit::calendar().zone;
    let first = zone.local_date(testkit::START);
    let days = first.duration_until(zone.local_date(now)).as_hours() / 24;
    let some = |dice: &mut Dice, from: i64| {
        let span = usize::try_from(days - from + 1).unwrap_or(1).max(1);
        from + i64::try_from(dice.below(span)).unwrap()
    };
    let at = |days: i64| first.checked_add(days.days()).unwrap();
    let from = some(dice, -60);
    let (least, most, is_whole) = dice.one(&[
        (62, 150, true),
        (62, 150, true),
        (62, 150, false),
        (62, 150, false),
        (0, 1, false),
        (6, 20, false),
    ]);
    let days_on = least + i64::try_from(dice.below(most)).unwrap();
    let (from, to) = (at(from), at(from + days_on));
    let (from, to) = if is_whole {
        (from.first_of_month(), to.last_of_month())
    } else {
        (from, to)
    };
    let day = zone.start_of_day(at(some(dice, 0)));
    let as_of = match dice.below(6) {
        0 => None,
        1 => Some(some_moment(lives, dice)),
        _ => Some(day),
    };
    Ask {
        scope: dice.one(&SCOPES),
        sight: dice.one(&SIGHTS),
        from,
        to,
        as_of: as_of.map(|as_of| as_of.min(now)),
        by: dice.one(&BREAKDOWNS),
        now,
    }
}

/// Asks, and tells whether cells answered.
async fn agree(store: &Store, rules: &Arc<Rules>, ask: Ask) -> bool {
    let (cells, lives, read) = store.read(Each(Arc::clone(rules), ask)).await.unwrap();
    let answered = cells.is_some();
    for (from, folded) in [("cells", cells), ("lives", lives)] {
        if let Some(folded) = folded {
            assert_eq!(folded, in_order(&folded, read.clone()), "{from}: {ask:?}");
        }
    }
    answered
}

/// Rows of the same size may come in any order.
fn in_order(like: &Answer, mut answer: Answer) -> Answer {
    let place = |key: &Option<String>| like.rows.iter().position(|row| row.key == *key);
    answer.rows.sort_by_key(|row| place(&row.key));
    answer
}

/// Measured in both ways, within one snapshot.
struct Handled(Arc<Rules>, Ask);

impl Query for Handled {
    type Output = (bool, Performance, Performance);

    async fn run(&self, tx: &mut Tx<'_>) -> Result<Self::Output, StoreError> {
        let Self(rules, ask) = self;
        let is_folded = folded_handling(tx, rules, ask, false).await?.is_some();
        let folded = performance(tx, rules, ask).await?;
        let read = handling_from_intervals(tx, rules, ask, true).await?;
        let read = shown(rules, ask, said(read, Said::Exactly));
        Ok((is_folded, folded, read))
    }
}

/// Measures, and tells whether the tables answered.
async fn measured(store: &Store, rules: &Arc<Rules>, ask: Ask) -> bool {
    let (is_folded, folded, read) = store.read(Handled(Arc::clone(rules), ask)).await.unwrap();
    assert_eq!(folded, read, "{ask:?}");
    is_folded
}

/// Gathered in all ways, within one snapshot, with what is not public by itself.
struct Rowed(Arc<Rules>, Ask, Filter, BTreeSet<Reading>);

impl Query for Rowed {
    type Output = (Option<Gathered>, Option<Gathered>, Gathered);

    async fn run(&self, tx: &mut Tx<'_>) -> Result<Self::Output, StoreError> {
        let Self(rules, ask, filter, readings) = self;
        let asked = (ask, filter);
        let (mut cells, mut lives) = (None, None);
        let mark = tables::mark(tx).await?;
        if let Some(behind) = Behind::read(tx, ask, &mark).await? {
            let cut = Cut::of(rules, ask, filter);
            if let Some(folded) = from_cells(tx, &cut, (&mark, &behind), readings, true).await? {
                cells = Some(told(tx, rules, asked, readings, folded.told()).await?);
            }
            if let Some(folded) = from_lives(tx, &cut, &behind, readings, true).await? {
                lives = Some(told(tx, rules, asked, readings, folded.told()).await?);
            }
        }
        let read = gathered(tx, rules, asked, readings, true).await?;
        Ok((cells, lives, told(tx, rules, asked, readings, read).await?))
    }
}

/// Asks for some measures by some dimension, now and then with a filter; tells whether the tables answered.
async fn rowed(store: &Store, rules: &Arc<Rules>, ask: Ask, dice: &mut Dice) -> bool {
    let by = (!dice.chance(10)).then(|| dice.one(Dimension::ALL));
    let ask = Ask { by, ..ask };
    let all = [
        Reading::Counts,
        Reading::Clocks,
        Reading::Deeds,
        Reading::Stays,
        Reading::Stock,
        Reading::Flow,
    ];
    let readings: BTreeSet<Reading> = all.into_iter().filter(|_| dice.chance(60)).collect();
    let filter = if dice.chance(30) {
        filters(dice)
    } else {
        Filter::default()
    };
    let query = Rowed(Arc::clone(rules), ask, filter.clone(), readings.clone());
    let (cells, lives, read) = store.read(query).await.unwrap();
    let answered = cells.is_some() || (!filter.is_empty() && lives.is_some());
    let read = plain(read);
    for (from, folded) in [("cells", cells), ("lives", lives)] {
        if let Some(folded) = folded {
            assert_eq!(
                plain(folded),
                read,
                "{from}: {ask:?} {filter:?} {readings:?}"
            );
        }
    }
    answered
}

/// Without entries that count nothing.
fn plain(mut gathered: Gathered) -> Gathered {
    let clean = |row: &mut GatheredRow| {
        for counted in [&mut row.counted, &mut row.hidden] {
            counted
                .clocks
                .retain(|_, clocked| *clocked != Clocked::default());
            counted.stays.retain(|_, spans| *spans != Spans::default());
            counted.of = 0;
        }
    };
    gathered.rows.iter_mut().for_each(clean);
    clean(&mut gathered.total);
    let nothing = Counted::default();
    gathered.rows.retain(|row| row.counted != nothing);
    gathered
}

/// What was asked, and what of it the tables answered: counts, measures of handling, and measures by any dimension.
#[derive(Default)]
pub(super) struct Told {
    counts: [usize; 2],
    handling: [usize; 2],
    rows: [usize; 2],
}

impl Told {
    /// Asks in all ways; what the tables know nothing of is not counted.
    pub(super) async fn ask(
        &mut self,
        store: &Store,
        rules: &Arc<Rules>,
        (ask, by_day): (Ask, bool),
        dice: &mut Dice,
    ) {
        let known = usize::from(Period::of(&ask, by_day).is_some());
        let answered = agree(store, rules, ask).await;
        count(&mut self.counts, known, answered);
        if dice.chance(40) {
            // Rows that are gathered from others have their cases apart.
            let by = Some(dice.one(Dimension::ALL));
            agree(store, rules, Ask { by, ..ask }).await;
        }
        if dice.chance(40) {
            let answered = measured(store, rules, ask).await;
            count(&mut self.handling, known, answered);
        }
        let answered = rowed(store, rules, ask, dice).await;
        count(&mut self.rows, known, answered);
    }

    pub(super) fn assert_mostly(&self) {
        for (of, [asked, answered], tenths) in [
            ("counts", self.counts, 7),
            ("handling", self.handling, 7),
            ("rows", self.rows, 5),
        ] {
            assert!(
                answered * 10 > asked * tenths,
                "{of}: {answered} of {asked} from the tables"
            );
        }
    }
}

fn count([asked, answered]: &mut [usize; 2], known: usize, is_answered: bool) {
    *asked += known;
    *answered += usize::from(is_answered);
}

pub(super) async fn differences(store: &Store, rules: &Arc<Rules>) -> Vec<String> {
    let outcome = rebuild::check(store, rules, &mut |_| {}).await.unwrap();
    outcome.named.iter().map(ToString::to_string).collect()
}

crate::both_engines! {
    async fn folding_at_any_moment_changes_no_answer(store: Store) {
        let mut dice = Dice::new(20_260_511);
        let lives = town_of(150, &mut dice);
        let rules = rules();
        let history = history(&lives, &rules);
        let mut told = [Told::default(), Told::default()];
        let pieces = 12;
        // From here on cells of days are kept too.
        let large = 4 + dice.below(4);
        let size = history.len() / pieces + 1;
        let mut sheets = 0;
        let mut events = history.into_iter();
        let mut now = testkit::START;
        for piece in 0..pieces {
            for one in events.by_ref().take(size) {
                now = now.max(one.recorded.recorded_at);
                store.run(one).await.unwrap();
            }
            now += SignedDuration::from_micros(1);
            if piece == large {
                assert_eq!(differences(&store, &rules).await, Vec::<String>::new());
                store.run(ByDay).await.unwrap();
            }
            // All, some, or none of it gets its place and is folded, in bites of any size.
            let most = dice.one(&[0, 7, 60, 500, 500]);
            order(&store, now, most).await;
            for _ in 0..dice.one(&[0, 1, 3, 30]) {
                let bite = dice.one(&[1, 13, 100]);
                fold(&store, &rules, process(2), now, bite).await.unwrap();
            }
            if piece == 0 || piece == large {
                order(&store, now, 500).await;
                fold(&store, &rules, process(2), now, 50).await.unwrap();
            }
            let by_day = piece >= large;
            if by_day {
                sheets += sheeted(&store, &rules, &mut dice).await;
            }
            for _ in 0..ROUNDS {
                let ask = question(&lives, now, &mut dice);
                told[usize::from(by_day)].ask(&store, &rules, (ask, by_day), &mut dice).await;
            }
        }
        for told in told {
            told.assert_mostly();
        }
        assert!(sheets > 40, "{sheets} sheets were made");
        assert_eq!(differences(&store, &rules).await, Vec::<String>::new());
        // Once all is written, the events themselves tell.
        for folded in [false, true] {
            if folded {
                while store.read(HowFar).await.unwrap().behind() > 0 {
                    fold(&store, &rules, process(2), now, 1_000).await.unwrap();
                }
                order(&store, now, 100_000).await;
                while fold(&store, &rules, process(2), now, 400).await.unwrap() > 0 {}
            }
            for _ in 0..2 * ROUNDS {
                let ask = question(&lives, now, &mut dice);
                let query = CohortQuery::new(Arc::clone(&rules), ask).unwrap();
                assert_same(&store.read(query).await.unwrap(), &lives, &rules);
                Told::default().ask(&store, &rules, (ask, true), &mut dice).await;
            }
        }
        assert_eq!(store.read(HowFar).await.unwrap().behind(), 0);
        assert_eq!(differences(&store, &rules).await, Vec::<String>::new());
    }

    async fn large_installations_keep_days_for_good(store: Store) {
        let mut dice = Dice::new(5);
        let lives = town_of(25, &mut dice);
        let rules = rules();
        let now = lives.iter().map(|life| life.report.updated_at).max().unwrap() + SignedDuration::from_secs(1);
        super::world::write(&store, &rules, &lives).await;
        order(&store, now, 100_000).await;
        let folded = async || while fold(&store, &rules, process(2), now, 3_000_000).await.unwrap() > 0 {};
        let is_week_answered = async || {
            let from = testkit::calendar().zone.local_date(testkit::START);
            let to = from.checked_add(6.days()).unwrap();
            let ask = Ask { scope: SCOPES[0], sight: SIGHTS[0], from, to, as_of: None, by: None, now };
            agree(&store, &rules, ask).await
        };
        folded().await;
        assert!(!is_week_answered().await);
        store.run(Exec("UPDATE sequencer SET position = 2000001 WHERE id = 1", vec![])).await.unwrap();
        folded().await;
        assert!(is_week_answered().await);
        assert_eq!(differences(&store, &rules).await, Vec::<String>::new());
        for damage in ["DELETE FROM cohort_slot WHERE kind = 1300", "UPDATE cohort_month SET month = month + 50 WHERE kind = 1001"] {
            assert!(store.run(Exec(damage, vec![])).await.unwrap() > 0, "{damage}");
            assert!(!differences(&store, &rules).await.is_empty());
            rebuild::run(&store, &rules, &mut |_| {}).await.unwrap();
            store.run(Exec("UPDATE sequencer SET position = 2000000 WHERE id = 1", vec![])).await.unwrap();
            folded().await;
            assert!(is_week_answered().await, "once large, always");
            assert_eq!(differences(&store, &rules).await, Vec::<String>::new());
        }
    }

    async fn damaged_tables_are_found_and_begun_anew(store: Store) {
        let mut dice = Dice::new(7);
        let lives = town_of(25, &mut dice);
        let rules = rules();
        let now = lives.iter().map(|life| life.report.updated_at).max().unwrap() + SignedDuration::from_secs(1);
        super::world::write(&store, &rules, &lives).await;
        order(&store, now, 100_000).await;
        let folded = async || while fold(&store, &rules, process(2), now, 100_000).await.unwrap() > 0 {};
        folded().await;
        let is_answered = async || {
            let first = testkit::calendar().zone.local_date(testkit::START).first_of_month();
            let (from, to) = (first, first.last_of_month());
            let ask = Ask { scope: SCOPES[0], sight: SIGHTS[0], from, to, as_of: None, by: None, now };
            agree(&store, &rules, ask).await
        };
        assert!(is_answered().await);
        for damage in [
            "DELETE FROM cohort_slot WHERE kind = 1",
            "UPDATE cohort_month SET period = period + 10000 WHERE kind = 0",
            "UPDATE cohort_life SET open_until = open_until + 1 WHERE open_until > 0 AND open_until < 9223372036854775807",
        ] {
            assert!(store.run(Exec(damage, vec![])).await.unwrap() > 0, "{damage}");
            let found = differences(&store, &rules).await;
            assert!(found.iter().all(|line| line.starts_with("cohort_")) && !found.is_empty(), "{found:?}");
            rebuild::run(&store, &rules, &mut |_| {}).await.unwrap();
            assert_eq!(store.read(HowFar).await.unwrap().position, 0);
            assert!(!is_answered().await, "nothing is folded yet");
            assert_eq!(differences(&store, &rules).await, Vec::<String>::new());
            let mut cleared = 0;
            while store.run(Clear).await.unwrap() {
                cleared += 1;
            }
            assert!(cleared > 8, "in pieces, not table by table: {cleared}");
            folded().await;
            assert!(!store.run(Clear).await.unwrap(), "none that are read");
            assert!(is_answered().await);
            assert_eq!(differences(&store, &rules).await, Vec::<String>::new());
        }
        // Rows that were wrong when they were folded.
        let wrong = "UPDATE state_interval SET tally = 0 WHERE from_seq = 1";
        store.run(Forget).await.unwrap();
        store.run(Exec(wrong, vec![])).await.unwrap();
        folded().await;
        rebuild::run(&store, &rules, &mut |_| {}).await.unwrap();
        folded().await;
        assert_eq!(differences(&store, &rules).await, Vec::<String>::new());
    }

    async fn sheets_that_tell_something_else_are_found(store: Store) {
        let mut dice = Dice::new(13);
        let lives = town_of(25, &mut dice);
        let rules = rules();
        let now = lives.iter().map(|life| life.report.updated_at).max().unwrap() + SignedDuration::from_secs(1);
        super::world::write(&store, &rules, &lives).await;
        order(&store, now, 200).await;
        store.run(ByDay).await.unwrap();
        let last = testkit::calendar().zone.local_date(now);
        let sheeting = Sheeting { until: last, least: 2, most: 7 };
        for damage in [
            "UPDATE cohort_sheet SET day = day + 1 WHERE part = 0",
            "UPDATE cohort_sheet SET part = 11 WHERE part = 10",
            "DELETE FROM cohort_sheet WHERE part = 0",
            "DELETE FROM cohort_apart",
        ] {
            fold(&store, &rules, process(2), now, 200).await.unwrap();
            let mut made = 0;
            loop {
                let some = make_sheets(&store, &rules, sheeting).await.unwrap();
                made += some.sheets;
                if some.days < sheeting.most {
                    break;
                }
            }
            assert!(made > 3, "{made}");
            order(&store, now, 100_000).await;
            while fold(&store, &rules, process(2), now, 100_000).await.unwrap() > 0 {}
            assert_eq!(differences(&store, &rules).await, Vec::<String>::new());
            assert!(store.run(Exec(damage, vec![])).await.unwrap() > 0, "{damage}");
            let found = differences(&store, &rules).await;
            assert!(found.iter().all(|line| line.starts_with("cohort_sheet")) && !found.is_empty(), "{damage}: {found:?}");
            rebuild::run(&store, &rules, &mut |_| {}).await.unwrap();
            for again in ["UPDATE event SET position = NULL WHERE position > 200", "UPDATE sequencer SET position = 200 WHERE id = 1"] {
                store.run(Exec(again, vec![])).await.unwrap();
            }
        }
    }

    async fn filling_goes_on_where_it_was(store: Store) {
        let mut dice = Dice::new(17);
        let lives = town_of(40, &mut dice);
        let rules = rules();
        let now = lives.iter().map(|life| life.report.updated_at).max().unwrap() + SignedDuration::from_secs(1);
        super::world::write(&store, &rules, &lives).await;
        order(&store, now, 150).await;
        let begun = store.read(HowFar).await.unwrap().ordered;
        let (mut calls, limit) = (0, 8);
        let place = loop {
            assert!(fold(&store, &rules, process(2), now, limit).await.unwrap() > 0);
            calls += 1;
            let place = store.read(HowFar).await.unwrap().position;
            if place > 0 {
                break place;
            }
            // What is placed meanwhile, mergers too, is not filled in.
            order(&store, now, 100_000).await;
        };
        assert!(calls > 5, "{calls}: some reports at a time");
        assert_eq!(place, begun);
        assert!(store.read(HowFar).await.unwrap().behind() > 0);
        assert_eq!(differences(&store, &rules).await, Vec::<String>::new());
        while fold(&store, &rules, process(2), now, limit).await.unwrap() > 0 {}
        assert_eq!(store.read(HowFar).await.unwrap().behind(), 0);
        assert_eq!(differences(&store, &rules).await, Vec::<String>::new());
    }

    async fn two_processes_fold_each_event_once(store: Store) {
        let mut dice = Dice::new(11);
        let lives = town_of(20, &mut dice);
        let rules = rules();
        let now = lives.iter().map(|life| life.report.updated_at).max().unwrap() + SignedDuration::from_secs(1);
        super::world::write(&store, &rules, &lives).await;
        order(&store, now, 100_000).await;
        let ordered = store.read(HowFar).await.unwrap().ordered;
        assert!(ordered > 40);
        // Who comes second finds the tables moved on, or somebody at it.
        for turn in 0..200 {
            let later = now + SignedDuration::from_secs(turn * 45);
            let (one, other) = tokio::join!(fold(&store, &rules, process(2), later, 7), fold(&store, &rules, process(3), later, 7));
            one.unwrap();
            other.unwrap();
        }
        assert_eq!(store.read(HowFar).await.unwrap().behind(), 0);
        assert_eq!(differences(&store, &rules).await, Vec::<String>::new());
    }
}
