//! Words upon a page.

use krilla::geom::Point;
use krilla::num::NormalizedF32;
use krilla::paint::Fill;
use krilla::surface::Surface;
use rustybuzz::{Direction, UnicodeBuffer};
use unicode_bidi::{BidiInfo, Level};

use super::flow::Words;
use super::fonts::{Face, Fonts};
use super::paint::fill;
use super::stroke::{Letter, Stroke};

/// What draws text on the surface of a page.
pub(super) struct Painter<'a> {
    pub fonts: &'a Fonts,
    glyphs: Vec<Letter>,
    stroke: Stroke,
}

impl<'a> Painter<'a> {
    pub(super) fn new(fonts: &'a Fonts) -> Self {
        Self {
            fonts,
            glyphs: Vec::new(),
            stroke: Stroke::default(),
        }
    }

    pub(super) fn words(&mut self, surface: &mut Surface<'_>, words: Words<&str>) {
        self.text(surface, std::iter::once(words));
    }

    /// Words that belong together. Lines of one look are drawn in one stroke.
    pub(super) fn text<'w>(
        &mut self,
        surface: &mut Surface<'_>,
        all: impl Iterator<Item = Words<&'w str>>,
    ) {
        surface.set_stroke(None);
        let mut color = None;
        for words in all {
            if color != Some(words.color) {
                self.stroke.draw(surface, self.fonts);
                surface.set_fill(Some(fill(words.color)));
                color = Some(words.color);
            }
            self.letters(surface, &words);
        }
        self.stroke.draw(surface, self.fonts);
    }

    /// Words that are seen and not read: those of one line in one stroke, whatever lies between them.
    pub(super) fn across<'w>(
        &mut self,
        surface: &mut Surface<'_>,
        all: impl Iterator<Item = Words<&'w str>>,
    ) {
        let mut all: Vec<Words<&str>> = all.collect();
        all.sort_by(|one, other| one.y.total_cmp(&other.y));
        self.text(surface, all.into_iter());
    }

    /// Words that lie under or over others without hiding them.
    pub(super) fn faint(&mut self, surface: &mut Surface<'_>, words: &Words<&str>) {
        surface.set_stroke(None);
        surface.set_fill(Some(Fill {
            opacity: NormalizedF32::new(0.13).unwrap_or(NormalizedF32::ONE),
            ..fill(words.color)
        }));
        self.letters(surface, words);
        self.stroke.draw(surface, self.fonts);
    }

    fn letters(&mut self, surface: &mut Surface<'_>, words: &Words<&str>) {
        if !words.text.is_ascii() && words.text.chars().any(joins) {
            self.stroke.draw(surface, self.fonts);
            self.shaped(surface, words);
        } else {
            self.stroke.add(surface, self.fonts, words);
        }
    }

    /// A range of text whose letters stand one beside the other; returns where it ends.
    fn plain(
        &mut self,
        surface: &mut Surface<'_>,
        words: &Words<&str>,
        (from, to): (usize, usize),
        left: f32,
        turned: bool,
    ) -> f32 {
        let text = words.text.get(from..to).unwrap_or_default();
        let mut letters: Vec<(usize, char)> = Vec::new();
        let mut x = left;
        let mut start = left;
        let mut face: Option<Face> = None;
        let mut one = |painter: &mut Self, at: usize, c: char| {
            let shape = painter.fonts.shape(words.face, c);
            if face != Some(shape.face) {
                painter.flush(surface, words, face, start);
                face = Some(shape.face);
                start = x;
            }
            let range = from + at..from + at + c.len_utf8();
            painter.glyphs.push(Letter::of(shape, range));
            x += shape.advance * words.size;
        };
        if turned {
            letters.extend(text.char_indices());
            letters.iter().rev().for_each(|(at, c)| one(self, *at, *c));
        } else {
            text.char_indices().for_each(|(at, c)| one(self, at, c));
        }
        self.flush(surface, words, face, start);
        x
    }

    fn flush(
        &mut self,
        surface: &mut Surface<'_>,
        words: &Words<&str>,
        face: Option<Face>,
        x: f32,
    ) {
        if let (Some(face), false) = (face, self.glyphs.is_empty()) {
            let font = self.fonts.loaded(face).font.clone();
            surface.draw_glyphs(
                Point::from_xy(x, words.y),
                &self.glyphs,
                font,
                words.text,
                words.size,
                false,
            );
            self.glyphs.clear();
        }
    }

    /// Text of scripts that join or run from the right.
    fn shaped(&mut self, surface: &mut Surface<'_>, words: &Words<&str>) {
        let bidi = BidiInfo::new(words.text, Some(Level::ltr()));
        let mut x = words.x;
        for paragraph in &bidi.paragraphs {
            let (levels, runs) = bidi.visual_runs(paragraph, paragraph.range.clone());
            for run in runs {
                let turned = levels.get(run.start).is_some_and(Level::is_rtl);
                let mut segments = self.segments(words, run.start, run.end);
                if turned {
                    segments.reverse();
                }
                for (from, to, face) in segments {
                    x = match face {
                        Some(face) => self.segment(surface, words, (from, to), face, turned, x),
                        None => self.plain(surface, words, (from, to), x, turned),
                    };
                }
            }
        }
    }

    /// A run cut where the letters change; `None` where no letters have them.
    fn segments(
        &self,
        words: &Words<&str>,
        from: usize,
        to: usize,
    ) -> Vec<(usize, usize, Option<Face>)> {
        let mut found: Vec<(usize, usize, Option<Face>)> = Vec::new();
        for (at, c) in words.text.get(from..to).unwrap_or_default().char_indices() {
            let shape = self.fonts.shape(words.face, c);
            let face = shape.known.then_some(shape.face);
            let end = from + at + c.len_utf8();
            match found.last_mut() {
                Some((_, last, known)) if *known == face => *last = end,
                _ => found.push((from + at, end, face)),
            }
        }
        found
    }

    fn segment(
        &mut self,
        surface: &mut Surface<'_>,
        words: &Words<&str>,
        (from, to): (usize, usize),
        face: Face,
        turned: bool,
        x: f32,
    ) -> f32 {
        let loaded = self.fonts.loaded(face);
        let mut buffer = UnicodeBuffer::new();
        buffer.push_str(words.text.get(from..to).unwrap_or_default());
        buffer.guess_segment_properties();
        buffer.set_direction(if turned {
            Direction::RightToLeft
        } else {
            Direction::LeftToRight
        });
        let shaped = rustybuzz::shape(&loaded.shaper, &[], buffer);
        let mut starts: Vec<usize> = shaped
            .glyph_infos()
            .iter()
            .map(|info| info.cluster as usize)
            .collect();
        starts.sort_unstable();
        starts.dedup();
        if shaped.glyph_infos().iter().any(|info| info.glyph_id == 0) {
            return self.plain(surface, words, (from, to), x, turned);
        }
        let mut end = x;
        for (info, position) in shaped.glyph_infos().iter().zip(shaped.glyph_positions()) {
            let start = info.cluster as usize;
            let next = starts
                .iter()
                .find(|other| **other > start)
                .copied()
                .unwrap_or(to - from);
            let advance = loaded.em(position.x_advance);
            self.glyphs.push(Letter {
                glyph: info.glyph_id,
                advance,
                x: loaded.em(position.x_offset),
                y: loaded.em(position.y_offset),
                range: from + start..from + next,
            });
            end += advance * words.size;
        }
        self.flush(surface, words, Some(face), x);
        end
    }
}

/// Whether a character's shape or place depends on its neighbours.
const fn joins(c: char) -> bool {
    matches!(c, '\u{300}'..='\u{36f}' | '\u{590}'..='\u{1dff}' | '\u{a800}'..='\u{abff}' | '\u{fb1d}'..='\u{fdff}'
        | '\u{fe20}'..='\u{fe2f}' | '\u{fe70}'..='\u{fefe}' | '\u{10800}'..='\u{11fff}')
}
