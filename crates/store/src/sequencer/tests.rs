#![expect(clippy::unwrap_used, reason = "tests")]

use std::collections::HashMap;

use lapor_domain::testkit::Life;
use lapor_domain::testkit::commands::{answer, verify};
use lapor_domain::testkit::{ROADS, START};

use super::*;
use crate::tests::lives::{Exec, Live, Town, day, live};
use crate::{Query, Store};

fn turn(me: u128, now: Timestamp) -> Sequence {
    Sequence {
        me: Uuid::from_u128(me),
        now,
        limit: 7,
    }
}

async fn all(store: &Store) -> Vec<Placed> {
    store
        .read(EventsAfter {
            position: 0,
            limit: 10_000,
        })
        .await
        .unwrap()
}

/// Places without gaps from 1, streams in their order.
fn check(events: &[Placed]) {
    let mut last: HashMap<(Uuid, String, Uuid), i64> = HashMap::new();
    for (n, event) in events.iter().enumerate() {
        assert_eq!(event.position, n as i64 + 1);
        let stream = (event.body, event.stream_kind.clone(), event.stream);
        let before = last.insert(stream, event.seq).unwrap_or(0);
        assert_eq!(event.seq, before + 1, "{}", event.stream_kind);
    }
}

struct LastBefore(Timestamp);

impl Query for LastBefore {
    type Output = i64;
    async fn run(&self, tx: &mut Tx<'_>) -> Result<i64, StoreError> {
        last_before(tx, self.0).await
    }
}

fn life() -> Life {
    let life = Life::received().as_coordinator(verify(ROADS));
    let soon = life.day(3);
    life.wait_days(1).as_unit(answer(soon))
}

crate::both_engines! {
    async fn every_event_gets_one_place_in_its_streams_order(store: Store) {
        store.run(Town).await.unwrap();
        live(&store, &[life(), life()]).await;
        let mut given = 0;
        loop {
            match store.run(turn(1, START)).await.unwrap() {
                Turn::Ordered(0) => break,
                Turn::Ordered(n) => given += n as usize,
                Turn::Elsewhere => panic!("nobody else is there"),
            }
        }
        let events = all(&store).await;
        assert_eq!(events.len(), given);
        check(&events);
        assert_eq!(store.run(turn(1, START)).await.unwrap(), Turn::Ordered(0), "again changes nothing");
        assert_eq!(all(&store).await, events);
    }

    async fn how_far_the_order_goes_at_a_moment(store: Store) {
        let lives = [life(), life(), life()];
        live(&store, &lives).await;
        let mut moments: Vec<i64> = lives.iter().flat_map(|life| &life.events).map(|event| micros(event.recorded_at)).collect();
        moments.sort_unstable();
        let last = Timestamp::from_microsecond(moments[moments.len() - 1]).unwrap();
        assert!(!store.read(IsOrderedBefore(Timestamp::MAX)).await.unwrap());
        assert!(store.read(IsOrderedBefore(Timestamp::from_microsecond(moments[0]).unwrap())).await.unwrap(), "exclusive");
        assert_eq!(store.read(LastBefore(Timestamp::MAX)).await.unwrap(), 0, "nothing has a place yet");
        while store.run(turn(1, START)).await.unwrap() != Turn::Ordered(0) {}
        assert!(store.read(IsOrderedBefore(Timestamp::MAX)).await.unwrap());
        for moment in moments.iter().flat_map(|at| [at - 1, *at, at + 1]) {
            let before = moments.iter().filter(|at| **at < moment).count() as i64;
            let moment = Timestamp::from_microsecond(moment).unwrap();
            assert_eq!(store.read(LastBefore(moment)).await.unwrap(), before);
        }
        // A change that began before all others and committed after them has the last place.
        live(&store, &[life()]).await;
        store.run(Exec("UPDATE event SET recorded_at = 5 WHERE position IS NULL", vec![])).await.unwrap();
        while store.run(turn(1, START)).await.unwrap() != Turn::Ordered(0) {}
        let all = all(&store).await.len() as i64;
        assert_eq!(store.read(LastBefore(last)).await.unwrap(), all);
    }

    async fn a_clock_that_runs_backwards_does_not_turn_a_stream_around(store: Store) {
        let lives: Vec<Life> = (0..4).map(|_| life()).collect();
        live(&store, &lives).await;
        store.run(Exec("UPDATE event SET recorded_at = 1000 - seq", vec![])).await.unwrap();
        while store.run(Sequence { limit: 3, ..turn(1, START) }).await.unwrap() != Turn::Ordered(0) {}
        let events = all(&store).await;
        assert_eq!(events.len(), lives.iter().map(|life| life.events.len()).sum::<usize>());
        check(&events);
    }

    async fn one_process_at_a_time_and_another_after_its_lease(store: Store) {
        live(&store, &[life(), life(), life()]).await;
        assert_eq!(store.run(turn(1, START)).await.unwrap(), Turn::Ordered(7));
        let soon = START + SignedDuration::from_secs(1);
        assert_eq!(store.run(turn(2, soon)).await.unwrap(), Turn::Elsewhere);
        let later = START + LEASE;
        assert!(matches!(store.run(turn(2, later)).await.unwrap(), Turn::Ordered(1..)));
        assert_eq!(store.run(turn(1, later)).await.unwrap(), Turn::Ordered(0));
        check(&all(&store).await);
    }

    async fn a_lease_of_a_clock_that_ran_ahead_is_not_waited_for(store: Store) {
        live(&store, &[life(), life(), life()]).await;
        let ahead = START + SignedDuration::from_hours(24 * 365);
        assert_eq!(store.run(turn(1, ahead)).await.unwrap(), Turn::Ordered(7));
        assert!(matches!(store.run(turn(2, START)).await.unwrap(), Turn::Ordered(1..)));
        check(&all(&store).await);
    }

    async fn writers_sequencers_and_a_reader_at_once(store: Store) {
        let mut tasks = Vec::new();
        let mut written = 0;
        for _ in 0..4 {
            let lives: Vec<Life> = (0..8).map(|_| life()).collect();
            written += lives.iter().map(|life| life.events.len()).sum::<usize>();
            let store = store.clone();
            tasks.push(tokio::spawn(async move {
                for life in lives {
                    store.run(Live(life)).await.unwrap();
                }
            }));
        }
        // Their clocks are days apart, so each takes the other's lease for expired: the order must hold all the same.
        for me in [1, 2] {
            let store = store.clone();
            tasks.push(tokio::spawn(async move {
                for n in 0..60 {
                    store.run(turn(me, day(n))).await.unwrap();
                    tokio::time::sleep(std::time::Duration::from_millis(2)).await;
                }
            }));
        }
        let mut seen: Vec<Placed> = Vec::new();
        let mut idle = 0;
        while seen.len() < written && idle < 500 {
            let position = seen.last().map_or(0, |last| last.position);
            let new = store.read(EventsAfter { position, limit: 5 }).await.unwrap();
            if new.is_empty() {
                idle += 1;
                if idle > 100 {
                    store.run(turn(3, day(100 + idle))).await.unwrap();
                }
                tokio::time::sleep(std::time::Duration::from_millis(2)).await;
            }
            seen.extend(new);
        }
        for task in tasks {
            task.await.unwrap();
        }
        assert_eq!(seen.len(), written);
        check(&seen);
    }
}
