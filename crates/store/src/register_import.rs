//! Registers that somebody is importing by page: what was uploaded, how it is to be read, how far it is.

use jiff::Timestamp;
use lapor_domain::ids::{BodyId, OfficerId};
use uuid::Uuid;
use zeroize::Zeroizing;

use crate::record::{RecordError, micros, moment};
use crate::seal::{BodyKey, Entropy, RowRef, Sealed};
use crate::{FromRow, Row, StoreError, Tx, params};

/// A part of an import that is kept sealed.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Part {
    /// The file as it came.
    File,
    /// The mapping, as TOML.
    Mapping,
    /// What was told of the last look or run.
    Told,
    /// Rows to mend, as CSV.
    List,
}

impl Part {
    const fn as_str(self) -> &'static str {
        match self {
            Self::File => "file",
            Self::Mapping => "mapping",
            Self::Told => "told",
            Self::List => "list",
        }
    }

    /// What is bound into its sealing.
    const fn kind(self) -> &'static str {
        match self {
            Self::File => "register_file",
            Self::Mapping => "register_mapping",
            Self::Told => "register_told",
            Self::List => "register_list",
        }
    }
}

/// A sealed part, ready to be kept.
#[derive(Clone)]
pub struct NewPart {
    part: Part,
    sealed: Sealed,
}

impl NewPart {
    /// Seals a part of an import.
    pub fn seal(
        import: Uuid,
        part: Part,
        key: &BodyKey,
        plain: &[u8],
        entropy: &mut dyn Entropy,
    ) -> Self {
        let row = RowRef {
            id: import,
            kind: part.kind(),
        };
        Self {
            part,
            sealed: key.seal(row, plain, entropy),
        }
    }
}

/// An import.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct RegisterImport {
    /// Its id.
    pub id: Uuid,
    /// Whose reports.
    pub body: BodyId,
    /// Who uploaded the file: nobody else sees its contents.
    pub officer: OfficerId,
    /// Name of the file.
    pub file_name: String,
    /// `open`, `running`, `done`, `failed`.
    pub state: String,
    /// Rows done.
    pub done: i64,
    /// Rows in all.
    pub total: i64,
    /// Rows to mend.
    pub to_mend: i64,
    /// When it was uploaded.
    pub created_at: Timestamp,
    /// When it was last seen running.
    pub beat_at: Timestamp,
}

const COLUMNS: &str =
    "id, body_id, officer_id, file_name, state, done, total, to_mend, created_at, beat_at";

impl FromRow for RegisterImport {
    fn from_row(row: Row<'_>) -> Result<Self, StoreError> {
        Ok(Self {
            id: row.get(0)?,
            body: BodyId(row.get(1)?),
            officer: OfficerId(row.get(2)?),
            file_name: row.get(3)?,
            state: row.get(4)?,
            done: row.get(5)?,
            total: row.get(6)?,
            to_mend: row.get(7)?,
            created_at: moment(row.get(8)?),
            beat_at: moment(row.get(9)?),
        })
    }
}

/// Keeps a new import.
///
/// # Errors
/// Where the database fails.
pub async fn put(tx: &mut Tx<'_>, import: &RegisterImport) -> Result<(), StoreError> {
    const SQL: &str = "INSERT INTO register_import (id, body_id, officer_id, file_name, state, done, total, to_mend,
        created_at, beat_at) VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10)";
    tx.exec(
        SQL,
        params![
            import.id,
            import.body.0,
            import.officer.0,
            import.file_name.as_str(),
            import.state.as_str(),
            import.done,
            import.total,
            import.to_mend,
            micros(import.created_at),
            micros(import.beat_at)
        ],
    )
    .await?;
    Ok(())
}

/// Keeps a part, in the place of what was kept before.
///
/// # Errors
/// Where the database fails.
pub async fn put_part(tx: &mut Tx<'_>, import: Uuid, part: &NewPart) -> Result<(), StoreError> {
    const SQL: &str = "INSERT INTO register_part (import_id, part, wrapped_key, sealed) VALUES ($1, $2, $3, $4)
        ON CONFLICT (import_id, part) DO UPDATE SET wrapped_key = excluded.wrapped_key, sealed = excluded.sealed";
    tx.exec(
        SQL,
        params![
            import,
            part.part.as_str(),
            &part.sealed.wrapped_key,
            &part.sealed.ciphertext
        ],
    )
    .await?;
    Ok(())
}

