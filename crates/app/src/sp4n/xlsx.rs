//! Workbooks, cell by cell: no grid is ever laid out, so that one cell in the last corner costs nothing.

use std::io::{self, Cursor, Read};

use calamine::{DataRef, Reader as _, Xlsx, XlsxError};
use zip::ZipArchive;

use super::cell::{Cell, RawRow, WIDEST_ROW};
use super::error::ReadError;
use super::options::ReadOptions;
use super::problem::{Problem, ProblemKind};
use super::sheet::{Builder, HEADER_WITHIN, Push, Sheet};

/// Days between the two epochs a workbook may count from.
const DAYS_1900_TO_1904: f64 = 1462.0;

/// Reads the first sheet that has a header; others that have one are named in the problems.
pub(super) fn read(
    bytes: &[u8],
    file_name: &str,
    options: &ReadOptions,
) -> Result<Sheet, ReadError> {
    check_container(bytes, options.limits.unpacked_bytes)?;
    let mut book = Xlsx::new(Cursor::new(bytes)).map_err(refused)?;
    let mut chosen: Option<Builder> = None;
    for name in book.sheet_names() {
        match &mut chosen {
            None => {
                let mut builder = Builder::new(options);
                feed(&mut book, &name, |row| builder.push(&row))?;
                if builder.has_header() {
                    chosen = Some(builder);
                }
            }
            Some(builder) => {
                let mut probe = Builder::new(options);
                feed(&mut book, &name, |row| {
                    let push = probe.push(&row)?;
                    Ok(if probe.has_header() {
                        Push::GiveUp
                    } else {
                        push
                    })
                })?;
                if probe.has_header() {
                    builder.note(Problem::of_file(ProblemKind::SheetNotRead, &name));
                }
            }
        }
    }
    chosen
        .ok_or(ReadError::NoHeader {
            searched: HEADER_WITHIN,
        })?
        .finish(file_name)
}

/// Unpacks everything once into nothing and counts, because a container may lie about its sizes and the library
/// that reads it takes parts whole.
pub(crate) fn check_container(bytes: &[u8], limit: u64) -> Result<(), ReadError> {
    let damaged = |error: &dyn std::fmt::Display| ReadError::Damaged {
        detail: error.to_string(),
    };
    let mut archive = ZipArchive::new(Cursor::new(bytes)).map_err(|error| damaged(&error))?;
    let names: Vec<String> = archive
        .file_names()
        .flatten()
        .map(|name| name.to_ascii_lowercase())
        .collect();
    if !names.iter().any(|name| name.ends_with("workbook.xml")) {
        return Err(if names.iter().any(|name| name.ends_with("workbook.bin")) {
            ReadError::OtherFormat {
                found: "Excel biner (.xlsb)",
            }
        } else if names.iter().any(|name| name == "content.xml") {
            ReadError::OtherFormat {
                found: "OpenDocument (.ods)",
            }
        } else {
            ReadError::NotASpreadsheet { found: "arsip ZIP" }
        });
    }
    let mut left = limit;
    for at in 0..archive.len() {
        let part = archive.by_index(at).map_err(|error| damaged(&error))?;
        let unpacked = io::copy(&mut part.take(left.saturating_add(1)), &mut io::sink())
            .map_err(|error| damaged(&error))?;
        left = left
            .checked_sub(unpacked)
            .ok_or(ReadError::UnpacksTooLarge { limit })?;
    }
    Ok(())
}

/// Gives a sheet's rows to `take` until it has enough. Sheets that are charts have none.
pub(crate) fn feed(
    book: &mut Xlsx<Cursor<&[u8]>>,
    sheet: &str,
    mut take: impl FnMut(RawRow) -> Result<Push, ReadError>,
) -> Result<(), ReadError> {
    let epoch = if book.has_1904_epoch() {
        DAYS_1900_TO_1904
    } else {
        0.0
    };
    let mut cells = match book.worksheet_cells_reader(sheet) {
        Ok(cells) => cells,
        Err(XlsxError::NotAWorksheet(_) | XlsxError::WorksheetNotFound(_)) => return Ok(()),
        Err(error) => return Err(refused(error)),
    };
    let mut row = RawRow::default();
    while let Some(cell) = cells.next_cell().map_err(refused)? {
        let (at_row, at_column) = cell.get_position();
        let number = at_row.saturating_add(1);
        if number != row.number {
            let whole = std::mem::replace(
                &mut row,
                RawRow {
                    number,
                    cells: Vec::new(),
                },
            );
            if whole.number > 0 && take(whole)? == Push::GiveUp {
                return Ok(());
            }
        }
        let at_column = at_column as usize;
        if at_column >= WIDEST_ROW {
            continue;
        }
        let value = convert(cell.get_value(), epoch);
        if value == Cell::Empty {
            continue;
        }
        if row.cells.len() <= at_column {
            row.cells.resize(at_column + 1, Cell::Empty);
        }
        if let Some(slot) = row.cells.get_mut(at_column) {
            *slot = value;
        }
    }
    if row.number > 0 {
        take(row)?;
    }
    Ok(())
}

fn convert(value: &DataRef<'_>, epoch: f64) -> Cell {
    match value {
        DataRef::Empty => Cell::Empty,
        DataRef::String(text) | DataRef::DateTimeIso(text) | DataRef::DurationIso(text) => {
            Cell::Text(text.clone())
        }
        DataRef::SharedString(text) => Cell::Text((*text).to_owned()),
        DataRef::Int(number) => Cell::Number(*number as f64),
        DataRef::Float(number) => Cell::Number(*number),
        DataRef::Bool(value) => Cell::Text(if *value { "TRUE" } else { "FALSE" }.to_owned()),
        DataRef::DateTime(moment) => {
            let days = moment.as_f64();
            // Below one it is a time of day, which has no epoch.
            Cell::Serial(if days >= 1.0 { days + epoch } else { days })
        }
        DataRef::Error(error) => Cell::Error(error.to_string()),
    }
}

pub(crate) fn refused(error: XlsxError) -> ReadError {
    match error {
        XlsxError::Password => ReadError::Password,
        other => ReadError::Damaged {
            detail: other.to_string(),
        },
    }
}
