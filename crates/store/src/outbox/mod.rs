//! Messages on their way to reporters: asked for with the event, composed by a job, sent by a task of its own.
//!
//! The words and the address are sealed under the key of the report's home body; a row without them was forgotten.

mod chat;
mod contact;
mod delivery;
mod inbound;
mod queue;
mod standing;

pub use chat::{
    Delivery, Talk, forget_talks, last_heard, note_delivery, put_talk, reminded, revive, talk,
    talks_before, talks_to_remind,
};
pub use contact::{is_stopped, language, resume, set_language, stop};
pub use delivery::{Ended, died, ended, handed, handed_message};
pub use delivery::{is_unreachable, next_door, reachable, unreachable};
pub use inbound::{Inbound, Part, inbound, remember_inbound};
pub use inbound::{forget_parts, part_groups_before, parts_done, parts_of, put_part};
pub use queue::{Outcome, Tried, claim, record, release};
pub use standing::{
    Attempt, DeadMessage, WaitingMessages, attempts, dead, left_over, retry, waiting,
};

use jiff::Timestamp;
use lapor_domain::ids::{BodyId, ReportId};
use lapor_domain::report::Report;
use lapor_domain::report::event::{Recorded, What};
use lapor_domain::report::notice::{self, Notice};
use uuid::Uuid;
use zeroize::Zeroizing;

use crate::record::content::open_text;
use crate::record::{RecordError, job, micros, moment};
use crate::seal::{BodyKey, Entropy, RowRef};
use crate::{FromRow, Row, StoreError, Tx, params};

/// Kind of the job that composes; its key is `{report}:{seq}`, its payload the notice as JSON.
pub const JOB: &str = "notice";
/// What is bound into the sealing of a message.
const KIND: &str = "message";
/// The keyed hash under which an address is found says which kind it is.
pub use crate::seal::LookupPurpose as Purpose;

/// Asks for the job that composes what the reporter is told of an event, if anything. Called by the projection.
///
/// # Errors
/// Where the database fails.
pub async fn ask(
    tx: &mut Tx<'_>,
    before: Option<&Report>,
    after: &Report,
    event: &Recorded,
) -> Result<(), StoreError> {
    if before.is_some_and(|before| !is_guarded(before)) && is_guarded(after) {
        ask_again(tx, after.id, event.recorded_at).await?;
    }
    ask_officers(tx, after, event).await?;
    let Some(told) = notice::notice(after, event).filter(|told| notice::may_reach(after, *told))
    else {
        return Ok(());
    };
    let key = job_key(after.id, event.seq);
    let payload = format!("\"{told}\"");
    let id = job_id(after.id, event.seq);
    job::add(tx, id, JOB, &key, &payload, event.recorded_at).await
}

/// Kind of the job that tells officers of a delay; its key is `{report}:{seq}`.
pub const DELAY_JOB: &str = "delay";

/// Asks for the job that tells officers of a step of the escalation.
async fn ask_officers(tx: &mut Tx<'_>, after: &Report, event: &Recorded) -> Result<(), StoreError> {
    const TAG: u128 = 0xDE1A << 112;
    let What::Escalated { told, .. } = &event.event.what else {
        return Ok(());
    };
    if told.is_empty() {
        return Ok(());
    }
    let id = Uuid::from_u128(after.id.0.as_u128() ^ TAG ^ (u128::from(event.seq) << 64));
    let key = job_key(after.id, event.seq);
    job::add(tx, id, DELAY_JOB, &key, "null", event.recorded_at).await
}

/// Secret or supervisory: no word of it leaves by a message.
pub const fn is_guarded(report: &Report) -> bool {
    report.rahasia || report.supervisory
}

