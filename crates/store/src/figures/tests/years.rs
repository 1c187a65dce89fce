//! Sums of years change no answer, whenever they are made and whatever happens afterwards.

use std::sync::Arc;

use jiff::civil::Date;
use jiff::{SignedDuration, Timestamp, ToSpan as _};
use lapor_domain::testkit::{self, Life};

use super::random::{assert_same, some_moment};
use super::tables::{Told, differences, history, order, process, question, sheeted};
use super::town::{Dice, town_of, town_over};
use super::world::{rules, write};
use crate::figures::tables::{ByDay, Clear, HowFar, Mark, Summed, Summing, fold, make_sums, mark};
use crate::figures::{Ask, CohortQuery};
use crate::tests::lives::Exec;
use crate::{Change, Query, Store, StoreError, Tx, rebuild};

/// Questions after each piece of a history.
const ROUNDS: usize = 8;

/// How many sums there are of years, and how many of them have a row of what changed since.
struct Counted;

impl Query for Counted {
    type Output = (i64, i64);

    async fn run(&self, tx: &mut Tx<'_>) -> Result<(i64, i64), StoreError> {
        const SQL: &str = "SELECT count(*) FROM cohort_year WHERE part = $1";
        let mut each = [0; 2];
        for (part, n) in [0_i64, 1].into_iter().zip(&mut each) {
            *n = tx.row(SQL, &[part.into()]).await?.unwrap();
        }
        Ok(each.into())
    }
}

/// Where the tables are.
struct Where;

impl Query for Where {
    type Output = Mark;

    async fn run(&self, tx: &mut Tx<'_>) -> Result<Mark, StoreError> {
        mark(tx).await
    }
}

/// Whether what was worked out there may be put down.
struct IsStill(Mark);

impl Change for IsStill {
    type Output = bool;
    type Error = StoreError;
    const NAME: &'static str = "is_still";

    async fn apply(&self, tx: &mut Tx<'_>) -> Result<bool, StoreError> {
        self.0.is_still(tx).await
    }
}

fn first_year() -> i64 {
    let first = testkit::calendar().zone.local_date(testkit::START);
    first.year().into()
}

/// Makes some sums of any years, or all that are missing or stale.
async fn summed(store: &Store, dice: &mut Dice) -> usize {
    let summing = Summing {
        until: (first_year() + dice.one(&[0, 1, 2, 3])) * 100 + dice.one(&[2, 3, 6, 9, 12]),
        least: dice.one(&[0, 60, 4_000]),
        most: dice.one(&[1, 3_000, 1_000_000]),
    };
    let mut sums = 0;
    for _ in 0..dice.one(&[0, 1, 4, 1_000]) {
        let made = make_sums(store, summing).await.unwrap();
        if made == Summed::default() {
            break;
        }
        sums += made.sums;
    }
    sums
}

/// A question for months that contain whole years; as of a day long after them, some moment, or now.
fn of_years(lives: &[Life], now: Timestamp, dice: &mut Dice) -> Ask {
    let ask = question(lives, now, dice);
    if dice.chance(20) {
        return ask;
    }
    let zone = testkit::calendar().zone;
    let first = first_year() - 1;
    let years = usize::try_from(i64::from(zone.local_date(now).year()) - first + 1).unwrap();
    let year = |dice: &mut Dice, from: usize| from + dice.below(years - from);
    let from = year(dice, 0);
    let to = year(dice, from);
    let day = |year: usize| Date::new(i16::try_from(first).unwrap() + year as i16, 1, 1).unwrap();
    let (from, to) = (day(from), day(to).last_of_year());
    let (from, to) = match dice.below(4) {
        0 => {
            let months = i64::try_from(dice.below(12)).unwrap();
            let to = to.checked_add(months.months()).unwrap();
            (
                from.checked_sub(months.months()).unwrap(),
                to.last_of_month(),
            )
        }
        1 => (
            from.checked_sub(3.days()).unwrap(),
            to.checked_add(40.days()).unwrap(),
        ),
        _ => (from, to),
    };
    let as_of = match dice.below(3) {
        0 => None,
        1 => Some(some_moment(lives, dice).min(now)),
        _ => ask.as_of,
    };
    Ask {
        from,
        to,
        as_of,
        ..ask
    }
}

