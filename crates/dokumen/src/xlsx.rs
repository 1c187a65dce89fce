//! A document as a workbook: its words on the first sheet, each table and each chart on a sheet of its own.

mod cells;
mod chart;
mod contents;
mod names;
mod sheet;

use jiff::Timestamp;
use jiff::tz::TimeZone;
use rust_xlsxwriter::{DocProperties, ExcelDateTime, Workbook, Worksheet};

use crate::clean;
use crate::error::DocumentError;
use crate::model::{Block, Document, Orientation};

pub(crate) use cells::{Looks, begins_formula};
use names::Names;

/// Rows that a sheet of Excel holds.
pub(crate) const ROWS: u32 = 1_048_576;
/// Characters that a cell of Excel holds, in units of UTF-16.
pub(crate) const LONGEST: usize = 32_767;

/// The document as XLSX. Cells keep their types; a text is never a formula, whatever it begins with; charts are Excel's
/// own, beside the cells they are drawn from.
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
    let mut lying = Orientation::Portrait;
    for (block, name) in document.blocks.iter().zip(&named) {
        match (block, name) {
            (Block::Pages(orientation), _) => lying = *orientation,
            (Block::Table(table), Some(name)) => {
                let sheet = book.add_worksheet();
                sheet.set_name(name)?;
                let wide = if table.columns.len() > 6 {
                    Orientation::Landscape
                } else {
                    lying
                };
                furnish(sheet, document, wide);
                sheet::write(sheet, table, &looks)?;
            }
            (Block::Chart(drawn), Some(name)) => {
                let sheet = book.add_worksheet();
                sheet.set_name(name)?;
                furnish(sheet, document, Orientation::Landscape);
                chart::write(sheet, name, drawn, &looks)?;
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

/// Paper, head and foot of a sheet, as it is printed.
fn furnish(sheet: &mut Worksheet, document: &Document, lying: Orientation) {
    const A4: u8 = 9;
    sheet.set_paper_size(A4);
    sheet.set_margins(0.6, 0.6, 0.8, 0.8, 0.3, 0.3);
    sheet.set_print_fit_to_pages(1, 0);
    if lying == Orientation::Landscape {
        sheet.set_landscape();
    }
    if let Some(watermark) = &document.watermark {
        sheet.set_header(format!("&C&B{}", in_margin(watermark, 60)));
    }
    sheet.set_footer(format!(
        "&L{}&RHalaman &P dari &N",
        in_margin(&document.footer, 120)
    ));
}

/// Text at the edge of a page, where `&` begins a code and a digit may end one.
fn in_margin(text: &str, most: usize) -> String {
    let text = clean::line(text);
    format!(" {}", clean::at_most(text.trim(), most).replace('&', "&&"))
}
