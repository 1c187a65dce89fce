//! Rows as CSV.

use std::borrow::Cow;
use std::io::Write;

use jiff::civil::DateTime;

use crate::clean;
use crate::error::DocumentError;
use crate::model::{Cell, Column};
use crate::xlsx::begins_formula;

/// Rows written as CSV, one after the other; nothing but the writer's buffer is held. Numbers have a point and days are
/// written 2023-08-01, so that programs read them; a text that a spreadsheet would take for a formula begins with an
/// apostrophe.
pub struct CsvRows<'a, W: Write> {
    out: ::csv::Writer<W>,
    columns: usize,
    rows: u64,
    progress: Box<dyn FnMut(u64) + 'a>,
}

impl<'a, W: Write> CsvRows<'a, W> {
    /// Begins with the heads of the columns; `progress` hears how many rows are written, after each.
    ///
    /// # Errors
    ///
    /// When nothing can be written.
    pub fn new(
        mut out: W,
        columns: &[Column],
        marked: bool,
        progress: impl FnMut(u64) + 'a,
    ) -> Result<Self, DocumentError> {
        if marked {
            // Excel takes a file for UTF-8 only when it says so.
            out.write_all("\u{feff}".as_bytes())?;
        }
        let mut out = ::csv::Writer::from_writer(out);
        out.write_record(
            columns
                .iter()
                .map(|column| harmless(&column.title).into_owned()),
        )?;
        Ok(Self {
            out,
            columns: columns.len(),
            rows: 0,
            progress: Box::new(progress),
        })
    }

    /// Writes a row.
    ///
    /// # Errors
    ///
    /// When it has another number of cells than there are columns, or cannot be written.
    pub fn row(&mut self, cells: &[Cell]) -> Result<(), DocumentError> {
        if cells.len() != self.columns {
            return Err(DocumentError::Ragged {
                table: "CSV".to_owned(),
                row: usize::try_from(self.rows)
                    .unwrap_or(usize::MAX)
                    .saturating_add(1),
                found: cells.len(),
                expected: self.columns,
            });
        }
        for cell in cells {
            self.out.write_field(plain(cell).as_bytes())?;
        }
        self.out.write_record(None::<&[u8]>)?;
        self.rows += 1;
        (self.progress)(self.rows);
        Ok(())
    }

    /// Writes what is still held and gives the writer back.
    ///
    /// # Errors
    ///
    /// When it cannot be written.
    pub fn finish(self) -> Result<W, DocumentError> {
        self.out
            .into_inner()
            .map_err(|error| DocumentError::Io(error.into_error()))
    }
}

fn plain(cell: &Cell) -> Cow<'_, str> {
    match cell {
        Cell::Empty => Cow::Borrowed(""),
        Cell::Text(text) | Cell::Link { text, .. } => harmless(text),
        Cell::Count(number) => Cow::Owned(number.to_string()),
        Cell::Decimal(number, places) if number.is_finite() => {
            Cow::Owned(grafik::rounded(*number, usize::from(*places)))
        }
        Cell::Decimal(..) => Cow::Borrowed(""),
        Cell::Percent(tenths) => Cow::Owned(format!("{}.{}", tenths / 10, tenths % 10)),
        Cell::Date(day) => Cow::Owned(day.to_string()),
        Cell::DateTime(moment) => Cow::Owned(seconds(*moment)),
    }
}

fn seconds(moment: DateTime) -> String {
    moment.strftime("%Y-%m-%d %H:%M:%S").to_string()
}

fn harmless(text: &str) -> Cow<'_, str> {
    let cleaned = clean::clean(text);
    if begins_formula(cleaned.trim_start()) {
        Cow::Owned(format!("'{cleaned}"))
    } else {
        cleaned
    }
}

#[cfg(test)]
mod tests {
    use jiff::civil::date;

    use super::CsvRows;
    use crate::error::DocumentError;
    use crate::model::{Align, Cell, Column};

    #[test]
    fn rows_are_typed_and_harmless() -> Result<(), DocumentError> {
        let column = |title: &str| Column {
            title: title.into(),
            width: 1,
            align: Align::Left,
        };
        let mut heard = Vec::new();
        let mut rows = CsvRows::new(
            Vec::new(),
            &[column("Judul"), column("n"), column("hari")],
            false,
            |n| heard.push(n),
        )?;
        rows.row(&[
            Cell::Text("=1+1".into()),
            Cell::Percent(972),
            Cell::Date(date(2023, 8, 1)),
        ])?;
        rows.row(&[
            Cell::Text("a,\"b\"\0\nc".into()),
            Cell::Decimal(-1.5, 2),
            Cell::Empty,
        ])?;
        assert!(matches!(
            rows.row(&[]),
            Err(DocumentError::Ragged {
                found: 0,
                expected: 3,
                ..
            })
        ));
        let written = String::from_utf8_lossy(&rows.finish()?).into_owned();
        assert_eq!(
            written,
            "Judul,n,hari\n'=1+1,97.2,2023-08-01\n\"a,\"\"b\"\"\nc\",-1.50,\n"
        );
        assert_eq!(heard, [1, 2]);
        Ok(())
    }
}
