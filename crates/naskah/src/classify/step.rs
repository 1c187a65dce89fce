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
const WARMTH: f32 = 0.02;
/// The first label shall be right so much more often than said: to be too sure costs more than to be too modest.
const MODESTY: f32 = 0.03;
/// Less sure answers do not move it.
const RATHER_SURE: f32 = 0.6;
/// The temperature stays within these.
const COOLEST: f32 = 0.25;
const WARMEST: f32 = 4.0;
/// Officers do not always agree with each other: so much of every decision is shared out among all labels.
const DOUBT: f32 = 0.06;
/// 0 counts every decision the same, 1 every label.
const BALANCE: f32 = 0.5;
/// Rare labels weigh more, but not more than this.
const MOST_WEIGHT: f32 = 8.0;

impl Classifier {
    /// Moves the weights so that the column becomes likelier for the report.
    pub(super) fn step_towards(&mut self, vector: &Vector, column: usize, weight: f32) {
        let mut slopes = self.scores(vector);
        softmax(&mut slopes);
        let spread = DOUBT / slopes.len().max(1) as f32;
        for slope in &mut slopes {
            *slope -= spread;
        }
        if let Some(slope) = slopes.get_mut(column) {
            *slope -= 1.0 - DOUBT;
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
        let weight = |count: f32| exp(-BALANCE * ln(count.max(1.0)));
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

    /// Lets the temperature follow how right the first label was about a decision not learnt from yet: warmer where it
    /// was surer than right. Only what it was rather sure of counts, as only that is ever acted on.
    pub(super) fn warm(&mut self, mut scores: Vec<f32>, column: usize) {
        self.lean(&mut scores);
        for score in &mut scores {
            *score /= self.calibration.temperature;
        }
        softmax(&mut scores);
        let labels = scores.len();
        let ranked = scores.into_iter().enumerate();
        let (first, chance) = ranked.fold(
            (0, 0.0),
            |best, next| if next.1 > best.1 { next } else { best },
        );
        let said = self.calibration.doubted(chance, labels);
        if said >= RATHER_SURE {
            let right = f32::from(u8::from(first == column));
            let warmer = ln(self.calibration.temperature) + WARMTH * (said + MODESTY - right);
            self.calibration.temperature = exp(warmer).clamp(COOLEST, WARMEST);
        }
    }
}
