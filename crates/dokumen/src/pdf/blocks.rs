//! Pieces of a document, one below the other.

use std::borrow::Cow;
use std::num::NonZeroU16;

use krilla::tagging::{ListNumbering, Tag};

use super::flow::{Entry, Flow, INK, LEADING, Look, MARGIN, Mark};
use super::fonts::Face;
use super::lines::Styled;
use super::tree::Branch;
use crate::clean::{self, clean};
use crate::model::{Align, Block, Letterhead, Paragraph, Signature};
use crate::picture::FAINT;

/// Two centimetres.
const EMBLEM: f32 = 56.7;
/// Room to sign.
const TO_SIGN: f32 = 58.0;

/// How a heading looks.
pub(super) const fn heading_look(level: u8) -> Look {
    let (size, before) = match level {
        0 | 1 => (13.0, 14.0),
        2 => (12.0, 11.0),
        3 => (11.0, 9.0),
        _ => (10.5, 8.0),
    };
    Look {
        size,
        before,
        after: 4.0,
        ..Look::body(Align::Left)
    }
}

/// How an item of a list looks.
const fn listed(align: Align) -> Look {
    Look {
        indent: (20.0, 0.0),
        after: 3.0,
        ..Look::body(align)
    }
}

/// How a line of a signature looks, on a page so wide.
const fn signed(room: f32) -> Look {
    Look {
        indent: (room / 2.0, 0.0),
        after: 0.0,
        ..Look::body(Align::Center)
    }
}

/// The runs of a paragraph without what must not stand in a document.
fn cleaned(paragraph: &Paragraph) -> Vec<(Face, Cow<'_, str>)> {
    let runs = paragraph.runs.iter();
    runs.map(|run| (Face::of(run.bold, run.italic), clean(&run.text)))
        .collect()
}

