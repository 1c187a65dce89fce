//! How a table is laid out: its letters, its columns, and which rows stay together. Where pages end only Word knows; how
//! high rows become is estimated.

use crate::docx::Twips;
use crate::model::{Cell, Table};
use crate::widths;

/// Twentieths of a point in a point.
const TWIPS: f32 = 20.0;
/// More rows than this are no short table.
const SHORT: usize = 60;

/// A table's layout.
pub(super) struct Laid {
    /// Style of its text.
    pub style: &'static str,
    /// Room at the left and the right of a cell's text.
    pub beside: Twips,
    /// Widths of its columns; together they fill the room.
    pub widths: Vec<Twips>,
    size: f32,
    /// Height of a page between its margins, in points.
    page: f32,
    /// All rows stay on one page.
    is_short: bool,
    /// Rows, the sum among them.
    rows: usize,
}

/// What must not be parted from a row.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Keep {
    /// It stays on one page itself.
    pub whole: bool,
    /// It stays on the page of the next row.
    pub with_next: bool,
}

impl Laid {
    pub(super) fn of(table: &Table, room: Twips, height: Twips) -> Self {
        // Many columns have little beside their text.
        let beside: Twips = if table.columns.len() > 8 { 40 } else { 70 };
        let pad = (2 * beside + 20) as f32 / TWIPS;
        let fitted = widths::fitted(table, room as f32 / TWIPS, pad, widths::about);
        let mut widths: Vec<Twips> = fitted
            .widths
            .iter()
            .map(|width| (width * TWIPS) as Twips)
            .collect();
        let used: Twips = widths.iter().sum();
        if let Some(last) = widths.last_mut() {
            *last += room.saturating_sub(used);
        }
        let mut laid = Self {
            style: match fitted.size {
                size if size >= 9.0 => "TableText",
                size if size >= 8.0 => "TableSmall",
                size if size >= 7.0 => "TableTiny",
                _ => "TableFine",
            },
            beside,
            widths,
            size: fitted.size,
            page: height as f32 / TWIPS,
            is_short: false,
            rows: table.rows.len() + usize::from(table.total.is_some()),
        };
        let rows = table.rows.iter().chain(&table.total).take(SHORT + 1);
        let all: f32 = rows.map(|row| laid.height(row)).sum();
        laid.is_short = laid.rows <= SHORT && all + 40.0 <= laid.page / 2.0;
        laid
    }

    /// What stays together: a short table as a whole; of a long one neither the first nor the last row stands alone.
    pub(super) fn keep(&self, at: usize, row: &[Cell]) -> Keep {
        let height = self.height(row);
        let is_last = at + 1 >= self.rows;
        let is_edge = (at == 0 || at + 2 == self.rows) && height < self.page * 0.3;
        Keep {
            whole: height < self.page * 0.7,
            with_next: !is_last && (self.is_short || is_edge),
        }
    }

    /// About how high a row becomes, in points.
    fn height(&self, row: &[Cell]) -> f32 {
        let lines = row.iter().zip(&self.widths).map(|(cell, width)| {
            let text = match cell {
                Cell::Text(text) | Cell::Link { text, .. } => text.as_str(),
                _ => return 1.0,
            };
            let room = (*width as f32 - 2.0 * self.beside as f32).max(TWIPS) / TWIPS;
            let line = |line: &str| {
                (line.len() as f32 * 0.55 * self.size / room)
                    .ceil()
                    .max(1.0)
            };
            text.split('\n').map(line).sum::<f32>()
        });
        lines.fold(1.0, f32::max) * self.size * 1.2 + 2.0
    }
}

#[cfg(test)]
mod tests {
    use super::Laid;
    use crate::model::{Align, Cell, Column, Table};

    const ROOM: u32 = 14_570;
    const HEIGHT: u32 = 9_638;

    fn table(columns: usize, rows: usize, text: &str) -> Table {
        let column = Column {
            title: "Tanggapan".into(),
            width: 1,
            align: Align::Left,
        };
        Table {
            caption: String::new(),
            columns: vec![column; columns],
            rows: vec![vec![Cell::Text(text.into()); columns]; rows],
            total: None,
        }
    }

    #[test]
    fn columns_fill_the_room_and_no_word_is_broken() {
        let laid = Laid::of(&table(15, 3, "Penyelesaian laporan"), ROOM, HEIGHT);
        assert_eq!(laid.widths.iter().sum::<u32>(), ROOM);
        assert!(
            laid.widths.iter().all(|width| *width > 900),
            "{:?}",
            laid.widths
        );
        assert_eq!(laid.style, "TableFine");
    }

    #[test]
    fn short_tables_stay_together_and_long_ones_leave_no_row_alone() {
        let short = table(5, 6, "Jalan rusak");
        let laid = Laid::of(&short, ROOM, HEIGHT);
        let keeps = |laid: &Laid, table: &Table| -> Vec<bool> {
            let rows = table.rows.iter().enumerate();
            rows.map(|(at, row)| laid.keep(at, row).with_next).collect()
        };
        assert_eq!(keeps(&laid, &short), [true, true, true, true, true, false]);
        let long = table(5, 80, "Jalan rusak");
        let kept = keeps(&Laid::of(&long, ROOM, HEIGHT), &long);
        let places: Vec<usize> = (0..80).filter(|at| kept[*at]).collect();
        assert_eq!(places, [0, 78]);
    }

    #[test]
    fn a_row_higher_than_a_page_may_be_split() {
        let tall = table(3, 1, &"Kata demi kata. ".repeat(2_000));
        let laid = Laid::of(&tall, ROOM, HEIGHT);
        assert!(!laid.keep(0, &tall.rows[0]).whole);
        let usual = table(15, 2, &"Kata ".repeat(60));
        let laid = Laid::of(&usual, ROOM, HEIGHT);
        assert!(laid.keep(0, &usual.rows[0]).whole);
    }
}
