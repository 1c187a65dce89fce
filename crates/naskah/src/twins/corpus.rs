//! How common words are: the lexicon's guess, corrected by what one body's reports really contain.

use std::collections::HashMap;

/// Counts of hashed words over a body's reports, kept by the caller. Empty, the lexicon alone speaks; from some
/// hundreds of reports on, the city's own name and its favourite words lose their weight.
#[derive(Debug, Clone, Default)]
pub struct Corpus {
    reports: u32,
    counts: HashMap<u32, u32>,
}

/// The lexicon's guess weighs as much as this many reports.
const TRUST: f32 = 400.0;
/// Words beyond these are not counted: they are names and typing errors seen once.
const MAX_WORDS: usize = 400_000;

impl Corpus {
    /// Counts a report; its words are those of [`super::Sketch::words`].
    pub fn add(&mut self, words: impl IntoIterator<Item = u32>) {
        self.reports = self.reports.saturating_add(1);
        for word in words {
            if self.counts.len() < MAX_WORDS || self.counts.contains_key(&word) {
                let count = self.counts.entry(word).or_default();
                *count = count.saturating_add(1);
            }
        }
    }

    /// How many reports were counted.
    pub const fn reports(&self) -> u32 {
        self.reports
    }

    /// The counts, to be stored; in no particular order.
    pub fn counts(&self) -> impl Iterator<Item = (u32, u32)> + '_ {
        self.counts.iter().map(|(&word, &count)| (word, count))
    }

    /// Puts stored counts together again.
    pub fn from_counts(reports: u32, counts: impl IntoIterator<Item = (u32, u32)>) -> Self {
        Self {
            reports,
            counts: counts.into_iter().take(MAX_WORDS).collect(),
        }
    }

    /// Inverse document frequency of a word that the lexicon expects in this share of reports.
    pub(super) fn rarity(&self, word: u32, share: f32) -> f32 {
        let count = self.counts.get(&word).copied().unwrap_or_default() as f32;
        let expected = TRUST.mul_add(share, count) / (TRUST + self.reports as f32);
        -expected.clamp(1e-4, 0.9).ln()
    }
}
