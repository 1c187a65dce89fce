//! Dialogues at messengers, and what their platforms say of messages afterwards.

use jiff::Timestamp;
use lapor_domain::ids::{BodyId, ReportId};
use uuid::Uuid;
use zeroize::Zeroizing;

use crate::record::content::open_text;
use crate::record::{RecordError, micros, moment};
use crate::seal::{BodyKey, Entropy, RowRef};
use crate::{FromRow, Row, StoreError, Tx, params};

/// What is bound into the sealing of a dialogue.
const KIND: &str = "chat_talk";

/// What was said so far with one sender, sealed.
#[derive(Clone)]
pub struct Talk {
    /// Door and sender, hashed.
    pub key: [u8; 32],
    /// Whose key seals it.
    pub body: BodyId,
    /// The sender's last word.
    pub heard: Timestamp,
    /// Raised with every word; 0 is a dialogue that is not stored yet.
    pub version: i64,
    /// When they are reminded of what they have not sent, if they shall be.
    pub remind: Option<Timestamp>,
    seal_id: Uuid,
    wrapped_key: Vec<u8>,
    sealed: Vec<u8>,
}

impl Talk {
    /// Seals what a dialogue came to. `version` is that of the one it follows.
    pub fn seal(
        key: [u8; 32],
        heard: Timestamp,
        version: i64,
        seal_id: Uuid,
        plain: &str,
        body: &BodyKey,
        entropy: &mut dyn Entropy,
    ) -> Self {
        let row = RowRef {
            id: seal_id,
            kind: KIND,
        };
        let sealed = body.seal(row, plain.as_bytes(), entropy);
        Self {
            key,
            body: BodyId(body.body()),
            heard,
            version: version + 1,
            remind: None,
            seal_id,
            wrapped_key: sealed.wrapped_key,
            sealed: sealed.ciphertext,
        }
    }

    /// What was said.
    ///
    /// # Errors
    /// [`RecordError::Sealed`] where the row does not open.
    pub fn open(&self, key: &BodyKey) -> Result<Zeroizing<String>, RecordError> {
        let row = RowRef {
            id: self.seal_id,
            kind: KIND,
        };
        let opened = open_text(key, row, Some(&self.wrapped_key), Some(&self.sealed))?;
        Ok(opened.unwrap_or_default())
    }
}

/// Columns of a [`Talk`], in its order.
const COLUMNS: &str =
    "key_hash, body_id, heard_us, version, remind_us, seal_id, wrapped_key, sealed";

impl FromRow for Talk {
    fn from_row(row: Row<'_>) -> Result<Self, StoreError> {
        let key: Vec<u8> = row.get(0)?;
        Ok(Self {
            key: key.try_into().map_err(|_| StoreError::BadValue {
                column: 0,
                expected: "32 bytes",
            })?,
            body: BodyId(row.get(1)?),
            heard: moment(row.get(2)?),
            version: row.get(3)?,
            remind: row.get::<Option<i64>>(4)?.map(moment),
            seal_id: row.get(5)?,
            wrapped_key: row.get(6)?,
            sealed: row.get(7)?,
        })
    }
}

/// The dialogue with a sender.
///
/// # Errors
/// Where the database fails.
pub async fn talk(tx: &mut Tx<'_>, key: &[u8; 32]) -> Result<Option<Talk>, StoreError> {
    let sql = format!("SELECT {COLUMNS} FROM chat_talk WHERE key_hash = $1");
    Ok(tx.rows_dyn(&sql, params![key]).await?.into_iter().next())
}

/// Keeps a dialogue, unless another word of the sender was dealt with since the one it follows was read. Gives
/// whether it was kept.
///
/// # Errors
/// Where the database fails.
pub async fn put_talk(tx: &mut Tx<'_>, talk: &Talk) -> Result<bool, StoreError> {
    const NEW: &str = "INSERT INTO chat_talk (key_hash, body_id, heard_us, version, remind_us, seal_id, wrapped_key, sealed)
        VALUES ($1, $2, $3, $4, $5, $6, $7, $8) ON CONFLICT (key_hash) DO NOTHING";
    const NEXT: &str = "UPDATE chat_talk SET body_id = $2, heard_us = $3, version = $4, remind_us = $5, seal_id = $6,
        wrapped_key = $7, sealed = $8 WHERE key_hash = $1 AND version = $4 - 1";
    let sql = if talk.version == 1 { NEW } else { NEXT };
    let written = tx
        .exec(
            sql,
            params![
                &talk.key,
                talk.body.0,
                micros(talk.heard),
                talk.version,
                talk.remind.map(micros),
                talk.seal_id,
                &talk.wrapped_key,
                &talk.sealed
            ],
        )
        .await?;
    Ok(written == 1)
}

