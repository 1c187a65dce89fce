//! Training with calibration: models trained on less are asked about what they have not seen.

use super::calibrate::Calibration;
use super::model::Classifier;
use super::train::Example;

/// Where examples are cut, in hundredths, to see what a model trained before says about what came after.
const CUTS: [(usize, usize); 2] = [(60, 80), (80, 100)];
/// Parts drawn by lot.
const FOLDS: usize = 5;

/// Examples to train on, and examples to ask about.
pub(super) type Trial<'e> = (Vec<Example<'e>>, Vec<Example<'e>>);

/// A model and the examples it was asked about.
pub(super) type Asked<'a, 'e> = (Classifier, &'a [Example<'e>]);

/// How examples to ask about are taken from those there are.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Drawn {
    /// The later part: what a model is for is tomorrow's reports.
    ByTime,
    /// Every fifth: for examples whose order means nothing.
    ByLot,
}

impl Drawn {
    pub(super) fn trials<'e>(self, examples: &[Example<'e>]) -> Vec<Trial<'e>> {
        match self {
            Self::ByTime => CUTS.iter().map(|&cut| cut_at(examples, cut)).collect(),
            Self::ByLot => (0..FOLDS).map(|fold| without(examples, fold)).collect(),
        }
    }
}

fn cut_at<'e>(examples: &[Example<'e>], (from, to): (usize, usize)) -> Trial<'e> {
    let at = |hundredths| examples.len() * hundredths / 100;
    let part = |range: std::ops::Range<usize>| examples.get(range).unwrap_or_default().to_vec();
    (part(0..at(from)), part(at(from)..at(to)))
}

fn without<'e>(examples: &[Example<'e>], fold: usize) -> Trial<'e> {
    let numbered = examples.iter().zip(0..);
    let (most, few): (Vec<_>, Vec<_>) = numbered.partition(|(_, number)| number % FOLDS != fold);
    let bare =
        |part: Vec<(&Example<'e>, usize)>| part.into_iter().map(|(example, _)| *example).collect();
    (bare(most), bare(few))
}

impl Classifier {
    /// Trains on decisions in the order of time and calibrates on its own past: what a body does every night.
    pub fn train_calibrated(examples: &[Example<'_>], drawn: Drawn) -> Self {
        Self::train_and_try(examples, &drawn.trials(examples)).0
    }

    /// Trains on everything, with the calibration that suits the models of the trials; those models too.
    pub(super) fn train_and_try<'a, 'e>(
        all: &[Example<'e>],
        trials: &'a [Trial<'e>],
    ) -> (Self, Vec<Asked<'a, 'e>>) {
        let asked = trials
            .iter()
            .map(|(before, after)| (Self::train(before), after.as_slice()));
        let mut asked: Vec<Asked<'a, 'e>> = asked.collect();
        let calibration: Calibration = Self::calibrated_by(&asked);
        for (model, _) in &mut asked {
            model.set_calibration(calibration);
        }
        let mut model = Self::train(all);
        model.set_calibration(calibration);
        (model, asked)
    }
}
