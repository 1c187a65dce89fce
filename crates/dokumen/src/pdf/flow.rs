//! From top to bottom, page after page: what is drawn where.

use super::fonts::{Face, Fonts};
use super::lines::{Line, Placed, Styled, break_lines};
use super::table::Placing;
use super::tree::{Branch, Leaf};
use crate::model::{Align, Orientation};
use crate::picture::{Color, Picture};

/// Width and height of A4, in points.
const A4: (f32, f32) = (595.28, 841.89);
/// Two centimetres.
pub(super) const MARGIN: f32 = 56.7;
/// Room below the text, for the foot.
const BELOW: f32 = 62.0;
/// Ink of text.
pub(super) const INK: Color = [0x11, 0x11, 0x11];

/// A page and what is drawn on it, from the back to the front.
#[derive(Debug)]
pub(super) struct Sheet {
    pub lying: Orientation,
    pub marks: Vec<Mark>,
    pub links: Vec<Link>,
}

/// Something drawn. What has no leaf is decoration, which screen readers pass over.
#[derive(Debug)]
pub(super) enum Mark {
    Text {
        leaf: Option<Leaf>,
        words: Vec<Words>,
    },
    /// Lines of a cell.
    Cell { leaf: Leaf, cell: Placing },
    /// The head of a table where it returns: seen, but not read again.
    Head(Vec<Placing>),
    Rect {
        x: f32,
        y: f32,
        width: f32,
        height: f32,
        color: Color,
    },
    /// Lines of one width and colour: from, to.
    Rules {
        lines: Vec<[f32; 4]>,
        width: f32,
        color: Color,
    },
    Image {
        leaf: Option<Leaf>,
        png: Vec<u8>,
        x: f32,
        y: f32,
        width: f32,
        height: f32,
    },
    Picture {
        leaf: Leaf,
        picture: Picture,
        x: f32,
        y: f32,
        scale: f32,
    },
}

/// Words upon a line at `y`.
#[derive(Debug)]
pub(super) struct Words<Text = String> {
    pub x: f32,
    pub y: f32,
    pub size: f32,
    pub face: Face,
    pub color: Color,
    pub text: Text,
}

impl Words {
    pub(super) fn as_str(&self) -> Words<&str> {
        Words {
            x: self.x,
            y: self.y,
            size: self.size,
            face: self.face,
            color: self.color,
            text: &self.text,
        }
    }
}

/// An area that leads somewhere.
#[derive(Debug)]
pub(super) struct Link {
    pub leaf: Leaf,
    pub area: [f32; 4],
    pub to: String,
    pub said: String,
}

/// A heading, for the list of them beside the pages.
#[derive(Debug)]
pub(super) struct Entry {
    pub level: u16,
    pub text: String,
    pub page: usize,
    pub y: f32,
}

pub(super) struct Flow<'a> {
    pub fonts: &'a Fonts,
    pub sheets: Vec<Sheet>,
    pub tree: Vec<Branch>,
    pub entries: Vec<Entry>,
    pub leaves: usize,
    pub lying: Orientation,
    /// Where the next thing is put.
    pub y: f32,
}

/// A look of text.
#[derive(Clone, Copy, Debug)]
pub(super) struct Look {
    pub size: f32,
    pub align: Align,
    pub color: Color,
    /// From the left margin, and from the right.
    pub indent: (f32, f32),
    pub before: f32,
    pub after: f32,
}

impl Look {
    pub(super) const fn body(align: Align) -> Self {
        Self {
            size: 10.5,
            align,
            color: INK,
            indent: (0.0, 0.0),
            before: 0.0,
            after: 5.0,
        }
    }
}

/// From one line to the next, as a part of the size.
pub(super) const LEADING: f32 = 1.36;
/// From the top of a line to where its letters stand.
pub(super) const ASCENT: f32 = 1.05;

