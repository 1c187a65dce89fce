//! Bringing the schema up to date, each step in its own transaction together with the note that it ran.

use base64::Engine as _;
use sha2::{Digest, Sha256};

use crate::dialect::{Engine, check_postgres};
use crate::migrations::{MIGRATIONS, Migration};
use crate::postgres::Pool;
use crate::sqlite::error as lite_error;
use crate::{StoreError, postgres};

const TABLE: &str = "CREATE TABLE IF NOT EXISTS lapor_migration (
    version {int} PRIMARY KEY NOT NULL, name {text} NOT NULL, checksum {text} NOT NULL) {table};";
const DONE: &str = "SELECT version, checksum FROM lapor_migration ORDER BY version";
const NOTE: &str = "INSERT INTO lapor_migration (version, name, checksum) VALUES ($1, $2, $3)";

/// Migrates a file. Another process that starts at the same time waits for the write lock.
pub(crate) fn sqlite(conn: &mut rusqlite::Connection) -> Result<(), StoreError> {
    let ran = sqlite_steps(conn);
    if !conn.is_autocommit() {
        conn.execute_batch("ROLLBACK").map_err(|e| lite_error(&e))?;
    }
    ran
}

fn sqlite_steps(conn: &rusqlite::Connection) -> Result<(), StoreError> {
    let batch = |sql: &str| conn.execute_batch(sql).map_err(|e| lite_error(&e));
    batch("BEGIN IMMEDIATE")?;
    batch(&Engine::Sqlite.render(TABLE))?;
    let done = {
        let mut statement = conn.prepare(DONE).map_err(|e| lite_error(&e))?;
        let rows = statement
            .query_map([], |row| Ok((row.get(0)?, row.get(1)?)))
            .map_err(|e| lite_error(&e))?;
        rows.collect::<Result<Vec<(i64, String)>, _>>()
            .map_err(|e| lite_error(&e))?
    };
    for step in missing(&done)? {
        let broken = |e: rusqlite::Error| StoreError::Migration {
            version: step.version,
            reason: e.to_string(),
        };
        conn.execute_batch(&Engine::Sqlite.render(step.sql))
            .map_err(broken)?;
        let note = (step.version, step.name, checksum(step.sql));
        conn.execute(&crate::sqlite::positional(NOTE), note)
            .map_err(broken)?;
    }
    batch("COMMIT")
}

/// Migrates a server. Processes that start together queue on the key of the note, so each step runs once.
pub(crate) async fn postgres(pool: &Pool) -> Result<(), StoreError> {
    // Whoever loses a step finds it done: at most once for each, and for the table itself.
    let most = MIGRATIONS.len() + 20;
    let mut tries = 0;
    loop {
        let loan = pool.get().await?;
        let stepped = postgres_steps(&loan.conn.client).await;
        match stepped {
            Ok(()) => {
                pool.put(loan);
                return Ok(());
            }
            // Somebody else created the same thing first; look again. The connection is dropped and rolls back.
            Err(StoreError::Duplicate(_) | StoreError::Conflict) if tries < most => tries += 1,
            Err(why) => return Err(why),
        }
        drop(loan);
    }
}

async fn postgres_steps(client: &tokio_postgres::Client) -> Result<(), StoreError> {
    let failed = |e: tokio_postgres::Error| postgres::error(&e);
    let version = client
        .query_one("SELECT current_setting('server_version_num')::bigint", &[])
        .await
        .map_err(failed)?;
    check_postgres(version.get(0))?;
    client
        .batch_execute(&Engine::Postgres.render(TABLE))
        .await
        .map_err(failed)?;
    let rows = client.query(DONE, &[]).await.map_err(failed)?;
    let done: Vec<(i64, String)> = rows.iter().map(|row| (row.get(0), row.get(1))).collect();
    for step in missing(&done)? {
        client.batch_execute("BEGIN").await.map_err(failed)?;
        // First the note: a second process waits here and then finds the step done.
        let note: [&(dyn tokio_postgres::types::ToSql + Sync); 3] =
            [&step.version, &step.name, &checksum(step.sql)];
        client.execute(NOTE, &note).await.map_err(failed)?;
        let ran = client
            .batch_execute(&Engine::Postgres.render(step.sql))
            .await;
        ran.map_err(|e| StoreError::Migration {
            version: step.version,
            reason: postgres::error(&e).to_string(),
        })?;
        client.batch_execute("COMMIT").await.map_err(failed)?;
    }
    Ok(())
}

/// The steps still to run, after checking that those that ran are the ones we know.
fn missing(done: &[(i64, String)]) -> Result<Vec<&'static Migration>, StoreError> {
    let known = MIGRATIONS.last().map_or(0, |m| m.version);
    if let Some(&(found, _)) = done.last()
        && found > known
    {
        return Err(StoreError::NewerDatabase { found, known });
    }
    for (version, sum) in done {
        if !MIGRATIONS
            .iter()
            .any(|m| m.version == *version && checksum(m.sql) == *sum)
        {
            let reason = "isi migrasi yang pernah dijalankan berbeda dari yang dibawa program ini. \
                          Jalankan program yang membuat basis data ini; versi uji tidak dapat diperbarui"
                .to_owned();
            return Err(StoreError::Migration {
                version: *version,
                reason,
            });
        }
    }
    Ok(MIGRATIONS
        .iter()
        .filter(|m| done.iter().all(|(version, _)| *version != m.version))
        .collect())
}

fn checksum(sql: &str) -> String {
    base64::engine::general_purpose::STANDARD.encode(Sha256::digest(sql.as_bytes()))
}
