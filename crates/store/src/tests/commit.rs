//! Group commit and what happens to neighbours.

use uuid::Uuid;

use super::{Add, Count, scratch};
use crate::{Change, Store, StoreError, Tx, params};

/// Writes and then misbehaves.
#[derive(Clone, Copy)]
enum Bad {
    Refuse,
    Panic,
    Swallow,
    Wait,
}

impl Change for Bad {
    type Output = ();
    type Error = StoreError;
    const NAME: &'static str = "bad";
    async fn apply(&self, tx: &mut Tx<'_>) -> Result<(), StoreError> {
        let put = "INSERT INTO scratch (id, n) VALUES ($1, 0)";
        tx.exec(put, params![Uuid::nil()]).await?;
        match self {
            Bad::Refuse => return Err(StoreError::Constraint("ditolak".to_owned())),
            Bad::Panic => panic!("on purpose"),
            Bad::Swallow => {
                let _swallowed = tx.exec(put, params![Uuid::nil()]).await;
            }
            Bad::Wait => std::future::poll_fn(|_| std::task::Poll::<()>::Ready(())).await,
        }
        Ok(())
    }
}

async fn many(store: &Store, callers: u64, each: u64) {
    let tasks: Vec<_> = (0..callers)
        .map(|caller| {
            let store = store.clone();
            tokio::spawn(async move {
                for n in 0..each {
                    let number = i64::try_from(caller * each + n).unwrap();
                    assert_eq!(
                        store
                            .run(Add(Uuid::from_u64_pair(1, number as u64), number))
                            .await
                            .unwrap(),
                        number
                    );
                }
            })
        })
        .collect();
    for task in tasks {
        task.await.unwrap();
    }
}

crate::both_engines! {
    async fn bad_neighbours_do_no_harm(store: Store) {
        scratch(&store).await;
        let good: Vec<_> = (0..64).map(|n| {
            let store = store.clone();
            tokio::spawn(async move {
                let bad = [Bad::Refuse, Bad::Panic, Bad::Swallow][n % 3];
                let (added, refused) = tokio::join!(store.run(Add(Uuid::from_u64_pair(2, n as u64), 1)), store.run(bad));
                added.unwrap();
                refused.unwrap_err()
            })
        }).collect();
        let mut told = Vec::new();
        for task in good {
            told.push(task.await.unwrap());
        }
        assert_eq!(told[0], StoreError::Constraint("ditolak".to_owned()));
        assert_eq!(told[1], StoreError::Panicked("bad"));
        assert!(matches!(told[2], StoreError::Duplicate(_)), "{:?}", told[2]);
        assert_eq!(store.read(Count).await.unwrap(), 64);
        store.run(Bad::Wait).await.unwrap();
    }

    async fn a_caller_that_goes_away_does_not_cancel(store: Store) {
        scratch(&store).await;
        for n in 0..20 {
            let running = store.run(Add(Uuid::from_u64_pair(3, n), 1));
            let _left = tokio::time::timeout(std::time::Duration::from_nanos(1), running).await;
        }
        for _ in 0..200 {
            if store.read(Count).await.unwrap() == 20 {
                return;
            }
            tokio::time::sleep(std::time::Duration::from_millis(10)).await;
        }
        assert_eq!(store.read(Count).await.unwrap(), 20);
    }

    async fn sixty_four_callers_are_all_answered(store: Store) {
        scratch(&store).await;
        many(&store, 64, 10).await;
        assert_eq!(store.read(Count).await.unwrap(), 640);
    }
}

#[test]
fn callers_share_commits() {
    crate::testing::on_sqlite(|store: Store| async move {
        scratch(&store).await;
        let before = store.stats();
        many(&store, 64, 20).await;
        let (commits, changes) = (
            store.stats().commits - before.commits,
            store.stats().changes - before.changes,
        );
        assert_eq!(changes, 1280);
        assert!(
            commits * 4 < changes,
            "{commits} commits for {changes} changes"
        );
    });
}
