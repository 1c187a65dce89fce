//! The handle that everything above this floor holds.

use std::sync::Arc;
use std::time::Duration;

use crate::change::{Change, Query};
use crate::dialect::{Engine, check_sqlite};
use crate::sqlite::{Readers, Writer, open_writer};
use crate::stats::{CommitStats, Counters};
use crate::url::{Address, parse};
use crate::{StoreError, migrate, postgres};

/// How to open a [`Store`].
#[derive(Debug, Clone)]
pub struct OpenOptions {
    /// Threads that read from SQLite.
    pub readers: usize,
    /// Most PostgreSQL connections.
    pub connections: usize,
    /// Largest SQLite file, in pages of 4 KiB. Beyond it every change is refused as on a full disk.
    pub page_limit: Option<u32>,
    /// Slows each COMMIT on SQLite down, to see on a fast disk what a slow one does.
    pub commit_delay: Option<Duration>,
}

impl Default for OpenOptions {
    fn default() -> Self {
        Self {
            readers: 4,
            connections: 16,
            page_limit: None,
            commit_delay: None,
        }
    }
}

/// The record, on either engine. Clones share it.
#[derive(Clone)]
pub struct Store {
    inner: Arc<Inner>,
}

struct Inner {
    engine: Open,
    counters: Arc<Counters>,
}

enum Open {
    Lite {
        writer: Writer,
        readers: Readers,
    },
    Pg {
        pool: Arc<postgres::Pool>,
        most: usize,
    },
}

impl Store {
    /// Opens `sqlite:PATH` or `postgres://…` and brings the schema up to date.
    ///
    /// # Errors
    /// An unknown address, a database that cannot be reached, one of a newer version, or an SQLite too old to trust.
    pub async fn open(url: &str, opts: OpenOptions) -> Result<Self, StoreError> {
        let counters = Arc::new(Counters::default());
        let engine = match parse(url)? {
            Address::File(path) => {
                check_sqlite(rusqlite::version_number(), rusqlite::version())?;
                let counters = Arc::clone(&counters);
                let opening = tokio::task::spawn_blocking(move || {
                    let mut conn = open_writer(&path, opts.page_limit)?;
                    migrate::sqlite(&mut conn)?;
                    let readers = Readers::start(&path, opts.readers)?;
                    Ok(Open::Lite {
                        writer: Writer::start(conn, opts.commit_delay, counters)?,
                        readers,
                    })
                });
                opening
                    .await
                    .map_err(|e| StoreError::Unavailable(e.to_string()))??
            }
            Address::Server(config) => {
                let pool = postgres::Pool::new(*config, opts.connections);
                migrate::postgres(&pool).await?;
                Open::Pg {
                    pool: Arc::new(pool),
                    most: opts.connections,
                }
            }
        };
        Ok(Self {
            inner: Arc::new(Inner { engine, counters }),
        })
    }

    /// Runs a change in one transaction and answers after its COMMIT. A caller that goes away does not cancel it.
    ///
    /// # Errors
    /// The change's refusal, or why the store could not keep it.
    pub async fn run<C: Change>(&self, change: C) -> Result<C::Output, C::Error> {
        match &self.inner.engine {
            Open::Lite { writer, .. } => writer.run(change).await,
            Open::Pg { pool, .. } => {
                let (pool, counters) = (Arc::clone(pool), Arc::clone(&self.inner.counters));
                let task =
                    tokio::spawn(async move { postgres::run(&pool, &counters, &change).await });
                task.await
                    .unwrap_or_else(|_| Err(StoreError::Panicked(C::NAME).into()))
            }
        }
    }

    /// Reads one consistent snapshot.
    ///
    /// # Errors
    /// What the engine refused, or that it cannot be reached.
    pub async fn read<Q: Query>(&self, query: Q) -> Result<Q::Output, StoreError> {
        match &self.inner.engine {
            Open::Lite { readers, .. } => readers.read(query).await,
            Open::Pg { pool, .. } => {
                let pool = Arc::clone(pool);
                let task = tokio::spawn(async move { postgres::read(&pool, &query).await });
                task.await
                    .unwrap_or(Err(StoreError::Panicked(std::any::type_name::<Q>())))
            }
        }
    }

    /// Which engine is open; ask it only for what [`Engine`] offers.
    pub fn engine(&self) -> Engine {
        match self.inner.engine {
            Open::Lite { .. } => Engine::Sqlite,
            Open::Pg { .. } => Engine::Postgres,
        }
    }

    /// How many changes shared how many commits.
    pub fn stats(&self) -> CommitStats {
        self.inner.counters.read()
    }

    /// Empties SQLite's write-ahead log, in which words that were just erased may still stand. Run it after an erasure;
    /// on PostgreSQL, which overwrites by vacuum, nothing happens.
    ///
    /// # Errors
    /// [`StoreError::Busy`] when a reader or another process kept an older snapshot open.
    pub async fn tidy(&self) -> Result<(), StoreError> {
        match &self.inner.engine {
            Open::Lite { writer, .. } => writer.tidy().await,
            Open::Pg { .. } => Ok(()),
        }
    }

    /// Finishes what is queued and closes the database, also for clones of this handle.
    pub async fn close(self) {
        match &self.inner.engine {
            Open::Lite { writer, .. } => writer.close().await,
            Open::Pg { pool, most } => pool.close(*most).await,
        }
    }
}
