//! Taking messages to send, and writing down what came of it.

use jiff::Timestamp;
use uuid::Uuid;

use super::{COLUMNS, Message};
use crate::lease::take;
use crate::record::micros;
use crate::{StoreError, Tx, params};

/// What a try came to.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Outcome {
    /// The gateway or receiver took it.
    Sent,
    /// Not now: again at this moment.
    Later(Timestamp),
    /// Never: shown to the administrator.
    Dead,
    /// Nobody wants it any more, or there is nothing to tell: stopped, erased, hidden.
    Dropped,
}

impl Outcome {
    /// As it is written down: the state, the word for the try, when it is tried next, when it ended.
    pub(crate) fn written(
        &self,
        now: Timestamp,
    ) -> (&'static str, &'static str, Timestamp, Option<i64>) {
        let ended = Some(micros(now));
        match self {
            Self::Sent => ("sent", "sent", now, ended),
            Self::Later(at) => ("queued", "failed", *at, None),
            Self::Dead => ("dead", "dead", now, ended),
            Self::Dropped => ("dropped", "dropped", now, ended),
        }
    }
}

/// One try.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Tried {
    /// Which message.
    pub message: Uuid,
    /// Which try it was, from 1.
    pub n: i64,
    /// What came of it.
    pub outcome: Outcome,
    /// The gateway's own code.
    pub code: Option<String>,
    /// Our sentence about it; never words of people.
    pub error: Option<String>,
}

/// Takes up to `limit` messages of a channel that are due, for as long as the lease; oldest first.
///
/// # Errors
/// Where the database fails.
pub async fn claim(
    tx: &mut Tx<'_>,
    channel: &str,
    now: Timestamp,
    leased_till: Timestamp,
    limit: i64,
) -> Result<Vec<Message>, StoreError> {
    const LEASE: &str = "UPDATE message SET leased_till = $2 WHERE id = $1";
    let due = format!(
        "SELECT {COLUMNS} FROM message WHERE channel = $1 AND state = 'queued' AND run_at <= $2
         AND leased_till <= $2 ORDER BY run_at, seq, id LIMIT $3"
    );
    let values = params![channel, micros(now), limit];
    take(tx, &due, values, LEASE, leased_till, |one: &Message| one.id).await
}

/// Gives messages back that were taken and not tried, each until its moment.
///
/// # Errors
/// Where the database fails.
pub async fn release(tx: &mut Tx<'_>, messages: &[(Uuid, Timestamp)]) -> Result<(), StoreError> {
    const SQL: &str =
        "UPDATE message SET leased_till = 0, run_at = $2 WHERE id = $1 AND state = 'queued'";
    for (id, run_at) in messages {
        tx.exec(SQL, params![id, micros(*run_at)]).await?;
    }
    Ok(())
}

/// Writes down what tries came to.
///
/// # Errors
/// Where the database fails.
pub async fn record(tx: &mut Tx<'_>, tried: &[Tried], now: Timestamp) -> Result<(), StoreError> {
    const NOTE: &str = "INSERT INTO message_attempt (message_id, n, at_us, outcome, code, error)
        VALUES ($1, $2, $3, $4, $5, $6) ON CONFLICT (message_id, n) DO NOTHING";
    const STATE: &str =
        "UPDATE message SET state = $2, attempts = $3, run_at = $4, leased_till = 0, ended_at = $5,
        code = $6, error = $7 WHERE id = $1 AND state = 'queued'";
    for one in tried {
        let (state, word, run_at, ended) = one.outcome.written(now);
        let (code, error) = (one.code.as_deref(), one.error.as_deref());
        tx.exec(
            NOTE,
            params![one.message, one.n, micros(now), word, code, error],
        )
        .await?;
        tx.exec(
            STATE,
            params![
                one.message,
                state,
                one.n,
                micros(run_at),
                ended,
                code,
                error
            ],
        )
        .await?;
    }
    Ok(())
}
