//! A guess at the language, from the little words that each has to itself.

use std::collections::HashMap;
use std::sync::LazyLock;

use super::lexicon::entries;
use super::normal::is_slang;
use super::stems::is_root;
use super::stop::is_stop_word;
use super::tokens::{TokenKind, tokens};

/// What a text seems to be written in.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Language {
    /// Indonesian, formal or as in an SMS.
    Indonesian,
    /// A language of the region (Javanese, Banjar, Dayak Ngaju, Sundanese, Madurese), mostly mixed with Indonesian.
    Regional,
    /// English.
    English,
    /// Nothing to go by: no words, or none that are known.
    Unknown,
}

/// Share of the known words, in percent, from which a text is called regional: people mix.
const REGIONAL_PERCENT: usize = 30;
/// Words that are enough to know.
const ENOUGH: usize = 2_000;

static LITTLE_WORDS: LazyLock<HashMap<&str, Language>> = LazyLock::new(|| {
    let mut words = HashMap::new();
    let lists = [
        (include_str!("lexicon/regional.txt"), Language::Regional),
        (include_str!("lexicon/english.txt"), Language::English),
    ];
    for (list, language) in lists {
        words.extend(
            entries(list)
                .flat_map(str::split_whitespace)
                .map(|word| (word, language)),
        );
    }
    words
});

/// The language that a text seems to be written in.
pub fn language(text: &str) -> Language {
    let (mut indonesian, mut regional, mut english) = (0, 0, 0);
    let words = tokens(text)
        .into_iter()
        .filter(|token| token.kind == TokenKind::Word);
    for token in words.take(ENOUGH) {
        let word = token.word.as_str();
        match LITTLE_WORDS.get(word) {
            Some(Language::Regional) => regional += 1,
            Some(Language::English) => english += 1,
            _ if is_stop_word(word) || is_slang(word) || is_root(word) => indonesian += 1,
            _ => {}
        }
    }
    let known = indonesian + regional + english;
    if known == 0 {
        Language::Unknown
    } else if english > indonesian + regional {
        Language::English
    } else if regional * 100 >= known * REGIONAL_PERCENT {
        Language::Regional
    } else {
        Language::Indonesian
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn each_language_by_its_little_words() {
        for (text, expected) in [
            (
                "Mohon lampu jalan di depan rumah diperbaiki",
                Language::Indonesian,
            ),
            ("jln rsk pak tlg d perbaiki", Language::Indonesian),
            (
                "pak nyuwun tulung dalane wis bolong kabeh, wong liwat pada tiba",
                Language::Regional,
            ),
            (
                "jalan di higa rumah ulun rusak banar, kada kawa liwat, tolong pian dibaiki",
                Language::Regional,
            ),
            (
                "jalan akan lewu ikei jadi papa toto, dia tau mahalau, tulung ikei",
                Language::Regional,
            ),
            (
                "The street light in front of my house has been out for two weeks, please fix it",
                Language::English,
            ),
            ("", Language::Unknown),
            ("🙏🙏 123", Language::Unknown),
            ("xqzt brrrgh", Language::Unknown),
        ] {
            assert_eq!(language(text), expected, "{text}");
        }
    }
}