/// When a sender was last heard, if that is not yet forgotten.
///
/// # Errors
/// Where the database fails.
pub async fn last_heard(tx: &mut Tx<'_>, key: &[u8; 32]) -> Result<Option<Timestamp>, StoreError> {
    const SQL: &str = "SELECT heard_us FROM chat_talk WHERE key_hash = $1";
    Ok(tx.row::<i64>(SQL, params![key]).await?.map(moment))
}

/// Dialogues whose sender was last heard before a moment; at most 100.
///
/// # Errors
/// Where the database fails.
pub async fn talks_before(tx: &mut Tx<'_>, before: Timestamp) -> Result<Vec<Talk>, StoreError> {
    let sql = format!(
        "SELECT {COLUMNS} FROM chat_talk WHERE heard_us < $1 ORDER BY heard_us, key_hash LIMIT 100"
    );
    tx.rows_dyn(&sql, params![micros(before)]).await
}

/// Dialogues whose sender is to be reminded by now; at most 100.
///
/// # Errors
/// Where the database fails.
pub async fn talks_to_remind(tx: &mut Tx<'_>, now: Timestamp) -> Result<Vec<Talk>, StoreError> {
    let sql = format!(
        "SELECT {COLUMNS} FROM chat_talk WHERE remind_us <= $1 ORDER BY remind_us, key_hash LIMIT 100"
    );
    tx.rows_dyn(&sql, params![micros(now)]).await
}

/// Their sender is reminded, once; gives whether that is still to be done.
///
/// # Errors
/// Where the database fails.
pub async fn reminded(tx: &mut Tx<'_>, talk: &Talk) -> Result<bool, StoreError> {
    const SQL: &str = "UPDATE chat_talk SET remind_us = NULL
        WHERE key_hash = $1 AND version = $2 AND remind_us IS NOT NULL";
    Ok(tx.exec(SQL, params![&talk.key, talk.version]).await? == 1)
}

/// Forgets dialogues, unless their sender was heard again.
///
/// # Errors
/// Where the database fails.
pub async fn forget_talks(tx: &mut Tx<'_>, talks: &[Talk]) -> Result<(), StoreError> {
    const SQL: &str = "DELETE FROM chat_talk WHERE key_hash = $1 AND version = $2";
    for talk in talks {
        tx.exec(SQL, params![&talk.key, talk.version]).await?;
    }
    Ok(())
}

/// What a platform says of a message that it took.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Delivery {
    /// It is on the telephone.
    Delivered,
    /// It never came there.
    Failed {
        /// The platform's code.
        code: String,
        /// Our sentence about it.
        error: String,
    },
}

/// Writes down what a platform says of a message, with its last try. It may say so before that try is written down.
///
/// # Errors
/// Where the database fails.
pub async fn note_delivery(
    tx: &mut Tx<'_>,
    message: Uuid,
    channel: &str,
    delivery: &Delivery,
    now: Timestamp,
) -> Result<(), StoreError> {
    const FIND: &str = "SELECT state, attempts FROM message WHERE id = $1 AND channel = $2";
    const NOTE: &str = "INSERT INTO message_attempt (message_id, n, at_us, outcome, code, error)
        VALUES ($1, $2, $3, $4, $5, $6) ON CONFLICT (message_id, n)
        DO UPDATE SET outcome = excluded.outcome, code = excluded.code, error = excluded.error";
    const DEAD: &str = "UPDATE message SET state = 'dead', attempts = $2, run_at = $3, leased_till = 0, ended_at = $3,
        code = $4, error = $5 WHERE id = $1";
    let row = tx
        .row::<(String, i64)>(FIND, params![message, channel])
        .await?;
    let Some((state, attempts)) = row else {
        return Ok(());
    };
    let n = match state.as_str() {
        "queued" => attempts + 1,
        "sent" => attempts,
        _ => return Ok(()),
    };
    let (outcome, code, error) = match delivery {
        Delivery::Delivered => ("delivered", None, None),
        Delivery::Failed { code, error } => ("dead", Some(code.as_str()), Some(error.as_str())),
    };
    tx.exec(NOTE, params![message, n, micros(now), outcome, code, error])
        .await?;
    if let Delivery::Failed { code, error } = delivery {
        let (code, error) = (code.as_str(), error.as_str());
        tx.exec(DEAD, params![message, n, micros(now), code, error])
            .await?;
    }
    Ok(())
}

/// Lets the messages about some reports that died of `code` be tried again: the person is there now.
///
/// # Errors
/// Where the database fails.
pub async fn revive(
    tx: &mut Tx<'_>,
    reports: &[ReportId],
    code: &str,
    now: Timestamp,
) -> Result<(), StoreError> {
    const SQL: &str =
        "UPDATE message SET state = 'queued', run_at = $3, created_at = $3, leased_till = 0,
        ended_at = NULL WHERE report_id = $1 AND state = 'dead' AND code = $2";
    for report in reports {
        tx.exec(SQL, params![report.0, code, micros(now)]).await?;
    }
    Ok(())
}
