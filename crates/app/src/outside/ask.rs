//! Reports that come to a unit are to be handed over to its system: told by the order of events, from the moment at which
//! the system was first described.

use std::sync::Arc;

use jiff::Timestamp;
use lapor_domain::ids::{BodyId, ReportId};
use lapor_domain::rules::Rules;
use lapor_store::outside_push::{self, NewPush};
use lapor_store::record::{RecordError, events};
use lapor_store::sequencer::{EventsAfter, Placed};
use lapor_store::{Change, Query, StoreError, Tx, routing};
use uuid::Uuid;

use super::target::Target;
use crate::app::App;
use crate::around::Around;
use crate::error::AppError;

/// Events of one change.
const BATCH: u32 = 200;

/// Puts everything that came to the unit since the last time.
pub(super) async fn catch_up(app: &App, target: &Target) -> Result<(), AppError> {
    let Some(mut position) = app.store().read(Stands(target.name.clone())).await? else {
        // What the unit had before stays here: a system that is connected later must not be flooded.
        let first = First(target.name.clone());
        return app.store().run(first).await;
    };
    loop {
        let batch = Batch {
            position,
            target: target.clone(),
            rules: app.rules(),
        };
        let (reached, came) = app.store().read(batch).await??;
        if reached == position {
            return Ok(());
        }
        let new = came.into_iter().map(|came| NewPush {
            id: push_id(app, &target.name, came.report),
            system: target.name.clone(),
            report: came.report,
            body: came.body,
            unit: target.unit,
            only_again: came.only_again,
        });
        let keep = Keep {
            system: target.name.clone(),
            from: position,
            to: reached,
            new: new.collect(),
            now: app.now(),
        };
        app.store().run(keep).await?;
        position = reached;
    }
}

/// The same report has the same id with the same system, which nobody else can guess.
fn push_id(app: &App, system: &str, report: ReportId) -> Uuid {
    let key = app.keys().installation_key("outside-push");
    let mac = key.mac(&[system.as_bytes(), report.0.as_bytes()]);
    let mut bytes = [0; 16];
    for (byte, of_mac) in bytes.iter_mut().zip(mac) {
        *byte = of_mac;
    }
    uuid::Builder::from_custom_bytes(bytes).into_uuid()
}

struct Stands(String);

impl Query for Stands {
    type Output = Option<i64>;

    async fn run(&self, tx: &mut Tx<'_>) -> Result<Option<i64>, StoreError> {
        outside_push::position(tx, &self.0).await
    }
}

struct First(String);

impl Change for First {
    type Output = ();
    type Error = AppError;
    const NAME: &'static str = "begin_outside";

    async fn apply(&self, tx: &mut Tx<'_>) -> Result<(), AppError> {
        if outside_push::position(tx, &self.0).await?.is_none() {
            let last = routing::last_position(tx).await?;
            outside_push::set_position(tx, &self.0, last).await?;
        }
        Ok(())
    }
}

struct Batch {
    position: i64,
    target: Target,
    rules: Arc<Rules>,
}

/// A report that came to the unit, or that changed while it is there.
struct Came {
    report: ReportId,
    body: BodyId,
    only_again: bool,
}

impl Query for Batch {
    type Output = Result<(i64, Vec<Came>), RecordError>;

    async fn run(&self, tx: &mut Tx<'_>) -> Result<Self::Output, StoreError> {
        let after = EventsAfter {
            position: self.position,
            limit: BATCH,
        };
        let placed = after.run(tx).await?;
        Ok(self.came(tx, &placed).await)
    }
}

impl Batch {
    async fn came(
        &self,
        tx: &mut Tx<'_>,
        placed: &[Placed],
    ) -> Result<(i64, Vec<Came>), RecordError> {
        let mut came = Vec::new();
        let mut reached = self.position;
        for event in placed {
            reached = event.position;
            if event.stream_kind != "report" || !(disposes(&event.kind) || uncovers(&event.kind)) {
                continue;
            }
            let history = events::of_report(tx, ReportId(event.stream)).await?;
            let Some(around) = Around::of(event, &history) else {
                continue;
            };
            let leads = |report| self.target.leads(report, &self.rules.directory);
            let had_it = around.before.as_ref().is_some_and(leads);
            if leads(&around.after) {
                came.push(Came {
                    report: around.after.id,
                    body: around.after.home,
                    only_again: had_it || uncovers(&event.kind),
                });
            }
        }
        Ok((reached, came))
    }
}

/// Only these give a report to a unit.
fn disposes(kind: &str) -> bool {
    matches!(
        kind,
        "verified"
            | "redirected"
            | "assigned_anew"
            | "sub_disposed"
            | "restored"
            | "handed_back"
            | "unmerged"
    )
}

/// These may let leave what was withheld.
fn uncovers(kind: &str) -> bool {
    matches!(
        kind,
        "flags_set" | "reclassified" | "text_edited" | "released"
    )
}

struct Keep {
    system: String,
    from: i64,
    to: i64,
    new: Vec<NewPush>,
    now: Timestamp,
}

impl Change for Keep {
    type Output = ();
    type Error = AppError;
    const NAME: &'static str = "keep_outside";

    async fn apply(&self, tx: &mut Tx<'_>) -> Result<(), AppError> {
        // Another process that did it first did the same.
        if outside_push::position(tx, &self.system).await? != Some(self.from) {
            return Ok(());
        }
        for new in &self.new {
            outside_push::put(tx, new, self.now).await?;
        }
        Ok(outside_push::set_position(tx, &self.system, self.to).await?)
    }
}
