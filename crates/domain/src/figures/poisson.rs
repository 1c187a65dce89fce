//! How unusual a count is: what chance gives of a Poisson distribution.

/// The chance of `n` or more where `mean` are usual. `mean` is above 0; beyond 1 000 the normal distribution stands in.
pub fn chance_of_at_least(n: u64, mean: f64) -> f64 {
    if n == 0 {
        return 1.0;
    }
    if mean > 1_000.0 {
        let distance = (n as f64 - 0.5 - mean) / mean.sqrt();
        return upper_tail(distance);
    }
    // Of the terms below n, from the first; each from the one before.
    let mut term = (-mean).exp();
    let mut below = term;
    for at in 1..n {
        term *= mean / at as f64;
        below += term;
        if at as f64 > mean && term < 1e-17 {
            break;
        }
    }
    (1.0 - below).max(0.0)
}

/// The most that chance explains: the smallest `n` for which more than `n` has a chance below `alpha`.
pub fn upper_bound(mean: f64, alpha: f64) -> u64 {
    let mut n = mean.floor().max(0.0) as u64;
    while chance_of_at_least(n + 1, mean) >= alpha {
        n += 1;
    }
    n
}

/// Share of a normal distribution above so many standard deviations (Abramowitz and Stegun 26.2.17, error below 1e-7).
fn upper_tail(distance: f64) -> f64 {
    if distance < 0.0 {
        return 1.0 - upper_tail(-distance);
    }
    let t = 1.0 / (1.0 + 0.231_641_9 * distance);
    let terms = [
        0.319_381_530,
        -0.356_563_782,
        1.781_477_937,
        -1.821_255_978,
        1.330_274_429,
    ];
    let sum = terms.iter().rev().fold(0.0, |sum, term| (sum + term) * t);
    (-distance * distance / 2.0).exp() / (2.0 * std::f64::consts::PI).sqrt() * sum
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn chances_are_those_of_the_tables() {
        // 1 − e^−2·(1 + 2 + 2 + 4/3) = 0.142877
        assert!((chance_of_at_least(4, 2.0) - 0.142_877).abs() < 1e-6);
        assert!((chance_of_at_least(1, 0.5) - 0.393_469).abs() < 1e-6);
        assert!((chance_of_at_least(0, 3.0) - 1.0).abs() < 1e-12);
        assert!((chance_of_at_least(2_001, 2_000.0) - 0.5).abs() < 0.01);
        assert!((upper_tail(1.959_964) - 0.025).abs() < 1e-6);
    }

    #[test]
    fn the_bound_is_where_chance_ends() {
        for mean in [0.5, 2.0, 7.3, 40.0, 1_500.0] {
            let bound = upper_bound(mean, 0.01);
            assert!(chance_of_at_least(bound + 1, mean) < 0.01);
            assert!(chance_of_at_least(bound, mean) >= 0.01);
        }
    }
}
