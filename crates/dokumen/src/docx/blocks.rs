//! Pieces of a document.

use super::Writer;
use super::text::{self, Shape};
use crate::model::{Align, Block, Paragraph, Signature};
use crate::picture;

impl Writer {
    /// A block; who signs, signs below something, so what a signature follows stays on its page.
    pub(super) fn block(&mut self, block: &Block, is_signed: bool) {
        match block {
            Block::Heading(level, words) => {
                let style = ["Heading1", "Heading2", "Heading3", "Heading4"];
                let level = usize::from((*level).clamp(1, 4)) - 1;
                self.styled(style[level], words);
            }
            Block::Paragraph(paragraph) => {
                let shape = Shape {
                    with_next: is_signed,
                    ..Shape::default()
                };
                self.paragraph(paragraph, shape);
            }
            Block::List { numbered, items } => {
                let list = if *numbered {
                    self.package.numbered_list()
                } else {
                    super::package::BULLETS
                };
                for item in items {
                    let shape = Shape {
                        style: Some("ListParagraph"),
                        list: Some(list),
                        with_next: is_signed,
                        ..Shape::default()
                    };
                    self.paragraph(item, shape);
                }
            }
            Block::Table(table) => self.table(table),
            Block::Chart(chart) => {
                // A chart of Word draws what a picture could not, as long as it has numbers at all.
                if picture::chart_picture(chart).is_some() {
                    self.chart(chart);
                    if !picture::says_values(chart) {
                        self.table(&picture::table(chart));
                    }
                } else {
                    self.table(&picture::table(chart));
                }
            }
            Block::Picture { png, alt } => self.picture(png, alt),
            Block::PageBreak => {
                self.body.open("w:p", &[]);
                self.body.open("w:r", &[]);
                self.body.empty("w:br", &[("w:type", &"page")]);
                self.body.close();
                self.body.close();
            }
            Block::Signature(signature) => self.signature(signature),
            Block::Pages(_) => {}
        }
    }

    fn signature(&mut self, signature: &Signature) {
        let indent = self.room() / 2;
        let mut line = |style: &'static str, words: &str, with_next: bool| {
            let shape = Shape {
                style: Some(style),
                align: Align::Center,
                with_next,
                indent: Some(indent),
                ..Shape::default()
            };
            self.paragraph(&centered(words), shape);
        };
        line("SignaturePlace", &signature.place_and_date, true);
        line("SignatureLine", &signature.office, true);
        line(
            "SignatureName",
            &signature.name,
            !signature.lines.is_empty(),
        );
        let last = signature.lines.len().saturating_sub(1);
        for (at, words) in signature.lines.iter().enumerate() {
            line("SignatureLine", words, at < last);
        }
    }

    /// An empty paragraph of no height: a table must be followed by a paragraph.
    pub(super) fn after_table(&mut self) {
        text::begin(
            &mut self.body,
            Shape {
                style: Some("AfterTable"),
                ..Shape::default()
            },
        );
        self.body.close();
    }
}

fn centered(words: &str) -> Paragraph {
    Paragraph {
        align: Align::Center,
        ..Paragraph::plain(words)
    }
}
