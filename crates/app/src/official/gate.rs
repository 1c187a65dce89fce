//! No document for everybody with personal data in it: every word that it says is looked through before it is
//! published.

use std::fmt;

use dokumen::{Block, Cell, Document, Table};
use naskah::personal::{Kind, find};

use super::text::said;

/// Numbers of reports are numbers too, and no secret.
const OWN_NUMBERS: &str = "Tracking ID";
/// Names and addresses are guessed from cues; less sure than this it is mostly the name of a street or an office.
const SURE: f32 = 0.6;
/// More are not named; the document is refused all the same.
const MOST: usize = 200;

/// Personal data that was found: where and of what kind, never the data.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Found {
    /// Heading, table, row and column.
    pub place: Place,
    /// Of what kind.
    pub kind: Kind,
}

/// Where.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Place {
    /// In the text under a heading.
    Under(String),
    /// In a table.
    Cell {
        /// Its caption.
        table: String,
        /// The row's first cell: a report's number, or a name.
        row: String,
        /// Head of the column.
        column: String,
    },
}

impl fmt::Display for Place {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Under(heading) => write!(f, "teks di bawah “{heading}”"),
            Self::Cell { table, row, column } => {
                write!(f, "tabel “{table}”, baris {row}, kolom “{column}”")
            }
        }
    }
}

/// What must be masked first. Letterhead and signature name the office and its signer, who want to be named.
pub fn gate(document: &Document) -> Vec<Found> {
    let mut found = Vec::new();
    let mut heading = document.title.clone();
    for block in &document.blocks {
        match block {
            Block::Heading(_, words) => {
                heading.clone_from(words);
                look(words, || Place::Under(heading.clone()), &mut found);
            }
            Block::Paragraph(paragraph) => {
                look(
                    &said(paragraph),
                    || Place::Under(heading.clone()),
                    &mut found,
                );
            }
            Block::List { items, .. } => {
                for item in items {
                    look(&said(item), || Place::Under(heading.clone()), &mut found);
                }
            }
            Block::Table(table) => cells(table, &mut found),
            Block::Chart(chart) => {
                let names = chart.categories.iter().chain([&chart.description]);
                for words in names {
                    look(words, || Place::Under(chart.title.clone()), &mut found);
                }
            }
            Block::Picture { alt, .. } => {
                look(alt, || Place::Under(heading.clone()), &mut found);
            }
            Block::Pages(_) | Block::PageBreak | Block::Signature(_) => {}
        }
        if found.len() >= MOST {
            break;
        }
    }
    found.truncate(MOST);
    found
}

fn cells(table: &Table, found: &mut Vec<Found>) {
    for (at, row) in table.rows.iter().enumerate() {
        for (column, cell) in table.columns.iter().zip(row) {
            let (Cell::Text(words) | Cell::Link { text: words, .. }) = cell else {
                continue;
            };
            if column.title == OWN_NUMBERS {
                continue;
            }
            let place = || Place::Cell {
                table: table.caption.clone(),
                row: row_name(table, row).unwrap_or_else(|| (at + 1).to_string()),
                column: column.title.clone(),
            };
            look(words, place, found);
        }
    }
}

/// The report's number, where the table has one.
fn row_name(table: &Table, row: &[Cell]) -> Option<String> {
    let at = table
        .columns
        .iter()
        .position(|column| column.title == OWN_NUMBERS)?;
    match row.get(at)? {
        Cell::Text(number) => Some(number.clone()),
        _ => None,
    }
}

fn look(words: &str, place: impl Fn() -> Place, found: &mut Vec<Found>) {
    for finding in find(words) {
        let is_guessed = matches!(finding.kind, Kind::Name | Kind::Address);
        if is_guessed && finding.confidence < SURE {
            continue;
        }
        found.push(Found {
            place: place(),
            kind: finding.kind,
        });
    }
}
