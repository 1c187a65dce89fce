//! What a table has on every page: its head and its lines.

use krilla::tagging::{TableHeaderScope, Tag};

use super::{Grid, PAD};
use crate::model::{Align, Table};
use crate::pdf::flow::{ASCENT, Flow, INK, LEADING, MARGIN, Mark, at};
use crate::pdf::tree::Branch;
use crate::picture::Color;

const RULE: Color = [0x8a, 0x8a, 0x8a];
const HEAD: Color = [0xe3, 0xea, 0xf3];

impl Flow<'_> {
    /// The first head, which is read; those of later pages are only seen.
    pub(super) fn head(&mut self, table: &Table, grid: &mut Grid) -> Branch {
        let mut branch = Branch::new(Tag::TR);
        grid.top = self.y;
        let height = self.paint_head(table, grid, Some(&mut branch));
        self.y += height;
        grid.rows.push(self.y);
        branch
    }

    fn paint_head(&mut self, table: &Table, grid: &Grid, mut branch: Option<&mut Branch>) -> f32 {
        let leading = grid.size * LEADING;
        let heads = self.head_lines(table, grid).into_iter();
        let cells: Vec<_> = heads
            .zip(grid.edges.windows(2))
            .map(|(lines, edge)| (lines, edge[0] + PAD, edge[1] - edge[0] - 2.0 * PAD))
            .collect();
        let tallest = cells
            .iter()
            .map(|(lines, ..)| lines.len())
            .max()
            .unwrap_or(1);
        let height = tallest as f32 * leading + 2.0 * PAD;
        let right = grid.edges.last().copied().unwrap_or(MARGIN);
        self.mark(Mark::Rect {
            x: MARGIN,
            y: self.y,
            width: right - MARGIN,
            height,
            color: HEAD,
        });
        for (lines, left, width) in cells {
            let mut words = Vec::new();
            let mut y = self.y + PAD + (tallest - lines.len()) as f32 * leading / 2.0;
            for line in lines {
                words.extend(at(
                    line.place(width, Align::Center),
                    left,
                    y + grid.size * ASCENT,
                    grid.size,
                    INK,
                ));
                y += leading;
            }
            let leaf = branch.as_deref_mut().map(|branch| {
                let leaf = self.next_leaf();
                branch.branch(Branch::of(Tag::TH(TableHeaderScope::Column), leaf));
                leaf
            });
            self.mark(Mark::Text { leaf, words });
        }
        height
    }

    pub(super) fn next_page(&mut self, table: &Table, grid: &mut Grid) {
        self.rules(grid);
        self.new_page();
        grid.top = self.y;
        let height = self.paint_head(table, grid, None);
        self.y += height;
        grid.rows.push(self.y);
    }

    /// The lines of what is on this page.
    pub(super) fn rules(&mut self, grid: &mut Grid) {
        let rows = std::mem::take(&mut grid.rows);
        let (Some(bottom), Some(left), Some(right)) =
            (rows.last().copied(), grid.edges.first(), grid.edges.last())
        else {
            return;
        };
        let across = std::iter::once(grid.top)
            .chain(rows)
            .map(|y| [*left, y, *right, y]);
        let down = grid.edges.iter().map(|x| [*x, grid.top, *x, bottom]);
        let lines = across.chain(down).collect();
        self.mark(Mark::Rules {
            lines,
            width: 0.5,
            color: RULE,
        });
    }
}
