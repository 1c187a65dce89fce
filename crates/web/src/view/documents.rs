//! Published documents for everybody.

use askama::Template;

use crate::layout::Layout;
use crate::view::forms::Choice;

/// The list.
#[derive(Debug, Clone, Template)]
#[template(path = "documents.html")]
pub struct EditionsPage {
    /// Frame.
    pub l: Layout,
    /// Bodies to choose from, where these pages are nobody's.
    pub bodies: Vec<Choice>,
    /// Editions, the latest period first.
    pub editions: Vec<EditionRow>,
}

/// One edition.
#[derive(Debug, Clone)]
pub struct EditionRow {
    /// Its name.
    pub title: String,
    /// Moment of its figures.
    pub as_of: String,
    /// When it was approved.
    pub approved: String,
    /// Who approved it had edited it last: nobody else could.
    pub is_alone: bool,
    /// Files: form, address, fingerprint.
    pub files: Vec<(String, String, String)>,
}
