//! What an officer recorded for others: the list, the receipt once more, and posts that a report has already.

use jiff::Timestamp;
use lapor_domain::agency::Officer;
use lapor_domain::ids::{BodyId, OfficerId, ReportId};
use lapor_domain::report::Report;
use lapor_domain::report::event::{Recorded as Event, What};
use lapor_domain::rules::Rules;
use lapor_domain::source::Link;
use lapor_domain::tracking::TrackingNo;
use lapor_domain::visibility::{Viewer, visibility};
use lapor_domain::words::{Channel, StateCode};
use lapor_store::record::{self, RecordError, events, intake};
use lapor_store::seal::LookupPurpose;
use lapor_store::{Query, StoreError, Tx};

use crate::app::App;
use crate::error::AppError;

/// Longest list.
const MOST: i64 = 200;

/// A report that an officer recorded, as they may know it: what stood on its receipt, and its state where they see it.
#[derive(Clone, Debug)]
pub struct Taken {
    /// Number for people.
    pub tracking: TrackingNo,
    /// When it came.
    pub received_at: Timestamp,
    /// When it was recorded.
    pub recorded_at: Timestamp,
    /// How it came.
    pub channel: Channel,
    /// Who was to verify it then.
    pub holder: BodyId,
    /// Secret or about officials, as then said: the number alone opens nothing.
    pub is_hidden: bool,
    /// State, where the officer sees the report.
    pub state: Option<StateCode>,
}

/// What an officer recorded since a moment, newest first.
///
/// # Errors
/// Where the database fails.
pub async fn since(app: &App, officer: &Officer, since: Timestamp) -> Result<Vec<Taken>, AppError> {
    let query = RecordedBy {
        officer: officer.id,
        since,
    };
    let rules = app.rules();
    let found = app.store().read(query).await??;
    let taken = found.iter();
    Ok(taken
        .filter_map(|(id, events)| of(*id, events, officer, &rules))
        .collect())
}

/// One report that this officer recorded, by its number.
///
/// # Errors
/// [`AppError::NotFound`] for all others.
pub async fn one(app: &App, officer: &Officer, number: TrackingNo) -> Result<Taken, AppError> {
    let Some((id, events)) = app.store().read(ByNumber(number)).await?? else {
        return Err(AppError::NotFound);
    };
    of(id, &events, officer, &app.rules()).ok_or(AppError::NotFound)
}

fn of(id: ReportId, events: &[Event], officer: &Officer, rules: &Rules) -> Option<Taken> {
    let first = events
        .first()
        .filter(|first| first.actor.officer == Some(officer.id))?;
    let What::Received(receipt) = &first.event.what else {
        return None;
    };
    let report = Report::fold(id, events)?;
    let view = visibility(&Viewer::Officer(officer), &report, &rules.directory);
    Some(Taken {
        tracking: receipt.tracking,
        received_at: report.received_at,
        recorded_at: first.recorded_at,
        channel: receipt.channel,
        holder: receipt.holder,
        is_hidden: receipt.rahasia || receipt.declared_supervisory,
        state: view.is_listable().then(|| report.state.code()),
    })
}

/// The report that has this post already, as far as the officer may know of it: they recorded it, or they see it.
///
/// # Errors
/// Where the database fails.
pub async fn of_link(
    app: &App,
    officer: &Officer,
    home: BodyId,
    link: &Link,
) -> Result<Option<TrackingNo>, AppError> {
    let hash = app
        .key_of(home)
        .lookup(LookupPurpose::Link, &link.same_post());
    let rules = app.rules();
    for (report, recorded_by) in app.store().read(OfLink { home, hash }).await?? {
        let view = visibility(&Viewer::Officer(officer), &report, &rules.directory);
        if view.is_listable() || recorded_by == Some(officer.id) {
            return Ok(Some(report.tracking));
        }
    }
    Ok(None)
}

/// Reports that officers recorded of this post.
///
/// # Errors
/// Where the database fails.
pub(crate) async fn pasted(app: &App, home: BodyId, link: &Link) -> Result<Vec<Report>, AppError> {
    let hash = app
        .key_of(home)
        .lookup(LookupPurpose::Link, &link.same_post());
    let found = app.store().read(OfLink { home, hash }).await??;
    let by_officers = found.into_iter().filter(|(_, officer)| officer.is_some());
    Ok(by_officers.map(|(report, _)| report).collect())
}

struct RecordedBy {
    officer: OfficerId,
    since: Timestamp,
}

type Found = Vec<(ReportId, Vec<Event>)>;

impl Query for RecordedBy {
    type Output = Result<Found, RecordError>;

    async fn run(&self, tx: &mut Tx<'_>) -> Result<Self::Output, StoreError> {
        let mut found = Vec::new();
        for id in events::received_by(tx, self.officer, self.since, MOST).await? {
            match events::of_report(tx, id).await {
                Ok(events) => found.push((id, events)),
                Err(error) => return Ok(Err(error)),
            }
        }
        Ok(Ok(found))
    }
}

struct ByNumber(TrackingNo);

impl Query for ByNumber {
    type Output = Result<Option<(ReportId, Vec<Event>)>, RecordError>;

    async fn run(&self, tx: &mut Tx<'_>) -> Result<Self::Output, StoreError> {
        let Some(id) = record::by_tracking(tx, self.0).await? else {
            return Ok(Ok(None));
        };
        Ok(events::of_report(tx, id)
            .await
            .map(|events| Some((id, events))))
    }
}

struct OfLink {
    home: BodyId,
    hash: [u8; 32],
}

impl Query for OfLink {
    type Output = Result<Vec<(Report, Option<OfficerId>)>, RecordError>;

    async fn run(&self, tx: &mut Tx<'_>) -> Result<Self::Output, StoreError> {
        let mut found = Vec::new();
        for id in
            intake::by_contact(tx, self.home, LookupPurpose::Link.as_str(), &self.hash).await?
        {
            let events = match events::of_report(tx, id).await {
                Ok(events) => events,
                Err(error) => return Ok(Err(error)),
            };
            let officer = events.first().and_then(|first| first.actor.officer);
            found.extend(Report::fold(id, &events).map(|report| (report, officer)));
        }
        Ok(Ok(found))
    }
}
