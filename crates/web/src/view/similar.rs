//! What others reported near by, inside the form and alone for its script.

use askama::Template;

use crate::layout::Layout;
use crate::view::parts::Chip;

/// The part of the form.
#[derive(Debug, Clone, Template)]
#[template(path = "similar.html")]
pub struct SimilarPart {
    /// Frame, for its words.
    pub l: Layout,
    /// There were words to look with.
    pub asked: bool,
    /// Number of the report that was chosen to be joined; may be empty.
    pub chosen: String,
    /// Likeliest first.
    pub cards: Vec<SimilarCard>,
}

/// One released report.
#[derive(Debug, Clone)]
pub struct SimilarCard {
    /// Number, digits only.
    pub number: String,
    /// Number in groups.
    pub shown: String,
    /// Its page.
    pub href: String,
    /// Its title.
    pub title: String,
    /// Status.
    pub chip: Chip,
    /// When it came.
    pub received: String,
    /// How many it concerns; may be empty.
    pub people: String,
}

/// Before the number of a report that is to be supported, and not joined.
pub const SUPPORTED: &str = "dukung:";

impl SimilarCard {
    /// What the form sends where it shall only be supported.
    pub fn supporting(&self) -> String {
        format!("{SUPPORTED}{}", self.number)
    }
}