/// The report became secret: what still waits to be sent is composed anew, without its words.
async fn ask_again(tx: &mut Tx<'_>, report: ReportId, now: Timestamp) -> Result<(), StoreError> {
    const FIND: &str = "SELECT about_id, seq, notice FROM message
        WHERE report_id = $1 AND state = 'queued' AND seq IS NOT NULL AND about_id IS NOT NULL";
    const DELETE: &str =
        "DELETE FROM message WHERE report_id = $1 AND state = 'queued' AND seq IS NOT NULL";
    let waiting = tx
        .rows::<(Uuid, i64, String)>(FIND, params![report.0])
        .await?;
    tx.exec(DELETE, params![report.0]).await?;
    for (about, seq, told) in waiting {
        let (about, seq) = (ReportId(about), u32::try_from(seq).unwrap_or(0));
        let key = job_key(about, seq);
        let payload = format!("\"{told}\"");
        job::add(tx, job_id(about, seq), JOB, &key, &payload, now).await?;
    }
    Ok(())
}

/// The key of the job for an event.
pub fn job_key(report: ReportId, seq: u32) -> String {
    format!("{report}:{seq}")
}

/// Reads it back.
pub fn read_job_key(key: &str) -> Option<(ReportId, u32)> {
    let (report, seq) = key.split_once(':')?;
    Some((ReportId(report.parse().ok()?), seq.parse().ok()?))
}

/// An id of its own for each report and event, without chance.
fn job_id(report: ReportId, seq: u32) -> Uuid {
    const TAG: u128 = 0x0E55 << 112;
    Uuid::from_u128(report.0.as_u128() ^ TAG ^ (u128::from(seq) << 64))
}

/// A message that is to be kept.
#[derive(Clone)]
pub struct NewMessage {
    /// Its id: the same message has the same one, whoever composes it.
    pub id: Uuid,
    /// Whose key seals it.
    pub body: BodyId,
    /// The report it is about, of whom it goes to.
    pub report: Option<ReportId>,
    /// The report whose event led to it: another one where the reader's own shares its handling.
    pub about: Option<ReportId>,
    /// The event, where one led to it.
    pub seq: Option<u32>,
    /// What it tells: a notice's code, or `reply`.
    pub notice: &'static str,
    /// Through which kind of door.
    pub channel: &'static str,
    /// Not before.
    pub run_at: Timestamp,
    /// Data key, wrapped.
    pub wrapped_key: Vec<u8>,
    /// Address and words.
    pub sealed: Vec<u8>,
}

impl NewMessage {
    /// Seals address and words. `plain` is what [`Message::open`] gives back.
    pub fn seal(id: Uuid, key: &BodyKey, plain: &str, entropy: &mut dyn Entropy) -> Self {
        let sealed = key.seal(RowRef { id, kind: KIND }, plain.as_bytes(), entropy);
        Self {
            id,
            body: BodyId(key.body()),
            report: None,
            about: None,
            seq: None,
            notice: "reply",
            channel: "sms",
            run_at: Timestamp::UNIX_EPOCH,
            wrapped_key: sealed.wrapped_key,
            sealed: sealed.ciphertext,
        }
    }
}

/// Keeps a message; one that is there already stays as it is. Gives whether it is new.
///
/// # Errors
/// Where the database fails.
pub async fn put(
    tx: &mut Tx<'_>,
    message: &NewMessage,
    now: Timestamp,
) -> Result<bool, StoreError> {
    const SQL: &str = "INSERT INTO message (id, body_id, report_id, about_id, seq, notice, channel, wrapped_key, sealed,
        state, attempts, run_at, leased_till, created_at)
        VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, 'queued', 0, $10, 0, $11) ON CONFLICT (id) DO NOTHING";
    let written = tx
        .exec(
            SQL,
            params![
                message.id,
                message.body.0,
                message.report.map(|report| report.0),
                message.about.map(|report| report.0),
                message.seq,
                message.notice,
                message.channel,
                &message.wrapped_key,
                &message.sealed,
                micros(message.run_at),
                micros(now)
            ],
        )
        .await?;
    Ok(written == 1)
}

/// A message as stored, still sealed.
#[derive(Clone)]
pub struct Message {
    /// Its id, the stable key.
    pub id: Uuid,
    /// Whose key opens it.
    pub body: BodyId,
    /// The report it is about.
    pub report: Option<ReportId>,
    /// What it tells.
    pub notice: String,
    /// Through which kind of door.
    pub channel: String,
    /// Tries so far.
    pub attempts: i64,
    /// When it was composed.
    pub created_at: Timestamp,
    wrapped_key: Option<Vec<u8>>,
    sealed: Option<Vec<u8>>,
}

