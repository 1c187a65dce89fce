//! Work that several do beside one another.

use std::collections::BTreeSet;
use std::sync::atomic::{AtomicUsize, Ordering};

use uuid::Uuid;

use super::{Add, Count, scratch};
use crate::change::Shared;
use crate::{Query, Store, StoreError, Tx, params};

const ROWS: usize = 40;

/// Reads each row once, whoever does; the first waits until others have come, where it is told to.
struct Each {
    taken: AtomicUsize,
    here: AtomicUsize,
    waits: bool,
    fails: bool,
}

impl Each {
    const fn new(waits: bool, fails: bool) -> Self {
        Self {
            taken: AtomicUsize::new(0),
            here: AtomicUsize::new(0),
            waits,
            fails,
        }
    }
}

impl Shared for Each {
    type Found = Vec<i64>;

    async fn run(&self, tx: &mut Tx<'_>) -> Result<Vec<i64>, StoreError> {
        const ONE: &str = "SELECT n FROM scratch WHERE id = $1";
        let place = self.here.fetch_add(1, Ordering::SeqCst);
        let mut found = Vec::new();
        loop {
            let at = self.taken.fetch_add(1, Ordering::SeqCst);
            if at >= ROWS {
                return Ok(found);
            }
            if self.fails && place == 1 {
                tx.rows::<i64>("SELECT nothing FROM scratch", &[]).await?;
            }
            let id = Uuid::from_u64_pair(1, at as u64);
            found.extend(tx.row::<i64>(ONE, params![id]).await?);
            // Both work at once: who would otherwise do all of it alone gives the other time to come.
            for _ in 0..5_000 {
                if !self.waits || self.here.load(Ordering::SeqCst) > 1 {
                    break;
                }
                tx.rows::<i64>("SELECT 1", &[]).await?;
            }
        }
    }
}

/// Has it done by several; within that again, where nobody is left.
struct Ask(Each);

impl Query for Ask {
    type Output = Vec<Vec<i64>>;

    async fn run(&self, tx: &mut Tx<'_>) -> Result<Self::Output, StoreError> {
        tx.share(&self.0).await
    }
}

async fn filled(store: &Store) {
    scratch(store).await;
    for n in 0..ROWS as i64 {
        let id = Uuid::from_u64_pair(1, n as u64);
        store.run(Add(id, n)).await.unwrap();
    }
}

crate::both_engines! {
    async fn several_read_each_row_once(store: Store) {
        filled(&store).await;
        let found = store.read(Ask(Each::new(true, false))).await.unwrap();
        assert!(found.len() > 1, "nobody came");
        assert!(found.iter().filter(|some| !some.is_empty()).count() > 1, "nobody helped: {found:?}");
        let all: Vec<i64> = found.concat();
        assert_eq!(all.len(), ROWS);
        assert_eq!(BTreeSet::from_iter(all), (0..ROWS as i64).collect());
    }

    async fn who_finds_nobody_does_it_alone_and_nobody_is_lost(store: Store) {
        filled(&store).await;
        // What one of them may not do is told, and their connections are there again.
        for _ in 0..20 {
            store.read(Ask(Each::new(true, true))).await.unwrap_err();
        }
        let asked = (0..12).map(|_| {
            let store = store.clone();
            tokio::spawn(async move { store.read(Ask(Each::new(false, false))).await.unwrap() })
        });
        for found in asked.collect::<Vec<_>>() {
            assert_eq!(found.await.unwrap().concat().len(), ROWS);
        }
        assert_eq!(store.read(Count).await.unwrap(), ROWS as i64);
        let found = store.read(Ask(Each::new(true, false))).await.unwrap();
        assert!(found.len() > 1, "nobody came any more");
    }
}
