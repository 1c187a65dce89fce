//! For whom writes a report: what others already reported near by. Only what everybody may see is ever offered.

use lapor_domain::ids::BodyId;
use lapor_domain::tracking::TrackingNo;
use lapor_store::twin::{Affected, Hash, Offer};
use naskah::twins::{Keys, cells_around};

use super::SHOWN;
use super::endorse::affected;
use super::search::{Candidates, scored};
use super::sketch::{Matter, key, read};
use crate::app::App;
use crate::error::AppError;
use crate::report::case::{self, CaseView, Onlooker};

/// A released, open report that may be of the same problem.
#[derive(Clone, Debug)]
pub struct Similar {
    /// Its number.
    pub tracking: TrackingNo,
    /// As everybody may see it.
    pub case: CaseView,
    /// How many it concerns besides its reporter.
    pub affected: Affected,
}

/// Released and open reports of the body that may be of the same problem as what is being written, likeliest first.
///
/// `region` is a region code, `point` latitude and longitude in degrees; either may be missing. Without both only
/// copies of the same words are found.
///
/// # Errors
/// Where the database fails, or words do not open.
pub async fn similar(
    app: &App,
    body: BodyId,
    text: &str,
    address: &str,
    region: &str,
    point: Option<(f64, f64)>,
) -> Result<Vec<Similar>, AppError> {
    let key = key(app.keys(), body);
    let found_region = point
        .filter(|_| region.is_empty())
        .and_then(|(lat, lon)| wilayah::Point::new(lon, lat).ok())
        .and_then(|point| app.places().region_of(point))
        .map(|code| code.to_string());
    let matter = Matter {
        text,
        address,
        region: found_region.as_deref().unwrap_or(region),
        point,
    };
    let this = read(app, &key, &matter);
    if this.sketch.is_empty() {
        return Ok(Vec::new());
    }
    let keys = Keys::new(&key, text, this.place);
    let near = keys
        .village
        .into_iter()
        .chain(cells_around(&key, this.place));
    let hash = |is_text| move |value| Hash { value, is_text };
    let text_hash = keys.verbatim.map(hash(true));
    let at = app.now();
    let query = Candidates {
        holder: body,
        at,
        hashes: text_hash.into_iter().chain(near.map(hash(false))).collect(),
        offer: Offer::Public,
    };
    let candidates = app.store().read(query).await?;
    let mut similar = Vec::new();
    for found in scored(app, &this, at, &candidates).into_iter().take(SHOWN) {
        // What is shown is decided by the one function that decides it everywhere.
        let Some(case) = case::read(app, found.report, Onlooker::Public).await? else {
            continue;
        };
        similar.push(Similar {
            tracking: case.tracking,
            case,
            affected: affected(app, found.report).await?,
        });
    }
    Ok(similar)
}

/// The released, open report with a number, to be joined.
///
/// # Errors
/// As [`similar`].
pub async fn one(app: &App, number: TrackingNo) -> Result<Option<Similar>, AppError> {
    let Some(case) = case::by_number(app, number, Onlooker::Public).await? else {
        return Ok(None);
    };
    if !case.is_public || !case.is_open {
        return Ok(None);
    }
    let affected = affected(app, case.id).await?;
    Ok(Some(Similar {
        tracking: case.tracking,
        case,
        affected,
    }))
}
