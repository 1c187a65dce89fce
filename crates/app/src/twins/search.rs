//! From a matter to the reports that may be of the same one, likeliest first.

use std::collections::HashSet;

use jiff::{SignedDuration, Timestamp};
use lapor_domain::ids::{BodyId, ReportId};
use lapor_store::twin::{self, Candidate, Hash, Offer};
use lapor_store::{Query, StoreError, Tx};
use naskah::twins::{Report, SUGGEST, Score, WINDOW_DAYS, Weights, score};

use super::sketch::{Compared, open};
use crate::app::App;

/// Most candidates that are opened and compared for each hash.
const OPENED: u32 = 150;

/// Looks for candidates.
pub(super) struct Candidates {
    pub(super) holder: BodyId,
    pub(super) at: Timestamp,
    /// Of the text, the kelurahan, the map cells around.
    pub(super) hashes: Vec<Hash>,
    pub(super) offer: Offer,
}

impl Query for Candidates {
    type Output = Vec<Candidate>;

    async fn run(&self, tx: &mut Tx<'_>) -> Result<Self::Output, StoreError> {
        let window = SignedDuration::from_hours(24 * WINDOW_DAYS);
        let around = (
            self.at.checked_sub(window).unwrap_or(Timestamp::MIN),
            self.at.checked_add(window).unwrap_or(Timestamp::MAX),
        );
        let ever = (Timestamp::MIN, Timestamp::MAX);
        // Copies count wherever and whenever.
        let when = |hash: &Hash| if hash.is_text { ever } else { around };
        let mut seen = HashSet::new();
        let mut found = Vec::new();
        for hash in &self.hashes {
            let (value, when) = (hash.value, when(hash));
            let some = twin::candidates(tx, self.holder, value, when, self.offer, OPENED).await?;
            found.extend(some.into_iter().filter(|one| seen.insert(one.report)));
        }
        Ok(found)
    }
}

/// A report that may be of the same matter.
pub(super) struct Scored {
    pub(super) report: ReportId,
    pub(super) score: Score,
}

/// Those that are likely enough to be shown, likeliest first.
pub(super) fn scored(
    app: &App,
    this: &Compared,
    at: Timestamp,
    candidates: &[Candidate],
) -> Vec<Scored> {
    let weights = Weights::default();
    let this = Report {
        sketch: &this.sketch,
        place: this.place,
        at: at.as_second(),
    };
    let mut found: Vec<Scored> = candidates
        .iter()
        .filter_map(|candidate| {
            let other = open(app, candidate)?;
            let other = Report {
                sketch: &other.sketch,
                place: other.place,
                at: candidate.received_at.as_second(),
            };
            Some(Scored {
                report: candidate.report,
                score: score(&this, &other, &weights),
            })
        })
        .filter(|scored| scored.score.probability >= SUGGEST)
        .collect();
    found.sort_by(|a, b| b.score.probability.total_cmp(&a.score.probability));
    found
}
