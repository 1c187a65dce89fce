//! Open data.

use askama::Template;

use crate::layout::Layout;
use crate::view::forms::Choice;

/// Which files there are.
#[derive(Debug, Clone, Template)]
#[template(path = "data.html")]
pub struct DataPage {
    /// Frame.
    pub l: Layout,
    /// Bodies to choose from, where these pages are nobody's.
    pub bodies: Vec<Choice>,
    /// Years, the latest first.
    pub years: Vec<Year>,
    /// When anything in them last changed; empty where there is none.
    pub changed: String,
    /// The columns.
    pub columns: Vec<Column>,
}

/// One year.
#[derive(Debug, Clone)]
pub struct Year {
    /// The year.
    pub year: String,
    /// How many rows, in words.
    pub reports: String,
}

/// A column and what it holds.
#[derive(Debug, Clone)]
pub struct Column {
    /// Its name.
    pub name: &'static str,
    /// What it holds.
    pub meaning: String,
}
