//! Letters of machines: what they report of ours is written down, and nothing else is done.

use lapor_store::outbox::{self, Ended};
use lapor_store::{Query, StoreError, Tx};
use uuid::Uuid;

use super::{CameTo, Desk};
use crate::channels::delivery;
use crate::channels::mail::dsn;
use crate::error::AppError;

impl Desk<'_> {
    /// A machine wrote it. What it reports of a letter of ours is written down; it is never answered, and never a report.
    pub(super) async fn machine(&self) -> Result<CameTo, AppError> {
        let bounce = self.incoming.bounce.as_ref();
        let quoted = bounce.into_iter().flat_map(|bounce| &bounce.ids);
        let candidates = self.ours(quoted);
        let automatic = self.settling("automatic", None, None);
        let Some(message) = self.app.store().read(FirstKnown(candidates)).await? else {
            self.app.store().run(automatic).await?;
            return Ok(CameTo::Automatic);
        };
        let (ended, code) = match bounce {
            Some(bounce) if bounce.failed => (Ended::Returned, bounce.status.clone()),
            Some(bounce) if bounce.delivered => (Ended::Delivered, bounce.status.clone()),
            // Late only: its server goes on trying, and will say how it ended.
            Some(_) => {
                self.app.store().run(automatic).await?;
                return Ok(CameTo::Bounce);
            }
            None => (Ended::AutoReplied, String::new()),
        };
        let nowhere = ended == Ended::Returned && (code.is_empty() || dsn::is_dead_end(&code));
        let settle = self.settling("bounce", None, None);
        let report = delivery::Report {
            message,
            ended,
            code,
            nowhere,
            settle: Some(settle),
        };
        delivery::report(self.app, report).await?;
        Ok(if ended == Ended::AutoReplied {
            CameTo::Automatic
        } else {
            CameTo::Bounce
        })
    }
}

/// The first of some ids that is a message of ours.
struct FirstKnown(Vec<Uuid>);

impl Query for FirstKnown {
    type Output = Option<Uuid>;

    async fn run(&self, tx: &mut Tx<'_>) -> Result<Self::Output, StoreError> {
        for id in &self.0 {
            if outbox::get(tx, *id).await?.is_some() {
                return Ok(Some(*id));
            }
        }
        Ok(None)
    }
}
