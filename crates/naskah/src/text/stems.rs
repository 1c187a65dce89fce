//! Stems for search: what is left of words when endings and little words are gone.

use std::collections::BTreeSet;
use std::sync::LazyLock;

use sastrawi::{Dictionary, Stemmer};

use super::normal::word as normal_word;
use super::stop::is_stop_word;
use super::tokens::{TokenKind, tokens};

/// Longest word that is stemmed, in characters: taking affixes off takes time that grows with the word.
const LONGEST_WORD: usize = 32;
/// Most different stems of one text.
const MOST: usize = 2_000;

static ROOTS: LazyLock<Dictionary> = LazyLock::new(Dictionary::new);
static STEMMER: LazyLock<Stemmer<'static>> = LazyLock::new(|| Stemmer::new(&ROOTS));

/// The stem of one word in lower case. A word that is too long, or holds a digit, is its own stem.
pub fn stem(word: &str) -> String {
    let is_plain = word.chars().take(LONGEST_WORD + 1).count() <= LONGEST_WORD
        && word.chars().all(char::is_alphabetic);
    if is_plain {
        STEMMER.stem_word(word).into_owned()
    } else {
        word.to_owned()
    }
}

/// The different stems of a text, or of what somebody looks for: SMS spelling is read as the word it stands for, stop
/// words are left out, numbers (house numbers, RT 05, years) stay as they are.
pub fn stems(text: &str) -> BTreeSet<String> {
    let mut stems = BTreeSet::new();
    for token in tokens(text) {
        if token.kind == TokenKind::Sign || token.word.chars().nth(LONGEST_WORD).is_some() {
            continue;
        }
        for word in normal_word(&token.word).split([' ', '-']) {
            let is_number = word.contains(char::is_numeric);
            if is_number || (word.chars().nth(1).is_some() && !is_stop_word(word)) {
                stems.insert(stem(word));
            }
        }
        if stems.len() >= MOST {
            break;
        }
    }
    stems
}

/// Whether a word is a root in the dictionary.
pub(crate) fn is_root(word: &str) -> bool {
    ROOTS.find(word)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn of(text: &str) -> String {
        stems(text).into_iter().collect::<Vec<_>>().join(" ")
    }

    #[test]
    fn endings_slang_and_little_words_go() {
        assert_eq!(
            of("Perbaikan jalan yang BERLUBANG di RT 05!"),
            "05 baik jalan lubang rt"
        );
        assert_eq!(of("jln yg blm diperbaiki"), of("jalan perbaikan"));
        assert_eq!(of("lampu-lampu jalanan"), of("LAMPU2 jalan"));
        assert_eq!(of("yang di dan ke"), "");
        assert_eq!(of(""), "");
    }

    #[test]
    fn what_is_too_long_is_passed_over() {
        assert_eq!(of(&"ab".repeat(LONGEST_WORD)), "");
        let many: Vec<String> = (0..5_000).map(|n| format!("x{n}")).collect();
        assert_eq!(stems(&many.join(" ")).len(), MOST);
    }
}
