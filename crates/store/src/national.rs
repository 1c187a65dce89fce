//! Reports on their way to the national system, and what that one says of reports that are handled here.

use jiff::Timestamp;
use lapor_domain::ids::{BodyId, ReportId};
use uuid::Uuid;

use crate::record::{micros, moment};
use crate::routing::last_position;
use crate::{FromRow, Row, StoreError, Tx, params};

/// Where a report stands on its way. Without a row it is *not sent*.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum LinkState {
    /// To be handed over.
    Waiting,
    /// Being handed over now.
    Sending,
    /// Handed over, and the answer was lost: whether it arrived is not known.
    Unknown,
    /// It is there, under a number of theirs.
    Sent,
    /// They refused it, or it may not be sent.
    Refused,
}

impl LinkState {
    /// All.
    pub const ALL: [Self; 5] = [
        Self::Waiting,
        Self::Sending,
        Self::Unknown,
        Self::Sent,
        Self::Refused,
    ];

    /// Its code.
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Waiting => "waiting",
            Self::Sending => "sending",
            Self::Unknown => "unknown",
            Self::Sent => "sent",
            Self::Refused => "refused",
        }
    }

    fn of(code: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|state| state.as_str() == code)
    }
}

/// A report on its way.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Link {
    /// Which report.
    pub report: ReportId,
    /// Whose door it goes through.
    pub body: BodyId,
    /// Where it stands.
    pub state: LinkState,
    /// Their number of it.
    pub tracking: Option<String>,
    /// Their number of the transaction.
    pub transaction: Option<String>,
    /// Tries so far.
    pub attempts: i64,
    /// When it is tried next.
    pub run_at: Timestamp,
    /// When it was asked for.
    pub created_at: Timestamp,
    /// When its state last changed.
    pub changed_at: Timestamp,
    /// When their list was last looked through for it in vain.
    pub looked_at: Option<Timestamp>,
    /// A short code of the last answer.
    pub code: Option<String>,
    /// Our sentence about it.
    pub error: Option<String>,
}

const COLUMNS: &str = "report_id, body_id, state, tracking_id, transaction_id, attempts, run_at, created_at, changed_at, \
    looked_at, code, error";

impl FromRow for Link {
    fn from_row(row: Row<'_>) -> Result<Self, StoreError> {
        let state: String = row.get(2)?;
        Ok(Self {
            report: ReportId(row.get(0)?),
            body: BodyId(row.get(1)?),
            state: LinkState::of(&state).ok_or(StoreError::BadValue {
                column: 2,
                expected: "a state of a link",
            })?,
            tracking: row.get(3)?,
            transaction: row.get(4)?,
            attempts: row.get(5)?,
            run_at: moment(row.get(6)?),
            created_at: moment(row.get(7)?),
            changed_at: moment(row.get(8)?),
            looked_at: row.get::<Option<i64>>(9)?.map(moment),
            code: row.get(10)?,
            error: row.get(11)?,
        })
    }
}

/// Asks for a report to be sent. One that waits, is sent or whose answer is lost stays as it is, unless `again` says that
/// an officer wants it sent once more: that starts what was refused or lost anew. Gives whether it waits now.
///
/// # Errors
/// Where the database fails.
pub async fn ask(
    tx: &mut Tx<'_>,
    report: ReportId,
    body: BodyId,
    again: bool,
    now: Timestamp,
) -> Result<bool, StoreError> {
    const NEW: &str = "INSERT INTO sp4n_link (report_id, body_id, state, attempts, run_at, leased_till, created_at,
        changed_at) VALUES ($1, $2, 'waiting', 0, $3, 0, $3, $3) ON CONFLICT (report_id) DO NOTHING";
    const AGAIN: &str = "UPDATE sp4n_link SET state = 'waiting', run_at = $2, leased_till = 0, changed_at = $2,
        code = NULL, error = NULL WHERE report_id = $1 AND state IN ('refused', 'unknown', 'waiting')";
    let at = micros(now);
    if tx.exec(NEW, params![report.0, body.0, at]).await? == 1 {
        return Ok(true);
    }
    Ok(again && tx.exec(AGAIN, params![report.0, at]).await? == 1)
}

