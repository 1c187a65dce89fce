//! One grid for both kinds of file: cells, rows, and the cleaning of text.

use std::borrow::Cow;

use crate::report::filing::is_direction_mark;

/// Longest text taken from a cell, in characters: Excel's own limit. In a CSV a longer one means a quote that was
/// never closed, which would swallow the rest of the file.
pub(crate) const LONGEST_CELL: usize = 32_767;

/// Columns beyond this are not looked at; the widest export seen has 26.
pub(crate) const WIDEST_ROW: usize = 512;

/// What stands in a cell. A formula counts as its stored result and is never computed.
#[derive(Clone, Debug, PartialEq)]
pub(crate) enum Cell {
    Empty,
    Text(String),
    Number(f64),
    /// A number shown as date or time: days since 1899-12-30.
    Serial(f64),
    /// `#REF!` and its kin.
    Error(String),
}

/// A row as found.
#[derive(Clone, Debug, Default)]
pub(crate) struct RawRow {
    /// Row as the spreadsheet program counts it, from 1.
    pub(crate) number: u32,
    pub(crate) cells: Vec<Cell>,
}

impl RawRow {
    pub(crate) fn is_blank(&self) -> bool {
        self.cells.iter().all(Cell::is_blank)
    }

    /// Bytes of text held, for the budget.
    pub(crate) fn text_bytes(&self) -> u64 {
        self.cells
            .iter()
            .map(|cell| {
                if let Cell::Text(text) = cell {
                    text.len() as u64
                } else {
                    16
                }
            })
            .sum()
    }
}

impl Cell {
    pub(crate) fn is_blank(&self) -> bool {
        match self {
            Self::Empty => true,
            Self::Text(text) => text.chars().all(|c| c.is_whitespace() || c.is_control()),
            Self::Number(_) | Self::Serial(_) | Self::Error(_) => false,
        }
    }

    /// The cell as text, whole numbers without a decimal part.
    pub(crate) fn text(&self) -> Cow<'_, str> {
        match self {
            Self::Empty => Cow::Borrowed(""),
            Self::Text(text) | Self::Error(text) => Cow::Borrowed(text),
            Self::Number(number) | Self::Serial(number) => Cow::Owned(plain_number(*number)),
        }
    }
}

fn plain_number(number: f64) -> String {
    if number.fract() == 0.0 && number.abs() < 1e15 {
        format!("{number:.0}")
    } else {
        number.to_string()
    }
}

/// Text as it is kept, and what had to be done to it.
#[derive(Debug, Default, PartialEq, Eq)]
pub(crate) struct Cleaned {
    pub(crate) text: String,
    /// Control characters (NUL among them) or marks that turn the direction of writing were taken out.
    pub(crate) stripped: bool,
    /// Cut at [`LONGEST_CELL`].
    pub(crate) cut: bool,
}

/// Takes control characters out (line ends and tabs stay, line ends as `\n`) and the marks that turn the direction of
/// writing, as forms do; trims, and cuts what is too long.
pub(crate) fn clean(raw: &str) -> Cleaned {
    let mut cleaned = Cleaned::default();
    let mut length = 0;
    let mut chars = raw.trim().chars().peekable();
    while let Some(c) = chars.next() {
        let kept = match c {
            '\r' => {
                chars.next_if_eq(&'\n');
                '\n'
            }
            '\n' | '\t' => c,
            '\u{feff}' => continue,
            _ if c.is_control() || is_direction_mark(c) => {
                cleaned.stripped = true;
                continue;
            }
            _ => c,
        };
        if length == LONGEST_CELL {
            cleaned.cut = true;
            break;
        }
        cleaned.text.push(kept);
        length += 1;
    }
    // Characters that were taken out may have hidden white space at either end.
    let end = cleaned.text.trim_end().len();
    cleaned.text.truncate(end);
    let leading = end - cleaned.text.trim_start().len();
    cleaned.text.drain(..leading);
    cleaned
}

/// One line: runs of white space become one space.
pub(crate) fn one_line(text: &str) -> String {
    let mut line = String::with_capacity(text.len());
    for word in text.split_whitespace() {
        if !line.is_empty() {
            line.push(' ');
        }
        line.push_str(word);
    }
    line
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn control_characters_go_and_line_ends_stay() {
        let cleaned = clean(" \u{0}\u{1b}[1mjalan\r\nrusak\rparah\t\u{7} ");
        assert_eq!(cleaned.text, "[1mjalan\nrusak\nparah");
        assert!(cleaned.stripped && !cleaned.cut);
    }

    #[test]
    fn nothing_turns_the_direction_of_writing_around() {
        let cleaned = clean("lampu \u{202e}gnp.exe\u{2069}\u{200f} padam \u{2066}");
        assert_eq!(cleaned.text, "lampu gnp.exe padam");
        assert!(cleaned.stripped);
    }

    #[test]
    fn the_longest_cell_is_whole_and_a_longer_one_is_cut() {
        let longest = "é".repeat(LONGEST_CELL);
        assert_eq!(
            clean(&longest),
            Cleaned {
                text: longest.clone(),
                stripped: false,
                cut: false
            }
        );
        let cut = clean(&format!("{longest}x"));
        assert!(cut.cut && cut.text == longest);
    }

    #[test]
    fn numbers_are_shown_plainly() {
        assert_eq!(Cell::Number(6_543_210.0).text(), "6543210");
        assert_eq!(Cell::Number(0.5).text(), "0.5");
        assert_eq!(Cell::Number(f64::NAN).text(), "NaN");
    }
}
