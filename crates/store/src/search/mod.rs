//! Search over stems, in two indexes: released words for everybody, and what officers may find.
//!
//! Secret (rahasia) and supervisory reports are in neither. The staff index holds keyed hashes of stems
//! instead of stems, so that a stolen database shows no words that are sealed elsewhere (docs/decisions/0006). A word
//! of the masked version and the same word of the original have different hashes: who may read only the one is not
//! told by a hit what stands in the other.
//! A job writes both within a second of the event: [`ask`] is called by the projection, [`index`] by the job.

mod stems;
#[cfg(test)]
mod tests;

use jiff::Timestamp;
use lapor_domain::ids::{BodyId, ReportId};
use lapor_domain::report::Report;
use lapor_domain::visibility;
use uuid::Uuid;

pub use stems::{Reading, SealedStems, Stems};

use crate::record::micros;
use crate::seal::Secret32;
use crate::{SearchIndex, StoreError, Tx, params};

/// Kind of the job that writes the indexes; its key is the report's id.
pub const JOB: &str = "index";

/// What is to be found by, opened by the caller.
#[derive(Clone, Copy, Debug, Default)]
pub struct Words<'a> {
    /// What the public page shows: title and text as released.
    pub public: &'a str,
    /// What the offices that handle it read too: title and text as masked, place; never name or contact.
    pub masked: &'a str,
    /// What only coordinators, the desk and inspectors read: title and text as written.
    pub original: &'a str,
}

/// Writes what a report is found by, or forgets it: a report that is not public leaves the public index, a secret
/// or supervisory one both. Call it in the change that loaded the report and its words.
///
/// # Errors
/// Where the database fails.
pub async fn index(
    tx: &mut Tx<'_>,
    report: &Report,
    words: Words<'_>,
    key: &Secret32,
) -> Result<(), StoreError> {
    let id = report.id.0;
    if report.rahasia || report.supervisory {
        return forget(tx, report.id).await;
    }
    let mut staff = Stems::of(words.original).sealed(key, Reading::Original);
    let masked = Stems::of(words.masked);
    staff.add(masked.sealed(key, Reading::Original));
    if visibility::is_told_masked(report) {
        staff.add(masked.sealed(key, Reading::Masked));
    }
    let staff = staff.with_holder(report.holder);
    tx.search_put(SearchIndex::Staff, id, &staff).await?;
    if visibility::is_public(report) {
        let public = Stems::of(words.public).with_holder(report.holder);
        tx.search_put(SearchIndex::Public, id, &public).await
    } else {
        tx.search_forget(SearchIndex::Public, id).await
    }
}

/// Takes a report out of both indexes.
///
/// # Errors
/// Where the database fails.
pub async fn forget(tx: &mut Tx<'_>, report: ReportId) -> Result<(), StoreError> {
    tx.search_forget(SearchIndex::Public, report.0).await?;
    tx.search_forget(SearchIndex::Staff, report.0).await
}

/// One of the two searches, within one body or the whole installation.
#[derive(Clone, Copy, Debug)]
pub enum Search<'a> {
    /// Released words; `None` is the whole installation.
    Public(Option<BodyId>, &'a Stems),
    /// What officers of a body may find.
    Staff(BodyId, &'a SealedStems),
}

impl Search<'_> {
    /// Reports that have all the words, newest id first, older than `before`. Words that say nothing find nothing.
    ///
    /// # Errors
    /// Where the database fails.
    pub async fn find(
        &self,
        tx: &mut Tx<'_>,
        before: Option<Uuid>,
        limit: u32,
    ) -> Result<Vec<Uuid>, StoreError> {
        let (index, words) = match self {
            Self::Public(_, stems) if stems.is_empty() => return Ok(Vec::new()),
            Self::Staff(_, stems) if stems.is_empty() => return Ok(Vec::new()),
            Self::Public(None, stems) => (SearchIndex::Public, stems.joined()),
            Self::Public(Some(holder), stems) => (SearchIndex::Public, stems.with_holder(*holder)),
            Self::Staff(holder, stems) => (SearchIndex::Staff, stems.with_holder(*holder)),
        };
        tx.search_find(index, &words, before, limit).await
    }
}

/// What a report is found by may have changed with its last event.
pub fn is_touched(before: Option<&Report>, after: &Report) -> bool {
    let Some(before) = before else {
        return true;
    };
    let look = |report: &Report| {
        (
            report.holder,
            report.rahasia,
            report.supervisory,
            visibility::is_public(report),
            visibility::is_told_masked(report),
        )
    };
    look(before) != look(after) || before.words != after.words
}

/// Asks for the job that indexes a report. One that waits or runs already is replaced by a new one, so that a
/// worker that read the report before this event does not count as having done it.
///
/// # Errors
/// Where the database fails.
pub async fn ask(tx: &mut Tx<'_>, report: &Report, now: Timestamp) -> Result<(), StoreError> {
    const SQL: &str = "INSERT INTO job (id, kind, key, payload, run_at, attempts, leased_till, dead)
        VALUES ($1, $2, $3, '{}', $4, 0, 0, $5) ON CONFLICT (kind, key) DO UPDATE
        SET id = excluded.id, run_at = excluded.run_at, attempts = 0, leased_till = 0, dead = excluded.dead";
    let key = report.id.to_string();
    tx.exec(SQL, params![job_id(report), JOB, key, micros(now), false])
        .await
        .map(drop)
}

/// An id of its own for each report and event, without chance.
fn job_id(report: &Report) -> Uuid {
    const TAG: u128 = 0x1DE8 << 112;
    Uuid::from_u128(report.id.0.as_u128() ^ TAG ^ (u128::from(report.seq) << 64))
}
