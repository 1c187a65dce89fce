//! What a table has on every page: its head and its lines.

use std::rc::Rc;

use krilla::tagging::{TableHeaderScope, Tag};

use super::{Grid, PAD, Placing};
use crate::pdf::flow::{Flow, INK, LEADING, MARGIN, Mark};
use crate::pdf::tree::Branch;
use crate::picture::Color;

const RULE: Color = [0x8a, 0x8a, 0x8a];
const HEAD: Color = [0xe3, 0xea, 0xf3];

impl Flow<'_> {
    /// The first head, which is read; those of later pages are only seen.
    pub(super) fn head(&mut self, grid: &mut Grid) -> Branch {
        let mut branch = Branch::new(Tag::TR);
        grid.top = self.y;
        let height = self.paint_head(grid, Some(&mut branch));
        self.y += height;
        grid.rows.push(self.y);
        branch
    }

    fn paint_head(&mut self, grid: &Grid, branch: Option<&mut Branch>) -> f32 {
        let leading = grid.size * LEADING;
        let tallest = grid.head_lines();
        let height = tallest as f32 * leading + 2.0 * PAD;
        let right = grid.edges.last().copied().unwrap_or(MARGIN);
        self.mark(Mark::Rect {
            x: MARGIN,
            y: self.y,
            width: right - MARGIN,
            height,
            color: HEAD,
        });
        let heads = grid.heads.iter().zip(&grid.edges);
        let placed = heads.map(|((setting, lines), edge)| Placing {
            setting: Rc::clone(setting),
            lines: 0..*lines,
            x: edge + PAD,
            y: self.y + PAD + (tallest - lines) as f32 * leading / 2.0,
            size: grid.size,
            color: INK,
        });
        let placed: Vec<Placing> = placed.collect();
        let Some(branch) = branch else {
            self.mark(Mark::Head(placed));
            return height;
        };
        for cell in placed {
            let leaf = self.next_leaf();
            branch.branch(Branch::of(Tag::TH(TableHeaderScope::Column), leaf));
            self.mark(Mark::Cell { leaf, cell });
        }
        height
    }

    pub(super) fn next_page(&mut self, grid: &mut Grid) {
        self.rules(grid);
        self.new_page();
        grid.top = self.y;
        let height = self.paint_head(grid, None);
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
