//! Fingerprints of a report's events: what was recorded, where it stands in the order of all events, and a hash by which
//! anybody can tell later that it is still the same.

use jiff::Timestamp;
use lapor_domain::ids::ReportId;
use sha2::{Digest, Sha256};

use super::moment;
use crate::{FromRow, Row, StoreError, Tx, params};

/// An event's place and fingerprint.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Print {
    /// Number in the report's history.
    pub seq: u32,
    /// When the program came to know of it.
    pub recorded_at: Timestamp,
    /// Place among all events of the installation; `None` until the sequencer gave it one.
    pub position: Option<u64>,
    /// SHA-256 of the event as it is stored: kind, line feed, version, line feed, payload. Words are not in it, only
    /// their salted commitments: they can be erased and the fingerprint stays.
    pub sha256: [u8; 32],
}

/// The fingerprints of all events of a report, in order.
///
/// # Errors
/// Where the database fails.
pub async fn of_report(tx: &mut Tx<'_>, id: ReportId) -> Result<Vec<Print>, StoreError> {
    const SQL: &str = "SELECT e.seq, e.recorded_at, e.position, e.kind, e.version, e.payload
        FROM report r JOIN event e ON e.body_id = r.body_id AND e.stream_kind = 'report' AND e.stream_id = r.id
        WHERE r.id = $1 ORDER BY e.seq";
    tx.rows(SQL, params![id.0]).await
}

impl FromRow for Print {
    fn from_row(row: Row<'_>) -> Result<Self, StoreError> {
        let (kind, version, payload): (String, i64, String) =
            (row.get(3)?, row.get(4)?, row.get(5)?);
        let written = format!("{kind}\n{version}\n{payload}");
        Ok(Self {
            seq: u32::try_from(row.get::<i64>(0)?).unwrap_or(u32::MAX),
            recorded_at: moment(row.get(1)?),
            position: row
                .get::<Option<i64>>(2)?
                .and_then(|position| u64::try_from(position).ok()),
            sha256: Sha256::digest(written.as_bytes()).into(),
        })
    }
}
