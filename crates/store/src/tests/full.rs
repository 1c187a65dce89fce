//! A full disk: nobody is told "done" who was not, and the store works again once there is room.

use std::path::Path;
use std::process::Command;
use std::time::Duration;

use uuid::Uuid;

use super::{Count, scratch};
use crate::{Change, OpenOptions, Store, StoreError, Tx, params};

/// Adds a row that needs some room.
struct Bulky(u64);

impl Change for Bulky {
    type Output = ();
    type Error = StoreError;
    const NAME: &'static str = "bulky";
    async fn apply(&self, tx: &mut Tx<'_>) -> Result<(), StoreError> {
        let note = "x".repeat(3000);
        tx.exec(
            "INSERT INTO scratch (id, n, note) VALUES ($1, 1, $2)",
            params![Uuid::from_u64_pair(9, self.0), note],
        )
        .await?;
        Ok(())
    }
}

/// Lets many callers write until all are refused; returns how many were told "done".
async fn fill(store: &Store, offset: u64) -> i64 {
    let callers: Vec<_> = (0..16_u64)
        .map(|caller| {
            let store = store.clone();
            tokio::spawn(async move {
                let mut done = 0;
                for n in 0..400 {
                    match store.run(Bulky(offset + caller * 1000 + n)).await {
                        Ok(()) => done += 1,
                        Err(StoreError::Full) => break,
                        Err(other) => panic!("{other:?}"),
                    }
                }
                done
            })
        })
        .collect();
    let mut done = 0;
    for caller in callers {
        done += caller.await.unwrap();
    }
    done
}

async fn kept_are_those_told(store: &Store) {
    scratch(store).await;
    let mut done = fill(store, 0).await;
    // Where a whole batch did not fit, single changes may still.
    for n in 0..400 {
        match store.run(Bulky(500_000 + n)).await {
            Ok(()) => done += 1,
            Err(StoreError::Full) => break,
            Err(other) => panic!("{other:?}"),
        }
    }
    assert!(done > 0 && done < 16 * 400, "{done} told done");
    assert_eq!(store.read(Count).await.unwrap(), done);
    assert_eq!(
        store.run(Bulky(999_999)).await.unwrap_err(),
        StoreError::Full
    );
}

fn open(place: &Path, opts: OpenOptions) -> impl Future<Output = Store> {
    let url = format!("sqlite:{}", place.join("lapor.db").display());
    async move { Store::open(&url, opts).await.unwrap() }
}

#[tokio::test(flavor = "multi_thread")]
async fn a_full_quota_is_told_and_survived() {
    let place = tempfile::tempdir().unwrap();
    let store = open(
        place.path(),
        OpenOptions {
            page_limit: Some(300),
            ..OpenOptions::default()
        },
    )
    .await;
    kept_are_those_told(&store).await;
    let before = store.read(Count).await.unwrap();
    store.close().await;

    let store = open(place.path(), OpenOptions::default()).await;
    assert_eq!(store.read(Count).await.unwrap(), before);
    store.run(Bulky(999_999)).await.unwrap();
}

/// Takes the small disk away again, also when the test fails.
struct Unmount(tempfile::TempDir);

impl Drop for Unmount {
    fn drop(&mut self) {
        let _not_mounted = Command::new("umount").arg("-l").arg(self.0.path()).output();
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn a_full_disk_is_told_and_survived_without_a_restart() {
    let place = Unmount(tempfile::tempdir().unwrap());
    let place = &place.0;
    let mounted = Command::new("mount")
        .args(["-t", "tmpfs", "-o", "size=4m", "tmpfs"])
        .arg(place.path())
        .output();
    if !mounted.is_ok_and(|out| out.status.success()) {
        eprintln!("dilewati: tidak boleh memasang tmpfs");
        return;
    }
    let ballast = place.path().join("ballast");
    std::fs::write(&ballast, vec![0; 1 << 20]).unwrap();
    // A slow COMMIT makes batches of several changes, all of which must be refused together.
    let opts = OpenOptions {
        commit_delay: Some(Duration::from_millis(1)),
        ..OpenOptions::default()
    };
    let store = open(place.path(), opts).await;
    kept_are_those_told(&store).await;
    let before = store.read(Count).await.unwrap();
    std::fs::remove_file(&ballast).unwrap();
    store.run(Bulky(999_999)).await.unwrap();
    assert_eq!(store.read(Count).await.unwrap(), before + 1);
    store.close().await;
}
