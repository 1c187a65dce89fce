//! Tables, whose heads return on every page. Rows stay whole, and none stands alone on a page.

mod height;
mod page;

use krilla::tagging::Tag;

pub(super) use height::Needs;

use super::flow::{ASCENT, Flow, INK, LEADING, Link, Look, MARGIN, Mark, Words, at};
use super::fonts::Face;
use super::lines::{Line, Styled, break_lines};
use super::tree::Branch;
use crate::clean::{self, clean};
use crate::model::{Align, Cell, Table};
use crate::picture::Color;
use crate::{widths, words};

const PAD: f32 = 2.6;
const SUM: Color = [0xf1, 0xf3, 0xf6];
const BLUE: Color = [0x05, 0x4f, 0xa0];

/// A cell broken into lines.
struct Laid {
    lines: std::collections::VecDeque<Line>,
    align: Align,
    color: Color,
    link: Option<(String, String)>,
    branch: Branch,
}

/// Where columns stand and how large their text is.
struct Grid {
    /// Left edges, and the right edge of the last.
    edges: Vec<f32>,
    size: f32,
    /// Top of what is on this page.
    top: f32,
    /// Lines between rows on this page.
    rows: Vec<f32>,
}

/// How a caption looks.
pub(super) const fn caption_look() -> Look {
    Look {
        size: 9.5,
        before: 8.0,
        after: 3.0,
        ..Look::body(Align::Left)
    }
}

