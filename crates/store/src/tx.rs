//! One open transaction on either engine, and the few things a change or query may do with it.

use std::cell::RefCell;

use uuid::Uuid;

use crate::change::{Change, Shared};
use crate::dialect::Engine;
use crate::postgres::PgTx;
use crate::row::{FromRow, Row, RowRef};
use crate::sqlite::SqliteTx;
use crate::value::Value;
use crate::{StoreError, params};

/// An open transaction.
///
/// After any statement failed, the transaction can only be undone: a change that swallows the error is refused
/// with it, on both engines. To insert what may exist already, write `ON CONFLICT DO NOTHING`.
pub enum Tx<'a> {
    /// On the writer's or a reader's thread.
    Sqlite(SqliteTx<'a>),
    /// On a pooled connection.
    Postgres(PgTx<'a>),
}

impl Tx<'_> {
    /// Runs a statement and tells how many rows it touched.
    ///
    /// # Errors
    /// What the engine refused, see [`StoreError`].
    pub async fn exec(
        &mut self,
        sql: &'static str,
        params: &[Value<'_>],
    ) -> Result<u64, StoreError> {
        match self {
            Tx::Sqlite(tx) => tx.exec(&crate::sqlite::positional(sql), params),
            Tx::Postgres(tx) => tx.exec(sql, params).await,
        }
    }

    /// Runs several statements without waiting for each: on PostgreSQL they share one round trip. Tells how many
    /// rows each touched.
    ///
    /// # Errors
    /// That of the first statement that failed.
    pub async fn exec_many(
        &mut self,
        statements: &[(&'static str, &[Value<'_>])],
    ) -> Result<Vec<u64>, StoreError> {
        match self {
            Tx::Sqlite(tx) => statements
                .iter()
                .map(|(sql, params)| tx.exec(&crate::sqlite::positional(sql), params))
                .collect(),
            Tx::Postgres(tx) => tx.exec_many(statements).await,
        }
    }

    /// Reads the first row, if there is one. Also for `INSERT … RETURNING`.
    ///
    /// # Errors
    /// What the engine refused, or a column of another type.
    pub async fn row<T: FromRow>(
        &mut self,
        sql: &'static str,
        params: &[Value<'_>],
    ) -> Result<Option<T>, StoreError> {
        Ok(self.rows(sql, params).await?.into_iter().next())
    }

    /// Reads all rows.
    ///
    /// # Errors
    /// What the engine refused, or a column of another type.
    pub async fn rows<T: FromRow>(
        &mut self,
        sql: &'static str,
        params: &[Value<'_>],
    ) -> Result<Vec<T>, StoreError> {
        match self {
            Tx::Sqlite(tx) => tx.rows(&crate::sqlite::positional(sql), params, |row| {
                T::from_row(Row(RowRef::Lite(row)))
            }),
            Tx::Postgres(tx) => {
                let rows = tx.rows(sql, params).await?;
                rows.iter()
                    .map(|row| T::from_row(Row(RowRef::Pg(row))))
                    .collect()
            }
        }
    }

    /// Runs a statement put together at run time. Only for text made of our own constants, never of input.
    ///
    /// # Errors
    /// What the engine refused.
    pub async fn exec_dyn(&mut self, sql: &str, params: &[Value<'_>]) -> Result<u64, StoreError> {
        match self {
            Tx::Sqlite(tx) => tx.exec(&crate::sqlite::rewrite(sql), params),
            Tx::Postgres(tx) => tx.exec(sql, params).await,
        }
    }

    /// Puts many rows of the same columns into a table at once. Only for names of our own.
    ///
    /// # Errors
    /// What the engine refused.
    #[cfg(any(test, feature = "testing"))]
    pub(crate) async fn put_rows(
        &mut self,
        table: &str,
        columns: &[&str],
        rows: &[&[Value<'_>]],
    ) -> Result<(), StoreError> {
        let tx = match self {
            Tx::Postgres(tx) => return tx.copy(table, columns, rows).await,
            Tx::Sqlite(tx) => tx,
        };
        let places: Vec<String> = (1..=columns.len()).map(|n| format!("?{n}")).collect();
        let sql = format!(
            "INSERT INTO {table} ({}) VALUES ({})",
            columns.join(", "),
            places.join(", ")
        );
        rows.iter().try_for_each(|row| tx.exec(&sql, row).map(drop))
    }

    /// Reads all rows of a statement put together at run time, such as a filtered list. Only for text made of our
    /// own constants, never of input.
    ///
    /// # Errors
    /// What the engine refused, or a column of another type.
    pub async fn rows_dyn<T: FromRow>(
        &mut self,
        sql: &str,
        params: &[Value<'_>],
    ) -> Result<Vec<T>, StoreError> {
        match self {
            Tx::Sqlite(tx) => tx.rows(&crate::sqlite::rewrite(sql), params, |row| {
                T::from_row(Row(RowRef::Lite(row)))
            }),
            Tx::Postgres(tx) => {
                let rows = tx.rows(sql, params).await?;
                rows.iter()
                    .map(|row| T::from_row(Row(RowRef::Pg(row))))
                    .collect()
            }
        }
    }

    /// As [`Tx::rows_dyn`], each row handed to `each` instead of kept: SQLite reads a million of them in no memory.
    ///
    /// # Errors
    /// What the engine refused, or a column of another type.
    pub(crate) async fn each_dyn<T: FromRow>(
        &mut self,
        sql: &str,
        params: &[Value<'_>],
        mut each: impl FnMut(T) + Send,
    ) -> Result<(), StoreError> {
        match self {
            Tx::Sqlite(tx) => {
                let each = RefCell::new(each);
                let taken = tx.rows(&crate::sqlite::rewrite(sql), params, |row| {
                    each.borrow_mut()(T::from_row(Row(RowRef::Lite(row)))?);
                    Ok(())
                });
                taken.map(drop)
            }
            Tx::Postgres(tx) => {
                for row in &tx.rows(sql, params).await? {
                    each(T::from_row(Row(RowRef::Pg(row)))?);
                }
                Ok(())
            }
        }
    }

    /// Has work done by several where there are connections to spare, on SQLite by threads of their own; else by this one alone.
    /// Tells what each found, this one first.
    ///
    /// # Errors
    /// What the engine refused one of them.
    pub(crate) async fn share<W: Shared>(&mut self, work: &W) -> Result<Vec<W::Found>, StoreError> {
        match self {
            Tx::Sqlite(tx) => tx.share(work),
            Tx::Postgres(_) => crate::postgres::share(self, work).await,
        }
    }

    /// Which engine this is; ask it only for what [`Engine`] offers.
    pub fn engine(&self) -> Engine {
        match self {
            Tx::Sqlite(_) => Engine::Sqlite,
            Tx::Postgres(_) => Engine::Postgres,
        }
    }

    /// The first error of a statement, after which nothing may be kept.
    pub(crate) fn failed(&self) -> Option<StoreError> {
        match self {
            Tx::Sqlite(tx) => tx.failed.clone(),
            Tx::Postgres(tx) => tx.failed.clone(),
        }
    }

    /// Notes the change's id; false when it was committed before.
    async fn first_time(&mut self, id: Uuid) -> Result<bool, StoreError> {
        const NOTE: &str = "INSERT INTO change_done (change_id, recorded_at) VALUES ($1, $2) ON CONFLICT (change_id) DO NOTHING";
        // A real write, so that this COMMIT too waits for the standbys: the earlier one may live on one node only.
        const TOUCH: &str = "UPDATE change_done SET recorded_at = $2 WHERE change_id = $1";
        let first = self.exec(NOTE, params![id, minted(id)]).await? == 1;
        if !first {
            self.exec(TOUCH, params![id, minted(id)]).await?;
        }
        Ok(first)
    }
}

/// Runs the change once in an open transaction.
pub(crate) async fn attempt<C: Change>(change: &C, tx: &mut Tx<'_>) -> Result<C::Output, C::Error> {
    if let Some(id) = change.change_id()
        && !tx.first_time(id).await?
    {
        return change.again(tx).await;
    }
    change.apply(tx).await
}

/// Microseconds UTC inside a UUIDv7; 0 for an id without time.
fn minted(id: Uuid) -> i64 {
    id.get_timestamp().map_or(0, |at| {
        let (seconds, nanos) = at.to_unix();
        i64::try_from(seconds)
            .unwrap_or(0)
            .saturating_mul(1_000_000)
            + i64::from(nanos / 1000)
    })
}
