//! What is read from and written to the queue of reports for the national system.

use jiff::Timestamp;
use lapor_domain::ids::{BodyId, ReportId};
use lapor_domain::report::Report;
use lapor_domain::report::event::ActorRef;
use lapor_store::national::{self as rows, Handed, Link, LinkState};
use lapor_store::record::access::{self, Opening};
use lapor_store::record::content::StoredContent;
use lapor_store::record::{self, RecordError, content, setting};
use lapor_store::{Change, Query, StoreError, Tx};

use crate::error::AppError;

pub(super) struct InState {
    pub(super) body: BodyId,
    pub(super) state: LinkState,
}

impl Query for InState {
    type Output = Vec<Link>;

    async fn run(&self, tx: &mut Tx<'_>) -> Result<Vec<Link>, StoreError> {
        rows::in_state(tx, self.body, self.state, 1_000).await
    }
}

pub(super) struct Load(pub(super) ReportId);

impl Query for Load {
    type Output = Result<Option<Report>, RecordError>;

    async fn run(&self, tx: &mut Tx<'_>) -> Result<Self::Output, StoreError> {
        Ok(record::load(tx, self.0).await)
    }
}

pub(super) struct LoadWords(pub(super) ReportId);

impl Query for LoadWords {
    type Output = Result<Option<(Report, Vec<StoredContent>)>, RecordError>;

    async fn run(&self, tx: &mut Tx<'_>) -> Result<Self::Output, StoreError> {
        let report = match record::load(tx, self.0).await {
            Ok(Some(report)) => report,
            Ok(None) => return Ok(Ok(None)),
            Err(error) => return Ok(Err(error)),
        };
        let stored = content::of_report(tx, self.0).await?;
        Ok(Ok(Some((report, stored))))
    }
}

/// Reports found in the order of events.
pub(super) struct Seen {
    pub(super) reports: Vec<ReportId>,
    pub(super) to: i64,
    pub(super) last: i64,
}

pub(super) struct Released;

impl Change for Released {
    type Output = Seen;
    type Error = AppError;
    const NAME: &'static str = "look_for_released";

    async fn apply(&self, tx: &mut Tx<'_>) -> Result<Seen, AppError> {
        let last = lapor_store::routing::last_position(tx).await?;
        let Some(after) = setting::get(tx, POSITION).await? else {
            setting::set(tx, POSITION, &last.to_string()).await?;
            return Ok(Seen {
                reports: Vec::new(),
                to: last,
                last,
            });
        };
        let after = after.parse().unwrap_or(last);
        let (reports, to) = rows::released_after(tx, after, EVENTS).await?;
        Ok(Seen { reports, to, last })
    }
}

pub(super) struct LookedTo(pub(super) i64);

impl Change for LookedTo {
    type Output = ();
    type Error = AppError;
    const NAME: &'static str = "looked_for_released";

    async fn apply(&self, tx: &mut Tx<'_>) -> Result<(), AppError> {
        let kept = setting::get(tx, POSITION).await?;
        if kept.as_deref() != Some(self.0.to_string().as_str()) {
            setting::set(tx, POSITION, &self.0.to_string()).await?;
        }
        Ok(())
    }
}

pub(super) struct Ask {
    pub(super) report: ReportId,
    pub(super) body: BodyId,
    pub(super) again: bool,
    pub(super) now: Timestamp,
}

impl Change for Ask {
    type Output = ();
    type Error = AppError;
    const NAME: &'static str = "ask_sp4n";

    async fn apply(&self, tx: &mut Tx<'_>) -> Result<(), AppError> {
        rows::ask(tx, self.report, self.body, self.again, self.now).await?;
        Ok(())
    }
}

pub(super) struct Claim {
    pub(super) body: BodyId,
    pub(super) now: Timestamp,
    pub(super) leased_till: Timestamp,
}

impl Change for Claim {
    type Output = Option<Link>;
    type Error = AppError;
    const NAME: &'static str = "claim_sp4n";

    async fn apply(&self, tx: &mut Tx<'_>) -> Result<Option<Link>, AppError> {
        Ok(rows::claim(tx, self.body, self.now, self.leased_till).await?)
    }
}

pub(super) struct Settle {
    pub(super) link: Link,
    pub(super) handed: Handed,
    pub(super) code: String,
    pub(super) error: Option<String>,
    pub(super) opened: Option<BodyId>,
    pub(super) now: Timestamp,
}

impl Change for Settle {
    type Output = ();
    type Error = AppError;
    const NAME: &'static str = "settle_sp4n";

    async fn apply(&self, tx: &mut Tx<'_>) -> Result<(), AppError> {
        rows::record(
            tx,
            &self.link,
            &self.handed,
            &self.code,
            self.error.as_deref(),
            self.now,
        )
        .await?;
        if let Some(home) = self.opened {
            for what in ["name", "contact"] {
                let opening = Opening {
                    what: what.to_owned(),
                    reason: "Dikirim ke SP4N-LAPOR! bersama laporannya".to_owned(),
                };
                access::log(
                    tx,
                    home,
                    self.link.report,
                    &opening,
                    ActorRef::SYSTEM,
                    self.now,
                )
                .await?;
            }
        }
        Ok(())
    }
}

pub(super) struct Found {
    pub(super) report: ReportId,
    pub(super) tracking: String,
    pub(super) code: &'static str,
    pub(super) now: Timestamp,
}

impl Change for Found {
    type Output = bool;
    type Error = AppError;
    const NAME: &'static str = "found_sp4n";

    async fn apply(&self, tx: &mut Tx<'_>) -> Result<bool, AppError> {
        Ok(rows::found(tx, self.report, &self.tracking, self.code, self.now).await?)
    }
}

/// Events of one look for what was released.
const EVENTS: i64 = 500;

/// How far in the order of events was looked for what is to be sent by itself.
const POSITION: &str = "sp4n_position";
