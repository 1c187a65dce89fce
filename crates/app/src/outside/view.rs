//! Where reports stand with other systems, for the officers of a report and for the administrator.

use jiff::Timestamp;
use lapor_domain::agency::Directory;
use lapor_domain::ids::{ReportId, UnitId};
use lapor_domain::kept::Kept;
use lapor_store::outside_push::{self, Push, PushState, Standing};
use lapor_store::{Change, Query, StoreError, Tx};
use uuid::Uuid;

use crate::app::App;
use crate::error::AppError;
use crate::report::case::CaseView;

/// A report with another system.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct OutsideView {
    /// Which system, as the configuration calls it.
    pub system: String,
    /// The unit whose it is.
    pub unit: UnitId,
    /// Where it stands.
    pub state: PushState,
    /// Its id there.
    pub external: Option<String>,
    /// `open` or `closed`, as the other last said.
    pub status: Option<String>,
    /// Since when.
    pub status_at: Option<Timestamp>,
    /// What the other last said in words.
    pub words: Option<String>,
    /// When it was handed over.
    pub sent_at: Option<Timestamp>,
    /// Code of the last try.
    pub code: Option<String>,
    /// Our sentence about it.
    pub error: Option<String>,
}

/// Where a report stands with other systems: for officers who read its notes, for nobody else.
///
/// # Errors
/// Where the database fails, or words do not open.
pub async fn of_report(app: &App, case: &CaseView) -> Result<Vec<OutsideView>, AppError> {
    if !case.reads_notes {
        return Ok(Vec::new());
    }
    let pushes = app.store().read(OfReport(case.id)).await?;
    pushes.into_iter().map(|push| view(app, push)).collect()
}

fn view(app: &App, push: Push) -> Result<OutsideView, AppError> {
    let words = push.words(&app.key_of(push.body))?;
    let name = push.system.split_once(':').map(|(_, name)| name.to_owned());
    Ok(OutsideView {
        system: name.unwrap_or(push.system),
        unit: push.unit,
        state: push.state,
        external: push.external,
        status: push.status,
        status_at: push.status_at,
        words: words.map(|text| text.to_string()),
        sent_at: push.sent_at,
        code: push.code,
        error: push.error,
    })
}

/// What somebody must look at. Names no report: an administrator reads none by that role.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Stuck {
    /// Its id.
    pub id: Uuid,
    /// Which system.
    pub system: String,
    /// Where it stands.
    pub state: PushState,
    /// Code of the last try.
    pub code: Option<String>,
    /// Our sentence about it.
    pub error: Option<String>,
    /// Tries.
    pub attempts: i64,
    /// Since when it is tried.
    pub since: Timestamp,
}

/// How many stand where, and what somebody must look at, with the systems of what they keep.
///
/// # Errors
/// Where the database fails.
pub async fn standing(app: &App, kept: &Kept) -> Result<(Vec<Standing>, Vec<Stuck>), AppError> {
    let units = units_of(&app.rules().directory, kept);
    let (counted, stuck) = app.store().read(ReadStanding(units)).await?;
    let stuck = stuck.into_iter().map(|push| Stuck {
        id: push.id,
        system: push.system,
        state: push.state,
        code: push.code,
        error: push.error,
        attempts: push.attempts,
        since: push.since,
    });
    Ok((counted, stuck.collect()))
}

/// Has one handed over again that somebody looked at, to a system of what they keep.
///
/// # Errors
/// [`AppError::NotFound`] where there is none such any more, the record.
pub async fn again(app: &App, id: Uuid, kept: &Kept) -> Result<(), AppError> {
    let now = app.now();
    let units = units_of(&app.rules().directory, kept);
    app.store().run(Again { id, units, now }).await
}

/// The units whose systems these are: a report may be at another body than the one that took it in.
fn units_of(directory: &Directory, kept: &Kept) -> Option<Vec<UnitId>> {
    let ours = directory
        .units
        .values()
        .filter(|unit| kept.covers(unit.body));
    (!kept.is_all()).then(|| ours.map(|unit| unit.id).collect())
}

struct OfReport(ReportId);

impl Query for OfReport {
    type Output = Vec<Push>;

    async fn run(&self, tx: &mut Tx<'_>) -> Result<Vec<Push>, StoreError> {
        outside_push::of_report(tx, self.0).await
    }
}

struct ReadStanding(Option<Vec<UnitId>>);

impl Query for ReadStanding {
    type Output = (Vec<Standing>, Vec<Push>);

    async fn run(&self, tx: &mut Tx<'_>) -> Result<Self::Output, StoreError> {
        Ok((
            outside_push::counted(tx, self.0.as_deref()).await?,
            outside_push::stuck(tx, self.0.as_deref()).await?,
        ))
    }
}

struct Again {
    id: Uuid,
    units: Option<Vec<UnitId>>,
    now: Timestamp,
}

impl Change for Again {
    type Output = ();
    type Error = AppError;
    const NAME: &'static str = "again_outside";

    async fn apply(&self, tx: &mut Tx<'_>) -> Result<(), AppError> {
        if outside_push::again(tx, self.id, self.units.as_deref(), self.now).await? {
            Ok(())
        } else {
            Err(AppError::NotFound)
        }
    }
}
