//! Reports an officer released to the public.

use askama::Template;

use crate::layout::Layout;
use crate::view::forms::ChoiceGroup;
use crate::view::own::{Answer, Fact};
use crate::view::parts::{Chip, ClockLine, Pager, Photo, ReportCard, Step, TimelineItem};

/// The list, with search (`q`) and filters.
#[derive(Debug, Clone, Template)]
#[template(path = "released.html")]
pub struct ReleasedListPage {
    /// Frame.
    pub l: Layout,
    /// What is asked for, as in the query.
    pub filters: ListFilters,
    /// What the figure that led here says beside it, kept with the filters: name and value.
    pub behind: Vec<(&'static str, String)>,
    /// How the list and that figure differ.
    pub basis: Vec<String>,
    /// Categories.
    pub categories: Vec<ChoiceGroup>,
    /// Kelurahan by kecamatan.
    pub villages: Vec<ChoiceGroup>,
    /// Units.
    pub units: Vec<ChoiceGroup>,
    /// States.
    pub statuses: Vec<ChoiceGroup>,
    /// Years.
    pub years: Vec<ChoiceGroup>,
    /// One page of reports, newest first.
    pub reports: Vec<ReportCard>,
    /// How to go on hearing of it.
    pub follow: Links,
    /// Neighbours of the page.
    pub pager: Pager,
}

/// How to follow a list: addresses.
#[derive(Debug, Clone, Default)]
pub struct Links {
    /// Atom feed.
    pub atom: String,
    /// GeoJSON.
    pub geojson: String,
    /// The page that explains both and takes an e-mail address.
    pub page: String,
}

/// What is asked for; each is the query's value of the same name.
#[derive(Debug, Clone, Default)]
pub struct ListFilters {
    /// Words.
    pub q: String,
    /// Category id.
    pub category: String,
    /// Kelurahan code.
    pub village: String,
    /// Unit id.
    pub unit: String,
    /// Figure (`handled`, `in_process`, …).
    pub status: String,
    /// Year of receipt.
    pub year: String,
}

impl ListFilters {
    /// Whether anything narrows the list.
    pub fn any(&self) -> bool {
        [
            &self.q,
            &self.category,
            &self.village,
            &self.unit,
            &self.status,
            &self.year,
        ]
        .iter()
        .any(|value| !value.is_empty())
    }

    /// Whether a filter other than the words is set.
    pub fn more(&self) -> bool {
        Self {
            q: String::new(),
            ..self.clone()
        }
        .any()
    }
}

/// One released report.
#[derive(Debug, Clone, Template)]
#[template(path = "report.html")]
pub struct ReleasedPage {
    /// Frame.
    pub l: Layout,
    /// Tracking number in groups.
    pub number: String,
    /// Released title.
    pub title: String,
    /// Status.
    pub chip: Chip,
    /// The way.
    pub steps: Vec<Step>,
    /// Where it is, in a sentence.
    pub where_now: String,
    /// Clocks the public may see.
    pub clocks: Vec<ClockLine>,
    /// Released text.
    pub text: String,
    /// "Warga", "Anonim" or the chosen display name.
    pub reporter: String,
    /// Category, kelurahan, office, channel.
    pub facts: Vec<Fact>,
    /// Released photos.
    pub photos: Vec<Photo>,
    /// The last answer.
    pub answer: Option<Answer>,
    /// History, newest first.
    pub timeline: Vec<TimelineItem>,
    /// "12 orang melaporkan hal yang sama"; may be empty.
    pub supporters: String,
    /// Still open: one can say "me too", or join.
    pub endorsable: bool,
    /// Number, digits only.
    pub number_plain: String,
    /// News of it can be sent by e-mail.
    pub followable: bool,
}
