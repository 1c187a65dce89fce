//! Officers who want the same thing at the same time.

use uuid::Uuid;

use super::scratch;
use crate::{Change, Store, StoreError, Tx, params};

/// Reads a number, adds one, writes it back: any lost update shows in the sum.
struct Increment(Uuid);

impl Change for Increment {
    type Output = i64;
    type Error = StoreError;
    const NAME: &'static str = "increment";
    async fn apply(&self, tx: &mut Tx<'_>) -> Result<i64, StoreError> {
        let Some(n) = tx
            .row::<i64>("SELECT n FROM scratch WHERE id = $1", params![self.0])
            .await?
        else {
            tx.exec(
                "INSERT INTO scratch (id, n) VALUES ($1, 1)",
                params![self.0],
            )
            .await?;
            return Ok(1);
        };
        tx.exec(
            "UPDATE scratch SET n = $2 WHERE id = $1",
            params![self.0, n + 1],
        )
        .await?;
        Ok(n + 1)
    }
}

/// Takes the next number of a stream, as an event does.
struct Append(Uuid);

impl Change for Append {
    type Output = i64;
    type Error = StoreError;
    const NAME: &'static str = "append";
    async fn apply(&self, tx: &mut Tx<'_>) -> Result<i64, StoreError> {
        let last: Option<i64> = tx
            .row(
                "SELECT max(seq) FROM event WHERE stream = $1",
                params![self.0],
            )
            .await?
            .flatten();
        let next = last.unwrap_or(0) + 1;
        tx.exec(
            "INSERT INTO event (stream, seq) VALUES ($1, $2)",
            params![self.0, next],
        )
        .await?;
        Ok(next)
    }
}

/// An event table for [`Append`], unless the schema has one.
struct Stream;

impl Change for Stream {
    type Output = ();
    type Error = StoreError;
    const NAME: &'static str = "stream";
    async fn apply(&self, tx: &mut Tx<'_>) -> Result<(), StoreError> {
        let drop_old = tx.engine().render("-- only: sqlite\nDROP TABLE IF EXISTS event\n-- end\n-- only: postgres\nDROP TABLE IF EXISTS event CASCADE\n-- end\n");
        tx.exec_dyn(&drop_old, params![]).await?;
        let text = "CREATE TABLE event (stream {uuid} NOT NULL, seq {int} NOT NULL, PRIMARY KEY (stream, seq)) {table}";
        let sql = tx.engine().render(text);
        tx.exec_dyn(&sql, params![]).await.map(drop)
    }
}

/// Carries an id; a second sending reads the first answer.
#[derive(Clone, Copy)]
struct Once(Uuid);

impl Change for Once {
    type Output = &'static str;
    type Error = StoreError;
    const NAME: &'static str = "once";
    fn change_id(&self) -> Option<Uuid> {
        Some(self.0)
    }
    async fn apply(&self, tx: &mut Tx<'_>) -> Result<&'static str, StoreError> {
        tx.exec(
            "INSERT INTO scratch (id, n) VALUES ($1, 1)",
            params![self.0],
        )
        .await?;
        Ok("pertama")
    }
    async fn again(&self, tx: &mut Tx<'_>) -> Result<&'static str, StoreError> {
        let kept: Option<i64> = tx
            .row("SELECT n FROM scratch WHERE id = $1", params![self.0])
            .await?;
        assert_eq!(kept, Some(1));
        Ok("lagi")
    }
}

async fn together<C: Change + Clone>(store: &Store, change: C, callers: usize) -> Vec<C::Output>
where
    C::Error: std::fmt::Debug,
{
    let running: Vec<_> = (0..callers)
        .map(|_| {
            let (store, change) = (store.clone(), change.clone());
            tokio::spawn(async move { store.run(change).await.unwrap() })
        })
        .collect();
    let mut answers = Vec::new();
    for answer in running {
        answers.push(answer.await.unwrap());
    }
    answers
}

impl Clone for Increment {
    fn clone(&self) -> Self {
        Self(self.0)
    }
}

impl Clone for Append {
    fn clone(&self) -> Self {
        Self(self.0)
    }
}

crate::both_engines! {
    async fn no_update_is_lost(store: Store) {
        scratch(&store).await;
        let id = Uuid::from_u128(1);
        let mut answers = Vec::new();
        for _ in 0..5 {
            answers.extend(together(&store, Increment(id), 6).await);
        }
        answers.sort_unstable();
        assert_eq!(answers, (1..=30).collect::<Vec<i64>>());
        let retried = store.stats().retries > 0;
        assert_eq!(retried, store.engine() == crate::Engine::Postgres);
    }

    async fn events_of_a_stream_are_numbered_without_gap(store: Store) {
        store.run(Stream).await.unwrap();
        let mut answers = together(&store, Append(Uuid::from_u128(2)), 8).await;
        answers.sort_unstable();
        assert_eq!(answers, (1..=8).collect::<Vec<i64>>());
    }

    async fn a_change_sent_many_times_is_applied_once(store: Store) {
        scratch(&store).await;
        let answers = together(&store, Once(Uuid::now_v7()), 12).await;
        assert_eq!(answers.iter().filter(|a| **a == "pertama").count(), 1, "{answers:?}");
    }
}
