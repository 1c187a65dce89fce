//! What a body promised to change, and what became of it.

use askama::Template;

use crate::layout::Layout;
use crate::view::forms::Choice;
use crate::view::parts::Chip;

/// The promises of a body.
#[derive(Debug, Clone, Template)]
#[template(path = "promises.html")]
pub struct PromisesPage {
    /// Frame.
    pub l: Layout,
    /// Bodies to choose from, where these pages are nobody's.
    pub bodies: Vec<Choice>,
    /// The promises, the newest first.
    pub promises: Vec<PromiseCard>,
}

/// A promise.
#[derive(Debug, Clone)]
pub struct PromiseCard {
    /// What it is called.
    pub title: String,
    /// Where it has got to.
    pub chip: Chip,
    /// Who promised.
    pub unit: String,
    /// Why.
    pub cause: String,
    /// What.
    pub promise: String,
    /// "paling lambat 31 Maret 2026".
    pub due: String,
    /// Measure, target, before and after, in sentences.
    pub facts: Vec<(String, String)>,
    /// The last that was told of it; may be empty.
    pub news: String,
}