/// Takes the next report of a body that is due. Whatever was being handed over when its holder went away has an unknown
/// answer from then on.
///
/// # Errors
/// Where the database fails.
pub async fn claim(
    tx: &mut Tx<'_>,
    body: BodyId,
    now: Timestamp,
    leased_till: Timestamp,
) -> Result<Option<Link>, StoreError> {
    const LOST: &str =
        "UPDATE sp4n_link SET state = 'unknown', changed_at = $2, code = 'lost', error = NULL
        WHERE body_id = $1 AND state = 'sending' AND leased_till <= $2";
    const TAKE: &str = "UPDATE sp4n_link SET state = 'sending', attempts = attempts + 1, leased_till = $2, changed_at = $3
        WHERE report_id = $1 AND state = 'waiting'";
    tx.exec(LOST, params![body.0, micros(now)]).await?;
    let find = format!(
        "SELECT {COLUMNS} FROM sp4n_link WHERE body_id = $1 AND state = 'waiting' AND run_at <= $2
         ORDER BY run_at, report_id LIMIT 1{}",
        tx.engine().skip_locked()
    );
    let found = tx
        .rows_dyn::<Link>(&find, params![body.0, micros(now)])
        .await?;
    let Some(mut link) = found.into_iter().next() else {
        return Ok(None);
    };
    let taken = tx
        .exec(
            TAKE,
            params![link.report.0, micros(leased_till), micros(now)],
        )
        .await?;
    link.attempts += 1;
    link.state = LinkState::Sending;
    Ok((taken == 1).then_some(link))
}

/// What a try came to.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Handed {
    /// It is there.
    Sent {
        /// Their number.
        tracking: String,
        /// Their number of the transaction.
        transaction: Option<String>,
    },
    /// It surely did not arrive: again at this moment.
    Later(Timestamp),
    /// Whether it arrived is not known.
    Unknown,
    /// Never as it is.
    Refused,
}

/// Writes down what a try came to. Where their number is that of another report, the answer cannot be true: unknown.
///
/// # Errors
/// Where the database fails.
pub async fn record(
    tx: &mut Tx<'_>,
    link: &Link,
    handed: &Handed,
    code: &str,
    error: Option<&str>,
    now: Timestamp,
) -> Result<LinkState, StoreError> {
    const NOTE: &str = "INSERT INTO sp4n_attempt (report_id, n, at_us, outcome, code, error)
        VALUES ($1, $2, $3, $4, $5, $6) ON CONFLICT (report_id, n) DO NOTHING";
    const STATE: &str = "UPDATE sp4n_link SET state = $2, tracking_id = $3, transaction_id = $4, run_at = $5,
        leased_till = 0, changed_at = $6, code = $7, error = $8 WHERE report_id = $1 AND state IN ('sending', 'unknown')";
    let at = micros(now);
    let mut code = code;
    let (state, tracking, transaction, run_at) = match handed {
        Handed::Sent {
            tracking,
            transaction,
        } => {
            if is_of_another(tx, tracking, link.report).await? {
                code = "number-taken";
                (LinkState::Unknown, None, None, at)
            } else {
                (
                    LinkState::Sent,
                    Some(tracking.as_str()),
                    transaction.as_deref(),
                    at,
                )
            }
        }
        Handed::Later(again) => (LinkState::Waiting, None, None, micros(*again)),
        Handed::Unknown => (LinkState::Unknown, None, None, at),
        Handed::Refused => (LinkState::Refused, None, None, at),
    };
    tx.exec(
        NOTE,
        params![
            link.report.0,
            link.attempts,
            at,
            state.as_str(),
            code,
            error
        ],
    )
    .await?;
    tx.exec(
        STATE,
        params![
            link.report.0,
            state.as_str(),
            tracking,
            transaction,
            run_at,
            at,
            code,
            error
        ],
    )
    .await?;
    Ok(state)
}

