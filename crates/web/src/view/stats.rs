//! The figures page.

use askama::Template;

use super::charts::ChartView;
use crate::layout::Layout;
use crate::view::forms::{ChoiceGroup, Errors};

/// Figures of one period, as known at one instant.
#[derive(Debug, Clone, Template)]
#[template(path = "stats.html")]
pub struct StatsPage {
    /// Frame.
    pub l: Layout,
    /// What is asked for: fields `from`, `to`, `as_of` (`YYYY-MM-DD`), `by`.
    pub asked: StatsAsked,
    /// What to mend in it.
    pub errors: Errors,
    /// Breakdowns to choose from.
    pub breakdowns: Vec<ChoiceGroup>,
    /// How units may be told; empty where none changed hands.
    pub arrangements: Vec<ChoiceGroup>,
    /// "1 Januari sampai 31 Desember 2023".
    pub period: String,
    /// "menurut keadaan sampai akhir 31 Desember 2023".
    pub as_of: String,
    /// "606 laporan diterima; 589 tertangani, 12 sedang dalam proses, …".
    pub headline: String,
    /// The eight figures, `received` first.
    pub figures: Vec<FigureRow>,
    /// How they come to all received.
    pub how_sum: String,
    /// How rows of all tables do.
    pub how_sums: String,
    /// How they came about: closed by whom, outcomes, merged, joined.
    pub subcounts: Vec<MeasureRow>,
    /// Rates and times.
    pub measures: Vec<MeasureRow>,
    /// Passing on by unit; `None` where nothing may be told.
    pub passed: Option<Breakdown>,
    /// How it is counted, a paragraph each.
    pub passed_how: Vec<String>,
    /// Open at that instant, whenever received, by age; may be empty.
    pub backlog: Vec<MeasureRow>,
    /// Periods that are asked for most.
    pub periods: Vec<Period>,
    /// The period beside those before it; `None` where there is none.
    pub compared: Option<Breakdown>,
    /// How shares of that table are counted.
    pub compared_how: String,
    /// The charts.
    pub charts: Vec<ChartView>,
    /// Of which reports, as of when, up to which place in the log.
    pub basis: String,
    /// The table asked for.
    pub breakdown: Option<Breakdown>,
    /// How it is counted, a paragraph each.
    pub breakdown_how: Vec<String>,
    /// Where the answer is not quite to what was asked: whole months, an earlier day, what is told in fives.
    pub fitted: Vec<String>,
    /// Remarks: recorded later, imports without times.
    pub remarks: Vec<String>,
    /// The same as CSV and JSON; may be empty.
    pub downloads: Vec<Download>,
}

/// A link to a period.
#[derive(Debug, Clone)]
pub struct Period {
    /// Address.
    pub href: String,
    /// "Bulan ini".
    pub name: String,
    /// It is the one that is shown.
    pub is_present: bool,
}

/// What is asked for, as in the query.
#[derive(Debug, Clone, Default)]
pub struct StatsAsked {
    /// First day.
    pub from: String,
    /// Last day.
    pub to: String,
    /// State at the end of this day.
    pub as_of: String,
    /// `unit`, `category`, `channel`, `type`, `month`, `region` or empty.
    pub by: String,
    /// `then` or `today`.
    pub units: String,
}

/// One of the eight figures.
#[derive(Debug, Clone)]
pub struct FigureRow {
    /// Its word.
    pub label: String,
    /// Where its reports are; empty: nowhere.
    pub href: String,
    /// What it means, in a sentence.
    pub meaning: String,
    /// The count, written.
    pub count: String,
    /// Share of the received, written; empty for `received`.
    pub share: String,
    /// The share in tenths of a percent, for the bar.
    pub tenths: u32,
}

/// One rate, time or sub-count.
#[derive(Debug, Clone, Default)]
pub struct MeasureRow {
    /// What.
    pub label: String,
    /// How much, written.
    pub value: String,
    /// "589 dari 606"; what is left out; may be empty.
    pub of: String,
    /// How it is counted, where the rule comes from, which way is better: a paragraph each; may be empty.
    pub how: Vec<String>,
    /// What it does not say; may be empty.
    pub caveat: String,
    /// Where its reports are; empty: nowhere.
    pub href: String,
}

/// Received and the seven figures by one dimension.
#[derive(Debug, Clone)]
pub struct Breakdown {
    /// "Menurut kategori".
    pub caption: String,
    /// Name of the first column.
    pub dimension: String,
    /// Names of the other columns.
    pub columns: Vec<String>,
    /// Rows.
    pub rows: Vec<BreakdownRow>,
}

/// One row of a breakdown.
#[derive(Debug, Clone)]
pub struct BreakdownRow {
    /// Value of the dimension.
    pub label: String,
    /// Where its reports are; empty: nowhere.
    pub href: String,
    /// One cell for each column, with the column's name for narrow screens.
    pub cells: Vec<Cell>,
    /// The sum of all others.
    pub is_sum: bool,
}

/// One cell.
#[derive(Debug, Clone)]
pub struct Cell {
    /// Name of its column.
    pub column: String,
    /// Written count.
    pub value: String,
}

/// The same figures as a file.
#[derive(Debug, Clone)]
pub struct Download {
    /// Address.
    pub href: String,
    /// "CSV".
    pub name: String,
}

impl FigureRow {
    /// Width of the bar out of 1000.
    pub fn width(&self) -> u32 {
        self.tenths.min(1000)
    }
}
