//! `GET /open311/v2/requests`: what was released, by when, of what kind and in which state.

use std::collections::HashMap;
use std::sync::Arc;

use axum::http::StatusCode;
use axum::response::Response;
use lapor_app::report::case::{self, CaseView};
use lapor_app::report::released;
use lapor_domain::ids::{BodyId, ReportId};
use lapor_domain::tracking::TrackingNo;
use open311::{MAX_REQUESTS, Params, Request, Requests};

use super::door::Door;
use super::memory::{Told, Version};
use super::more::{More, Rest};
use super::near::Near;
use super::present::{self, Extent};
use super::problem::Problem;
use super::window::{self, Paging};

/// Most ids in one question.
const MOST_IDS: usize = 200;

/// The list.
pub(super) async fn list(mut door: Door) -> Response {
    let params = std::mem::take(&mut door.query);
    match find(&mut door, &params).await {
        Ok(found) => {
            let mut response = door.answer(&Requests(found.requests));
            found.more.tell(&door, &params, &mut response);
            response
        }
        Err(problem) => door.refuse(problem),
    }
}

struct Found {
    requests: Vec<Request>,
    more: More,
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
            more: More::default(),
        });
    }
    let paging = Paging::asked(door, params)?;
    let near = Near::asked(door, params)?;
    let detailed = detailed(door, params)?;
    // What no index knows is looked for in all that one answer may have, and then paged.
    let afterwards = near.is_some() || detailed.is_some();
    let mut window = window::asked(door, params, body, paging.filter(|_| !afterwards))?;
    if afterwards {
        // One more than is looked at: whether there are others.
        window.limit += 1;
    }
    let (from, to) = (window.received_from, window.received_to);
    let counted = paging.is_some() && !afterwards;
    let found = released::window(door.here.app(), window, counted).await;
    let mut found = found.map_err(|error| door.failed(&error))?;
    let is_cut = afterwards && found.reports.len() > MAX_REQUESTS;
    found.reports.truncate(MAX_REQUESTS);
    let looked_at = found.reports.iter();
    let looked_at: Vec<Version> = looked_at.map(|found| (found.id, found.seq)).collect();
    let mut all = tell(door, extent, &looked_at).await?;
    let mut more = More {
        paging,
        total: found.total,
        rest: None,
    };
    if let Some(oldest) = found.reports.last().filter(|_| is_cut) {
        more.rest = Some(Rest::after(door, oldest.received_at, (from, to))?);
    }
    if afterwards {
        all.retain(|told| {
            near.as_ref().is_none_or(|near| near.has(&told.request))
                && detailed
                    .as_ref()
                    .is_none_or(|wanted| wanted.iter().any(|word| word == told.detailed))
        });
        if let Some(paging) = paging {
            more.total = u64::try_from(all.len()).ok();
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
        more,
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
    let here = Arc::new(door.here.clone());
    let tell = move |case: CaseView| {
        let told = Told {
            request: present::hostless(&here, &case, extent),
            detailed: present::detailed(&case),
        };
        // What was read may be newer than what was found, never older.
        ((case.id, case.seq), Arc::new(told))
    };
    let read = case::tell_public(door.here.app(), unknown, tell).await;
    let read = read.map_err(|error| door.failed(&error))?;
    memory.keep(door, extent, &read);
    let mut read: HashMap<ReportId, Arc<Told>> =
        read.into_iter().map(|((id, _), told)| (id, told)).collect();
    for ((id, _), place) in versions.iter().zip(&mut known) {
        if let Some(told) = read.remove(id) {
            *place = Some(told);
        }
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
