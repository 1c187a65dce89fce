//! What is known about a word: whether people are called so, or things.

use std::collections::HashSet;
use std::sync::LazyLock;

use crate::text::{entries, is_root, is_slang, is_stop_word, stem};

static NAMES: LazyLock<HashSet<&str>> = LazyLock::new(|| words(include_str!("lexicon/names.txt")));
static OTHERS: LazyLock<HashSet<&str>> =
    LazyLock::new(|| words(include_str!("lexicon/not_names.txt")));

/// How names end and other words rarely do.
const ENDINGS: &[&str] = &[
    "wati", "yanto", "yanti", "anto", "anti", "udin", "oedin", "ningsih", "ningrum", "tini",
    "iyah", "iah", "iyono", "ono", "yono", "wan", "adi", "yadi", "yati", "ati", "ingrat", "ullah",
    "lina", "sari", "ika", "ina", "eni", "ari", "iani", "yani", "syah", "man", "ijan", "iyem",
    "inem", "ijem", "inah", "ima", "elia", "lia", "tono", "jono", "mono", "tomo", "harjo", "arjo",
    "widjaja", "wijaya", "kusuma", "putra", "atmaja", "nata", "dinata", "praja", "sono", "syono",
    "sih",
];
/// How verbs begin, and names in small letters hardly ever.
const VERBS: &[&str] = &[
    "meng", "mem", "men", "peng", "pem", "pen", "ber", "per", "ter", "di", "se", "ke",
];
/// How names never end.
const NOT_ENDINGS: &[&str] = &[
    "nya", "kan", "ny", "kah", "lah", "pun", "2", "x", "q", "ku", "mu",
];

fn words(list: &'static str) -> HashSet<&'static str> {
    entries(list).flat_map(str::split_whitespace).collect()
}

/// Whether people are commonly called so.
pub(super) fn is_name(word: &str) -> bool {
    NAMES.contains(word)
}

/// Whether a word is an office, a place, a relative, a greeting: something a title may stand before that is no name.
pub(super) fn is_other(word: &str) -> bool {
    OTHERS.contains(word) || is_stop_word(word) || is_slang(word)
}

/// Whether a word is in the dictionary, as it is or without its affixes.
pub(super) fn is_word(word: &str) -> bool {
    if is_root(word) {
        return true;
    }
    let stemmed = stem(word);
    if stemmed != word && is_root(&stemmed) {
        return true;
    }
    // Prefixes run together with what SMS writes: "dbersihkan", "dilingkungan".
    ["di", "d", "ke", "se", "ng", "ny", "n"]
        .iter()
        .filter_map(|prefix| word.strip_prefix(prefix))
        .any(|rest| rest.len() > 4 && is_root(&stem(rest)))
}

/// How much a word looks like a name to somebody who does not know it, between 0 and 1.
pub(super) fn likeness(word: &str, is_capital: bool) -> f32 {
    let length = word.chars().count();
    if is_name(word) {
        return 1.0;
    }
    let is_plain = word.chars().all(char::is_alphabetic) && length <= 24;
    if !is_plain
        || length < 3
        || is_other(word)
        || !has_vowels(word)
        || (!is_capital && is_verb_like(word))
        || has_wrong_ending(word, is_capital)
    {
        return 0.0;
    }
    if is_word(word) {
        // "Intan", "Guntur": words that people are called by too.
        return if is_capital && is_root(word) {
            0.55
        } else {
            0.0
        };
    }
    let has_ending = length > 4 && ENDINGS.iter().any(|end| word.ends_with(end));
    match (is_capital, has_ending) {
        (true, true) => 0.95,
        (true, false) => 0.85,
        (false, true) => 0.75,
        (false, false) => 0.55,
    }
}

/// Three letters, or a verb's prefix: in small letters hardly a name.
fn is_verb_like(word: &str) -> bool {
    let length = word.chars().count();
    length == 3 || (length > 6 && VERBS.iter().any(|prefix| word.starts_with(prefix)))
}

/// "bantuannya" and "tolonglah" are no names; "Zefanya", "Abdillah" and "Jenny" may be, since nothing is left of them
/// without the ending.
fn has_wrong_ending(word: &str, is_capital: bool) -> bool {
    NOT_ENDINGS.iter().any(|end| {
        let Some(rest) = word.strip_suffix(end) else {
            return false;
        };
        // In small letters "bantuanya" is far more often a slip of the finger than a name.
        let is_slip = !is_capital && matches!(*end, "nya" | "kan" | "ny") && !word.ends_with("nny");
        is_slip || is_word(rest) || is_other(rest)
    })
}

/// Vowels in places where one can say the word.
fn has_vowels(word: &str) -> bool {
    let is_vowel = |ch: char| "aeiouy".contains(ch) || !ch.is_ascii();
    let vowels = word.chars().filter(|ch| is_vowel(*ch)).count();
    let (mut run, mut longest) = (0, 0);
    for ch in word.chars() {
        run = if is_vowel(ch) { 0 } else { run + 1 };
        longest = longest.max(run);
    }
    vowels > 0 && longest < 5
}
