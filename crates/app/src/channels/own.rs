//! Reports of a sender, found by the keyed hash of the address that they write from.

use lapor_domain::ids::{BodyId, ReportId};
use lapor_domain::report::Report;
use lapor_domain::report::event::Recorded;
use lapor_domain::report::notice::waits_for_reporter;
use lapor_domain::tracking::TrackingNo;
use lapor_store::outbox::Purpose;
use lapor_store::record::{self, RecordError, events, intake};
use lapor_store::{Query, StoreError, Tx};

use crate::app::App;
use crate::error::AppError;

/// Who writes: what kind of address, and which.
#[derive(Clone, Copy)]
pub(super) struct Sender<'a> {
    /// What kind.
    pub(super) purpose: Purpose,
    /// Which, in its normal form.
    pub(super) address: &'a str,
}

/// A report, and whether it is this sender's.
pub(super) struct Found {
    /// The report.
    pub(super) report: Report,
    /// It was filed from this address.
    pub(super) own: bool,
}

impl Sender<'_> {
    /// The hash by which a body finds this sender.
    pub(super) fn hash(self, app: &App, body: BodyId) -> [u8; 32] {
        app.key_of(body).lookup(self.purpose, self.address)
    }

    /// The report of a number.
    pub(super) async fn find(
        self,
        app: &App,
        number: TrackingNo,
    ) -> Result<Option<Found>, AppError> {
        let Some((report, _)) = app.store().read(ByTracking(number)).await?? else {
            return Ok(None);
        };
        let is_of = IsOf {
            body: report.home,
            purpose: self.purpose,
            hash: self.hash(app, report.home),
            report: report.id,
        };
        let own = app.store().read(is_of).await?;
        Ok(Some(Found { report, own }))
    }

    /// The sender's reports at these bodies, and whether each waits for a word of theirs.
    pub(super) async fn reports(
        self,
        app: &App,
        bodies: Vec<BodyId>,
    ) -> Result<Vec<(Report, bool)>, AppError> {
        let look = bodies
            .into_iter()
            .map(|body| (body, self.hash(app, body)))
            .collect();
        let of = OfSender {
            purpose: self.purpose,
            look,
        };
        Ok(app.store().read(of).await??)
    }

    /// Those that wait.
    pub(super) async fn waiting(
        self,
        app: &App,
        bodies: Vec<BodyId>,
    ) -> Result<Vec<Report>, AppError> {
        let all = self.reports(app, bodies).await?;
        Ok(all
            .into_iter()
            .filter_map(|(report, waits)| waits.then_some(report))
            .collect())
    }
}

struct ByTracking(TrackingNo);

impl Query for ByTracking {
    type Output = Result<Option<(Report, Vec<Recorded>)>, RecordError>;

    async fn run(&self, tx: &mut Tx<'_>) -> Result<Self::Output, StoreError> {
        match record::by_tracking(tx, self.0).await? {
            Some(id) => Ok(with_events(tx, id).await),
            None => Ok(Ok(None)),
        }
    }
}

async fn with_events(
    tx: &mut Tx<'_>,
    id: ReportId,
) -> Result<Option<(Report, Vec<Recorded>)>, RecordError> {
    let events = events::of_report(tx, id).await?;
    Ok(Report::fold(id, &events).map(|report| (report, events)))
}

struct IsOf {
    body: BodyId,
    purpose: Purpose,
    hash: [u8; 32],
    report: ReportId,
}

impl Query for IsOf {
    type Output = bool;

    async fn run(&self, tx: &mut Tx<'_>) -> Result<bool, StoreError> {
        let purpose = self.purpose.as_str();
        intake::is_of_contact(tx, self.body, purpose, &self.hash, self.report).await
    }
}

struct OfSender {
    purpose: Purpose,
    look: Vec<(BodyId, [u8; 32])>,
}

impl Query for OfSender {
    type Output = Result<Vec<(Report, bool)>, RecordError>;

    async fn run(&self, tx: &mut Tx<'_>) -> Result<Self::Output, StoreError> {
        Ok(self.read(tx).await)
    }
}

impl OfSender {
    async fn read(&self, tx: &mut Tx<'_>) -> Result<Vec<(Report, bool)>, RecordError> {
        let mut found = Vec::new();
        for (body, hash) in &self.look {
            for id in intake::by_contact(tx, *body, self.purpose.as_str(), hash).await? {
                if let Some((report, events)) = with_events(tx, id).await? {
                    let waits = waits_for_reporter(&report, &events);
                    found.push((report, waits));
                }
            }
        }
        Ok(found)
    }
}
