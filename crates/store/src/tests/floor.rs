//! The engine is asked for in few places only, and both engines have the same schema.

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};

use crate::testing::{on_postgres, on_sqlite};
use crate::{Query, Store, StoreError, Tx, params};

/// Where it may be known which engine is open, below `crates/`.
const ALLOWED: &[&str] = &[
    // Measures the record against the bare driver.
    "bench/src/bare.rs",
    "store/src/dialect.rs",
    "store/src/dialect/",
    "store/src/migrate.rs",
    "store/src/postgres.rs",
    "store/src/postgres/",
    "store/src/row.rs",
    "store/src/sqlite.rs",
    "store/src/sqlite/",
    "store/src/store.rs",
    "store/src/testing.rs",
    "store/src/tests/",
    "store/src/tx.rs",
    "store/src/url.rs",
];

#[test]
fn only_the_dialect_knows_the_engine() {
    let crates = Path::new(env!("CARGO_MANIFEST_DIR"))
        .join("..")
        .canonicalize()
        .unwrap();
    let mut offenders = Vec::new();
    for file in sources(&crates) {
        let name = file.strip_prefix(&crates).unwrap().display().to_string();
        if ALLOWED.iter().any(|allowed| name.starts_with(allowed)) {
            continue;
        }
        let text = std::fs::read_to_string(&file).unwrap();
        for asked in [
            "Engine::Sqlite",
            "Engine::Postgres",
            "Tx::Sqlite",
            "Tx::Postgres",
            "rusqlite::",
            "tokio_postgres::",
        ] {
            if text.contains(asked) {
                offenders.push(format!("{name}: {asked}"));
            }
        }
    }
    assert!(
        offenders.is_empty(),
        "what differs between the engines belongs in dialect.rs:\n{}",
        offenders.join("\n")
    );
}

fn sources(folder: &Path) -> Vec<PathBuf> {
    let mut found = Vec::new();
    for entry in std::fs::read_dir(folder).unwrap() {
        let path = entry.unwrap().path();
        if path.is_dir() {
            found.extend(sources(&path));
        } else if path.extension().is_some_and(|e| e == "rs") {
            found.push(path);
        }
    }
    found
}

/// Table → columns → (type in SQLite's words, required).
type Schema = BTreeMap<String, BTreeMap<String, (String, bool)>>;

/// How the names begin of tables that one engine has and the other has not.
const ENGINE_ONLY: &[&str] = &["search_"];

struct Columns;

impl Query for Columns {
    type Output = Schema;
    async fn run(&self, tx: &mut Tx<'_>) -> Result<Schema, StoreError> {
        const SQLITE: &str = "SELECT t.name, c.name, c.type, CASE WHEN c.\"notnull\" = 1 OR c.pk > 0 THEN 1 ELSE 0 END
            FROM pragma_table_list t JOIN pragma_table_info(t.name) c
            WHERE t.schema = 'main' AND t.type = 'table' AND t.name NOT LIKE 'sqlite_%'";
        const POSTGRES: &str = "SELECT table_name::text, column_name::text, CASE data_type WHEN 'uuid' THEN 'BLOB' WHEN 'bytea' THEN 'BLOB'
            WHEN 'bigint' THEN 'INTEGER' WHEN 'boolean' THEN 'INTEGER' WHEN 'text' THEN 'TEXT' WHEN 'double precision' THEN 'REAL'
            ELSE data_type END, is_nullable = 'NO' FROM information_schema.columns WHERE table_schema = 'public'";
        let sql = if tx.engine() == crate::Engine::Sqlite {
            SQLITE
        } else {
            POSTGRES
        };
        let mut schema = Schema::new();
        for (table, column, kind, required) in tx
            .rows::<(String, String, String, bool)>(sql, params![])
            .await?
        {
            if !ENGINE_ONLY.iter().any(|only| table.starts_with(only)) {
                schema
                    .entry(table)
                    .or_default()
                    .insert(column, (kind, required));
            }
        }
        Ok(schema)
    }
}

/// Tables in which SQLite would take text for a number.
struct Loose;

impl Query for Loose {
    type Output = Vec<String>;
    async fn run(&self, tx: &mut Tx<'_>) -> Result<Vec<String>, StoreError> {
        let sql = "SELECT name FROM pragma_table_list WHERE schema = 'main' AND type = 'table' AND strict = 0 AND name NOT LIKE 'sqlite_%'";
        tx.rows(sql, params![]).await
    }
}

#[test]
fn both_engines_have_the_same_columns() {
    let (told, schemas) = std::sync::mpsc::channel();
    let ask = |told: std::sync::mpsc::Sender<Schema>| {
        move |store: Store| async move { told.send(store.read(Columns).await.unwrap()).unwrap() }
    };
    on_sqlite(ask(told.clone()));
    on_postgres(ask(told));
    let lite = schemas.recv().unwrap();
    assert!(lite.contains_key("change_done") && lite.contains_key("lapor_migration"));
    if let Ok(server) = schemas.recv() {
        assert_eq!(lite, server);
    }
}

#[test]
fn every_sqlite_table_is_strict() {
    on_sqlite(|store: Store| async move {
        assert_eq!(store.read(Loose).await.unwrap(), Vec::<String>::new());
    });
}
