//! An edition for inside, for an officer of whom some of its reports are: their own printing of it, as their drafts and
//! their pages of figures are, so that nothing in it tells that those reports are there.

use std::collections::{HashMap, HashSet};

use jiff::Timestamp;
use lapor_domain::ids::{OfficerId, ReportId};
use lapor_domain::official::{Papers, Reader};
use lapor_store::official::{self as stored, Edition};
use lapor_store::{Query, StoreError, Tx};

use super::advice::propose;
use super::edition::wish_of;
use super::error::OfficialError;
use super::gather::{Prepared, prepare_for};
use super::lines::Spoken;
use super::model::{Gathered, Line};
use crate::app::App;
use crate::error::AppError;

/// Whose own printing of an edition is handed out; none where all that it may tell of is theirs to know.
pub(super) async fn of(
    app: &App,
    edition: &Edition,
    officer: Option<OfficerId>,
) -> Result<Option<OfficerId>, AppError> {
    let Some(officer) = officer.filter(|_| edition.reader == Reader::Inside) else {
        return Ok(None);
    };
    // What came in after it was approved is in no edition.
    let before = edition.approved_at.unwrap_or_else(|| app.now());
    let hidden = hidden_from(app, officer, before).await?;
    Ok((!hidden.is_empty()).then_some(officer))
}

/// Reports received before a moment of which an officer may not know.
pub(super) async fn hidden_from(
    app: &App,
    officer: OfficerId,
    before: Timestamp,
) -> Result<HashSet<ReportId>, AppError> {
    let hidden = app.store().read(Hidden(officer, before)).await?;
    Ok(hidden.into_iter().collect())
}

/// What was frozen, gathered anew of what the officer may know. Its words are compared with those that were published.
pub(super) async fn gathered(
    app: &App,
    edition: &Edition,
    frozen: &Gathered,
    officer: OfficerId,
) -> Result<Prepared, OfficialError> {
    let mut made = prepare_for(app, &wish_of(edition), Some(officer)).await?;
    let gathered = &mut made.gathered;
    gathered.recorded_later = gathered.recorded_later.min(frozen.recorded_later);
    let published: HashMap<ReportId, &Line> =
        frozen.lines.iter().map(|line| (line.id, line)).collect();
    for line in &mut gathered.lines {
        let was = published.get(&line.id);
        line.said = match was {
            Some(was) => was.said.clone(),
            None => made.words.get(&line.id).map(Spoken::digest),
        };
        line.is_named = was.is_some_and(|was| was.is_named);
    }
    Ok(made)
}

/// Recommendations beside figures of what the officer may know: those that the figures of all reports proposed give way to
/// those that these propose; what somebody wrote stays.
pub(super) fn advice(
    kept: Vec<String>,
    of_all: &Gathered,
    own: &Gathered,
    papers: &Papers,
) -> Vec<String> {
    let (of_all, own) = (propose(of_all, papers), propose(own, papers));
    let is_of_all = |text: &String| of_all.contains(text) && !own.contains(text);
    let Some(at) = kept.iter().position(is_of_all) else {
        return kept;
    };
    let mut told: Vec<String> = Vec::new();
    for (place, text) in kept.into_iter().enumerate() {
        if place == at {
            let is_new = |text: &&String| !of_all.contains(text);
            told.extend(own.iter().filter(is_new).cloned());
        }
        if !is_of_all(&text) {
            told.push(text);
        }
    }
    told
}

struct Hidden(OfficerId, Timestamp);

impl Query for Hidden {
    type Output = Vec<ReportId>;

    async fn run(&self, tx: &mut Tx<'_>) -> Result<Self::Output, StoreError> {
        stored::hidden_from(tx, self.0, self.1).await
    }
}
