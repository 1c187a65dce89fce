//! Reports that are handed to another system, and what that one says of them.

mod queue;
mod standing;

pub use queue::{Done, NewPush, claim, put, record, release};
pub use standing::{
    Said, Standing, again, counted, forget_report, of_report, position, said, set_position, stuck,
};

use jiff::Timestamp;
use lapor_domain::ids::{BodyId, ReportId, UnitId};
use uuid::Uuid;
use zeroize::Zeroizing;

use crate::record::content::open_text;
use crate::record::{RecordError, moment};
use crate::seal::{BodyKey, RowRef};
use crate::{FromRow, Row, StoreError};

/// What is bound into the sealing of the other system's words.
pub(crate) const KIND: &str = "outside_words";

/// Where a report stands with another system.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum PushState {
    /// To be handed over.
    Waiting,
    /// Handed over; the other has it.
    Sent,
    /// Nobody knows whether the other has it: an officer looks.
    Unsure,
    /// The other does not take it, or it was tried long enough.
    Refused,
    /// Not handed over, because it may not be.
    Withheld,
    /// The other is done with it, or nobody here waits for it any more.
    Ended,
}

impl PushState {
    /// All of them.
    pub const ALL: [Self; 6] = [
        Self::Waiting,
        Self::Sent,
        Self::Unsure,
        Self::Refused,
        Self::Withheld,
        Self::Ended,
    ];

    /// The stable code.
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Waiting => "waiting",
            Self::Sent => "sent",
            Self::Unsure => "unsure",
            Self::Refused => "refused",
            Self::Withheld => "withheld",
            Self::Ended => "ended",
        }
    }

    /// Of a code; one that is not known waits for somebody to look.
    pub fn of_code(code: &str) -> Self {
        let mut all = Self::ALL.into_iter();
        all.find(|state| state.as_str() == code)
            .unwrap_or(Self::Unsure)
    }
}

/// A report with another system.
#[derive(Clone)]
pub struct Push {
    /// Its id, the stable key.
    pub id: Uuid,
    /// Which system.
    pub system: String,
    /// Which report.
    pub report: ReportId,
    /// Whose key seals the words.
    pub body: BodyId,
    /// The unit whose system it is.
    pub unit: UnitId,
    /// Where it stands.
    pub state: PushState,
    /// Its id there.
    pub external: Option<String>,
    /// A token, until there is an id.
    pub token: Option<String>,
    /// What the other last said: `open`, `closed`.
    pub status: Option<String>,
    /// When that changed there.
    pub status_at: Option<Timestamp>,
    /// Tries so far.
    pub attempts: i64,
    /// Since when it is tried.
    pub since: Timestamp,
    /// When it is tried or asked after next.
    pub run_at: Timestamp,
    /// When it was handed over.
    pub sent_at: Option<Timestamp>,
    /// Code of the last try.
    pub code: Option<String>,
    /// Our sentence about it.
    pub error: Option<String>,
    words_id: Option<Uuid>,
    wrapped_key: Option<Vec<u8>>,
    sealed: Option<Vec<u8>>,
}

impl Push {
    /// What the other last said in words.
    ///
    /// # Errors
    /// [`RecordError::Sealed`] where the row does not open.
    pub fn words(&self, key: &BodyKey) -> Result<Option<Zeroizing<String>>, RecordError> {
        let Some(id) = self.words_id else {
            return Ok(None);
        };
        let row = RowRef { id, kind: KIND };
        open_text(
            key,
            row,
            self.wrapped_key.as_deref(),
            self.sealed.as_deref(),
        )
    }
}

impl std::fmt::Debug for Push {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(
            f,
            "Push({} {} {})",
            self.system,
            self.state.as_str(),
            self.id
        )
    }
}

/// Columns of a [`Push`], in its order.
pub(crate) const COLUMNS: &str =
    "id, system, report_id, body_id, unit_id, state, external_id, token, status, status_at,
    attempts, since, run_at, sent_at, code, error, words_id, wrapped_key, sealed";

impl FromRow for Push {
    fn from_row(row: Row<'_>) -> Result<Self, StoreError> {
        Ok(Self {
            id: row.get(0)?,
            system: row.get(1)?,
            report: ReportId(row.get(2)?),
            body: BodyId(row.get(3)?),
            unit: UnitId(row.get(4)?),
            state: PushState::of_code(&row.get::<String>(5)?),
            external: row.get(6)?,
            token: row.get(7)?,
            status: row.get(8)?,
            status_at: row.get::<Option<i64>>(9)?.map(moment),
            attempts: row.get(10)?,
            since: moment(row.get(11)?),
            run_at: moment(row.get(12)?),
            sent_at: row.get::<Option<i64>>(13)?.map(moment),
            code: row.get(14)?,
            error: row.get(15)?,
            words_id: row.get(16)?,
            wrapped_key: row.get(17)?,
            sealed: row.get(18)?,
        })
    }
}
