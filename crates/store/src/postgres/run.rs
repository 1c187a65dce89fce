//! Running a change on PostgreSQL: again when others were faster, settled when COMMIT's answer was lost.

use std::time::Duration;

use tokio_postgres::error::SqlState;

use super::connection::{Loan, Pool};
use super::{PgTx, error};
use crate::StoreError;
use crate::change::{Change, Query, Shared};
use crate::stats::Counters;
use crate::tx::{Tx, attempt};

/// Attempts while others keep changing the same rows.
const ATTEMPTS: u32 = 12;
/// Attempts at a key that exists: the first may have lost a race, the second read what is there.
const ATTEMPTS_AT_DUPLICATE: u32 = 2;
/// Keys for which a race is ordinary, because every writer of a stream wants the next number.
const CONTENDED: &[&str] = &["event_pkey", "change_done_pkey"];
/// Reconnects after a connection was lost under a change; about half a minute, a failover.
const RECONNECTS: u32 = 7;

/// How one attempt ended.
enum Ended<T> {
    Answer(T),
    /// Nothing was kept.
    Failed(StoreError),
    /// The connection broke before COMMIT: nothing was kept.
    Lost(StoreError),
    /// COMMIT was sent and nobody can say what became of it.
    Unknown,
}

/// Runs the change to its end.
pub(crate) async fn run<C: Change>(
    pool: &Pool,
    counters: &Counters,
    change: &C,
) -> Result<C::Output, C::Error> {
    let (mut conflicts, mut losses, mut unknown) = (0, 0, false);
    loop {
        let ended = match pool.get().await {
            Ok(loan) => once(pool, loan, change).await,
            // Nothing was begun, so nothing is owed: the caller is told at once.
            Err(why) if !unknown => return Err(why.into()),
            Err(why) => Ended::Lost(why),
        };
        let why = match ended {
            Ended::Answer(answer) => {
                if answer.is_ok() {
                    counters.committed(1);
                }
                return answer;
            }
            Ended::Unknown => {
                pool.forget_idle();
                if change.change_id().is_none() {
                    return Err(StoreError::Unknown.into());
                }
                // Running again settles it: the id is found (or waited for) before anything is written.
                unknown = true;
                losses += 1;
                StoreError::Unknown
            }
            Ended::Lost(why) => {
                pool.forget_idle();
                losses += 1;
                why
            }
            Ended::Failed(why) => {
                conflicts += 1;
                if conflicts >= attempts_at(&why) {
                    return Err(why.into());
                }
                counters.retried();
                tokio::time::sleep(backoff(conflicts)).await;
                continue;
            }
        };
        // Before COMMIT nothing happened: one fresh connection is tried, then the caller is told at once. After
        // COMMIT the answer is owed, so a failover is waited for.
        if losses > if unknown { RECONNECTS } else { 1 } {
            return Err(if unknown { StoreError::Unknown } else { why }.into());
        }
        if unknown {
            tokio::time::sleep(Duration::from_millis(125 << losses)).await;
        }
    }
}

fn attempts_at(why: &StoreError) -> u32 {
    match why {
        StoreError::Conflict => ATTEMPTS,
        StoreError::Duplicate(key) if CONTENDED.contains(&key.as_str()) => ATTEMPTS,
        StoreError::Duplicate(_) => ATTEMPTS_AT_DUPLICATE,
        _ => 1,
    }
}

/// 2, 4, 8 … at most 64 ms.
fn backoff(conflicts: u32) -> Duration {
    Duration::from_millis(1 << conflicts.min(6))
}

