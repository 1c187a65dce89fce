//! Any measures by any breakdown, for officers.

use askama::Template;

use super::admin::Table;
use super::form::Form;
use super::frame::Desk;
use crate::layout::Layout;

/// A measure to choose.
#[derive(Debug, Clone)]
pub struct MeasureBox {
    /// Its id in the catalogue.
    pub id: &'static str,
    /// Its name.
    pub name: String,
    /// It is chosen.
    pub is_chosen: bool,
}

/// Measures that are read from the same part of the record.
#[derive(Debug, Clone)]
pub struct MeasurePart {
    /// What they tell.
    pub name: String,
    /// The measures.
    pub boxes: Vec<MeasureBox>,
}

/// Measures of one family; no table has those of several.
#[derive(Debug, Clone)]
pub struct MeasureGroup {
    /// Of which reports they speak.
    pub name: String,
    /// How many are chosen, in words; empty where none is.
    pub chosen: String,
    /// Something in it is to mend.
    pub is_open: bool,
    /// Its parts.
    pub parts: Vec<MeasurePart>,
}

/// A table with everything that is needed to read it.
#[derive(Debug, Clone)]
pub struct ShownTable {
    /// Of which reports it speaks.
    pub of_reports: String,
    /// Period and moment.
    pub period: String,
    /// The values.
    pub table: Table,
    /// How they are computed, a paragraph each.
    pub how: Vec<String>,
    /// The period beside others; `None` where that was not asked for.
    pub compared: Option<Table>,
    /// What a reader must know beside it.
    pub remarks: Vec<String>,
    /// The same as a file: name and address.
    pub downloads: Vec<(String, String)>,
}

/// The page.
#[derive(Debug, Clone, Template)]
#[template(path = "workspace/figure_table.html")]
pub struct FigureTablePage {
    /// Frame.
    pub l: Layout,
    /// Who is signed in.
    pub d: Desk,
    /// Scope in words: "Kota Palangka Raya".
    pub scope: String,
    /// Measures to choose from: sent as `measures`, several of one group.
    pub groups: Vec<MeasureGroup>,
    /// Breakdown, period, moment and filters, sent with GET.
    pub form: Form,
    /// The table; `None` where something is to mend.
    pub shown: Option<ShownTable>,
}