async fn is_of_another(
    tx: &mut Tx<'_>,
    tracking: &str,
    report: ReportId,
) -> Result<bool, StoreError> {
    Ok(by_tracking(tx, tracking)
        .await?
        .is_some_and(|found| found != report))
}

/// Their number of a report, found in their list or told by an officer. Gives whether it was taken: not where it is
/// another report's, or the report is not on its way at all.
///
/// # Errors
/// Where the database fails.
pub async fn found(
    tx: &mut Tx<'_>,
    report: ReportId,
    tracking: &str,
    code: &str,
    now: Timestamp,
) -> Result<bool, StoreError> {
    const SQL: &str = "UPDATE sp4n_link SET state = 'sent', tracking_id = $2, leased_till = 0, changed_at = $3, code = $4,
        error = NULL WHERE report_id = $1 AND state IN ('unknown', 'waiting', 'refused')";
    if is_of_another(tx, tracking, report).await? {
        return Ok(false);
    }
    Ok(tx
        .exec(SQL, params![report.0, tracking, micros(now), code])
        .await?
        == 1)
}

/// Their whole list was looked through, and the report is not in it.
///
/// # Errors
/// Where the database fails.
pub async fn not_found(
    tx: &mut Tx<'_>,
    report: ReportId,
    now: Timestamp,
) -> Result<(), StoreError> {
    const SQL: &str =
        "UPDATE sp4n_link SET looked_at = $2 WHERE report_id = $1 AND state = 'unknown'";
    tx.exec(SQL, params![report.0, micros(now)]).await?;
    Ok(())
}

/// A report's way, if it has begun one.
///
/// # Errors
/// Where the database fails.
pub async fn of(tx: &mut Tx<'_>, report: ReportId) -> Result<Option<Link>, StoreError> {
    let sql = format!("SELECT {COLUMNS} FROM sp4n_link WHERE report_id = $1");
    Ok(tx
        .rows_dyn(&sql, params![report.0])
        .await?
        .into_iter()
        .next())
}

/// The report of a body that was handed over and has this number there.
///
/// # Errors
/// Where the database fails.
pub async fn of_tracking(
    tx: &mut Tx<'_>,
    body: BodyId,
    tracking: &str,
) -> Result<Option<Link>, StoreError> {
    let sql = format!("SELECT {COLUMNS} FROM sp4n_link WHERE tracking_id = $1 AND body_id = $2");
    Ok(tx
        .rows_dyn(&sql, params![tracking, body.0])
        .await?
        .into_iter()
        .next())
}

/// The reports of a body in a state, those that changed last first.
///
/// # Errors
/// Where the database fails.
pub async fn in_state(
    tx: &mut Tx<'_>,
    body: BodyId,
    state: LinkState,
    limit: i64,
) -> Result<Vec<Link>, StoreError> {
    let sql = format!(
        "SELECT {COLUMNS} FROM sp4n_link WHERE body_id = $1 AND state = $2 ORDER BY changed_at DESC, report_id LIMIT $3"
    );
    tx.rows_dyn(&sql, params![body.0, state.as_str(), limit])
        .await
}

/// How many reports of a body are in each state.
///
/// # Errors
/// Where the database fails.
pub async fn counts(tx: &mut Tx<'_>, body: BodyId) -> Result<Vec<(LinkState, u64)>, StoreError> {
    const SQL: &str = "SELECT state, count(*) FROM sp4n_link WHERE body_id = $1 GROUP BY state";
    let rows = tx.rows::<(String, i64)>(SQL, params![body.0]).await?;
    Ok(rows
        .into_iter()
        .filter_map(|(state, n)| Some((LinkState::of(&state)?, u64::try_from(n).ok()?)))
        .collect())
}

/// Tries of a report, oldest first: when, what came of it, their code, our sentence.
///
/// # Errors
/// Where the database fails.
pub async fn attempts(
    tx: &mut Tx<'_>,
    report: ReportId,
) -> Result<Vec<(Timestamp, String, Option<String>, Option<String>)>, StoreError> {
    const SQL: &str = "SELECT at_us, outcome, code, error FROM sp4n_attempt WHERE report_id = $1 ORDER BY n LIMIT 200";
    let rows = tx
        .rows::<(i64, String, Option<String>, Option<String>)>(SQL, params![report.0])
        .await?;
    Ok(rows
        .into_iter()
        .map(|(at, outcome, code, error)| (moment(at), outcome, code, error))
        .collect())
}

