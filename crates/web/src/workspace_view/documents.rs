//! Documents that the office owes: the list, and one of them.

use askama::Template;

use super::admin::{FoldedForm, Table};
use super::form::Form;
use super::frame::Desk;
use crate::layout::Layout;

/// All documents of a body.
#[derive(Debug, Clone, Template)]
#[template(path = "workspace/documents.html")]
pub struct DocumentsPage {
    /// Frame.
    pub l: Layout,
    /// Who is signed in.
    pub d: Desk,
    /// Whose: "Kota Palangka Raya".
    pub scope: String,
    /// Makes a draft.
    pub form: Form,
    /// What there is, newest first.
    pub table: Table,
    /// Fetches the evidence pack of a year.
    pub evidence: EvidenceForm,
    /// The public list.
    pub public: String,
    /// Letterhead and chapters; empty for who may not change them.
    pub papers: String,
}

/// Which evidence is fetched.
#[derive(Debug, Clone, Default)]
pub struct EvidenceForm {
    /// Where to.
    pub action: String,
    /// The year: what was written, else the last whole one.
    pub year: String,
    /// The latest year that has begun.
    pub latest: String,
    /// Everything as it is.
    pub exact: bool,
    /// What is wrong with the year; empty where nothing is.
    pub wrong: String,
}

/// One document.
#[derive(Debug, Clone, Template)]
#[template(path = "workspace/document.html")]
pub struct DocumentPage {
    /// Frame.
    pub l: Layout,
    /// Who is signed in.
    pub d: Desk,
    /// Its name.
    pub title: String,
    /// Period, moment, who made and approved it, fingerprints.
    pub facts: Vec<(String, String)>,
    /// Files: name and address.
    pub files: Vec<(String, String)>,
    /// Where personal data stands; empty where none was found.
    pub found: Vec<String>,
    /// For whom it waits, where who looks may not approve it; else empty.
    pub waits: String,
    /// What can be done with it.
    pub forms: Vec<FoldedForm>,
    /// The document itself, as HTML that holds no script; empty where it cannot be shown.
    pub preview: String,
    /// Back to the list.
    pub back: String,
}
