//! A small pool of PostgreSQL connections, each with its prepared statements.

use std::collections::HashMap;
use std::sync::atomic::{AtomicU64, Ordering};
use std::sync::{Arc, Mutex, PoisonError};
use std::task::Poll;
use std::time::Duration;

use tokio::sync::{OwnedSemaphorePermit, Semaphore};
use tokio_postgres::config::TargetSessionAttrs;
use tokio_postgres::{AsyncMessage, Client, Config, NoTls, Socket, Statement, tls::NoTlsStream};

use super::error;
use crate::StoreError;

/// Longest that reaching the server may take.
const CONNECT: Duration = Duration::from_secs(3);
/// Longest that a caller waits for a free connection.
const FREE: Duration = Duration::from_secs(10);
/// A peer that acknowledges nothing for so long is gone.
const SILENT: Duration = Duration::from_secs(10);
/// Statements kept per connection; lists with many filters could otherwise grow without end.
const STATEMENTS: usize = 1024;

/// One open connection.
pub(crate) struct Connection {
    pub(crate) client: Client,
    pub(crate) statements: HashMap<Box<str>, Statement>,
    /// Set when the connection must not be used again.
    pub(crate) stale: bool,
    warnings: Arc<AtomicU64>,
}

impl Connection {
    pub(crate) fn remember(&mut self, sql: &str, statement: &Statement) {
        if self.statements.len() >= STATEMENTS {
            self.statements.clear();
        }
        self.statements.insert(sql.into(), statement.clone());
    }

    /// Messages the server sent beside its answers. One that arrives with a COMMIT means that the server may have
    /// given up waiting for a standby and still answers "done".
    pub(crate) fn warnings(&self) -> u64 {
        self.warnings.load(Ordering::Acquire)
    }

    pub(crate) async fn open(config: &Config) -> Result<Self, StoreError> {
        let unreachable = |why: String| {
            StoreError::Unavailable(format!("PostgreSQL tidak dapat dihubungi: {why}"))
        };
        let connecting = tokio::time::timeout(CONNECT, config.connect(NoTls));
        let (client, connection) = connecting
            .await
            .map_err(|_| unreachable(format!("tidak menjawab dalam {} detik", CONNECT.as_secs())))?
            .map_err(|e| match error(&e) {
                // It was reached: to look for a server that does not run would be no use.
                told @ (StoreError::SignIn | StoreError::NoDatabase) => told,
                _ => unreachable(reason(&e)),
            })?;
        let warnings = Arc::new(AtomicU64::new(0));
        tokio::spawn(drive(connection, Arc::clone(&warnings)));
        let fresh = Self {
            client,
            statements: HashMap::new(),
            stale: false,
            warnings,
        };
        // A receipt must survive the server's power cut, whatever its configuration file says.
        let settings = "SET client_min_messages = warning; SET idle_in_transaction_session_timeout = 60000; \
                        SELECT set_config('synchronous_commit', 'on', false) \
                        WHERE current_setting('synchronous_commit') IN ('off', 'local')";
        fresh
            .client
            .batch_execute(settings)
            .await
            .map_err(|e| error(&e))?;
        Ok(fresh)
    }
}

/// The chain of causes; an unreachable server's own error says nothing but "error connecting to server".
fn reason(e: &tokio_postgres::Error) -> String {
    let mut told = e
        .as_db_error()
        .map_or_else(|| e.to_string(), |db| db.message().to_owned());
    if let Some(cause) = std::error::Error::source(e)
        && e.as_db_error().is_none()
    {
        told = cause.to_string();
    }
    told
}

