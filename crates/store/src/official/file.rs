//! Files of published editions, sealed.

use uuid::Uuid;
use zeroize::Zeroizing;

use crate::record::RecordError;
use crate::seal::{BodyKey, Entropy, RowRef, Sealed};
use crate::{FromRow, Row, StoreError, Tx, params};

/// What is bound into the sealing of a file.
const KIND: &str = "official_file";

/// A file as it was published.
#[derive(Clone)]
pub struct StoredFile {
    /// Of which edition.
    pub edition: Uuid,
    /// How it ends: `docx`.
    pub form: String,
    /// Its fingerprint, hexadecimal.
    pub sha256: String,
    /// Its bytes, counted.
    pub length: u64,
    sealed: Option<Sealed>,
}

impl StoredFile {
    /// Seals a file.
    pub fn seal(
        edition: Uuid,
        form: &str,
        sha256: String,
        bytes: &[u8],
        key: &BodyKey,
        entropy: &mut dyn Entropy,
    ) -> Self {
        let row = RowRef {
            id: edition,
            kind: KIND,
        };
        Self {
            edition,
            form: form.to_owned(),
            sha256,
            length: bytes.len() as u64,
            sealed: Some(key.seal(row, bytes, entropy)),
        }
    }

    /// Whether its bytes were kept, beside the fingerprint.
    pub const fn has_bytes(&self) -> bool {
        self.sealed.is_some()
    }

    /// Its bytes; none where only the fingerprint was kept.
    ///
    /// # Errors
    /// [`RecordError::Sealed`] where the row does not open.
    pub fn open(&self, key: &BodyKey) -> Result<Option<Zeroizing<Vec<u8>>>, RecordError> {
        let row = RowRef {
            id: self.edition,
            kind: KIND,
        };
        let opened = self.sealed.as_ref().map(|sealed| key.open(row, sealed));
        opened.transpose().map_err(|_| RecordError::Sealed)
    }
}

/// Keeps a file.
///
/// # Errors
/// Where the database fails.
pub async fn put(tx: &mut Tx<'_>, file: &StoredFile) -> Result<(), StoreError> {
    const SQL: &str =
        "INSERT INTO official_file (official_id, form, sha256, length, wrapped_key, sealed)
        VALUES ($1, $2, $3, $4, $5, $6)";
    let sealed = file.sealed.as_ref();
    tx.exec(
        SQL,
        params![
            file.edition,
            file.form.as_str(),
            file.sha256.as_str(),
            i64::try_from(file.length).unwrap_or(i64::MAX),
            sealed.map(|sealed| sealed.wrapped_key.as_slice()),
            sealed.map(|sealed| sealed.ciphertext.as_slice())
        ],
    )
    .await
    .map(drop)
}

/// One of an edition's files.
///
/// # Errors
/// Where the database fails.
pub async fn get(
    tx: &mut Tx<'_>,
    edition: Uuid,
    form: &str,
) -> Result<Option<StoredFile>, StoreError> {
    const SQL: &str =
        "SELECT official_id, form, sha256, length, wrapped_key, sealed FROM official_file
        WHERE official_id = $1 AND form = $2";
    tx.row::<StoredFile>(SQL, params![edition, form]).await
}

/// Forms, fingerprints and lengths of an edition's files.
///
/// # Errors
/// Where the database fails.
pub async fn fingerprints(
    tx: &mut Tx<'_>,
    edition: Uuid,
) -> Result<Vec<(String, String, u64)>, StoreError> {
    const SQL: &str =
        "SELECT form, sha256, length FROM official_file WHERE official_id = $1 ORDER BY form";
    let rows = tx
        .rows::<(String, String, i64)>(SQL, params![edition])
        .await?;
    let rows = rows.into_iter();
    Ok(rows
        .map(|(form, sha256, length)| (form, sha256, u64::try_from(length).unwrap_or_default()))
        .collect())
}

/// Words in an edition were erased: its files go, their fingerprints stay.
///
/// # Errors
/// Where the database fails.
pub async fn forget_bytes(tx: &mut Tx<'_>, edition: Uuid) -> Result<(), StoreError> {
    const SQL: &str =
        "UPDATE official_file SET wrapped_key = NULL, sealed = NULL WHERE official_id = $1";
    tx.exec(SQL, params![edition]).await.map(drop)
}

/// Editions of which bytes are kept.
///
/// # Errors
/// Where the database fails.
pub async fn with_files(tx: &mut Tx<'_>) -> Result<Vec<Uuid>, StoreError> {
    const SQL: &str = "SELECT DISTINCT official_id FROM official_file WHERE sealed IS NOT NULL";
    tx.rows(SQL, params![]).await
}

impl FromRow for StoredFile {
    fn from_row(row: Row<'_>) -> Result<Self, StoreError> {
        let wrapped_key = row.get::<Option<Vec<u8>>>(4)?;
        let sealed = row.get::<Option<Vec<u8>>>(5)?;
        Ok(Self {
            edition: row.get(0)?,
            form: row.get(1)?,
            sha256: row.get(2)?,
            length: u64::try_from(row.get::<i64>(3)?).unwrap_or_default(),
            sealed: wrapped_key
                .zip(sealed)
                .map(|(wrapped_key, ciphertext)| Sealed {
                    wrapped_key,
                    ciphertext,
                }),
        })
    }
}
