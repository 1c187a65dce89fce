//! Stop words: little words, and what every report begins and ends with.

use std::collections::HashSet;
use std::sync::LazyLock;

use super::lexicon::entries;

static WORDS: LazyLock<HashSet<&str>> = LazyLock::new(|| {
    entries(include_str!("lexicon/stop.txt"))
        .flat_map(str::split_whitespace)
        .collect()
});

/// Whether a word in lower case and usual spelling says nothing about the matter: `yang`, `di`, `mohon`, `terima`.
pub fn is_stop_word(word: &str) -> bool {
    WORDS.contains(word)
}
