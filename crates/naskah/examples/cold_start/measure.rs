//! Measures the cold start on a file of reports with the units they went to (columns id,text,label,split).

use std::collections::BTreeMap;
use std::path::Path;

use naskah::functions::{Function, of_category_name, of_unit_name, score};

/// A function counts as one the label names from this share on; less is only what such a unit usually has too.
const NAMED: f32 = 0.2;

/// What a file's labels are.
#[derive(Debug, Clone, Copy)]
pub(crate) enum Labels {
    /// Names of units.
    Units,
    /// Names of categories.
    Categories,
}

/// What was counted.
#[derive(Debug, Default)]
pub(crate) struct Figures {
    /// Reports whose label names a function.
    pub(crate) reports: usize,
    /// The likeliest function is one the label names.
    pub(crate) first: usize,
    /// One of the three likeliest is.
    pub(crate) among_three: usize,
    /// The likeliest function is the first of those the label names.
    pub(crate) first_strictly: usize,
    /// The label whose functions together are the likeliest is the right one.
    pub(crate) unit: usize,
    /// It is among the three likeliest labels.
    pub(crate) unit_among_three: usize,
    /// No word spoke.
    pub(crate) silent: usize,
    /// How far confidence and truth lie apart (expected calibration error, ten bins).
    pub(crate) calibration: f32,
    /// Reports by label, then by the function proposed instead.
    pub(crate) confused: BTreeMap<(String, String), usize>,
    /// By label: reports, first, among three.
    pub(crate) labels: BTreeMap<String, (usize, usize, usize)>,
}

impl Figures {
    /// A count as a share of the reports.
    pub(crate) fn share(&self, count: usize) -> f64 {
        count as f64 / self.reports.max(1) as f64
    }
}

/// Reads the rows of one split.
pub(crate) fn rows(path: &Path, split: &str) -> Result<Vec<(String, String)>, csv::Error> {
    let mut rows = Vec::new();
    for row in csv::Reader::from_path(path)?.deserialize() {
        let (_, text, label, row_split): (String, String, String, String) = row?;
        if row_split == split {
            rows.push((text, label));
        }
    }
    Ok(rows)
}

/// The functions a label stands for.
pub(crate) fn functions_of(label: &str, labels: Labels) -> Vec<(Function, f32)> {
    match labels {
        Labels::Units => of_unit_name(label),
        Labels::Categories => of_category_name(label),
    }
}

/// Proposes for every row and compares with its label.
pub(crate) fn measure(rows: &[(String, String)], labels: Labels) -> Figures {
    let mut shares: BTreeMap<&str, Vec<(Function, f32)>> = BTreeMap::new();
    for (_, label) in rows {
        shares
            .entry(label)
            .or_insert_with(|| functions_of(label, labels));
    }
    let mut figures = Figures::default();
    let mut bins = [(0_usize, 0.0_f32, 0_usize); 10];
    for (text, label) in rows {
        let Some(own) = shares.get(label.as_str()).filter(|own| !own.is_empty()) else {
            continue;
        };
        let named = |function: &Function| {
            own.iter()
                .any(|(one, share)| one == function && *share >= NAMED)
        };
        let proposed = score(text);
        let by_label = figures.labels.entry(label.clone()).or_default();
        figures.reports += 1;
        by_label.0 += 1;
        let Some((likeliest, confidence)) = proposed.first() else {
            figures.silent += 1;
            let key = (label.clone(), "-".to_owned());
            *figures.confused.entry(key).or_default() += 1;
            continue;
        };
        let right = named(likeliest);
        figures.first += usize::from(right);
        by_label.1 += usize::from(right);
        let three = proposed.iter().take(3).any(|(function, _)| named(function));
        figures.among_three += usize::from(three);
        by_label.2 += usize::from(three);
        figures.first_strictly +=
            usize::from(own.first().is_some_and(|(first, _)| first == likeliest));
        if !right {
            let key = (label.clone(), likeliest.code().to_owned());
            *figures.confused.entry(key).or_default() += 1;
        }
        let bin = ((confidence * 10.0) as usize).min(9);
        if let Some((count, sum, hits)) = bins.get_mut(bin) {
            *count += 1;
            *sum += confidence;
            *hits += usize::from(right);
        }
        let place = place_of(label, &proposed, &shares);
        figures.unit += usize::from(place == 0);
        figures.unit_among_three += usize::from(place < 3);
    }
    let apart: f32 = bins
        .iter()
        .map(|(_, sum, hits)| (sum - *hits as f32).abs())
        .sum();
    figures.calibration = apart / figures.reports.max(1) as f32;
    figures
}

/// The place of a label when labels are ranked by the functions they have.
fn place_of(
    label: &str,
    proposed: &[(Function, f32)],
    shares: &BTreeMap<&str, Vec<(Function, f32)>>,
) -> usize {
    let likely = |own: &[(Function, f32)]| -> f32 {
        let strongest = own.first().map_or(1.0, |(_, share)| *share);
        own.iter()
            .map(|(function, share)| {
                let probability = proposed
                    .iter()
                    .find(|(one, _)| one == function)
                    .map_or(0.0, |(_, probability)| *probability);
                probability * share / strongest
            })
            .sum()
    };
    let own = shares.get(label).map_or(0.0, |own| likely(own));
    shares
        .iter()
        .filter(|(other, functions)| **other != label && likely(functions) >= own)
        .count()
}
