//! Train, calibrate, measure.

use super::super::calibrate::Calibration;
use super::super::features::Features;
use super::super::model::Classifier;
use super::super::retrain::Drawn;
use super::super::train::Example;
use super::figures::{Bin, Figures, Guess, Judged, reliability};
use super::{Row, Split};
use std::time::Duration;

/// Why nothing can be measured.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum EvaluationError {
    /// A value in the column `split` that is none of the three.
    #[error("kolom split hanya boleh berisi train, val, atau test")]
    UnknownSplit,
    /// Nothing to train on.
    #[error("tidak cukup baris `train`: perlu sedikitnya 10 baris dengan 2 label")]
    NothingToTrain,
    /// Nothing to measure on.
    #[error("tidak ada baris `val` atau `test` untuk diukur")]
    NothingToMeasure,
}

/// All figures of one evaluation.
#[derive(Debug, Clone, PartialEq)]
pub struct Evaluation {
    /// The part measured on.
    pub measured: Split,
    /// Reports trained on in the end.
    pub trained: usize,
    /// Accuracy and so on.
    pub figures: Figures,
    /// Answers above the confidence that gave 90 % precision on earlier reports.
    pub at_90: Judged,
    /// The same for 95 %.
    pub at_95: Judged,
    /// From texts to the final model, calibration included.
    pub training: Duration,
    /// From a raw text to a proposal, the median.
    pub per_report: Duration,
    /// The model as bytes.
    pub model_bytes: usize,
    /// How scores became probabilities.
    pub calibration: Calibration,
    /// What was said, bin by bin of confidence, beside what was right.
    pub reliability: Vec<Bin>,
}

/// Trains on `train`, calibrates, and measures on `test`, or on `val` where there is no test.
///
/// Calibration and thresholds come from models that had not seen what they were asked: models trained on earlier parts
/// of `train` and asked about later ones (by lot where the parts were drawn by lot) and, where there is a test part, one
/// trained on `train` and asked about `val`. After that the final model is trained on `train` and `val`, as the newest
/// decisions matter most. Without a test part `val` is only measured on. Everything is measured on the model as it comes
/// back from bytes. The clock counts up from any moment.
pub fn evaluate(
    rows: &[Row<'_>],
    clock: &dyn Fn() -> Duration,
) -> Result<Evaluation, EvaluationError> {
    let part = |split| rows.iter().filter(move |row| row.split == split);
    let measured = if part(Split::Test).next().is_some() {
        Split::Test
    } else {
        Split::Val
    };
    if part(measured).next().is_none() {
        return Err(EvaluationError::NothingToMeasure);
    }
    let started = clock();
    let seen: Vec<(Features, &Row<'_>)> = rows
        .iter()
        .filter(|row| {
            row.split == Split::Train || row.split == Split::Val && measured == Split::Test
        })
        .map(|row| (Features::of(row.text, row.facets), row))
        .collect();
    let examples = |wanted: fn(Split) -> bool| -> Vec<Example<'_>> {
        let wanted = seen.iter().filter(|(_, row)| wanted(row.split));
        wanted
            .map(|(features, row)| Example {
                features,
                label: row.label,
            })
            .collect()
    };
    let train = examples(|split| split == Split::Train);
    if train.len() < 10
        || train
            .iter()
            .all(|example| Some(example.label) == train.first().map(|first| first.label))
    {
        return Err(EvaluationError::NothingToTrain);
    }
    let val = examples(|split| split == Split::Val);
    let all = examples(|_| true);
    let order = if is_mixed(rows) {
        Drawn::ByLot
    } else {
        Drawn::ByTime
    };
    let mut trials = order.trials(&train);
    if !val.is_empty() {
        trials.push((train, val));
    }
    let (model, asked) = Classifier::train_and_try(&all, &trials);
    let training = clock().saturating_sub(started);
    let bytes = model.to_bytes();
    let model = Classifier::from_bytes(&bytes).unwrap_or(model);
    let guesses: Vec<Guess<'_>> = asked
        .iter()
        .flat_map(|(model, after)| {
            after
                .iter()
                .map(move |example| Guess::of(model, example.features, example.label))
        })
        .collect();
    let (found, per_report) = measure(&model, part(measured), clock);
    let reached = |precision| Judged::at(&found, Judged::threshold_for(&guesses, precision));
    Ok(Evaluation {
        measured,
        trained: all.len(),
        figures: Figures::of(&found),
        at_90: reached(0.90),
        at_95: reached(0.95),
        training,
        per_report,
        model_bytes: bytes.len(),
        calibration: model.calibration(),
        reliability: reliability(&found),
    })
}

/// Whether the parts were drawn by lot: then `val` does not come after `train`, and cutting by time would mislead.
fn is_mixed(rows: &[Row<'_>]) -> bool {
    let last_train = rows.iter().rposition(|row| row.split == Split::Train);
    let first_other = rows.iter().position(|row| row.split != Split::Train);
    last_train > first_other
}

fn measure<'a, 'r: 'a>(
    model: &Classifier,
    rows: impl Iterator<Item = &'a Row<'r>>,
    clock: &dyn Fn() -> Duration,
) -> (Vec<Guess<'r>>, Duration) {
    let mut times = Vec::new();
    let mut guesses = Vec::new();
    for row in rows {
        let started = clock();
        let features = Features::of(row.text, row.facets);
        let proposal = model.propose(&features);
        times.push(clock().saturating_sub(started));
        drop(proposal);
        guesses.push(Guess::of(model, &features, row.label));
    }
    times.sort_unstable();
    (
        guesses,
        times.get(times.len() / 2).copied().unwrap_or_default(),
    )
}
