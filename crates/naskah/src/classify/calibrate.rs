//! Making probabilities mean what they say: of the answers given at 80 % eight in ten shall be right.

use super::maths::{ln, softmax};
use super::model::Classifier;
use super::train::Example;
use std::collections::BTreeMap;

/// Tilts tried. More than this loses more on large labels than it wins on small ones.
const TILTS: [f32; 6] = [0.0, 0.08, 0.16, 0.24, 0.32, 0.4];
/// Temperatures tried: from this, each this factor above the one before, to that.
const COOLEST: f32 = 0.3;
const FINER: f32 = 1.05;
const WARMEST: f32 = 3.0;
/// Doubts tried, in hundredths.
const DOUBTS: std::ops::RangeInclusive<u8> = 0..=6;
/// What macro-F1 counts beside accuracy when the tilt is chosen.
const SMALL_LABELS: f32 = 0.25;

/// How scores become probabilities.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Calibration {
    /// Divides the scores. It follows how right the model was lately.
    pub temperature: f32,
    /// How far scores lean towards rare labels, against the habit of small sets to see large ones everywhere.
    pub tilt: f32,
    /// Share of every decision that nobody could have foreseen: spread over all labels, so nothing is ever certain.
    pub doubt: f32,
}

impl Calibration {
    /// A probability with the doubt in it.
    pub(super) fn doubted(self, chance: f32, labels: usize) -> f32 {
        chance * (1.0 - self.doubt) + self.doubt / labels.max(1) as f32
    }
}

impl Default for Calibration {
    fn default() -> Self {
        Self {
            temperature: 1.0,
            tilt: 0.16,
            doubt: 0.05,
        }
    }
}

/// What a model said of a report it had not learnt, and what was right.
struct Said<'a> {
    labels: &'a [String],
    scores: Vec<f32>,
    shares: Vec<f32>,
    right: &'a str,
}

impl<'a> Said<'a> {
    /// The likeliest label and its probability.
    fn first(&self, calibration: Calibration) -> (&'a str, f32) {
        let leant = self.scores.iter().zip(&self.shares);
        let mut chances: Vec<f32> = leant
            .map(|(score, share)| (score - calibration.tilt * share) / calibration.temperature)
            .collect();
        softmax(&mut chances);
        let labelled = self.labels.iter().map(String::as_str).zip(chances);
        labelled.fold(
            ("", 0.0),
            |best, next| if next.1 > best.1 { next } else { best },
        )
    }
}

impl Classifier {
    /// Finds the calibration that suits models trained on less, each asked about reports it had not learnt.
    pub(super) fn calibrated_by(asked: &[(Classifier, &[Example<'_>])]) -> Calibration {
        let mut said = Vec::new();
        for (model, examples) in asked {
            let shares = model.shares();
            said.extend(examples.iter().map(|example| Said {
                labels: &model.labels,
                scores: model.scores(&model.vector(example.features)),
                shares: shares.clone(),
                right: example.label,
            }));
        }
        if said.is_empty() {
            return Calibration::default();
        }
        let tilt = best(TILTS.into_iter(), |tilt| -worth(&said, tilt));
        least_surprising(&said, tilt)
    }

    /// How scores become probabilities at present.
    pub fn calibration(&self) -> Calibration {
        self.calibration
    }

    /// Takes over a calibration measured on other models of the same kind.
    pub fn set_calibration(&mut self, calibration: Calibration) {
        self.calibration = calibration;
    }

    /// Logarithms of the labels' shares.
    pub(super) fn shares(&self) -> Vec<f32> {
        let all: f32 = self.counts.iter().sum();
        let share = |count: &f32| ln(count.max(1.0) / all.max(1.0));
        self.counts.iter().map(share).collect()
    }
}

/// The value with the lowest cost, the first among equals.
fn best(values: impl Iterator<Item = f32>, cost: impl Fn(f32) -> f32) -> f32 {
    let mut found = (f32::INFINITY, 1.0);
    for value in values {
        let cost = cost(value);
        if cost < found.0 {
            found = (cost, value);
        }
    }
    found.1
}

/// Accuracy and some macro-F1: most reports right, and small units not forgotten.
fn worth(said: &[Said<'_>], tilt: f32) -> f32 {
    let calibration = Calibration {
        temperature: 1.0,
        tilt,
        doubt: 0.0,
    };
    let mut counted: BTreeMap<&str, (f32, f32)> = BTreeMap::new();
    let mut right = 0.0;
    for one in said {
        let (first, _) = one.first(calibration);
        counted.entry(first).or_default().1 += 1.0;
        counted.entry(one.right).or_default().1 += 1.0;
        if first == one.right {
            counted.entry(first).or_default().0 += 1.0;
            right += 1.0;
        }
    }
    let f1: f32 = counted
        .values()
        .map(|(hits, named)| 2.0 * hits / named)
        .sum();
    right / said.len() as f32 + SMALL_LABELS * f1 / counted.len().max(1) as f32
}

/// The temperature and the doubt at which the first answers' being right or wrong surprises least.
fn least_surprising(said: &[Said<'_>], tilt: f32) -> Calibration {
    let mut found = (f32::INFINITY, Calibration::default());
    let mut temperature = COOLEST;
    while temperature < WARMEST {
        let sharp = Calibration {
            temperature,
            tilt,
            doubt: 0.0,
        };
        let firsts: Vec<(f32, usize, bool)> = said
            .iter()
            .map(|one| {
                let (first, chance) = one.first(sharp);
                (chance, one.labels.len(), first == one.right)
            })
            .collect();
        for hundredths in DOUBTS {
            let calibration = Calibration {
                doubt: f32::from(hundredths) / 100.0,
                ..sharp
            };
            let surprise = |&(chance, labels, right): &(f32, usize, bool)| {
                let chance = calibration.doubted(chance, labels);
                -ln(if right { chance } else { 1.0 - chance }.max(1e-6))
            };
            let surprise: f32 = firsts.iter().map(surprise).sum();
            if surprise < found.0 {
                found = (surprise, calibration);
            }
        }
        temperature *= FINER;
    }
    found.1
}
