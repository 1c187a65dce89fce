//! Hundreds of random lives: every count of every row is what the events say, with filters too.

use std::collections::BTreeSet;

use jiff::SignedDuration;
use lapor_domain::figures::{CATALOGUE, Counted, Measure, Reading};
use lapor_domain::testkit;
use lapor_domain::words::ReportType;

use super::naive::{ByKey, counted, known};
use super::random::{SCOPES, SIGHTS, some_moment};
use super::random_public::numbers;
use super::town::{Dice, town_of};
use super::world::{rules, write};
use crate::Store;
use crate::figures::{Ask, Dimension, Filter, GatherQuery, Gathered};

const LIVES: usize = 320;

/// What may not happen in this town: no policy asks for a check; few requests are information for the PPID, few units are
/// asked to help, and some endings do not come by chance.
const RARE: [&str; 10] = [
    "outcome_answered",
    "outcome_planned",
    "outcome_upheld",
    "archive_duplicate",
    "joined",
    "on_time_check",
    "on_time_ppid",
    "on_time_ppid_extended",
    "support_finished",
    "support_refused",
];

pub(super) fn filters(dice: &mut Dice) -> Filter {
    let one = |dice: &mut Dice| dice.chance(40);
    Filter {
        unit: one(dice).then(|| dice.one(&[testkit::ROADS, testkit::NORTH, testkit::NORTH_ONE])),
        category: dice.chance(20).then_some(testkit::POTHOLES),
        report_type: dice.chance(20).then_some(ReportType::Complaint),
        channel: dice.chance(15).then(|| "web".to_owned()),
        region: dice
            .chance(25)
            .then(|| dice.one(&["62.71", "62.71.01"]).to_owned()),
    }
}

crate::both_engines! {
    async fn every_count_is_what_the_events_say(store: Store) {
        let mut dice = Dice::new(20_261_128);
        let lives = town_of(LIVES, &mut dice);
        let rules = rules();
        write(&store, &rules, &lives).await;
        let known = known(&lives);
        let zone = testkit::calendar().zone;
        let now = lives.iter().map(|life| life.report.updated_at).max().unwrap() + SignedDuration::from_secs(1);
        let (first, last) = (zone.local_date(testkit::START), zone.local_date(now));
        let readings: BTreeSet<Reading> = CATALOGUE.iter().map(|measure| measure.reading).collect();
        let mut together = Counted::default();
        for round in 0..40 {
            let as_of = (round > 0).then(|| some_moment(&lives, &mut dice).min(now));
            let days = first.duration_until(last).as_hours() / 24;
            let later = |from: jiff::civil::Date, days: i64| from + SignedDuration::from_hours(24 * days);
            let (from, to) = if round % 2 == 0 {
                (later(first, -60), last)
            } else {
                let from = later(first, dice.below(days as usize) as i64 - 10);
                (from, later(from, dice.below(40) as i64))
            };
            let filter = if round % 3 == 0 { Filter::default() } else { filters(&mut dice) };
            let sight = dice.one(&SIGHTS);
            for scope in SCOPES {
                let by = (!dice.chance(10)).then(|| dice.one(Dimension::ALL));
                let ask = Ask { scope, sight, from, to, as_of, by, now };
                let query = GatherQuery::new(rules.clone(), ask, filter.clone(), readings.clone()).unwrap();
                let gathered = store.read(query).await.unwrap();
                let expected = counted(&lives, &known, &rules, &ask, &filter);
                assert_same(&gathered, expected, &filter);
                together.join(&gathered.total.counted);
            }
        }
        // It would prove little if nothing had happened.
        let is_none = |measure: &&Measure| numbers(&measure.of(&together)).iter().all(|n| *n == 0);
        let nothing: Vec<&str> = CATALOGUE.iter().filter(is_none).map(|measure| measure.id).collect();
        assert!(nothing.iter().all(|id| RARE.contains(id)), "{nothing:?}");
    }
}

fn assert_same(gathered: &Gathered, expected: ByKey, filter: &Filter) {
    let ask = &gathered.ask;
    let clean = |counted: Counted| Counted { of: 0, ..counted };
    let empty = Counted::default();
    let mut all = Counted::default();
    for counted in expected.values() {
        all.join(counted);
    }
    let total = clean(gathered.total.counted.clone());
    let (cases, naive_cases) = (total.cases, all.cases);
    assert!(cases <= naive_cases, "{ask:?} {filter:?}");
    let without = |counted: Counted| Counted {
        cases: 0,
        inhabitants: None,
        ..counted
    };
    assert_eq!(without(total), without(clean(all)), "{ask:?} {filter:?}");
    if ask.by.is_none() {
        assert_eq!(cases, naive_cases, "{ask:?} {filter:?}");
        return;
    }
    // Cases of a unit whose root left it are the root's body's matter: compared where all is one.
    let is_whole = ask.scope == crate::figures::Scope::Installation;
    let told = |counted: Counted| {
        let counted = Counted {
            inhabitants: None,
            ..clean(counted)
        };
        if is_whole { counted } else { without(counted) }
    };
    let rows: ByKey = gathered
        .rows
        .iter()
        .map(|row| (row.key.clone(), told(row.counted.clone())))
        .filter(|(_, counted)| *counted != empty)
        .collect();
    let expected: ByKey = expected
        .into_iter()
        .map(|(key, counted)| (key, told(counted)))
        .filter(|(_, counted)| *counted != empty)
        .collect();
    assert_eq!(rows, expected, "{ask:?} {filter:?}");
}
