//! Released reports for programs that copy them: a window of time, or by their numbers.

use lapor_domain::ids::{BodyId, ReportId};
use lapor_domain::tracking::TrackingNo;
use lapor_domain::words::StateCode;
use lapor_store::list::{self, Released, Window};
use lapor_store::{Query, StoreError, Tx, record};

use super::case::{self, CaseView};
use crate::app::App;
use crate::error::AppError;

/// States in which somebody still has to act.
pub const OPEN: &[StateCode] = &[
    StateCode::Received,
    StateCode::OnHold,
    StateCode::Assigned,
    StateCode::AwaitingRedirect,
    StateCode::InProgress,
    StateCode::ClosureProposed,
    StateCode::Review,
];

/// States in which nobody has.
pub const ENDED: &[StateCode] = &[
    StateCode::Closed,
    StateCode::Archived,
    StateCode::Transferred,
    StateCode::Merged,
];

/// What a window has.
#[derive(Debug)]
pub struct Found {
    /// Reports, the newest arrival first.
    pub reports: Vec<Released>,
    /// How many there are on all pages, where that was asked for.
    pub total: Option<u64>,
}

/// The released reports of a window. Each is then to be [read](case::read_public): that decides what is seen.
///
/// # Errors
/// Where the database fails.
pub async fn window(app: &App, window: Window, counted: bool) -> Result<Found, AppError> {
    Ok(app.store().read(InWindow { window, counted }).await?)
}

/// Those of a body's reports with these numbers that are released, in the order in which they are named.
///
/// # Errors
/// Where the database fails, or words do not open.
pub async fn of_numbers(
    app: &App,
    holder: BodyId,
    numbers: Vec<TrackingNo>,
) -> Result<Vec<CaseView>, AppError> {
    let ids = app.store().read(Numbers(numbers)).await?;
    let mut cases = case::read_public(app, ids).await?;
    cases.retain(|case| case.holder == holder);
    Ok(cases)
}

struct InWindow {
    window: Window,
    counted: bool,
}

impl Query for InWindow {
    type Output = Found;

    async fn run(&self, tx: &mut Tx<'_>) -> Result<Found, StoreError> {
        let reports = list::released(tx, &self.window).await?;
        let total = if self.counted {
            Some(list::released_count(tx, &self.window).await?)
        } else {
            None
        };
        Ok(Found { reports, total })
    }
}

struct Numbers(Vec<TrackingNo>);

impl Query for Numbers {
    type Output = Vec<ReportId>;

    async fn run(&self, tx: &mut Tx<'_>) -> Result<Self::Output, StoreError> {
        record::by_trackings(tx, &self.0).await
    }
}
