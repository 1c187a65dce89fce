//! From a decided view of a report to a request of the protocol. Nothing here decides who sees what.

use jiff::{SignedDuration, Timestamp};
use lapor_app::report::case::{CaseView, Turn};
use lapor_domain::words::{Outcome, StateCode};
use lapor_domain::zone::Zone;
use open311::{Asked, Extended, Note, Params, Request, Status, date};

use super::door::Door;
use crate::asked;
use crate::public::show;

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
    addressed(door, hostless(door, case, extent))
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
pub(super) fn hostless(door: &Door, case: &CaseView, extent: Extent) -> Request {
    let here = &door.here;
    let i18n = door.i18n();
    let rules = here.rules();
    let zone = case.zone.offset();
    // Where the matter may not be told, its category is not either.
    let category = case
        .category_id
        .filter(|_| case.category.is_some())
        .and_then(|id| rules.directory.categories.get(&id));
    let answer = show::answer(here, case).map(|answer| answer.text);
    let notice = show::clock(here, case)
        .into_iter()
        .map(|clock| format!("{}: {}", clock.name, clock.due))
        .collect::<Vec<_>>();
    let media = media(case);
    Request {
        id: case.tracking.to_string(),
        status: status(case),
        status_notes: answer
            .filter(|text| !text.is_empty())
            .or_else(|| Some(show::where_now(i18n, case, false))),
        service_name: category.map(|category| category.name.clone()),
        service_code: category.map(|category| category.slug.clone()),
        description: case.text_public.words().map(str::to_owned),
        agency_responsible: Some(case.agency()),
        service_notice: (!notice.is_empty()).then(|| notice.join("; ")),
        requested: Some(date::write(case.received_at, zone)),
        updated: Some(date::write(case.changed(), zone)),
        expected: expected(case).map(|at| date::write(at, zone)),
        address: case.address(&here.app().places()),
        address_id: case.region.clone(),
        zipcode: None,
        lat: case.point.map(|(lat, _)| lat),
        long: case.point.map(|(_, long)| long),
        media_url: media.first().cloned(),
        extended: (extent == Extent::Extended).then(|| extended(door, case, media)),
    }
}

/// Whether somebody still has to act.
pub(super) const fn status(case: &CaseView) -> Status {
    if case.is_open {
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
        .filter(|_| case.is_open && case.turn != Turn::Reporter)?;
    due.due.checked_sub(SignedDuration::from_secs(1)).ok()
}

/// Addresses of the pictures.
fn media(case: &CaseView) -> Vec<String> {
    let photos = case.photos.iter().filter(|photo| photo.is_public);
    photos
        .map(|photo| format!("/berkas/{}", photo.file))
        .collect()
}

fn extended(door: &Door, case: &CaseView, media_urls: Vec<String>) -> Extended {
    let mut notes: Vec<Note> = show::timeline(&door.here, case)
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
                label: asked::label(door.i18n(), answer),
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
