//! The national system (SP4N-LAPOR!) as a door: reports are handed to it, and what it says of them is asked for.
//!
//! Handing over is a queue beside the outbox: intake never waits for it. Their interface knows no key by which a repeat is
//! seen, so a report whose answer was lost is *not* sent again by itself: it is looked for in their list by our number, which
//! stands in its text, or left to an officer. What comes back is never written over a report that is handled here: the
//! difference is listed.

mod asked;
mod client;
mod differences;
mod may;
mod pull;
mod push;
mod queue;
pub mod wire;

pub use asked::{Standing, ask, ask_again, note_number, standing};
pub use differences::{Difference, differences, write_differences};
pub use may::{Hindrance, hindrance};
pub use pull::{Pulled, pull, pull_due, topics};
pub use push::round;

use lapor_domain::agency::{Body, Officer};
use lapor_domain::ids::{BodyId, ReportId};
use lapor_domain::tracking::TrackingNo;
use lapor_domain::visibility::{Viewer, listable};
use lapor_store::national::{self as rows, Link};
use lapor_store::{Query, StoreError, Tx};

use crate::app::App;
use crate::channels::config::sp4n::{Sp4n, Sp4nBody};
use crate::error::AppError;

/// A body's door, with its description.
pub(crate) struct Door<'a> {
    pub(crate) sp4n: &'a Sp4n,
    pub(crate) own: &'a Sp4nBody,
    pub(crate) body: Body,
}

impl<'a> Door<'a> {
    /// The door of a body, where it has one.
    pub(crate) fn of(app: &App, sp4n: &'a Sp4n, body: BodyId) -> Option<Self> {
        let body = app.rules().directory.bodies.get(&body)?.clone();
        let own = sp4n.of(&body.slug)?;
        Some(Self { sp4n, own, body })
    }

    /// The doors of all bodies that have one.
    pub(crate) fn all(app: &App, sp4n: &'a Sp4n) -> Vec<Self> {
        let rules = app.rules();
        let bodies = sp4n.bodies.iter().filter_map(|own| {
            let body = rules.directory.body_by_slug(&own.slug)?.clone();
            Some(Self { sp4n, own, body })
        });
        bodies.collect()
    }
}

/// Whether a body has a door to the national system.
pub fn has_door(app: &App, body: BodyId) -> bool {
    let channels = app.channels();
    channels
        .sp4n
        .as_ref()
        .is_some_and(|sp4n| Door::of(app, sp4n, body).is_some())
}

/// A report's way to the national system, if it has begun one.
///
/// # Errors
/// Where the database fails.
pub async fn link(app: &App, report: ReportId) -> Result<Option<Link>, AppError> {
    Ok(app.store().read(Of(report)).await?)
}

/// The report that has a number of theirs.
///
/// # Errors
/// Where the database fails.
pub async fn by_tracking(app: &App, tracking: &str) -> Result<Option<ReportId>, AppError> {
    let tracking = tracking.trim().trim_start_matches('#').to_owned();
    if tracking.is_empty() || tracking.chars().count() > 200 {
        return Ok(None);
    }
    Ok(app.store().read(ByTracking(tracking)).await?)
}

/// What stands against sending a report; `None`: an officer may send it.
///
/// # Errors
/// Where the database fails.
pub async fn hindrance_of(app: &App, report: ReportId) -> Result<Option<Hindrance>, AppError> {
    let report = app.store().read(queue::Load(report)).await??;
    Ok(report.and_then(|report| hindrance(&report, None)))
}

/// The number of a report, where it is there for an officer.
///
/// # Errors
/// Where the database fails.
pub async fn number_for(
    app: &App,
    officer: &Officer,
    report: ReportId,
) -> Result<Option<TrackingNo>, AppError> {
    let Some(report) = app.store().read(queue::Load(report)).await?? else {
        return Ok(None);
    };
    let rules = app.rules();
    let is_shown = listable(&Viewer::Officer(officer), &report, &rules.directory);
    Ok(is_shown.then_some(report.tracking))
}

struct Of(ReportId);

impl Query for Of {
    type Output = Option<Link>;

    async fn run(&self, tx: &mut Tx<'_>) -> Result<Self::Output, StoreError> {
        rows::of(tx, self.0).await
    }
}

struct ByTracking(String);

impl Query for ByTracking {
    type Output = Option<ReportId>;

    async fn run(&self, tx: &mut Tx<'_>) -> Result<Self::Output, StoreError> {
        rows::by_tracking(tx, &self.0).await
    }
}
