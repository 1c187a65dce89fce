//! The model itself and what it says about a report.

use super::calibrate::Calibration;
use super::features::{Counted, Features};
use super::maths::{ln, softmax};
use super::proposal::{Proposal, Ranked};
use super::table::Table;
use super::terms::Terms;

/// No feature may be more than this share of what a report says: nobody gets past by one word.
const MOST_OF_A_TEXT: f32 = 0.5;
/// Region and channel weigh so much beside the words.
const FACET: f32 = 0.3;

/// Row and strength of a feature in one report.
pub(super) type Vector = Vec<(u32, f32)>;

/// Which label a report belongs to, learnt from what officers decided.
///
/// Labels are whatever the caller sorts into: units, functions of government, categories. New ones may come at any time.
#[derive(Debug, Clone)]
pub struct Classifier {
    pub(super) labels: Vec<String>,
    /// Decisions per label, older ones counting less and less.
    pub(super) counts: Vec<f32>,
    pub(super) bias: Vec<f32>,
    pub(super) table: Table,
    /// Reports learnt from.
    pub(super) reports: u32,
    pub(super) calibration: Calibration,
    pub(super) terms: Terms,
}

impl Default for Classifier {
    fn default() -> Self {
        Self::new()
    }
}

impl Classifier {
    /// A classifier that knows nothing yet.
    pub fn new() -> Self {
        Self {
            labels: Vec::new(),
            counts: Vec::new(),
            bias: Vec::new(),
            table: Table::new(1),
            reports: 0,
            calibration: Calibration::default(),
            terms: Terms::default(),
        }
    }

    /// The labels met so far.
    pub fn labels(&self) -> &[String] {
        &self.labels
    }

    /// How many reports it learnt from.
    pub fn reports(&self) -> u32 {
        self.reports
    }

    /// What the model holds of a report: every label with its probability, and whether it had better say nothing.
    pub fn propose(&self, features: &Features) -> Proposal<'_> {
        let known = self.known(features);
        let mut chances = self.scores(&self.vector(features));
        self.lean(&mut chances);
        let damping = known.damping() / self.calibration.temperature;
        for chance in &mut chances {
            *chance *= damping;
        }
        softmax(&mut chances);
        let ranked = self
            .labels
            .iter()
            .zip(chances)
            .map(|(label, chance)| Ranked {
                label,
                probability: self.calibration.doubted(chance, self.labels.len()),
            });
        Proposal::new(ranked.collect(), known)
    }

    /// How much of the report's words was met before.
    fn known(&self, features: &Features) -> Known {
        Known {
            words: features.read.len() as u32,
            met: features
                .own
                .iter()
                .filter(|&&bucket| self.table.find(bucket).is_some())
                .count() as u32,
        }
    }

    /// The label's column.
    pub(super) fn column(&self, label: &str) -> Option<usize> {
        self.labels.iter().position(|known| known == label)
    }

    /// The features the model knows, rarer ones weighing more, words and pieces of words half and half.
    pub(super) fn vector(&self, features: &Features) -> Vector {
        let mut vector = Vec::with_capacity(features.words.len() + features.pieces.len() + 2);
        self.push_block(&features.words, &mut vector);
        self.push_block(&features.pieces, &mut vector);
        let facets = features
            .facets
            .iter()
            .filter_map(|&bucket| self.table.find(bucket));
        vector.extend(facets.map(|(row, _)| (row, FACET)));
        vector
    }

    fn push_block(&self, features: &[Counted], vector: &mut Vector) {
        let rarity = 1.0 + ln(self.reports as f32 + 1.0);
        let start = vector.len();
        let mut squares = 0.0;
        for &(bucket, times) in features {
            if let Some((row, known)) = self.table.find(bucket) {
                let strength = times * (rarity - known.ln_seen);
                squares += strength * strength;
                vector.push((row, strength));
            }
        }
        if squares > 0.0 {
            let length = squares.sqrt();
            for (_, strength) in vector.iter_mut().skip(start) {
                *strength = (*strength / length).min(MOST_OF_A_TEXT);
            }
        }
    }

    /// Leans scores towards rare labels.
    pub(super) fn lean(&self, scores: &mut [f32]) {
        for (score, share) in scores.iter_mut().zip(self.shares()) {
            *score -= self.calibration.tilt * share;
        }
    }

    /// Scores per label before calibration.
    pub(super) fn scores(&self, vector: &Vector) -> Vec<f32> {
        let mut scores = vec![0.0; self.table.stride()];
        for &(row, strength) in vector {
            for (score, weight) in scores.iter_mut().zip(self.table.weights(row)) {
                *score += strength * weight;
            }
        }
        scores.truncate(self.labels.len());
        for (score, bias) in scores.iter_mut().zip(&self.bias) {
            *score += bias;
        }
        scores
    }
}

/// How much of a report the model can read.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Known {
    /// Words with a subject.
    pub(super) words: u32,
    /// Those met before.
    pub(super) met: u32,
}

impl Known {
    /// Below this share of known words it is another language, or noise.
    pub(super) const LEAST: f32 = 0.5;

    pub(super) fn share(self) -> f32 {
        if self.words == 0 {
            0.0
        } else {
            self.met as f32 / self.words as f32
        }
    }

    /// Less trust in the scores the less was understood.
    fn damping(self) -> f32 {
        (self.share() / Self::LEAST).min(1.0)
    }
}
