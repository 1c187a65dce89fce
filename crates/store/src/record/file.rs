//! Rows that describe stored files. The bytes are written and flushed before the row refers to them.

use jiff::Timestamp;
use lapor_domain::ids::{BodyId, ContentId, FileId, ReportId};
use uuid::Uuid;

use super::micros;
use crate::{FromRow, Row, StoreError, Tx, params};

/// A stored file.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct FileRow {
    /// Name of its bytes.
    pub id: FileId,
    /// Report it belongs to.
    pub report: ReportId,
    /// Body whose key opens it.
    pub body: BodyId,
    /// `original`, `photo` or `thumbnail`.
    pub variant: String,
    /// The attachment it is a variant of.
    pub of_file: FileId,
    /// The attachment's erasable description.
    pub content: ContentId,
    /// Media type.
    pub media_type: String,
    /// Size in bytes as stored.
    pub bytes: i64,
    /// SHA-256 of the bytes as stored.
    pub sha256: Vec<u8>,
    /// Wrapped data key, for sealed originals.
    pub wrapped_key: Option<Vec<u8>>,
}

/// Inserts a file's row.
///
/// # Errors
/// Where the database fails.
pub async fn insert(tx: &mut Tx<'_>, file: &FileRow, now: Timestamp) -> Result<(), StoreError> {
    const SQL: &str =
        "INSERT INTO file (id, report_id, body_id, variant, of_file, media_type, bytes, sha256,
        wrapped_key, created_at, content_id) VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11)";
    tx.exec(
        SQL,
        params![
            file.id.0,
            file.report.0,
            file.body.0,
            file.variant.as_str(),
            file.of_file.0,
            file.media_type.as_str(),
            file.bytes,
            &file.sha256,
            file.wrapped_key.as_deref(),
            micros(now),
            file.content.0
        ],
    )
    .await?;
    Ok(())
}

/// A variant of an attachment.
///
/// # Errors
/// Where the database fails.
pub async fn variant(
    tx: &mut Tx<'_>,
    of_file: FileId,
    variant: &str,
) -> Result<Option<FileRow>, StoreError> {
    const SQL: &str =
        "SELECT id, report_id, body_id, variant, of_file, media_type, bytes, sha256, wrapped_key, content_id
        FROM file WHERE of_file = $1 AND variant = $2";
    tx.row(SQL, params![of_file.0, variant]).await
}

/// All files that rows refer to: what the sweeper must keep.
///
/// # Errors
/// Where the database fails.
pub async fn referenced(tx: &mut Tx<'_>) -> Result<Vec<FileId>, StoreError> {
    Ok(tx
        .rows::<Uuid>("SELECT id FROM file", params![])
        .await?
        .into_iter()
        .map(FileId)
        .collect())
}

impl FromRow for FileRow {
    fn from_row(row: Row<'_>) -> Result<Self, StoreError> {
        Ok(Self {
            id: FileId(row.get(0)?),
            report: ReportId(row.get(1)?),
            body: BodyId(row.get(2)?),
            variant: row.get(3)?,
            of_file: FileId(row.get(4)?),
            media_type: row.get(5)?,
            bytes: row.get(6)?,
            sha256: row.get(7)?,
            wrapped_key: row.get(8)?,
            content: ContentId(row.get(9)?),
        })
    }
}

/// Removes the rows of attachments whose description was erased.
///
/// # Errors
/// Where the database fails.
pub async fn remove_of_erased(
    tx: &mut Tx<'_>,
    report: ReportId,
    erased: &[ContentId],
) -> Result<(), StoreError> {
    // A person's erasure takes all files of the report's reporter; officers' evidence has words of its own.
    const SQL: &str = "DELETE FROM file WHERE report_id = $1 AND content_id = $2";
    for content in erased {
        tx.exec(SQL, params![report.0, content.0]).await?;
    }
    Ok(())
}
