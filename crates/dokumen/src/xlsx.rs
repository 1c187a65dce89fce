//! A document as a workbook: its words on the first sheet, each table and each chart on a sheet of its own.

mod cells;
mod chart;
mod contents;
mod names;
mod paper;
mod sheet;

use jiff::Timestamp;
use jiff::tz::TimeZone;
use rust_xlsxwriter::{DocProperties, ExcelDateTime, Workbook};

use crate::clean;
use crate::error::DocumentError;
use crate::model::{Block, Document, Orientation};

pub(crate) use cells::{Looks, begins_formula};
use names::Names;
use paper::furnish;
pub(crate) use paper::{lying, on_paper, printed};

/// Rows that a sheet of Excel holds.
pub(crate) const ROWS: u32 = 1_048_576;
/// Characters that a cell of Excel holds, in units of UTF-16.
pub(crate) const LONGEST: usize = 32_767;

/// The document as XLSX. Cells keep their types; a text is never a formula, whatever it begins with; charts are Excel's
/// own, below the cells they are drawn from. Each sheet is printed on A4, as wide as the page.
///
/// # Errors
///
/// When a table has a row of another length than its head, or more rows than a sheet holds.
pub fn xlsx(document: &Document) -> Result<Vec<u8>, DocumentError> {
    document.check()?;
    let mut book = Workbook::new();
    book.set_properties(&properties(
        &document.title,
        &document.subject,
        &document.author,
        document.made_at,
    )?);
    let mut names = Names::new();
    let first = names.take("Dokumen");
    let named: Vec<Option<String>> = document
        .blocks
        .iter()
        .map(|block| match block {
            Block::Table(table) => Some(names.take(&table.caption)),
            Block::Chart(chart) => Some(names.take(&chart.title)),
            _ => None,
        })
        .collect();
    let looks = Looks::new();
    let sheet = book.add_worksheet();
    sheet.set_name(&first)?;
    furnish(sheet, document, Orientation::Portrait);
    contents::write(sheet, document, &named, &looks)?;
    let mut asked = Orientation::Portrait;
    for (block, name) in document.blocks.iter().zip(&named) {
        match (block, name) {
            (Block::Pages(orientation), _) => asked = *orientation,
            (Block::Table(table), Some(name)) => {
                let sheet = book.add_worksheet();
                sheet.set_name(name)?;
                let wide = sheet::write(sheet, table, &looks)?;
                let lies = asked == Orientation::Landscape;
                furnish(sheet, document, if lies { asked } else { lying(wide) });
            }
            (Block::Chart(drawn), Some(name)) => {
                let sheet = book.add_worksheet();
                sheet.set_name(name)?;
                let wide = chart::write(sheet, name, drawn, &looks)?;
                furnish(sheet, document, lying(wide));
            }
            _ => {}
        }
    }
    Ok(book.save_to_buffer()?)
}

pub(crate) fn properties(
    title: &str,
    subject: &str,
    author: &str,
    made_at: Timestamp,
) -> Result<DocProperties, DocumentError> {
    let made = cells::moment(TimeZone::UTC.to_datetime(made_at));
    let made = made.map_or_else(|| ExcelDateTime::from_ymd(1970, 1, 1), Ok)?;
    Ok(DocProperties::new()
        .set_title(clean::line(title))
        .set_subject(clean::line(subject))
        .set_author(clean::line(author))
        .set_creation_datetime(&made))
}

/// A name for the one sheet of a workbook.
pub(crate) fn sheet_name(title: &str) -> String {
    Names::new().take(title)
}
