//! Cells broken into lines: once where a column says the same again.

use std::borrow::Cow;
use std::collections::HashMap;
use std::ops::Range;
use std::rc::Rc;

use super::{Grid, PAD};
use crate::clean::{self, clean};
use crate::model::{Align, Cell, Column};
use crate::pdf::flow::{ASCENT, Flow, LEADING, Words};
use crate::pdf::fonts::{Face, Fonts};
use crate::pdf::lines::{Styled, break_lines};
use crate::picture::Color;
use crate::words;

/// So many texts of a column are remembered.
const REMEMBERED: usize = 500;
/// A longer text, in bytes, is seldom said twice.
const LONGEST: usize = 200;

/// The lines of a cell, wherever it stands.
#[derive(Debug, PartialEq)]
pub(in crate::pdf) struct Setting {
    text: String,
    pieces: Vec<Set>,
    lines: usize,
    align: Align,
    /// What the whole cell says, where it is not what its lines say together.
    said: Option<String>,
}

/// A piece of a line, and its place.
#[derive(Debug, PartialEq)]
struct Set {
    line: usize,
    x: f32,
    face: Face,
    /// Where its text stands in that of the cell.
    range: Range<usize>,
}

/// Lines of a cell on a page.
#[derive(Debug)]
pub(in crate::pdf) struct Placing {
    pub setting: Rc<Setting>,
    pub lines: Range<usize>,
    pub x: f32,
    pub y: f32,
    pub size: f32,
    pub color: Color,
}

/// What columns have said before.
#[derive(Debug)]
pub(super) struct Cells(Vec<HashMap<String, Rc<Setting>>>);

impl Cells {
    pub(super) fn of(columns: usize) -> Self {
        Self(vec![HashMap::new(); columns])
    }

    fn known(&self, column: usize, text: &str, align: Align) -> Option<Rc<Setting>> {
        let known = self.0.get(column)?.get(text)?;
        (known.align == align).then(|| Rc::clone(known))
    }

    fn remember(&mut self, column: usize, text: &str, setting: &Rc<Setting>) {
        if text.len() > LONGEST {
            return;
        }
        if let Some(known) = self.0.get_mut(column) {
            // Numbers of reports are new in every row: they must not fill the memory.
            if known.len() >= REMEMBERED {
                known.clear();
            }
            known.insert(text.to_owned(), Rc::clone(setting));
        }
    }
}

impl Flow<'_> {
    /// A cell's lines in its column.
    pub(super) fn setting(
        &self,
        cell: &Cell,
        (at, column): (usize, &Column),
        face: Face,
        grid: &mut Grid,
    ) -> Rc<Setting> {
        let shown = match cell {
            Cell::Text(text) | Cell::Link { text, .. } => clean(text),
            cell => Cow::Owned(words::cell(cell)),
        };
        let align = words::align(cell, column.align);
        // The sum is said once.
        let is_usual = face == Face::Regular;
        if let Some(known) = grid.cells.known(at, &shown, align).filter(|_| is_usual) {
            return known;
        }
        let edges = grid.edges.get(at..at + 2);
        let width = edges.map_or(0.0, |edge| edge[1] - edge[0] - 2.0 * PAD);
        let setting = Setting::new(self.fonts, &shown, face, (grid.size, width), align);
        let setting = Rc::new(setting);
        if is_usual {
            grid.cells.remember(at, &shown, &setting);
        }
        setting
    }
}

impl Setting {
    /// Text in letters of a size, broken into lines of a width.
    pub(super) fn new(
        fonts: &Fonts,
        text: &str,
        face: Face,
        (size, width): (f32, f32),
        align: Align,
    ) -> Self {
        let broken = break_lines(fonts, &[Styled { face, text }], size, width, align);
        let mut setting = Self {
            text: String::with_capacity(text.len()),
            pieces: Vec::with_capacity(broken.len()),
            lines: broken.len(),
            align,
            said: None,
        };
        for (at, line) in broken.into_iter().enumerate() {
            for (x, piece) in line.place(width, align) {
                let from = setting.text.len();
                setting.text.push_str(&piece.text);
                setting.pieces.push(Set {
                    line: at,
                    x,
                    face: piece.face,
                    range: from..setting.text.len(),
                });
            }
        }
        if setting.text != text {
            setting.said = Some(clean::line(text).into_owned());
        }
        setting
    }

