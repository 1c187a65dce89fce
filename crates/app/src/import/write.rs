//! A few rows in one change. Run again it finds its own work by Tracking ID, so nothing comes in twice.

use std::sync::Arc;

use jiff::Timestamp;
use lapor_domain::content::ContentRef;
use lapor_domain::ids::BodyId;
use lapor_domain::report::Report;
use lapor_domain::report::decide::{self, Decision, Observed};
use lapor_domain::report::event::{ActorRef, Receipt, Recorded, What};
use lapor_domain::rules::Rules;
use lapor_domain::tracking::TrackingNo;
use lapor_domain::words::{Figure, Role};
use lapor_store::record::{self, content, events, intake, job};
use lapor_store::seal::BodyKey;
use lapor_store::{Change, StoreError, Tx, national};

use super::prepare::Prepared;
use crate::app::App;
use crate::error::AppError;

/// How often a batch is tried again after a random number was taken already, or an answer was lost.
const TRIES: usize = 5;

/// What became of a row.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Fate {
    Added,
    Changed,
    Unchanged,
    /// The export is older than the one heeded last.
    Older,
    /// Handled here, and the export says something else.
    HandledHere,
    /// Imported before for another body.
    OtherBody,
}

/// What became of a row, and where the report now counts.
#[derive(Clone, Copy, Debug)]
pub(super) struct Written {
    pub(super) fate: Fate,
    /// `None` where the report shares another one's handling.
    pub(super) figure: Option<Figure>,
    pub(super) status_unknown: bool,
}

/// Writes a few rows; answers for each, in order.
pub(super) async fn write(
    app: &App,
    body: BodyId,
    rows: Vec<Prepared>,
) -> Result<Vec<Written>, AppError> {
    let rows = Arc::new(rows);
    let mut tries = 0;
    loop {
        let batch = WriteRows {
            rules: app.rules(),
            body,
            key: app.key_of(body),
            tracking: rows
                .iter()
                .map(|_| TrackingNo::from_random(app.random_number()))
                .collect(),
            rows: Arc::clone(&rows),
            now: app.now(),
        };
        match app.store().run(batch).await {
            Err(error) if tries < TRIES && is_passing(&error) => tries += 1,
            done => return done,
        }
    }
}

/// A number taken already, another import of the same file, or a lost answer: look again.
const fn is_passing(error: &AppError) -> bool {
    matches!(
        error.store(),
        Some(StoreError::Duplicate(_) | StoreError::Unknown)
    )
}

/// Whether someone here, rather than an export, did this: then what the export says of it stays out.
fn has(history: &[Recorded], what: impl Fn(&What) -> bool) -> bool {
    history
        .iter()
        .any(|event| event.actor.role != Role::System && what(&event.event.what))
}

struct WriteRows {
    rules: Arc<Rules>,
    body: BodyId,
    key: BodyKey,
    rows: Arc<Vec<Prepared>>,
    tracking: Vec<TrackingNo>,
    now: Timestamp,
}

impl Change for WriteRows {
    type Output = Vec<Written>;
    type Error = AppError;
    const NAME: &'static str = "import_reports";

    async fn apply(&self, tx: &mut Tx<'_>) -> Result<Vec<Written>, AppError> {
        let mut written = Vec::with_capacity(self.rows.len());
        for (row, tracking) in self.rows.iter().zip(&self.tracking) {
            let existing = match record::by_external(tx, &row.observed.external_id).await? {
                Some(id) => {
                    let history = events::of_report(tx, id).await?;
                    Report::fold(id, &history).map(|report| (report, history))
                }
                None => None,
            };
            let is_here = existing
                .as_ref()
                .and_then(|(report, _)| report.import.as_ref())
                .is_some_and(|import| import.handled_here);
            let (fate, report) = match existing {
                None => (Fate::Added, self.add(tx, row, *tracking).await?),
                // Written by an earlier try of this very batch, whose answer was lost.
                Some((report, _)) if report.id == row.report => (Fate::Added, report),
                Some((report, _)) if report.home != self.body => (Fate::OtherBody, report),
                Some((report, history)) => self.look_again(tx, row, report, &history).await?,
            };
            // What they say of a report that is handled here is kept beside it, so that the difference can be listed.
            if is_here && matches!(fate, Fate::HandledHere | Fate::Unchanged) {
                let observed = &row.observed;
                let (id, word) = (&observed.external_id, &observed.raw_status);
                national::put_word(tx, report.id, self.body, id, word, row.observed_at).await?;
            }
            written.push(Written {
                fate,
                figure: report.figure(),
                status_unknown: report
                    .import
                    .as_ref()
                    .is_some_and(|import| import.status_unknown),
            });
        }
        Ok(written)
    }
}

