//! How many changes of ten rows a second, for 64 callers that wait for each answer:
//! `cargo test --release -p lapor-store speed -- --ignored --nocapture --test-threads 1`.

use std::time::{Duration, Instant};

use uuid::Uuid;

use super::scratch;
use crate::{Change, Store, StoreError, Tx, Value, params};

const CALLERS: u64 = 64;
const LASTS: Duration = Duration::from_secs(5);

/// Ten rows, sent together.
struct Ten(u64, u64);

impl Change for Ten {
    type Output = ();
    type Error = StoreError;
    const NAME: &'static str = "ten";
    async fn apply(&self, tx: &mut Tx<'_>) -> Result<(), StoreError> {
        const PUT: &str = "INSERT INTO scratch (id, n, note) VALUES ($1, $2, $3)";
        // Like UUIDv7: what is written together lies together.
        let note = "tindak lanjut dari unit, cukup panjang untuk sebuah catatan biasa";
        let id = |row| Uuid::from_u64_pair(self.1, self.0 << 8 | row);
        let rows: Vec<[Value<'_>; 3]> = (0..10)
            .map(|row| {
                [
                    Value::from(id(row)),
                    Value::from(self.1 as i64),
                    Value::from(note),
                ]
            })
            .collect();
        let statements: Vec<(&'static str, &[Value<'_>])> =
            rows.iter().map(|row| (PUT, row.as_slice())).collect();
        tx.exec_many(&statements).await.map(drop)
    }
}

/// Replaces ten notes by nothing, as an erasure does.
struct Forget(u64, u64);

impl Change for Forget {
    type Output = ();
    type Error = StoreError;
    const NAME: &'static str = "forget";
    async fn apply(&self, tx: &mut Tx<'_>) -> Result<(), StoreError> {
        let (first, last) = (
            Uuid::from_u64_pair(self.1, self.0 << 8),
            Uuid::from_u64_pair(self.1, self.0 << 8 | 255),
        );
        let sql = "DELETE FROM scratch WHERE id BETWEEN $1 AND $2";
        assert_eq!(tx.exec(sql, params![first, last]).await?, 10);
        Ok(())
    }
}

async fn measure<C: Change>(store: &Store, name: &str, make: fn(u64, u64) -> C, most: u64) -> u64
where
    C::Error: std::fmt::Debug,
{
    let (before, started) = (store.stats(), Instant::now());
    let callers: Vec<_> = (0..CALLERS)
        .map(|caller| {
            let store = store.clone();
            tokio::spawn(async move {
                let (mut done, mut slowest) = (0, Duration::ZERO);
                while started.elapsed() < LASTS && done < most {
                    let asked = Instant::now();
                    store.run(make(caller, done)).await.unwrap();
                    slowest = slowest.max(asked.elapsed());
                    done += 1;
                }
                (done, slowest)
            })
        })
        .collect();
    let (mut least, mut slowest) = (u64::MAX, Duration::ZERO);
    for caller in callers {
        let (done, slow) = caller.await.unwrap();
        (least, slowest) = (least.min(done), slowest.max(slow));
    }
    let (now, seconds) = (store.stats(), started.elapsed().as_secs_f64());
    let (changes, commits) = (now.changes - before.changes, now.commits - before.commits);
    println!(
        "{:?} {name}: {:.0} changes/s, {:.1} changes a commit, slowest {slowest:?}",
        store.engine(),
        changes as f64 / seconds,
        changes as f64 / commits as f64
    );
    least
}

async fn both_ways(store: Store) {
    scratch(&store).await;
    let least = measure(&store, "insert 10 rows", Ten, u64::MAX).await;
    measure(&store, "delete 10 rows", Forget, least).await;
}

#[test]
#[ignore = "a measurement"]
fn speed_on_sqlite() {
    crate::testing::on_sqlite(both_ways);
}

#[test]
#[ignore = "a measurement"]
fn speed_on_postgres() {
    crate::testing::on_postgres(both_ways);
}
