//! Which words spoke for a label, and which against.

use super::features::{Features, bucket, for_each_piece, pair_bucket, word_hash};
use super::maths::softmax;
use super::model::{Classifier, Vector};
use std::collections::BTreeMap;

/// A word and what it did.
#[derive(Debug, Clone, PartialEq)]
pub struct Reason {
    /// The word as the classifier read it.
    pub word: String,
    /// How much it spoke for the label (above zero) or against it, beside what it did for the others.
    pub weight: f32,
}

impl Classifier {
    /// The words that spoke most for and against a label, strongest first, at most so many.
    ///
    /// Only words that at least five reports used are named, no numbers and nothing that follows "nama" or "bapak".
    pub fn explain(&self, features: &Features, label: &str, most: usize) -> Vec<Reason> {
        let Some(column) = self.column(label) else {
            return Vec::new();
        };
        let vector = self.vector(features);
        let speaks = self.speaks_for(&vector, column);
        let share = |bucket: u32| {
            let (row, _) = self.table.find(bucket)?;
            speaks.get(&row).copied()
        };
        let words: Vec<(&str, u64, bool)> = features
            .read
            .iter_named()
            .map(|(word, named)| (word, word_hash(word), named))
            .collect();
        let mut reasons: BTreeMap<&str, f32> = BTreeMap::new();
        for (at, &(word, hash, named)) in words.iter().enumerate() {
            if named || reasons.contains_key(word) || !self.terms.holds(bucket(hash), word) {
                continue;
            }
            let mut weight = share(bucket(hash)).unwrap_or_default();
            let before = at.checked_sub(1).and_then(|at| words.get(at));
            // A pair speaks half for each of its words.
            weight += before
                .and_then(|&(_, before, _)| share(pair_bucket(before, hash)))
                .unwrap_or_default()
                / 2.0;
            let after = words.get(at + 1);
            weight += after
                .and_then(|&(_, after, _)| share(pair_bucket(hash, after)))
                .unwrap_or_default()
                / 2.0;
            let mut pieces = Vec::new();
            for_each_piece(word, |piece| pieces.push(piece));
            pieces.sort_unstable();
            pieces.dedup();
            weight += pieces.into_iter().filter_map(share).sum::<f32>();
            reasons.insert(word, weight);
        }
        let mut reasons: Vec<Reason> = reasons
            .into_iter()
            .map(|(word, weight)| Reason {
                word: word.to_owned(),
                weight,
            })
            .collect();
        reasons.sort_by(|one, other| {
            let by_weight = other.weight.abs().total_cmp(&one.weight.abs());
            by_weight.then_with(|| one.word.cmp(&other.word))
        });
        reasons.truncate(most);
        reasons
    }

    /// For each row of a report how much it lifts the column above what it does for all labels as likely as they are.
    fn speaks_for(&self, vector: &Vector, column: usize) -> BTreeMap<u32, f32> {
        let mut chances = self.scores(vector);
        softmax(&mut chances);
        let mut speaks = BTreeMap::new();
        for &(row, strength) in vector {
            let weights = self.table.weights(row);
            let usual: f32 = weights
                .iter()
                .zip(&chances)
                .map(|(weight, chance)| weight * chance)
                .sum();
            let own = weights.get(column).copied().unwrap_or_default();
            let even =
                weights.iter().take(chances.len()).sum::<f32>() / chances.len().max(1) as f32;
            // Half against the rivals, half against all: the first alone is nothing where the model is certain.
            *speaks.entry(row).or_insert(0.0) += strength * (own - f32::midpoint(usual, even));
        }
        speaks
    }
}
