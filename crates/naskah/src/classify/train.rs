//! Training on everything decided so far.

use super::features::Features;
use super::maths::{exp, ln};
use super::model::{Classifier, Vector};

/// How often training goes over all reports.
const ROUNDS: usize = 5;
/// The oldest report counts less than the newest by e to this power.
const FADING: f32 = 0.5;

/// A report and what was decided.
#[derive(Debug, Clone, Copy)]
pub struct Example<'a> {
    /// The report.
    pub features: &'a Features,
    /// The label it was given.
    pub label: &'a str,
}

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
                    let age = 1.0 - at as f32 / examples.len() as f32;
                    let weight = weights.get(column).copied().unwrap_or(1.0);
                    model.step_towards(vector, column, weight * exp(-FADING * age));
                }
            }
        }
        model
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

/// Numbers that look random and are the same each time.
#[derive(Debug, Clone)]
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
