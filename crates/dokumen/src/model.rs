//! What a document is made of.

use grafik::Chart;
use jiff::Timestamp;
use jiff::civil::{Date, DateTime};

use crate::error::DocumentError;

/// A document.
#[derive(Clone, Debug, PartialEq)]
pub struct Document {
    /// Its title.
    pub title: String,
    /// What it is about, in one line.
    pub subject: String,
    /// Who issues it.
    pub author: String,
    /// Language tag: `id`.
    pub language: String,
    /// The moment that stands in the file as the one of its making; never the clock's.
    pub made_at: Timestamp,
    /// Head of the first page.
    pub letterhead: Option<Letterhead>,
    /// At the foot of every page, before the page's number.
    pub footer: String,
    /// Across every page: `DRAF`.
    pub watermark: Option<String>,
    /// What it says.
    pub blocks: Vec<Block>,
}

impl Document {
    /// That every row has as many cells as its table has columns.
    ///
    /// # Errors
    ///
    /// The first table and row where it has not.
    pub(crate) fn check(&self) -> Result<(), DocumentError> {
        let tables = self.blocks.iter().filter_map(|block| match block {
            Block::Table(table) => Some(table),
            _ => None,
        });
        for table in tables {
            let expected = table.columns.len();
            let wrong = table
                .rows
                .iter()
                .chain(&table.total)
                .enumerate()
                .find(|(_, row)| row.len() != expected);
            if let Some((at, row)) = wrong {
                return Err(DocumentError::Ragged {
                    table: table.caption.clone(),
                    row: at + 1,
                    found: row.len(),
                    expected,
                });
            }
        }
        Ok(())
    }
}

/// Head of a letter.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Letterhead {
    /// The government: "PEMERINTAH KOTA PALANGKA RAYA".
    pub government: String,
    /// The office.
    pub office: String,
    /// Address, telephone, mail; a line each.
    pub lines: Vec<String>,
    /// Coat of arms, as PNG.
    pub emblem: Option<Vec<u8>>,
}

/// A piece of a document, from top to bottom.
#[derive(Clone, Debug, PartialEq)]
pub enum Block {
    /// A heading of level 1 to 4.
    Heading(u8, String),
    /// A paragraph.
    Paragraph(Paragraph),
    /// Points, numbered or not.
    List {
        /// 1., 2., 3. instead of bullets.
        numbered: bool,
        /// One paragraph each.
        items: Vec<Paragraph>,
    },
    /// A table.
    Table(Table),
    /// A chart, always with its numbers near it.
    Chart(Chart),
    /// A picture, as PNG, with words for who cannot see it.
    Picture {
        /// The picture.
        png: Vec<u8>,
        /// What it shows.
        alt: String,
    },
    /// From here on pages lie this way; also begins a new page.
    Pages(Orientation),
    /// A new page.
    PageBreak,
    /// Place, date, office, name.
    Signature(Signature),
}

/// How pages lie.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Orientation {
    /// Upright.
    Portrait,
    /// Lying, for wide tables.
    Landscape,
}

/// Where text stands in its line.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Align {
    /// At the left.
    #[default]
    Left,
    /// In the middle.
    Center,
    /// At the right.
    Right,
    /// On both sides.
    Justify,
}

/// A paragraph.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Paragraph {
    /// Where it stands.
    pub align: Align,
    /// Its text.
    pub runs: Vec<Run>,
}

/// Text of one look.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Run {
    /// The text; a line feed is a new line.
    pub text: String,
    /// Bold.
    pub bold: bool,
    /// Italic.
    pub italic: bool,
}

/// A table with a head that is repeated on every page.
#[derive(Clone, Debug, PartialEq)]
pub struct Table {
    /// Above it, and the sheet's name in a workbook.
    pub caption: String,
    /// Columns.
    pub columns: Vec<Column>,
    /// Rows, each with as many cells as there are columns.
    pub rows: Vec<Vec<Cell>>,
    /// The sum, set apart below.
    pub total: Option<Vec<Cell>>,
}

/// A column.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Column {
    /// Its head.
    pub title: String,
    /// Its width in relation to the others.
    pub width: u16,
    /// Where its cells' text stands.
    pub align: Align,
}

/// A cell with a type: numbers stay numbers in a workbook, and text is never a formula.
#[derive(Clone, Debug, PartialEq)]
pub enum Cell {
    /// Nothing known or shown: "–".
    Empty,
    /// Text.
    Text(String),
    /// A count.
    Count(u64),
    /// A number with so many decimals.
    Decimal(f64, u8),
    /// Tenths of a percent: 972 is 97,2 %.
    Percent(u64),
    /// A day.
    Date(Date),
    /// A local day and time.
    DateTime(DateTime),
    /// Text that leads somewhere.
    Link {
        /// The text.
        text: String,
        /// An address, `https://…`.
        to: String,
    },
}

impl Paragraph {
    /// Of plain text.
    pub fn plain(text: impl Into<String>) -> Self {
        Self {
            align: Align::Left,
            runs: vec![Run {
                text: text.into(),
                ..Run::default()
            }],
        }
    }
}

/// Place and date, office, room to sign, name and number (NIP).
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Signature {
    /// "Palangka Raya, 1 Agustus 2023".
    pub place_and_date: String,
    /// The office: "Kepala Dinas …".
    pub office: String,
    /// The name.
    pub name: String,
    /// Rank, "NIP …"; a line each.
    pub lines: Vec<String>,
}
