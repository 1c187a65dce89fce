//! A post that an officer pasted before the system that watches told of it: one post, one report.

use lapor_domain::ids::{BodyId, ReportId};
use lapor_domain::source::Link;
use lapor_domain::words::Channel;
use lapor_store::{Change, Query, StoreError, Tx, outbox};

use crate::app::App;
use crate::channels::settle::Settle;
use crate::error::AppError;
use crate::report::recorded;

/// The report of a post that an officer recorded and no delivery has met yet. Only the first delivery of a post is that
/// report: what is told under the same address later is somebody else's. That a secret report is there, nobody is told.
pub(super) async fn find(
    app: &App,
    body: BodyId,
    link: &Link,
) -> Result<Option<ReportId>, AppError> {
    for report in recorded::pasted(app, body, link).await? {
        if report.channel != Channel::SocialMedia || outbox::is_guarded(&report) {
            continue;
        }
        if !app.store().read(IsMet(met(app, report.id))).await? {
            return Ok(Some(report.id));
        }
    }
    Ok(None)
}

/// Under which a report is noted as met by a delivery.
fn met(app: &App, report: ReportId) -> [u8; 32] {
    let key = app.keys().installation_key("inbound-delivery");
    key.mac(&[b"met", report.0.as_bytes()])
}

/// The delivery and the report that it met, in one transaction. Gives whether it was the first.
pub(super) struct Meet {
    met: [u8; 32],
    settle: Settle,
}

impl Meet {
    pub(super) fn new(app: &App, report: ReportId, key: [u8; 32]) -> Self {
        Self {
            met: met(app, report),
            settle: Settle {
                key,
                outcome: "report",
                report: Some(report),
                answer: None,
                who: key,
                now: app.now(),
            },
        }
    }
}

impl Change for Meet {
    type Output = bool;
    type Error = AppError;
    const NAME: &'static str = "meet_pasted";

    async fn apply(&self, tx: &mut Tx<'_>) -> Result<bool, AppError> {
        if outbox::inbound(tx, &self.met).await?.is_some() {
            return Ok(false);
        }
        let (report, now) = (self.settle.report, self.settle.now);
        outbox::remember_inbound(tx, &self.met, "met", report, now).await?;
        self.settle.apply(tx).await?;
        Ok(true)
    }
}

struct IsMet([u8; 32]);

impl Query for IsMet {
    type Output = bool;

    async fn run(&self, tx: &mut Tx<'_>) -> Result<bool, StoreError> {
        Ok(outbox::inbound(tx, &self.0).await?.is_some())
    }
}
