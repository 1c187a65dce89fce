//! A few threads that read from SQLite, each over its own connection and a snapshot per query; and connections to spare, for
//! what a large query does beside itself.

use std::panic::{AssertUnwindSafe, catch_unwind};
use std::path::Path;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use std::thread::ScopedJoinHandle;

use rusqlite::Connection;
use tokio::sync::mpsc::{UnboundedReceiver, UnboundedSender, unbounded_channel};
use tokio::sync::oneshot;

use super::{SqliteTx, error, now, open_reader};
use crate::StoreError;
use crate::change::{Query, Shared, helpers};
use crate::tx::Tx;

type Job = Box<dyn FnOnce(&mut Connection, &Spare) + Send>;

/// Handle to the readers' threads; they end when the last handle is gone.
pub(crate) struct Readers {
    queue: UnboundedSender<Job>,
}

impl Readers {
    pub(crate) fn start(path: &Path, threads: usize) -> Result<Self, StoreError> {
        let (queue, waiting) = unbounded_channel();
        let waiting = Arc::new(Mutex::new(waiting));
        let spare = Arc::new(Spare::open(path)?);
        for number in 0..threads.max(1) {
            let conn = open_reader(path)?;
            let waiting = Arc::clone(&waiting);
            let spare = Arc::clone(&spare);
            std::thread::Builder::new()
                .name(format!("lapor-baca-{number}"))
                .spawn(move || serve(conn, &waiting, &spare))
                .map_err(|e| StoreError::Unavailable(e.to_string()))?;
        }
        Ok(Self { queue })
    }

    pub(crate) async fn read<Q: Query>(&self, query: Q) -> Result<Q::Output, StoreError> {
        let (caller, answer) = oneshot::channel();
        let job: Job = Box::new(move |conn, spare| {
            // Nobody waits any more: a read may be left out, a change never.
            if !caller.is_closed() {
                let _caller_left =
                    caller.send(snapshot(conn, std::any::type_name::<Q>(), |conn| {
                        let mut tx = Tx::Sqlite(SqliteTx::reading(conn, spare));
                        now(std::any::type_name::<Q>(), query.run(&mut tx))?
                    }));
            }
        });
        self.queue.send(job).map_err(|_| StoreError::Closed)?;
        answer.await.unwrap_or(Err(StoreError::Closed))
    }
}

fn serve(mut conn: Connection, waiting: &Mutex<UnboundedReceiver<Job>>, spare: &Spare) {
    loop {
        let job = waiting
            .lock()
            .unwrap_or_else(PoisonError::into_inner)
            .blocking_recv();
        let Some(job) = job else { return };
        job(&mut conn, spare);
    }
}

/// Reads one snapshot.
fn snapshot<T>(
    conn: &mut Connection,
    name: &'static str,
    read: impl FnOnce(&mut Connection) -> Result<T, StoreError>,
) -> Result<T, StoreError> {
    conn.execute_batch("BEGIN").map_err(|e| error(&e))?;
    let ran = catch_unwind(AssertUnwindSafe(|| read(conn)));
    if !conn.is_autocommit() {
        conn.execute_batch("ROLLBACK").map_err(|e| error(&e))?;
    }
    ran.unwrap_or(Err(StoreError::Panicked(name)))
}

/// Connections for what a query does beside itself, one for each [helper](helpers). Whoever comes first has them; who finds none
/// does its work alone.
pub(crate) struct Spare(Mutex<Vec<Connection>>);

impl Spare {
    fn open(path: &Path) -> Result<Self, StoreError> {
        let opened = (0..helpers()).map(|_| open_reader(path));
        Ok(Self(Mutex::new(opened.collect::<Result<_, _>>()?)))
    }

    fn connections(&self) -> MutexGuard<'_, Vec<Connection>> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// Has work done on threads of their own as far as there are connections, and here.
    pub(super) fn share<W: Shared>(
        &self,
        work: &W,
        here: impl FnOnce() -> Result<W::Found, StoreError>,
    ) -> Result<Vec<W::Found>, StoreError> {
        let name = std::any::type_name::<W>();
        let mut connections = std::mem::take(&mut *self.connections());
        let found = std::thread::scope(|scope| {
            let beside = |conn| {
                let read = move || {
                    snapshot(conn, name, |conn| {
                        now(name, work.run(&mut Tx::Sqlite(SqliteTx::new(conn))))?
                    })
                };
                // Where there is no thread to be had, the others do its part.
                std::thread::Builder::new().spawn_scoped(scope, read).ok()
            };
            let others: Vec<_> = connections.iter_mut().filter_map(beside).collect();
            let mut found = vec![here()];
            let joined = others.into_iter().map(ScopedJoinHandle::join);
            found.extend(joined.map(|found| found.unwrap_or(Err(StoreError::Panicked(name)))));
            found.into_iter().collect()
        });
        self.connections().append(&mut connections);
        found
    }
}
