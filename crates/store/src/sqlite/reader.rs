//! A few threads that read from SQLite, each over its own connection and a snapshot per query.

use std::panic::{AssertUnwindSafe, catch_unwind};
use std::path::Path;
use std::sync::{Arc, Mutex, PoisonError};

use rusqlite::Connection;
use tokio::sync::mpsc::{UnboundedReceiver, UnboundedSender, unbounded_channel};
use tokio::sync::oneshot;

use super::{SqliteTx, error, now, open_reader};
use crate::StoreError;
use crate::change::Query;
use crate::tx::Tx;

type Job = Box<dyn FnOnce(&mut Connection) + Send>;

/// Handle to the readers' threads; they end when the last handle is gone.
pub(crate) struct Readers {
    queue: UnboundedSender<Job>,
}

impl Readers {
    pub(crate) fn start(path: &Path, threads: usize) -> Result<Self, StoreError> {
        let (queue, waiting) = unbounded_channel();
        let waiting = Arc::new(Mutex::new(waiting));
        for number in 0..threads.max(1) {
            let conn = open_reader(path)?;
            let waiting = Arc::clone(&waiting);
            std::thread::Builder::new()
                .name(format!("lapor-baca-{number}"))
                .spawn(move || serve(conn, &waiting))
                .map_err(|e| StoreError::Unavailable(e.to_string()))?;
        }
        Ok(Self { queue })
    }

    pub(crate) async fn read<Q: Query>(&self, query: Q) -> Result<Q::Output, StoreError> {
        let (caller, answer) = oneshot::channel();
        let job: Job = Box::new(move |conn| {
            // Nobody waits any more: a read may be left out, a change never.
            if !caller.is_closed() {
                let _caller_left = caller.send(snapshot(conn, &query));
            }
        });
        self.queue.send(job).map_err(|_| StoreError::Closed)?;
        answer.await.unwrap_or(Err(StoreError::Closed))
    }
}

fn serve(mut conn: Connection, waiting: &Mutex<UnboundedReceiver<Job>>) {
    loop {
        let job = waiting
            .lock()
            .unwrap_or_else(PoisonError::into_inner)
            .blocking_recv();
        let Some(job) = job else { return };
        job(&mut conn);
    }
}

fn snapshot<Q: Query>(conn: &mut Connection, query: &Q) -> Result<Q::Output, StoreError> {
    conn.execute_batch("BEGIN").map_err(|e| error(&e))?;
    let ran = catch_unwind(AssertUnwindSafe(|| {
        let mut tx = Tx::Sqlite(SqliteTx::new(conn));
        now(std::any::type_name::<Q>(), query.run(&mut tx))
    }));
    if !conn.is_autocommit() {
        conn.execute_batch("ROLLBACK").map_err(|e| error(&e))?;
    }
    ran.unwrap_or(Err(StoreError::Panicked(std::any::type_name::<Q>())))?
}
