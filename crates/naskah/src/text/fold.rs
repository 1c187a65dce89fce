//! The characters people meant: what looks like a digit is one, what cannot be seen is not there.

use super::LONGEST;

/// One visible character and the bytes it stands for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Glyph {
    /// The character, folded; its case is kept.
    pub(crate) ch: char,
    /// Where its bytes begin.
    pub(crate) start: usize,
    /// Where they end. Invisible characters after it belong to nobody.
    pub(crate) end: usize,
}

/// First digits of the scripts' decimal digits that a telephone can type; nine more follow each.
const ZEROS: &[u32] = &[
    0x0660, 0x06F0, 0x07C0, 0x0966, 0x09E6, 0x0A66, 0x0AE6, 0x0B66, 0x0BE6, 0x0C66, 0x0CE6, 0x0D66,
    0x0E50, 0x0ED0, 0x0F20, 0x1040, 0x17E0, 0x1810, 0x1A80, 0x1A90, 0x1B50, 0x1BB0, 0xA9D0, 0xA9F0,
    0xFF10,
];

/// The text as its readers see it. An escaped line end (`\n` in two characters, left by many exports) is a line end.
pub(crate) fn glyphs(text: &str) -> Vec<Glyph> {
    let mut glyphs: Vec<Glyph> = Vec::new();
    let mut chars = text.char_indices().take(LONGEST).peekable();
    while let Some((start, ch)) = chars.next() {
        let mut end = start + ch.len_utf8();
        let mut ch = fold(ch);
        if ch == '\\'
            && let Some((at, _)) = chars.next_if(|(_, next)| matches!(next, 'n' | 'r' | 't'))
        {
            end = at + 1;
            ch = '\n';
        }
        if !is_invisible(ch) {
            glyphs.push(Glyph { ch, start, end });
        }
    }
    glyphs
}

fn fold(ch: char) -> char {
    let code = u32::from(ch);
    match code {
        0..=0x7F => ch,
        // Spaces of every width, dashes of every length, quotes of every slant.
        0xA0 | 0x1680 | 0x2000..=0x200A | 0x202F | 0x205F | 0x3000 => ' ',
        0x85 | 0x2028 | 0x2029 => '\n',
        0x2010..=0x2015 | 0x2212 | 0xFE58 | 0xFE63 | 0x00AF | 0x2043 | 0x30FC => '-',
        0x2018 | 0x2019 | 0x201B | 0x02BC | 0x00B4 => '\'',
        0x00B7 | 0x2022 | 0x2024 | 0x2027 | 0x30FB | 0x3002 => '.',
        0x00B2 | 0x00B3 => digit(code - 0x00B0),
        0x00B9 => '1',
        0x2070 | 0x2074..=0x2079 => digit(code - 0x2070),
        0x2080..=0x2089 => digit(code - 0x2080),
        0x2460..=0x2468 => digit(code - 0x245F),
        0x2776..=0x277E => digit(code - 0x2775),
        0x24EA | 0x24FF => '0',
        0xFF01..=0xFF5E => ascii(code - 0xFEE0, ch),
        // Letters and digits of the mathematicians, used to make words look bold.
        0x1D400..=0x1D6A3 => {
            let place = (code - 0x1D400) % 52;
            let base = if place < 26 { 0x41 } else { 0x61 - 26 };
            ascii(base + place, ch)
        }
        0x1D7CE..=0x1D7FF => digit((code - 0x1D7CE) % 10),
        _ => ZEROS
            .iter()
            .find(|zero| (**zero..**zero + 10).contains(&code))
            .map_or(ch, |zero| digit(code - zero)),
    }
}

fn digit(value: u32) -> char {
    char::from_digit(value, 10).unwrap_or('0')
}

fn ascii(code: u32, otherwise: char) -> char {
    char::from_u32(code).unwrap_or(otherwise)
}

/// Takes no room on the page: joiners, marks of direction, soft hyphens, variation selectors, combining marks.
fn is_invisible(ch: char) -> bool {
    matches!(
        u32::from(ch),
        0..=8 | 0x0E..=0x1F | 0x7F | 0x80..=0x84 | 0x86..=0x9F | 0xAD | 0x0300..=0x036F | 0x061C
            | 0x115F | 0x1160 | 0x17B4 | 0x17B5 | 0x180B..=0x180F | 0x200B..=0x200F | 0x202A..=0x202E
            | 0x2060..=0x206F | 0x20D0..=0x20FF | 0x3164 | 0xFE00..=0xFE0F | 0xFEFF | 0xFFA0
            | 0xFFF9..=0xFFFB | 0xE0000..=0xE0FFF
    )
}

#[cfg(test)]
mod tests {
    use super::*;

    fn seen(text: &str) -> String {
        glyphs(text).iter().map(|glyph| glyph.ch).collect()
    }

    #[test]
    fn odd_digits_are_digits_and_the_invisible_is_gone() {
        assert_eq!(seen("０８１２"), "0812");
        assert_eq!(seen("٠٨١٢"), "0812");
        assert_eq!(seen("𝟎𝟖𝟏𝟐 𝐉𝐥 𝗕𝗮"), "0812 Jl Ba");
        assert_eq!(seen("0\u{200b}8\u{feff}1\u{ad}2"), "0812");
        assert_eq!(seen("0\u{fe0f}\u{20e3}8\u{fe0f}\u{20e3}"), "08");
        assert_eq!(seen("²³¹⁰⁴₅①⓪"), "23104510");
        assert_eq!(seen("a\\nNIK"), "a\nNIK");
        assert_eq!(seen("0812–3456‑78"), "0812-3456-78");
    }

    #[test]
    fn bytes_are_those_of_the_original() {
        let text = "é\u{200b}８x\\n";
        let spans: Vec<&str> = glyphs(text)
            .iter()
            .filter_map(|glyph| text.get(glyph.start..glyph.end))
            .collect();
        assert_eq!(spans, ["é", "８", "x", "\\n"]);
        assert_eq!(glyphs(&"é".repeat(LONGEST + 5)).len(), LONGEST);
    }
}