async fn once<C: Change>(
    pool: &Pool,
    mut loan: Loan,
    change: &C,
) -> Ended<Result<C::Output, C::Error>> {
    let mut tx = Tx::Postgres(PgTx::write(&mut loan.conn));
    let outcome = attempt(change, &mut tx).await;
    let Tx::Postgres(mut tx) = tx else {
        return Ended::Failed(StoreError::Closed);
    };
    if tx.is_torn() {
        // The connection is dropped with its open transaction.
        return Ended::Answer(Err(StoreError::Waited(C::NAME).into()));
    }
    let failed = tx.failed.take();
    let ended = match (outcome, failed) {
        (_, Some(why @ StoreError::Unavailable(_))) => return Ended::Lost(why),
        (outcome, Some(why)) => {
            if attempts_at(&why) > 1 {
                Ended::Failed(why)
            } else {
                Ended::Answer(Err(outcome.err().unwrap_or_else(|| why.into())))
            }
        }
        (Err(refused), None) => Ended::Answer(Err(refused)),
        (Ok(answer), None) => {
            let ended = commit(&mut tx).await;
            if matches!(ended, Ended::Answer(())) {
                pool.put(loan);
            }
            return match ended {
                Ended::Answer(()) => Ended::Answer(Ok(answer)),
                Ended::Failed(why) => Ended::Failed(why),
                Ended::Lost(why) => Ended::Lost(why),
                Ended::Unknown => Ended::Unknown,
            };
        }
    };
    if rollback(&mut tx).await {
        pool.put(loan);
    }
    ended
}

/// Sends COMMIT and never cancels it: a cancelled wait for a standby is answered with success.
async fn commit(tx: &mut PgTx<'_>) -> Ended<()> {
    if !tx.has_begun() {
        return Ended::Answer(());
    }
    let conn = tx.connection();
    let before = conn.warnings();
    match conn.client.batch_execute("COMMIT").await {
        Ok(()) if conn.warnings() == before => Ended::Answer(()),
        Ok(()) => Ended::Unknown,
        Err(e) => match e.code() {
            Some(code) if is_refusal(code) => Ended::Failed(error(&e)),
            _ => Ended::Unknown,
        },
    }
}

/// Errors of COMMIT after which the transaction is surely undone.
fn is_refusal(code: &SqlState) -> bool {
    code.code().starts_with("40") && *code != SqlState::T_R_STATEMENT_COMPLETION_UNKNOWN
        || code.code().starts_with("23")
}

/// True when the connection may be used again.
async fn rollback(tx: &mut PgTx<'_>) -> bool {
    !tx.has_begun()
        || tx
            .connection()
            .client
            .batch_execute("ROLLBACK")
            .await
            .is_ok()
}

/// Reads one snapshot; once more when the connection turned out to be dead.
pub(crate) async fn read<Q: Query>(pool: &Pool, query: &Q) -> Result<Q::Output, StoreError> {
    let mut again = true;
    loop {
        let mut loan = pool.get().await?;
        let mut tx = Tx::Postgres(PgTx::reading(&mut loan.conn, pool));
        let outcome = query.run(&mut tx).await;
        let Tx::Postgres(mut tx) = tx else {
            return outcome;
        };
        let lost = matches!(
            tx.failed,
            Some(StoreError::Unavailable(_) | StoreError::Conflict)
        );
        if !tx.is_torn() && rollback(&mut tx).await {
            pool.put(loan);
        }
        if !(lost && again) {
            return outcome;
        }
        pool.forget_idle();
        again = false;
    }
}

/// Has work done over a second connection too, where there is one: the server then does two things at once.
pub(crate) async fn share<W: Shared>(
    tx: &mut Tx<'_>,
    work: &W,
) -> Result<Vec<W::Found>, StoreError> {
    let pool = match tx {
        Tx::Postgres(tx) => tx.pool,
        Tx::Sqlite(_) => None,
    };
    let spare = match pool {
        Some(pool) => pool.spare().await.map(|loan| (pool, loan)),
        None => None,
    };
    let Some((pool, mut loan)) = spare else {
        return Ok(vec![work.run(tx).await?]);
    };
    let mut beside = Tx::Postgres(PgTx::read(&mut loan.conn));
    let (mine, others) = tokio::join!(work.run(tx), work.run(&mut beside));
    if let Tx::Postgres(mut beside) = beside {
        // A dead connection beside one's own: all is read once more, as if it had been that.
        if let (Tx::Postgres(tx), Some(why)) = (tx, beside.failed.take()) {
            tx.failed.get_or_insert(why);
        }
        if !beside.is_torn() && rollback(&mut beside).await {
            pool.put(loan);
        }
    }
    Ok(vec![mine?, others?])
}
