//! The numbers of a chart, as words and as a table.

use std::fmt::Write as _;

use grafik::Chart;

use super::{shown, value};
use crate::clean;
use crate::model::{Align, Cell, Column, Table};

/// How long the words for who cannot see may become.
const LONGEST: usize = 4_000;

/// What a chart shows, with every number, for who cannot see it.
pub(crate) fn spoken(chart: &Chart) -> String {
    let mut said = clean::line(if chart.description.is_empty() {
        &chart.title
    } else {
        &chart.description
    })
    .into_owned();
    for series in &chart.series {
        let _infallible = write!(said, " {}", clean::line(&series.name));
        if !chart.unit.is_empty() {
            let _infallible = write!(said, " ({})", clean::line(&chart.unit));
        }
        for (at, (name, point)) in chart.categories.iter().zip(&series.points).enumerate() {
            let between = if at == 0 { ": " } else { "; " };
            let _infallible = write!(said, "{between}{} {}", clean::line(name), shown(point));
        }
        said.push('.');
    }
    if said.trim().is_empty() {
        "Grafik tanpa angka.".clone_into(&mut said);
    }
    clean::at_most(said.trim(), LONGEST).into_owned()
}

/// The numbers of a chart as a table: a row for each category, a column for each series.
pub(crate) fn table(chart: &Chart) -> Table {
    let title = |name: &str| match (name.is_empty(), chart.unit.is_empty()) {
        (false, true) => name.to_owned(),
        (true, _) => chart.unit.clone(),
        (false, false) => format!("{name} ({})", chart.unit),
    };
    let first = Column {
        title: "Rincian".to_owned(),
        width: 3,
        align: Align::Left,
    };
    let others = chart.series.iter().map(|series| Column {
        title: title(&series.name),
        width: 2,
        align: Align::Right,
    });
    let rows = chart.categories.iter().enumerate().map(|(at, name)| {
        let mut row = vec![Cell::Text(name.clone())];
        row.extend(
            chart
                .series
                .iter()
                .map(|series| match series.points.get(at) {
                    Some(point) if value(point).is_some() || !point.label.is_empty() => {
                        Cell::Text(shown(point))
                    }
                    _ => Cell::Empty,
                }),
        );
        row
    });
    Table {
        caption: chart.title.clone(),
        columns: std::iter::once(first).chain(others).collect(),
        rows: rows.collect(),
        total: None,
    }
}
