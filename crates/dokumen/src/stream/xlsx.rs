//! Rows as a workbook.

use std::io::Write;

use jiff::Timestamp;
use rust_xlsxwriter::Workbook;

use crate::clean;
use crate::error::DocumentError;
use crate::model::{Cell, Column};
use crate::xlsx::{Looks, ROWS, lying, on_paper, printed, properties};

/// Rows written as XLSX, one after the other. Only the row being written is held; the rows before it lie in a
/// temporary file until the workbook is put together.
pub struct XlsxRows<'a> {
    book: Workbook,
    looks: Looks,
    columns: Vec<Column>,
    rows: u32,
    progress: Box<dyn FnMut(u64) + 'a>,
}

/// What the workbook says of itself.
#[derive(Clone, Debug)]
pub struct About<'a> {
    /// Its title, and the name of its sheet.
    pub title: &'a str,
    /// Who issues it.
    pub author: &'a str,
    /// The moment that stands in the file as the one of its making; never the clock's.
    pub made_at: Timestamp,
}

impl<'a> XlsxRows<'a> {
    /// Begins with the heads of the columns; `progress` hears how many rows are written, after each.
    ///
    /// # Errors
    ///
    /// When no temporary file can be made.
    pub fn new(
        about: &About<'_>,
        columns: &[Column],
        progress: impl FnMut(u64) + 'a,
    ) -> Result<Self, DocumentError> {
        let looks = Looks::bare();
        let mut book = Workbook::new();
        book.set_properties(&properties(about.title, "", about.author, about.made_at)?);
        let sheet = book.add_worksheet_with_constant_memory()?;
        sheet.set_name(crate::xlsx::sheet_name(about.title))?;
        sheet.set_freeze_panes(1, 0)?;
        sheet.set_repeat_rows(0, 0)?;
        let width = |column: &Column| column.width.clamp(6, 60);
        let wide: f32 = columns.iter().map(|column| f32::from(width(column))).sum();
        on_paper(sheet, lying(wide));
        for (at, column) in (0_u16..).zip(columns) {
            sheet.set_column_width(at, f64::from(width(column)))?;
        }
        for (at, column) in (0_u16..).zip(columns) {
            sheet.write_string_with_format(0, at, clean::line(&column.title), &looks.head)?;
        }
        Ok(Self {
            book,
            looks,
            columns: columns.to_vec(),
            rows: 0,
            progress: Box::new(progress),
        })
    }

    /// Writes a row. A column's width is in characters here.
    ///
    /// # Errors
    ///
    /// When it has another number of cells than there are columns, when the sheet is full, or it cannot be written.
    pub fn row(&mut self, cells: &[Cell]) -> Result<(), DocumentError> {
        if cells.len() != self.columns.len() {
            return Err(DocumentError::Ragged {
                table: "XLSX".to_owned(),
                row: self.rows as usize + 1,
                found: cells.len(),
                expected: self.columns.len(),
            });
        }
        let at = self.rows + 1;
        if at >= ROWS {
            return Err(DocumentError::TooManyRows { most: ROWS });
        }
        let sheet = self.book.worksheet_from_index(0)?;
        for ((column, cell), head) in (0_u16..).zip(cells).zip(&self.columns) {
            self.looks
                .cell(sheet, (at, column), cell, head.align, false)?;
        }
        self.rows = at;
        (self.progress)(u64::from(at));
        Ok(())
    }

    /// Puts the workbook together.
    ///
    /// # Errors
    ///
    /// When it cannot be written.
    pub fn finish(mut self, out: impl Write + Send) -> Result<(), DocumentError> {
        let sheet = self.book.worksheet_from_index(0)?;
        printed(sheet, self.rows, self.columns.len())?;
        Ok(self.book.save_to_writer(out)?)
    }
}
