//! From little to much in at most five steps with as many areas in each as can be.

use crate::palette::STEPS;

/// Least and most of each step, in order; every value lies in one of them.
#[derive(Clone, Debug, PartialEq)]
pub(crate) struct Steps(pub(crate) Vec<(f64, f64)>);

impl Steps {
    /// Of values in any order. Equal values are in one step.
    pub(crate) fn of(values: impl Iterator<Item = f64>) -> Self {
        let mut values: Vec<f64> = values.collect();
        values.sort_by(f64::total_cmp);
        let mut steps: Vec<(f64, f64)> = Vec::new();
        let n = values.len();
        let mut last_part = 0;
        for (at, value) in values.iter().copied().enumerate() {
            let part = at * STEPS / n;
            match steps.last_mut() {
                Some((_, most)) if part == last_part || value <= *most => *most = most.max(value),
                _ => steps.push((value, value)),
            }
            last_part = part;
        }
        Self(steps)
    }

    /// The step of a value, spread over the five where there are fewer: the most is always the darkest.
    pub(crate) fn place(&self, value: f64) -> usize {
        let at = self.0.iter().position(|(_, most)| value <= *most);
        self.shade(at.unwrap_or(self.0.len().saturating_sub(1)))
    }

    /// The shade of the n-th step.
    pub(crate) fn shade(&self, at: usize) -> usize {
        match self.0.len() {
            0 | 1 => 1,
            n => at * (STEPS - 1) / (n - 1),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn as_many_in_each_as_can_be() {
        let steps = Steps::of((1..=10).map(f64::from));
        assert_eq!(
            steps.0,
            [(1.0, 2.0), (3.0, 4.0), (5.0, 6.0), (7.0, 8.0), (9.0, 10.0)]
        );
        assert_eq!([1.0, 10.0].map(|value| steps.place(value)), [0, 4]);
        let few = Steps::of([0.0, 0.0, 0.0, 0.0, 7.0].into_iter());
        assert_eq!(few.0, [(0.0, 0.0), (7.0, 7.0)]);
        assert_eq!((few.place(0.0), few.place(7.0)), (0, 4));
        assert_eq!(Steps::of(std::iter::once(3.0)).place(3.0), 1);
        assert_eq!(Steps::of(std::iter::empty()).place(3.0), 1);
    }
}
