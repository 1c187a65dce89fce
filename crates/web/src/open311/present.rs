//! From a decided view of a report to a request of the protocol. Nothing here decides who sees what.

use jiff::{SignedDuration, Timestamp};
use lapor_app::report::case::{CaseView, Turn};
use lapor_domain::words::{Outcome, StateCode};
use lapor_domain::zone::Zone;
use open311::{Asked, Extended, Note, Params, Request, Status, date};

use super::door::Door;
use crate::asked;
use crate::public::show;
use crate::state::Here;

/// How much is told.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub(super) enum Extent {
    /// What every reader of the protocol knows.
    Strict,
    /// Also what only some do.
    Extended,
}

impl Extent {
    /// As the request asks.
    pub(super) fn asked(params: &Params) -> Self {
        match params.get("extensions") {
            Some("true" | "1") => Self::Extended,
            _ => Self::Strict,
        }
    }
}

/// A report as a request, for this very answer.
pub(super) fn request(door: &Door, case: &CaseView, extent: Extent) -> Request {
    addressed(door, hostless(&door.here, case, extent))
}

/// The same with addresses of pictures under the host that was asked.
pub(super) fn addressed(door: &Door, mut request: Request) -> Request {
    let more = request
        .extended
        .iter_mut()
        .flat_map(|it| &mut it.media_urls);
    for url in request.media_url.iter_mut().chain(more) {
        *url = door.address(url);
    }
    request
}

/// A report as a request, addresses of pictures without their host.
pub(super) fn hostless(here: &Here, case: &CaseView, extent: Extent) -> Request {
    let rules = here.rules();
    let zone = case.zone.offset();
    // Where the matter may not be told, its category is not either.
    let category = case
        .category_id
        .filter(|_| case.category.is_some())
        .and_then(|id| rules.directory.categories.get(&id));
    let status = status(case);
    let notice = match status {
        Status::Open => show::until(here.i18n, case).join("; "),
        Status::Closed => String::new(),
    };
    let media = media(case);
    Request {
        id: case.tracking.to_string(),
        status,
        status_notes: Some(status_notes(here, case)),
        service_name: category.map(|category| category.name.clone()),
        service_code: category.map(|category| category.slug.clone()),
        description: case.text_public.words().map(str::to_owned),
        agency_responsible: Some(case.agency()),
        service_notice: (!notice.is_empty()).then_some(notice),
        requested: Some(date::write(case.received_at, zone)),
        updated: Some(date::write(case.changed(), zone)),
        expected: expected(case).map(|at| date::write(at, zone)),
        address: case.address(&here.app().places()),
        address_id: case.region.clone(),
        zipcode: None,
        lat: case.point.map(|(lat, _)| lat),
        long: case.point.map(|(_, long)| long),
        media_url: media.first().cloned(),
        extended: (extent == Extent::Extended).then(|| extended(here, case, media)),
    }
}

/// Where it stands, in words: where it is handled now, for one that was joined to another; else the answer that counts.
fn status_notes(here: &Here, case: &CaseView) -> String {
    if let Some(root) = case.root.filter(|_| case.merged) {
        return here.i18n.t1("open311-merged", "number", root.to_string());
    }
    let answer = show::answer(here, case).map(|answer| answer.text);
    answer
        .filter(|text| !text.is_empty())
        .unwrap_or_else(|| show::where_now(here.i18n, case, false))
}

/// Whether somebody still has to act on this very request: one that was joined to another is handled there.
const fn status(case: &CaseView) -> Status {
    if case.is_open && !case.merged {
        Status::Open
    } else {
        Status::Closed
    }
}

/// The end of the last day of what an office owes; what the reporter must do is no promise of the office.
fn expected(case: &CaseView) -> Option<Timestamp> {
    let due = case
        .due
        .as_ref()
        .filter(|_| status(case) == Status::Open && case.turn != Turn::Reporter)?;
    due.due.checked_sub(SignedDuration::from_secs(1)).ok()
}

/// Addresses of the pictures.
fn media(case: &CaseView) -> Vec<String> {
    let photos = case.photos.iter().filter(|photo| photo.is_public);
    photos
        .map(|photo| format!("/berkas/{}", photo.file))
        .collect()
}

fn extended(here: &Here, case: &CaseView, media_urls: Vec<String>) -> Extended {
    let mut notes: Vec<Note> = show::timeline(here, case)
        .into_iter()
        .map(|item| Note {
            datetime: moment(&item.at_iso, case.zone),
            description: [item.title, item.text]
                .into_iter()
                .filter(|part| !part.is_empty())
                .collect::<Vec<_>>()
                .join("\n"),
            kind: item.kind.key().trim_start_matches("event-").to_owned(),
        })
        .collect();
    notes.reverse();
    Extended {
        title: case.title.clone(),
        detailed_status: Some(detailed(case).to_owned()),
        channel: Some(case.channel.as_str().to_owned()),
        media_urls,
        attributes: case
            .answers
            .shown
            .iter()
            .map(|answer| Asked {
                code: answer.code.clone(),
                label: asked::label(here.i18n, answer),
                value: answer.values.join(", "),
                name: answer.shown().join(", "),
            })
            .collect(),
        notes,
    }
}

fn moment(iso: &str, zone: Zone) -> String {
    match date::parse(iso, zone.offset()) {
        Ok(at) => date::write(at, zone.offset()),
        Err(_) => iso.to_owned(),
    }
}

/// The finer status that one city's clients know.
pub(super) const fn detailed(case: &CaseView) -> &'static str {
    match case.state {
        _ if case.merged => "ARCHIVED",
        StateCode::Received | StateCode::OnHold => "RECEIVED",
        StateCode::Assigned
        | StateCode::AwaitingRedirect
        | StateCode::InProgress
        | StateCode::ClosureProposed
        | StateCode::Review => "IN_PROCESS",
        StateCode::Closed => match case.outcome {
            Some(Outcome::NotGranted | Outcome::Unfounded) => "REJECTED",
            _ => "PROCESSED",
        },
        StateCode::Archived | StateCode::Transferred | StateCode::Merged => "ARCHIVED",
    }
}
