//! A database with the whole schema, made once and copied for each test: a copy is quicker than all steps of the schema.

use std::path::Path;

use sha2::{Digest as _, Sha256};
use tempfile::TempDir;
use tokio::sync::OnceCell;

use super::{administer, database_url, fresh_name, sqlite_url, with_client};
use crate::migrations::MIGRATIONS;
use crate::seal::hex;
use crate::{OpenOptions, Store};

/// Who makes a pattern on a server holds this lock.
const MAKING: &str = "SELECT pg_advisory_lock(7207)";
const EXISTS: &str = "SELECT 1 FROM pg_database WHERE datname = $1";

/// Puts a file with the whole schema there.
pub(super) async fn copy_file(to: &Path) {
    static MADE: OnceCell<Vec<u8>> = OnceCell::const_new();
    let pattern = MADE.get_or_init(file).await;
    std::fs::write(to, pattern).unwrap_or_else(|e| panic!("{e}"));
}

async fn file() -> Vec<u8> {
    let place = TempDir::new().unwrap_or_else(|e| panic!("{e}"));
    let file = place.path().join("pola.db");
    migrate(&sqlite_url(&file)).await;
    std::fs::read(&file).unwrap_or_else(|e| panic!("{e}"))
}

/// Makes a database with the whole schema on a server. Its pattern stays there for other programs of the same schema.
pub(super) async fn copy_database(server: &str, name: &str) {
    let pattern = pattern_name();
    with_client(server, async |client| {
        let is_there = async || {
            let found = client.query_opt(EXISTS, &[&pattern]).await;
            found.unwrap_or_else(|e| panic!("{e}")).is_some()
        };
        if is_there().await {
            return;
        }
        // Held until the connection ends.
        let held = client.execute(MAKING, &[]).await;
        held.unwrap_or_else(|e| panic!("{e}"));
        if !is_there().await {
            make_database(server, &pattern).await;
        }
    })
    .await;
    let copy = format!("CREATE DATABASE {name} TEMPLATE {pattern}");
    administer(server, &copy).await;
}

/// Under another name until it is whole: nobody copies half a schema.
async fn make_database(server: &str, pattern: &str) {
    let name = fresh_name();
    administer(server, &format!("CREATE DATABASE {name}")).await;
    migrate(&database_url(server, &name)).await;
    administer(
        server,
        &format!("ALTER DATABASE {name} RENAME TO {pattern}"),
    )
    .await;
}

async fn migrate(url: &str) {
    let store = Store::open(url, OpenOptions::default())
        .await
        .unwrap_or_else(|e| panic!("{e}"));
    store.close().await;
}

/// Named after every step, so that programs of different schemas do not share one.
fn pattern_name() -> String {
    let mut steps = Sha256::new();
    for step in MIGRATIONS {
        steps.update(step.sql);
    }
    let mut sum = hex(&steps.finalize());
    sum.truncate(16);
    format!("lapor_pola_{sum}")
}
