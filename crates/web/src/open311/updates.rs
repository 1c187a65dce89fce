//! `GET /open311/v2/servicerequestupdates`: what happened to released requests, for systems that show them elsewhere (the
//! extension that FixMyStreet polls).

use axum::response::Response;
use jiff::{SignedDuration, Timestamp};
use lapor_app::report::case::{CaseView, Entry};
use lapor_app::report::news;
use lapor_store::list::{News, PublicFilter};
use open311::{MAX_REQUESTS, Update, Updates, date};

use super::door::Door;
use super::problem::Problem;
use super::window;
use crate::public::show;
use axum::http::StatusCode;

/// Most requests that may have news in one window.
const MOST: u32 = MAX_REQUESTS as u32;

/// The updates of a window, oldest first.
pub(super) async fn list(mut door: Door) -> Response {
    match read(&mut door).await {
        Ok(updates) => door.answer(&updates),
        Err(problem) => door.refuse(problem),
    }
}

async fn read(door: &mut Door) -> Result<Updates, Problem> {
    let params = std::mem::take(&mut door.query);
    let body = door.body(&params)?;
    door.at(body);
    let (from, to) = window::dates(door, &params)?;
    let (from, to) = (from.unwrap_or(Timestamp::MIN), to.unwrap_or(Timestamp::MAX));
    let asked = News {
        filter: PublicFilter {
            holder: Some(body),
            limit: MOST,
            ..PublicFilter::default()
        },
        // What had news later may have had some in the window too.
        since: from.checked_sub(SignedDuration::from_micros(1)).ok(),
        until: None,
    };
    let found = news::newest(door.here.app(), asked).await;
    let found = found.map_err(|error| door.failed(&error))?;
    if found.next.is_some() {
        // Half of them would look like all of them.
        let words = door.i18n().t1("open311-too-many-updates", "most", MOST);
        return Err(Problem::new(StatusCode::BAD_REQUEST, words));
    }
    let mut updates: Vec<(Timestamp, Update)> = Vec::new();
    for case in &found.cases {
        let told = show::told(&door.here, case).into_iter();
        let told = told.filter(|(entry, _)| entry.kind != "received" && entry.kind != "imported");
        for (entry, item) in told {
            let at = known_at(case, entry);
            if at < from || at > to {
                continue;
            }
            let parts = [item.title, item.text];
            let words: Vec<String> = parts.into_iter().filter(|part| !part.is_empty()).collect();
            let photo = item.photos.first();
            let update = Update {
                id: format!("{}-{}", case.tracking, entry.seq),
                request: case.tracking.to_string(),
                status: status(entry.kind).to_owned(),
                updated: date::write(at, case.zone.offset()),
                description: Some(words.join("\n")),
                media_url: photo.map(|photo| door.here.web_address(&photo.href)),
                external_status_code: Some(entry.kind.to_owned()),
            };
            updates.push((at, update));
        }
    }
    updates.sort_by(|a, b| (a.0, &a.1.id).cmp(&(b.0, &b.1.id)));
    Ok(Updates(updates.into_iter().map(|(_, it)| it).collect()))
}

/// When everybody could first know of it: whoever asks for the last hours must not miss what was released just now, or
/// recorded late.
fn known_at(case: &CaseView, entry: &Entry) -> Timestamp {
    let recorded = entry.recorded_at.unwrap_or(entry.at);
    case.public_since
        .map_or(recorded, |since| recorded.max(since))
}

/// What a request was after an event, in the words that pollers know.
fn status(kind: &str) -> &'static str {
    match kind {
        "closed" | "upheld" => "CLOSED",
        "archived" | "objection_rejected" => "NO_FURTHER_ACTION",
        "transferred_out" => "INTERNAL_REFERRAL",
        "held" | "returned_to_desk" | "forwarded" => "FOR_TRIAGE",
        "disputed" | "reopened" | "objected" | "restored" | "handed_back" => "REOPEN",
        _ => "IN_PROGRESS",
    }
}
