//! Learning from what officers merged and kept apart.

use super::features::{FEATURES, Features};
use super::weights::Weights;

/// Number of parameters: the weights and the bias.
const N: usize = FEATURES + 1;
/// Newton's method is there after a handful.
const ROUNDS: usize = 25;

/// Fits the weights to decisions (`true`: one matter), pulled towards `start` with a strength of `hold`: with 0.5, a
/// few dozen decisions move little and some hundreds decide. The same decisions in the same order give the same bits.
pub fn fit(decisions: &[(Features, bool)], start: &Weights, hold: f32) -> Weights {
    let hold = f64::from(hold.clamp(1e-3, 1e6));
    let rows: Vec<([f64; N], f64)> = decisions
        .iter()
        .map(|(features, same)| (row(features), f64::from(u8::from(*same))))
        .collect();
    let origin = pack(start);
    let mut now = origin;
    let mut cost = loss(&rows, &now, &origin, hold);
    for _ in 0..ROUNDS {
        let Some(step) = newton(&rows, &now, &origin, hold) else {
            break;
        };
        // Halve the step until it helps; the loss is convex, so it does.
        let better = (0..20).map(|halves| 0.5_f64.powi(halves)).find_map(|size| {
            let next: [f64; N] = std::array::from_fn(|i| at(&now, i) - size * at(&step, i));
            let next_cost = loss(&rows, &next, &origin, hold);
            (next_cost < cost).then_some((next, next_cost))
        });
        let Some((next, next_cost)) = better else {
            break;
        };
        let done = cost - next_cost < 1e-9;
        (now, cost) = (next, next_cost);
        if done {
            break;
        }
    }
    unpack(&now)
}

fn row(features: &Features) -> [f64; N] {
    let values = features.values();
    std::array::from_fn(|i| values.get(i).map_or(1.0, |&value| f64::from(value)))
}

fn pack(weights: &Weights) -> [f64; N] {
    std::array::from_fn(|i| f64::from(weights.values.get(i).copied().unwrap_or(weights.bias)))
}

fn unpack(packed: &[f64; N]) -> Weights {
    Weights {
        values: std::array::from_fn(|i| at(packed, i) as f32),
        bias: at(packed, FEATURES) as f32,
    }
}

fn at(row: &[f64; N], i: usize) -> f64 {
    row.get(i).copied().unwrap_or_default()
}

fn dot(a: &[f64; N], b: &[f64; N]) -> f64 {
    a.iter().zip(b).map(|(x, y)| x * y).sum()
}

fn loss(rows: &[([f64; N], f64)], now: &[f64; N], origin: &[f64; N], hold: f64) -> f64 {
    let wrong: f64 = rows
        .iter()
        .map(|(row, same)| {
            let logit = dot(row, now);
            // ln(1 + e^z) - y z, without overflow.
            logit.max(0.0) + (-logit.abs()).exp().ln_1p() - same * logit
        })
        .sum();
    let moved: f64 = now.iter().zip(origin).map(|(x, o)| (x - o).powi(2)).sum();
    wrong + 0.5 * hold * moved
}

/// The Newton step: the gradient, divided by the curvature.
fn newton(
    rows: &[([f64; N], f64)],
    now: &[f64; N],
    origin: &[f64; N],
    hold: f64,
) -> Option<[f64; N]> {
    let mut gradient: [f64; N] = std::array::from_fn(|i| hold * (at(now, i) - at(origin, i)));
    let mut curvature = vec![[0.0; N]; N];
    for (i, line) in curvature.iter_mut().enumerate() {
        if let Some(diagonal) = line.get_mut(i) {
            *diagonal = hold;
        }
    }
    for (row, same) in rows {
        let probability = 1.0 / (1.0 + (-dot(row, now)).exp());
        let bend = probability * (1.0 - probability);
        for ((sum, line), x) in gradient.iter_mut().zip(&mut curvature).zip(row) {
            *sum += (probability - same) * x;
            for (cell, y) in line.iter_mut().zip(row) {
                *cell += bend * x * y;
            }
        }
    }
    solve(curvature, gradient)
}

/// Gaussian elimination; the matrix is positive definite, so no pivot is sought.
fn solve(mut lines: Vec<[f64; N]>, mut right: [f64; N]) -> Option<[f64; N]> {
    for i in 0..N {
        let pivot_line = *lines.get(i)?;
        let pivot = at(&pivot_line, i);
        if pivot.abs() < 1e-12 {
            return None;
        }
        let pivot_right = at(&right, i);
        for (j, line) in lines.iter_mut().enumerate().skip(i + 1) {
            let factor = at(line, i) / pivot;
            for (cell, other) in line.iter_mut().zip(&pivot_line) {
                *cell -= factor * other;
            }
            if let Some(value) = right.get_mut(j) {
                *value -= factor * pivot_right;
            }
        }
    }
    let mut solution = [0.0; N];
    for i in (0..N).rev() {
        let line = lines.get(i)?;
        let known = dot(line, &solution);
        *solution.get_mut(i)? = (at(&right, i) - known) / at(line, i);
    }
    Some(solution)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn pair(what: f32, gap: f32) -> Features {
        Features {
            what,
            gap,
            ..Features::default()
        }
    }

    #[test]
    fn without_decisions_nothing_moves() {
        let start = Weights::default();
        assert_eq!(fit(&[], &start, 0.5), start);
    }

    #[test]
    fn decisions_move_what_they_are_about_and_nothing_else() {
        let start = Weights::default();
        let decisions: Vec<(Features, bool)> = (0_u8..200)
            .map(|i| {
                let gap = f32::from(i % 10) / 10.0;
                (pair(0.5, gap), gap < 0.35)
            })
            .collect();
        let fitted = fit(&decisions, &start, 0.5);
        assert_eq!(fitted, fit(&decisions, &start, 0.5), "the same bits");
        assert!(fitted.probability(&pair(0.5, 0.0)) > 0.8);
        assert!(fitted.probability(&pair(0.5, 0.9)) < 0.2);
        assert!(
            (fitted.values[1] - start.values[1]).abs() < 1e-6,
            "no decision was about copies"
        );
        let held = fit(&decisions[..10], &start, 50.0);
        let moved = (held.bias - start.bias).abs();
        assert!(
            moved < 0.5,
            "ten decisions against a strong hold move little: {moved}"
        );
    }
}
