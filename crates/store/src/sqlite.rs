//! SQLite: opening connections, statements inside a transaction, what its errors mean.

mod copy;
mod reader;
mod writer;

use std::borrow::Cow;
use std::cell::RefCell;
use std::collections::HashMap;
use std::future::Future;
use std::path::Path;
use std::pin::pin;
use std::rc::Rc;
use std::task::{Context, Poll, Waker};
use std::time::Duration;

use rusqlite::types::{ToSql, ToSqlOutput, ValueRef};
use rusqlite::{Connection, ErrorCode, OpenFlags, ffi};

pub(crate) use copy::copy;
pub(crate) use reader::{Readers, Spare};
pub(crate) use writer::Writer;

use crate::StoreError;
use crate::change::Shared;
use crate::tx::Tx;
use crate::value::Value;

/// Prepared statements kept per connection; more than the whole program has.
const STATEMENTS: usize = 1024;
/// How long to wait for another process (a backup, an administrator's command) that writes to the same file.
const WAIT_FOR_OTHERS: Duration = Duration::from_secs(5);

/// Opens the connection that writes. FULL: an acknowledged report survives a power cut. secure_delete: erased words
/// do not stay behind in free pages. Sixteen MB of pages: where a transaction moved pages of an index and the file is smaller than
/// 1 GB, SQLite looks at all of them when it ends (`pcache1TruncateUnsafe`); with 64 MB that was a sixth of the writer's time.
pub(crate) fn open_writer(path: &Path, page_limit: Option<u32>) -> Result<Connection, StoreError> {
    let flags = OpenFlags::SQLITE_OPEN_READ_WRITE
        | OpenFlags::SQLITE_OPEN_CREATE
        | OpenFlags::SQLITE_OPEN_NO_MUTEX;
    let conn = open(path, flags)?;
    conn.execute_batch(
        "PRAGMA journal_mode = WAL; PRAGMA synchronous = FULL; PRAGMA secure_delete = ON; PRAGMA foreign_keys = ON;
         PRAGMA cell_size_check = ON; PRAGMA cache_size = -16384; PRAGMA journal_size_limit = 67108864;",
    )
    .map_err(|e| error(&e))?;
    if let Some(pages) = page_limit {
        conn.execute_batch(&format!("PRAGMA max_page_count = {pages}"))
            .map_err(|e| error(&e))?;
    }
    Ok(conn)
}

/// Opens a connection that cannot write. The file is mapped: pages are read where the system keeps them, not copied (decision 35);
/// and what the writer wrote, which looks at each page that it changes, is not looked at again for its shape.
pub(crate) fn open_reader(path: &Path) -> Result<Connection, StoreError> {
    let conn = open(
        path,
        OpenFlags::SQLITE_OPEN_READ_ONLY | OpenFlags::SQLITE_OPEN_NO_MUTEX,
    )?;
    conn.execute_batch(
        "PRAGMA query_only = ON; PRAGMA cache_size = -16384; PRAGMA mmap_size = 1099511627776;",
    )
    .map_err(|e| error(&e))?;
    Ok(conn)
}

fn open(path: &Path, flags: OpenFlags) -> Result<Connection, StoreError> {
    let cannot = |e: &rusqlite::Error| {
        StoreError::Unavailable(format!("berkas {} tidak dapat dibuka: {e}", path.display()))
    };
    let conn = Connection::open_with_flags(path, flags).map_err(|e| cannot(&e))?;
    conn.busy_timeout(WAIT_FOR_OTHERS).map_err(|e| cannot(&e))?;
    conn.set_prepared_statement_cache_capacity(STATEMENTS);
    conn.execute_batch("PRAGMA temp_store = MEMORY; PRAGMA trusted_schema = OFF;")
        .map_err(|e| cannot(&e))?;
    Ok(conn)
}

