//! Tests of the engine on real databases.
#![expect(clippy::unwrap_used, reason = "tests")]
#![expect(clippy::disallowed_methods, reason = "tests measure time and mint ids")]

mod beside;
mod commit;
mod floor;
mod full;
pub(crate) mod lives;
mod lost;
mod opening;
mod proxy;
mod races;
mod search;
mod speed;
mod values;

use uuid::Uuid;

use crate::{Change, Query, Store, StoreError, Tx, params};

/// A scratch table that is not part of the schema.
async fn scratch(store: &Store) {
    struct Make;
    impl Change for Make {
        type Output = ();
        type Error = StoreError;
        const NAME: &'static str = "make";
        async fn apply(&self, tx: &mut Tx<'_>) -> Result<(), StoreError> {
            let text = "CREATE TABLE scratch (id {uuid} PRIMARY KEY, n {int} NOT NULL, note {text}) {table}";
            let sql = tx.engine().render(text);
            tx.exec_dyn(&sql, params![]).await.map(drop)
        }
    }
    store.run(Make).await.unwrap();
}

/// Adds one row.
struct Add(Uuid, i64);

impl Change for Add {
    type Output = i64;
    type Error = StoreError;
    const NAME: &'static str = "add";
    async fn apply(&self, tx: &mut Tx<'_>) -> Result<i64, StoreError> {
        tx.exec(
            "INSERT INTO scratch (id, n, note) VALUES ($1, $2, $3)",
            params![self.0, self.1, Some("catatan")],
        )
        .await?;
        Ok(self.1)
    }
}

/// Counts the rows.
struct Count;

impl Query for Count {
    type Output = i64;
    async fn run(&self, tx: &mut Tx<'_>) -> Result<i64, StoreError> {
        Ok(tx
            .row("SELECT count(*) FROM scratch", params![])
            .await?
            .unwrap())
    }
}