/// Reads a part; `None` where there is none, or none any more.
///
/// # Errors
/// [`RecordError`].
pub async fn part(
    tx: &mut Tx<'_>,
    import: Uuid,
    part: Part,
    key: &BodyKey,
) -> Result<Option<Zeroizing<Vec<u8>>>, RecordError> {
    const SQL: &str =
        "SELECT wrapped_key, sealed FROM register_part WHERE import_id = $1 AND part = $2";
    let found = tx
        .row::<(Vec<u8>, Vec<u8>)>(SQL, params![import, part.as_str()])
        .await?;
    let Some((wrapped_key, sealed)) = found else {
        return Ok(None);
    };
    let row = RowRef {
        id: import,
        kind: part.kind(),
    };
    let opened = key.open_parts(row, &wrapped_key, &sealed);
    opened.map(Some).map_err(|_| RecordError::Sealed)
}

/// An import.
///
/// # Errors
/// Where the database fails.
pub async fn get(tx: &mut Tx<'_>, id: Uuid) -> Result<Option<RegisterImport>, StoreError> {
    let sql = format!("SELECT {COLUMNS} FROM register_import WHERE id = $1");
    Ok(tx.rows_dyn(&sql, params![id]).await?.into_iter().next())
}

/// The imports of a body, newest first.
///
/// # Errors
/// Where the database fails.
pub async fn list(
    tx: &mut Tx<'_>,
    body: BodyId,
    limit: i64,
) -> Result<Vec<RegisterImport>, StoreError> {
    let sql = format!(
        "SELECT {COLUMNS} FROM register_import WHERE body_id = $1 ORDER BY created_at DESC, id DESC LIMIT $2"
    );
    tx.rows_dyn(&sql, params![body.0, limit]).await
}

/// Begins to run, unless it runs already and was seen running since a moment. Gives whether it is ours to run.
///
/// # Errors
/// Where the database fails.
pub async fn start(
    tx: &mut Tx<'_>,
    id: Uuid,
    seen_since: Timestamp,
    now: Timestamp,
) -> Result<bool, StoreError> {
    const SQL: &str = "UPDATE register_import SET state = 'running', done = 0, beat_at = $2
        WHERE id = $1 AND (state <> 'running' OR beat_at < $3)";
    Ok(tx
        .exec(SQL, params![id, micros(now), micros(seen_since)])
        .await?
        == 1)
}

/// It runs, and is so far.
///
/// # Errors
/// Where the database fails.
pub async fn beat(
    tx: &mut Tx<'_>,
    id: Uuid,
    done: i64,
    total: i64,
    now: Timestamp,
) -> Result<(), StoreError> {
    const SQL: &str = "UPDATE register_import SET done = $2, total = $3, beat_at = $4 WHERE id = $1 AND state = 'running'";
    tx.exec(SQL, params![id, done, total, micros(now)]).await?;
    Ok(())
}

/// It came to an end, or waits again for a person.
///
/// # Errors
/// Where the database fails.
pub async fn settle(
    tx: &mut Tx<'_>,
    id: Uuid,
    state: &str,
    to_mend: i64,
    now: Timestamp,
) -> Result<(), StoreError> {
    const SQL: &str =
        "UPDATE register_import SET state = $2, to_mend = $3, beat_at = $4 WHERE id = $1";
    tx.exec(SQL, params![id, state, to_mend, micros(now)])
        .await?;
    Ok(())
}

/// Forgets files and lists of imports that were uploaded before a moment; the mapping stays, to be used again.
///
/// # Errors
/// Where the database fails.
pub async fn forget_before(tx: &mut Tx<'_>, before: Timestamp) -> Result<(), StoreError> {
    const SQL: &str = "DELETE FROM register_part WHERE part <> 'mapping'
        AND import_id IN (SELECT id FROM register_import WHERE created_at < $1)";
    tx.exec(SQL, params![micros(before)]).await?;
    Ok(())
}
