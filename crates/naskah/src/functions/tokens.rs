//! Cuts a text into lower-case words, and names the plainer forms a written word may stand for.

use std::ops::Range;

/// Characters of a text that are looked at; a report longer than this has said what it is about.
const LOOKED_AT: usize = 100_000;
/// Letters of a word that are looked at. Longer ones are no words of any list.
const LONGEST: usize = 32;

/// Calls `each` with every word, folded to lower case, and where it stands. Letters and digits part: `gorong2` is
/// `gorong` and `2`.
pub(super) fn for_each_word(text: &str, mut each: impl FnMut(&str, Range<usize>)) {
    let mut word = String::with_capacity(LONGEST);
    let mut start = 0;
    let mut end = 0;
    let mut digits = false;
    for (at, character) in text.char_indices().take(LOOKED_AT) {
        let part = character.is_alphanumeric();
        if !word.is_empty() && (!part || digits != character.is_ascii_digit()) {
            each(&word, start..end);
            word.clear();
        }
        if !part {
            continue;
        }
        if word.is_empty() {
            start = at;
            digits = character.is_ascii_digit();
        }
        end = at + character.len_utf8();
        if word.len() < LONGEST {
            word.extend(character.to_lowercase());
        }
    }
    if !word.is_empty() {
        each(&word, start..end);
    }
}

/// The first form of `word` that `known` knows: as written, without endings, without beginnings, in that order; then
/// the same without drawn-out letters.
pub(super) fn first_known<T>(word: &str, known: impl Fn(&str) -> Option<T>) -> Option<T> {
    plainer(word, &known).or_else(|| {
        if has_run(word) {
            plainer(&fold_runs(word), &known)
        } else {
            None
        }
    })
}

fn plainer<T>(word: &str, known: impl Fn(&str) -> Option<T>) -> Option<T> {
    let without_particle = strip(word, PARTICLES);
    let bases = [
        Some(word),
        without_particle,
        strip(word, SUFFIXES),
        without_particle.and_then(|base| strip(base, SUFFIXES)),
    ];
    let mut bases = bases.into_iter().flatten();
    bases
        .clone()
        .find_map(&known)
        .or_else(|| bases.find_map(|base| without_beginning(base, &known)))
}

const PARTICLES: &[&str] = &["nya", "lah", "kah", "pun", "ku", "mu", "ne", "e"];
const SUFFIXES: &[&str] = &["kan", "an", "i"];
/// Beginnings, and the letter that the beginning may have swallowed.
const BEGINNINGS: &[(&str, &str)] = &[
    ("meny", "s"),
    ("peny", "s"),
    ("meng", "k"),
    ("peng", "k"),
    ("mem", "p"),
    ("pem", "p"),
    ("men", "t"),
    ("pen", "t"),
    ("ber", ""),
    ("ter", ""),
    ("per", ""),
    ("me", ""),
    ("pe", ""),
    ("di", ""),
    ("ke", ""),
    ("se", ""),
    ("ba", ""),
    ("ta", ""),
    ("ny", "s"),
    ("ng", "k"),
];

/// What is left must still be a word, not a syllable.
const SHORTEST_LEFT: usize = 3;

fn strip<'w>(word: &'w str, endings: &[&str]) -> Option<&'w str> {
    endings
        .iter()
        .find_map(|ending| word.strip_suffix(ending))
        .filter(|left| left.len() > SHORTEST_LEFT)
}

fn without_beginning<T>(word: &str, known: impl Fn(&str) -> Option<T>) -> Option<T> {
    for (beginning, swallowed) in BEGINNINGS {
        let Some(left) = word.strip_prefix(beginning) else {
            continue;
        };
        if left.len() < SHORTEST_LEFT {
            continue;
        }
        if let Some(found) = known(left) {
            return Some(found);
        }
        if !swallowed.is_empty()
            && left.len() < LONGEST
            && let Some(found) = known(&format!("{swallowed}{left}"))
        {
            return Some(found);
        }
    }
    None
}

fn has_run(word: &str) -> bool {
    word.as_bytes()
        .windows(2)
        .any(|pair| matches!(pair, [a, b] if a == b))
}

/// `jaalaaan` becomes `jalan`.
fn fold_runs(word: &str) -> String {
    let mut folded = String::with_capacity(word.len());
    for character in word.chars() {
        if !folded.ends_with(character) {
            folded.push(character);
        }
    }
    folded
}

#[cfg(test)]
mod tests {
    use super::*;

    fn words(text: &str) -> Vec<(String, Range<usize>)> {
        let mut words = Vec::new();
        for_each_word(text, |word, span| words.push((word.to_owned(), span)));
        words
    }

    #[test]
    fn words_and_where_they_stand() {
        assert_eq!(
            words("PJU, gorong2"),
            [
                ("pju".to_owned(), 0..3),
                ("gorong".to_owned(), 5..11),
                ("2".to_owned(), 11..12)
            ]
        );
        assert_eq!(words("🙏 …"), []);
    }

    #[test]
    fn plainer_forms() {
        let known = |wanted: &'static str| move |form: &str| (form == wanted).then_some(());
        for (written, plain) in [
            ("lampuuu", "lampu"),
            ("jalannya", "jalan"),
            ("diperbaiki", "perbaiki"),
            ("pengangkutan", "angkut"),
            ("mengeruk", "keruk"),
            ("memotong", "potong"),
            ("penebangan", "tebang"),
            ("nyopir", "sopir"),
        ] {
            assert!(first_known(written, known(plain)).is_some(), "{written}");
        }
        assert!(first_known("di", known("")).is_none());
    }
}
