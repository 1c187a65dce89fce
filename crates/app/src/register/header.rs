//! The row that names the columns.

use super::error::RegisterError;
use super::field::Field;
use super::grid::{Grid, HEADER_WITHIN};
use super::mapping::RegisterMapping;
use crate::sp4n::cell::{RawRow, clean, one_line};
use crate::sp4n::column::fold;

/// Names of the columns, each once, in their order.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Header {
    /// Which of the rows it is, from 0.
    pub(crate) at: usize,
    /// The names: a column without one is called by its letter, a second one of a name has its number.
    pub names: Vec<String>,
}

impl Header {
    /// The header by its words alone.
    ///
    /// # Errors
    /// [`RegisterError::NoHeader`].
    pub fn guess(grid: &Grid) -> Result<Self, RegisterError> {
        let (at, _) = find(&grid.rows).ok_or(RegisterError::NoHeader {
            searched: grid.rows.len().min(HEADER_WITHIN),
        })?;
        Ok(Self::of(grid, at))
    }

    /// The header that has the columns of a mapping.
    ///
    /// # Errors
    /// [`RegisterError::ColumnsMissing`] where no row has them.
    pub fn of_mapping(grid: &Grid, mapping: &RegisterMapping) -> Result<Self, RegisterError> {
        let wanted: Vec<&str> = mapping.columns.values().map(String::as_str).collect();
        let searched = grid.rows.len().min(HEADER_WITHIN);
        for at in 0..searched {
            let header = Self::of(grid, at);
            if !wanted.is_empty() && wanted.iter().all(|name| header.place(name).is_some()) {
                return Ok(header);
            }
        }
        let header = Self::guess(grid)?;
        let missing: Vec<_> = wanted
            .into_iter()
            .filter(|name| header.place(name).is_none())
            .map(|name| format!("\"{name}\""))
            .collect();
        if missing.is_empty() {
            return Ok(header);
        }
        Err(RegisterError::ColumnsMissing {
            missing: missing.join(", "),
            there: header.names.join(", "),
        })
    }

    fn of(grid: &Grid, at: usize) -> Self {
        let row = grid.rows.get(at);
        // Rows below may be wider than the header: their cells have columns, too.
        let width = grid
            .rows
            .iter()
            .skip(at)
            .take(200)
            .map(|row| row.cells.len())
            .max()
            .unwrap_or(0);
        let mut names: Vec<String> = Vec::with_capacity(width);
        let mut seen = std::collections::HashMap::new();
        for index in 0..width {
            let text = row.and_then(|row| row.cells.get(index));
            let text = text.map(|cell| one_line(&clean(&cell.text()).text));
            let name: String = text.unwrap_or_default().chars().take(80).collect();
            let name = if name.is_empty() {
                format!("Kolom {}", letters(index))
            } else {
                name
            };
            let twins = seen.entry(fold(&name)).or_insert(0_usize);
            *twins += 1;
            names.push(if *twins == 1 {
                name
            } else {
                format!("{name} ({twins})")
            });
        }
        Self { at, names }
    }

    /// Where a column stands.
    pub fn place(&self, name: &str) -> Option<usize> {
        let exact = self.names.iter().position(|known| known == name);
        exact.or_else(|| {
            let wanted = fold(name);
            self.names
                .iter()
                .position(|known| !wanted.is_empty() && fold(known) == wanted)
        })
    }
}

/// The row that names most fields, two at least, and its score; the first of equals.
pub(super) fn find(rows: &[RawRow]) -> Option<(usize, usize)> {
    let mut best: Option<(usize, usize)> = None;
    for (at, row) in rows.iter().take(HEADER_WITHIN).enumerate() {
        let score = score(row);
        if score >= 2 && best.is_none_or(|(_, most)| score > most) {
            best = Some((at, score));
        }
    }
    best
}

fn score(row: &RawRow) -> usize {
    // A header has short cells: a sentence names many things and no column.
    let names: Vec<String> = row
        .cells
        .iter()
        .map(|cell| one_line(&clean(&cell.text()).text))
        .filter(|name| !name.is_empty() && name.chars().count() <= 60)
        .collect();
    Field::all()
        .filter(|field| names.iter().any(|name| field.fit(name) > 0))
        .count()
        .min(names.len())
}

/// A, B, … Z, AA, ….
fn letters(index: usize) -> String {
    let mut text = String::new();
    let mut left = index + 1;
    while left > 0 {
        let digit = (left - 1) % 26;
        text.insert(0, char::from(b'A' + digit as u8));
        left = (left - 1) / 26;
    }
    text
}