impl<'a> Flow<'a> {
    pub(super) fn new(fonts: &'a Fonts) -> Self {
        let mut flow = Self {
            fonts,
            sheets: Vec::new(),
            tree: Vec::new(),
            entries: Vec::new(),
            leaves: 0,
            lying: Orientation::Portrait,
            y: MARGIN,
        };
        flow.new_page();
        flow
    }

    /// Turns the paper: from here on pages lie this way. An empty page is turned itself.
    pub(super) fn turn(&mut self, lying: Orientation) {
        self.lying = lying;
        match self.sheets.last_mut() {
            Some(sheet) if sheet.marks.is_empty() => sheet.lying = lying,
            _ => self.new_page(),
        }
    }

    pub(super) fn new_page(&mut self) {
        self.sheets.push(Sheet {
            lying: self.lying,
            marks: Vec::new(),
            links: Vec::new(),
        });
        self.y = MARGIN;
    }

    /// A new page where less than this is left, unless nothing is on this one.
    pub(super) fn need(&mut self, height: f32) {
        if self.y + height > self.bottom() && self.y > MARGIN {
            self.new_page();
        }
    }

    pub(super) const fn bottom(&self) -> f32 {
        size(self.lying).1 - BELOW
    }

    /// Width between the margins.
    pub(super) const fn room(&self) -> f32 {
        size(self.lying).0 - 2.0 * MARGIN
    }

    pub(super) const fn next_leaf(&mut self) -> Leaf {
        self.leaves += 1;
        self.leaves - 1
    }

    pub(super) fn mark(&mut self, mark: Mark) {
        if let Some(sheet) = self.sheets.last_mut() {
            sheet.marks.push(mark);
        }
    }

    pub(super) fn lines(&self, runs: &[Styled<'_>], look: Look) -> Vec<Line> {
        let width = self.room() - look.indent.0 - look.indent.1;
        break_lines(self.fonts, runs, look.size, width, look.align)
    }

    /// Puts text below what is there, over as many pages as it needs; returns what it was drawn as.
    pub(super) fn text(&mut self, runs: &[Styled<'_>], look: Look) -> Vec<Leaf> {
        let lines = self.lines(runs, look);
        if self.y > MARGIN {
            self.y += look.before;
        }
        let leading = look.size * LEADING;
        // Neither one line alone below on a page nor one alone on the next.
        let together = if lines.len() <= 3 { lines.len() } else { 2 };
        self.need(leading * together as f32);
        let width = self.room() - look.indent.0 - look.indent.1;
        let mut leaves = Vec::new();
        let mut words = Vec::new();
        for line in lines {
            if self.y + leading > self.bottom() && self.y > MARGIN {
                self.put(&mut words, &mut leaves);
                self.new_page();
            }
            let left = MARGIN + look.indent.0;
            words.extend(at(
                line.place(width, look.align),
                left,
                self.y + look.size * ASCENT,
                look.size,
                look.color,
            ));
            self.y += leading;
        }
        self.put(&mut words, &mut leaves);
        self.y += look.after;
        leaves
    }

    fn put(&mut self, words: &mut Vec<Words>, leaves: &mut Vec<Leaf>) {
        if !words.is_empty() {
            let leaf = self.next_leaf();
            leaves.push(leaf);
            self.mark(Mark::Text {
                leaf: Some(leaf),
                words: std::mem::take(words),
            });
        }
    }
}

/// Words of a line that begins at a place.
pub(super) fn at(
    placed: Vec<Placed>,
    left: f32,
    y: f32,
    size: f32,
    color: Color,
) -> impl Iterator<Item = Words> {
    placed.into_iter().map(move |(x, piece)| Words {
        x: left + x,
        y,
        size,
        face: piece.face,
        color,
        text: piece.text,
    })
}

/// Width and height of a page.
pub(super) const fn size(lying: Orientation) -> (f32, f32) {
    match lying {
        Orientation::Portrait => A4,
        Orientation::Landscape => (A4.1, A4.0),
    }
}