crate::both_engines! {
    async fn sums_of_years_change_no_answer(store: Store) {
        let mut dice = Dice::new(20_261_130);
        let lives = town_over(9, 80, &mut dice);
        let rules = rules();
        let history = history(&lives, &rules);
        let pieces = 10;
        let size = history.len() / pieces + 1;
        let (mut told, mut sums, mut changed) = (Told::default(), 0, 0);
        let mut events = history.into_iter();
        let mut now = testkit::START;
        for piece in 0..pieces {
            for one in events.by_ref().take(size) {
                now = now.max(one.recorded_at());
                store.run(one).await.unwrap();
            }
            now += SignedDuration::from_micros(1);
            order(&store, now, dice.one(&[60, 500, 500])).await;
            for _ in 0..dice.one(&[1, 3, 30]) {
                fold(&store, &rules, process(2), now, dice.one(&[13, 100])).await.unwrap();
            }
            if piece == 0 {
                store.run(ByDay).await.unwrap();
                order(&store, now, 500).await;
                fold(&store, &rules, process(2), now, 50).await.unwrap();
            }
            if dice.chance(80) {
                sums += summed(&store, &mut dice).await;
                sheeted(&store, &rules, &mut dice).await;
            }
            changed = store.read(Counted).await.unwrap().1.max(changed);
            for _ in 0..ROUNDS {
                let ask = of_years(&lives, now, &mut dice);
                told.ask(&store, &rules, (ask, true), &mut dice).await;
            }
        }
        let days = (now - testkit::START).as_hours() / 24;
        assert!(days > 800, "{days} days");
        told.assert_mostly();
        assert!(sums > 500 && changed > 100, "{sums} sums, {changed} changed");
        assert_eq!(differences(&store, &rules).await, Vec::<String>::new());
        // Once all is written, the events themselves tell.
        for folded in [false, true] {
            if folded {
                order(&store, now, 100_000).await;
                while fold(&store, &rules, process(2), now, 400).await.unwrap() > 0 {}
                assert_eq!(store.read(HowFar).await.unwrap().behind(), 0);
            }
            for _ in 0..2 * ROUNDS {
                let ask = of_years(&lives, now, &mut dice);
                let query = CohortQuery::new(Arc::clone(&rules), ask).unwrap();
                assert_same(&store.read(query).await.unwrap(), &lives, &rules);
                Told::default().ask(&store, &rules, (ask, true), &mut dice).await;
            }
        }
        assert_eq!(differences(&store, &rules).await, Vec::<String>::new());
    }

    async fn sums_of_years_that_tell_something_else_are_found(store: Store) {
        let mut dice = Dice::new(19);
        let lives = town_of(25, &mut dice);
        let rules = rules();
        let now = lives.iter().map(|life| life.report.updated_at).max().unwrap() + SignedDuration::from_secs(1);
        write(&store, &rules, &lives).await;
        order(&store, now, 200).await;
        let summing = Summing { until: first_year() * 100 + 112, least: 1_000, most: 1_000 };
        let all = async || {
            let mut sums = 0;
            loop {
                let made = make_sums(&store, summing).await.unwrap();
                if made.looked_at == 0 {
                    break sums;
                }
                sums += made.sums;
            }
        };
        fold(&store, &rules, process(2), now, 200).await.unwrap();
        assert_eq!(all().await, 0, "only large installations have sums");
        store.run(ByDay).await.unwrap();
        assert_eq!(all().await, 0, "nothing is folded");
        for damage in [
            "UPDATE cohort_year SET year = year + 5 WHERE part = 0",
            "DELETE FROM cohort_year WHERE part = 1",
            "DELETE FROM cohort_year WHERE part = 0 AND kind = 300",
            "UPDATE cohort_summed SET until_kind = 300",
        ] {
            fold(&store, &rules, process(2), now, 200).await.unwrap();
            let made = all().await;
            assert!(made > 30, "{made}");
            assert_eq!(all().await, 0, "{damage}");
            order(&store, now, 100_000).await;
            while fold(&store, &rules, process(2), now, 100_000).await.unwrap() > 0 {}
            assert_eq!(differences(&store, &rules).await, Vec::<String>::new());
            assert!(store.run(Exec(damage, vec![])).await.unwrap() > 0, "{damage}");
            let found = differences(&store, &rules).await;
            assert!(found.iter().all(|line| line.starts_with("cohort_year")) && !found.is_empty(), "{damage}: {found:?}");
            rebuild::run(&store, &rules, &mut |_| {}).await.unwrap();
            while store.run(Clear).await.unwrap() {}
            assert_eq!(store.read(Counted).await.unwrap(), (0, 0));
            for again in ["UPDATE event SET position = NULL WHERE position > 200", "UPDATE sequencer SET position = 200 WHERE id = 1"] {
                store.run(Exec(again, vec![])).await.unwrap();
            }
        }
    }

    async fn sums_are_made_beside_folding(store: Store) {
        let mut dice = Dice::new(23);
        let lives = town_of(20, &mut dice);
        let rules = rules();
        let now = lives.iter().map(|life| life.report.updated_at).max().unwrap() + SignedDuration::from_secs(1);
        write(&store, &rules, &lives).await;
        order(&store, now, 60).await;
        store.run(ByDay).await.unwrap();
        let summing = Summing { until: first_year() * 100 + 112, least: 0, most: 300 };
        fold(&store, &rules, process(2), now, 50).await.unwrap();
        order(&store, now, 100_000).await;
        assert!(store.read(HowFar).await.unwrap().behind() > 60);
        let before = store.read(Where).await.unwrap();
        let mut sums = make_sums(&store, summing).await.unwrap().sums;
        assert!(!store.run(IsStill(before)).await.unwrap(), "a batch that knows of no sum is refused");
        // Each may have to let the other go first.
        for _ in 0..3_000 {
            let both = (fold(&store, &rules, process(2), now, 5), make_sums(&store, summing));
            let (folded, made) = tokio::join!(both.0, both.1);
            folded.unwrap();
            sums += made.unwrap().sums;
            if sums > 30 && store.read(HowFar).await.unwrap().behind() == 0 {
                break;
            }
        }
        assert_eq!(store.read(HowFar).await.unwrap().behind(), 0);
        assert!(sums > 30, "{sums}");
        assert_eq!(differences(&store, &rules).await, Vec::<String>::new());
    }
}
