//! Who follows a report or a list by e-mail. The address is sealed under the body's key and found by its keyed hash.

use jiff::Timestamp;
use lapor_domain::ids::{BodyId, ReportId};
use lapor_domain::report::Report;
use lapor_domain::report::event::{Recorded, What};
use lapor_domain::visibility::is_public;
use uuid::Uuid;
use zeroize::Zeroizing;

use crate::record::content::open_text;
use crate::record::{RecordError, micros, moment};
use crate::seal::{BodyKey, Entropy, RowRef};
use crate::{FromRow, Row, StoreError, Tx, params};

/// What is bound into the sealing of an address.
const KIND: &str = "follow";

/// Somebody who asked to be told.
#[derive(Clone)]
pub struct NewFollow {
    /// A keyed hash of address and subject: asking twice makes one.
    pub id: Uuid,
    /// Whose key seals it.
    pub body: BodyId,
    /// Keyed hash of the address.
    pub hash: [u8; 32],
    /// The report; `None` for a list.
    pub report: Option<ReportId>,
    /// What the list is narrowed to, as a query.
    pub filter: String,
    /// Language of the letters.
    pub language: &'static str,
    wrapped_key: Vec<u8>,
    sealed: Vec<u8>,
}

impl NewFollow {
    /// Seals an address; the rest is to be filled in.
    pub fn seal(id: Uuid, key: &BodyKey, address: &str, entropy: &mut dyn Entropy) -> Self {
        let sealed = key.seal(RowRef { id, kind: KIND }, address.as_bytes(), entropy);
        Self {
            id,
            body: BodyId(key.body()),
            hash: [0; 32],
            report: None,
            filter: String::new(),
            language: "id",
            wrapped_key: sealed.wrapped_key,
            sealed: sealed.ciphertext,
        }
    }
}

/// One who follows, the address still sealed.
#[derive(Clone)]
pub struct Follow {
    /// Its id.
    pub id: Uuid,
    /// Whose key opens it.
    pub body: BodyId,
    /// The report; `None` for a list.
    pub report: Option<ReportId>,
    /// What the list is narrowed to, as a query.
    pub filter: String,
    /// Language of the letters.
    pub language: String,
    /// They opened the link in the first letter.
    pub confirmed: bool,
    /// When they asked.
    pub created_at: Timestamp,
    /// Told up to here: of a report the number of an event, of a list a moment.
    pub told: i64,
    /// When there may be something to tell.
    pub next_at: Option<i64>,
    wrapped_key: Vec<u8>,
    sealed: Vec<u8>,
}

impl Follow {
    /// The address.
    ///
    /// # Errors
    /// [`RecordError::Sealed`] where the row does not open.
    pub fn open(&self, key: &BodyKey) -> Result<Option<Zeroizing<String>>, RecordError> {
        let row = RowRef {
            id: self.id,
            kind: KIND,
        };
        open_text(key, row, Some(&self.wrapped_key), Some(&self.sealed))
    }
}

impl std::fmt::Debug for Follow {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "Follow({})", self.id)
    }
}

const COLUMNS: &str = "id, body_id, report_id, filter, language, confirmed, created_at, told, next_at, wrapped_key, sealed";

impl FromRow for Follow {
    fn from_row(row: Row<'_>) -> Result<Self, StoreError> {
        Ok(Self {
            id: row.get(0)?,
            body: BodyId(row.get(1)?),
            report: row.get::<Option<Uuid>>(2)?.map(ReportId),
            filter: row.get(3)?,
            language: row.get(4)?,
            confirmed: row.get(5)?,
            created_at: moment(row.get(6)?),
            told: row.get(7)?,
            next_at: row.get(8)?,
            wrapped_key: row.get(9)?,
            sealed: row.get(10)?,
        })
    }
}

/// Keeps a wish, until it is confirmed; one that is there stays as it is, but may be confirmed from now on again.
///
/// # Errors
/// Where the database fails.
pub async fn put(tx: &mut Tx<'_>, follow: &NewFollow, now: Timestamp) -> Result<(), StoreError> {
    const SQL: &str = "INSERT INTO follow (id, body_id, hash, report_id, filter, language, wrapped_key, sealed,
        confirmed, created_at, told) VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, 0)
        ON CONFLICT (id) DO UPDATE SET created_at = excluded.created_at, language = excluded.language";
    tx.exec(
        SQL,
        params![
            follow.id,
            follow.body.0,
            &follow.hash,
            follow.report.map(|report| report.0),
            follow.filter.as_str(),
            follow.language,
            &follow.wrapped_key,
            &follow.sealed,
            false,
            micros(now)
        ],
    )
    .await
    .map(drop)
}

