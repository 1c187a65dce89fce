//! Figures over guesses and what was right.

use super::super::features::Features;
use super::super::model::Classifier;
use std::collections::BTreeMap;

/// Bins of the calibration error.
const BINS: usize = 15;

/// What the classifier said about one report beside what was decided.
#[derive(Debug, Clone, PartialEq)]
pub struct Guess<'a> {
    /// The label given first.
    pub first: String,
    /// Its probability.
    pub confidence: f32,
    /// Whether what was decided is among the first three.
    pub in_three: bool,
    /// What was decided.
    pub right: &'a str,
}

impl<'a> Guess<'a> {
    /// What a classifier says.
    pub fn of(model: &Classifier, features: &Features, right: &'a str) -> Self {
        let proposal = model.propose(features);
        let first = proposal.first();
        Self {
            first: first
                .map(|ranked| ranked.label.to_owned())
                .unwrap_or_default(),
            confidence: first.map_or(0.0, |ranked| ranked.probability),
            in_three: proposal.top(3).iter().any(|ranked| ranked.label == right),
            right,
        }
    }

    /// Whether the first label is what was decided.
    pub fn is_right(&self) -> bool {
        self.first == self.right
    }
}

/// How much is answered above a confidence, and how much of that is right.
#[derive(Debug, Clone, Copy, Default, PartialEq)]
pub struct Judged {
    /// The confidence from which on answers count.
    pub threshold: f32,
    /// Share of reports answered.
    pub coverage: f64,
    /// Share of the answers that are right.
    pub precision: f64,
}

impl Judged {
    /// The lowest confidence above which at least this share of the guesses was right.
    pub fn threshold_for(guesses: &[Guess<'_>], precision: f64) -> f32 {
        let mut sorted: Vec<(f32, bool)> = guesses
            .iter()
            .map(|guess| (guess.confidence, guess.is_right()))
            .collect();
        sorted.sort_by(|one, other| other.0.total_cmp(&one.0));
        let (mut right, mut threshold) = (0, f32::INFINITY);
        for (answered, (confidence, is_right)) in sorted.into_iter().enumerate() {
            right += usize::from(is_right);
            if right as f64 >= precision * (answered + 1) as f64 {
                threshold = confidence;
            }
        }
        threshold
    }

    /// What a threshold reaches on guesses it was not chosen by.
    pub fn at(guesses: &[Guess<'_>], threshold: f32) -> Self {
        let answered = guesses.iter().filter(|guess| guess.confidence >= threshold);
        let (mut count, mut right) = (0, 0);
        for guess in answered {
            count += 1;
            right += usize::from(guess.is_right());
        }
        Self {
            threshold,
            coverage: share(count, guesses.len()),
            precision: share(right, count),
        }
    }
}

/// The figures everybody asks for.
#[derive(Debug, Clone, Copy, Default, PartialEq)]
pub struct Figures {
    /// Reports measured.
    pub reports: usize,
    /// Share whose first label was right.
    pub accuracy: f64,
    /// Share with the right label among the first three.
    pub top3: f64,
    /// F1 averaged over the labels that were decided or said, small ones counting as much as large ones.
    pub macro_f1: f64,
    /// Expected calibration error over 15 bins of confidence.
    pub ece: f64,
}

impl Figures {
    /// Counts.
    pub fn of(guesses: &[Guess<'_>]) -> Self {
        let right = guesses.iter().filter(|guess| guess.is_right()).count();
        let in_three = guesses.iter().filter(|guess| guess.in_three).count();
        Self {
            reports: guesses.len(),
            accuracy: share(right, guesses.len()),
            top3: share(in_three, guesses.len()),
            macro_f1: macro_f1(guesses),
            ece: calibration_error(guesses),
        }
    }
}

fn macro_f1(guesses: &[Guess<'_>]) -> f64 {
    let mut labels: BTreeMap<&str, (usize, usize)> = BTreeMap::new();
    for guess in guesses {
        labels.entry(guess.right).or_default().1 += 1;
        labels.entry(&guess.first).or_default().1 += 1;
        if guess.is_right() {
            labels.entry(guess.right).or_default().0 += 1;
        }
    }
    let sum: f64 = labels
        .values()
        .map(|&(right, named)| share(2 * right, named))
        .sum();
    sum / labels.len().max(1) as f64
}

/// Reports whose first label was given about the same probability.
#[derive(Debug, Clone, Copy, Default, PartialEq)]
pub struct Bin {
    /// How many.
    pub reports: usize,
    /// The mean probability said.
    pub said: f64,
    /// The share that was right.
    pub right: f64,
}

/// Fifteen bins from no confidence to full.
pub fn reliability(guesses: &[Guess<'_>]) -> Vec<Bin> {
    let mut bins = vec![Bin::default(); BINS];
    for guess in guesses {
        let bin = (guess.confidence * BINS as f32) as usize;
        if let Some(bin) = bins.get_mut(bin.min(BINS - 1)) {
            bin.reports += 1;
            bin.said += f64::from(guess.confidence);
            bin.right += f64::from(u8::from(guess.is_right()));
        }
    }
    for bin in &mut bins {
        bin.said /= bin.reports.max(1) as f64;
        bin.right /= bin.reports.max(1) as f64;
    }
    bins
}

fn calibration_error(guesses: &[Guess<'_>]) -> f64 {
    let bins = reliability(guesses);
    let off: f64 = bins
        .iter()
        .map(|bin| (bin.said - bin.right).abs() * bin.reports as f64)
        .sum();
    off / guesses.len().max(1) as f64
}

pub(super) fn share(part: usize, whole: usize) -> f64 {
    if whole == 0 {
        0.0
    } else {
        part as f64 / whole as f64
    }
}