impl Flow<'_> {
    pub(super) fn table(&mut self, table: &Table) {
        self.line(&table.caption, Face::Bold, caption_look());
        if table.columns.is_empty() {
            return;
        }
        let mut grid = self.grid(table);
        let summary = clean::at_most(&clean::line(&table.caption), 200).into_owned();
        let mut tag = Tag::Table;
        if !summary.is_empty() {
            tag = tag.with_summary(Some(summary));
        }
        let mut whole = Branch::new(tag);
        let head = self.head(table, &mut grid);
        let mut first = Branch::new(Tag::THead);
        first.branch(head);
        whole.branch(first);
        let mut body = Branch::new(Tag::TBody);
        if table.rows.is_empty() {
            let mut cells = vec![Cell::Text(words::NO_ROWS.to_owned())];
            cells.resize(table.columns.len(), Cell::Text(String::new()));
            let row = self.row(&cells, table, &mut grid, false);
            body.branch(row);
        }
        let last = table.rows.len() + usize::from(table.total.is_some());
        for (at, cells) in table.rows.iter().enumerate() {
            if at + 2 == last {
                // The last row takes this one along where it would stand alone on the next page.
                let next = table.rows.get(at + 1).or(table.total.as_ref());
                self.together(cells, next, table, &mut grid);
            }
            let row = self.row(cells, table, &mut grid, false);
            body.branch(row);
        }
        whole.branch(body);
        if let Some(total) = &table.total {
            let mut foot = Branch::new(Tag::TFoot);
            foot.branch(self.row(total, table, &mut grid, true));
            whole.branch(foot);
        }
        self.rules(&mut grid);
        self.y += 10.0;
        self.tree.push(whole);
    }

    fn grid(&self, table: &Table) -> Grid {
        let pad = 2.0 * PAD + 0.5;
        let measure = |text: &str| self.fonts.width(Face::Bold, text);
        let fitted = widths::fitted(table, self.room(), pad, measure);
        let mut edges = vec![MARGIN];
        let mut x = MARGIN;
        for width in fitted.widths {
            x += width;
            edges.push(x);
        }
        Grid {
            edges,
            size: fitted.size,
            top: self.y,
            rows: Vec::new(),
        }
    }

    fn row(&mut self, cells: &[Cell], table: &Table, grid: &mut Grid, sum: bool) -> Branch {
        let leading = grid.size * LEADING;
        let mut laid = self.lay(cells, table, grid, sum);
        let all = |laid: &[Laid]| laid.iter().map(|cell| cell.lines.len()).max().unwrap_or(0);
        let height = all(&laid) as f32 * leading + 2.0 * PAD;
        // A head is not left alone either: room was made for it and its first row.
        let is_first = grid.rows.len() <= 1;
        if self.y + height > self.bottom() && height < self.page_of(table, grid) && !is_first {
            self.next_page(table, grid);
        }
        loop {
            let left = ((self.bottom() - self.y - 2.0 * PAD) / leading).max(0.0) as usize;
            let rest = all(&laid);
            if left < rest.min(2) && self.y > grid.top + 1.0 && grid.rows.len() > 1 {
                self.next_page(table, grid);
                continue;
            }
            let now = left.clamp(1, rest.max(1));
            self.part(&mut laid, now, grid, sum);
            if all(&laid) == 0 {
                break;
            }
            self.next_page(table, grid);
        }
        let mut branch = Branch::new(Tag::TR);
        for cell in laid {
            branch.branch(cell.branch);
        }
        branch
    }

    fn lay(&self, cells: &[Cell], table: &Table, grid: &Grid, sum: bool) -> Vec<Laid> {
        let mut laid = Vec::with_capacity(cells.len());
        for ((cell, column), edge) in cells.iter().zip(&table.columns).zip(grid.edges.windows(2)) {
            let (shown, link) = match cell {
                Cell::Text(text) => (clean(text), None),
                Cell::Link { text, to } => (clean(text), clean::address(to)),
                cell => (std::borrow::Cow::Owned(words::cell(cell)), None),
            };
            let align = words::align(cell, column.align);
            let run = Styled {
                face: Face::of(sum, false),
                text: &shown,
            };
            let width = edge[1] - edge[0] - 2.0 * PAD;
            laid.push(Laid {
                lines: break_lines(self.fonts, &[run], grid.size, width, align).into(),
                align,
                color: if link.is_some() { BLUE } else { INK },
                link: link.map(|to| (to.to_owned(), clean::line(&shown).into_owned())),
                branch: Branch::new(Tag::TD),
            });
        }
        laid
    }

    /// So many lines of every cell of a row.
    fn part(&mut self, laid: &mut [Laid], now: usize, grid: &mut Grid, sum: bool) {
        let leading = grid.size * LEADING;
        let tallest = laid
            .iter()
            .map(|cell| cell.lines.len().min(now))
            .max()
            .unwrap_or(1)
            .max(1);
        let height = tallest as f32 * leading + 2.0 * PAD;
        if sum {
            let right = grid.edges.last().copied().unwrap_or(MARGIN);
            self.mark(Mark::Rect {
                x: MARGIN,
                y: self.y,
                width: right - MARGIN,
                height,
                color: SUM,
            });
        }
        for (cell, edge) in laid.iter_mut().zip(grid.edges.windows(2)) {
            let (left, width) = (edge[0] + PAD, edge[1] - edge[0] - 2.0 * PAD);
            let mut words: Vec<Words> = Vec::new();
            let mut y = self.y + PAD;
            for _ in 0..now {
                let Some(line) = cell.lines.pop_front() else {
                    break;
                };
                words.extend(at(
                    line.place(width, cell.align),
                    left,
                    y + grid.size * ASCENT,
                    grid.size,
                    cell.color,
                ));
                y += leading;
            }
            if words.is_empty() {
                continue;
            }
            let leaf = self.next_leaf();
            self.mark(Mark::Text {
                leaf: Some(leaf),
                words,
            });
            if let Some((to, said)) = &cell.link {
                let way = self.next_leaf();
                let area = [left, self.y + PAD, left + width, y];
                let link = Link {
                    leaf: way,
                    area,
                    to: to.clone(),
                    said: if said.is_empty() {
                        to.clone()
                    } else {
                        said.clone()
                    },
                };
                if let Some(sheet) = self.sheets.last_mut() {
                    sheet.links.push(link);
                }
                let mut branch = Branch::of(Tag::Link, leaf);
                branch.leaf(way);
                cell.branch.branch(branch);
            } else {
                cell.branch.leaf(leaf);
            }
        }
        self.y += height;
        grid.rows.push(self.y);
    }
}
