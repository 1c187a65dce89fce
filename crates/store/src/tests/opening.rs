//! What the operator is told when the database cannot be opened.

use std::time::{Duration, Instant};

use crate::testing::with_postgres;
use crate::{Change, OpenOptions, Store, StoreError, Tx, params};

async fn refusal(url: &str) -> StoreError {
    Store::open(url, OpenOptions::default())
        .await
        .err()
        .unwrap()
}

/// Pretends that a newer program was here.
struct FromTheFuture;

impl Change for FromTheFuture {
    type Output = ();
    type Error = StoreError;
    const NAME: &'static str = "from_the_future";
    async fn apply(&self, tx: &mut Tx<'_>) -> Result<(), StoreError> {
        let note =
            "INSERT INTO lapor_migration (version, name, checksum) VALUES ($1, 'masa_depan', '')";
        tx.exec(note, params![99_999]).await.map(drop)
    }
}

/// Pretends that a released migration was edited.
struct Edited;

impl Change for Edited {
    type Output = ();
    type Error = StoreError;
    const NAME: &'static str = "edited";
    async fn apply(&self, tx: &mut Tx<'_>) -> Result<(), StoreError> {
        tx.exec(
            "UPDATE lapor_migration SET checksum = 'lain' WHERE version = 1",
            params![],
        )
        .await
        .map(drop)
    }
}

async fn newer_and_edited_are_refused(url: String) {
    let store = Store::open(&url, OpenOptions::default()).await.unwrap();
    store.close().await;
    let store = Store::open(&url, OpenOptions::default()).await.unwrap();
    store.run(FromTheFuture).await.unwrap();
    store.close().await;
    let told = refusal(&url).await;
    assert!(
        matches!(told, StoreError::NewerDatabase { found: 99_999, .. }),
        "{told:?}"
    );
    assert!(told.to_string().contains("99999"), "{told}");
}

async fn an_edited_migration_is_refused(url: String) {
    let store = Store::open(&url, OpenOptions::default()).await.unwrap();
    store.run(Edited).await.unwrap();
    store.close().await;
    assert!(matches!(
        refusal(&url).await,
        StoreError::Migration { version: 1, .. }
    ));
}

#[tokio::test]
async fn a_newer_or_edited_file_is_refused() {
    let place = tempfile::tempdir().unwrap();
    newer_and_edited_are_refused(format!("sqlite:{}", place.path().join("a.db").display())).await;
    an_edited_migration_is_refused(format!("sqlite:{}", place.path().join("b.db").display())).await;
}

#[test]
fn a_newer_or_edited_server_is_refused() {
    with_postgres(newer_and_edited_are_refused);
    with_postgres(an_edited_migration_is_refused);
}

#[tokio::test]
async fn a_wrong_address_says_what_is_accepted() {
    let told = refusal("mysql://localhost/lapor").await.to_string();
    assert!(
        told.contains("mysql") && told.contains("sqlite:BERKAS") && told.contains("postgres://"),
        "{told}"
    );
}

#[tokio::test]
async fn a_file_that_cannot_be_made_is_named() {
    let told = refusal("sqlite:/tidak/ada/lapor.db").await;
    assert!(
        matches!(&told, StoreError::Unavailable(why) if why.contains("/tidak/ada/lapor.db")),
        "{told:?}"
    );
}

#[tokio::test]
async fn an_unreachable_server_is_told_quickly() {
    let started = Instant::now();
    // Nobody listens on port 1; 192.0.2.0/24 is reserved for documents and answers nothing.
    for url in [
        "postgres://u@127.0.0.1:1/lapor",
        "postgres://u@192.0.2.1/lapor",
    ] {
        assert!(
            matches!(refusal(url).await, StoreError::Unavailable(_)),
            "{url}"
        );
    }
    assert!(started.elapsed() < Duration::from_secs(5));
}

#[test]
fn processes_that_start_together_migrate_once() {
    with_postgres(|url| async move {
        let starting: Vec<_> = (0..8)
            .map(|_| {
                let url = url.clone();
                tokio::spawn(async move { Store::open(&url, OpenOptions::default()).await })
            })
            .collect();
        for store in starting {
            store.await.unwrap().unwrap().close().await;
        }
    });
}
