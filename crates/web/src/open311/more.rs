//! What is told beside a list: how many there are, and where it goes on.

use axum::http::header::{self, HeaderName};
use axum::http::{HeaderValue, StatusCode};
use axum::response::Response;
use jiff::Timestamp;
use open311::{MAX_REQUESTS, Params, date};

use super::BASE;
use super::door::Door;
use super::problem::Problem;
use super::window::Paging;
use crate::layout::query_escaped;

/// How many there are on all pages.
const TOTAL: HeaderName = HeaderName::from_static("x-total-count");

/// What there is beyond an answer.
#[derive(Debug, Default)]
pub(super) struct More {
    /// The page that was asked for.
    pub(super) paging: Option<Paging>,
    /// How many were found.
    pub(super) total: Option<u64>,
    /// Where the search goes on, if not all of the window was looked through.
    pub(super) rest: Option<Rest>,
}

/// The part of a window that was not looked through: what came earlier.
#[derive(Debug)]
pub(super) struct Rest {
    start: Option<Timestamp>,
    end: Timestamp,
}

impl Rest {
    /// What is left of a window after its newest requests, the oldest of which came then. It begins with the second in
    /// which that one came, so that nothing is passed over; a few requests come twice.
    ///
    /// # Errors
    /// 400 where going on would find the same again: more came in one second than are looked through.
    pub(super) fn after(
        door: &Door,
        oldest: Timestamp,
        (start, to): (Option<Timestamp>, Option<Timestamp>),
    ) -> Result<Self, Problem> {
        // Moments are written in whole seconds, rounded down.
        let end = Timestamp::from_second(oldest.as_second())
            .ok()
            .filter(|whole| *whole == oldest)
            .or_else(|| Timestamp::from_second(oldest.as_second() + 1).ok());
        match end {
            Some(end) if to.is_none_or(|to| end < to) => Ok(Self { start, end }),
            _ => {
                let words = door
                    .i18n()
                    .t1("open311-too-many-at-once", "most", MAX_REQUESTS);
                Err(Problem::new(StatusCode::BAD_REQUEST, words))
            }
        }
    }
}

impl More {
    /// Puts it on an answer.
    pub(super) fn tell(&self, door: &Door, params: &Params, response: &mut Response) {
        let next = self.next_page().map(|paging| {
            let page = [("page", paging.page + 1), ("page_size", paging.size)];
            let page = page.map(|(name, number)| (name, number.to_string()));
            address(door, params, &["page", "page_size"], &page)
        });
        let next = next.or_else(|| {
            let rest = self.rest.as_ref()?;
            let zone = door.here.zone().offset();
            let start = rest.start.map(|at| ("start_date", date::write(at, zone)));
            let end = ("end_date", date::write(rest.end, zone));
            let parts: Vec<_> = start.into_iter().chain([end]).collect();
            Some(address(
                door,
                params,
                &["page", "start_date", "end_date"],
                &parts,
            ))
        });
        // Of a window that was not looked through nobody knows how many there are.
        let total = self
            .total
            .filter(|_| self.paging.is_some() && self.rest.is_none());
        if total.is_none() && next.is_none() {
            return;
        }
        let headers = response.headers_mut();
        let exposed = HeaderValue::from_static("link, x-total-count");
        headers.insert(header::ACCESS_CONTROL_EXPOSE_HEADERS, exposed);
        if let Some(total) = total {
            headers.insert(TOTAL, HeaderValue::from(total));
        }
        let link = next.map(|next| HeaderValue::from_str(&format!("<{next}>; rel=\"next\"")));
        if let Some(Ok(link)) = link {
            headers.insert(header::LINK, link);
        }
    }

    /// The page, where another one follows it.
    fn next_page(&self) -> Option<Paging> {
        let paging = self.paging?;
        let shown = u64::from(paging.offset()) + u64::from(paging.size);
        (shown < self.total?).then_some(paging)
    }
}

/// The same question with other parts.
fn address(door: &Door, params: &Params, without: &[&str], parts: &[(&str, String)]) -> String {
    // A key belongs into no address that is handed on.
    let is_kept = |name: &str| name != "api_key" && !without.contains(&name);
    let kept = params.pairs().iter();
    let kept = kept
        .map(|(name, value)| (name.as_str(), value.as_str()))
        .filter(|(name, _)| is_kept(name));
    let all = kept.chain(parts.iter().map(|(name, value)| (*name, value.as_str())));
    let query: Vec<String> = all
        .map(|(name, value)| format!("{}={}", query_escaped(name), query_escaped(value)))
        .collect();
    door.address(&format!(
        "{BASE}/requests.{}?{}",
        door.format.suffix(),
        query.join("&")
    ))
}
