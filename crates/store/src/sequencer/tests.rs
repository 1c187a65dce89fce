#![expect(clippy::unwrap_used, reason = "tests")]

use std::collections::HashMap;

use lapor_domain::testkit::Life;
use lapor_domain::testkit::commands::{answer, verify};
use lapor_domain::testkit::{ROADS, START};

use super::*;
use crate::Store;
use crate::tests::lives::{Exec, Live, Town, day, live};

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
