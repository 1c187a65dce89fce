//! Random lives, seen by anyone: totals are exact, and whatever a row tells more than the released reports are whole
//! fives; so no two answers differ by fewer, whatever day, period, level or measure.

use std::collections::{BTreeSet, HashMap};

use jiff::SignedDuration;
use jiff::civil::Date;
use lapor_domain::figures::{
    Audience, CATALOGUE, Counted, Family, Measure, Measured, Reading, fives, stand_together,
};
use lapor_domain::testkit;
use lapor_domain::words::Figure;

use super::naive::{self, counted};
use super::random::{SCOPES, some_moment};
use super::town::{Dice, town_of};
use super::world::{received, rules, write};
use crate::figures::gather::{Gathered, GatheredRow, gather};
use crate::figures::{
    Ask, Dimension, Filter, Performance, PublicQuery, PublicTableQuery, Scope, Sight,
    public_performance,
};
use crate::{Query, Store, StoreError, Tx};

struct Exact(Ask, Vec<&'static Measure>);

impl Query for Exact {
    type Output = Gathered;

    async fn run(&self, tx: &mut Tx<'_>) -> Result<Gathered, StoreError> {
        let readings: BTreeSet<Reading> = self.1.iter().map(|measure| measure.reading).collect();
        gather(tx, &rules(), &self.0, &Filter::default(), &readings, true).await
    }
}

struct Handling(Ask, bool);

impl Query for Handling {
    type Output = Performance;

    async fn run(&self, tx: &mut Tx<'_>) -> Result<Performance, StoreError> {
        public_performance(tx, &rules(), &self.0, self.1).await
    }
}

/// The numbers of reports, clocks or deeds that a value tells.
pub(super) fn numbers(value: &Measured) -> Vec<u64> {
    match value {
        Measured::Count(n) => vec![*n],
        Measured::Share(share) | Measured::Ratio(share) => vec![share.part, share.whole],
        Measured::Times(times, _) => vec![times.n, times.running],
        Measured::Rating(rating) => vec![rating.n],
        Measured::PerThousand { count, .. } => vec![*count],
    }
}

/// Of the whole of a body told exactly: what is open, by state, and what shares of it stand on.
fn is_open(measure: &Measure) -> bool {
    let id = measure.id;
    matches!(id, "flow_received" | "overdue_share") || id.starts_with("open")
}

/// What is not a count of reports, clocks or deeds: the share of all reports, and working days.
fn is_other(measure: &Measure) -> bool {
    matches!(measure.id, "mix" | "paused_share")
}

const LEVELS: [Dimension; 9] = [
    Dimension::Unit,
    Dimension::Branch,
    Dimension::Category,
    Dimension::CategoryGroup,
    Dimension::District,
    Dimension::Village,
    Dimension::Type,
    Dimension::Month,
    Dimension::Quarter,
];

/// A row tells of the released reports all, of the others whole fives; and never more than there are.
fn assert_fives(
    ask: &Ask,
    row: &GatheredRow,
    released: &Counted,
    exact: &Counted,
    measures: &[&'static Measure],
    // Of the whole of a body shares stand on exact numbers of reports.
    is_whole: bool,
) -> usize {
    let mut beside = 0;
    let looked_at = if is_whole { 1 } else { usize::MAX };
    for measure in measures.iter().filter(|measure| !is_other(measure)) {
        // Cases of followers alone are told of no row.
        let sure = if measure.id == "cases" {
            vec![released.alone()]
        } else {
            numbers(&measure.of(released))
        };
        let told = measure.of(&row.counted);
        for (told, sure) in numbers(&told).into_iter().zip(sure).take(looked_at) {
            assert!(
                told >= sure && (told - sure) % 5 == 0,
                "{} {told} of {sure} {ask:?} {:?}",
                measure.id,
                row.label
            );
            beside += usize::from(told > sure);
        }
        if let (Measured::Count(told), Measured::Count(all)) = (told, measure.of(exact)) {
            assert!(told <= all, "{} {ask:?}", measure.id);
        }
        if let (Measured::Share(told), Measured::Share(all)) = (told, measure.of(exact)) {
            assert!(
                told.part <= told.whole || all.part > all.whole,
                "{} {ask:?}",
                measure.id
            );
        }
    }
    beside
}

crate::both_engines! {
    async fn rows_tell_whole_fives(store: Store) {
        let mut dice = Dice::new(7);
        let lives = town_of(260, &mut dice);
        let rules = rules();
        write(&store, &rules, &lives).await;
        let zone = testkit::calendar().zone;
        let now = lives.iter().map(|life| life.report.updated_at).max().unwrap() + SignedDuration::from_hours(30);
        let (first, last) = (zone.local_date(testkit::START), zone.local_date(now));
        let (mut rows, mut beside, mut rests, mut wholes, mut parts) = (0, 0, 0, 0, 0);
        for round in 0..24 {
            let as_of = (round > 2).then(|| some_moment(&lives, &mut dice).min(now));
            let family = dice.one(&[Family::Cohort, Family::Cohort, Family::Flow, Family::Stock]);
            let public = |measure: &&Measure| measure.family == family && measure.audience == Audience::Public;
            let measures: Vec<&'static Measure> = CATALOGUE.iter().filter(public).collect();
            let from = if dice.chance(50) { first } else { dice.one(&[first, last]) };
            for scope in SCOPES {
                let by = dice.one(&LEVELS);
                let by = if family == Family::Stock && by.is_time() { Dimension::Unit } else { by };
                let ask = Ask { scope, sight: Sight::WHOLE, from, to: last, as_of, by: Some(by), now };
                let query = PublicTableQuery::new(rules.clone(), ask, family, measures.clone()).unwrap();
                let seen = store.read(query).await.unwrap();
                let exact = store.read(Exact(seen.ask, measures.clone())).await.unwrap();
                let known = naive::released(&lives, naive::known(&lives), &rules, &seen.ask);
                let mut released = counted(&lives, &known, &rules, &seen.ask, &Filter::default());
                let (total, all) = (&seen.total.counted, &exact.total.counted);
                // The whole of a body is exact, where it stands by itself.
                let is_whole = matches!(scope, Scope::Body(_)) && !seen.in_fives;
                wholes += usize::from(is_whole);
                parts += usize::from(matches!(scope, Scope::Body(_)) && seen.in_fives);
                if is_whole {
                    assert_eq!((total.cohort, &total.subs, total.cases), (all.cohort, &all.subs, all.cases));
                    assert_eq!((total.stock.open, total.flow.received), (all.stock.open, all.flow.received));
                }
                let of_states = |measure: &&&'static Measure| family == Family::Cohort && measure.reading == Reading::Counts || is_open(measure);
                let in_fives: Vec<&'static Measure> = if is_whole {
                    measures.iter().filter(|measure| !of_states(measure)).copied().collect()
                } else {
                    measures.clone()
                };
                let of_total = released.values().fold(Counted::default(), |mut all, one| { all.join(one); all });
                beside += assert_fives(&seen.ask, &seen.total, &of_total, all, &in_fives, is_whole);
                let mut told = Counted::default();
                for row in &seen.rows {
                    told.join(&row.counted);
                    if row.is_rest {
                        let all = &exact.total.hidden;
                        for (n, all) in [(row.counted.cohort.received, all.cohort.received), (row.counted.stock.open, all.stock.open)] {
                            assert!(stand_together(n) || n == all, "{n} of {all} {ask:?}");
                        }
                        rests += 1;
                        continue;
                    }
                    rows += 1;
                    let alone = exact.rows.iter().find(|other| other.key == row.key).unwrap();
                    let of_row = released.remove(&row.key).unwrap_or_default();
                    beside += assert_fives(&seen.ask, row, &of_row, &alone.counted, &measures, false);
                }
                assert_eq!(told.cohort.received, seen.total.counted.cohort.received, "{ask:?}");
                assert_eq!(told.stock.open, seen.total.counted.stock.open, "{ask:?}");
                assert_eq!(told.flow.deeds, seen.total.counted.flow.deeds, "{ask:?}");
                // The other path tells the same rows.
                let dimension = [Dimension::Unit, Dimension::Category, Dimension::Type].contains(&by);
                if family == Family::Cohort && dimension {
                    let answer = store.read(PublicQuery::new(rules.clone(), seen.ask).unwrap()).await.unwrap();
                    let one: HashMap<_, _> = answer.rows.iter().map(|row| ((row.key.clone(), row.is_rest), row.cohort)).collect();
                    let seen = seen.rows.iter().filter(|row| row.counted.cohort.received > 0);
                    let other: HashMap<_, _> = seen.map(|row| ((row.key.clone(), row.is_rest), row.counted.cohort)).collect();
                    assert_eq!(one, other, "{ask:?}");
                }
            }
        }
        assert!(rows > 150 && beside > 200 && rests > 20, "{rows} rows, {beside} beside, {rests} rests");
        assert!(wholes > 15 && parts > 5, "{wholes} wholes, {parts} parts");
    }

    async fn one_secret_report_more_tells_nothing(store: Store) {
        let mut dice = Dice::new(11);
        let lives = town_of(120, &mut dice);
        let rules = rules();
        write(&store, &rules, &lives).await;
        let at = lives.iter().map(|life| life.report.updated_at).max().unwrap() + SignedDuration::from_hours(30);
        let now = at + SignedDuration::from_hours(24 * 40);
        let measures: Vec<&'static Measure> = CATALOGUE
            .iter()
            .filter(|measure| measure.family == Family::Cohort && measure.audience == Audience::Public && !is_other(measure))
            .collect();
        let tables = async || {
            let mut compared = 0;
            let mut told: HashMap<(usize, Option<String>, &str), Vec<u64>> = HashMap::new();
            for (n, scope) in SCOPES.into_iter().enumerate() {
                for (m, by) in LEVELS.into_iter().enumerate() {
                    let ask = Ask { scope, sight: Sight::WHOLE, from: Date::constant(2020, 1, 1), to: Date::constant(2029, 12, 31), as_of: None, by: Some(by), now };
                    let query = PublicTableQuery::new(rules.clone(), ask, Family::Cohort, measures.clone()).unwrap();
                    let seen = store.read(query).await.unwrap();
                    let is_today = seen.zone.local_date(seen.as_of) == seen.zone.local_date(now);
                    compared += usize::from(is_today);
                    for row in seen.rows.iter().filter(|row| is_today && !row.is_rest) {
                        for measure in &measures {
                            told.insert((n * 10 + m, row.key.clone(), measure.id), numbers(&measure.of(&row.counted)));
                        }
                    }
                }
            }
            assert!(compared > 30, "{compared}");
            told
        };
        // Five of one day, so that the day is told whatever comes on it besides.
        for _ in 0..5 {
            write(&store, &rules, &[received(testkit::receipt(testkit::CITY), at)]).await;
        }
        let mut before = tables().await;
        for _ in 0..6 {
            write(&store, &rules, &[received(testkit::receipt(testkit::CITY), at)]).await;
            let after = tables().await;
            let keys: BTreeSet<_> = before.keys().chain(after.keys()).collect();
            for key in keys {
                let none = vec![0; 2];
                let (one, other) = (before.get(key).unwrap_or(&none), after.get(key).unwrap_or(&none));
                assert!(one.iter().zip(other).all(|(one, other)| one.abs_diff(*other) % 5 == 0), "{key:?} {one:?} {other:?}");
            }
            before = after;
        }
    }

    async fn of_a_unit_all_is_in_fives(store: Store) {
        let mut dice = Dice::new(5);
        let lives = town_of(200, &mut dice);
        let rules = rules();
        write(&store, &rules, &lives).await;
        let now = lives.iter().map(|life| life.report.updated_at).max().unwrap() + SignedDuration::from_hours(30);
        let ask = Ask { scope: Scope::Unit(testkit::ROADS), sight: Sight::WHOLE, from: Date::constant(2020, 1, 1), to: Date::constant(2029, 12, 31), as_of: None, by: None, now };
        let answer = store.read(PublicQuery::new(rules.clone(), ask).unwrap()).await.unwrap();
        let known = naive::released(&lives, naive::known(&lives), &rules, &answer.ask);
        let mut released = counted(&lives, &known, &rules, &answer.ask, &Filter::default());
        let released = released.remove(&None).unwrap();
        for figure in Figure::ALL {
            let hidden = answer.total.of(*figure) - released.cohort.of(*figure);
            assert_eq!(hidden, fives(hidden));
        }
        assert!(answer.total.received > released.cohort.received);
        let done = store.read(Handling(answer.ask, answer.in_fives)).await.unwrap();
        let sure = &released.deeds;
        assert_eq!((done.follow_up.share.whole - sure.disposed) % 5, 0);
        assert_eq!((done.passing_on.moves.part - sure.moves) % 5, 0);
        assert_eq!((done.backlog.total() - released.stock.backlog.total()) % 5, 0);
        assert_eq!(done.received, answer.total.received);
        assert!(done.refusals_by_unit.is_empty() && done.support.is_empty());
        assert!(done.passing_by_unit.iter().all(|unit| unit.moves % 5 == 0 && unit.total_minutes.is_none()));
        // Of a body the rows come to all that is told of it, and of each unit only whole fives.
        let ask = Ask { scope: Scope::Body(testkit::CITY), ..ask };
        let answer = store.read(PublicQuery::new(rules.clone(), ask).unwrap()).await.unwrap();
        let done = store.read(Handling(answer.ask, answer.in_fives)).await.unwrap();
        let exact = store.read(crate::figures::PerformanceQuery::new(rules.clone(), answer.ask).unwrap()).await.unwrap();
        for done in [&done, &exact] {
            assert!(!done.passing_by_unit.is_empty());
            let moves: u64 = done.passing_by_unit.iter().map(|unit| unit.moves).sum();
            assert_eq!(moves, done.passing_on.moves.part);
        }
        assert!(done.passing_by_unit.iter().all(|unit| unit.unit.is_none() || unit.moves % 5 == 0));
    }
}
