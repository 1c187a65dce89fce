//! The text in pieces: words, numbers, gaps and signs, each with the bytes it stands for.

use std::ops::Range;

use super::finding::{Finding, Kind};
use crate::text::{Glyph, glyphs};

/// What a piece is made of.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Piece {
    /// Letters.
    Word,
    /// Digits, or letters that stand for digits.
    Digits,
    /// White space within a line.
    Space,
    /// White space with a line end in it.
    Break,
    /// Any other single character.
    Sign(char),
}

/// A piece and where it stands among the glyphs.
#[derive(Clone, Debug)]
pub(super) struct Part {
    pub(super) piece: Piece,
    /// First glyph.
    pub(super) from: usize,
    /// One after the last glyph.
    pub(super) to: usize,
    /// The word in lower case, or the digits.
    pub(super) text: String,
    /// Whether its first letter is a capital.
    pub(super) is_capital: bool,
}

/// A text ready to be looked at.
pub(super) struct View {
    pub(super) glyphs: Vec<Glyph>,
    pub(super) parts: Vec<Part>,
    /// Whether capitals say something: the text has both, and most words begin small.
    pub(super) capitals_tell: bool,
}

impl View {
    pub(super) fn of(text: &str) -> Self {
        let mut glyphs = glyphs(text);
        read_lookalikes(&mut glyphs);
        let parts = parts(&glyphs);
        let words = || {
            parts
                .iter()
                .filter(|part| part.piece == Piece::Word && part.to - part.from > 2)
        };
        let capitals = words().filter(|part| part.is_capital).count();
        let capitals_tell = capitals * 10 <= words().count() * 6;
        Self {
            glyphs,
            parts,
            capitals_tell,
        }
    }

    /// The part at an index.
    pub(super) fn part(&self, at: usize) -> Option<&Part> {
        self.parts.get(at)
    }

    /// The word at an index, else nothing.
    pub(super) fn word(&self, at: usize) -> Option<&str> {
        self.part(at)
            .filter(|part| part.piece == Piece::Word)
            .map(|part| part.text.as_str())
    }

    /// The digits at an index, else nothing.
    pub(super) fn digits(&self, at: usize) -> Option<&str> {
        self.part(at)
            .filter(|part| part.piece == Piece::Digits)
            .map(|part| part.text.as_str())
    }

    /// Whether the sign at an index is one of these.
    pub(super) fn is_sign(&self, at: usize, signs: &str) -> bool {
        matches!(self.part(at).map(|part| part.piece), Some(Piece::Sign(sign)) if signs.contains(sign))
    }

    /// The first index from `at` on that is neither space (nor line end, if they are passed over) nor one of the signs.
    pub(super) fn skip(&self, at: usize, signs: &str, breaks: bool) -> usize {
        let rest = self.parts.get(at..).unwrap_or_default();
        let skipped = rest
            .iter()
            .take(8)
            .take_while(|part| match part.piece {
                Piece::Space => true,
                Piece::Break => breaks,
                Piece::Sign(sign) => signs.contains(sign),
                Piece::Word | Piece::Digits => false,
            })
            .count();
        at + skipped
    }

    /// The words before an index, nearest first, as (index, word): at most `most`, at most sixteen parts back.
    pub(super) fn words_before(
        &self,
        at: usize,
        most: usize,
    ) -> impl Iterator<Item = (usize, &str)> {
        (at.saturating_sub(16)..at)
            .rev()
            .filter_map(|at| self.word(at).map(|word| (at, word)))
            .take(most)
    }

    /// A finding from one glyph to before another.
    pub(super) fn finding(
        &self,
        from: usize,
        to: usize,
        kind: Kind,
        confidence: f32,
    ) -> Option<Finding> {
        let start = self.glyphs.get(from)?.start;
        let end = self.glyphs.get(to.checked_sub(1)?)?.end;
        (start < end).then_some(Finding {
            span: start..end,
            kind,
            confidence,
        })
    }

