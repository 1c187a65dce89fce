//! "Dukung": says that one has the same problem, without filing. A counter, never a report, and in no figure.

use jiff::Timestamp;
use lapor_domain::ids::ReportId;
use lapor_domain::tracking::TrackingNo;
use lapor_domain::visibility;
use lapor_store::twin::{self, Affected};
use lapor_store::{Change, Query, StoreError, Tx, record};

use crate::app::App;
use crate::error::AppError;
use crate::sign_in;

/// What came of it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Endorsed {
    /// The report.
    pub report: ReportId,
    /// Counted now, not before.
    pub counted: bool,
    /// How many are concerned now.
    pub affected: Affected,
}

/// Most that are counted from one address within a day: many phones share one.
const PER_ADDRESS: i64 = 60;

/// Supports a released, open report. `who` stands for one browser; it is kept as a keyed hash only.
///
/// # Errors
/// [`AppError::NotFound`] for what is not public or has ended; [`AppError::Throttled`]; the record.
pub async fn endorse(
    app: &App,
    number: TrackingNo,
    who: &[u8; 16],
    from: &str,
) -> Result<Endorsed, AppError> {
    sign_in::gate(app, "endorse", from, PER_ADDRESS).await?;
    let who = app
        .keys()
        .installation_key("lapor/endorsement/v1")
        .mac(&[who]);
    let now = app.now();
    app.store().run(Endorse { number, who, now }).await
}

/// How many a released report concerns.
///
/// # Errors
/// Where the database fails.
pub async fn affected(app: &App, report: ReportId) -> Result<Affected, AppError> {
    Ok(app.store().read(Count(report)).await?)
}

struct Count(ReportId);

impl Query for Count {
    type Output = Affected;

    async fn run(&self, tx: &mut Tx<'_>) -> Result<Affected, StoreError> {
        twin::affected(tx, self.0).await
    }
}

struct Endorse {
    number: TrackingNo,
    who: [u8; 32],
    now: Timestamp,
}

impl Change for Endorse {
    type Output = Endorsed;
    type Error = AppError;
    const NAME: &'static str = "endorse_report";

    async fn apply(&self, tx: &mut Tx<'_>) -> Result<Endorsed, AppError> {
        let id = record::by_tracking(tx, self.number)
            .await?
            .ok_or(AppError::NotFound)?;
        let report = record::load(tx, id).await?.ok_or(AppError::NotFound)?;
        if !visibility::is_public(&report) || !report.state.is_open() {
            return Err(AppError::NotFound);
        }
        let counted = twin::endorse(tx, id, &self.who, self.now).await?;
        Ok(Endorsed {
            report: id,
            counted,
            affected: twin::affected(tx, id).await?,
        })
    }
}
