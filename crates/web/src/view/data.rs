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
    /// Snapshots, the rolling one first.
    pub editions: Vec<EditionRow>,
    /// Their columns.
    pub open_columns: Vec<Column>,
    /// Years, the latest first.
    pub years: Vec<Year>,
    /// When anything in them last changed; empty where there is none.
    pub changed: String,
    /// The columns.
    pub columns: Vec<Column>,
}

/// One snapshot.
#[derive(Debug, Clone)]
pub struct EditionRow {
    /// Its name for people.
    pub name: String,
    /// From when to when.
    pub period: String,
    /// How many rows, in words.
    pub reports: String,
    /// As of when.
    pub as_of: String,
    /// Its files.
    pub files: Vec<FileLink>,
}

/// A file to take.
#[derive(Debug, Clone)]
pub struct FileLink {
    /// Where it is, within these pages.
    pub path: String,
    /// What it is called here: `CSV`.
    pub label: String,
    /// How large.
    pub size: String,
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
