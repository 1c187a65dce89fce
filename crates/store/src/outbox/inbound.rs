//! What came in through gateways: each delivery once, and the parts of long messages.

use jiff::Timestamp;
use lapor_domain::ids::{BodyId, ReportId};
use uuid::Uuid;
use zeroize::Zeroizing;

use crate::record::content::open_text;
use crate::record::{RecordError, micros, moment};
use crate::seal::{BodyKey, Entropy, RowRef};
use crate::{FromRow, Row, StoreError, Tx, params};

/// What is bound into the sealing of a part.
const KIND: &str = "inbound_part";

/// What an earlier delivery of the same message came to.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Inbound {
    /// What was done, as a code.
    pub outcome: String,
    /// Which report it made or spoke of.
    pub report: Option<ReportId>,
}

/// Looks an earlier delivery up.
///
/// # Errors
/// Where the database fails.
pub async fn inbound(tx: &mut Tx<'_>, key: &[u8; 32]) -> Result<Option<Inbound>, StoreError> {
    const SQL: &str = "SELECT outcome, report_id FROM inbound WHERE key_hash = $1";
    let row = tx.row::<(String, Option<Uuid>)>(SQL, params![key]).await?;
    Ok(row.map(|(outcome, report)| Inbound {
        outcome,
        report: report.map(ReportId),
    }))
}

/// Remembers a delivery.
///
/// # Errors
/// Where the database fails.
pub async fn remember_inbound(
    tx: &mut Tx<'_>,
    key: &[u8; 32],
    outcome: &str,
    report: Option<ReportId>,
    now: Timestamp,
) -> Result<(), StoreError> {
    const SQL: &str =
        "INSERT INTO inbound (key_hash, at_us, outcome, report_id) VALUES ($1, $2, $3, $4)
        ON CONFLICT (key_hash) DO NOTHING";
    let report = report.map(|report| report.0);
    tx.exec(SQL, params![key, micros(now), outcome, report])
        .await
        .map(drop)
}

/// One part of a long message, sealed.
#[derive(Clone)]
pub struct Part {
    /// The long message: gateway, sender and reference, hashed.
    pub group: [u8; 32],
    /// Which part, from 1.
    pub part: i64,
    /// Of how many.
    pub total: i64,
    /// The gateway's own id of this part, hashed.
    pub key: [u8; 32],
    /// Whose key seals it.
    pub body: BodyId,
    /// The gateway's name.
    pub gateway: String,
    /// When it came.
    pub at: Timestamp,
    /// The message it belongs to was dealt with.
    pub done: bool,
    seal_id: Uuid,
    wrapped_key: Option<Vec<u8>>,
    sealed: Option<Vec<u8>>,
}

impl Part {
    /// Seals a part's words and sender.
    #[expect(
        clippy::too_many_arguments,
        reason = "one caller, which has them all at hand"
    )]
    pub fn seal(
        group: [u8; 32],
        part: i64,
        total: i64,
        delivery: [u8; 32],
        gateway: &str,
        at: Timestamp,
        seal_id: Uuid,
        plain: &str,
        key: &BodyKey,
        entropy: &mut dyn Entropy,
    ) -> Self {
        let row = RowRef {
            id: seal_id,
            kind: KIND,
        };
        let sealed = key.seal(row, plain.as_bytes(), entropy);
        Self {
            group,
            part,
            total,
            key: delivery,
            body: BodyId(key.body()),
            gateway: gateway.to_owned(),
            at,
            done: false,
            seal_id,
            wrapped_key: Some(sealed.wrapped_key),
            sealed: Some(sealed.ciphertext),
        }
    }

    /// The words; `None` where they were forgotten.
    ///
    /// # Errors
    /// [`RecordError::Sealed`] where the row does not open.
    pub fn open(&self, key: &BodyKey) -> Result<Option<Zeroizing<String>>, RecordError> {
        let row = RowRef {
            id: self.seal_id,
            kind: KIND,
        };
        open_text(
            key,
            row,
            self.wrapped_key.as_deref(),
            self.sealed.as_deref(),
        )
    }
}

