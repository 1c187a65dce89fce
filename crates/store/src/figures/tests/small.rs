//! Bodies with few reports, or few that are not public: what anyone may read of them moves on all the same, and no total
//! tells by difference what it does not tell by itself.

use jiff::civil::{Date, date};
use jiff::{SignedDuration, Timestamp, ToSpan as _};
use lapor_domain::figures::stand_together;
use lapor_domain::testkit::{self, CITY, Life, ROADS, commands as c};

use super::open::{ask, at, on, whole_year};
use super::world::{received, rules, write};
use crate::Store;
use crate::figures::{Answer, Ask};

/// A report that came on a morning, was verified the next day and held two weeks later.
fn life(day: Date, is_released: bool) -> Life {
    let morning = at(&format!("{day}T08:00:00+07:00"));
    let mut life = received(testkit::receipt(CITY), morning);
    let later = |days: i64| morning + SignedDuration::from_hours(24 * days);
    life.now = later(1);
    let verify = if is_released {
        c::verify(ROADS)
    } else {
        c::verify_unreleased(ROADS)
    };
    life = life.as_coordinator(verify);
    life.now = later(14);
    life.as_coordinator(c::hold())
}

fn midnight(day: Date) -> Timestamp {
    testkit::calendar().zone.start_of_day(day)
}

/// A month as it is told on the day after it ended.
async fn month(store: &Store, first: Date, after: Date) -> Answer {
    let question = Ask {
        from: first,
        to: first.last_of_month(),
        as_of: Some(midnight(after)),
        ..whole_year()
    };
    ask(store, question).await
}

fn months() -> impl Iterator<Item = Date> {
    (1..=12).map(|month| date(2025, month, 1))
}

crate::both_engines! {
    async fn a_village_tells_of_every_month_of_its_year(store: Store) {
        // Three reports of the year are nobody's business; one a month is open.
        let mut lives: Vec<Life> = months().map(|month| life(month, true)).collect();
        lives.extend([2, 5, 9].map(|month| life(date(2025, month, 3), false)));
        write(&store, &rules(), &lives).await;
        for first in months() {
            let after = first + 1.month();
            let told = month(&store, first, after).await;
            assert_eq!((told.ask.from, told.ask.to), (first, first.last_of_month()));
            assert_eq!(told.as_of, midnight(after), "{first}");
            assert_eq!((told.total.received, told.total.on_hold), (1, 1), "{first}");
            // The year so far is of yesterday.
            let so_far = ask(&store, Ask { as_of: Some(midnight(after)), ..whole_year() }).await;
            assert_eq!((so_far.as_of, so_far.total.received), (midnight(after), u64::from(first.month().unsigned_abs())));
        }
        let year = ask(&store, whole_year()).await;
        assert_eq!((year.total.received, year.in_fives), (12, true));
    }

    async fn two_of_fifty_do_not_hold_the_others_up(store: Store) {
        let mut lives: Vec<Life> = months().flat_map(|month| (0..4).map(move |n| life(month + (n * 3).days(), true))).collect();
        lives.extend([1, 6].map(|month| life(date(2025, month, 20), false)));
        write(&store, &rules(), &lives).await;
        let october = ask(&store, Ask { as_of: Some(midnight(date(2025, 10, 1))), ..whole_year() }).await;
        assert_eq!((october.total.received, october.in_fives), (36, true));
        // Before the first of them came, the total is exact; then it is not kept as it was.
        let of = async |day: i8| {
            let day = midnight(date(2025, 1, day));
            let told = ask(&store, Ask { as_of: Some(day), ..whole_year() }).await;
            (told.as_of == day, told.total.received, told.in_fives)
        };
        assert_eq!((of(20).await, of(25).await), ((true, 4, false), (true, 4, true)));
    }

    async fn a_month_that_has_begun_leaves_the_ones_before(store: Store) {
        write(&store, &rules(), &on(&[("2025-01-10", 6), ("2025-02-10", 7), ("2025-03-02", 2), ("2025-03-20", 3)])).await;
        let told = async |from: Date, to: Date, day: Date| {
            let told = ask(&store, Ask { from, to, as_of: Some(midnight(day)), ..whole_year() }).await;
            (told.as_of, told.total.received, told.in_fives)
        };
        let (jan, feb, mar, dec) = (date(2025, 1, 1), date(2025, 2, 1), date(2025, 3, 1), date(2025, 12, 31));
        let early = date(2025, 3, 4);
        assert_eq!(told(feb, date(2025, 2, 28), early).await, (midnight(early), 7, false));
        assert_eq!(told(mar, date(2025, 3, 31), early).await, (midnight(early), 0, true));
        // The year so far is told to the end of February, and of March once it holds enough.
        assert_eq!(told(jan, dec, early).await, (midnight(mar), 13, false));
        let late = date(2025, 3, 21);
        assert_eq!(told(jan, dec, late).await, (midnight(late), 18, false));
        assert_eq!(told(mar, date(2025, 3, 31), late).await, (midnight(late), 5, false));
    }

    async fn exact_totals_of_any_two_days_differ_by_none_or_five(store: Store) {
        // None of these is open, and none changes: the days only tell when they came.
        let came = [("2025-01-10", 5), ("2025-02-10", 2), ("2025-03-05", 4), ("2025-03-25", 1), ("2025-05-10", 6), ("2025-06-01", 3)];
        write(&store, &rules(), &on(&came)).await;
        let mut told: Vec<(Date, Date, Timestamp, u64)> = Vec::new();
        let days = (1..=6).flat_map(|month| [1, 12, 26].map(|day| date(2025, month, day)));
        for day in days.skip(1) {
            for (from, to) in (1..=6).flat_map(|from| (from..=6).map(move |to| (from, to))) {
                let (from, to) = (date(2025, from, 1), date(2025, to, 1).last_of_month());
                let answer = ask(&store, Ask { from, to, as_of: Some(midnight(day)), ..whole_year() }).await;
                assert!(!answer.in_fives || answer.total.received % 5 == 0, "{from} {to} {day}");
                if !answer.in_fives {
                    told.push((from, to, answer.as_of, answer.total.received));
                }
            }
        }
        // Where one holds all that another does, the difference is what only the one holds.
        let mut differing = 0;
        for one in &told {
            let is_within = |other: &&(Date, Date, Timestamp, u64)| {
                one.0 <= other.0 && other.1 <= one.1 && other.2 <= one.2
            };
            for other in told.iter().filter(is_within) {
                assert!(stand_together(one.3 - other.3), "{one:?} {other:?}");
                differing += usize::from(one.3 != other.3);
            }
        }
        assert!(differing > 50, "{differing}");
    }
}
