//! Secrets that open something: reporters' phrases, officers' passwords, sessions, failed attempts.
//! Only hashes are stored.

use jiff::Timestamp;
use lapor_domain::ids::{OfficerId, ReportId};
use uuid::Uuid;

use super::{micros, moment};
use crate::{FromRow, Row, StoreError, Tx, params};

/// Keeps the keyed hash of a report's phrase.
///
/// # Errors
/// Where the database fails.
pub async fn put_phrase(
    tx: &mut Tx<'_>,
    hash: &[u8; 32],
    report: ReportId,
    now: Timestamp,
) -> Result<(), StoreError> {
    const SQL: &str =
        "INSERT INTO credential (phrase_hash, report_id, created_at) VALUES ($1, $2, $3)";
    tx.exec(SQL, params![hash, report.0, micros(now)]).await?;
    Ok(())
}

/// The report that a phrase opens.
///
/// # Errors
/// Where the database fails.
pub async fn by_phrase(tx: &mut Tx<'_>, hash: &[u8; 32]) -> Result<Option<ReportId>, StoreError> {
    const SQL: &str = "SELECT report_id FROM credential WHERE phrase_hash = $1";
    Ok(tx.row::<Uuid>(SQL, params![hash]).await?.map(ReportId))
}

/// Sets an officer's password hash and ends all their sessions.
///
/// # Errors
/// Where the database fails.
pub async fn set_password(
    tx: &mut Tx<'_>,
    officer: OfficerId,
    hash: &str,
    now: Timestamp,
) -> Result<(), StoreError> {
    const SQL: &str = "INSERT INTO password (officer_id, hash, changed_at) VALUES ($1, $2, $3)
        ON CONFLICT (officer_id) DO UPDATE SET hash = excluded.hash, changed_at = excluded.changed_at";
    tx.exec(SQL, params![officer.0, hash, micros(now)]).await?;
    end_sessions(tx, officer).await
}

/// An officer's password hash.
///
/// # Errors
/// Where the database fails.
pub async fn password(tx: &mut Tx<'_>, officer: OfficerId) -> Result<Option<String>, StoreError> {
    tx.row(
        "SELECT hash FROM password WHERE officer_id = $1",
        params![officer.0],
    )
    .await
}

/// Whom a session belongs to.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum SessionOf {
    /// An officer.
    Officer(OfficerId),
    /// The holder of a report's phrase.
    Reporter(ReportId),
}

/// A session as stored.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Session {
    /// Whose.
    pub of: SessionOf,
    /// Start.
    pub created_at: Timestamp,
    /// Last use noted.
    pub seen_at: Timestamp,
    /// End, unless used before.
    pub expires_at: Timestamp,
}

/// Starts a session.
///
/// # Errors
/// Where the database fails.
pub async fn start_session(
    tx: &mut Tx<'_>,
    token_hash: &[u8; 32],
    session: &Session,
) -> Result<(), StoreError> {
    const SQL: &str =
        "INSERT INTO session (token_hash, officer_id, report_id, created_at, seen_at, expires_at)
        VALUES ($1, $2, $3, $4, $5, $6)";
    let (officer, report) = match session.of {
        SessionOf::Officer(officer) => (Some(officer.0), None),
        SessionOf::Reporter(report) => (None, Some(report.0)),
    };
    tx.exec(
        SQL,
        params![
            token_hash,
            officer,
            report,
            micros(session.created_at),
            micros(session.seen_at),
            micros(session.expires_at)
        ],
    )
    .await?;
    Ok(())
}

/// A session that has not expired.
///
/// # Errors
/// Where the database fails.
pub async fn session(
    tx: &mut Tx<'_>,
    token_hash: &[u8; 32],
    now: Timestamp,
) -> Result<Option<Session>, StoreError> {
    const SQL: &str = "SELECT officer_id, report_id, created_at, seen_at, expires_at FROM session
        WHERE token_hash = $1 AND expires_at > $2";
    tx.row(SQL, params![token_hash, micros(now)]).await
}

/// Notes that a session was used, and until when it now lasts.
///
/// # Errors
/// Where the database fails.
pub async fn touch_session(
    tx: &mut Tx<'_>,
    token_hash: &[u8; 32],
    now: Timestamp,
    expires_at: Timestamp,
) -> Result<(), StoreError> {
    const SQL: &str = "UPDATE session SET seen_at = $2, expires_at = $3 WHERE token_hash = $1";
    tx.exec(SQL, params![token_hash, micros(now), micros(expires_at)])
        .await?;
    Ok(())
}

/// Ends a session.
///
/// # Errors
/// Where the database fails.
pub async fn end_session(tx: &mut Tx<'_>, token_hash: &[u8; 32]) -> Result<(), StoreError> {
    tx.exec(
        "DELETE FROM session WHERE token_hash = $1",
        params![token_hash],
    )
    .await?;
    Ok(())
}

