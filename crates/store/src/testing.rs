//! Throw-away databases for tests, on both engines.
//!
//! ```ignore
//! lapor_store::both_engines! {
//!     async fn a_report_is_kept(store: Store) { … }
//! }
//! ```
//! expands to `a_report_is_kept::sqlite` and `a_report_is_kept::postgres`.

use std::future::Future;
use std::panic::resume_unwind;
use std::path::Path;

use tokio_postgres::{Client, NoTls};
use uuid::Uuid;

use crate::{OpenOptions, Store};

mod pattern;

/// Writes each test once and runs it on both engines, each time in a database of its own.
#[macro_export]
macro_rules! both_engines {
    ($($(#[$meta:meta])* async fn $name:ident($store:ident: $ty:ty) $(-> $out:ty)? $body:block)+) => { $(
        $(#[$meta])*
        async fn $name($store: $ty) $(-> $out)? $body
        mod $name {
            #[test]
            fn sqlite() { $crate::testing::on_sqlite(super::$name); }
            #[test]
            fn postgres() { $crate::testing::on_postgres(super::$name); }
        }
    )+ };
}

/// Runs the test on a fresh SQLite file and on a fresh PostgreSQL database.
pub fn on_both<F: Future<Output = ()> + Send + 'static>(test: impl Fn(Store) -> F) {
    on_sqlite(&test);
    on_postgres(&test);
}

/// Runs the test on a fresh SQLite file.
///
/// # Panics
/// When the test does, or the file cannot be made.
pub fn on_sqlite<F: Future<Output = ()> + Send + 'static>(test: impl FnOnce(Store) -> F) {
    let place = tempfile::tempdir().unwrap_or_else(|e| panic!("{e}"));
    let file = place.path().join("lapor.db");
    let url = sqlite_url(&file);
    runtime().block_on(async {
        pattern::copy_file(&file).await;
        finish(&url, test).await;
    });
}

/// Runs the test on a fresh PostgreSQL database, when `LAPOR_TEST_POSTGRES` names a server.
///
/// # Panics
/// When the test does, the server cannot be used, or there is none and `LAPOR_REQUIRE_POSTGRES` is set.
pub fn on_postgres<F: Future<Output = ()> + Send + 'static>(test: impl FnOnce(Store) -> F) {
    with_database(async |server, name| {
        pattern::copy_database(server, name).await;
        finish(&database_url(server, name), test).await;
    });
}

/// Runs the test with the address of an empty PostgreSQL database that is dropped afterwards.
///
/// # Panics
/// As [`on_postgres`].
pub fn with_postgres<F: Future<Output = ()>>(test: impl FnOnce(String) -> F) {
    with_database(async |server, name| {
        administer(server, &format!("CREATE DATABASE {name}")).await;
        test(database_url(server, name)).await;
    });
}

/// Runs the test with the address of a server and a name that no database on it has; one that gets it is dropped afterwards.
fn with_database(test: impl AsyncFnOnce(&str, &str)) {
    let Ok(server) = std::env::var("LAPOR_TEST_POSTGRES") else {
        assert!(
            std::env::var_os("LAPOR_REQUIRE_POSTGRES").is_none(),
            "LAPOR_TEST_POSTGRES tidak diset"
        );
        eprintln!("dilewati: LAPOR_TEST_POSTGRES tidak diset");
        return;
    };
    runtime().block_on(async {
        let guard = DropDatabase {
            server: server.clone(),
            name: fresh_name(),
        };
        test(&server, &guard.name).await;
        drop(guard);
    });
}

#[expect(
    clippy::disallowed_methods,
    reason = "test databases of processes that run together need different names"
)]
fn fresh_name() -> String {
    format!("lapor_uji_{}", Uuid::now_v7().simple())
}

/// Drops the database also when the test panics.
struct DropDatabase {
    server: String,
    name: String,
}

impl Drop for DropDatabase {
    fn drop(&mut self) {
        let (server, sql) = (
            self.server.clone(),
            format!("DROP DATABASE IF EXISTS {} WITH (FORCE)", self.name),
        );
        // Its own thread: a runtime cannot be entered twice.
        let _panicked =
            std::thread::spawn(move || runtime().block_on(administer(&server, &sql))).join();
    }
}

async fn administer(server: &str, sql: &str) {
    with_client(server, async |client| {
        client
            .batch_execute(sql)
            .await
            .unwrap_or_else(|e| panic!("{sql}: {e}"));
    })
    .await;
}

/// A connection that ends with what is done through it.
async fn with_client<T>(server: &str, work: impl AsyncFnOnce(&Client) -> T) -> T {
    let (client, connection) = tokio_postgres::connect(server, NoTls)
        .await
        .unwrap_or_else(|e| panic!("{e}"));
    let driver = tokio::spawn(connection);
    let done = work(&client).await;
    drop(client);
    let _ended = driver.await;
    done
}

fn sqlite_url(file: &Path) -> String {
    format!("sqlite:{}", file.display())
}

/// The same server, another database.
fn database_url(server: &str, name: &str) -> String {
    let (address, options) = server
        .split_once('?')
        .map_or((server, None), |(a, o)| (a, Some(o)));
    let host = address.find("://").map_or(0, |at| at + 3);
    let base = address
        .rfind('/')
        .filter(|at| *at >= host)
        .and_then(|at| address.get(..at))
        .unwrap_or(address);
    options.map_or_else(
        || format!("{base}/{name}"),
        |options| format!("{base}/{name}?{options}"),
    )
}

async fn finish<F: Future<Output = ()> + Send + 'static>(url: &str, test: impl FnOnce(Store) -> F) {
    let store = Store::open(url, OpenOptions::default())
        .await
        .unwrap_or_else(|e| panic!("{e}"));
    let ran = tokio::spawn(test(store.clone())).await;
    store.close().await;
    if let Err(panicked) = ran {
        resume_unwind(panicked.into_panic());
    }
}

fn runtime() -> tokio::runtime::Runtime {
    let mut builder = tokio::runtime::Builder::new_multi_thread();
    builder
        .worker_threads(2)
        .enable_all()
        .build()
        .unwrap_or_else(|e| panic!("{e}"))
}
