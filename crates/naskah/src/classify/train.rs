//! Training on everything decided so far.

use super::features::Features;
use super::maths::{ln, softmax};
use super::model::{Classifier, Vector};

/// How often training goes over all reports.
const ROUNDS: usize = 5;
/// Temperatures tried in calibration: each this factor above the one before.
const FINER: f32 = 1.03;

/// A report and what was decided.
#[derive(Debug, Clone, Copy)]
pub struct Example<'a> {
    /// The report.
    pub features: &'a Features,
    /// The label it was given.
    pub label: &'a str,
}

/// Scores per label, and the column that was right.
pub(super) type Scored = (Vec<f32>, usize);

impl Classifier {
    /// Trains on decisions in the order of time. The same examples give the same model.
    pub fn train(examples: &[Example<'_>]) -> Self {
        let mut model = Self::new();
        let mut labels: Vec<&str> = examples.iter().map(|example| example.label).collect();
        labels.sort_unstable();
        labels.dedup();
        for label in labels {
            model.add_label(label);
        }
        let mut columns = Vec::with_capacity(examples.len());
        for example in examples {
            model.meet(example.features);
            let column = model.column(example.label).unwrap_or_default();
            columns.push(column);
            if let Some(count) = model.counts.get_mut(column) {
                *count += 1.0;
            }
        }
        model.start_with_shares();
        let vectors: Vec<Vector> = examples
            .iter()
            .map(|example| model.vector(example.features))
            .collect();
        let weights: Vec<f32> = (0..model.labels.len())
            .map(|column| model.weight_of(column))
            .collect();
        let mut order: Vec<usize> = (0..examples.len()).collect();
        let mut dice = Dice(0x5eed);
        for _ in 0..ROUNDS {
            dice.shuffle(&mut order);
            for &at in &order {
                if let (Some(vector), Some(&column)) = (vectors.get(at), columns.get(at)) {
                    model.step_towards(vector, column, weights.get(column).copied().unwrap_or(1.0));
                }
            }
        }
        model
    }

    /// Sets the temperature by decisions that were not trained on, so that of the answers given at 80 % eight in ten
    /// are right. Labels never trained on are left out.
    pub fn calibrate(&mut self, held_out: &[Example<'_>]) {
        let scored = self.scored(held_out);
        if !scored.is_empty() {
            self.temperature = Self::best_temperature(&scored);
        }
    }

    /// Scores before calibration, each with the column that was right.
    pub(super) fn scored(&self, examples: &[Example<'_>]) -> Vec<Scored> {
        let scored = |example: &Example<'_>| {
            let column = self.column(example.label)?;
            Some((self.scores(&self.vector(example.features)), column))
        };
        examples.iter().filter_map(scored).collect()
    }

    /// The temperature at which the scores surprise least.
    pub(super) fn best_temperature(scored: &[Scored]) -> f32 {
        let mut best = (f32::INFINITY, 1.0);
        let mut temperature = 0.3;
        while temperature < 4.0 {
            let surprise = surprise(scored, temperature);
            if surprise < best.0 {
                best = (surprise, temperature);
            }
            temperature *= FINER;
        }
        best.1
    }

    /// The temperature in use.
    pub fn temperature(&self) -> f32 {
        self.temperature
    }

    /// Takes over a temperature measured on another model of the same kind, one trained on less.
    pub fn set_temperature(&mut self, temperature: f32) {
        if temperature.is_finite() && temperature > 0.0 {
            self.temperature = temperature;
        }
    }

    /// Before any word is read a label is as likely as its share, as weighted in training.
    fn start_with_shares(&mut self) {
        let all: f32 = self.counts.iter().sum();
        let shares = (0..self.labels.len()).map(|column| {
            let count = self.counts.get(column).copied().unwrap_or_default();
            ln(self.weight_of(column) * count.max(0.5) / all.max(1.0))
        });
        self.bias = shares.collect();
    }
}

/// Mean negative logarithm of the probability given to what was decided.
fn surprise(scored: &[Scored], temperature: f32) -> f32 {
    let of_one = |(scores, column): &Scored| {
        let mut chances: Vec<f32> = scores.iter().map(|score| score / temperature).collect();
        softmax(&mut chances);
        -ln(chances.get(*column).copied().unwrap_or_default().max(1e-9))
    };
    scored.iter().map(of_one).sum::<f32>() / scored.len() as f32
}

/// Numbers that look random and are the same each time.
pub(super) struct Dice(pub(super) u64);

impl Dice {
    /// A number below the limit.
    pub(super) fn below(&mut self, limit: usize) -> usize {
        self.0 = self
            .0
            .wrapping_mul(6_364_136_223_846_793_005)
            .wrapping_add(1_442_695_040_888_963_407);
        ((self.0 >> 33) as usize) % limit.max(1)
    }

    fn shuffle(&mut self, order: &mut [usize]) {
        for last in (1..order.len()).rev() {
            order.swap(last, self.below(last + 1));
        }
    }
}
