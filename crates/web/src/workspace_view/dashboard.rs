//! The leader's dashboard.

use askama::Template;

use super::admin::Table;
use super::frame::Desk;
use super::statistics::OfficerFigure;
use crate::layout::Layout;
use crate::view::charts::ChartView;

/// What needs attention, and how it goes.
#[derive(Debug, Clone, Template)]
#[template(path = "workspace/dashboard.html")]
pub struct DashboardPage {
    /// Frame.
    pub l: Layout,
    /// Who is signed in.
    pub d: Desk,
    /// Scope in words: "Kota Palangka Raya".
    pub scope: String,
    /// "menurut keadaan sekarang (…)".
    pub now: String,
    /// What needs attention now, each with its list.
    pub attention: Vec<OfficerFigure>,
    /// The same unit by unit.
    pub by_unit: Table,
    /// How both are counted, a paragraph each; so are the others below.
    pub attention_how: Vec<String>,
    /// "1 Agustus 2023 sampai 31 Juli 2024, keadaan sampai akhir kemarin".
    pub period: String,
    /// The period in one sentence.
    pub headline: String,
    /// The period beside the one before; `None` where there is none.
    pub compared: Option<Table>,
    /// How it is counted.
    pub compared_how: Vec<String>,
    /// Charts of the period.
    pub charts: Vec<ChartView>,
    /// How the units do.
    pub units: Table,
    /// How it is counted, and when a unit is warned of.
    pub units_how: Vec<String>,
    /// More of a category in an area than its season explains.
    pub surges: Table,
    /// How a surge is found.
    pub surges_how: Vec<String>,
    /// Who is answered worse than all, in words.
    pub differences: Vec<String>,
    /// How groups of people are answered.
    pub fairness: Vec<Table>,
    /// How it is counted, and when a difference is told.
    pub fairness_how: Vec<String>,
    /// What a reader must know beside it.
    pub remarks: Vec<String>,
}
