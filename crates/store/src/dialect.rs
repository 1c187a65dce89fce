//! Everything that differs between the engines, and nothing else: this is the list of allowed differences.
//! A test fails when another module asks which engine is open.

mod search;

pub use search::SearchIndex;

use crate::StoreError;

/// The engine behind a [`Store`](crate::Store).
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Engine {
    /// One file, one process that writes.
    Sqlite,
    /// Several processes over one server.
    Postgres,
}

/// First SQLite without the WAL-reset bug, which can lose committed writes when several connections share a WAL.
const OLDEST_SQLITE: i32 = 3_051_003;
/// Oldest PostgreSQL that the suite runs on.
const OLDEST_POSTGRES: i64 = 150_000;

impl Engine {
    /// Column types by placeholder name, as written in migrations: `{uuid}`, `{int}` and so on.
    /// Text sorts by its bytes on both, so that region codes have the same ranges.
    fn types(self) -> [(&'static str, &'static str); 6] {
        match self {
            Self::Sqlite => [
                ("{uuid}", "BLOB"),
                ("{int}", "INTEGER"),
                ("{bool}", "INTEGER"),
                ("{bytes}", "BLOB"),
                ("{text}", "TEXT"),
                ("{real}", "REAL"),
            ],
            Self::Postgres => [
                ("{uuid}", "UUID"),
                ("{int}", "BIGINT"),
                ("{bool}", "BOOLEAN"),
                ("{bytes}", "BYTEA"),
                ("{text}", "TEXT COLLATE \"C\""),
                ("{real}", "DOUBLE PRECISION"),
            ],
        }
    }

    /// The name in `-- only: NAME` blocks of migrations.
    fn name(self) -> &'static str {
        match self {
            Self::Sqlite => "sqlite",
            Self::Postgres => "postgres",
        }
    }

    /// What follows `)` of a CREATE TABLE: ` {table}`, or ` {keyed}` for narrow tables that are their primary key's
    /// index. Without STRICT, SQLite would keep text in an INTEGER column.
    fn table_suffixes(self) -> [(&'static str, &'static str); 2] {
        match self {
            Self::Sqlite => [
                (" {table}", " STRICT"),
                (" {keyed}", " STRICT, WITHOUT ROWID"),
            ],
            Self::Postgres => [(" {table}", ""), (" {keyed}", "")],
        }
    }

    /// Turns the one text of a migration into this engine's.
    ///
    /// Tables end with `) {table};` or `) {keyed};`. Lines between `-- only: sqlite` or `-- only: postgres` and `-- end` are kept
    /// for that engine alone.
    pub(crate) fn render(self, sql: &str) -> String {
        let mut kept = String::with_capacity(sql.len());
        let mut skip = false;
        for line in sql.lines() {
            let mark = line.trim();
            if let Some(only) = mark.strip_prefix("-- only:") {
                skip = only.trim() != self.name();
            } else if mark == "-- end" {
                skip = false;
            } else if !skip {
                kept.push_str(line);
                kept.push('\n');
            }
        }
        for (placeholder, word) in self.types().into_iter().chain(self.table_suffixes()) {
            kept = kept.replace(placeholder, word);
        }
        kept
    }

    /// What takes each index of tables (quoted, with commas) away, and what builds it again. On PostgreSQL those of primary keys
    /// too: built at once, of rows that lie in their order, they cost less than row by row.
    #[cfg(any(test, feature = "testing"))]
    pub(crate) fn indexes_of(self, tables: &str) -> String {
        match self {
            Self::Sqlite => format!(
                "SELECT 'DROP INDEX ' || name, sql FROM sqlite_master
                WHERE type = 'index' AND sql IS NOT NULL AND tbl_name IN ({tables}) ORDER BY tbl_name"
            ),
            Self::Postgres => format!(
                "SELECT away, again FROM (
                    SELECT i.tablename, 1 AS turn, 'DROP INDEX ' || i.indexname AS away, i.indexdef AS again
                    FROM pg_indexes i WHERE i.schemaname = current_schema()
                        AND NOT EXISTS (SELECT 1 FROM pg_constraint c WHERE c.conname = i.indexname)
                    UNION ALL
                    SELECT t.relname, 0, 'ALTER TABLE ' || t.relname || ' DROP CONSTRAINT ' || c.conname,
                        'ALTER TABLE ' || t.relname || ' ADD CONSTRAINT ' || c.conname || ' ' || pg_get_constraintdef(c.oid)
                    FROM pg_constraint c JOIN pg_class t ON t.oid = c.conrelid
                    WHERE c.contype = 'p' AND t.relnamespace = current_schema()::regnamespace
                ) AS found WHERE tablename IN ({tables}) ORDER BY tablename, turn"
            ),
        }
    }

    /// What gives the connection that writes room to build large indexes. SQLite then reads the table where the system keeps
    /// it, sorts runs of half a GB in a file beside it, and has a second thread do so.
    #[cfg(any(test, feature = "testing"))]
    pub(crate) fn room_for_indexes(self) -> &'static [&'static str] {
        match self {
            Self::Sqlite => &[
                "PRAGMA mmap_size = 1099511627776",
                "PRAGMA temp_store = FILE",
                "PRAGMA cache_size = -524288",
                "PRAGMA threads = 2",
            ],
            Self::Postgres => &["SET LOCAL maintenance_work_mem = '512MB'"],
        }
    }

    /// What gives it the room that it has otherwise.
    #[cfg(any(test, feature = "testing"))]
    pub(crate) fn usual_room(self) -> &'static [&'static str] {
        match self {
            Self::Sqlite => &[
                "PRAGMA mmap_size = 0",
                "PRAGMA temp_store = MEMORY",
                "PRAGMA cache_size = -16384",
                "PRAGMA threads = 0",
            ],
            Self::Postgres => &[],
        }
    }

    /// Follows a table in FROM: reads it through this index and no other. SQLite keeps no statistics and would guess;
    /// PostgreSQL keeps them and offers no such word.
    pub fn indexed_by(self, index: &str) -> String {
        match self {
            Self::Sqlite => format!(" INDEXED BY {index}"),
            Self::Postgres => String::new(),
        }
    }

    /// Lives that are open, in FROM, as `l`, and the name under which conditions are put to them. Where few are asked for, they are
    /// picked in their index before any is read: of a row that an index leads to both engines read all of it, and only then look
    /// whether it is asked for. PostgreSQL, which plans for itself, would join with the whole table; of one that is limited to a row
    /// it looks each up.
    pub(crate) fn lives_that_are_open(self, is_of_few: bool) -> (&'static str, char) {
        match self {
            Self::Sqlite if is_of_few => (
                "cohort_life o INDEXED BY cohort_life_open CROSS JOIN cohort_life l
                    ON l.holder_id = o.holder_id AND l.day = o.day AND l.report_id = o.report_id",
                'o',
            ),
            Self::Postgres if is_of_few => (
                "cohort_life o CROSS JOIN LATERAL (SELECT c.report_id, c.steps FROM cohort_life c
                    WHERE c.holder_id = o.holder_id AND c.day = o.day AND c.report_id = o.report_id LIMIT 1) l",
                'o',
            ),
            Self::Sqlite => ("cohort_life l INDEXED BY cohort_life_open", 'l'),
            Self::Postgres => ("cohort_life l", 'l'),
        }
    }

    /// Size of the database in bytes, as one number.
    pub fn database_bytes(self) -> &'static str {
        match self {
            Self::Sqlite => {
                "SELECT page_count * page_size FROM pragma_page_count, pragma_page_size"
            }
            Self::Postgres => "SELECT pg_database_size(current_database())",
        }
    }

    /// Asks whether the database file is whole; answers `ok` or the first complaint. PostgreSQL checks its pages itself.
    pub(crate) fn integrity(self) -> Option<&'static str> {
        match self {
            Self::Sqlite => Some("SELECT quick_check FROM pragma_quick_check LIMIT 1"),
            Self::Postgres => None,
        }
    }

    /// How rows are counted: what stands for a group's number, and what ends the SELECT whose first `columns` tell
    /// groups apart. PostgreSQL groups a million rows faster than it hands them over; SQLite, which would sort them,
    /// hands each over as a group of one.
    pub(crate) fn counting(self, columns: usize) -> (&'static str, String) {
        match self {
            Self::Sqlite => ("1", String::new()),
            Self::Postgres => {
                let places: Vec<String> = (1..=columns).map(|n| n.to_string()).collect();
                ("count(*)", format!(" GROUP BY {}", places.join(", ")))
            }
        }
    }

    /// Ends the SELECT of a job claim: rows that another worker has locked are passed over. SQLite has one writer.
    pub fn skip_locked(self) -> &'static str {
        match self {
            Self::Sqlite => "",
            Self::Postgres => " FOR UPDATE SKIP LOCKED",
        }
    }
}

