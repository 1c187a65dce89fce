//! Logarithm and exponential from additions and multiplications alone, so that every machine gets the same bits.

/// Natural logarithm of a positive number, to about six digits.
pub(super) fn ln(value: f32) -> f32 {
    let bits = value.max(f32::MIN_POSITIVE).to_bits();
    let exponent = (bits >> 23) as i32 - 127;
    let mantissa = f32::from_bits((bits & 0x007f_ffff) | 0x3f80_0000);
    let (mantissa, exponent) = if mantissa > std::f32::consts::SQRT_2 {
        (mantissa * 0.5, exponent + 1)
    } else {
        (mantissa, exponent)
    };
    let z = (mantissa - 1.0) / (mantissa + 1.0);
    let square = z * z;
    let series = 1.0 + square * (1.0 / 3.0 + square * (0.2 + square * (1.0 / 7.0 + square / 9.0)));
    2.0 * z * series + exponent as f32 * std::f32::consts::LN_2
}

/// e to the power of a number; 0 below −87.
pub(super) fn exp(value: f32) -> f32 {
    if value.is_nan() || value < -87.0 {
        return 0.0;
    }
    let value = value.min(88.0);
    let whole = (value * std::f32::consts::LOG2_E + 0.5).floor();
    let rest = value - whole * std::f32::consts::LN_2;
    let series = 1.0
        + rest
            * (1.0
                + rest
                    * (0.5
                        + rest
                            * (1.0 / 6.0
                                + rest * (1.0 / 24.0 + rest * (1.0 / 120.0 + rest / 720.0)))));
    series * f32::from_bits(((whole as i32 + 127) as u32) << 23)
}

/// Turns scores into probabilities in place.
pub(super) fn softmax(scores: &mut [f32]) {
    let highest = scores.iter().copied().fold(f32::NEG_INFINITY, f32::max);
    let mut sum = 0.0;
    for score in scores.iter_mut() {
        *score = exp(*score - highest);
        sum += *score;
    }
    if sum > 0.0 {
        for score in scores.iter_mut() {
            *score /= sum;
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn close_to_the_standard_library() {
        for step in 1..2_000 {
            let value = step as f32 * 0.37;
            assert!(
                (ln(value) - value.ln()).abs() < 1e-5 * (1.0 + value.ln().abs()),
                "ln {value}"
            );
            let power = value / 10.0 - 37.0;
            assert!((exp(power) / power.exp() - 1.0).abs() < 1e-5, "exp {power}");
        }
        assert_eq!((exp(f32::NAN), exp(-100.0)), (0.0, 0.0));
    }

    #[test]
    fn probabilities_sum_to_one() {
        let mut scores = [1.0, 2.0, -50.0, 300.0];
        softmax(&mut scores);
        assert!((scores.iter().sum::<f32>() - 1.0).abs() < 1e-6);
        softmax(&mut []);
    }
}
