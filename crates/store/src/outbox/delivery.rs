//! What became of messages after they left: delivery reports, letters that came back, addresses that lead nowhere.

use jiff::Timestamp;
use lapor_domain::ids::{BodyId, ReportId};
use uuid::Uuid;

use super::{JOB, Purpose, contact, job_id, job_key};
use crate::record::{job, micros};
use crate::{StoreError, Tx, params};

/// Most rows of tries that reports about one message may add.
const MOST_NOTES: i64 = 50;

/// What is reported of a message.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Ended {
    /// It arrived.
    Delivered,
    /// It came back, or was given up on the way.
    Returned,
    /// A machine answered it: it arrived, nobody read it yet.
    AutoReplied,
}

impl Ended {
    /// The word in the record of tries.
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Delivered => "delivered",
            Self::Returned => "returned",
            Self::AutoReplied => "auto-replied",
        }
    }
}

/// Remembers under which id a gateway knows a message.
///
/// # Errors
/// Where the database fails.
pub async fn handed(
    tx: &mut Tx<'_>,
    gateway: &str,
    their_id: &str,
    message: Uuid,
    now: Timestamp,
) -> Result<(), StoreError> {
    const SQL: &str =
        "INSERT INTO message_handed (gateway, their_id, message_id, at_us) VALUES ($1, $2, $3, $4)
        ON CONFLICT (gateway, their_id) DO UPDATE SET message_id = excluded.message_id, at_us = excluded.at_us";
    tx.exec(SQL, params![gateway, their_id, message, micros(now)])
        .await
        .map(drop)
}

/// The message that a gateway knows under an id.
///
/// # Errors
/// Where the database fails.
pub async fn handed_message(
    tx: &mut Tx<'_>,
    gateway: &str,
    their_id: &str,
) -> Result<Option<Uuid>, StoreError> {
    const SQL: &str = "SELECT message_id FROM message_handed WHERE gateway = $1 AND their_id = $2";
    tx.row(SQL, params![gateway, their_id]).await
}

/// Writes down what was reported. One that came back is dead, and its notice looks for the next door. Gives whether
/// anything changed: the same report again changes nothing.
///
/// # Errors
/// Where the database fails.
pub async fn ended(
    tx: &mut Tx<'_>,
    message: Uuid,
    ended: Ended,
    (code, error): (&str, Option<&str>),
    now: Timestamp,
) -> Result<bool, StoreError> {
    const FIND: &str = "SELECT state, attempts FROM message WHERE id = $1";
    const LAST: &str = "SELECT outcome FROM message_attempt WHERE message_id = $1 AND n = $2";
    const NOTE: &str = "INSERT INTO message_attempt (message_id, n, at_us, outcome, code, error)
        VALUES ($1, $2, $3, $4, $5, $6) ON CONFLICT (message_id, n) DO NOTHING";
    const COUNT: &str = "UPDATE message SET attempts = $2 WHERE id = $1";
    const DEAD: &str =
        "UPDATE message SET state = 'dead', run_at = $2, ended_at = $2, leased_till = 0, code = $3,
        error = $4 WHERE id = $1";
    let found = tx.row::<(String, i64)>(FIND, params![message]).await?;
    let Some((state, tries)) = found else {
        return Ok(false);
    };
    let last: Option<String> = tx.row(LAST, params![message, tries]).await?;
    let is_repeat = last.as_deref() == Some(ended.as_str());
    // What still waits to be sent, or was never sent, cannot have come back; a late report of an earlier try may.
    if is_repeat || tries == 0 || tries >= MOST_NOTES || (state != "sent" && state != "queued") {
        return Ok(false);
    }
    let n = tries + 1;
    tx.exec(
        NOTE,
        params![message, n, micros(now), ended.as_str(), code, error],
    )
    .await?;
    tx.exec(COUNT, params![message, n]).await?;
    if ended == Ended::Returned {
        tx.exec(DEAD, params![message, micros(now), code, error])
            .await?;
        next_door(tx, message, now).await?;
    }
    Ok(true)
}

/// Has the notice of a dead message composed anew: there may be another door.
///
/// # Errors
/// Where the database fails.
pub async fn next_door(tx: &mut Tx<'_>, message: Uuid, now: Timestamp) -> Result<(), StoreError> {
    const SQL: &str = "SELECT about_id, seq, notice FROM message WHERE id = $1 AND seq IS NOT NULL
        AND about_id IS NOT NULL AND state = 'dead'";
    let row = tx.row::<(Uuid, i64, String)>(SQL, params![message]).await?;
    let Some((about, seq, told)) = row else {
        return Ok(());
    };
    let (about, seq) = (ReportId(about), u32::try_from(seq).unwrap_or(0));
    let payload = format!("\"{told}\"");
    job::add(
        tx,
        job_id(about, seq),
        JOB,
        &job_key(about, seq),
        &payload,
        now,
    )
    .await
}

/// Whether a message failed for good.
///
/// # Errors
/// Where the database fails.
pub async fn died(tx: &mut Tx<'_>, message: Uuid) -> Result<bool, StoreError> {
    const SQL: &str = "SELECT attempts FROM message WHERE id = $1 AND state = 'dead'";
    let row = tx.row::<i64>(SQL, params![message]).await?;
    Ok(row.is_some())
}

/// Notes that an address does not exist, as a server said of a message.
///
/// # Errors
/// Where the database fails.
pub async fn unreachable(
    tx: &mut Tx<'_>,
    body: BodyId,
    purpose: Purpose,
    hash: &[u8; 32],
    message: Uuid,
    now: Timestamp,
) -> Result<(), StoreError> {
    const SQL: &str = "INSERT INTO contact_unreachable (body_id, purpose, hash, message_id, at_us)
        VALUES ($1, $2, $3, $4, $5) ON CONFLICT (body_id, purpose, hash)
        DO UPDATE SET message_id = excluded.message_id, at_us = excluded.at_us";
    tx.exec(
        SQL,
        params![body.0, purpose.as_str(), hash, message, micros(now)],
    )
    .await
    .map(drop)
}

/// Whether it was said of an address.
///
/// # Errors
/// Where the database fails.
pub async fn is_unreachable(
    tx: &mut Tx<'_>,
    body: BodyId,
    purpose: Purpose,
    hash: &[u8; 32],
) -> Result<bool, StoreError> {
    const SQL: &str =
        "SELECT at_us FROM contact_unreachable WHERE body_id = $1 AND purpose = $2 AND hash = $3";
    contact::is_marked(tx, SQL, body, purpose, hash).await
}

/// Its holder wrote to us: it does exist.
///
/// # Errors
/// Where the database fails.
pub async fn reachable(
    tx: &mut Tx<'_>,
    body: BodyId,
    purpose: Purpose,
    hash: &[u8; 32],
) -> Result<(), StoreError> {
    const SQL: &str =
        "DELETE FROM contact_unreachable WHERE body_id = $1 AND purpose = $2 AND hash = $3";
    contact::unmark(tx, SQL, body, purpose, hash).await
}

/// Forgets ids of gateways and marks of addresses from before a moment: a mailbox may be there again.
pub(super) async fn forget(tx: &mut Tx<'_>, before: Timestamp) -> Result<(), StoreError> {
    const HANDED: &str = "DELETE FROM message_handed WHERE at_us < $1";
    const MARKS: &str = "DELETE FROM contact_unreachable WHERE at_us < $1";
    tx.exec(HANDED, params![micros(before)]).await?;
    tx.exec(MARKS, params![micros(before)]).await.map(drop)
}
