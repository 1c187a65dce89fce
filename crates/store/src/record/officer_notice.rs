//! When and where officers want to hear of their work, and which digests they were sent.

use jiff::Timestamp;
use lapor_domain::ids::OfficerId;
use lapor_domain::tracking::TrackingNo;
use uuid::Uuid;
use zeroize::Zeroizing;

use super::content::open_text;
use super::{RecordError, micros};
use crate::seal::{BodyKey, Entropy, RowRef};
use crate::{FromRow, Row, StoreError, Tx, Value, params};

/// What is bound into the sealing of an address.
const KIND: &str = "officer_notice";

/// What an officer wants; the address is still sealed.
#[derive(Clone)]
pub struct OfficerNotice {
    /// Whose.
    pub officer: OfficerId,
    /// When they want to hear, as code.
    pub wish: String,
    /// In which language.
    pub language: String,
    wrapped_key: Vec<u8>,
    sealed: Vec<u8>,
}

impl OfficerNotice {
    /// Seals an address. `plain` is what [`OfficerNotice::open`] gives back.
    pub fn seal(
        officer: OfficerId,
        wish: &str,
        language: &str,
        plain: &str,
        key: &BodyKey,
        entropy: &mut dyn Entropy,
    ) -> Self {
        let row = RowRef {
            id: officer.0,
            kind: KIND,
        };
        let sealed = key.seal(row, plain.as_bytes(), entropy);
        Self {
            officer,
            wish: wish.to_owned(),
            language: language.to_owned(),
            wrapped_key: sealed.wrapped_key,
            sealed: sealed.ciphertext,
        }
    }

    /// The address.
    ///
    /// # Errors
    /// [`RecordError::Sealed`] where the row does not open.
    pub fn open(&self, key: &BodyKey) -> Result<Option<Zeroizing<String>>, RecordError> {
        let row = RowRef {
            id: self.officer.0,
            kind: KIND,
        };
        open_text(key, row, Some(&self.wrapped_key), Some(&self.sealed))
    }
}

impl FromRow for OfficerNotice {
    fn from_row(row: Row<'_>) -> Result<Self, StoreError> {
        Ok(Self {
            officer: OfficerId(row.get(0)?),
            wish: row.get(1)?,
            language: row.get(2)?,
            wrapped_key: row.get(3)?,
            sealed: row.get(4)?,
        })
    }
}

/// Keeps what an officer wants.
///
/// # Errors
/// Where the database fails.
pub async fn put(
    tx: &mut Tx<'_>,
    notice: &OfficerNotice,
    now: Timestamp,
) -> Result<(), StoreError> {
    const SQL: &str = "INSERT INTO officer_notice (officer_id, wish, language, wrapped_key, sealed, at_us)
        VALUES ($1, $2, $3, $4, $5, $6) ON CONFLICT (officer_id) DO UPDATE SET wish = excluded.wish,
        language = excluded.language, wrapped_key = excluded.wrapped_key, sealed = excluded.sealed, at_us = excluded.at_us";
    tx.exec(
        SQL,
        params![
            notice.officer.0,
            notice.wish.as_str(),
            notice.language.as_str(),
            &notice.wrapped_key,
            &notice.sealed,
            micros(now)
        ],
    )
    .await
    .map(drop)
}

/// What all officers want who said so.
///
/// # Errors
/// Where the database fails.
pub async fn all(tx: &mut Tx<'_>) -> Result<Vec<OfficerNotice>, StoreError> {
    const SQL: &str = "SELECT officer_id, wish, language, wrapped_key, sealed FROM officer_notice";
    tx.rows(SQL, params![]).await
}

/// A digest that went out, or had nothing to say.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub struct Digest {
    /// To whom.
    pub officer: OfficerId,
    /// Which kind.
    pub kind: String,
    /// Of which day or week.
    pub period: String,
}

impl FromRow for Digest {
    fn from_row(row: Row<'_>) -> Result<Self, StoreError> {
        Ok(Self {
            officer: OfficerId(row.get(0)?),
            kind: row.get(1)?,
            period: row.get(2)?,
        })
    }
}

