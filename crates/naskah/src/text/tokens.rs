//! Words and numbers, with the bytes they stand for.

use std::ops::Range;

use super::fold::{Glyph, glyphs};

/// What a token is made of.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum TokenKind {
    /// Letters, perhaps with digits among them: `jalan`, `rt05`, `jalan2`.
    Word,
    /// Digits only.
    Number,
    /// A sign that is neither letter, digit nor punctuation: an emoji.
    Sign,
}

/// A word, number or emoji of a text.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Token {
    /// Its bytes in the original text, on character boundaries.
    pub span: Range<usize>,
    /// What it is made of.
    pub kind: TokenKind,
    /// In lower case, with odd digits and letters folded and invisible characters gone; not otherwise corrected.
    pub word: String,
}

/// The tokens of a text, in order. Punctuation parts them and is left out.
pub fn tokens(text: &str) -> Vec<Token> {
    let glyphs = glyphs(text);
    let mut tokens = Vec::new();
    let mut at = 0;
    while let Some(first) = glyphs.get(at) {
        let rest = glyphs.get(at..).unwrap_or_default();
        let length = if first.ch.is_alphanumeric() {
            rest.iter()
                .take_while(|glyph| glyph.ch.is_alphanumeric())
                .count()
        } else {
            if is_sign(first.ch) {
                tokens.push(token(rest.get(..1).unwrap_or_default(), TokenKind::Sign));
            }
            at += 1;
            continue;
        };
        let run = rest.get(..length).unwrap_or_default();
        let is_number = run.iter().all(|glyph| glyph.ch.is_numeric());
        let kind = if is_number {
            TokenKind::Number
        } else {
            TokenKind::Word
        };
        tokens.push(token(run, kind));
        at += length;
    }
    tokens
}

fn token(run: &[Glyph], kind: TokenKind) -> Token {
    let start = run.first().map_or(0, |glyph| glyph.start);
    let end = run.last().map_or(start, |glyph| glyph.end);
    let word = run
        .iter()
        .flat_map(|glyph| glyph.ch.to_lowercase())
        .collect();
    Token {
        span: start..end,
        kind,
        word,
    }
}

/// Beyond the scripts' letters and the usual punctuation: arrows, dingbats, emoji.
pub(super) fn is_sign(ch: char) -> bool {
    !ch.is_alphanumeric()
        && matches!(u32::from(ch), 0x2190..=0x2BFF | 0x3030..=0x303F | 0x1F000..=0x1FAFF)
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    #[test]
    fn words_numbers_and_signs() {
        let text = "Jln. G. Obos No.12, RT05 🙏 ＯＫ";
        let words: Vec<_> = tokens(text).into_iter().map(|token| token.word).collect();
        assert_eq!(words, ["jln", "g", "obos", "no", "12", "rt05", "🙏", "ok"]);
        assert!(tokens(" .,;").is_empty());
    }

    proptest! {
        #[test]
        fn spans_are_in_order_and_on_boundaries(text in any::<String>()) {
            let mut last = 0;
            for token in tokens(&text) {
                prop_assert!(token.span.start >= last && token.span.end > token.span.start);
                prop_assert!(text.get(token.span.clone()).is_some());
                last = token.span.end;
            }
        }
    }
}
