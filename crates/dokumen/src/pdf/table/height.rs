//! How high tables are before they are drawn.

use super::{Grid, PAD, caption_look};
use crate::model::{Cell, Table};
use crate::pdf::flow::{Flow, LEADING, MARGIN};
use crate::pdf::fonts::Face;

/// What a table needs.
#[derive(Clone, Copy, Debug)]
pub(in crate::pdf) struct Needs {
    /// Caption, head and as many rows as must not be parted from them.
    pub start: f32,
    /// All of it; none where it is higher than a page.
    pub whole: Option<f32>,
}

impl Needs {
    /// So much, in one piece.
    pub(in crate::pdf) const fn of(start: f32) -> Self {
        Self { start, whole: None }
    }
}

impl Flow<'_> {
    /// What a table needs where it is put on a page that lies as this one.
    pub(in crate::pdf) fn table_needs(&self, table: &Table) -> Needs {
        let page = self.bottom() - MARGIN;
        let caption = self.bold_height(&table.caption, caption_look());
        if table.columns.is_empty() {
            return Needs {
                start: caption,
                whole: Some(caption),
            };
        }
        let mut grid = self.grid(table);
        let mut height = caption + head_height(&grid);
        let leading = grid.size * LEADING;
        if table.rows.is_empty() {
            height += leading + 2.0 * PAD;
        }
        let mut start = height;
        for (at, row) in table.rows.iter().chain(&table.total).enumerate() {
            let row = self.row_height(row, table, &mut grid);
            height += row;
            // Two rows below a head where they are low; of one that is higher than a page its first lines.
            match at {
                0 if height <= page => start = height,
                0 => start += 2.0 * leading + 2.0 * PAD,
                1 if height <= page / 2.0 => start = height,
                _ => {}
            }
            if height > page {
                return Needs { start, whole: None };
            }
        }
        Needs {
            start,
            whole: Some(height),
        }
    }

    /// A new page where the last row of a table would stand alone on the next one.
    pub(super) fn together(
        &mut self,
        row: &[Cell],
        next: Option<&Vec<Cell>>,
        table: &Table,
        grid: &mut Grid,
    ) {
        let Some(next) = next else { return };
        let (this, next) = (
            self.row_height(row, table, grid),
            self.row_height(next, table, grid),
        );
        let is_alone = self.y + this <= self.bottom() && self.y + this + next > self.bottom();
        // A page that has only this row yet is no better for being left.
        if is_alone && grid.rows.len() > 1 && this + next < self.page_of(grid) / 2.0 {
            self.next_page(grid);
        }
    }

    /// Height of a page below the head of a table.
    pub(super) fn page_of(&self, grid: &Grid) -> f32 {
        self.bottom() - MARGIN - head_height(grid)
    }

    /// As high as the row's highest cell.
    fn row_height(&self, cells: &[Cell], table: &Table, grid: &mut Grid) -> f32 {
        let columns = cells.iter().zip(&table.columns).enumerate();
        let lines = columns.map(|(at, (cell, column))| {
            let setting = self.setting(cell, (at, column), Face::Regular, grid);
            setting.lines()
        });
        let most = lines.max().unwrap_or(0);
        most as f32 * (grid.size * LEADING) + 2.0 * PAD
    }
}

fn head_height(grid: &Grid) -> f32 {
    grid.head_lines() as f32 * (grid.size * LEADING) + 2.0 * PAD
}
