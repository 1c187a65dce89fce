//! `GET /open311/v2/requests`: what was released, by when, of what kind and in which state.

use std::collections::HashMap;
use std::sync::Arc;

use axum::http::header::{self, HeaderName};
use axum::http::{HeaderValue, StatusCode};
use axum::response::Response;
use lapor_app::report::case::{self, CaseView};
use lapor_app::report::released;
use lapor_domain::ids::{BodyId, ReportId};
use lapor_domain::tracking::TrackingNo;
use open311::{MAX_REQUESTS, Params, Request, Requests};

use super::BASE;
use super::door::Door;
use super::memory::{Told, Version};
use super::near::Near;
use super::present::{self, Extent};
use super::problem::Problem;
use super::window::{self, Paging};
use crate::layout::query_escaped;

/// Most ids in one question.
const MOST_IDS: usize = 200;
/// How many there are on all pages.
const TOTAL: HeaderName = HeaderName::from_static("x-total-count");

/// The list.
pub(super) async fn list(mut door: Door) -> Response {
    let params = std::mem::take(&mut door.query);
    match find(&mut door, &params).await {
        Ok(found) => {
            let mut response = door.answer(&Requests(found.requests));
            if let (Some(paging), Some(total)) = (found.paging, found.total) {
                told(&door, &params, paging, total, &mut response);
            }
            response
        }
        Err(problem) => door.refuse(problem),
    }
}

struct Found {
    requests: Vec<Request>,
    paging: Option<Paging>,
    total: Option<u64>,
}

async fn find(door: &mut Door, params: &Params) -> Result<Found, Problem> {
    let body = door.body(params)?;
    door.at(body);
    let extent = Extent::asked(params);
    if let Some(ids) = params.list("service_request_id") {
        let cases = by_ids(door, body, &ids).await?;
        return Ok(Found {
            requests: cases
                .iter()
                .map(|case| present::request(door, case, extent))
                .collect(),
            paging: None,
            total: None,
        });
    }
    let paging = Paging::asked(door, params)?;
    let near = Near::asked(door, params)?;
    let detailed = detailed(door, params)?;
    // What no index knows is looked for in all that one answer may have, and then paged.
    let afterwards = near.is_some() || detailed.is_some();
    let window = window::asked(door, params, body, paging.filter(|_| !afterwards))?;
    let counted = paging.is_some() && !afterwards;
    let found = released::window(door.here.app(), window, counted).await;
    let found = found.map_err(|error| door.failed(&error))?;
    let mut all = tell(door, extent, &found.reports).await?;
    let mut total = found.total;
    if afterwards {
        all.retain(|told| {
            near.as_ref().is_none_or(|near| near.has(&told.request))
                && detailed
                    .as_ref()
                    .is_none_or(|wanted| wanted.iter().any(|word| word == told.detailed))
        });
        if let Some(paging) = paging {
            total = u64::try_from(all.len()).ok();
            let skipped = usize::try_from(paging.offset()).unwrap_or(usize::MAX);
            let size = usize::try_from(paging.size).unwrap_or(MAX_REQUESTS);
            all = all.into_iter().skip(skipped).take(size).collect();
        }
    }
    Ok(Found {
        requests: all
            .iter()
            .map(|told| present::addressed(door, told.request.clone()))
            .collect(),
        paging,
        total,
    })
}

/// What is told of these reports: as remembered where nothing happened since, else read and remembered.
async fn tell(
    door: &Door,
    extent: Extent,
    versions: &[Version],
) -> Result<Vec<Arc<Told>>, Problem> {
    let memory = &door.here.web.open311;
    let mut known = memory.recall(door, extent, versions);
    let unknown = versions
        .iter()
        .zip(&known)
        .filter(|(_, told)| told.is_none());
    let unknown: Vec<ReportId> = unknown.map(|((id, _), _)| *id).collect();
    let read = case::read_public(door.here.app(), unknown).await;
    let read = read.map_err(|error| door.failed(&error))?;
    let mut read: HashMap<ReportId, CaseView> =
        read.into_iter().map(|case| (case.id, case)).collect();
    for ((id, _), place) in versions.iter().zip(&mut known) {
        let Some(case) = read.remove(id) else {
            continue;
        };
        let told = Arc::new(Told {
            request: present::hostless(door, &case, extent),
            detailed: present::detailed(&case),
        });
        // What was read may be newer than what was found, never older.
        memory.keep(door, extent, (*id, case.seq), &told);
        *place = Some(told);
    }
    Ok(known.into_iter().flatten().collect())
}

/// By their ids alone, whatever else is asked; unknown and hidden ones are left out alike.
async fn by_ids(door: &Door, body: BodyId, ids: &[&str]) -> Result<Vec<CaseView>, Problem> {
    if ids.len() > MOST_IDS {
        let words = door.i18n().t1("open311-too-many-ids", "most", MOST_IDS);
        return Err(Problem::new(StatusCode::BAD_REQUEST, words));
    }
    let mut numbers: Vec<TrackingNo> = Vec::new();
    for number in ids.iter().filter_map(|id| TrackingNo::parse(id).ok()) {
        if !numbers.contains(&number) {
            numbers.push(number);
        }
    }
    let found = released::of_numbers(door.here.app(), body, numbers).await;
    found.map_err(|error| door.failed(&error))
}

/// Finer statuses that were asked for.
fn detailed(door: &Door, params: &Params) -> Result<Option<Vec<String>>, Problem> {
    const KNOWN: [&str; 5] = [
        "RECEIVED",
        "IN_PROCESS",
        "PROCESSED",
        "ARCHIVED",
        "REJECTED",
    ];
    let Some(words) = params.list("detailed_status") else {
        return Ok(None);
    };
    let words: Vec<String> = words.into_iter().map(str::to_ascii_uppercase).collect();
    if words.iter().any(|word| !KNOWN.contains(&word.as_str())) {
        let name = "detailed_status";
        return Err(Problem::parameter(
            door.i18n(),
            "open311-not-a-detailed-status",
            name,
        ));
    }
    Ok(Some(words))
}

/// How many there are, and where the next page is.
fn told(door: &Door, params: &Params, paging: Paging, total: u64, response: &mut Response) {
    let headers = response.headers_mut();
    headers.insert(TOTAL, HeaderValue::from(total));
    let exposed = HeaderValue::from_static("link, x-total-count");
    headers.insert(header::ACCESS_CONTROL_EXPOSE_HEADERS, exposed);
    let shown = u64::from(paging.offset()) + u64::from(paging.size);
    if shown >= total {
        return;
    }
    let kept = params.pairs().iter().filter(|(name, _)| {
        // A key belongs into no address that is handed on.
        !matches!(name.as_str(), "page" | "page_size" | "api_key")
    });
    let mut query: Vec<String> = kept
        .map(|(name, value)| format!("{}={}", query_escaped(name), query_escaped(value)))
        .collect();
    query.push(format!("page={}", paging.page + 1));
    query.push(format!("page_size={}", paging.size));
    let path = format!(
        "{BASE}/requests.{}?{}",
        door.format.suffix(),
        query.join("&")
    );
    let link = format!("<{}>; rel=\"next\"", door.address(&path));
    if let Ok(link) = HeaderValue::from_str(&link) {
        headers.insert(header::LINK, link);
    }
}