fn styled<'a>(runs: &'a [(Face, Cow<'_, str>)]) -> Vec<Styled<'a>> {
    runs.iter()
        .map(|(face, text)| Styled { face: *face, text })
        .collect()
}

impl Flow<'_> {
    pub(super) fn block(&mut self, block: &Block) {
        match block {
            Block::Heading(level, text) => self.heading(*level, text),
            Block::Paragraph(paragraph) => {
                let mut branch = Branch::new(Tag::P);
                self.paragraph(paragraph, Look::body(paragraph.align), &mut branch);
                self.tree.push(branch);
            }
            Block::List { numbered, items } => self.list(*numbered, items),
            Block::Table(table) => self.table(table),
            Block::Chart(chart) => self.chart(chart),
            Block::Picture { png, alt } => self.picture(png, alt),
            Block::PageBreak => {
                if self.y > MARGIN {
                    self.new_page();
                }
            }
            Block::Signature(signature) => self.signature(signature),
            Block::Pages(_) => {}
        }
    }

    pub(super) fn title(&mut self, title: &str, subject: &str) {
        let title = clean(title);
        let shown = if title.trim().is_empty() {
            "Dokumen"
        } else {
            &title
        };
        let look = Look {
            size: 15.0,
            before: 8.0,
            after: 2.0,
            ..Look::body(Align::Center)
        };
        self.headed(1, shown, look);
        let subject = clean(subject);
        if !subject.trim().is_empty() {
            let look = Look {
                color: FAINT,
                after: 12.0,
                ..Look::body(Align::Center)
            };
            self.line(&subject, Face::Regular, look);
        }
    }

    pub(super) fn letterhead(&mut self, letterhead: &Letterhead) {
        let top = self.y;
        let mut indent = 0.0;
        if let Some((png, (width, height))) = letterhead
            .emblem
            .as_ref()
            .filter(|png| super::paint::readable(png))
            .and_then(|png| Some((png, crate::png::size(png)?)))
        {
            let wide = (EMBLEM * width as f32 / height as f32).min(EMBLEM * 1.6);
            indent = wide + 8.0;
            let leaf = self.next_leaf();
            self.mark(Mark::Image {
                leaf: Some(leaf),
                png: png.clone(),
                x: MARGIN,
                y: top,
                width: wide,
                height: EMBLEM,
            });
            self.tree
                .push(Branch::of(Tag::Figure(Some("Lambang".to_owned())), leaf));
        }
        let look = |size: f32| Look {
            size,
            indent: (indent, indent),
            after: 0.0,
            ..Look::body(Align::Center)
        };
        self.line(&letterhead.government, Face::Bold, look(12.0));
        self.line(&letterhead.office, Face::Bold, look(14.0));
        for line in &letterhead.lines {
            self.line(line, Face::Regular, look(8.5));
        }
        if indent > 0.0 {
            self.y = self.y.max(top + EMBLEM);
        }
        let (left, right, y) = (MARGIN, MARGIN + self.room(), self.y + 6.0);
        for (y, width) in [(y, 1.8), (y + 2.6, 0.6)] {
            self.mark(Mark::Rules {
                lines: vec![[left, y, right, y]],
                width,
                color: INK,
            });
        }
        self.y += 18.0;
    }

    /// A heading; that it stays with what it heads, [`Flow::make_room`] has seen to.
    fn heading(&mut self, level: u8, text: &str) {
        let text = clean(text);
        if text.trim().is_empty() {
            return;
        }
        // The title is the one heading of the first level.
        self.headed(u16::from(level.clamp(1, 4)) + 1, &text, heading_look(level));
    }

    fn headed(&mut self, level: u16, text: &str, look: Look) {
        let one_line = clean::line(text).into_owned();
        let run = Styled {
            face: Face::Bold,
            text,
        };
        let lines = self.text(&[run], look);
        let page = self.sheets.len() - 1;
        self.entries.push(Entry {
            level,
            text: one_line.clone(),
            page,
            y: (self.y - 40.0).max(0.0),
        });
        let mut branch = Branch::new(Tag::Hn(
            NonZeroU16::new(level).unwrap_or(NonZeroU16::MIN),
            Some(one_line),
        ));
        for leaf in lines {
            branch.leaf(leaf);
        }
        self.tree.push(branch);
    }

    pub(super) fn line(&mut self, text: &str, face: Face, look: Look) {
        let text = clean(text);
        if text.trim().is_empty() {
            return;
        }
        let run = Styled { face, text: &text };
        let mut branch = Branch::new(Tag::P);
        self.text(&[run], look)
            .into_iter()
            .for_each(|leaf| branch.leaf(leaf));
        self.tree.push(branch);
    }

    fn paragraph(&mut self, paragraph: &Paragraph, look: Look, branch: &mut Branch) {
        let cleaned = cleaned(paragraph);
        self.text(&styled(&cleaned), look)
            .into_iter()
            .for_each(|leaf| branch.leaf(leaf));
    }

    /// How high a paragraph or list is, on one page.
    pub(super) fn text_height(&self, block: &Block) -> f32 {
        let (items, look): (&[Paragraph], _) = match block {
            Block::Paragraph(paragraph) => {
                (std::slice::from_ref(paragraph), Look::body(paragraph.align))
            }
            Block::List { items, .. } => (items.as_slice(), listed(Align::Left)),
            _ => return 0.0,
        };
        let heights = items
            .iter()
            .map(|item| self.runs_height(&styled(&cleaned(item)), look));
        heights.sum()
    }

    /// How high one bold text is, on one page; nothing where it is empty.
    pub(super) fn bold_height(&self, text: &str, look: Look) -> f32 {
        let text = clean(text);
        if text.trim().is_empty() {
            return 0.0;
        }
        let run = Styled {
            face: Face::Bold,
            text: &text,
        };
        self.runs_height(&[run], look)
    }

    fn runs_height(&self, runs: &[Styled<'_>], look: Look) -> f32 {
        let lines = self.lines(runs, look).len();
        look.before + lines as f32 * look.size * LEADING + look.after
    }

    fn list(&mut self, numbered: bool, items: &[Paragraph]) {
        let numbering = if numbered {
            ListNumbering::Decimal
        } else {
            ListNumbering::Disc
        };
        let mut list = Branch::new(Tag::L(numbering));
        for (at, item) in (1_usize..).zip(items) {
            let look = listed(item.align);
            self.need(look.size * 2.0);
            let (y, sheet) = (self.y, self.sheets.len());
            let mut body = Branch::new(Tag::LBody);
            self.paragraph(item, look, &mut body);
            let mark = if numbered {
                format!("{at}.")
            } else {
                "•".to_owned()
            };
            let leaf = self.next_leaf();
            let words = super::flow::Words {
                x: MARGIN + 3.0,
                y: y + look.size * super::flow::ASCENT,
                size: look.size,
                face: Face::Regular,
                color: INK,
                text: mark,
            };
            // The mark stands beside the first line, which may be on the page before.
            if let Some(sheet) = self.sheets.get_mut(sheet - 1) {
                sheet.marks.push(Mark::Text {
                    leaf: Some(leaf),
                    words: vec![words],
                });
            }
            let mut branch = Branch::new(Tag::LI);
            branch.branch(Branch::of(Tag::Lbl, leaf));
            branch.branch(body);
            list.branch(branch);
        }
        self.tree.push(list);
    }

    fn picture(&mut self, png: &[u8], alt: &str) {
        let alt = clean::line(alt);
        let alt = if alt.trim().is_empty() {
            "Gambar"
        } else {
            alt.trim()
        };
        let Some((wide, high)) = self.picture_size(png) else {
            self.line(
                &format!("Gambar: {alt}"),
                Face::Italic,
                Look::body(Align::Left),
            );
            return;
        };
        self.need(high + 10.0);
        let leaf = self.next_leaf();
        let x = MARGIN + (self.room() - wide) / 2.0;
        self.mark(Mark::Image {
            leaf: Some(leaf),
            png: png.to_vec(),
            x,
            y: self.y + 4.0,
            width: wide,
            height: high,
        });
        self.y += high + 12.0;
        self.tree
            .push(Branch::of(Tag::Figure(Some(alt.to_owned())), leaf));
    }

    /// Pixels of a screen, shrunk to the room there is, never enlarged; none where it cannot be read.
    pub(super) fn picture_size(&self, png: &[u8]) -> Option<(f32, f32)> {
        let (width, height) = crate::png::size(png).filter(|_| super::paint::readable(png))?;
        let (wide, high) = (width as f32 * 0.75, height as f32 * 0.75);
        let scale = (self.room() / wide).min(340.0 / high).min(1.0);
        Some((wide * scale, high * scale))
    }

    /// The room that a signature takes.
    pub(super) fn signature_height(&self, signature: &Signature) -> f32 {
        let all = 4.0 + signature.lines.len() as f32;
        24.0 + TO_SIGN + all * signed(self.room()).size * 1.5
    }

    fn signature(&mut self, signature: &Signature) {
        let look = signed(self.room());
        self.need(self.signature_height(signature));
        self.y += 20.0;
        self.line(&signature.place_and_date, Face::Regular, look);
        self.line(&signature.office, Face::Regular, look);
        self.y += TO_SIGN;
        self.line(&signature.name, Face::Bold, look);
        for line in &signature.lines {
            self.line(line, Face::Regular, look);
        }
        self.y += 8.0;
    }
}