/// Refuses an SQLite that can lose committed writes.
pub(crate) fn check_sqlite(number: i32, version: &str) -> Result<(), StoreError> {
    if number < OLDEST_SQLITE {
        Err(StoreError::OldSqlite(version.to_owned()))
    } else {
        Ok(())
    }
}

/// Refuses a PostgreSQL on which nothing was tested. `number` is `server_version_num`.
pub(crate) fn check_postgres(number: i64) -> Result<(), StoreError> {
    if number < OLDEST_POSTGRES {
        return Err(StoreError::Unavailable(format!(
            "PostgreSQL {}.{} terlalu tua, pakai 15 atau lebih baru",
            number / 10_000,
            number % 10_000
        )));
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn one_text_becomes_two() {
        let text = "CREATE TABLE a (id {uuid} PRIMARY KEY, at {int} NOT NULL) {table};\n-- only: sqlite\nX\n-- end\n\
                    -- only: postgres\nY\n-- end\nZ\n";
        assert_eq!(
            Engine::Sqlite.render(text),
            "CREATE TABLE a (id BLOB PRIMARY KEY, at INTEGER NOT NULL) STRICT;\nX\nZ\n"
        );
        assert_eq!(
            Engine::Postgres.render(text),
            "CREATE TABLE a (id UUID PRIMARY KEY, at BIGINT NOT NULL);\nY\nZ\n"
        );
    }

    #[test]
    fn an_sqlite_that_loses_writes_is_refused() {
        assert!(check_sqlite(3_051_002, "3.51.2").is_err());
        assert!(check_sqlite(rusqlite::version_number(), rusqlite::version()).is_ok());
    }
}