impl Message {
    /// Address and words; `None` where they were forgotten.
    ///
    /// # Errors
    /// [`RecordError::Sealed`] where the row does not open.
    pub fn open(&self, key: &BodyKey) -> Result<Option<Zeroizing<String>>, RecordError> {
        let row = RowRef {
            id: self.id,
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

impl std::fmt::Debug for Message {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "Message({} {} {})", self.channel, self.notice, self.id)
    }
}

/// Columns of a [`Message`], in its order.
const COLUMNS: &str =
    "id, body_id, report_id, notice, channel, attempts, created_at, wrapped_key, sealed";

impl FromRow for Message {
    fn from_row(row: Row<'_>) -> Result<Self, StoreError> {
        Ok(Self {
            id: row.get(0)?,
            body: BodyId(row.get(1)?),
            report: row.get::<Option<Uuid>>(2)?.map(ReportId),
            notice: row.get(3)?,
            channel: row.get(4)?,
            attempts: row.get(5)?,
            created_at: moment(row.get(6)?),
            wrapped_key: row.get(7)?,
            sealed: row.get(8)?,
        })
    }
}

/// One message.
///
/// # Errors
/// Where the database fails.
pub async fn get(tx: &mut Tx<'_>, id: Uuid) -> Result<Option<Message>, StoreError> {
    let sql = format!("SELECT {COLUMNS} FROM message WHERE id = $1");
    Ok(tx.rows_dyn(&sql, params![id]).await?.into_iter().next())
}

/// The messages of a report, oldest first.
///
/// # Errors
/// Where the database fails.
pub async fn of_report(tx: &mut Tx<'_>, report: ReportId) -> Result<Vec<Message>, StoreError> {
    let sql = format!(
        "SELECT {COLUMNS} FROM message WHERE report_id = $1 ORDER BY created_at, id LIMIT 500"
    );
    tx.rows_dyn(&sql, params![report.0]).await
}

/// A person's data is erased: what was to be sent is not, and what was sent is forgotten.
///
/// # Errors
/// Where the database fails.
pub async fn forget_report(
    tx: &mut Tx<'_>,
    report: ReportId,
    now: Timestamp,
) -> Result<(), StoreError> {
    const SQL: &str = "UPDATE message SET wrapped_key = NULL, sealed = NULL,
        state = CASE WHEN state = 'sent' THEN state ELSE 'dropped' END, ended_at = $2 WHERE report_id = $1";
    const LANGUAGE: &str = "DELETE FROM reporter_language WHERE report_id = $1";
    tx.exec(SQL, params![report.0, micros(now)]).await?;
    tx.exec(LANGUAGE, params![report.0]).await?;
    Ok(())
}

/// Forgets words and addresses of messages that ended before a moment, and what was kept of deliveries in. What could not
/// be sent keeps its words, for it may be sent yet; what was sent and came back does not.
///
/// # Errors
/// Where the database fails.
pub async fn forget_old(tx: &mut Tx<'_>, before: Timestamp) -> Result<(), StoreError> {
    const SQL: &str = "UPDATE message SET wrapped_key = NULL, sealed = NULL
        WHERE sealed IS NOT NULL AND ended_at IS NOT NULL AND ended_at < $1 AND (state <> 'dead'
        OR EXISTS (SELECT 1 FROM message_attempt a WHERE a.message_id = message.id AND a.outcome = 'returned'))";
    tx.exec(SQL, params![micros(before)]).await?;
    tx.exec(
        "DELETE FROM inbound WHERE at_us < $1",
        params![micros(before)],
    )
    .await?;
    delivery::forget(tx, before).await?;
    forget_parts(tx, before).await
}

/// What a notice's job carries.
pub fn read_notice(payload: &str) -> Option<Notice> {
    payload.trim_matches('"').parse().ok()
}
