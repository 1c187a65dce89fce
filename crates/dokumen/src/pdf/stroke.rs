//! Letters drawn in one stroke, over several lines: what a stroke needs to be drawn costs more than a short line.

use std::ops::Range;

use krilla::geom::Point;
use krilla::surface::{Location, Surface};
use krilla::text::{Glyph, GlyphId};

use super::flow::Words;
use super::fonts::{Face, Fonts, Shape};

/// A letter, measured in parts of its size.
#[derive(Clone, Debug, PartialEq)]
pub(super) struct Letter {
    pub glyph: u32,
    pub advance: f32,
    pub x: f32,
    pub y: f32,
    /// Where it stands in the text.
    pub range: Range<usize>,
}

impl Letter {
    pub(super) const fn of(shape: Shape, range: Range<usize>) -> Self {
        Self {
            glyph: shape.glyph as u32,
            advance: shape.advance,
            x: 0.0,
            y: 0.0,
            range,
        }
    }
}

impl Glyph for Letter {
    fn glyph_id(&self) -> GlyphId {
        GlyphId::new(self.glyph)
    }

    fn text_range(&self) -> Range<usize> {
        self.range.clone()
    }

    fn x_advance(&self, size: f32) -> f32 {
        self.advance * size
    }

    fn x_offset(&self, size: f32) -> f32 {
        self.x * size
    }

    fn y_offset(&self, size: f32) -> f32 {
        self.y * size
    }

    fn y_advance(&self, _: f32) -> f32 {
        0.0
    }

    fn location(&self) -> Option<Location> {
        None
    }
}

/// Lines of one face and size that wait to be drawn.
#[derive(Debug, Default)]
pub(super) struct Stroke {
    text: String,
    letters: Vec<Letter>,
    look: Option<Start>,
    /// Where the last letter begins, and where it ends.
    last: (f32, f32),
    /// Of the line at hand.
    y: f32,
}

/// Where a stroke begins, and how it looks.
#[derive(Clone, Copy, Debug)]
struct Start {
    face: Face,
    size: f32,
    x: f32,
    y: f32,
}

impl Stroke {
    /// Adds a line whose letters stand one beside the other; draws what is there where its look changes.
    pub(super) fn add(&mut self, surface: &mut Surface<'_>, fonts: &Fonts, words: &Words<&str>) {
        let size = words.size;
        let mut x = words.x;
        let mut is_first = true;
        for c in words.text.chars() {
            let shape = fonts.shape(words.face, c);
            let is_same = self.look.is_some_and(|look| {
                look.face == shape.face && look.size.to_bits() == size.to_bits()
            });
            if !is_same {
                self.draw(surface, fonts);
                self.begin(Start {
                    face: shape.face,
                    size,
                    x,
                    y: words.y,
                });
            } else if is_first {
                self.return_to(x, size);
                self.y = words.y;
            }
            is_first = false;
            let from = self.text.len();
            self.text.push(c);
            let mut letter = Letter::of(shape, from..self.text.len());
            letter.y = self.look.map_or(0.0, |look| (look.y - self.y) / size);
            let end = self.last.1 + shape.advance * size;
            self.last = (self.last.1, end);
            self.letters.push(letter);
            x += shape.advance * size;
        }
    }

    /// Draws what waits.
    pub(super) fn draw(&mut self, surface: &mut Surface<'_>, fonts: &Fonts) {
        let Some(look) = self.look.take() else { return };
        let font = fonts.loaded(look.face).font.clone();
        let start = Point::from_xy(look.x, look.y);
        surface.draw_glyphs(start, &self.letters, font, &self.text, look.size, false);
        self.letters.clear();
        self.text.clear();
    }

    const fn begin(&mut self, start: Start) {
        self.look = Some(start);
        self.last = (start.x, start.x);
        self.y = start.y;
    }

    /// The last letter leads to where the next text begins, as a carriage returns.
    fn return_to(&mut self, x: f32, size: f32) {
        let (from, _) = self.last;
        if let Some(letter) = self.letters.last_mut() {
            letter.advance = (x - from) / size;
            self.last = (from, from + letter.advance * size);
        }
    }
}

#[cfg(test)]
mod tests {
    use krilla::page::PageSettings;

    use super::{Stroke, Words};
    use crate::pdf::fonts::{Face, Fonts};

    fn words(x: f32, y: f32, text: &str) -> Words<&str> {
        Words {
            x,
            y,
            size: 7.0,
            face: Face::Regular,
            color: [0, 0, 0],
            text,
        }
    }

    /// Where each letter stands that waits after these words.
    fn waiting(said: &[Words<&str>]) -> Option<Vec<(f32, f32)>> {
        let fonts = Fonts::new()?;
        let mut file = krilla::Document::new();
        let mut page = file.start_page_with(PageSettings::default());
        let mut surface = page.surface();
        let mut stroke = Stroke::default();
        for words in said {
            stroke.add(&mut surface, &fonts, words);
        }
        let look = stroke.look?;
        let mut x = look.x;
        let letters = stroke.letters.iter().map(|letter| {
            let at = (x, look.y - letter.y * look.size);
            x += letter.advance * look.size;
            at
        });
        let letters = letters.collect();
        stroke.draw(&mut surface, &fonts);
        assert!(stroke.letters.is_empty() && stroke.look.is_none());
        Some(letters)
    }

    #[test]
    fn each_text_of_a_stroke_begins_where_it_is_put() {
        let said = [
            words(600.3, 80.93, "Dinas Perhubungan "),
            words(612.7, 90.45, "a"),
            words(600.3, 99.97, "Kota"),
            // Beside it, with room between.
            words(690.0, 99.97, "Raya"),
        ];
        let Some(letters) = waiting(&said) else {
            unreachable!("fonts")
        };
        assert_eq!(letters.len(), 18 + 1 + 4 + 4);
        for (first, words) in [0, 18, 19, 23].into_iter().zip(&said) {
            let (x, y) = letters[first];
            assert!((x - words.x).abs() < 1e-3 && (y - words.y).abs() < 1e-3);
        }
    }

    #[test]
    fn another_look_begins_another_stroke() {
        let first = || words(10.0, 10.0, "satu");
        let others = [
            Words {
                face: Face::Bold,
                ..words(10.0, 20.0, "dua")
            },
            Words {
                size: 9.0,
                ..words(10.0, 20.0, "dua")
            },
            // Not in the usual letters.
            words(10.0, 20.0, "✓✓✓"),
        ];
        for other in others {
            let place = (other.x, other.y);
            let Some(letters) = waiting(&[first(), other]) else {
                unreachable!("fonts")
            };
            assert_eq!((letters.len(), letters.first()), (3, Some(&place)));
        }
    }
}