impl FromRow for Part {
    fn from_row(row: Row<'_>) -> Result<Self, StoreError> {
        let hash = |bytes: Vec<u8>| {
            <[u8; 32]>::try_from(bytes).map_err(|_| StoreError::BadValue {
                column: 0,
                expected: "32 bytes",
            })
        };
        Ok(Self {
            group: hash(row.get(0)?)?,
            part: row.get(1)?,
            total: row.get(2)?,
            key: hash(row.get(3)?)?,
            body: BodyId(row.get(4)?),
            gateway: row.get(5)?,
            at: moment(row.get(6)?),
            done: row.get(7)?,
            seal_id: row.get(8)?,
            wrapped_key: row.get(9)?,
            sealed: row.get(10)?,
        })
    }
}

/// Keeps a part. A reference that is used again, by a telephone that counts only to 255, begins anew.
///
/// # Errors
/// Where the database fails.
pub async fn put_part(tx: &mut Tx<'_>, part: &Part) -> Result<(), StoreError> {
    const REUSED: &str = "DELETE FROM inbound_part WHERE group_hash = $1 AND (done OR total <> $2)";
    const SQL: &str = "INSERT INTO inbound_part (group_hash, part, total, key_hash, body_id, gateway, at_us, done,
        seal_id, wrapped_key, sealed) VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11)
        ON CONFLICT (group_hash, part) DO NOTHING";
    tx.exec(REUSED, params![&part.group, part.total]).await?;
    tx.exec(
        SQL,
        params![
            &part.group,
            part.part,
            part.total,
            &part.key,
            part.body.0,
            part.gateway.as_str(),
            micros(part.at),
            false,
            part.seal_id,
            part.wrapped_key.as_deref(),
            part.sealed.as_deref()
        ],
    )
    .await
    .map(drop)
}

/// The parts of a long message, in order.
///
/// # Errors
/// Where the database fails.
pub async fn parts_of(tx: &mut Tx<'_>, group: &[u8; 32]) -> Result<Vec<Part>, StoreError> {
    const SQL: &str = "SELECT group_hash, part, total, key_hash, body_id, gateway, at_us, done, seal_id, wrapped_key,
        sealed FROM inbound_part WHERE group_hash = $1 ORDER BY part";
    tx.rows(SQL, params![group]).await
}

/// Long messages whose first part came before a moment and that were not dealt with; at most 100.
///
/// # Errors
/// Where the database fails.
pub async fn part_groups_before(
    tx: &mut Tx<'_>,
    before: Timestamp,
) -> Result<Vec<[u8; 32]>, StoreError> {
    const SQL: &str = "SELECT group_hash FROM inbound_part WHERE NOT done GROUP BY group_hash
        HAVING min(at_us) <= $1 ORDER BY min(at_us) LIMIT 100";
    let groups = tx.rows::<Vec<u8>>(SQL, params![micros(before)]).await?;
    Ok(groups
        .into_iter()
        .filter_map(|group| group.try_into().ok())
        .collect())
}

/// A long message was dealt with: its words go, that it was there stays.
///
/// # Errors
/// Where the database fails.
pub async fn parts_done(tx: &mut Tx<'_>, group: &[u8; 32]) -> Result<(), StoreError> {
    const SQL: &str = "UPDATE inbound_part SET done = $2, wrapped_key = NULL, sealed = NULL WHERE group_hash = $1";
    tx.exec(SQL, params![group, true]).await.map(drop)
}

/// Forgets parts that were dealt with before a moment.
///
/// # Errors
/// Where the database fails.
pub async fn forget_parts(tx: &mut Tx<'_>, before: Timestamp) -> Result<(), StoreError> {
    const SQL: &str = "DELETE FROM inbound_part WHERE done AND at_us < $1";
    tx.exec(SQL, params![micros(before)]).await.map(drop)
}