    /// A finding from one part to another, both included.
    pub(super) fn finding_of_parts(
        &self,
        first: usize,
        last: usize,
        kind: Kind,
        confidence: f32,
    ) -> Option<Finding> {
        self.finding(
            self.part(first)?.from,
            self.part(last)?.to,
            kind,
            confidence,
        )
    }
}

fn parts(glyphs: &[Glyph]) -> Vec<Part> {
    let mut parts: Vec<Part> = Vec::new();
    for (at, glyph) in glyphs.iter().enumerate() {
        let ch = glyph.ch;
        let piece = if ch.is_ascii_digit() {
            Piece::Digits
        } else if ch.is_alphabetic() {
            Piece::Word
        } else if ch == '\n' || ch == '\r' {
            Piece::Break
        } else if ch.is_whitespace() {
            Piece::Space
        } else {
            Piece::Sign(ch)
        };
        let is_gap = |piece| matches!(piece, Piece::Space | Piece::Break);
        match parts.last_mut() {
            Some(last) if is_gap(last.piece) && is_gap(piece) => {
                last.to = at + 1;
                if piece == Piece::Break {
                    last.piece = piece;
                }
            }
            Some(last) if last.piece == piece && !matches!(piece, Piece::Sign(_)) => {
                last.to = at + 1;
                last.text.extend(ch.to_lowercase());
            }
            _ => parts.push(Part {
                piece,
                from: at,
                to: at + 1,
                text: if is_gap(piece) {
                    String::new()
                } else {
                    ch.to_lowercase().collect()
                },
                is_capital: ch.is_uppercase(),
            }),
        }
    }
    parts
}

/// Digits of a number in which letters are read as digits.
const FEWEST_DIGITS: usize = 6;

/// `O812-3456-78l0`: letters among many digits that are digits.
fn read_lookalikes(glyphs: &mut [Glyph]) {
    let mut at = 0;
    while at < glyphs.len() {
        // Groups of such characters with single separators between them.
        let mut groups: Vec<Range<usize>> = Vec::new();
        let mut from = at;
        while let Some(group) = group(glyphs, from) {
            from = group.end + 1;
            let goes_on = glyphs
                .get(group.end)
                .is_some_and(|glyph| " -.".contains(glyph.ch));
            groups.push(group);
            if !goes_on {
                break;
            }
        }
        let Some(end) = groups.last().map(|group| group.end) else {
            at += 1;
            continue;
        };
        let count = |fits: fn(char) -> bool| {
            let all = groups.iter().filter_map(|group| glyphs.get(group.clone()));
            all.flatten().filter(|glyph| fits(glyph.ch)).count()
        };
        let (digits, letters) = (
            count(|ch| ch.is_ascii_digit()),
            count(|ch| !ch.is_ascii_digit()),
        );
        if letters > 0 && digits >= FEWEST_DIGITS && letters * 2 <= digits {
            for at in groups.into_iter().flatten() {
                if let Some(glyph) = glyphs.get_mut(at) {
                    glyph.ch = lookalike(glyph.ch).unwrap_or(glyph.ch);
                }
            }
        }
        at = end;
    }
}

/// A run of digits and letters like them from an index on, with a digit in it and no other letter at its ends.
fn group(glyphs: &[Glyph], from: usize) -> Option<Range<usize>> {
    let rest = glyphs.get(from..)?;
    let length = rest
        .iter()
        .take_while(|glyph| glyph.ch.is_ascii_digit() || lookalike(glyph.ch).is_some())
        .count();
    let is_letter = |glyph: Option<&Glyph>| glyph.is_some_and(|glyph| glyph.ch.is_alphabetic());
    let has_digit = rest
        .iter()
        .take(length)
        .any(|glyph| glyph.ch.is_ascii_digit());
    let is_cut = is_letter(rest.get(length))
        || is_letter(from.checked_sub(1).and_then(|before| glyphs.get(before)));
    (has_digit && !is_cut).then_some(from..from + length)
}

const fn lookalike(ch: char) -> Option<char> {
    match ch {
        'O' | 'o' | 'О' | 'о' | 'Ο' | 'ο' => Some('0'),
        'I' | 'l' | '|' => Some('1'),
        _ => None,
    }
}
