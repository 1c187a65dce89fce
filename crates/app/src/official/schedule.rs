//! Documents that are made without being asked for: each period's once, on the morning after it ended; its leaders are
//! told where it waits.

use jiff::Timestamp;
use lapor_domain::agency::Officer;
use lapor_domain::ids::BodyId;
use lapor_domain::official::{Cadence, Layout, Papers, Period, Reader, may_approve, may_make};
use lapor_domain::rules::Rules;
use lapor_store::official::{self as stored, Edition};
use lapor_store::outbox::{self, NewMessage};
use lapor_store::{Change, Tx};
use sha2::{Digest, Sha256};
use uuid::Uuid;

use super::edition::{self, One};
use super::error::OfficialError;
use super::model::Wish;
use crate::app::App;
use crate::error::AppError;
use crate::notify::officers::paper::{self, Paper};

/// Hour of the body's day from which documents are made.
const MORNING: i64 = 6;

/// Makes what is due. Gives how many documents.
///
/// # Errors
/// None: what keeps a document from being made stands in the log, and is tried again with the next round.
pub async fn round(app: &App) -> Result<usize, OfficialError> {
    let (rules, now) = (app.rules(), app.now());
    let mut made = 0;
    for stationery in rules.directory.stationery.values() {
        let body = stationery.body;
        let zone = rules.zone(body);
        let today = zone.local_date(now);
        let begin = zone.start_of_day(today);
        if now.duration_since(begin).as_hours() < MORNING {
            continue;
        }
        let Some(papers) = stationery.on(today) else {
            continue;
        };
        for cadence in &papers.schedule {
            match of_body(app, &rules, body, papers, *cadence).await {
                Ok(is_new) => made += usize::from(is_new),
                // What keeps one document from being made is no reason for others to wait.
                Err(error) => {
                    tracing::error!(body = %body.0, %error, "dokumen berkala tidak dibuat");
                }
            }
        }
    }
    Ok(made)
}

/// A body's document of the period that ended before today, and the messages about it. Whether it was made now.
async fn of_body(
    app: &App,
    rules: &Rules,
    body: BodyId,
    papers: &Papers,
    cadence: Cadence,
) -> Result<bool, OfficialError> {
    let (now, zone) = (app.now(), rules.zone(body));
    let today = zone.local_date(now);
    let period = Period::before(cadence, today);
    let id = id(body, cadence, &period);
    if app.store().read(One(id)).await?.is_some() {
        return Ok(false);
    }
    let wish = Wish {
        body,
        unit: None,
        layout: Layout::Activity,
        period,
        reader: Reader::Inside,
        as_of: Some(zone.start_of_day(today)),
    };
    let draft = edition::begin(app, id, &wish, None).await?;
    let title = edition::title_of(draft.layout, &period);
    let told = Paper {
        title: &title,
        path: &format!("/dokumen/{id}"),
        id: id.as_bytes(),
    };
    let to = recipients(rules, body, papers);
    let messages = paper::messages(app, &to, &told, now).await?;
    let keep = Announce {
        draft,
        messages,
        now,
    };
    Ok(app.store().run(keep).await?)
}

/// Who is told: those who are named, else every leader of the whole body; only who may open it.
fn recipients<'a>(rules: &'a Rules, body: BodyId, papers: &Papers) -> Vec<&'a Officer> {
    let officers = rules.directory.officers.values();
    let mut to: Vec<&Officer> = officers
        .filter(|officer| {
            if papers.recipients.is_empty() {
                may_approve(&rules.directory, officer.id, body)
            } else {
                papers.recipients.contains(&officer.id)
                    && may_make(&rules.directory, officer.id, body)
            }
        })
        .collect();
    to.sort_by_key(|officer| officer.id);
    to
}

/// The same for the same body and period, so that no two processes make it twice.
fn id(body: BodyId, cadence: Cadence, period: &Period) -> Uuid {
    let mut hash = Sha256::new();
    hash.update(b"official schedule");
    hash.update(body.0.as_bytes());
    hash.update(cadence.as_str().as_bytes());
    hash.update(period.from.to_string().as_bytes());
    let mut bytes = [0; 16];
    bytes.copy_from_slice(hash.finalize().get(..16).unwrap_or(&[0; 16]));
    uuid::Builder::from_custom_bytes(bytes).into_uuid()
}

/// A draft and the messages about it, in one change.
struct Announce {
    draft: Edition,
    messages: Vec<NewMessage>,
    now: Timestamp,
}

impl Change for Announce {
    type Output = bool;
    type Error = AppError;
    const NAME: &'static str = "announce_document";

    async fn apply(&self, tx: &mut Tx<'_>) -> Result<bool, AppError> {
        if !stored::insert(tx, &self.draft).await? {
            return Ok(false);
        }
        for message in &self.messages {
            outbox::put(tx, message, self.now).await?;
        }
        Ok(true)
    }
}
