//! CSV in the flavours that spreadsheet programs write: comma, semicolon, tab or bar; UTF-8, UTF-16, Windows-1252.

use std::borrow::Cow;

use csv::{ReaderBuilder, StringRecord};

use super::cell::{Cell, RawRow, WIDEST_ROW};
use super::error::ReadError;
use super::header::Columns;
use super::options::ReadOptions;
use super::problem::{Problem, ProblemKind};
use super::sheet::{Builder, HEADER_WITHIN, Push, Sheet};

const DELIMITERS: [u8; 4] = [b',', b';', b'\t', b'|'];

/// Reads a delimited text. The delimiter is the one under which most columns of the header are recognised.
pub(super) fn read(
    bytes: &[u8],
    file_name: &str,
    options: &ReadOptions,
) -> Result<Sheet, ReadError> {
    let (text, guessed) = decode(bytes);
    let delimiter = DELIMITERS
        .into_iter()
        .max_by_key(|delimiter| (recognised(&text, *delimiter), *delimiter == b','));
    let mut builder = Builder::new(options);
    if guessed {
        builder.note(Problem::of_file(ProblemKind::EncodingGuessed, ""));
    }
    for row in Rows::new(&text, delimiter.unwrap_or(b',')) {
        if builder.push(&row)? == Push::GiveUp {
            break;
        }
    }
    builder.finish(file_name)
}

/// The text, and whether its encoding was a guess.
pub(crate) fn decode(bytes: &[u8]) -> (Cow<'_, str>, bool) {
    let utf16 = |units: &[u8], unit: fn([u8; 2]) -> u16| {
        let units: Vec<u16> = units
            .as_chunks::<2>()
            .0
            .iter()
            .map(|pair| unit(*pair))
            .collect();
        (Cow::Owned(String::from_utf16_lossy(&units)), false)
    };
    if let Some(units) = bytes.strip_prefix(b"\xff\xfe") {
        return utf16(units, u16::from_le_bytes);
    }
    if let Some(units) = bytes.strip_prefix(b"\xfe\xff") {
        return utf16(units, u16::from_be_bytes);
    }
    let bytes = bytes.strip_prefix(b"\xef\xbb\xbf").unwrap_or(bytes);
    match std::str::from_utf8(bytes) {
        Ok(text) => (Cow::Borrowed(text), false),
        Err(_) => (
            encoding_rs::WINDOWS_1252
                .decode_without_bom_handling(bytes)
                .0,
            true,
        ),
    }
}

fn recognised(text: &str, delimiter: u8) -> usize {
    Rows::new(text, delimiter)
        .take(HEADER_WITHIN)
        .find_map(|row| Columns::from_row(&row))
        .map_or(0, |columns| columns.recognised())
}

/// Records with the row number that a spreadsheet program would show.
pub(crate) struct Rows<'t> {
    text: &'t [u8],
    reader: csv::Reader<&'t [u8]>,
    record: StringRecord,
    number: u32,
}

impl<'t> Rows<'t> {
    pub(crate) fn new(text: &'t str, delimiter: u8) -> Self {
        let reader = ReaderBuilder::new()
            .has_headers(false)
            .flexible(true)
            .delimiter(delimiter)
            .from_reader(text.as_bytes());
        Self {
            text: text.as_bytes(),
            reader,
            record: StringRecord::new(),
            number: 0,
        }
    }
}

impl Iterator for Rows<'_> {
    type Item = RawRow;

    fn next(&mut self) -> Option<RawRow> {
        let start = self.reader.position().byte() as usize;
        // The bytes are UTF-8 in memory and rows may be of any length, so no record can fail.
        if !self.reader.read_record(&mut self.record).unwrap_or(false) {
            return None;
        }
        let passed_over = u32::try_from(blank_lines(self.text, start)).unwrap_or(u32::MAX);
        self.number = self.number.saturating_add(passed_over).saturating_add(1);
        let cells = self
            .record
            .iter()
            .take(WIDEST_ROW)
            .map(|cell| {
                if cell.is_empty() {
                    Cell::Empty
                } else {
                    Cell::Text(cell.to_owned())
                }
            })
            .collect();
        Some(RawRow {
            number: self.number,
            cells,
        })
    }
}

/// Blank lines at `start`: the reader skips them, a spreadsheet program shows and counts them.
fn blank_lines(text: &[u8], start: usize) -> usize {
    let mut previous = start.checked_sub(1).and_then(|at| text.get(at)).copied();
    let mut count = 0;
    for byte in text.get(start..).unwrap_or_default() {
        match byte {
            // The second half of a line end that was counted, or that ended the record before.
            b'\n' if previous == Some(b'\r') => {}
            b'\n' | b'\r' => count += 1,
            _ => break,
        }
        previous = Some(*byte);
    }
    count
}
