//! Lists: the inbox of the offices and the public list, fifty lines a page.
//!
//! Every list is paged by key over an index that leads it: the page after `Cursor` begins where the last line
//! stopped, however much came in between. Nothing is counted, nothing skipped, no line asks for itself: one
//! statement for the lines, one (at most two) for all their titles.
//!
//! *Order.* What must be acted on is read by due date, so what is overdue comes first by itself. Danger is a mark on
//! the line and a filter ([`InboxFilter::priority`]), not a sort key: a key before the date would put a danger due in a
//! month before a complaint overdue today, and would cost every list an index more. Everything else is newest first.
//!
//! *Which index.* The open lists read `report_due`, which carries the filters' columns, so that a rare filter
//! passes over index entries and not over rows; a unit's own list reads `report_lead_due`, and what waits for one thing alone
//! (a verification, the reporter) `report_state_due`. The others are led by the
//! most telling filter that has an index: unit, region, category, state. Several units (a node and what is below
//! it) or regions are one short look into the index each, merged. A filter that no index leads looks at the
//! last twelve months unless asked for more, and [`Page::since`] says so.
//!
//! *Several lists as one.* An officer may sit in several seats, and a unit helps with what others lead: each such list is
//! led by its own index, and one page of all is merged from one page of each.

mod attention;
mod due;
mod filter;
mod found;
mod held;
mod inbox;
mod line;
mod narrow;
mod news;
mod outcome;
mod past;
mod plan;
mod public;
#[cfg(test)]
mod scale;
mod small;
mod span;
mod sql;
#[cfg(test)]
mod tests;
mod window;

use jiff::Timestamp;
use uuid::Uuid;

pub use attention::{Attention, attention};
pub use due::{Running, running};
pub use filter::{InboxFilter, Order, Past, Supervisory, View};
pub use held::{Held, held, held_count};
pub use inbox::{inbox, inboxes};
pub use line::{Line, LineWords};
pub use news::{News, NewsItem, NewsPage, YearPage, last_news, news, year_of_public, years};
pub use outcome::outcomes;
pub use public::{PublicFilter, public_list, public_span};
pub use small::{followers, timers_due};
pub use span::{has_changed, last_left, span_of_public, was_withdrawn};
pub use window::{Released, Window, released, released_count};

/// Lines of a page.
pub const PAGE: u32 = 50;

/// Most values of a leading column that are looked up one by one; beyond that the list is led by time.
const MOST_VALUES: usize = 64;

/// Where a page ended.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Cursor {
    /// Sort key of the last line: microseconds UTC.
    pub at: i64,
    /// Its report.
    pub id: Uuid,
}

impl std::fmt::Display for Cursor {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "{}-{}", self.at, self.id.simple())
    }
}

/// A cursor as it stands in an address was damaged.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
#[error("tanda halaman tidak dikenali; mulai lagi dari halaman pertama")]
pub struct BadCursor;

impl std::str::FromStr for Cursor {
    type Err = BadCursor;

    fn from_str(text: &str) -> Result<Self, BadCursor> {
        let (at, id) = text.rsplit_once('-').ok_or(BadCursor)?;
        Ok(Self {
            at: at.parse().map_err(|_| BadCursor)?,
            id: Uuid::try_parse(id).map_err(|_| BadCursor)?,
        })
    }
}

/// One page of a list.
#[derive(Debug)]
pub struct Page {
    /// Its lines, in order.
    pub lines: Vec<Line>,
    /// Where the next page begins; `None` on the last one.
    pub next: Option<Cursor>,
    /// The list was looked at from here on only, because no index leads its filters.
    pub since: Option<Timestamp>,
}
