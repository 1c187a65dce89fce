//! Erasable words: sealed where personal, plain where an officer released them.

use jiff::Timestamp;
use lapor_domain::content::{ContentKind, ContentRef};
use lapor_domain::ids::{BodyId, ContentId, ReportId};
use uuid::Uuid;
use zeroize::Zeroizing;

use super::project::model::RowValues;
use super::{RecordError, micros};
use crate::seal::{BodyKey, Entropy, RowRef, Salt, commit, hex};
use crate::{FromRow, Row, StoreError, Tx, Value, params};

/// Tag of the commitment: what kind of bytes are committed to.
const TAG: &str = "lapor/content/v1";

/// Columns of a row of words, for putting many down at once.
#[cfg(any(test, feature = "testing"))]
pub(crate) const COLUMNS: &[&str] = &[
    "id",
    "body_id",
    "stream_id",
    "kind",
    "salt",
    "wrapped_key",
    "sealed",
    "plain",
    "created_at",
];

/// Words ready to be stored: sealed, committed to, not yet in the database.
#[derive(Clone)]
pub struct NewContent {
    reference: ContentRef,
    salt: Salt,
    wrapped_key: Option<Vec<u8>>,
    sealed: Option<Vec<u8>>,
    plain: Option<String>,
}

impl NewContent {
    /// Seals words under a body's key. `id` is a fresh UUIDv7.
    pub fn seal(
        id: Uuid,
        kind: ContentKind,
        text: &str,
        key: &BodyKey,
        entropy: &mut dyn Entropy,
    ) -> Self {
        if is_plain(kind) {
            let (reference, salt) = committed(id, kind, text, entropy);
            return Self {
                reference,
                salt,
                wrapped_key: None,
                sealed: None,
                plain: Some(text.to_owned()),
            };
        }
        Self::seal_always(id, kind, text, key, entropy)
    }

    /// Seals words whatever their kind: edited words that no officer here has settled.
    pub fn seal_always(
        id: Uuid,
        kind: ContentKind,
        text: &str,
        key: &BodyKey,
        entropy: &mut dyn Entropy,
    ) -> Self {
        let (reference, salt) = committed(id, kind, text, entropy);
        let row = RowRef {
            id,
            kind: kind.as_str(),
        };
        let sealed = key.seal(row, text.as_bytes(), entropy);
        Self {
            reference,
            salt,
            wrapped_key: Some(sealed.wrapped_key),
            sealed: Some(sealed.ciphertext),
            plain: None,
        }
    }

    /// What events carry.
    pub fn reference(&self) -> &ContentRef {
        &self.reference
    }

    /// Its row, in the order of `COLUMNS`.
    pub(crate) fn values(&self, home: BodyId, report: ReportId, now: Timestamp) -> RowValues<'_> {
        vec![
            Value::from(self.reference.id.0),
            Value::from(home.0),
            Value::from(report.0),
            Value::from(self.reference.kind.as_str()),
            Value::from(&self.salt),
            Value::from(self.wrapped_key.as_deref()),
            Value::from(self.sealed.as_deref()),
            Value::from(self.plain.as_deref()),
            Value::from(micros(now)),
        ]
    }
}

fn committed(
    id: Uuid,
    kind: ContentKind,
    text: &str,
    entropy: &mut dyn Entropy,
) -> (ContentRef, Salt) {
    let salt: Salt = entropy.array();
    let reference = ContentRef {
        id: ContentId(id),
        kind,
        commitment: hex(&commit(TAG, &salt, text.as_bytes())),
    };
    (reference, salt)
}

/// Only what an officer made for the public, or for the reporter to read, is kept plain.
const fn is_plain(kind: ContentKind) -> bool {
    matches!(
        kind,
        ContentKind::TitleFinal | ContentKind::TextFinal | ContentKind::OfficerMessage
    )
}

/// Stores words, in the transaction of the event that refers to them.
///
/// # Errors
/// Where the database fails.
pub async fn insert(
    tx: &mut Tx<'_>,
    home: BodyId,
    report: ReportId,
    words: &[NewContent],
    now: Timestamp,
) -> Result<(), StoreError> {
    const SQL: &str = "INSERT INTO content (id, body_id, stream_id, kind, salt, wrapped_key, sealed, plain, created_at)
        VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9)";
    for word in words {
        tx.exec(SQL, &word.values(home, report, now)).await?;
    }
    Ok(())
}

/// A row of content, still sealed.
#[derive(Clone)]
pub struct StoredContent {
    id: Uuid,
    body: Uuid,
    kind: String,
    wrapped_key: Option<Vec<u8>>,
    sealed: Option<Vec<u8>>,
    plain: Option<String>,
}