/// Moves bytes until the connection ends, and counts what the server says unasked.
async fn drive(
    mut connection: tokio_postgres::Connection<Socket, NoTlsStream>,
    warnings: Arc<AtomicU64>,
) {
    std::future::poll_fn(|context| {
        loop {
            match std::task::ready!(connection.poll_message(context)) {
                Some(Ok(AsyncMessage::Notice(notice))) => {
                    // Read before the answer it belongs to is handed over.
                    warnings.fetch_add(1, Ordering::Release);
                    tracing::warn!(
                        code = notice.code().code(),
                        "PostgreSQL: {}",
                        notice.message()
                    );
                }
                Some(Ok(_)) => {}
                Some(Err(e)) => {
                    tracing::warn!(error = %e, "PostgreSQL connection lost");
                    return Poll::Ready(());
                }
                None => return Poll::Ready(()),
            }
        }
    })
    .await;
}

/// Connections that are left to others when a query wants a second one.
const KEPT: usize = 4;

/// At most so many connections, opened when needed.
pub(crate) struct Pool {
    config: Config,
    idle: Mutex<Vec<Connection>>,
    free: Arc<Semaphore>,
}

/// A connection on loan. Dropped without [`Pool::put`], it is closed: a transaction may still be open on it.
pub(crate) struct Loan {
    pub(crate) conn: Connection,
    _place: OwnedSemaphorePermit,
}

impl Pool {
    pub(crate) fn new(mut config: Config, most: usize) -> Self {
        config.connect_timeout(CONNECT);
        config
            .tcp_user_timeout(SILENT)
            .keepalives(true)
            .keepalives_idle(SILENT)
            .keepalives_interval(SILENT / 5);
        if config.get_application_name().is_none() {
            config.application_name("lapor");
        }
        if config.get_target_session_attrs() == TargetSessionAttrs::Any {
            config.target_session_attrs(TargetSessionAttrs::ReadWrite);
        }
        Self {
            config,
            idle: Mutex::default(),
            free: Arc::new(Semaphore::new(most.max(1))),
        }
    }

    /// A working connection: one that lies idle, or a new one.
    pub(crate) async fn get(&self) -> Result<Loan, StoreError> {
        let waited = tokio::time::timeout(FREE, Arc::clone(&self.free).acquire_owned()).await;
        let place = waited
            .map_err(|_| StoreError::Busy)?
            .map_err(|_| StoreError::Closed)?;
        self.lend(place).await
    }

    /// A connection for what a query does beside itself, where enough are left for others; none where the server has none.
    pub(super) async fn spare(&self) -> Option<Loan> {
        if self.free.available_permits() <= KEPT {
            return None;
        }
        let place = Arc::clone(&self.free).try_acquire_owned().ok()?;
        self.lend(place).await.ok()
    }

    /// One that lies idle, or a new one.
    async fn lend(&self, place: OwnedSemaphorePermit) -> Result<Loan, StoreError> {
        while let Some(conn) = self.take() {
            if !conn.client.is_closed() {
                return Ok(Loan {
                    conn,
                    _place: place,
                });
            }
        }
        Ok(Loan {
            conn: Connection::open(&self.config).await?,
            _place: place,
        })
    }

    fn take(&self) -> Option<Connection> {
        self.idle
            .lock()
            .unwrap_or_else(PoisonError::into_inner)
            .pop()
    }

    /// Gives back a connection on which no transaction is open.
    pub(crate) fn put(&self, loan: Loan) {
        if !loan.conn.stale && !loan.conn.client.is_closed() && !self.free.is_closed() {
            self.idle
                .lock()
                .unwrap_or_else(PoisonError::into_inner)
                .push(loan.conn);
        }
    }

    /// One connection was lost: the others that lie idle probably are too.
    pub(crate) fn forget_idle(&self) {
        self.idle
            .lock()
            .unwrap_or_else(PoisonError::into_inner)
            .clear();
    }

    /// Waits for those at work, then closes all.
    pub(crate) async fn close(&self, most: usize) {
        let _all = self
            .free
            .acquire_many(u32::try_from(most.max(1)).unwrap_or(u32::MAX))
            .await;
        self.free.close();
        self.forget_idle();
    }
}
