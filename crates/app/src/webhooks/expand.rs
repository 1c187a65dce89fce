//! Committed events become deliveries, in their order, for each subscription from where it stands.

use std::collections::hash_map::Entry;
use std::collections::{BTreeMap, HashMap};
use std::sync::Arc;

use jiff::Timestamp;
use lapor_domain::ids::{ReportId, WebhookId};
use lapor_domain::report::event::Recorded;
use lapor_domain::rules::Rules;
use lapor_domain::webhook::{Told, Webhook};
use lapor_store::record::{RecordError, events};
use lapor_store::sequencer::{EventsAfter, Placed};
use lapor_store::webhook::{self, NewDelivery, Stored};
use lapor_store::{Change, Query, StoreError, Tx};
use uuid::Uuid;

use crate::app::App;
use crate::around::Around;
use crate::error::AppError;

/// Events of one change.
const BATCH: u32 = 200;

/// Turns everything that has its place into deliveries.
pub(super) async fn expand(app: &App) -> Result<(), AppError> {
    let stored = app.store().read(All).await?;
    let rules = app.rules();
    // Those that stand at the same place go on together.
    let mut places: BTreeMap<i64, Vec<WebhookId>> = BTreeMap::new();
    for one in stored {
        let hook = rules.directory.webhooks.get(&one.id);
        if hook.is_some_and(Webhook::is_active) {
            places.entry(one.position).or_default().push(one.id);
        }
    }
    while let Some((position, hooks)) = places.pop_first() {
        if let Some(reached) = step(app, &rules, position, &hooks).await? {
            places.entry(reached).or_default().extend(hooks);
        }
    }
    Ok(())
}

/// Goes on by one batch; gives the place that was reached, `None` at the end.
async fn step(
    app: &App,
    rules: &Arc<Rules>,
    position: i64,
    hooks: &[WebhookId],
) -> Result<Option<i64>, AppError> {
    let batch = Batch {
        position,
        rules: Arc::clone(rules),
        hooks: hooks.to_vec(),
    };
    let (reached, told) = app.store().read(batch).await??;
    if reached == position {
        return Ok(None);
    }
    let new = told
        .into_iter()
        .map(|one| one.delivery(app))
        .collect::<Vec<_>>();
    let keep = Keep {
        hooks: hooks.to_vec(),
        from: position,
        to: reached,
        new,
        now: app.now(),
    };
    app.store().run(keep).await?;
    Ok(Some(reached))
}

/// An event that a subscription is told of.
struct ToTell {
    webhook: WebhookId,
    report: ReportId,
    seq: u32,
    position: i64,
    kind: &'static str,
    told: Told,
    occurred_at: Timestamp,
}

impl ToTell {
    fn delivery(self, app: &App) -> NewDelivery {
        NewDelivery {
            id: delivery_id(app, self.webhook, self.report, self.seq),
            webhook: self.webhook,
            report: Some(self.report),
            seq: self.seq,
            position: self.position,
            kind: self.kind.to_owned(),
            told: match self.told {
                Told::Appeared => "appeared",
                Told::Happened => "happened",
                Told::Gone => "gone",
            },
            occurred_at: self.occurred_at,
        }
    }
}

/// The same event told to the same subscription has the same id, which nobody else can guess.
fn delivery_id(app: &App, webhook: WebhookId, report: ReportId, seq: u32) -> Uuid {
    let key = app.keys().installation_key("webhook-delivery");
    let mac = key.mac(&[
        webhook.0.as_bytes(),
        report.0.as_bytes(),
        &seq.to_be_bytes(),
    ]);
    let mut bytes = [0; 16];
    for (byte, of_mac) in bytes.iter_mut().zip(mac) {
        *byte = of_mac;
    }
    uuid::Builder::from_custom_bytes(bytes).into_uuid()
}

struct Batch {
    position: i64,
    rules: Arc<Rules>,
    hooks: Vec<WebhookId>,
}

impl Query for Batch {
    type Output = Result<(i64, Vec<ToTell>), RecordError>;

    async fn run(&self, tx: &mut Tx<'_>) -> Result<Self::Output, StoreError> {
        let after = EventsAfter {
            position: self.position,
            limit: BATCH,
        };
        let events = after.run(tx).await?;
        Ok(self.told(tx, &events).await)
    }
}

impl Batch {
    async fn told(
        &self,
        tx: &mut Tx<'_>,
        placed: &[Placed],
    ) -> Result<(i64, Vec<ToTell>), RecordError> {
        let mut histories: HashMap<Uuid, Vec<Recorded>> = HashMap::new();
        let mut told = Vec::new();
        let mut reached = self.position;
        for event in placed {
            reached = event.position;
            if event.stream_kind != "report" {
                continue;
            }
            let history = match histories.entry(event.stream) {
                Entry::Occupied(known) => known.into_mut(),
                Entry::Vacant(place) => {
                    place.insert(events::of_report(tx, ReportId(event.stream)).await?)
                }
            };
            let around = Around::of(event, history);
            let Some(mut around) = around else { continue };
            around.find_root(tx).await?;
            told.extend(
                self.hooks()
                    .filter_map(|hook| to_tell(&around, hook, &self.rules)),
            );
        }
        Ok((reached, told))
    }

    fn hooks(&self) -> impl Iterator<Item = &Webhook> {
        let all = &self.rules.directory.webhooks;
        self.hooks.iter().filter_map(|id| all.get(id))
    }
}

fn to_tell(around: &Around, hook: &Webhook, rules: &Rules) -> Option<ToTell> {
    let what = &around.event.event.what;
    let told = hook.told(
        around.before.as_ref(),
        &around.after,
        around.root.as_ref(),
        what,
        &rules.directory,
    )?;
    Some(ToTell {
        webhook: hook.id,
        report: around.after.id,
        seq: around.event.seq,
        position: around.position,
        kind: events::kind(what),
        told,
        occurred_at: around.event.occurred_at,
    })
}

/// Keeps deliveries and goes on; another process that did it first did the same.
struct Keep {
    hooks: Vec<WebhookId>,
    from: i64,
    to: i64,
    new: Vec<NewDelivery>,
    now: Timestamp,
}

impl Change for Keep {
    type Output = ();
    type Error = AppError;
    const NAME: &'static str = "keep_deliveries";

    async fn apply(&self, tx: &mut Tx<'_>) -> Result<(), AppError> {
        for hook in &self.hooks {
            if !webhook::advance(tx, *hook, self.from, self.to).await? {
                continue;
            }
            for new in self.new.iter().filter(|new| new.webhook == *hook) {
                webhook::put(tx, new, self.now).await?;
            }
        }
        Ok(())
    }
}

pub(super) struct All;

impl Query for All {
    type Output = Vec<Stored>;

    async fn run(&self, tx: &mut Tx<'_>) -> Result<Vec<Stored>, StoreError> {
        webhook::all(tx).await
    }
}