/// The report that has a number of theirs: handed to them, or come from them.
///
/// # Errors
/// Where the database fails.
pub async fn by_tracking(tx: &mut Tx<'_>, tracking: &str) -> Result<Option<ReportId>, StoreError> {
    const SQL: &str = "SELECT report_id FROM sp4n_link WHERE tracking_id = $1";
    if let Some(found) = tx.row::<Uuid>(SQL, params![tracking]).await? {
        return Ok(Some(ReportId(found)));
    }
    crate::record::by_external(tx, tracking).await
}

/// Writes down what they say of a report that is handled here; an older word never replaces a newer one.
///
/// # Errors
/// Where the database fails.
pub async fn put_word(
    tx: &mut Tx<'_>,
    report: ReportId,
    body: BodyId,
    tracking: &str,
    word: &str,
    seen_at: Timestamp,
) -> Result<(), StoreError> {
    const SQL: &str = "INSERT INTO sp4n_word (report_id, body_id, tracking_id, word, seen_at) VALUES ($1, $2, $3, $4, $5)
        ON CONFLICT (report_id) DO UPDATE SET tracking_id = excluded.tracking_id, word = excluded.word,
        seen_at = excluded.seen_at WHERE sp4n_word.seen_at <= excluded.seen_at";
    tx.exec(
        SQL,
        params![report.0, body.0, tracking, word, micros(seen_at)],
    )
    .await?;
    Ok(())
}

/// What they last said of a report that is handled here.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Said {
    /// Which report.
    pub report: ReportId,
    /// Their number.
    pub tracking: String,
    /// Their status word.
    pub word: String,
    /// When it was seen.
    pub seen_at: Timestamp,
}

/// What they say of a body's reports, a page after `after`; the newest first.
///
/// # Errors
/// Where the database fails.
pub async fn words(
    tx: &mut Tx<'_>,
    body: BodyId,
    before: Option<(Timestamp, ReportId)>,
    limit: i64,
) -> Result<Vec<Said>, StoreError> {
    const SQL: &str = "SELECT report_id, tracking_id, word, seen_at FROM sp4n_word WHERE body_id = $1
        AND (seen_at < $2 OR (seen_at = $2 AND report_id < $3)) ORDER BY seen_at DESC, report_id DESC LIMIT $4";
    let (at, id) = before.map_or((i64::MAX, Uuid::max()), |(at, report)| {
        (micros(at), report.0)
    });
    let rows = tx
        .rows::<(Uuid, String, String, i64)>(SQL, params![body.0, at, id, limit])
        .await?;
    Ok(rows
        .into_iter()
        .map(|(report, tracking, word, seen_at)| Said {
            report: ReportId(report),
            tracking,
            word,
            seen_at: moment(seen_at),
        })
        .collect())
}

/// Reports that were released after a place in the order of events, and the place up to which was looked.
///
/// # Errors
/// Where the database fails.
pub async fn released_after(
    tx: &mut Tx<'_>,
    after: i64,
    limit: i64,
) -> Result<(Vec<ReportId>, i64), StoreError> {
    const SQL: &str = "SELECT position, stream_id FROM event WHERE position > $1 AND position <= $2
        AND stream_kind = 'report' AND kind IN ('verified', 'released') ORDER BY position LIMIT $3";
    let last = last_position(tx).await?;
    let rows = tx
        .rows::<(i64, Uuid)>(SQL, params![after, last, limit])
        .await?;
    let is_full = i64::try_from(rows.len()).unwrap_or(i64::MAX) >= limit;
    let to = if is_full {
        rows.last().map_or(last, |(position, _)| *position)
    } else {
        last
    };
    let mut reports: Vec<_> = rows.into_iter().map(|(_, id)| ReportId(id)).collect();
    reports.sort_unstable();
    reports.dedup();
    Ok((reports, to))
}