impl WriteRows {
    async fn add(
        &self,
        tx: &mut Tx<'_>,
        row: &Prepared,
        tracking: TrackingNo,
    ) -> Result<Report, AppError> {
        content::insert(tx, self.body, row.report, &row.words, self.now).await?;
        let receipt = Receipt {
            tracking,
            ..row.receipt.clone()
        };
        let decision = decide::import(receipt, row.observed.clone(), row.received_at);
        let report = record::append(
            tx,
            &self.rules,
            row.report,
            None,
            vec![decision],
            ActorRef::SYSTEM,
            self.now,
        )
        .await?;
        for (purpose, hash) in &row.lookups {
            intake::put_lookup(tx, self.body, purpose, hash, report.id).await?;
        }
        self.index(tx, row, &report).await?;
        Ok(report)
    }

    async fn look_again(
        &self,
        tx: &mut Tx<'_>,
        row: &Prepared,
        report: Report,
        history: &[Recorded],
    ) -> Result<(Fate, Report), AppError> {
        let (mut decisions, mut needed) = (Vec::new(), Vec::new());
        match decide::observe(&report, &row.observed, row.observed_at) {
            Observed::Older => return Ok((Fate::Older, report)),
            Observed::HandledHere => return Ok((Fate::HandledHere, report)),
            Observed::Same => {}
            Observed::Changed(decision) => {
                needed.extend(row.observed.reason.clone());
                decisions.push(decision);
            }
        }
        if !has(history, |what| matches!(what, What::FlagsSet { .. })) {
            let (anonim, rahasia) = (row.receipt.anonim, row.receipt.rahasia);
            let flags = decide::observe_flags(&report, anonim, rahasia, row.observed_at);
            decisions.extend(flags);
        }
        let edited = self.edited(tx, row, &report).await?;
        let words = decide::observe_words(&report, edited.clone(), row.observed_at).filter(|_| {
            !has(history, |what| {
                matches!(what, What::TextEdited { .. } | What::Erased { .. })
            })
        });
        let kept_back = !edited.is_empty() && words.is_none();
        if words.is_some() {
            needed.extend(edited);
        }
        decisions.extend(words);
        if decisions.is_empty() {
            let fate = if kept_back {
                Fate::HandledHere
            } else {
                Fate::Unchanged
            };
            return Ok((fate, report));
        }
        let report = self.change(tx, row, report, decisions, &needed).await?;
        Ok((Fate::Changed, report))
    }

    /// Edited words that are not those on record. What was erased stays erased.
    async fn edited(
        &self,
        tx: &mut Tx<'_>,
        row: &Prepared,
        report: &Report,
    ) -> Result<Vec<ContentRef>, AppError> {
        let mut edited = Vec::new();
        for (word, text) in &row.edited {
            let known = match report.word(word.kind) {
                None => None,
                Some(known) => match content::get(tx, known.id).await? {
                    None => continue,
                    Some(stored) => match stored.open(&self.key)? {
                        None => continue,
                        Some(known) => Some(known),
                    },
                },
            };
            if known.is_none_or(|known| known.as_str() != text) {
                edited.push(word.clone());
            }
        }
        Ok(edited)
    }

    async fn change(
        &self,
        tx: &mut Tx<'_>,
        row: &Prepared,
        report: Report,
        decisions: Vec<Decision>,
        needed: &[ContentRef],
    ) -> Result<Report, AppError> {
        let words: Vec<_> = row
            .words
            .iter()
            .filter(|word| needed.contains(word.reference()))
            .cloned()
            .collect();
        content::insert(tx, self.body, report.id, &words, self.now).await?;
        let id = report.id;
        let report = record::append(
            tx,
            &self.rules,
            id,
            Some(report),
            decisions,
            ActorRef::SYSTEM,
            self.now,
        )
        .await?;
        self.index(tx, row, &report).await?;
        Ok(report)
    }

    async fn index(
        &self,
        tx: &mut Tx<'_>,
        row: &Prepared,
        report: &Report,
    ) -> Result<(), AppError> {
        job::add(tx, row.job, "index", &report.id.to_string(), "{}", self.now).await?;
        Ok(())
    }
}
