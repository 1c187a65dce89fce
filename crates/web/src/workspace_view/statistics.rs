//! Figures for officers: exact within their scope.

use askama::Template;

use super::admin::Table;
use super::form::Form;
use super::frame::Desk;
use crate::layout::Layout;

/// One of the eight figures.
#[derive(Debug, Clone)]
pub struct OfficerFigure {
    /// Its word.
    pub label: String,
    /// The count, written.
    pub count: String,
    /// Share of the received; empty for `received`.
    pub share: String,
    /// The inbox or list behind it; may be empty.
    pub href: String,
}

/// A table with how it is counted.
#[derive(Debug, Clone)]
pub struct ExplainedTable {
    /// The table.
    pub table: Table,
    /// A paragraph each; empty where each row says it itself.
    pub how: Vec<String>,
}

impl From<Table> for ExplainedTable {
    fn from(table: Table) -> Self {
        Self {
            table,
            how: Vec::new(),
        }
    }
}

/// The page.
#[derive(Debug, Clone, Template)]
#[template(path = "workspace/statistics.html")]
pub struct OfficerStatisticsPage {
    /// Frame.
    pub l: Layout,
    /// Who is signed in.
    pub d: Desk,
    /// Period, as-of, breakdown: sent with GET (`from`, `to`, `as_of`, `by`).
    pub form: Form,
    /// Address of any other measures of the same period.
    pub other: String,
    /// Scope in words: "Kota Palangka Raya".
    pub scope: String,
    /// "1 Januari sampai 31 Desember 2023, keadaan sampai akhir 31 Desember 2023".
    pub period: String,
    /// The eight figures, `received` first.
    pub figures: Vec<OfficerFigure>,
    /// How they are counted, a paragraph each.
    pub figures_how: Vec<String>,
    /// Rates, times, backlog, flow, the breakdown: each family a table of its own.
    pub tables: Vec<ExplainedTable>,
    /// Remarks: recorded later, imports without times.
    pub remarks: Vec<String>,
    /// CSV and JSON of the same: name and address.
    pub downloads: Vec<(String, String)>,
}