impl StoredContent {
    /// Which row.
    pub const fn id(&self) -> ContentId {
        ContentId(self.id)
    }

    /// What it holds, as its code.
    pub fn kind(&self) -> &str {
        &self.kind
    }

    /// The body whose key opens it.
    pub const fn body(&self) -> BodyId {
        BodyId(self.body)
    }

    /// Opens the words; `Ok(None)` where they were erased.
    ///
    /// # Errors
    /// [`RecordError::Sealed`] with another key file or a damaged row.
    pub fn open(&self, key: &BodyKey) -> Result<Option<Zeroizing<String>>, RecordError> {
        if let Some(plain) = &self.plain {
            return Ok(Some(Zeroizing::new(plain.clone())));
        }
        let row = RowRef {
            id: self.id,
            kind: &self.kind,
        };
        open_text(
            key,
            row,
            self.wrapped_key.as_deref(),
            self.sealed.as_deref(),
        )
    }
}

/// Words of a sealed row; `None` where they were forgotten.
///
/// # Errors
/// [`RecordError::Sealed`] where the row does not open.
pub(crate) fn open_text(
    key: &BodyKey,
    row: RowRef<'_>,
    wrapped_key: Option<&[u8]>,
    sealed: Option<&[u8]>,
) -> Result<Option<Zeroizing<String>>, RecordError> {
    let (Some(wrapped_key), Some(sealed)) = (wrapped_key, sealed) else {
        return Ok(None);
    };
    let bytes = key
        .open_parts(row, wrapped_key, sealed)
        .map_err(|_| RecordError::Sealed)?;
    let text = std::str::from_utf8(&bytes).map_err(|_| RecordError::Sealed)?;
    Ok(Some(Zeroizing::new(text.to_owned())))
}

impl std::fmt::Debug for StoredContent {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        // Plain words are released ones, but the log is no place for them either.
        write!(f, "StoredContent({} {})", self.kind, self.id)
    }
}

impl FromRow for StoredContent {
    fn from_row(row: Row<'_>) -> Result<Self, StoreError> {
        Ok(Self {
            id: row.get(0)?,
            body: row.get(1)?,
            kind: row.get(2)?,
            wrapped_key: row.get(3)?,
            sealed: row.get(4)?,
            plain: row.get(5)?,
        })
    }
}

/// All words of a report, still sealed.
///
/// # Errors
/// Where the database fails.
pub async fn of_report(
    tx: &mut Tx<'_>,
    report: ReportId,
) -> Result<Vec<StoredContent>, StoreError> {
    const SQL: &str =
        "SELECT id, body_id, kind, wrapped_key, sealed, plain FROM content WHERE stream_id = $1";
    tx.rows(SQL, params![report.0]).await
}

/// All words of several reports, still sealed.
///
/// # Errors
/// Where the database fails.
pub async fn of_reports(
    tx: &mut Tx<'_>,
    ids: &[ReportId],
) -> Result<Vec<(ReportId, StoredContent)>, StoreError> {
    if ids.is_empty() {
        return Ok(Vec::new());
    }
    let (places, values) = super::listed(ids);
    let sql = format!(
        "SELECT id, body_id, kind, wrapped_key, sealed, plain, stream_id FROM content WHERE stream_id IN ({places})"
    );
    let found = tx.rows_dyn::<OfReport>(&sql, &values).await?;
    Ok(found.into_iter().map(|found| (found.0, found.1)).collect())
}

struct OfReport(ReportId, StoredContent);

impl FromRow for OfReport {
    fn from_row(row: Row<'_>) -> Result<Self, StoreError> {
        Ok(Self(ReportId(row.get(6)?), StoredContent::from_row(row)?))
    }
}

/// Chosen words, still sealed.
///
/// # Errors
/// Where the database fails.
pub async fn get(tx: &mut Tx<'_>, id: ContentId) -> Result<Option<StoredContent>, StoreError> {
    const SQL: &str =
        "SELECT id, body_id, kind, wrapped_key, sealed, plain FROM content WHERE id = $1";
    tx.row(SQL, params![id.0]).await
}

/// Erases words and their salts: the events' commitments stay, and can never be opened again.
///
/// # Errors
/// Where the database fails.
pub async fn erase(tx: &mut Tx<'_>, ids: &[ContentId], now: Timestamp) -> Result<(), StoreError> {
    const SQL: &str = "UPDATE content SET salt = NULL, wrapped_key = NULL, sealed = NULL, plain = NULL, erased_at = $2
        WHERE id = $1";
    for id in ids {
        tx.exec(SQL, params![id.0, micros(now)]).await?;
    }
    Ok(())
}
