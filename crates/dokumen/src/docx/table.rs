//! Tables.

mod laid;

use super::Writer;
use super::text::{self, Shape};
use crate::clean;
use crate::model::{Align, Cell, Table};
use crate::words;

use laid::{Keep, Laid};

impl Writer {
    pub(super) fn table(&mut self, table: &Table) {
        if !clean::clean(&table.caption).is_empty() {
            self.styled("Caption", &table.caption);
        }
        if table.columns.is_empty() {
            return;
        }
        let laid = Laid::of(table, self.room(), self.height());
        self.body.open("w:tbl", &[]);
        self.about(table, &laid);
        self.body.open("w:tblGrid", &[]);
        for width in &laid.widths {
            self.body.empty("w:gridCol", &[("w:w", width)]);
        }
        self.body.close();
        self.head(table, &laid);
        if table.rows.is_empty() {
            self.body.open("w:tr", &[]);
            self.body.open("w:tc", &[]);
            self.body.open("w:tcPr", &[]);
            self.body
                .empty("w:tcW", &[("w:w", &self.room()), ("w:type", &"dxa")]);
            self.body
                .empty("w:gridSpan", &[("w:val", &laid.widths.len())]);
            self.body.close();
            self.styled(laid.style, words::NO_ROWS);
            self.body.close();
            self.body.close();
        }
        for (at, row) in table.rows.iter().enumerate() {
            self.row(row, table, &laid, laid.keep(at, row), false);
        }
        if let Some(total) = &table.total {
            let keep = laid.keep(table.rows.len(), total);
            self.row(total, table, &laid, keep, true);
        }
        self.body.close();
        self.after_table();
    }

    /// What holds for the whole table.
    fn about(&mut self, table: &Table, laid: &Laid) {
        self.body.open("w:tblPr", &[]);
        self.body.empty("w:tblStyle", &[("w:val", &"TableGrid")]);
        self.body
            .empty("w:tblW", &[("w:w", &self.room()), ("w:type", &"dxa")]);
        self.body.empty("w:tblLayout", &[("w:type", &"fixed")]);
        self.body.open("w:tblCellMar", &[]);
        for side in ["w:left", "w:right"] {
            self.body
                .empty(side, &[("w:w", &laid.beside), ("w:type", &"dxa")]);
        }
        self.body.close();
        self.body
            .empty("w:tblLook", &[("w:val", &"0020"), ("w:firstRow", &"1")]);
        if !table.caption.is_empty() {
            self.body.empty(
                "w:tblCaption",
                &[("w:val", &clean::at_most(&clean::line(&table.caption), 250))],
            );
        }
        self.body.close();
    }

    fn head(&mut self, table: &Table, laid: &Laid) {
        self.body.open("w:tr", &[]);
        self.body.open("w:trPr", &[]);
        self.body.empty("w:cantSplit", &[]);
        self.body.empty("w:tblHeader", &[]);
        self.body.close();
        for (column, width) in table.columns.iter().zip(&laid.widths) {
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
                style: Some(laid.style),
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

    fn row(&mut self, row: &[Cell], table: &Table, laid: &Laid, keep: Keep, sum: bool) {
        self.body.open("w:tr", &[]);
        if keep.whole {
            self.body.open("w:trPr", &[]);
            self.body.empty("w:cantSplit", &[]);
            self.body.close();
        }
        for ((cell, column), width) in row.iter().zip(&table.columns).zip(&laid.widths) {
            self.body.open("w:tc", &[]);
            self.body.open("w:tcPr", &[]);
            self.body
                .empty("w:tcW", &[("w:w", width), ("w:type", &"dxa")]);
            self.body.close();
            let shape = Shape {
                style: Some(laid.style),
                align: words::align(cell, column.align),
                with_next: keep.with_next,
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
