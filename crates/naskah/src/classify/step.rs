//! One step of learning from one report.

use super::maths::{exp, ln, softmax};
use super::model::{Classifier, Vector};

/// Length of a first step, and what keeps rare features from leaping: among the values tried, wide of the best by no
/// more than noise.
const STEP: f32 = 1.0;
const STEADY: f32 = 1.0;
/// The constant part of the score learns as a feature of this strength.
const BIAS: f32 = 0.3;
/// Steps smaller than this change nothing worth the time.
const NEGLIGIBLE: f32 = 1e-6;
/// How fast the temperature follows: about the last 300 decisions count.
const WARMTH: f32 = 0.01;
/// The temperature stays within these.
const COOLEST: f32 = 0.25;
const WARMEST: f32 = 4.0;
/// Rare labels weigh more, but not more than this.
const MOST_WEIGHT: f32 = 8.0;

impl Classifier {
    /// Moves the weights so that the column becomes likelier for the report.
    pub(super) fn step_towards(&mut self, vector: &Vector, column: usize, weight: f32) {
        let mut slopes = self.scores(vector);
        softmax(&mut slopes);
        if let Some(slope) = slopes.get_mut(column) {
            *slope -= 1.0;
        }
        self.step(vector, &slopes, weight);
    }

    /// Moves the weights so that the column becomes less likely for the report, the others in proportion likelier.
    pub(super) fn step_away(&mut self, vector: &Vector, column: usize, weight: f32) {
        let mut slopes = self.scores(vector);
        softmax(&mut slopes);
        let refused = slopes.get(column).copied().unwrap_or_default().min(0.999);
        for (other, slope) in slopes.iter_mut().enumerate() {
            *slope = if other == column {
                refused
            } else {
                -refused * *slope / (1.0 - refused)
            };
        }
        self.step(vector, &slopes, weight);
    }

    fn step(&mut self, vector: &Vector, slopes: &[f32], weight: f32) {
        let mut slopes: Vec<f32> = slopes.iter().map(|slope| slope * weight).collect();
        let square: f32 = slopes.iter().map(|slope| slope * slope).sum();
        if square < NEGLIGIBLE {
            return;
        }
        for (bias, slope) in self.bias.iter_mut().zip(&slopes) {
            *bias -= STEP * BIAS * BIAS * slope;
        }
        slopes.resize(self.table.stride(), 0.0);
        for &(row, strength) in vector {
            if let Some((known, weights)) = self.table.row_mut(row) {
                known.squares += strength * strength * square;
                let far = STEP * strength / (known.squares.sqrt() + STEADY);
                for (weight, slope) in weights.iter_mut().zip(&slopes) {
                    *weight -= far * slope;
                }
            }
        }
    }

    /// How much a decision for a column counts: rare labels more, on average one.
    pub(super) fn weight_of(&self, column: usize) -> f32 {
        let weight = |count: f32| 1.0 / count.max(1.0).sqrt();
        let all: f32 = self.counts.iter().sum();
        let mean: f32 = self
            .counts
            .iter()
            .map(|&count| count * weight(count))
            .sum::<f32>()
            / all.max(1.0);
        let own = self.counts.get(column).copied().unwrap_or(1.0);
        (weight(own) / mean.max(f32::MIN_POSITIVE)).min(MOST_WEIGHT)
    }

    /// Lets the temperature follow how right the scores were about a decision they had not learnt from.
    pub(super) fn warm(&mut self, mut scores: Vec<f32>, column: usize) {
        let sharpness = 1.0 / self.temperature;
        let right = scores.get(column).copied().unwrap_or_default();
        for score in &mut scores {
            *score *= sharpness;
        }
        let sharp = scores.clone();
        softmax(&mut scores);
        let expected: f32 = scores
            .iter()
            .zip(&sharp)
            .map(|(chance, score)| chance * score)
            .sum();
        let slope = (expected - right * sharpness).clamp(-3.0, 3.0);
        self.temperature = exp(ln(self.temperature) + WARMTH * slope).clamp(COOLEST, WARMEST);
    }
}
