//! The head of a letter: its words in the middle, an emblem at their left, a double rule below.

use super::{EMU_PER_TWIP, Twips, Writer};
use crate::model::Letterhead;

/// How high an emblem is: two centimetres.
const EMBLEM: u64 = 720_000;
/// Between an emblem and the words, in twips.
const BESIDE: u64 = 120;

impl Writer {
    pub(super) fn letterhead(&mut self, letterhead: &Letterhead) {
        let emblem = letterhead.emblem.as_deref();
        match emblem.and_then(|png| Some((png, crate::png::size(png)?))) {
            Some((png, size)) => self.beside(png, size, letterhead),
            None => self.head_words(letterhead),
        }
        // A table must be followed by a paragraph.
        self.styled("LetterRule", "");
    }

    fn head_words(&mut self, letterhead: &Letterhead) {
        self.styled("LetterGovernment", &letterhead.government);
        self.styled("LetterOffice", &letterhead.office);
        for line in &letterhead.lines {
            self.styled("LetterAddress", line);
        }
    }

    /// A table without lines: the words stay in the middle of the page, whatever is at their left.
    fn beside(&mut self, png: &[u8], (width, height): (u32, u32), letterhead: &Letterhead) {
        let wide = EMBLEM * u64::from(width) / u64::from(height);
        let wide = wide.clamp(1, 2 * EMBLEM);
        let side = Twips::try_from(wide / EMU_PER_TWIP + BESIDE).unwrap_or(0);
        let middle = self.room() - 2 * side;
        self.body.open("w:tbl", &[]);
        self.body.open("w:tblPr", &[]);
        self.body
            .empty("w:tblW", &[("w:w", &self.room()), ("w:type", &"dxa")]);
        self.body.empty("w:tblLayout", &[("w:type", &"fixed")]);
        self.body.open("w:tblCellMar", &[]);
        for margin in ["w:left", "w:right"] {
            self.body.empty(margin, &[("w:w", &0), ("w:type", &"dxa")]);
        }
        self.body.close();
        self.body.close();
        self.body.open("w:tblGrid", &[]);
        for width in [side, middle, side] {
            self.body.empty("w:gridCol", &[("w:w", &width)]);
        }
        self.body.close();
        self.body.open("w:tr", &[]);
        self.cell(side, |writer| {
            writer.inline_picture(png, "Lambang", (wide, EMBLEM));
        });
        self.cell(middle, |writer| writer.head_words(letterhead));
        self.cell(side, |writer| writer.styled("LetterAddress", ""));
        self.body.close();
        self.body.close();
    }

    fn cell(&mut self, width: Twips, inside: impl FnOnce(&mut Self)) {
        self.body.open("w:tc", &[]);
        self.body.open("w:tcPr", &[]);
        self.body
            .empty("w:tcW", &[("w:w", &width), ("w:type", &"dxa")]);
        self.body.empty("w:vAlign", &[("w:val", &"center")]);
        self.body.close();
        inside(self);
        self.body.close();
    }
}
