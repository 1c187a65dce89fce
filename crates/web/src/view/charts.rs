//! A chart with its table and how it was computed, as pages show it.

use super::stats::Breakdown;

/// A chart of a page.
#[derive(Debug, Clone)]
pub struct ChartView {
    /// Its name for programs; ids of the page begin with it.
    pub name: &'static str,
    /// Heading.
    pub title: String,
    /// What it shows, in a sentence.
    pub meaning: String,
    /// The drawing for wide columns: SVG of our own making.
    pub wide: String,
    /// The same for narrow ones; the style sheet shows one of them.
    pub narrow: String,
    /// The same in numbers.
    pub table: Breakdown,
    /// How it is counted.
    pub formula: String,
    /// Of which reports, as of when, up to which place in the log.
    pub basis: String,
    /// The same told in another way, which takes its place on the page when it is asked for: its name and what leads there.
    pub other: Option<(&'static str, String)>,
    /// Stands in for another one: shown only when it is asked for.
    pub stands_in: bool,
    /// Alone in the frame of another site, where the chart must fit and the table may wait.
    pub is_framed: bool,
    /// The same to take away; none inside the workspace.
    pub files: Option<ChartFiles>,
}

/// A chart to take away.
#[derive(Debug, Clone)]
pub struct ChartFiles {
    /// Address of the drawing.
    pub svg: String,
    /// Address of the picture.
    pub png: String,
    /// HTML that shows the chart on another site.
    pub embed: String,
}

impl ChartView {
    /// More columns than fit side by side on a telephone.
    pub fn folds(&self) -> bool {
        self.table.columns.len() > 2
    }

    /// More columns than fit beside a chart.
    pub fn is_broad(&self) -> bool {
        self.table.columns.len() > 3
    }

    /// Short tables stand beside their chart where there is room, long ones behind a press; on paper all are there.
    pub fn is_open(&self) -> bool {
        !self.is_framed && self.table.rows.len() <= 13
    }
}
