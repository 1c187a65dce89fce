//! Ratings by reporters, with what can be said of them.

use serde::Serialize;

use super::fives::{Op, without_middle};

/// Fewer ratings than this say nothing: only their number is shown.
const ENOUGH: u64 = 10;

/// How often each number of stars was given.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Rating {
    stars: [u64; 5],
}

/// What is shown of ratings.
#[derive(Clone, Copy, Debug, Default, PartialEq, Serialize)]
pub struct RatingShown {
    /// How many were given.
    pub n: u64,
    /// Mean of 1 to 5; none where fewer than ten were given.
    pub mean: Option<f64>,
    /// Lower end of the 95 % interval.
    pub low: Option<f64>,
    /// Upper end of the 95 % interval.
    pub high: Option<f64>,
}

impl Rating {
    /// Counts `n` ratings; none and what lies outside 1 to 5 are not counted.
    pub fn add(&mut self, stars: Option<u8>, n: u64) {
        let slot = stars
            .and_then(|stars| usize::from(stars).checked_sub(1))
            .and_then(|at| self.stars.get_mut(at));
        if let Some(slot) = slot {
            *slot += n;
        }
    }

    /// Adds those of other reports.
    pub fn join(&mut self, other: &Self) {
        for (mine, more) in self.stars.iter_mut().zip(&other.stars) {
            *mine += more;
        }
    }

    /// Less others that are among them, or whole fives of them, with the rest taken out around the middle.
    pub(super) fn zip(&self, other: &Self, op: Op) -> Self {
        let mut stars = self.stars;
        match op {
            Op::Less => {
                for (mine, less) in stars.iter_mut().zip(&other.stars) {
                    *mine = mine.saturating_sub(*less);
                }
            }
            Op::Fives => without_middle(stars.iter_mut(), self.n()),
        }
        Self { stars }
    }

    /// How many were given.
    pub fn n(&self) -> u64 {
        self.stars.iter().sum()
    }

    /// Mean and 95 % interval (mean ± 1.96 · s ÷ √n, s of the sample, within 1 to 5), each with two decimals, half up; the
    /// number alone where fewer than ten were given. Never used to rank.
    pub fn shown(&self) -> RatingShown {
        let n = self.n();
        if n < ENOUGH {
            return RatingShown {
                n,
                ..RatingShown::default()
            };
        }
        let count = n as f64;
        let each = || {
            (1..=5u32)
                .zip(&self.stars)
                .map(|(s, n)| (f64::from(s), *n as f64))
        };
        let all: u64 = (1..=5u64)
            .zip(&self.stars)
            .map(|(stars, n)| stars * n)
            .sum();
        let mean = all as f64 / count;
        let squares: f64 = each().map(|(stars, n)| n * (stars - mean).powi(2)).sum();
        let reach = 1.96 * (squares / (count - 1.0)).sqrt() / count.sqrt();
        RatingShown {
            n,
            // From the counts: 41 stars of 40 ratings are 1.03, though the binary form of their quotient lies below the half.
            mean: Some(((all * 200 + n) / (2 * n)) as f64 / 100.0),
            low: Some(round((mean - reach).max(1.0))),
            high: Some(round((mean + reach).min(5.0))),
        }
    }
}

/// What is no quotient of counts, to two decimals; the dust of a half's binary form does not count.
fn round(value: f64) -> f64 {
    const DUST: f64 = 1e-9;
    (value * 100.0 + DUST).round() / 100.0
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_mean_halfway_goes_up() {
        let mut rating = Rating::default();
        rating.add(Some(1), 39);
        rating.add(Some(2), 1);
        assert_eq!(rating.shown().mean, Some(1.03));
    }

    #[test]
    fn few_ratings_are_a_number_only() {
        let mut rating = Rating::default();
        rating.add(Some(5), 9);
        rating.add(None, 100);
        rating.add(Some(0), 1);
        assert_eq!(rating.shown().n, 9);
        assert_eq!(rating.shown().mean, None);
        rating.add(Some(1), 1);
        let shown = rating.shown();
        assert_eq!(shown.mean, Some(4.6));
        // s = √(14.4 ÷ 9) = 1.265; 1.96 · 1.265 ÷ √10 = 0.784; 5.384 is more than five stars.
        assert_eq!((shown.low, shown.high), (Some(3.82), Some(5.0)));
    }
}
