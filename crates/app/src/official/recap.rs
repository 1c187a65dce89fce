//! The recap: one table for each month.

use dokumen::{Block, Cell, Orientation, Table};
use jiff::ToSpan as _;
use jiff::civil::Date;

use super::annex::{Telling, recap_columns, remarked};
use super::model::Line;
use super::pieces::{cell, centered, place, received, remark, table, text};
use super::rest;
use super::words::{GONE, month_title};

pub(super) fn blocks(telling: &Telling<'_>) -> Vec<Block> {
    let gathered = telling.gathered;
    let mut blocks = vec![
        centered(gathered.of_whom().to_uppercase()),
        text(format!(
            "{} diterima {}.",
            gathered.during(),
            received(gathered, "laporan")
        )),
    ];
    blocks.push(super::activity::by_month(gathered));
    blocks.extend(rest::note(&gathered.months));
    blocks.push(Block::Pages(Orientation::Landscape));
    let mut month = gathered.period.from.first_of_month();
    while month <= gathered.period.to {
        blocks.push(Block::Heading(2, title(month, gathered.period.months())));
        let made = of_month(telling, month);
        let is_empty = made.rows.is_empty();
        blocks.push(Block::Table(made));
        if is_empty {
            blocks.push(remark("Tidak ada laporan yang dimuat untuk bulan ini."));
        }
        month = month.saturating_add(1.month());
    }
    blocks.extend(telling.unlisted());
    blocks
}

/// A recap of more than a year names the year too.
fn title(month: Date, months: i64) -> String {
    let name = month_title(month);
    if months > 12 {
        format!("{name} {}", month.year())
    } else {
        name
    }
}

fn of_month(telling: &Telling<'_>, month: Date) -> Table {
    let lines = telling.gathered.lines.iter();
    let of_month = lines.filter(|line| line.day.first_of_month() == month);
    let rows = of_month
        .enumerate()
        .map(|(at, line)| row(telling, at, line))
        .collect();
    table(
        title(month, telling.gathered.period.months()),
        recap_columns(),
        rows,
    )
}

fn row(telling: &Telling<'_>, at: usize, line: &Line) -> Vec<Cell> {
    let spoken = telling.spoken(line);
    if spoken.is_gone {
        let mut row = vec![place(at), Cell::Empty, cell(GONE)];
        row.resize(8, Cell::Empty);
        return row;
    }
    let matter = line.matter.as_ref();
    let withheld = || cell(telling.withheld());
    vec![
        place(at),
        Cell::Date(line.day),
        cell(&line.number),
        match (&spoken.name, matter) {
            (Some(name), _) => cell(name),
            (None, Some(matter)) => cell(&matter.reporter),
            (None, None) => withheld(),
        },
        telling.said(&spoken.title),
        matter.map_or_else(withheld, |matter| match &matter.unit {
            Some((_, name)) => cell(name),
            None => cell(&matter.holder),
        }),
        telling.answer(line, &spoken),
        cell(remarked(line)),
    ]
}
