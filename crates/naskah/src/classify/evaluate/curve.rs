//! How figures grow with what there is to learn from.

use super::super::features::Features;
use super::super::model::Classifier;
use super::super::train::Example;
use super::figures::{Figures, Guess};
use super::{Row, Split};

/// Figures after so many reports.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct CurvePoint {
    /// Reports trained on: the last ones of the training part.
    pub trained: usize,
    /// What they reach.
    pub figures: Figures,
}

/// Trains on the last so many reports of the training part and measures on `test`, or `val` where there is none.
pub fn learning_curve(rows: &[Row<'_>], sizes: &[usize]) -> Vec<CurvePoint> {
    let looked_at: Vec<(Features, &Row<'_>)> = rows
        .iter()
        .map(|row| (Features::of(row.text, row.facets), row))
        .collect();
    let part = |split| {
        let rows = looked_at.iter().filter(move |(_, row)| row.split == split);
        rows.map(|(features, row)| Example {
            features,
            label: row.label,
        })
        .collect::<Vec<_>>()
    };
    let train = part(Split::Train);
    let test = part(Split::Test);
    let measured = if test.is_empty() {
        part(Split::Val)
    } else {
        test
    };
    let point = |&size: &usize| {
        let trained = train
            .get(train.len().saturating_sub(size)..)
            .unwrap_or_default();
        let model = Classifier::train(trained);
        let guesses: Vec<_> = measured
            .iter()
            .map(|example| Guess::of(&model, example.features, example.label))
            .collect();
        CurvePoint {
            trained: trained.len(),
            figures: Figures::of(&guesses),
        }
    };
    sizes.iter().map(point).collect()
}