/// Digests since a moment.
///
/// # Errors
/// Where the database fails.
pub async fn digests(tx: &mut Tx<'_>, since: Timestamp) -> Result<Vec<Digest>, StoreError> {
    const SQL: &str = "SELECT officer_id, kind, period FROM digest WHERE at_us >= $1";
    tx.rows(SQL, params![micros(since)]).await
}

/// Notes a digest, and forgets those before a moment.
///
/// # Errors
/// Where the database fails.
pub async fn note(
    tx: &mut Tx<'_>,
    digest: &Digest,
    now: Timestamp,
    before: Timestamp,
) -> Result<(), StoreError> {
    const SQL: &str = "INSERT INTO digest (officer_id, kind, period, at_us) VALUES ($1, $2, $3, $4)
        ON CONFLICT (officer_id, kind, period) DO NOTHING";
    const FORGET: &str = "DELETE FROM digest WHERE at_us < $1";
    tx.exec(
        SQL,
        params![
            digest.officer.0,
            digest.kind.as_str(),
            digest.period.as_str(),
            micros(now)
        ],
    )
    .await?;
    tx.exec(FORGET, params![micros(before)]).await.map(drop)
}

/// Kinds of events that happened to these reports since a moment.
///
/// # Errors
/// Where the database fails.
pub async fn happened(
    tx: &mut Tx<'_>,
    reports: &[TrackingNo],
    since: Timestamp,
) -> Result<Vec<(TrackingNo, String)>, StoreError> {
    if reports.is_empty() {
        return Ok(Vec::new());
    }
    let mut values: Vec<Value<'static>> = vec![Value::from(micros(since))];
    values.extend(reports.iter().map(|number| Value::from(number.to_string())));
    let places: Vec<String> = (2..=values.len()).map(|n| format!("${n}")).collect();
    let sql = format!(
        "SELECT r.tracking_no, e.kind FROM report r JOIN event e ON e.body_id = r.body_id
        AND e.stream_kind = 'report' AND e.stream_id = r.id
        WHERE e.recorded_at >= $1 AND r.tracking_no IN ({})",
        places.join(", ")
    );
    let rows = tx.rows_dyn::<(String, String)>(&sql, &values).await?;
    let known = rows
        .into_iter()
        .filter_map(|(number, kind)| Some((TrackingNo::parse(&number).ok()?, kind)));
    Ok(known.collect())
}

/// Those of these reports whose reporter was asked something and has said nothing since.
///
/// # Errors
/// Where the database fails.
pub async fn asked_last(
    tx: &mut Tx<'_>,
    reports: &[TrackingNo],
) -> Result<Vec<TrackingNo>, StoreError> {
    if reports.is_empty() {
        return Ok(Vec::new());
    }
    let values: Vec<Value<'static>> = reports
        .iter()
        .map(|number| Value::from(number.to_string()))
        .collect();
    let places: Vec<String> = (1..=values.len()).map(|n| format!("${n}")).collect();
    let sql = format!(
        "SELECT r.tracking_no FROM report r JOIN event e ON e.body_id = r.body_id
        AND e.stream_kind = 'report' AND e.stream_id = r.id
        WHERE e.kind IN ('asked', 'replied') AND r.tracking_no IN ({}) GROUP BY r.tracking_no
        HAVING max(CASE WHEN e.kind = 'asked' THEN e.seq ELSE 0 END) > max(CASE WHEN e.kind = 'asked' THEN 0 ELSE e.seq END)",
        places.join(", ")
    );
    let rows = tx.rows_dyn::<String>(&sql, &values).await?;
    let known = rows
        .iter()
        .filter_map(|number| TrackingNo::parse(number).ok());
    Ok(known.collect())
}

/// The officer's row; the key of it is theirs alone.
///
/// # Errors
/// Where the database fails.
pub async fn get(tx: &mut Tx<'_>, officer: OfficerId) -> Result<Option<OfficerNotice>, StoreError> {
    const SQL: &str = "SELECT officer_id, wish, language, wrapped_key, sealed FROM officer_notice WHERE officer_id = $1";
    tx.row::<OfficerNotice>(SQL, params![officer.0]).await
}

/// Addresses of officers are sealed under this, not under a body's key: officers change bodies.
pub const KEY_OF: Uuid = Uuid::nil();
