//! How good the proposals are, for those who answer for the desk.

use askama::Template;

use super::admin::Table;
use super::form::Form;
use super::frame::Desk;
use super::statistics::OfficerFigure;
use crate::layout::Layout;

/// The page.
#[derive(Debug, Clone, Template)]
#[template(path = "workspace/quality.html")]
pub struct QualityPage {
    /// Frame.
    pub l: Layout,
    /// Who is signed in.
    pub d: Desk,
    /// Period: sent with GET (`from`, `to`).
    pub form: Form,
    /// "Kota Palangka Raya".
    pub scope: String,
    /// "1 Januari sampai 31 Desember 2023".
    pub period: String,
    /// Verified with a proposal, and what became of it.
    pub figures: Vec<OfficerFigure>,
    /// Whether it gets better or worse, and what corrections cost; each a sentence with its own definition.
    pub remarks: Vec<String>,
    /// By month, by category.
    pub tables: Vec<Table>,
}
