//! Learning from decisions as they are made.

use super::features::{Features, bucket, word_hash};
use super::model::Classifier;
use super::terms::LEAST_REPORTS;

/// What each new decision leaves of the weight of the older ones in the counts: half after 1,400.
const FADING: f32 = 0.9995;

impl Classifier {
    /// Learns that a report belonged to a label: a final disposition, a verified category.
    ///
    /// What the model would have said just before also moves the temperature, so probabilities follow how right it is.
    pub fn learn(&mut self, features: &Features, label: &str) {
        let column = self.column(label).unwrap_or_else(|| self.add_label(label));
        if self.labels.len() > 1 && !features.is_empty() {
            let scores = self.scores(&self.vector(features));
            self.warm(scores, column);
        }
        self.meet(features);
        for count in &mut self.counts {
            *count *= FADING;
        }
        if let Some(count) = self.counts.get_mut(column) {
            *count += 1.0;
        }
        self.rehearse(features, label);
    }

    /// Goes once more over a decision already learnt; the caller picks some of the recent ones at each new one.
    pub fn rehearse(&mut self, features: &Features, label: &str) {
        if let Some(column) = self.column(label) {
            let vector = self.vector(features);
            self.step_towards(&vector, column, self.weight_of(column));
        }
    }

    /// Learns that a report does not belong to a label: the unit refused it. Unknown labels are left alone.
    pub fn unlearn(&mut self, features: &Features, label: &str) {
        if let Some(column) = self.column(label)
            && self.labels.len() > 1
        {
            let vector = self.vector(features);
            self.step_away(&vector, column, 1.0);
        }
    }

    /// Counts the features of one more report, and remembers the words that enough reports used.
    pub(super) fn meet(&mut self, features: &Features) {
        self.reports = self.reports.saturating_add(1);
        for bucket in features.buckets() {
            self.table.meet(bucket);
        }
        for (word, named) in features.read.iter_named() {
            let place = bucket(word_hash(word));
            let seen = self.table.find(place).map_or(0, |(_, row)| row.seen);
            if !named && seen >= LEAST_REPORTS {
                self.terms.remember(place, word);
            }
        }
    }

    /// A label that comes up for the first time starts as unlikely as the unlikeliest.
    pub(super) fn add_label(&mut self, label: &str) -> usize {
        let lowest = self.bias.iter().copied().fold(0.0, f32::min);
        self.labels.push(label.to_owned());
        self.counts.push(0.0);
        self.bias.push(lowest);
        self.table.widen(self.labels.len());
        self.labels.len() - 1
    }
}
