//! The weights: one row per feature worth keeping, one column per label.

use super::features::BITS;
use super::maths::ln;

/// Never met.
const NEVER: u32 = u32::MAX;
/// Met in one report: not worth a row yet.
const ONCE: u32 = u32::MAX - 1;
/// Columns grow by so many at a time.
const STEP: usize = 8;
/// So many features are kept at most; what comes later is learnt at the next training.
const MOST_ROWS: usize = 400_000;

/// What is known of a feature beside its weights.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(super) struct Row {
    pub(super) bucket: u32,
    /// In how many reports it was met.
    pub(super) seen: u32,
    /// Logarithm of one more than that.
    pub(super) ln_seen: f32,
    /// Sum of its squared steps, which shortens the next (AdaGrad).
    pub(super) squares: f32,
}

impl Row {
    pub(super) fn new(bucket: u32, seen: u32, squares: f32) -> Self {
        Self {
            bucket,
            seen,
            ln_seen: ln(seen as f32 + 1.0),
            squares,
        }
    }
}

/// Rows of weights, found by the bucket of a feature.
#[derive(Debug, Clone)]
pub(super) struct Table {
    index: Vec<u32>,
    stride: usize,
    rows: Vec<Row>,
    weights: Vec<f32>,
}

impl Table {
    pub(super) fn new(labels: usize) -> Self {
        Self {
            index: vec![NEVER; 1 << BITS],
            stride: labels.div_ceil(STEP).max(1) * STEP,
            rows: Vec::new(),
            weights: Vec::new(),
        }
    }

    /// Columns, of which the first are the labels.
    pub(super) fn stride(&self) -> usize {
        self.stride
    }

    /// The rows in the order they were met.
    pub(super) fn rows(&self) -> &[Row] {
        &self.rows
    }

    /// Number and knowledge of the row of a bucket, if it has one.
    pub(super) fn find(&self, bucket: u32) -> Option<(u32, &Row)> {
        let row = *self.index.get(bucket as usize)?;
        Some((row, self.rows.get(row as usize)?))
    }

    /// Counts a bucket as met in one more report; the second time it gets a row.
    pub(super) fn meet(&mut self, bucket: u32) {
        let Some(place) = self.index.get_mut(bucket as usize) else {
            return;
        };
        match *place {
            NEVER => *place = ONCE,
            ONCE => self.add(Row::new(bucket, 2, 0.0)),
            row => {
                if let Some(row) = self.rows.get_mut(row as usize) {
                    row.seen = row.seen.saturating_add(1);
                    row.ln_seen = ln(row.seen as f32 + 1.0);
                }
            }
        }
    }

    /// Buckets met once, in order.
    pub(super) fn met_once(&self) -> impl Iterator<Item = u32> {
        let places = self.index.iter().zip(0..);
        places.filter_map(|(&place, bucket)| (place == ONCE).then_some(bucket))
    }

    /// Adds a row of zeros.
    pub(super) fn add(&mut self, row: Row) {
        if self.rows.len() >= MOST_ROWS {
            return;
        }
        if let Some(place) = self.index.get_mut(row.bucket as usize) {
            *place = self.rows.len() as u32;
            self.rows.push(row);
            self.weights.resize(self.weights.len() + self.stride, 0.0);
        }
    }

    /// The weights of a row, one per column.
    pub(super) fn weights(&self, row: u32) -> &[f32] {
        let start = row as usize * self.stride;
        self.weights
            .get(start..start + self.stride)
            .unwrap_or_default()
    }

    /// Knowledge and weights of a row, to change.
    pub(super) fn row_mut(&mut self, row: u32) -> Option<(&mut Row, &mut [f32])> {
        let start = row as usize * self.stride;
        let weights = self.weights.get_mut(start..start + self.stride)?;
        Some((self.rows.get_mut(row as usize)?, weights))
    }

    /// Makes room for so many labels.
    pub(super) fn widen(&mut self, labels: usize) {
        if labels <= self.stride {
            return;
        }
        let wider = labels.div_ceil(STEP) * STEP;
        let mut weights = vec![0.0; self.rows.len() * wider];
        let old = self.weights.chunks_exact(self.stride);
        for (from, to) in old.zip(weights.chunks_exact_mut(wider)) {
            for (from, to) in from.iter().zip(to) {
                *to = *from;
            }
        }
        self.weights = weights;
        self.stride = wider;
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_second_meeting_makes_a_row() {
        let mut table = Table::new(3);
        table.meet(7);
        assert_eq!(
            (table.find(7), table.met_once().collect::<Vec<_>>()),
            (None, vec![7])
        );
        table.meet(7);
        assert_eq!(
            table.find(7).map(|(row, known)| (row, known.seen)),
            Some((0, 2))
        );
        table.meet(7);
        assert_eq!(table.find(7).map(|(_, known)| known.seen), Some(3));
        assert_eq!(table.met_once().count(), 0);
    }

    #[test]
    fn widening_keeps_the_weights() {
        let mut table = Table::new(8);
        for bucket in [1, 2] {
            table.add(Row::new(bucket, 2, 0.0));
        }
        if let Some((_, weights)) = table.row_mut(1) {
            weights[7] = 0.5;
        }
        table.widen(9);
        assert_eq!(table.stride(), 16);
        let halves = |row| {
            table
                .weights(row)
                .iter()
                .filter(|&&weight| weight > 0.4)
                .count()
        };
        assert!(table.weights(1)[7] > 0.4);
        assert_eq!((halves(0), halves(1)), (0, 1));
    }

    #[test]
    fn a_bucket_out_of_range_is_nothing() {
        let mut table = Table::new(1);
        table.meet(u32::MAX);
        assert_eq!(table.find(u32::MAX), None);
        assert!(table.weights(99).is_empty());
    }
}
