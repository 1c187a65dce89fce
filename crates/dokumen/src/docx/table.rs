//! Tables.

use super::text::{self, Shape};
use super::{Twips, Writer};
use crate::clean;
use crate::model::{Align, Cell, Table};
use crate::{widths, words};

impl Writer {
    pub(super) fn table(&mut self, table: &Table) {
        if !clean::clean(&table.caption).is_empty() {
            self.styled("Caption", &table.caption);
        }
        if table.columns.is_empty() {
            return;
        }
        let widths = spread(table, self.room());
        let style = match table.columns.len() {
            0..=6 => "TableText",
            7..=10 => "TableSmall",
            _ => "TableTiny",
        };
        self.body.open("w:tbl", &[]);
        self.body.open("w:tblPr", &[]);
        self.body.empty("w:tblStyle", &[("w:val", &"TableGrid")]);
        self.body
            .empty("w:tblW", &[("w:w", &self.room()), ("w:type", &"dxa")]);
        self.body.empty("w:tblLayout", &[("w:type", &"fixed")]);
        self.body
            .empty("w:tblLook", &[("w:val", &"0020"), ("w:firstRow", &"1")]);
        if !table.caption.is_empty() {
            self.body.empty(
                "w:tblCaption",
                &[("w:val", &clean::at_most(&clean::line(&table.caption), 250))],
            );
        }
        self.body.close();
        self.body.open("w:tblGrid", &[]);
        for width in &widths {
            self.body.empty("w:gridCol", &[("w:w", width)]);
        }
        self.body.close();
        self.head(table, &widths, style);
        if table.rows.is_empty() {
            self.body.open("w:tr", &[]);
            self.body.open("w:tc", &[]);
            self.body.open("w:tcPr", &[]);
            self.body
                .empty("w:tcW", &[("w:w", &self.room()), ("w:type", &"dxa")]);
            self.body.empty("w:gridSpan", &[("w:val", &widths.len())]);
            self.body.close();
            self.styled(style, words::NO_ROWS);
            self.body.close();
            self.body.close();
        }
        for row in &table.rows {
            self.row(row, table, &widths, style, false);
        }
        if let Some(total) = &table.total {
            self.row(total, table, &widths, style, true);
        }
        self.body.close();
        self.after_table();
    }

    fn head(&mut self, table: &Table, widths: &[Twips], style: &str) {
        self.body.open("w:tr", &[]);
        self.body.open("w:trPr", &[]);
        self.body.empty("w:cantSplit", &[]);
        self.body.empty("w:tblHeader", &[]);
        self.body.close();
        for (column, width) in table.columns.iter().zip(widths) {
            self.body.open("w:tc", &[]);
            self.body.open("w:tcPr", &[]);
            self.body
                .empty("w:tcW", &[("w:w", width), ("w:type", &"dxa")]);
            self.body.empty(
                "w:shd",
                &[
                    ("w:val", &"clear"),
                    ("w:color", &"auto"),
                    ("w:fill", &"E3EAF3"),
                ],
            );
            self.body.empty("w:vAlign", &[("w:val", &"center")]);
            self.body.close();
            let shape = Shape {
                style: Some(style),
                align: Align::Center,
                with_next: true,
                ..Shape::default()
            };
            text::begin(&mut self.body, shape);
            text::run(&mut self.body, &column.title, true, false);
            self.body.close();
            self.body.close();
        }
        self.body.close();
    }

    fn row(&mut self, row: &[Cell], table: &Table, widths: &[Twips], style: &str, sum: bool) {
        self.body.open("w:tr", &[]);
        if is_short(row) {
            self.body.open("w:trPr", &[]);
            self.body.empty("w:cantSplit", &[]);
            self.body.close();
        }
        for ((cell, column), width) in row.iter().zip(&table.columns).zip(widths) {
            self.body.open("w:tc", &[]);
            self.body.open("w:tcPr", &[]);
            self.body
                .empty("w:tcW", &[("w:w", width), ("w:type", &"dxa")]);
            self.body.close();
            let shape = Shape {
                style: Some(style),
                align: words::align(cell, column.align),
                ..Shape::default()
            };
            text::begin(&mut self.body, shape);
            match cell {
                Cell::Link { text: shown, to } => self.link(shown, to, sum),
                Cell::Text(shown) => text::run(&mut self.body, shown, sum, false),
                cell => text::run(&mut self.body, &words::cell(cell), sum, false),
            }
            self.body.close();
            self.body.close();
        }
        self.body.close();
    }

    fn link(&mut self, shown: &str, to: &str, bold: bool) {
        let Some(to) = clean::address(to) else {
            text::run(&mut self.body, shown, bold, false);
            return;
        };
        let id = self.package.link(to);
        self.body.open("w:hyperlink", &[("r:id", &id)]);
        self.body.open("w:r", &[]);
        self.body.open("w:rPr", &[]);
        self.body.empty("w:rStyle", &[("w:val", &"Hyperlink")]);
        self.body.close();
        text::lines(&mut self.body, &clean::clean(shown));
        self.body.close();
        self.body.close();
    }
}

/// Widths of columns that fill the room.
fn spread(table: &Table, room: Twips) -> Vec<Twips> {
    // Half the size of a letter is about its width; sizes as the styles have them, in twentieths of a point.
    let letter = match table.columns.len() {
        0..=6 => 110.0,
        7..=10 => 98.0,
        _ => 86.0,
    };
    let words = widths::longest_words(table);
    let least: Vec<f32> = words
        .iter()
        .map(|word| word.chars().count() as f32 * letter + 170.0)
        .collect();
    let fair = widths::fair(table, room as f32, &least);
    fair.into_iter().map(|width| width as Twips).collect()
}

/// A row of at most so much text stays on one page.
fn is_short(row: &[Cell]) -> bool {
    row.iter().all(|cell| match cell {
        Cell::Text(text) | Cell::Link { text, .. } => text.len() <= 1_500,
        _ => true,
    })
}