    pub(super) const fn lines(&self) -> usize {
        self.lines
    }

    /// What it says, in one line.
    pub(super) fn said(&self) -> &str {
        self.said.as_deref().unwrap_or(&self.text)
    }
}

impl Placing {
    /// Whether nothing stands in these lines.
    pub(super) fn is_empty(&self) -> bool {
        self.sets().next().is_none()
    }

    /// Its words, from line to line.
    pub(in crate::pdf) fn words(&self) -> impl Iterator<Item = Words<&str>> {
        let leading = self.size * LEADING;
        let (mut line, mut y) = (self.lines.start, self.y);
        self.sets().map(move |set| {
            while line < set.line {
                line += 1;
                y += leading;
            }
            Words {
                x: self.x + set.x,
                y: y + self.size * ASCENT,
                size: self.size,
                face: set.face,
                color: self.color,
                text: self.setting.text.get(set.range.clone()).unwrap_or_default(),
            }
        })
    }

    fn sets(&self) -> impl Iterator<Item = &Set> {
        let pieces = self.setting.pieces.iter();
        pieces.filter(|set| self.lines.contains(&set.line))
    }
}

#[cfg(test)]
mod tests {
    use std::rc::Rc;

    use super::{Cells, LONGEST, Placing, REMEMBERED, Setting};
    use crate::model::Align;
    use crate::pdf::fonts::{Face, Fonts};

    const ROOM: (f32, f32) = (10.0, 50.0);

    fn set(text: &str, align: Align) -> Option<Rc<Setting>> {
        let fonts = Fonts::new()?;
        let setting = Setting::new(&fonts, text, Face::Regular, ROOM, align);
        Some(Rc::new(setting))
    }

    #[test]
    fn what_is_remembered_is_what_would_be_broken_again() {
        let mut cells = Cells::of(2);
        let text = "Dinas Perhubungan";
        let setting = set(text, Align::Left);
        let found = |cells: &Cells, column, align| cells.known(column, text, align);
        assert_eq!(found(&cells, 0, Align::Left), None);
        if let Some(setting) = &setting {
            cells.remember(0, text, setting);
        }
        assert_eq!(found(&cells, 0, Align::Left), set(text, Align::Left));
        // Another column is of another width; a number stands at the right.
        assert_eq!(found(&cells, 1, Align::Left), None);
        assert_eq!(found(&cells, 0, Align::Right), None);
        assert_eq!(found(&cells, 9, Align::Left), None);
    }

    #[test]
    fn not_everything_is_remembered() {
        let mut cells = Cells::of(1);
        let Some(setting) = set("a", Align::Left) else {
            unreachable!("fonts")
        };
        cells.remember(0, &"a".repeat(LONGEST + 1), &setting);
        assert!(cells.0[0].is_empty());
        for number in 0..REMEMBERED * 3 {
            cells.remember(0, &number.to_string(), &setting);
            assert!(cells.0[0].len() <= REMEMBERED);
        }
    }

    #[test]
    fn lines_are_placed_one_below_the_other() {
        let text = "satu dua\ntiga";
        let Some(setting) = set(text, Align::Left) else {
            unreachable!("fonts")
        };
        assert_eq!((setting.lines(), setting.said()), (2, "satu dua tiga"));
        let placed = |lines| Placing {
            setting: Rc::clone(&setting),
            lines,
            x: 100.0,
            y: 200.0,
            size: 10.0,
            color: [0, 0, 0],
        };
        let said = |placing: &Placing| -> Vec<(String, i32)> {
            let words = placing.words();
            words.map(|it| (it.text.to_owned(), it.y as i32)).collect()
        };
        let all = said(&placed(0..2));
        assert_eq!(all, [("satu dua".into(), 210), ("tiga".into(), 224)]);
        // The rest of a row stands at the top of the next page.
        assert_eq!(said(&placed(1..2)), [("tiga".into(), 210)]);
        assert!(placed(2..2).is_empty());
    }
}