/// One by its id.
///
/// # Errors
/// Where the database fails.
pub async fn get(tx: &mut Tx<'_>, id: Uuid) -> Result<Option<Follow>, StoreError> {
    let sql = format!("SELECT {COLUMNS} FROM follow WHERE id = $1");
    Ok(tx.rows_dyn(&sql, params![id]).await?.into_iter().next())
}

/// How many one address follows or asked to.
///
/// # Errors
/// Where the database fails.
pub async fn count(tx: &mut Tx<'_>, body: BodyId, hash: &[u8; 32]) -> Result<i64, StoreError> {
    const SQL: &str = "SELECT count(*) FROM follow WHERE body_id = $1 AND hash = $2";
    Ok(tx
        .row::<i64>(SQL, params![body.0, hash])
        .await?
        .unwrap_or(0))
}

/// They opened the link: from here on they are told. Does nothing where they were before.
///
/// # Errors
/// Where the database fails.
pub async fn confirm(
    tx: &mut Tx<'_>,
    id: Uuid,
    told: i64,
    next_at: Option<Timestamp>,
) -> Result<(), StoreError> {
    const SQL: &str =
        "UPDATE follow SET confirmed = $2, told = $3, next_at = $4 WHERE id = $1 AND NOT confirmed";
    tx.exec(SQL, params![id, true, told, next_at.map(micros)])
        .await
        .map(drop)
}

/// They want no more: nothing is kept of it, and what waits is not sent.
///
/// # Errors
/// Where the database fails.
pub async fn end(tx: &mut Tx<'_>, id: Uuid) -> Result<(), StoreError> {
    const WAITING: &str = "DELETE FROM message WHERE state = 'queued'
        AND id IN (SELECT message_id FROM follow_message WHERE follow_id = $1)";
    const LETTERS: &str = "DELETE FROM follow_letter WHERE follow_id = $1";
    const SQL: &str = "DELETE FROM follow WHERE id = $1";
    for sql in [WAITING, LETTERS, SQL] {
        tx.exec(sql, params![id]).await?;
    }
    Ok(())
}

/// The holder of an address wants no letters of a body at all.
///
/// # Errors
/// Where the database fails.
pub async fn end_all(tx: &mut Tx<'_>, body: BodyId, hash: &[u8; 32]) -> Result<(), StoreError> {
    const SQL: &str = "SELECT id FROM follow WHERE body_id = $1 AND hash = $2";
    let all: Vec<Uuid> = tx.rows(SQL, params![body.0, hash]).await?;
    for id in all {
        end(tx, id).await?;
    }
    Ok(())
}

/// Those to whom there may be something to tell; at most `limit`.
///
/// # Errors
/// Where the database fails.
pub async fn due(tx: &mut Tx<'_>, now: Timestamp, limit: i64) -> Result<Vec<Follow>, StoreError> {
    let sql = format!(
        "SELECT {COLUMNS} FROM follow WHERE confirmed AND next_at IS NOT NULL AND next_at <= $1
         ORDER BY next_at, id LIMIT $2"
    );
    tx.rows_dyn(&sql, params![micros(now), limit]).await
}

/// They were told up to here. News that came meanwhile stays due.
///
/// # Errors
/// Where the database fails.
pub async fn told(
    tx: &mut Tx<'_>,
    follow: &Follow,
    told: i64,
    next_at: Option<Timestamp>,
) -> Result<(), StoreError> {
    const SQL: &str =
        "UPDATE follow SET told = $2, next_at = CASE WHEN next_at = $3 THEN $4 ELSE next_at END
        WHERE id = $1";
    let next = next_at.map(micros);
    tx.exec(SQL, params![follow.id, told, follow.next_at, next])
        .await
        .map(drop)
}

