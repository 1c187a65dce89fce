//! PostgreSQL: statements inside a transaction and what its errors mean.

mod connection;
#[cfg(any(test, feature = "testing"))]
mod copy;
mod run;
mod value;

use std::error::Error;
use std::future::Future;
use std::pin::Pin;
use std::task::Poll;

use tokio_postgres::error::SqlState;
use tokio_postgres::types::ToSql;
use tokio_postgres::{Client, Row, Statement};

pub(crate) use connection::{Connection, Pool};
pub(crate) use run::{read, run, share};
pub(crate) use value::cell;

use crate::StoreError;
use crate::value::Value;

/// One snapshot per attempt, and an UPDATE of a row that changed since is refused instead of overwriting it.
const BEGIN: &str = "BEGIN ISOLATION LEVEL REPEATABLE READ";
/// A read holds no vacuum back for ever; a change is never cut short.
const BEGIN_READ: &str =
    "BEGIN ISOLATION LEVEL REPEATABLE READ READ ONLY; SET LOCAL statement_timeout = 60000";

/// Statements of one transaction. BEGIN travels with the first of them, so it costs no round trip.
pub struct PgTx<'a> {
    conn: &'a mut Connection,
    begin: &'static str,
    begun: bool,
    /// A statement was sent and its answer not yet read; stays set when a change drops a statement half way.
    in_flight: bool,
    pub(crate) failed: Option<StoreError>,
    /// Where there may be a second connection.
    pool: Option<&'a Pool>,
}

impl<'a> PgTx<'a> {
    pub(crate) fn write(conn: &'a mut Connection) -> Self {
        Self {
            begin: BEGIN,
            ..Self::read(conn)
        }
    }

    pub(crate) fn read(conn: &'a mut Connection) -> Self {
        Self {
            conn,
            begin: BEGIN_READ,
            begun: false,
            in_flight: false,
            failed: None,
            pool: None,
        }
    }

    /// One that may read beside itself.
    pub(crate) fn reading(conn: &'a mut Connection, pool: &'a Pool) -> Self {
        Self {
            pool: Some(pool),
            ..Self::read(conn)
        }
    }

    pub(crate) async fn exec(
        &mut self,
        sql: &str,
        params: &[Value<'_>],
    ) -> Result<u64, StoreError> {
        let statement = self.statement(sql).await?;
        self.send(|client| client.execute_raw(&statement, params))
            .await
    }

    pub(crate) async fn rows(
        &mut self,
        sql: &str,
        params: &[Value<'_>],
    ) -> Result<Vec<Row>, StoreError> {
        let statement = self.statement(sql).await?;
        let params: Vec<&(dyn ToSql + Sync)> =
            params.iter().map(|p| p as &(dyn ToSql + Sync)).collect();
        self.send(|client| client.query(&statement, &params)).await
    }

    pub(crate) async fn exec_many(
        &mut self,
        statements: &[(&'static str, &[Value<'_>])],
    ) -> Result<Vec<u64>, StoreError> {
        let mut prepared = Vec::with_capacity(statements.len());
        for (sql, _) in statements {
            prepared.push(self.statement(sql).await?);
        }
        self.send(|client| {
            in_order(
                std::iter::zip(&prepared, statements)
                    .map(|(statement, (_, params))| boxed(client.execute_raw(statement, *params)))
                    .collect(),
            )
        })
        .await
    }

    /// True when something was sent whose answer nobody read: then nothing is known about the transaction.
    pub(crate) fn is_torn(&self) -> bool {
        self.in_flight
    }

    /// True once BEGIN was sent.
    pub(crate) fn has_begun(&self) -> bool {
        self.begun
    }

    pub(crate) fn connection(&mut self) -> &mut Connection {
        self.conn
    }

    async fn statement(&mut self, sql: &str) -> Result<Statement, StoreError> {
        if let Some(known) = self.conn.statements.get(sql) {
            return Ok(known.clone());
        }
        let statement = self.send(|client| client.prepare(sql)).await?;
        self.conn.remember(sql, &statement);
        Ok(statement)
    }

    async fn send<'s, T, F>(
        &'s mut self,
        work: impl FnOnce(&'s Client) -> F,
    ) -> Result<T, StoreError>
    where
        F: Future<Output = Result<T, tokio_postgres::Error>> + 's,
    {
        let begin = if self.begun { None } else { Some(self.begin) };
        self.begun = true;
        self.in_flight = true;
        let client = &self.conn.client;
        let answer = match begin {
            None => work(client).await,
            // Both are polled in this order before either is waited for: BEGIN is first on the wire.
            Some(begin) => {
                let (opened, answer) =
                    tokio::join!(biased; client.batch_execute(begin), work(client));
                opened.and(answer)
            }
        };
        self.in_flight = false;
        answer.map_err(|e| {
            let meaning = error(&e);
            // Another process migrated the schema under a prepared statement: this connection starts afresh.
            self.conn.stale |= e.code() == Some(&SqlState::FEATURE_NOT_SUPPORTED);
            self.failed.get_or_insert_with(|| meaning.clone());
            meaning
        })
    }
}

type Boxed<'a, T> = Pin<Box<dyn Future<Output = Result<T, tokio_postgres::Error>> + Send + 'a>>;

fn boxed<'a, T>(
    future: impl Future<Output = Result<T, tokio_postgres::Error>> + Send + 'a,
) -> Boxed<'a, T> {
    Box::pin(future)
}

