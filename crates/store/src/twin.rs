//! Suspected twins: what a report is compared by, and which reports are worth comparing.
//!
//! A few keyed hashes lead to candidates through an index; their sketches are opened and scored by the caller.

use jiff::Timestamp;
use lapor_domain::ids::{BodyId, ReportId};
use uuid::Uuid;

use crate::record::{micros, moment};
use crate::seal::Sealed;
use crate::{FromRow, Row, StoreError, Tx, params};

/// Kind of the sealed row, bound into its encryption.
pub const SEAL: &str = "twin";

/// A keyed hash that a report is found by.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Hash {
    /// Its value.
    pub value: u64,
    /// Of the whole text, else of a place.
    pub is_text: bool,
}

/// A report that may be a twin.
#[derive(Clone, Debug)]
pub struct Candidate {
    /// Which.
    pub report: ReportId,
    /// Its home, under whose key it is sealed.
    pub home: BodyId,
    /// Arrival.
    pub received_at: Timestamp,
    /// Sketch and place.
    pub sealed: Sealed,
}

/// Writes what a report is compared by, in place of what was there.
///
/// # Errors
/// Where the database fails.
pub async fn put(
    tx: &mut Tx<'_>,
    report: ReportId,
    received_at: Timestamp,
    sealed: &Sealed,
    hashes: &[Hash],
) -> Result<(), StoreError> {
    const SKETCH: &str =
        "INSERT INTO twin (report_id, received_at, wrapped_key, sealed) VALUES ($1, $2, $3, $4)";
    const KEY: &str =
        "INSERT INTO twin_key (hash, received_at, report_id, is_text) VALUES ($1, $2, $3, $4)
        ON CONFLICT (hash, received_at, report_id) DO NOTHING";
    forget(tx, report).await?;
    let at = micros(received_at);
    tx.exec(
        SKETCH,
        params![report.0, at, &sealed.wrapped_key, &sealed.ciphertext],
    )
    .await?;
    for hash in hashes {
        tx.exec(
            KEY,
            params![hash.value.cast_signed(), at, report.0, hash.is_text],
        )
        .await?;
    }
    Ok(())
}

/// Takes a report out.
///
/// # Errors
/// Where the database fails.
pub async fn forget(tx: &mut Tx<'_>, report: ReportId) -> Result<(), StoreError> {
    tx.exec("DELETE FROM twin WHERE report_id = $1", params![report.0])
        .await?;
    tx.exec(
        "DELETE FROM twin_key WHERE report_id = $1",
        params![report.0],
    )
    .await
    .map(drop)
}

/// What a report is compared by; `None` where it never is.
///
/// # Errors
/// Where the database fails.
pub async fn of(tx: &mut Tx<'_>, report: ReportId) -> Result<Option<Candidate>, StoreError> {
    const SQL: &str =
        "SELECT t.report_id, r.body_id, t.received_at, t.wrapped_key, t.sealed FROM twin t
        JOIN report r ON r.id = t.report_id WHERE t.report_id = $1";
    tx.row(SQL, params![report.0]).await
}

/// What a report is found by.
///
/// # Errors
/// Where the database fails.
pub async fn hashes(tx: &mut Tx<'_>, report: ReportId) -> Result<Vec<Hash>, StoreError> {
    const SQL: &str = "SELECT hash, is_text FROM twin_key WHERE report_id = $1 ORDER BY hash";
    let rows = tx.rows::<(i64, bool)>(SQL, params![report.0]).await?;
    let hash = |(value, is_text): (i64, bool)| Hash {
        value: value.cast_unsigned(),
        is_text,
    };
    Ok(rows.into_iter().map(hash).collect())
}

/// Which reports may be offered.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Offer {
    /// To everybody: released, and still open.
    Public,
    /// To officers of the body that holds them.
    Staff,
}

/// Reports of a body under a hash, newest first, that came between two moments.
///
/// # Errors
/// Where the database fails.
pub async fn candidates(
    tx: &mut Tx<'_>,
    holder: BodyId,
    hash: u64,
    (from, to): (Timestamp, Timestamp),
    offer: Offer,
    limit: u32,
) -> Result<Vec<Candidate>, StoreError> {
    const PUBLIC: &str =
        "SELECT t.report_id, r.body_id, t.received_at, t.wrapped_key, t.sealed FROM twin_key k
        JOIN report r ON r.id = k.report_id JOIN twin t ON t.report_id = k.report_id
        WHERE k.hash = $1 AND k.received_at >= $2 AND k.received_at <= $3 AND r.holder_id = $4
        AND r.is_public AND r.needs_action
        AND r.state NOT IN ('archived', 'transferred', 'merged') ORDER BY k.received_at DESC LIMIT $5";
    const STAFF: &str =
        "SELECT t.report_id, r.body_id, t.received_at, t.wrapped_key, t.sealed FROM twin_key k
        JOIN report r ON r.id = k.report_id JOIN twin t ON t.report_id = k.report_id
        WHERE k.hash = $1 AND k.received_at >= $2 AND k.received_at <= $3 AND r.holder_id = $4
        ORDER BY k.received_at DESC LIMIT $5";
    let sql = match offer {
        Offer::Public => PUBLIC,
        Offer::Staff => STAFF,
    };
    tx.rows(
        sql,
        params![
            hash.cast_signed(),
            micros(from),
            micros(to),
            holder.0,
            i64::from(limit)
        ],
    )
    .await
}

/// Notes that somebody supports a report; false where they did already.
///
/// # Errors
/// Where the database fails.
pub async fn endorse(
    tx: &mut Tx<'_>,
    report: ReportId,
    who: &[u8; 32],
    now: Timestamp,
) -> Result<bool, StoreError> {
    const SQL: &str = "INSERT INTO endorsement (report_id, who, at) VALUES ($1, $2, $3)
        ON CONFLICT (report_id, who) DO NOTHING";
    Ok(tx.exec(SQL, params![report.0, who, micros(now)]).await? > 0)
}

/// How many are concerned by a report.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Affected {
    /// Others who reported the same and share its handling. Secret and supervisory ones do not exist here.
    pub joined: u64,
    /// Who said that they have the same problem, without filing.
    pub endorsements: u64,
}

/// How many are concerned by a report, as everybody may know it.
///
/// # Errors
/// Where the database fails.
pub async fn affected(tx: &mut Tx<'_>, report: ReportId) -> Result<Affected, StoreError> {
    const JOINED: &str = "SELECT count(*) FROM report
        WHERE merge_root = $1 AND rahasia = $2 AND supervisory = $2";
    const ENDORSED: &str = "SELECT count(*) FROM endorsement WHERE report_id = $1";
    let joined = tx.row::<i64>(JOINED, params![report.0, false]).await?;
    let endorsed = tx.row::<i64>(ENDORSED, params![report.0]).await?;
    Ok(Affected {
        joined: joined.unwrap_or(0).cast_unsigned(),
        endorsements: endorsed.unwrap_or(0).cast_unsigned(),
    })
}

impl FromRow for Candidate {
    fn from_row(row: Row<'_>) -> Result<Self, StoreError> {
        Ok(Self {
            report: ReportId(row.get::<Uuid>(0)?),
            home: BodyId(row.get::<Uuid>(1)?),
            received_at: moment(row.get(2)?),
            sealed: Sealed {
                wrapped_key: row.get(3)?,
                ciphertext: row.get(4)?,
            },
        })
    }
}
