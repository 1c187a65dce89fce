//! For officers: reports that may be of the same matter, and why.

use lapor_domain::ids::{OfficerId, ReportId};
use lapor_domain::report::Report;
use lapor_store::record::{self, RecordError};
use lapor_store::twin::{self, Candidate, Hash, Offer};
use lapor_store::{Query, StoreError, Tx};
use naskah::twins::{Reason, cells_around};

use super::SHOWN;
use super::search::{Candidates, scored};
use super::sketch::{key, open};
use crate::app::App;
use crate::error::AppError;
use crate::report::case::{self, CaseView, Onlooker};

/// A report that may be of the same matter.
#[derive(Clone, Debug)]
pub struct Suspect {
    /// As this officer may see it.
    pub case: CaseView,
    /// How likely, between 0 and 1.
    pub probability: f32,
    /// Why, the strongest first.
    pub reasons: Vec<Reason>,
}

/// Suspected twins of a report, likeliest first; none of those that were kept apart, merged already, or that this
/// officer may not see.
///
/// # Errors
/// Where the database fails, or words do not open.
pub async fn suspects(
    app: &App,
    report: ReportId,
    officer: OfficerId,
) -> Result<Vec<Suspect>, AppError> {
    let Some((this, candidate, mut hashes)) = app.store().read(This(report)).await?? else {
        return Ok(Vec::new());
    };
    if !this.state.is_open() {
        return Ok(Vec::new());
    }
    let Some(compared) = open(app, &candidate) else {
        return Ok(Vec::new());
    };
    let key = key(app.keys(), this.holder);
    let around = cells_around(&key, compared.place).into_iter();
    let around = around.map(|value| Hash {
        value,
        is_text: false,
    });
    hashes.extend(around);
    let query = Candidates {
        holder: this.holder,
        at: this.received_at,
        hashes,
        offer: Offer::Staff,
    };
    let mut candidates = app.store().read(query).await?;
    candidates.retain(|one| one.report != report && !this.apart.contains(&one.report));
    let mut suspects = Vec::new();
    for found in scored(app, &compared, this.received_at, &candidates) {
        let Some(case) = case::read(app, found.report, Onlooker::Officer(officer)).await? else {
            continue;
        };
        if case.merged || !case.is_open {
            continue;
        }
        suspects.push(Suspect {
            case,
            probability: found.score.probability,
            reasons: found.score.reasons,
        });
        if suspects.len() == SHOWN {
            break;
        }
    }
    Ok(suspects)
}

struct This(ReportId);

impl Query for This {
    type Output = Result<Option<(Report, Candidate, Vec<Hash>)>, RecordError>;

    async fn run(&self, tx: &mut Tx<'_>) -> Result<Self::Output, StoreError> {
        let report = match record::load(tx, self.0).await {
            Ok(Some(report)) => report,
            Ok(None) => return Ok(Ok(None)),
            Err(error) => return Ok(Err(error)),
        };
        let candidate = twin::of(tx, self.0).await?;
        let hashes = twin::hashes(tx, self.0).await?;
        Ok(Ok(candidate.map(|candidate| (report, candidate, hashes))))
    }
}
