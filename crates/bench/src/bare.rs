//! The bare loop: one thread, the same driver, the same rows into the same tables and indexes,
//! values computed beforehand, 64 reports a transaction, the same durability.

use std::path::Path;

use rusqlite::Connection;
use rusqlite::types::Value;

use crate::Failed;
use crate::timer::Stopwatch;

/// Tables that a receipt writes to, and which column names the report.
const TABLES: &[(&str, &str)] = &[
    ("event", "stream_id"),
    ("content", "stream_id"),
    ("report", "id"),
    ("state_interval", "report_id"),
    ("clock_interval", "report_id"),
    ("credential", "report_id"),
    ("contact_lookup", "report_id"),
    ("intake_key", "report_id"),
];

/// All rows of one report, table by table.
type Rows = Vec<(usize, Vec<Value>)>;

/// Copies the reports of `from` into the empty `to` as fast as the driver can; gives reports a second.
pub(crate) fn copy(from: &Path, to: &Path) -> Result<f64, Failed> {
    let source = Connection::open(from)?;
    let reports = read(&source)?;
    let target = Connection::open(to)?;
    target.execute_batch(
        "PRAGMA journal_mode=WAL; PRAGMA synchronous=FULL; PRAGMA temp_store=MEMORY; PRAGMA secure_delete=ON;",
    )?;
    let inserts = inserts(&source)?;
    target.set_prepared_statement_cache_capacity(64);
    let watch = Stopwatch::start();
    for batch in reports.chunks(64) {
        target.execute_batch("BEGIN IMMEDIATE")?;
        for (table, values) in batch.iter().flatten() {
            let sql = inserts.get(*table).ok_or("no such table")?;
            target
                .prepare_cached(sql)?
                .execute(rusqlite::params_from_iter(values))?;
        }
        target.execute_batch("COMMIT")?;
    }
    Ok(watch.rate(reports.len()))
}

fn inserts(source: &Connection) -> Result<Vec<String>, Failed> {
    TABLES
        .iter()
        .map(|(table, _)| {
            let columns = source
                .prepare(&format!("SELECT * FROM {table} LIMIT 0"))?
                .column_count();
            let places = vec!["?"; columns].join(", ");
            Ok(format!("INSERT INTO {table} VALUES ({places})"))
        })
        .collect()
}

fn read(source: &Connection) -> Result<Vec<Rows>, Failed> {
    let mut ids = source.prepare("SELECT id FROM report ORDER BY id")?;
    let ids: Vec<Vec<u8>> = ids
        .query_map([], |row| row.get(0))?
        .collect::<Result<_, _>>()?;
    let mut reports = Vec::with_capacity(ids.len());
    for id in ids {
        let mut rows = Rows::new();
        for (index, (table, key)) in TABLES.iter().enumerate() {
            let sql = format!("SELECT * FROM {table} WHERE {key} = ?");
            let mut found = source.prepare_cached(&sql)?;
            let columns = found.column_count();
            let mut found = found.query([&id])?;
            while let Some(row) = found.next()? {
                let values = (0..columns)
                    .map(|column| row.get(column))
                    .collect::<Result<_, _>>()?;
                rows.push((index, values));
            }
        }
        reports.push(rows);
    }
    Ok(reports)
}
