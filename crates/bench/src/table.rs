//! The table of results.

use std::fmt;

/// Rows of measure, figure, goal and verdict.
#[derive(Default)]
pub(crate) struct Table(Vec<[String; 4]>);

impl Table {
    /// A figure that belongs to no goal.
    pub(crate) fn note(&mut self, what: &str, figure: impl fmt::Display) {
        self.push(what, figure, "", None);
    }

    /// A figure and whether it reaches its goal.
    pub(crate) fn goal(
        &mut self,
        what: &str,
        figure: impl fmt::Display,
        goal: &str,
        reached: bool,
    ) {
        self.push(what, figure, goal, Some(reached));
    }

    fn push(&mut self, what: &str, figure: impl fmt::Display, goal: &str, reached: Option<bool>) {
        let verdict = match reached {
            Some(true) => "reached",
            Some(false) => "MISSED",
            None => "",
        };
        let row = [
            what.to_owned(),
            figure.to_string(),
            goal.to_owned(),
            verdict.to_owned(),
        ];
        eprintln!("  {} … {} {}", row[0], row[1], row[3]);
        self.0.push(row);
    }
}

impl fmt::Display for Table {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let head = ["measure", "figure", "goal", ""].map(str::to_owned);
        let rows = || std::iter::once(&head).chain(&self.0);
        let mut widths = [0; 4];
        for row in rows() {
            for (width, cell) in widths.iter_mut().zip(row) {
                *width = (*width).max(cell.chars().count());
            }
        }
        for row in rows() {
            for (cell, width) in row.iter().zip(widths) {
                write!(f, "{cell:width$}  ")?;
            }
            writeln!(f)?;
        }
        Ok(())
    }
}
