//! Tables, whose heads return on every page. Rows stay whole, and none stands alone on a page.

mod cells;
mod height;
mod page;

use std::rc::Rc;

use krilla::tagging::Tag;

pub(super) use cells::Placing;
pub(super) use height::Needs;

use cells::{Cells, Setting};

use super::flow::{Flow, INK, LEADING, Link, Look, MARGIN, Mark};
use super::fonts::Face;
use super::tree::{Branch, Td};
use crate::model::{Align, Cell, Table};
use crate::picture::Color;
use crate::{clean, widths, words};

const PAD: f32 = 2.6;
const SUM: Color = [0xf1, 0xf3, 0xf6];
const BLUE: Color = [0x05, 0x4f, 0xa0];

/// A cell on its way to the page.
struct Laid<'c> {
    setting: Rc<Setting>,
    /// How many of its lines stand on pages before.
    done: usize,
    /// Where it leads.
    link: Option<&'c str>,
    tag: Td,
}

impl Laid<'_> {
    fn left(&self) -> usize {
        self.setting.lines().saturating_sub(self.done)
    }
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
    /// What its cells look like.
    cells: Cells,
    /// The heads of columns, and how many lines of each are shown.
    heads: Vec<(Rc<Setting>, usize)>,
}

impl Grid {
    /// Lines of the tallest head.
    fn head_lines(&self) -> usize {
        let lines = self.heads.iter().map(|(_, lines)| *lines);
        lines.max().unwrap_or(1)
    }
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
        let head = self.head(&mut grid);
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
        // A head higher than a third of the page would leave no room for rows.
        let leading = fitted.size * LEADING;
        let most = ((self.bottom() - MARGIN) / 3.0 / leading).max(1.0) as usize;
        let heads = table.columns.iter().zip(edges.windows(2));
        let heads = heads.map(|(column, edge)| {
            let room = (fitted.size, edge[1] - edge[0] - 2.0 * PAD);
            let title = clean::line(&column.title);
            let setting = Setting::new(self.fonts, &title, Face::Bold, room, Align::Center);
            let lines = setting.lines().min(most);
            (Rc::new(setting), lines)
        });
        Grid {
            heads: heads.collect(),
            edges,
            size: fitted.size,
            top: self.y,
            rows: Vec::new(),
            cells: Cells::of(table.columns.len()),
        }
    }

    fn row(&mut self, cells: &[Cell], table: &Table, grid: &mut Grid, sum: bool) -> Branch {
        let leading = grid.size * LEADING;
        let mut laid = self.lay(cells, table, grid, sum);
        let all = |laid: &[Laid<'_>]| laid.iter().map(Laid::left).max().unwrap_or(0);
        let height = all(&laid) as f32 * leading + 2.0 * PAD;
        // A head is not left alone either: room was made for it and its first row.
        let is_first = grid.rows.len() <= 1;
        if self.y + height > self.bottom() && height < self.page_of(grid) && !is_first {
            self.next_page(grid);
        }
        loop {
            let left = ((self.bottom() - self.y - 2.0 * PAD) / leading).max(0.0) as usize;
            let rest = all(&laid);
            if left < rest.min(2) && self.y > grid.top + 1.0 && grid.rows.len() > 1 {
                self.next_page(grid);
                continue;
            }
            let now = left.clamp(1, rest.max(1));
            self.part(&mut laid, now, grid, sum);
            if all(&laid) == 0 {
                break;
            }
            self.next_page(grid);
        }
        Branch::row(laid.into_iter().map(|cell| cell.tag))
    }

    fn lay<'c>(
        &self,
        cells: &'c [Cell],
        table: &Table,
        grid: &mut Grid,
        sum: bool,
    ) -> Vec<Laid<'c>> {
        let mut laid = Vec::with_capacity(cells.len());
        let face = Face::of(sum, false);
        for (at, (cell, column)) in cells.iter().zip(&table.columns).enumerate() {
            let link = match cell {
                Cell::Link { to, .. } => clean::address(to),
                _ => None,
            };
            laid.push(Laid {
                setting: self.setting(cell, (at, column), face, grid),
                done: 0,
                link,
                tag: Td::One(None),
            });
        }
        laid
    }

    /// So many lines of every cell of a row.
    fn part(&mut self, laid: &mut [Laid<'_>], now: usize, grid: &mut Grid, sum: bool) {
        let leading = grid.size * LEADING;
        let tallest = laid
            .iter()
            .map(|cell| cell.left().min(now))
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
            let lines = cell.done..cell.done + cell.left().min(now);
            cell.done = lines.end;
            let high = lines.len() as f32 * leading;
            let placing = Placing {
                setting: Rc::clone(&cell.setting),
                lines,
                x: left,
                y: self.y + PAD,
                size: grid.size,
                color: if cell.link.is_some() { BLUE } else { INK },
            };
            if placing.is_empty() {
                continue;
            }
            let leaf = self.next_leaf();
            self.mark(Mark::Cell {
                leaf,
                cell: placing,
            });
            if let Some(to) = cell.link {
                let way = self.next_leaf();
                let said = cell.setting.said();
                let said = if said.is_empty() { to } else { said };
                let top = self.y + PAD;
                let link = Link {
                    leaf: way,
                    area: [left, top, left + width, top + high],
                    to: to.to_owned(),
                    said: said.to_owned(),
                };
                if let Some(sheet) = self.sheets.last_mut() {
                    sheet.links.push(link);
                }
                let mut branch = Branch::of(Tag::Link, leaf);
                branch.leaf(way);
                cell.tag.branch(branch);
            } else {
                cell.tag.leaf(leaf);
            }
        }
        self.y += height;
        grid.rows.push(self.y);
    }
}
