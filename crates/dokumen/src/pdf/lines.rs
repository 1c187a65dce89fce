//! Text broken into lines.

use super::fonts::{Face, Fonts};
use crate::model::Align;

/// Text of one look.
#[derive(Clone, Copy, Debug)]
pub(super) struct Styled<'a> {
    pub face: Face,
    pub text: &'a str,
}

/// A line of text.
#[derive(Clone, Debug, Default)]
pub(super) struct Line {
    pub pieces: Vec<Piece>,
    /// Width without the space at its end.
    width: f32,
    /// Where the next word begins.
    x: f32,
    /// The last of its paragraph: never stretched.
    ends: bool,
}

/// A part of a line in one face, with the spaces behind its words.
#[derive(Clone, Debug)]
pub(super) struct Piece {
    pub face: Face,
    pub text: String,
    width: f32,
    spaced: bool,
}

/// Breaks text into lines no wider than `width` at a size. A word that is wider is broken where it must be. Words stay
/// pieces of their own only where they may be stretched apart.
pub(super) fn break_lines(
    fonts: &Fonts,
    runs: &[Styled<'_>],
    size: f32,
    width: f32,
    align: Align,
) -> Vec<Line> {
    let mut breaker = Breaker {
        lines: Vec::new(),
        line: Line::default(),
        word: Vec::new(),
        word_width: 0.0,
        // What rounding may add.
        width: width + 0.01,
        apart: align == Align::Justify,
    };
    for run in runs {
        for c in run.text.chars() {
            match c {
                '\n' => breaker.end_line(),
                ' ' => breaker.space(run.face, fonts.shape(run.face, ' ').advance * size),
                // They choose between looks of the letter before them; the letters here have one.
                '\u{200c}' | '\u{200d}' | '\u{fe00}'..='\u{fe0f}' => {}
                c => {
                    breaker.letter(run.face, c, fonts.shape(run.face, c).advance * size);
                    if matches!(c, '-' | '/' | '–' | '—' | '_' | '@' | '?' | '&') {
                        breaker.end_word(false);
                    }
                }
            }
        }
    }
    breaker.end_line();
    breaker.lines
}

/// A piece and how far from the left its line puts it.
pub(super) type Placed = (f32, Piece);

impl Line {
    /// Its pieces, placed in a column so wide.
    pub(super) fn place(self, width: f32, align: Align) -> Vec<Placed> {
        let room = (width - self.width).max(0.0);
        let spaces = self.pieces.iter().filter(|piece| piece.spaced).count();
        let last_spaced = usize::from(self.pieces.last().is_some_and(|piece| piece.spaced));
        let (mut x, stretch) = match align {
            Align::Left => (0.0, 0.0),
            Align::Center => (room / 2.0, 0.0),
            Align::Right => (room, 0.0),
            Align::Justify if self.ends || spaces <= last_spaced => (0.0, 0.0),
            Align::Justify => (0.0, room / (spaces - last_spaced) as f32),
        };
        let place = |piece: Piece| {
            let at = x;
            x += piece.width + if piece.spaced { stretch } else { 0.0 };
            (at, piece)
        };
        self.pieces.into_iter().map(place).collect()
    }
}

struct Breaker {
    lines: Vec<Line>,
    line: Line,
    word: Vec<Piece>,
    word_width: f32,
    width: f32,
    apart: bool,
}

impl Breaker {
    fn letter(&mut self, face: Face, c: char, advance: f32) {
        if self.word_width + advance > self.width && !self.word.is_empty() {
            if !self.line.pieces.is_empty() {
                self.turn(false);
            }
            self.end_word(false);
            self.turn(false);
        }
        self.word_width += advance;
        match self.word.last_mut() {
            Some(piece) if piece.face == face => {
                piece.text.push(c);
                piece.width += advance;
            }
            _ => self.word.push(Piece {
                face,
                text: c.to_string(),
                width: advance,
                spaced: false,
            }),
        }
    }

    fn space(&mut self, face: Face, advance: f32) {
        if self.word.is_empty() && self.line.pieces.is_empty() {
            return;
        }
        if self.word.is_empty() {
            // A second space: it widens the one before.
            if let Some(piece) = self.line.pieces.last_mut() {
                piece.text.push(' ');
                piece.width += advance;
                self.line.x += advance;
            }
            return;
        }
        self.end_word(false);
        match self.line.pieces.last_mut() {
            Some(piece) if piece.face == face => {
                piece.text.push(' ');
                piece.width += advance;
                piece.spaced = true;
            }
            _ => self.line.pieces.push(Piece {
                face,
                text: " ".to_owned(),
                width: advance,
                spaced: true,
            }),
        }
        self.line.x += advance;
    }

    fn end_word(&mut self, ends: bool) {
        if self.word.is_empty() {
            return;
        }
        if self.line.x + self.word_width > self.width && !self.line.pieces.is_empty() {
            self.turn(ends);
        }
        for piece in self.word.drain(..) {
            match self.line.pieces.last_mut() {
                Some(last) if last.face == piece.face && !(self.apart && last.spaced) => {
                    last.text.push_str(&piece.text);
                    last.width += piece.width;
                    last.spaced = false;
                }
                _ => self.line.pieces.push(piece),
            }
        }
        self.line.x += self.word_width;
        self.line.width = self.line.x;
        self.word_width = 0.0;
    }

    fn end_line(&mut self) {
        self.end_word(false);
        self.turn(true);
    }

    fn turn(&mut self, ends: bool) {
        let mut line = std::mem::take(&mut self.line);
        line.ends = ends;
        self.lines.push(line);
    }
}

#[cfg(test)]
mod tests {
    use super::{Styled, break_lines};
    use crate::model::Align;
    use crate::pdf::fonts::{Face, Fonts};

    fn broken(text: &str, width: f32) -> Option<Vec<String>> {
        let fonts = Fonts::new()?;
        let run = Styled {
            face: Face::Regular,
            text,
        };
        let lines = break_lines(&fonts, &[run], 10.0, width, Align::Left);
        let said = lines.iter().map(|line| {
            line.pieces
                .iter()
                .map(|piece| piece.text.as_str())
                .collect()
        });
        Some(said.collect())
    }

    #[test]
    fn words_stay_whole_where_they_can() -> Result<(), &'static str> {
        let lines = broken("satu dua tiga empat lima", 50.0).ok_or("fonts")?;
        assert_eq!(lines.concat(), "satu dua tiga empat lima");
        assert_eq!(lines, ["satu dua ", "tiga ", "empat ", "lima"]);
        Ok(())
    }

    #[test]
    fn a_word_without_end_is_broken_and_nothing_is_lost() -> Result<(), &'static str> {
        let word = "w".repeat(10_000);
        let lines = broken(&word, 100.0).ok_or("fonts")?;
        assert!(lines.len() > 100, "{}", lines.len());
        assert_eq!(lines.concat(), word);
        let narrow = broken("abc", 0.5).ok_or("fonts")?;
        assert_eq!(narrow.concat(), "abc");
        Ok(())
    }

    #[test]
    fn line_feeds_are_kept() -> Result<(), &'static str> {
        assert_eq!(broken("a\n\nb", 100.0).ok_or("fonts")?, ["a", "", "b"]);
        assert_eq!(broken("", 100.0).ok_or("fonts")?, [""]);
        Ok(())
    }
}
