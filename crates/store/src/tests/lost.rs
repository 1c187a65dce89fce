//! PostgreSQL going away under a change, at each moment that matters.

use std::time::{Duration, Instant};

use uuid::Uuid;

use super::proxy::{Fault, Proxy};
use super::{Add, Count, scratch};
use crate::testing::with_postgres;
use crate::{Change, OpenOptions, Store, StoreError, Tx, params};

/// Adds a row and carries an id.
struct Marked(Uuid);

impl Change for Marked {
    type Output = &'static str;
    type Error = StoreError;
    const NAME: &'static str = "marked";
    fn change_id(&self) -> Option<Uuid> {
        Some(self.0)
    }
    async fn apply(&self, tx: &mut Tx<'_>) -> Result<&'static str, StoreError> {
        tx.exec(
            "INSERT INTO scratch (id, n) VALUES ($1, 1)",
            params![self.0],
        )
        .await?;
        Ok("baru")
    }
    async fn again(&self, _: &mut Tx<'_>) -> Result<&'static str, StoreError> {
        Ok("lagi")
    }
}

async fn behind_a_proxy(url: &str) -> (Proxy, Store) {
    let proxy = Proxy::before(url).await;
    let store = Store::open(&proxy.url, OpenOptions::default())
        .await
        .unwrap();
    scratch(&store).await;
    (proxy, store)
}

#[test]
fn a_lost_commit_is_settled_by_its_id() {
    with_postgres(|url| async move {
        let (proxy, store) = behind_a_proxy(&url).await;
        for (fault, answer) in [
            (Fault::Before, "baru"),
            (Fault::After, "lagi"),
            (Fault::Warn, "lagi"),
            (Fault::None, "baru"),
        ] {
            proxy.arm(fault);
            assert_eq!(store.run(Marked(Uuid::now_v7())).await.unwrap(), answer);
        }
        assert_eq!(store.read(Count).await.unwrap(), 4);
        store.close().await;
    });
}

#[test]
fn a_lost_commit_without_id_is_never_called_done_or_undone() {
    with_postgres(|url| async move {
        let (proxy, store) = behind_a_proxy(&url).await;
        for (n, fault) in [Fault::Before, Fault::After, Fault::Warn]
            .into_iter()
            .enumerate()
        {
            proxy.arm(fault);
            let told = store
                .run(Add(Uuid::from_u64_pair(4, n as u64), 1))
                .await
                .unwrap_err();
            assert_eq!(told, StoreError::Unknown);
        }
        assert_eq!(store.read(Count).await.unwrap(), 2);
        store.close().await;
    });
}

#[test]
fn a_server_that_is_gone_is_told_quickly() {
    with_postgres(|url| async move {
        let (proxy, store) = behind_a_proxy(&url).await;
        let running: Vec<_> = (0..32)
            .map(|caller| {
                let store = store.clone();
                tokio::spawn(async move {
                    let mut done = 0_i64;
                    loop {
                        match store
                            .run(Add(Uuid::from_u64_pair(caller, done as u64), 1))
                            .await
                        {
                            Ok(_) => done += 1,
                            Err(StoreError::Unknown) => return (done, 1),
                            Err(StoreError::Unavailable(_)) => return (done, 0),
                            Err(other) => panic!("{other:?}"),
                        }
                    }
                })
            })
            .collect();
        tokio::time::sleep(Duration::from_millis(200)).await;
        let cut = Instant::now();
        proxy.cut();
        let (mut done, mut unknown) = (0, 0);
        for caller in running {
            let (told, unsure) = caller.await.unwrap();
            done += told;
            unknown += unsure;
        }
        assert!(
            cut.elapsed() < Duration::from_secs(4),
            "{:?}",
            cut.elapsed()
        );
        let after = Store::open(&url, OpenOptions::default()).await.unwrap();
        let kept = after.read(Count).await.unwrap();
        assert!(
            done > 0 && (done..=done + unknown).contains(&kept),
            "{done} done, {unknown} unknown, {kept} kept"
        );
        after.close().await;
    });
}

/// Ends every other session of this database.
struct KillOthers;

impl Change for KillOthers {
    type Output = ();
    type Error = StoreError;
    const NAME: &'static str = "kill_others";
    async fn apply(&self, tx: &mut Tx<'_>) -> Result<(), StoreError> {
        let kill = "SELECT count(pg_terminate_backend(pid)) FROM pg_stat_activity
                    WHERE datname = current_database() AND pid <> pg_backend_pid()";
        tx.row::<i64>(kill, params![]).await.map(drop)
    }
}

#[test]
fn killed_connections_are_replaced_without_an_error() {
    with_postgres(|url| async move {
        let store = Store::open(&url, OpenOptions::default()).await.unwrap();
        let other = Store::open(&url, OpenOptions::default()).await.unwrap();
        scratch(&store).await;
        for round in 0..5 {
            let together = (0..8).map(|n| {
                let store = store.clone();
                tokio::spawn(async move { store.run(Add(Uuid::from_u64_pair(round, n), 1)).await })
            });
            for added in together.collect::<Vec<_>>() {
                added.await.unwrap().unwrap();
            }
            other.run(KillOthers).await.unwrap();
            store.read(Count).await.unwrap();
        }
        assert_eq!(store.read(Count).await.unwrap(), 40);
    });
}
