//! What a search asks for, read and bounded.

use jiff::{SignedDuration, Timestamp};
use lapor_app::report::released;
use lapor_domain::ids::{BodyId, CategoryId};
use lapor_domain::words::StateCode;
use lapor_store::list::Window;
use open311::{MAX_DAYS, MAX_REQUESTS, Params, Status, date};

use super::catalog;
use super::door::Door;
use super::problem::Problem;
use axum::http::StatusCode;

/// Requests of a page for which only its number was given.
const USUAL_PAGE: u32 = 50;
/// Most requests of one answer.
const MOST: u32 = MAX_REQUESTS as u32;

/// A page that was asked for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Paging {
    /// From 1.
    pub(super) page: u32,
    /// Requests on it.
    pub(super) size: u32,
}

impl Paging {
    /// As asked; `None` where nobody asked for pages.
    pub(super) fn asked(door: &Door, params: &Params) -> Result<Option<Self>, Problem> {
        let number = |name: &'static str| match params.get(name).map(str::parse::<u32>) {
            None => Ok(None),
            Some(Ok(number)) if number > 0 => Ok(Some(number)),
            Some(_) => Err(Problem::parameter(door.i18n(), "open311-not-a-count", name)),
        };
        Ok(match (number("page")?, number("page_size")?) {
            (None, None) => None,
            (page, size) => Some(Self {
                page: page.unwrap_or(1),
                size: size.unwrap_or(USUAL_PAGE).min(MOST),
            }),
        })
    }

    /// Requests on the pages before.
    pub(super) const fn offset(self) -> u32 {
        (self.page - 1).saturating_mul(self.size)
    }
}

/// The window that was asked for.
pub(super) fn asked(
    door: &Door,
    params: &Params,
    body: BodyId,
    paging: Option<Paging>,
) -> Result<Window, Problem> {
    let span = |from, to| span(door, params, from, to);
    let updated = [span("updated_after", "updated_before")?, (None, None)];
    let [(updated_from, updated_to), _] = updated;
    let received = span("start_date", "end_date")?;
    let by_change = updated_from.is_some() || updated_to.is_some();
    let (received_from, received_to) = match received {
        // What changed lately may have come long ago.
        (None, to) if by_change => (None, to),
        received => bounded(door, received, ("start_date", "end_date"))?,
    };
    let (updated_from, updated_to) = if by_change {
        bounded(
            door,
            (updated_from, updated_to),
            ("updated_after", "updated_before"),
        )?
    } else {
        (None, None)
    };
    Ok(Window {
        holder: body,
        received_from,
        received_to,
        updated_from,
        updated_to,
        categories: categories(door, params, body)?,
        states: states(door, params)?,
        limit: paging.map_or(MOST, |paging| paging.size),
        offset: paging.map_or(0, Paging::offset),
    })
}

/// The window of `start_date` and `end_date`: no more than ninety days.
pub(super) fn dates(door: &Door, params: &Params) -> Result<Span, Problem> {
    let names = ("start_date", "end_date");
    bounded(door, span(door, params, names.0, names.1)?, names)
}

type Span = (Option<Timestamp>, Option<Timestamp>);

fn span(
    door: &Door,
    params: &Params,
    from: &'static str,
    to: &'static str,
) -> Result<Span, Problem> {
    let zone = door.here.zone().offset();
    let read = |name: &'static str| {
        let parsed = params
            .get(name)
            .map(|text| date::parse(text, zone))
            .transpose();
        parsed.map_err(|_| Problem::parameter(door.i18n(), "open311-not-a-date", name))
    };
    Ok((read(from)?, read(to)?))
}

/// No more than ninety days: where one end is lacking, they are counted from the other, or back from now.
fn bounded(
    door: &Door,
    span: Span,
    (from_name, to_name): (&'static str, &'static str),
) -> Result<Span, Problem> {
    let most = SignedDuration::from_hours(24 * MAX_DAYS);
    let now = door.here.app().now();
    let after = |at: Timestamp| at.checked_add(most).unwrap_or(Timestamp::MAX);
    let before = |at: Timestamp| at.checked_sub(most).unwrap_or(Timestamp::MIN);
    let refuse = |key: &str| {
        let words = door.i18n().t2(key, "from", from_name, "to", to_name);
        Problem::new(StatusCode::BAD_REQUEST, words)
    };
    Ok(match span {
        (None, None) => (Some(before(now)), None),
        (Some(from), None) => (Some(from), Some(after(from))),
        (None, Some(to)) => (Some(before(to)), Some(to)),
        (Some(from), Some(to)) if to < from => return Err(refuse("open311-reversed")),
        (Some(from), Some(to)) if to > after(from) => return Err(refuse("open311-too-long")),
        both => both,
    })
}

/// Those of the named services that are known; unknown ones are left out as long as one is known.
fn categories(
    door: &Door,
    params: &Params,
    body: BodyId,
) -> Result<Option<Vec<CategoryId>>, Problem> {
    let Some(codes) = params.list("service_code") else {
        return Ok(None);
    };
    let rules = door.here.rules();
    let known: Vec<CategoryId> = codes
        .into_iter()
        .filter_map(|code| catalog::known(&rules, body, code))
        .collect();
    if known.is_empty() {
        return Err(Problem::of(
            door.i18n(),
            StatusCode::NOT_FOUND,
            "open311-service-unknown",
        ));
    }
    Ok(Some(known))
}

fn states(door: &Door, params: &Params) -> Result<Option<&'static [StateCode]>, Problem> {
    let Some(words) = params.list("status") else {
        return Ok(None);
    };
    let (mut open, mut closed) = (false, false);
    for word in words {
        match word.parse() {
            Ok(Status::Open) => open = true,
            Ok(Status::Closed) => closed = true,
            Err(()) => {
                return Err(Problem::parameter(
                    door.i18n(),
                    "open311-not-a-status",
                    "status",
                ));
            }
        }
    }
    Ok(match (open, closed) {
        (true, false) => Some(released::OPEN),
        (false, true) => Some(released::ENDED),
        _ => None,
    })
}
