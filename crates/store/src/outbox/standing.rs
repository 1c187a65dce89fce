//! How sending stands, for the administrator: what waits, what failed for good, and trying it again.

use jiff::Timestamp;
use lapor_domain::kept::Kept;
use uuid::Uuid;

use crate::among::among;
use crate::record::{micros, moment};
use crate::{FromRow, Row, StoreError, Tx, Value, params};

/// A message that failed for good. Names no address and no word of it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct DeadMessage {
    /// Its id.
    pub id: Uuid,
    /// Through which door.
    pub channel: String,
    /// What it tells.
    pub notice: String,
    /// The gateway's last code.
    pub code: Option<String>,
    /// What went wrong last.
    pub error: String,
    /// Tries.
    pub attempts: i64,
    /// Since when it is dead.
    pub since: Timestamp,
}

/// Messages that wait, of one channel.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct WaitingMessages {
    /// Which.
    pub channel: String,
    /// How many.
    pub count: u64,
    /// When the oldest was composed.
    pub oldest: Timestamp,
}

/// One try as written down.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Attempt {
    /// Which try, from 1.
    pub n: i64,
    /// When.
    pub at: Timestamp,
    /// `sent`, `failed`, `dead`, `dropped`.
    pub outcome: String,
    /// The gateway's code.
    pub code: Option<String>,
    /// What went wrong.
    pub error: Option<String>,
}

/// The condition on `body_id` that leaves what somebody keeps, its values from `$first` on.
fn of_kept(kept: &Kept, first: usize) -> (String, Vec<Value<'static>>) {
    let Kept::Bodies(bodies) = kept else {
        return (String::new(), Vec::new());
    };
    let (only, values) = among("body_id", bodies.iter().map(|body| body.0), first);
    (format!(" AND {only}"), values)
}

/// Messages of what somebody keeps that failed for good, newest first, at most 200.
///
/// # Errors
/// Where the database fails.
pub async fn dead(tx: &mut Tx<'_>, kept: &Kept) -> Result<Vec<DeadMessage>, StoreError> {
    let (only, values) = of_kept(kept, 1);
    let sql = format!(
        "SELECT id, channel, notice, code, error, attempts, run_at FROM message WHERE state = 'dead'{only}
        ORDER BY run_at DESC, id LIMIT 200"
    );
    tx.rows_dyn(&sql, &values).await
}

/// Messages of what somebody keeps that wait or are being sent, by channel.
///
/// # Errors
/// Where the database fails.
pub async fn waiting(tx: &mut Tx<'_>, kept: &Kept) -> Result<Vec<WaitingMessages>, StoreError> {
    let (only, values) = of_kept(kept, 1);
    let sql = format!(
        "SELECT channel, count(*), min(created_at) FROM message WHERE state = 'queued'{only}
        GROUP BY channel ORDER BY channel"
    );
    tx.rows_dyn(&sql, &values).await
}

/// How many wait or are dead.
///
/// # Errors
/// Where the database fails.
pub async fn left_over(tx: &mut Tx<'_>) -> Result<i64, StoreError> {
    const SQL: &str = "SELECT count(*) FROM message WHERE state IN ('queued', 'dead')";
    Ok(tx.row(SQL, params![]).await?.unwrap_or(0))
}

/// The tries of a message, in order.
///
/// # Errors
/// Where the database fails.
pub async fn attempts(tx: &mut Tx<'_>, message: Uuid) -> Result<Vec<Attempt>, StoreError> {
    const SQL: &str = "SELECT n, at_us, outcome, code, error FROM message_attempt WHERE message_id = $1 ORDER BY n";
    tx.rows(SQL, params![message]).await
}

/// Lets dead messages of what somebody keeps be tried again: the one of an id, or all. Gives how many.
///
/// # Errors
/// Where the database fails.
pub async fn retry(
    tx: &mut Tx<'_>,
    id: Option<Uuid>,
    kept: &Kept,
    now: Timestamp,
) -> Result<u64, StoreError> {
    let (mut only, mut params) = of_kept(kept, 1);
    if let Some(id) = id {
        params.push(id.into());
        only = format!("{only} AND id = ${}", params.len());
    }
    // Their addresses get another chance, too.
    let forgive = format!(
        "DELETE FROM contact_unreachable WHERE message_id IN (SELECT id FROM message WHERE state = 'dead'{only})"
    );
    tx.exec_dyn(&forgive, &params).await?;
    params.push(micros(now).into());
    let at = params.len();
    // As young as new, or it would be given up at once; its tries go on counting, each has a row.
    let again = format!(
        "UPDATE message SET state = 'queued', run_at = ${at}, created_at = ${at}, leased_till = 0,
        ended_at = NULL WHERE state = 'dead'{only}"
    );
    tx.exec_dyn(&again, &params).await
}

impl FromRow for DeadMessage {
    fn from_row(row: Row<'_>) -> Result<Self, StoreError> {
        Ok(Self {
            id: row.get(0)?,
            channel: row.get(1)?,
            notice: row.get(2)?,
            code: row.get(3)?,
            error: row.get::<Option<String>>(4)?.unwrap_or_default(),
            attempts: row.get(5)?,
            since: moment(row.get(6)?),
        })
    }
}

impl FromRow for WaitingMessages {
    fn from_row(row: Row<'_>) -> Result<Self, StoreError> {
        Ok(Self {
            channel: row.get(0)?,
            count: row.get(1)?,
            oldest: row.get(2)?,
        })
    }
}

impl FromRow for Attempt {
    fn from_row(row: Row<'_>) -> Result<Self, StoreError> {
        Ok(Self {
            n: row.get(0)?,
            at: moment(row.get(1)?),
            outcome: row.get(2)?,
            code: row.get(3)?,
            error: row.get(4)?,
        })
    }
}