/// Statements inside a transaction that somebody else opened and will end.
pub struct SqliteTx<'a> {
    conn: &'a mut Connection,
    pub(crate) failed: Option<StoreError>,
    spare: Option<&'a Spare>,
}

impl<'a> SqliteTx<'a> {
    pub(crate) fn new(conn: &'a mut Connection) -> Self {
        Self {
            conn,
            failed: None,
            spare: None,
        }
    }

    /// One that may read beside itself.
    pub(crate) fn reading(conn: &'a mut Connection, spare: &'a Spare) -> Self {
        Self {
            spare: Some(spare),
            ..Self::new(conn)
        }
    }

    /// Has work done by several, where there are connections for them.
    pub(crate) fn share<W: Shared>(&mut self, work: &W) -> Result<Vec<W::Found>, StoreError> {
        let mut here = || {
            let mut tx = Tx::Sqlite(SqliteTx::new(self.conn));
            now(std::any::type_name::<W>(), work.run(&mut tx))?
        };
        match self.spare {
            Some(spare) => spare.share(work, here),
            None => Ok(vec![here()?]),
        }
    }

    pub(crate) fn exec(&mut self, sql: &str, params: &[Value<'_>]) -> Result<u64, StoreError> {
        self.with(sql, params, |statement| {
            statement
                .raw_execute()
                .map(|n| n as u64)
                .map_err(|e| error(&e))
        })
    }

    pub(crate) fn rows<T>(
        &mut self,
        sql: &str,
        params: &[Value<'_>],
        map: impl Fn(&rusqlite::Row<'_>) -> Result<T, StoreError>,
    ) -> Result<Vec<T>, StoreError> {
        self.with(sql, params, |statement| {
            let mut rows = statement.raw_query();
            let mut mapped = Vec::new();
            while let Some(row) = rows.next().map_err(|e| error(&e))? {
                mapped.push(map(row)?);
            }
            Ok(mapped)
        })
    }

    fn with<T>(
        &mut self,
        sql: &str,
        params: &[Value<'_>],
        work: impl FnOnce(&mut rusqlite::Statement<'_>) -> Result<T, StoreError>,
    ) -> Result<T, StoreError> {
        let done = run(self.conn, sql, params, work);
        if let Err(e) = &done
            && !matches!(e, StoreError::BadValue { .. })
        {
            self.failed.get_or_insert_with(|| e.clone());
        }
        done
    }
}

fn run<T>(
    conn: &Connection,
    sql: &str,
    params: &[Value<'_>],
    work: impl FnOnce(&mut rusqlite::Statement<'_>) -> Result<T, StoreError>,
) -> Result<T, StoreError> {
    let mut statement = conn.prepare_cached(sql).map_err(|e| error(&e))?;
    // Unbound parameters would silently be NULL here and an error on PostgreSQL.
    if statement.parameter_count() != params.len() {
        let expected = statement.parameter_count();
        return Err(StoreError::Sql(format!(
            "{expected} parameter diharapkan, {} diberikan: {sql}",
            params.len()
        )));
    }
    for (index, value) in params.iter().enumerate() {
        statement
            .raw_bind_parameter(index + 1, value)
            .map_err(|e| error(&e))?;
    }
    work(&mut statement)
}

impl ToSql for Value<'_> {
    fn to_sql(&self) -> rusqlite::Result<ToSqlOutput<'_>> {
        Ok(ToSqlOutput::Borrowed(match self {
            Value::Null => ValueRef::Null,
            Value::I64(v) => ValueRef::Integer(*v),
            Value::F64(v) => ValueRef::Real(*v),
            Value::Bool(v) => ValueRef::Integer(i64::from(*v)),
            Value::Text(v) => ValueRef::Text(v.as_bytes()),
            Value::Bytes(v) => ValueRef::Blob(v),
            Value::Uuid(v) => ValueRef::Blob(v.as_bytes()),
        }))
    }
}

/// One cell of a row.
pub(crate) fn cell<'a>(row: &'a rusqlite::Row<'a>, column: usize) -> Option<Value<'a>> {
    Some(match row.get_ref(column).ok()? {
        ValueRef::Null => Value::Null,
        ValueRef::Integer(v) => Value::I64(v),
        ValueRef::Real(v) => Value::F64(v),
        ValueRef::Text(v) => Value::Text(Cow::Borrowed(std::str::from_utf8(v).ok()?)),
        ValueRef::Blob(v) => Value::Bytes(Cow::Borrowed(v)),
    })
}

/// A constant statement with `?1` for `$1`, rewritten once per thread. To SQLite, `$1` is a name whose position is
/// that of its first appearance.
pub(crate) fn positional(sql: &'static str) -> Rc<str> {
    thread_local! {
        static KNOWN: RefCell<HashMap<(usize, usize), Rc<str>>> = RefCell::default();
    }
    let key = (sql.as_ptr() as usize, sql.len());
    KNOWN
        .with_borrow_mut(|known| Rc::clone(known.entry(key).or_insert_with(|| rewrite(sql).into())))
}

/// `?1` for `$1`, outside of quotes and comments.
pub(crate) fn rewrite(sql: &str) -> String {
    let mut rewritten = String::with_capacity(sql.len());
    let (mut quoted, mut comment) = (false, false);
    let mut letters = sql.chars().peekable();
    while let Some(letter) = letters.next() {
        let next = letters.peek();
        comment = (comment && letter != '\n') || (!quoted && letter == '-' && next == Some(&'-'));
        quoted ^= letter == '\'' && !comment;
        let free = !quoted && !comment;
        let parameter = letter == '$' && free && next.is_some_and(char::is_ascii_digit);
        rewritten.push(if parameter { '?' } else { letter });
    }
    rewritten
}

/// Polls a future that must be ready at once, as every statement here is.
pub(crate) fn now<F: Future>(name: &'static str, future: F) -> Result<F::Output, StoreError> {
    match pin!(future).poll(&mut Context::from_waker(Waker::noop())) {
        Poll::Ready(output) => Ok(output),
        Poll::Pending => Err(StoreError::Waited(name)),
    }
}

/// What an SQLite error means to us.
pub(crate) fn error(e: &rusqlite::Error) -> StoreError {
    let rusqlite::Error::SqliteFailure(code, message) = e else {
        return StoreError::Sql(e.to_string());
    };
    let message = message.clone().unwrap_or_else(|| code.to_string());
    match code.code {
        ErrorCode::DiskFull => StoreError::Full,
        ErrorCode::NotADatabase => StoreError::NotADatabase,
        ErrorCode::DatabaseBusy | ErrorCode::DatabaseLocked => StoreError::Busy,
        ErrorCode::SystemIoFailure
        | ErrorCode::CannotOpen
        | ErrorCode::ReadOnly
        | ErrorCode::OutOfMemory
        | ErrorCode::PermissionDenied
        | ErrorCode::OperationInterrupted => StoreError::Unavailable(message),
        ErrorCode::ConstraintViolation => {
            if matches!(
                code.extended_code,
                ffi::SQLITE_CONSTRAINT_UNIQUE | ffi::SQLITE_CONSTRAINT_PRIMARYKEY
            ) {
                StoreError::Duplicate(
                    message
                        .trim_start_matches("UNIQUE constraint failed: ")
                        .to_owned(),
                )
            } else {
                StoreError::Constraint(message)
            }
        }
        _ => StoreError::Sql(message),
    }
}

#[cfg(test)]
mod tests {
    use super::rewrite;

    #[test]
    fn only_parameters_are_rewritten() {
        let sql = "SELECT '$1', $2 -- don't touch $3\n, 'it''s $4', a - $12 FROM b";
        assert_eq!(
            rewrite(sql),
            "SELECT '$1', ?2 -- don't touch $3\n, 'it''s $4', a - ?12 FROM b"
        );
    }
}
