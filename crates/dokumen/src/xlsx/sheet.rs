//! A table on a sheet of its own.

use rust_xlsxwriter::Worksheet;

use super::ROWS;
use super::cells::{Looks, string};
use crate::error::DocumentError;
use crate::model::{Cell, Table};
use crate::{widths, words};

/// Rows before the first of the table: its caption and its head.
const BEFORE: u32 = 2;
/// Height of a line, in points.
const LINE: f64 = 15.0;

pub(super) fn write(
    sheet: &mut Worksheet,
    table: &Table,
    looks: &Looks,
) -> Result<(), DocumentError> {
    let all = u32::try_from(table.rows.len())
        .ok()
        .and_then(|rows| rows.checked_add(BEFORE + 1));
    if all.is_none_or(|all| all > ROWS) {
        return Err(DocumentError::TooManyRows { most: ROWS });
    }
    string(sheet, (0, 0), &table.caption, looks.title.clone())?;
    let room = (table.columns.len() as f32 * 16.0).clamp(70.0, 190.0);
    let words = widths::longest_words(table);
    let least: Vec<f32> = words
        .iter()
        .map(|word| word.chars().count() as f32 * 1.15 + 2.0)
        .collect();
    let widths = widths::fair(table, room, &least);
    for ((at, column), width) in (0_u16..).zip(&table.columns).zip(&widths) {
        sheet.set_column_width(at, f64::from(width.clamp(5.0, 80.0)))?;
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
    Ok(())
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
    // The highest that Excel allows.
    (most as f64 * LINE).min(409.0)
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
