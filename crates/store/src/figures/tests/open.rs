//! Figures as anyone may see them, by hand.

use jiff::Timestamp;
use jiff::civil::{Date, date};
use lapor_domain::testkit::{self, CITY, Life, commands as c};

use super::world::{received, rules, write};
use crate::Store;
use crate::figures::{Answer, Ask, Dimension, PublicQuery, Scope, Sight, csv, json};

pub(super) fn at(text: &str) -> Timestamp {
    text.parse().unwrap()
}

/// Reports that nobody released, so many on each of these mornings.
pub(super) fn on(mornings: &[(&str, usize)]) -> Vec<Life> {
    let of = |(day, n): &(&str, usize)| {
        let morning = at(&format!("{day}T08:00:00+07:00"));
        (0..*n).map(move |_| received(testkit::receipt(CITY), morning))
    };
    mornings.iter().flat_map(of).collect()
}

pub(super) fn whole_year() -> Ask {
    Ask {
        scope: Scope::Body(CITY),
        sight: Sight::WHOLE,
        from: date(2025, 1, 1),
        to: date(2025, 12, 31),
        as_of: None,
        by: None,
        now: at("2026-03-05T10:00:00+07:00"),
    }
}

pub(super) async fn ask(store: &Store, ask: Ask) -> Answer {
    let query = PublicQuery::new(rules(), ask).unwrap();
    let answer = store.read(query).await.unwrap();
    // What is shown is shown again when it is asked for by itself.
    let again = PublicQuery::new(rules(), answer.ask).unwrap();
    assert_eq!(store.read(again).await.unwrap(), answer);
    answer
}

async fn period(store: &Store, from: Date, to: Date) -> (Date, Date, u64) {
    let answer = ask(
        store,
        Ask {
            from,
            to,
            ..whole_year()
        },
    )
    .await;
    (answer.ask.from, answer.ask.to, answer.total.received)
}

crate::both_engines! {
    async fn periods_are_months_that_hold_enough(store: Store) {
        let mut lives = on(&[("2025-01-10", 6), ("2025-02-10", 2), ("2025-03-10", 4), ("2025-06-10", 5), ("2025-07-01", 3)]);
        // Two of June are held in July: with three new ones that is enough to move on.
        for life in &mut lives[12..14] {
            life.now = at("2025-07-01T09:00:00+07:00");
            *life = life.clone().as_coordinator(c::hold());
        }
        write(&store, &rules(), &lives).await;
        let (jan, feb, mar, jul) = (date(2025, 1, 1), date(2025, 2, 1), date(2025, 3, 31), date(2025, 7, 20));
        // A day more, a day less: the same whole months.
        assert_eq!(period(&store, date(2025, 1, 5), date(2025, 1, 20)).await, (jan, date(2025, 1, 31), 6));
        // February alone would be two, and with January what March leaves: in fives. Both are told exactly.
        let (end_of_feb, in_mar) = (date(2025, 2, 28), date(2025, 3, 1));
        assert_eq!(period(&store, feb, end_of_feb).await, (feb, end_of_feb, 0));
        assert_eq!(period(&store, in_mar, mar).await, (in_mar, mar, 0));
        assert_eq!(period(&store, jan, end_of_feb).await, (jan, end_of_feb, 5));
        assert_eq!(period(&store, feb, mar).await, (feb, mar, 6));
        assert_eq!(period(&store, jan, mar).await, (jan, mar, 12));
        // Months without any secret stand alone; the last ones wait for more.
        assert_eq!(period(&store, date(2025, 4, 1), date(2025, 4, 30)).await.2, 0);
        assert_eq!(period(&store, jul, jul).await.2, 0);
        assert_eq!(period(&store, date(2025, 6, 1), jul).await.2, 5);
        assert_eq!(period(&store, date(2025, 6, 1), date(2025, 6, 30)).await.2, 5);
        let by_month = ask(&store, Ask { by: Some(Dimension::Month), ..whole_year() }).await;
        let rows: Vec<_> = by_month.rows.iter().map(|row| (row.key.as_deref(), row.cohort.received)).collect();
        // Rows of months are parts: in fives, in their order, whatever they tell; and what is left of the exact total.
        let months = [(Some("2025-01"), 5), (Some("2025-02"), 0), (Some("2025-03"), 0), (Some("2025-06"), 5), (Some("2025-07"), 0)];
        assert_eq!((&rows[..5], rows[5]), (&months[..], (None, 10)));
        assert_eq!((by_month.total.received, by_month.in_fives), (20, true));
        let shown = json(&by_month, None);
        assert!(shown.get("unreleased").is_none() && !shown["rows"].to_string().contains("unreleased"), "{shown}");
        assert!(!csv(&by_month, None).contains("unreleased"));
    }

    async fn the_state_moves_on_when_enough_has_changed(store: Store) {
        let mut lives = on(&[("2025-03-03", 6)]);
        for (at, day) in [(0, 4), (1, 6), (2, 6), (3, 6), (4, 6)] {
            let life = &mut lives[at];
            life.now += jiff::SignedDuration::from_hours(24 * (day - 3));
            *life = life.clone().as_coordinator(c::hold());
        }
        write(&store, &rules(), &lives).await;
        let state = async |day: i8| {
            let as_of = Some(at(&format!("2025-03-{day:02}T00:00:00+07:00")));
            let answer = ask(&store, Ask { as_of, ..whole_year() }).await;
            let shown = answer.zone.local_date(answer.as_of).day();
            (shown, answer.total.not_verified, answer.total.on_hold)
        };
        assert_eq!(state(4).await, (4, 6, 0), "six came at once");
        assert_eq!(state(5).await, (4, 6, 0), "one changed on the fourth");
        assert_eq!(state(6).await, (4, 6, 0), "and none on the fifth");
        assert_eq!(state(7).await, (7, 1, 5), "four more on the sixth");
        assert_eq!(state(9).await, (9, 1, 5), "nothing since");
        // Within a day it is the end of the day before, and without a day the end of yesterday.
        let noon = Some(at("2025-03-07T12:00:00+07:00"));
        assert_eq!(ask(&store, Ask { as_of: noon, ..whole_year() }).await.as_of, at("2025-03-07T00:00:00+07:00"));
        assert_eq!(ask(&store, whole_year()).await.as_of, at("2026-03-05T00:00:00+07:00"));
        // What came since the last day that is shown is not even counted.
        let early = Ask { as_of: Some(at("2025-03-03T00:00:00+07:00")), ..whole_year() };
        assert_eq!(ask(&store, early).await.recorded_later, 6);
        let late = received(testkit::receipt(CITY), at("2025-03-20T08:00:00+07:00"));
        write(&store, &rules(), &[late]).await;
        assert_eq!(ask(&store, early).await.recorded_later, 6);
    }

    async fn a_few_secrets_alone_are_not_shown(store: Store) {
        let mut lives = on(&[("2025-03-03", 3)]);
        write(&store, &rules(), &lives).await;
        assert_eq!(ask(&store, whole_year()).await.total.received, 0);
        lives.push(Life::received().as_coordinator(c::verify(testkit::ROADS)));
        write(&store, &rules(), &lives[3..]).await;
        let other = Ask { from: date(2026, 1, 1), to: date(2026, 12, 31), ..whole_year() };
        assert_eq!(ask(&store, other).await.total.received, 1, "and the one that is open beside none of them");
    }
}
