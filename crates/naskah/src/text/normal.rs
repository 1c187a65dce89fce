//! SMS spelling, slang and repeated letters, read as the words they stand for.

use std::borrow::Cow;
use std::collections::HashMap;
use std::sync::LazyLock;

use super::lexicon::entries;
use super::stems::is_root;
use super::stop::is_stop_word;
use super::tokens::{TokenKind, tokens};

/// Longest word that is corrected, in characters; longer ones are nobody's slang.
const LONGEST_WORD: usize = 40;

/// How people type a word, and the word.
static SLANG: LazyLock<HashMap<&str, &str>> = LazyLock::new(|| {
    entries(include_str!("lexicon/slang.txt"))
        .filter_map(|line| line.split_once(':'))
        .flat_map(|(word, typed)| typed.split_whitespace().map(move |typed| (typed, word)))
        .collect()
});

/// The words and numbers of a text in usual spelling and lower case, parted by single spaces; punctuation and emoji
/// are left out.
pub fn normal(text: &str) -> String {
    let mut normal = String::with_capacity(text.len().min(super::LONGEST));
    for token in tokens(text) {
        if token.kind == TokenKind::Sign {
            continue;
        }
        if !normal.is_empty() {
            normal.push(' ');
        }
        normal.push_str(&word(&token.word));
    }
    normal
}

/// One word of [`tokens`] in usual spelling: `yg` is `yang`, `tolooong` is `tolong`, `jalan2` is `jalan-jalan`.
/// A word that is not known stays as it is, but for letters written three times or more.
pub fn word(word: &str) -> Cow<'_, str> {
    if let Some(meant) = SLANG.get(word) {
        return Cow::Borrowed(meant);
    }
    if word.chars().take(LONGEST_WORD + 1).count() > LONGEST_WORD {
        return Cow::Borrowed(word);
    }
    if let Some(once) = word.strip_suffix(['2', '²'])
        && once.chars().nth(2).is_some()
        && once.chars().all(char::is_alphabetic)
    {
        let once = SLANG.get(once).copied().unwrap_or(once);
        return Cow::Owned(format!("{once}-{once}"));
    }
    squeezed(word)
}

/// Whether a word is SMS spelling of another.
pub(crate) fn is_slang(word: &str) -> bool {
    SLANG.contains_key(word)
}

/// Letters that were held down: `tolooong`, `bangettt`, `pakkk`.
fn squeezed(word: &str) -> Cow<'_, str> {
    let has_run = |most: usize| {
        let mut before = ('\0', 0);
        word.chars().any(|ch| {
            before = if ch == before.0 {
                (ch, before.1 + 1)
            } else {
                (ch, 1)
            };
            ch.is_alphabetic() && before.1 >= most
        })
    };
    if !has_run(2) || is_known(word) {
        return Cow::Borrowed(word);
    }
    let [one, two] = [1, 2].map(|most| at_most(word, most));
    for shorter in [&two, &one] {
        if let Some(meant) = SLANG.get(shorter.as_str()) {
            return Cow::Borrowed(meant);
        }
        if is_known(shorter) {
            return Cow::Owned(shorter.clone());
        }
    }
    if has_run(3) {
        Cow::Owned(one)
    } else {
        Cow::Borrowed(word)
    }
}

fn is_known(word: &str) -> bool {
    is_stop_word(word) || is_root(word)
}

/// The word with no letter more than `most` times in a row.
fn at_most(word: &str, most: usize) -> String {
    let mut squeezed = String::with_capacity(word.len());
    let mut before = ('\0', 0);
    for ch in word.chars() {
        before = if ch == before.0 {
            (ch, before.1 + 1)
        } else {
            (ch, 1)
        };
        if before.1 <= most || !ch.is_alphabetic() {
            squeezed.push(ch);
        }
    }
    squeezed
}

#[cfg(test)]
mod tests {
    use std::collections::HashSet;

    use proptest::prelude::*;

    use super::*;

    #[test]
    fn sms_is_read_as_it_was_meant() {
        assert_eq!(
            normal("Tolooong pakkk, jln yg rsk sdh 2 bln blm diperbaiki!!! 🙏"),
            "tolong pak jalan yang rusak sudah 2 bulan belum diperbaiki"
        );
        assert_eq!(normal("lampu2 mati smuaaa"), "lampu-lampu mati semua");
        assert_eq!(normal("saat maaf masjid"), "saat maaf masjid");
        assert_eq!(normal("ＪＬＮ"), "jalan");
        assert_eq!(normal("!!! 🙏"), "");
    }

    #[test]
    fn no_spelling_stands_for_two_words_or_for_a_correct_one() {
        let mut seen = HashSet::new();
        for line in include_str!("lexicon/slang.txt").lines() {
            let Some((meant, typed)) = line.split_once(':') else {
                assert!(line.starts_with('#'), "{line}");
                continue;
            };
            for typed in typed.split_whitespace() {
                assert!(seen.insert(typed), "{typed} twice");
                assert_ne!(typed, meant);
            }
        }
        assert!(seen.len() > 500);
    }

    proptest! {
        #[test]
        fn normalising_never_panics(text in any::<String>()) {
            prop_assert_eq!(normal(&text), normal(&text));
        }
    }
}
