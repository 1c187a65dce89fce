//! Hundreds of random lives, any moment, every scope and dimension: the record answers as the events do.

use jiff::{SignedDuration, Timestamp};
use lapor_domain::figures::Counted;
use lapor_domain::report::state::State;
use lapor_domain::testkit::{self, Life};
use lapor_domain::words::Figure;

use super::oracle::expected;
use super::town::{Dice, town_of};
use super::world::{rules, write};
use crate::Store;
use crate::figures::public::in_fives;
use crate::figures::{Answer, Ask, CohortQuery, Dimension, Scope, Sight};

const LIVES: usize = 320;

pub(super) const SCOPES: [Scope; 6] = [
    Scope::Installation,
    Scope::Body(testkit::CITY),
    Scope::Body(testkit::PROVINCE),
    Scope::Body(testkit::DESK),
    Scope::Unit(testkit::ROADS),
    Scope::Unit(testkit::NORTH),
];

pub(super) const SIGHTS: [Sight; 4] = [
    Sight::WHOLE,
    Sight::WHOLE,
    Sight {
        supervisory: false,
        officer: None,
    },
    Sight {
        supervisory: false,
        officer: Some(testkit::COORDINATOR),
    },
];

pub(super) const BREAKDOWNS: [Option<Dimension>; 8] = [
    None,
    Some(Dimension::Unit),
    Some(Dimension::Category),
    Some(Dimension::Channel),
    Some(Dimension::Type),
    Some(Dimension::Month),
    Some(Dimension::Region),
    Some(Dimension::Language),
];

crate::both_engines! {
    async fn the_record_answers_as_the_events_do(store: Store) {
        let mut dice = Dice::new(20_260_202);
        let lives = town_of(LIVES, &mut dice);
        assert_variety(&lives);
        let rules = rules();
        write(&store, &rules, &lives).await;
        let zone = testkit::calendar().zone;
        let now = lives.iter().map(|life| life.report.updated_at).max().unwrap() + SignedDuration::from_secs(1);
        let (first, last) = (zone.local_date(testkit::START), zone.local_date(now));
        for round in 0..12 {
            let as_of = (round > 0).then(|| some_moment(&lives, &mut dice).min(now));
            let days = first.duration_until(last).as_hours() / 24;
            let later = |from: jiff::civil::Date, days: i64| from + SignedDuration::from_hours(24 * days);
            // Every second time the whole of it, imports from before the first day too.
            let (from, to) = if round % 2 == 0 {
                (later(first, -60), last)
            } else {
                let from = later(first, dice.below(days as usize) as i64 - 10);
                (from, later(from, dice.below(40) as i64))
            };
            let sight = dice.one(&SIGHTS);
            for scope in SCOPES {
                for by in BREAKDOWNS {
                    let ask = Ask { scope, sight, from, to, as_of, by, now };
                    let answer = store.read(CohortQuery::new(rules.clone(), ask).unwrap()).await.unwrap();
                    assert_same(&answer, &lives, &rules);
                }
            }
        }
    }
}

/// The moments at which something was recorded are where mistakes live: these, and a microsecond beside.
pub(super) fn some_moment(lives: &[Life], dice: &mut Dice) -> Timestamp {
    let life = &lives[dice.below(lives.len())];
    let at = life.events[dice.below(life.events.len())].recorded_at;
    at + SignedDuration::from_micros(dice.one(&[-1, 0, 0, 1]))
}

pub(super) fn assert_same(answer: &Answer, lives: &[Life], rules: &lapor_domain::rules::Rules) {
    let ask = &answer.ask;
    let expected = expected(lives, rules, ask);
    assert_eq!(answer.total, expected.total, "{ask:?}");
    assert_eq!(answer.subs, expected.subs, "{ask:?}");
    assert_eq!(answer.cases, expected.cases, "{ask:?}");
    assert_eq!(answer.recorded_later, expected.recorded_later, "{ask:?}");
    let rows = answer
        .rows
        .iter()
        .map(|row| (row.key.clone(), (row.cohort, row.unreleased.received)));
    assert_eq!(
        rows.collect::<std::collections::BTreeMap<_, _>>(),
        expected.rows,
        "{ask:?}"
    );
    if ask.scope == Scope::Installation {
        let cases = answer.rows.iter().map(|row| (row.key.clone(), row.cases));
        assert_eq!(
            cases.collect::<std::collections::BTreeMap<_, _>>(),
            expected.cases_of_rows,
            "{ask:?}"
        );
    }
    assert!(answer.total.adds_up());
    assert!(answer.rows.iter().all(|row| row.cohort.adds_up()));
    let unreleased = Counted {
        cohort: answer.unreleased.cohort,
        ..Counted::default()
    };
    let rows = answer
        .rows
        .iter()
        .map(|row| row.unreleased.received)
        .sum::<u64>();
    assert!(answer.rows.is_empty() || rows == unreleased.cohort.received);
    let shown = in_fives(answer, &unreleased, answer.rows.clone());
    let together = shown.iter().map(|row| row.cohort.received).sum::<u64>();
    assert!(answer.rows.is_empty() || together == answer.total.received);
    for told in shown.iter().filter(|row| !row.is_rest) {
        let row = answer.rows.iter().find(|row| row.key == told.key).unwrap();
        assert_eq!(told.cohort.unspecified() % 5, 0);
        let released = row.cohort.received - row.unreleased.received;
        assert_eq!((told.cohort.received - released) % 5, 0, "{ask:?}");
    }
}

/// The lives would prove little if they were all alike.
fn assert_variety(lives: &[Life]) {
    let some = |what: &str, is: &dyn Fn(&Life) -> bool| {
        let n = lives.iter().filter(|life| is(life)).count();
        assert!(n >= 3, "{n} {what} of {}", lives.len());
    };
    assert_eq!(lives.len(), LIVES);
    for figure in Figure::ALL {
        some(figure.as_str(), &|life| {
            life.report.figure() == Some(*figure)
        });
    }
    some("merged", &|life| {
        matches!(life.report.state, State::Merged(_))
    });
    some("handed on", &|life| life.report.held_by.len() > 1);
    some("reopened", &|life| life.report.reopened);
    some("released", &|life| life.report.released);
    some("supervisory", &|life| life.report.supervisory);
    some("about an officer", &|life| {
        life.report.excluded.contains(&testkit::COORDINATOR)
    });
    some("imported", &|life| life.report.import.is_some());
}
