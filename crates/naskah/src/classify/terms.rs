//! The few words a model may call by name.

use std::collections::BTreeMap;

/// A word is named only after so many reports used it: what fewer wrote may be a person.
pub(super) const LEAST_REPORTS: u32 = 5;
/// So many words are remembered.
const MOST_TERMS: usize = 50_000;

/// Words in clear by the bucket of their feature. Everything else in a model is numbers.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub(super) struct Terms {
    pub(super) by_bucket: BTreeMap<u32, String>,
}

impl Terms {
    /// Remembers a word, the first of its bucket.
    pub(super) fn remember(&mut self, bucket: u32, word: &str) {
        if self.by_bucket.len() < MOST_TERMS && word.chars().count() > 1 {
            self.by_bucket
                .entry(bucket)
                .or_insert_with(|| word.to_owned());
        }
    }

    /// Whether this very word is remembered.
    pub(super) fn holds(&self, bucket: u32, word: &str) -> bool {
        self.by_bucket
            .get(&bucket)
            .is_some_and(|known| known == word)
    }
}
