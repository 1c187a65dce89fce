//! A table on a sheet of its own.

use rust_xlsxwriter::Worksheet;

use super::ROWS;
use super::cells::{Looks, across, string};
use super::paper::printed;
use crate::error::DocumentError;
use crate::model::{Cell, Table};
use crate::widths::{self, Content, Days};
use crate::words;

/// Rows before the first of the table: its caption and its head.
const BEFORE: u32 = 2;
/// Height of a line, in points.
const LINE: f64 = 15.0;
/// The highest row that Excel allows.
const HIGHEST: f64 = 409.0;

/// A column in which texts stand is no wider, in characters.
const WIDEST: f32 = 60.0;
/// All columns together are no wider than stays readable on a page, as long as no word is broken for it.
const MOST: f32 = 180.0;
/// Nor narrower than this: a caption stands above them.
const LEAST: f32 = 40.0;

/// Writes the table; gives how wide it is, in characters.
pub(super) fn write(
    sheet: &mut Worksheet,
    table: &Table,
    looks: &Looks,
) -> Result<f32, DocumentError> {
    let all = u32::try_from(table.rows.len())
        .ok()
        .and_then(|rows| rows.checked_add(BEFORE + 1));
    if all.is_none_or(|all| all > ROWS) {
        return Err(DocumentError::TooManyRows { most: ROWS });
    }
    let widths = columns(table);
    let wide: f32 = widths.iter().sum();
    let last = u16::try_from(table.columns.len().saturating_sub(1)).unwrap_or(u16::MAX);
    across(sheet, (0, last), &table.caption, looks.title.clone())?;
    sheet.set_row_height(0, title_height(&table.caption, wide))?;
    for ((at, column), width) in (0_u16..).zip(&table.columns).zip(&widths) {
        sheet.set_column_width(at, f64::from(*width))?;
        string(sheet, (1, at), &column.title, looks.head.clone())?;
    }
    let heads = table.columns.iter().map(|column| column.title.as_str());
    sheet.set_row_height(1, height(heads.zip(widths.iter().copied())))?;
    let mut at = BEFORE;
    for row in &table.rows {
        let texts = row.iter().map(|cell| match cell {
            Cell::Text(text) | Cell::Link { text, .. } => text.as_str(),
            _ => "",
        });
        let high = height(texts.zip(widths.iter().copied()));
        if high > LINE {
            sheet.set_row_height(at, high)?;
        }
        write_row(sheet, at, row, table, looks, false)?;
        at += 1;
    }
    if table.rows.is_empty() {
        string(sheet, (at, 0), words::NO_ROWS, looks.plain.clone())?;
        at += 1;
    }
    if let Some(total) = &table.total {
        write_row(sheet, at, total, table, looks, true)?;
        printed(sheet, at, table.columns.len())?;
    } else {
        printed(sheet, at.saturating_sub(1), table.columns.len())?;
    }
    sheet.set_freeze_panes(BEFORE, 0)?;
    sheet.set_repeat_rows(0, BEFORE - 1)?;
    if let (Some(last), false) = (
        u16::try_from(table.columns.len())
            .ok()
            .and_then(|n| n.checked_sub(1)),
        table.rows.is_empty(),
    ) {
        sheet.autofilter(1, 0, at - 1, last)?;
    }
    Ok(wide)
}

/// Widths of the columns, in characters: of one rule with those of pages.
fn columns(table: &Table) -> Vec<f32> {
    // Letters of a head are bold, and the mark of the filter stands beside them.
    let letters = |text: &str| text.chars().count() as f32;
    let found = widths::contents(table, Days::Whole, letters);
    let sized: Vec<Content> = found
        .iter()
        .map(|content| {
            let word = content.word * 1.15 + 2.5;
            Content {
                word,
                line: (content.line * 1.05 + 2.5).min(WIDEST).max(word),
            }
        })
        .collect();
    let words: f32 = sized.iter().map(|content| content.word).sum();
    let lines: f32 = sized.iter().map(|content| content.line).sum();
    let room = lines.max(LEAST).min(words.max(MOST));
    widths::spread(table, room, &sized)
}

/// Height of a sheet's title in so many characters, in points.
pub(super) fn title_height(text: &str, wide: f32) -> f64 {
    // Its letters are larger, and bold.
    (height(std::iter::once((text, wide * 0.66))) * 1.3).min(HIGHEST)
}

/// How high a row must be for its texts in columns so wide: not every program finds that out by itself.
pub(super) fn height<'a>(texts: impl Iterator<Item = (&'a str, f32)>) -> f64 {
    let lines = texts.map(|(text, width)| {
        let fits = (width * 0.95).max(1.0) as usize;
        let lines = text
            .split('\n')
            .map(|line| line.chars().count().div_ceil(fits).max(1));
        lines.sum::<usize>()
    });
    let most = lines.max().unwrap_or(1).max(1);
    (most as f64 * LINE).min(HIGHEST)
}

fn write_row(
    sheet: &mut Worksheet,
    at: u32,
    row: &[Cell],
    table: &Table,
    looks: &Looks,
    sum: bool,
) -> Result<(), DocumentError> {
    for ((column, cell), head) in (0_u16..).zip(row).zip(&table.columns) {
        looks.cell(sheet, (at, column), cell, head.align, sum)?;
    }
    Ok(())
}
