//! Cuts a text into lower-case words, and names the plainer forms a written word may stand for.

use std::ops::Range;

use crate::text::LONGEST;

/// Letters of a word that are looked at. Longer ones are no words of any list.
const LONGEST_WORD: usize = 32;

/// Calls `take` with every word, folded to lower case, and where it stands. A word of letters and digits that `take`
/// does not want comes again in parts: `dp3a` is a name, `gorong2` is `gorong` said twice. Digits alone are no word.
pub(super) fn for_each_word(text: &str, mut take: impl FnMut(&str, Range<usize>) -> bool) {
    let mut folded = String::with_capacity(LONGEST_WORD);
    for run in runs(text, char::is_alphanumeric) {
        let Some(written) = text.get(run.clone()) else {
            continue;
        };
        let has_digits = written.contains(char::is_numeric);
        if has_digits && written.chars().all(char::is_numeric) {
            continue;
        }
        fold(written, &mut folded);
        if take(&folded, run.clone()) || !has_digits {
            continue;
        }
        for part in runs(written, |character| !character.is_numeric()) {
            fold(written.get(part.clone()).unwrap_or_default(), &mut folded);
            take(&folded, run.start + part.start..run.start + part.end);
        }
    }
}

/// The spans of neighbouring characters that all `belong`.
fn runs(text: &str, belong: impl Fn(char) -> bool) -> impl Iterator<Item = Range<usize>> {
    let mut characters = text.char_indices().take(LONGEST).peekable();
    std::iter::from_fn(move || {
        let (start, first) = characters.find(|&(_, character)| belong(character))?;
        let mut end = start + first.len_utf8();
        while let Some((at, character)) = characters.next_if(|&(_, character)| belong(character)) {
            end = at + character.len_utf8();
        }
        Some(start..end)
    })
}

fn fold(written: &str, folded: &mut String) {
    folded.clear();
    for character in written.chars().flat_map(char::to_lowercase) {
        if folded.len() >= LONGEST_WORD {
            break;
        }
        folded.push(character);
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
            && left.len() < LONGEST_WORD
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
        for_each_word(text, |word, span| {
            words.push((word.to_owned(), span));
            word == "dp3a"
        });
        words
    }

    #[test]
    fn words_and_where_they_stand() {
        let word = |word: &str, span| (word.to_owned(), span);
        assert_eq!(
            words("PJU, 12 DP3A"),
            [word("pju", 0..3), word("dp3a", 8..12)]
        );
        assert_eq!(
            words("gorong2²"),
            [word("gorong2²", 0..9), word("gorong", 0..6)]
        );
        assert_eq!(words("🙏 … 2023"), []);
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
