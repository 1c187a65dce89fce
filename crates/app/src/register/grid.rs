//! A file as cells, whatever kind it is. The content decides, never the name.

use std::io::Cursor;

use calamine::{Reader as _, Xlsx};

use super::convert::shown;
use super::error::RegisterError;
use super::header::{self, Header};
use super::separator;
use crate::sp4n::cell::{Cell, RawRow};
use crate::sp4n::delimited::{Rows, decode};
use crate::sp4n::read::{Container, container};
use crate::sp4n::sheet::Push;
use crate::sp4n::xlsx;
use crate::sp4n::{Limits, ReadError};

/// Rows among which the header is looked for.
pub(super) const HEADER_WITHIN: usize = 100;

/// How much of a register is taken: 64 MiB, 512 MiB once unpacked, 250,000 rows.
pub const LIMITS: Limits = Limits {
    file_bytes: 64 << 20,
    unpacked_bytes: 512 << 20,
    rows: 250_000,
};

/// How a file is to be read.
#[derive(Clone, Debug)]
pub struct GridOptions {
    /// Name of the sheet; else the one that looks most like a register.
    pub sheet: Option<String>,
    /// Sign between columns of a text; else guessed.
    pub separator: Option<char>,
    /// How much is taken.
    pub limits: Limits,
}

impl Default for GridOptions {
    fn default() -> Self {
        Self {
            sheet: None,
            separator: None,
            limits: LIMITS,
        }
    }
}

/// A file as cells.
#[derive(Clone, Debug, Default)]
pub struct Grid {
    /// Name of the file, for messages.
    pub file_name: String,
    /// Sheets of a workbook.
    pub sheets: Vec<String>,
    /// The one that was read; empty for a text.
    pub sheet: String,
    /// The sign between columns of a text.
    pub separator: Option<char>,
    /// A text that is not UTF-8 and was read as Windows-1252.
    pub encoding_guessed: bool,
    pub(crate) rows: Vec<RawRow>,
}

impl Grid {
    /// How many rows are not blank.
    pub fn len(&self) -> usize {
        self.rows.len()
    }

    /// Nothing in it.
    pub fn is_empty(&self) -> bool {
        self.rows.is_empty()
    }

    /// The first rows below a header, as people write them.
    pub fn sample(&self, header: &Header, rows: usize) -> Vec<Vec<String>> {
        let below = self.rows.iter().skip(header.at + 1).take(rows);
        below
            .map(|row| row.cells.iter().map(shown).collect())
            .collect()
    }

    /// The row that a spreadsheet program shows under a number.
    pub(crate) fn row(&self, number: u32) -> Option<&RawRow> {
        let at = self.rows.binary_search_by_key(&number, |row| row.number);
        at.ok().and_then(|at| self.rows.get(at))
    }
}

/// Reads a register from memory.
///
/// # Errors
/// [`RegisterError`], when the file as a whole cannot be used.
pub fn read_grid(
    bytes: &[u8],
    file_name: &str,
    options: &GridOptions,
) -> Result<Grid, RegisterError> {
    let mut grid = match container(bytes, options.limits.file_bytes)? {
        Container::Workbook => workbook(bytes, options)?,
        Container::Text => text(bytes, options)?,
    };
    file_name.clone_into(&mut grid.file_name);
    if grid.is_empty() {
        return Err(RegisterError::Empty);
    }
    Ok(grid)
}

fn text(bytes: &[u8], options: &GridOptions) -> Result<Grid, RegisterError> {
    let (text, encoding_guessed) = decode(bytes);
    let asked = options.separator.and_then(|sign| u8::try_from(sign).ok());
    let separator = asked.unwrap_or_else(|| separator::guess(&text));
    let mut taker = Taker::new(options.limits);
    for row in Rows::new(&text, separator) {
        taker.take(row)?;
    }
    let rows = taker.rows;
    if !rows.is_empty()
        && rows
            .iter()
            .take(HEADER_WITHIN)
            .all(|row| row.cells.len() < 2)
    {
        return Err(RegisterError::OneColumn {
            separator: char::from(separator),
        });
    }
    Ok(Grid {
        separator: Some(char::from(separator)),
        encoding_guessed,
        rows,
        ..Grid::default()
    })
}

fn workbook(bytes: &[u8], options: &GridOptions) -> Result<Grid, RegisterError> {
    xlsx::check_container(bytes, options.limits.unpacked_bytes)?;
    let mut book = Xlsx::new(Cursor::new(bytes)).map_err(xlsx::refused)?;
    let sheets = book.sheet_names();
    let sheet = match &options.sheet {
        Some(asked) => sheets
            .iter()
            .find(|name| *name == asked)
            .cloned()
            .ok_or_else(|| RegisterError::NoSheet {
                asked: asked.clone(),
                there: sheets.join("; "),
            })?,
        None => best_sheet(&mut book, &sheets, options.limits)?,
    };
    let mut taker = Taker::new(options.limits);
    xlsx::feed(&mut book, &sheet, |row| {
        taker.take(row)?;
        Ok(Push::More)
    })?;
    let rows = taker.rows;
    Ok(Grid {
        sheets,
        sheet,
        rows,
        ..Grid::default()
    })
}

/// The sheet whose beginning looks most like a register; the first that is not empty where none does.
fn best_sheet(
    book: &mut Xlsx<Cursor<&[u8]>>,
    sheets: &[String],
    limits: Limits,
) -> Result<String, RegisterError> {
    let mut best: Option<(usize, usize, &String)> = None;
    for name in sheets.iter().take(64) {
        let mut taker = Taker::new(limits);
        xlsx::feed(book, name, |row| {
            taker.take(row)?;
            Ok(if taker.rows.len() < HEADER_WITHIN {
                Push::More
            } else {
                Push::GiveUp
            })
        })?;
        let score = header::find(&taker.rows).map_or(0, |(_, score)| score);
        let rows = taker.rows.len().min(2);
        if best.is_none_or(|(most, many, _)| (score, rows) > (most, many)) {
            best = Some((score, rows, name));
        }
    }
    best.map(|(_, _, name)| name.clone())
        .ok_or(RegisterError::Empty)
}

/// Keeps rows that are not blank, within the limits.
struct Taker {
    limits: Limits,
    bytes: u64,
    rows: Vec<RawRow>,
}

impl Taker {
    const fn new(limits: Limits) -> Self {
        Self {
            limits,
            bytes: 0,
            rows: Vec::new(),
        }
    }

    fn take(&mut self, mut row: RawRow) -> Result<(), ReadError> {
        // One shared text of a workbook may be used by a million cells: what is kept has a bound of its own.
        self.bytes += row.text_bytes();
        if self.bytes > self.limits.unpacked_bytes {
            return Err(ReadError::UnpacksTooLarge {
                limit: self.limits.unpacked_bytes,
            });
        }
        if row.is_blank() {
            return Ok(());
        }
        if self.rows.len() >= self.limits.rows {
            return Err(ReadError::TooManyRows {
                limit: self.limits.rows,
            });
        }
        for cell in &mut row.cells {
            if let Cell::Text(text) = cell
                && let Some(plain) = unescaped(text)
            {
                *text = plain;
            }
        }
        self.rows.push(row);
        Ok(())
    }
}

/// A mark that we (or others) put before what looks like a formula is no part of the text.
fn unescaped(text: &str) -> Option<String> {
    let rest = text.strip_prefix('\'')?;
    crate::sp4n::problem_file::starts_formula(rest).then(|| rest.to_owned())
}
