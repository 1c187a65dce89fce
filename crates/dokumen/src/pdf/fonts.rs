//! The letters documents are set in: Noto Sans, and DejaVu Sans for what it lacks. They come inside the program, so a
//! document looks the same on every machine.

use krilla::text::Font;
use rustybuzz::Face as Shaper;

/// Which letters.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Face {
    Regular,
    Bold,
    Italic,
    BoldItalic,
    /// For what the others lack.
    Fallback,
}

impl Face {
    pub(super) const fn of(bold: bool, italic: bool) -> Self {
        match (bold, italic) {
            (false, false) => Self::Regular,
            (true, false) => Self::Bold,
            (false, true) => Self::Italic,
            (true, true) => Self::BoldItalic,
        }
    }
}

/// A character's shape.
#[derive(Clone, Copy, Debug)]
pub(super) struct Shape {
    pub face: Face,
    pub glyph: u16,
    /// Its width, as a part of the letter's size.
    pub advance: f32,
    /// Whether the letters have it; else it is a box.
    pub known: bool,
}

/// How many characters from the first are looked up beforehand: Latin with its accents.
const COMMON: usize = 0x250;

pub(super) struct Fonts {
    faces: [Loaded; 5],
    missing: Shape,
}

pub(super) struct Loaded {
    pub font: Font,
    pub shaper: Shaper<'static>,
    per_em: f32,
    common: Vec<Option<(u16, f32)>>,
}

impl Fonts {
    /// `None` when the letters inside the program cannot be read.
    pub(super) fn new() -> Option<Self> {
        let faces = [
            Loaded::new(ttf_noto_sans::REGULAR)?,
            Loaded::new(ttf_noto_sans::BOLD)?,
            Loaded::new(ttf_noto_sans::ITALIC)?,
            Loaded::new(ttf_noto_sans::BOLD_ITALIC)?,
            Loaded::new(dejavu::sans::regular())?,
        ];
        let (glyph, advance) = faces[4].glyph('\u{25a1}')?;
        Some(Self {
            faces,
            missing: Shape {
                face: Face::Fallback,
                glyph,
                advance,
                known: false,
            },
        })
    }

    pub(super) const fn loaded(&self, face: Face) -> &Loaded {
        &self.faces[face as usize]
    }

    /// A character's shape in a face, or in the fallback, or a box.
    pub(super) fn shape(&self, face: Face, c: char) -> Shape {
        for face in [face, Face::Fallback] {
            if let Some((glyph, advance)) = self.loaded(face).glyph(c) {
                return Shape {
                    face,
                    glyph,
                    advance,
                    known: true,
                };
            }
        }
        self.missing
    }

    /// How wide a text is at size 1. Scripts whose letters join are somewhat narrower when drawn.
    pub(super) fn width(&self, face: Face, text: &str) -> f32 {
        text.chars().map(|c| self.shape(face, c).advance).sum()
    }
}

impl Loaded {
    fn new(bytes: &'static [u8]) -> Option<Self> {
        let shaper = Shaper::from_slice(bytes, 0)?;
        let mut loaded = Self {
            font: Font::new(bytes.into(), 0)?,
            per_em: shaper.units_per_em() as f32,
            shaper,
            common: Vec::new(),
        };
        loaded.common = (0..COMMON as u32)
            .map(|c| char::from_u32(c).and_then(|c| loaded.look_up(c)))
            .collect();
        Some(loaded)
    }

    fn glyph(&self, c: char) -> Option<(u16, f32)> {
        match self.common.get(c as usize) {
            Some(known) => *known,
            None => self.look_up(c),
        }
    }

    fn look_up(&self, c: char) -> Option<(u16, f32)> {
        let glyph = self.shaper.glyph_index(c).filter(|glyph| glyph.0 != 0)?;
        let advance = f32::from(self.shaper.glyph_hor_advance(glyph).unwrap_or(0)) / self.per_em;
        Some((glyph.0, advance))
    }

    pub(super) fn em(&self, units: i32) -> f32 {
        units as f32 / self.per_em
    }
}