/// An officer's sessions that have not expired, newest first, each with the hash of its token.
///
/// # Errors
/// Where the database fails.
pub async fn sessions_of(
    tx: &mut Tx<'_>,
    officer: OfficerId,
    now: Timestamp,
) -> Result<Vec<OpenSession>, StoreError> {
    const SQL: &str = "SELECT token_hash, created_at, seen_at FROM session
        WHERE officer_id = $1 AND expires_at > $2 ORDER BY seen_at DESC, token_hash LIMIT 100";
    tx.rows(SQL, params![officer.0, micros(now)]).await
}

/// A session as its owner sees it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct OpenSession {
    /// Hash of its token.
    pub token_hash: [u8; 32],
    /// Start.
    pub created_at: Timestamp,
    /// Last use noted.
    pub seen_at: Timestamp,
}

impl FromRow for OpenSession {
    fn from_row(row: Row<'_>) -> Result<Self, StoreError> {
        Ok(Self {
            token_hash: row.get(0)?,
            created_at: row.get(1)?,
            seen_at: row.get(2)?,
        })
    }
}

/// Ends all sessions of an officer: password changed, account disabled.
///
/// # Errors
/// Where the database fails.
pub async fn end_sessions(tx: &mut Tx<'_>, officer: OfficerId) -> Result<(), StoreError> {
    tx.exec(
        "DELETE FROM session WHERE officer_id = $1",
        params![officer.0],
    )
    .await?;
    Ok(())
}

/// Forgets what has expired: sessions, attempts, intake keys.
///
/// # Errors
/// Where the database fails.
pub async fn forget_expired(tx: &mut Tx<'_>, now: Timestamp) -> Result<(), StoreError> {
    let now = micros(now);
    tx.exec("DELETE FROM session WHERE expires_at <= $1", params![now])
        .await?;
    tx.exec("DELETE FROM attempt WHERE until_us <= $1", params![now])
        .await?;
    tx.exec(
        "DELETE FROM intake_key WHERE expires_at <= $1",
        params![now],
    )
    .await?;
    Ok(())
}

/// Failed attempts of someone in a scope, and until when they are remembered.
///
/// # Errors
/// Where the database fails.
pub async fn attempts(
    tx: &mut Tx<'_>,
    scope: &str,
    who: &[u8; 32],
    now: Timestamp,
) -> Result<Option<(i64, Timestamp)>, StoreError> {
    const SQL: &str =
        "SELECT failures, until_us FROM attempt WHERE scope = $1 AND who = $2 AND until_us > $3";
    let row = tx
        .row::<(i64, i64)>(SQL, params![scope, who, micros(now)])
        .await?;
    Ok(row.map(|(failures, until)| (failures, moment(until))))
}

/// Counts a failed attempt, remembered until `until`.
///
/// # Errors
/// Where the database fails.
pub async fn note_attempt(
    tx: &mut Tx<'_>,
    scope: &str,
    who: &[u8; 32],
    now: Timestamp,
    until: Timestamp,
) -> Result<(), StoreError> {
    const SQL: &str = "INSERT INTO attempt (scope, who, until_us, failures) VALUES ($1, $2, $3, 1)
        ON CONFLICT (scope, who) DO UPDATE SET until_us = $3,
        failures = CASE WHEN attempt.until_us > $4 THEN attempt.failures + 1 ELSE 1 END";
    tx.exec(SQL, params![scope, who, micros(until), micros(now)])
        .await?;
    Ok(())
}

/// Forgets failed attempts after a success.
///
/// # Errors
/// Where the database fails.
pub async fn clear_attempts(
    tx: &mut Tx<'_>,
    scope: &str,
    who: &[u8; 32],
) -> Result<(), StoreError> {
    tx.exec(
        "DELETE FROM attempt WHERE scope = $1 AND who = $2",
        params![scope, who],
    )
    .await?;
    Ok(())
}

impl FromRow for Session {
    fn from_row(row: Row<'_>) -> Result<Self, StoreError> {
        let of = match (row.get::<Option<Uuid>>(0)?, row.get::<Option<Uuid>>(1)?) {
            (Some(officer), _) => SessionOf::Officer(OfficerId(officer)),
            (None, Some(report)) => SessionOf::Reporter(ReportId(report)),
            (None, None) => {
                return Err(StoreError::BadValue {
                    column: 0,
                    expected: "uuid",
                });
            }
        };
        Ok(Self {
            of,
            created_at: moment(row.get(2)?),
            seen_at: moment(row.get(3)?),
            expires_at: moment(row.get(4)?),
        })
    }
}