/// Sends all in order before waiting for any, and waits for all: the first error is the one that counts.
async fn in_order<T: Unpin>(
    mut futures: Vec<Boxed<'_, T>>,
) -> Result<Vec<T>, tokio_postgres::Error> {
    let mut answers: Vec<Option<Result<T, tokio_postgres::Error>>> =
        futures.iter().map(|_| None).collect();
    std::future::poll_fn(|context| {
        let mut waiting = false;
        for (future, answer) in futures.iter_mut().zip(&mut answers) {
            if answer.is_none() {
                match future.as_mut().poll(context) {
                    Poll::Ready(ready) => *answer = Some(ready),
                    Poll::Pending => waiting = true,
                }
            }
        }
        if waiting {
            Poll::Pending
        } else {
            Poll::Ready(())
        }
    })
    .await;
    answers.into_iter().flatten().collect()
}

/// What an error of the server or of the connection means to us. Never its DETAIL, which quotes values.
pub(crate) fn error(e: &tokio_postgres::Error) -> StoreError {
    let Some(told) = e.as_db_error() else {
        let broken = e.is_closed() || e.source().is_some_and(<dyn Error>::is::<std::io::Error>);
        return if broken {
            StoreError::Unavailable("sambungan PostgreSQL terputus".to_owned())
        } else {
            let cause = e
                .source()
                .map(|cause| format!(": {cause}"))
                .unwrap_or_default();
            StoreError::Sql(format!("{e}{cause}"))
        };
    };
    let named = || told.constraint().unwrap_or(told.message()).to_owned();
    match told.code() {
        c if *c == SqlState::T_R_SERIALIZATION_FAILURE || *c == SqlState::T_R_DEADLOCK_DETECTED => {
            StoreError::Conflict
        }
        c if *c == SqlState::FEATURE_NOT_SUPPORTED && told.message().contains("cached plan") => {
            StoreError::Conflict
        }
        c if *c == SqlState::UNIQUE_VIOLATION => StoreError::Duplicate(named()),
        // CREATE IF NOT EXISTS, while another process creates the same.
        c if *c == SqlState::DUPLICATE_OBJECT || *c == SqlState::DUPLICATE_TABLE => {
            StoreError::Duplicate(named())
        }
        c if c.code().starts_with("23") => StoreError::Constraint(named()),
        c if *c == SqlState::DISK_FULL => StoreError::Full,
        c if *c == SqlState::INVALID_PASSWORD
            || *c == SqlState::INVALID_AUTHORIZATION_SPECIFICATION =>
        {
            StoreError::SignIn
        }
        c if *c == SqlState::INVALID_CATALOG_NAME => StoreError::NoDatabase,
        c if *c == SqlState::TOO_MANY_CONNECTIONS || *c == SqlState::QUERY_CANCELED => {
            StoreError::Busy
        }
        c if ["08", "57", "58", "53"]
            .iter()
            .any(|class| c.code().starts_with(class)) =>
        {
            StoreError::Unavailable(told.message().to_owned())
        }
        // A standby, or a primary that was demoted.
        c if *c == SqlState::READ_ONLY_SQL_TRANSACTION => {
            StoreError::Unavailable(told.message().to_owned())
        }
        _ => StoreError::Sql(format!("{} ({})", told.message(), told.code().code())),
    }
}