/// A letter goes to them: by its id they are found when they end it.
///
/// # Errors
/// Where the database fails.
pub async fn note_letter(
    tx: &mut Tx<'_>,
    message: Uuid,
    follow: Uuid,
    told: i64,
    about: &[ReportId],
) -> Result<(), StoreError> {
    const OF: &str = "INSERT INTO follow_message (message_id, follow_id) VALUES ($1, $2)
        ON CONFLICT (message_id) DO NOTHING";
    const ABOUT: &str = "INSERT INTO follow_letter (report_id, message_id, follow_id, told)
        VALUES ($1, $2, $3, $4) ON CONFLICT (report_id, message_id) DO NOTHING";
    tx.exec(OF, params![message, follow]).await?;
    for report in about {
        tx.exec(ABOUT, params![report.0, message, follow, told])
            .await?;
    }
    Ok(())
}

/// Whose letter a message is.
///
/// # Errors
/// Where the database fails.
pub async fn of_message(tx: &mut Tx<'_>, message: Uuid) -> Result<Option<Uuid>, StoreError> {
    const SQL: &str = "SELECT follow_id FROM follow_message WHERE message_id = $1";
    tx.row(SQL, params![message]).await
}

/// Something happened to a report: who follows it is told, and what waits to be sent and is no longer true for everybody
/// is taken back. Called by the projection, in the event's transaction.
///
/// # Errors
/// Where the database fails.
pub(crate) async fn ask(
    tx: &mut Tx<'_>,
    before: Option<&Report>,
    after: &Report,
    event: &Recorded,
) -> Result<(), StoreError> {
    let was = before.is_some_and(is_public);
    if !was && !is_public(after) {
        return Ok(());
    }
    let ceased = was && !is_public(after);
    let rewrites = matches!(
        event.event.what,
        What::Erased { .. } | What::TextEdited { .. }
    );
    if ceased || rewrites {
        take_back(tx, after.id, event.recorded_at).await?;
    }
    if is_public(after) && after.public_at == Some(event.recorded_at) {
        const WAKE: &str = "UPDATE follow SET next_at = $2 WHERE report_id = $1 AND confirmed";
        tx.exec(WAKE, params![after.id.0, micros(event.recorded_at)])
            .await?;
    }
    Ok(())
}

/// Letters that speak of a report and wait are not sent; what else they told is told anew.
async fn take_back(tx: &mut Tx<'_>, report: ReportId, now: Timestamp) -> Result<(), StoreError> {
    const FIND: &str = "SELECT l.message_id, l.follow_id, l.told FROM follow_letter l
        JOIN message m ON m.id = l.message_id WHERE l.report_id = $1 AND m.state = 'queued'";
    const LETTER: &str = "DELETE FROM message WHERE id = $1 AND state = 'queued'";
    const AGAIN: &str = "UPDATE follow SET next_at = $3,
        told = CASE WHEN told > $2 THEN $2 ELSE told END WHERE id = $1";
    const NOTES: &str = "DELETE FROM follow_letter WHERE message_id = $1";
    let waiting = tx
        .rows::<(Uuid, Uuid, i64)>(FIND, params![report.0])
        .await?;
    for (message, follow, told) in waiting {
        tx.exec(LETTER, params![message]).await?;
        tx.exec(AGAIN, params![follow, told, micros(now)]).await?;
        tx.exec(NOTES, params![message]).await?;
    }
    Ok(())
}

/// Forgets wishes that were not confirmed since a moment, and what was noted of letters that no longer wait.
///
/// # Errors
/// Where the database fails.
pub async fn forget(tx: &mut Tx<'_>, asked_before: Timestamp) -> Result<(), StoreError> {
    const WISHES: &str = "DELETE FROM follow WHERE NOT confirmed AND created_at < $1";
    const LETTERS: &str = "DELETE FROM follow_letter
        WHERE message_id NOT IN (SELECT id FROM message WHERE state = 'queued')";
    const MESSAGES: &str = "DELETE FROM follow_message
        WHERE message_id NOT IN (SELECT id FROM message WHERE sealed IS NOT NULL)";
    tx.exec(WISHES, params![micros(asked_before)]).await?;
    tx.exec(LETTERS, &[]).await?;
    tx.exec(MESSAGES, &[]).await.map(drop)
}
