//! Axes with round numbers.

use crate::Numbers;
use crate::rounding::rounded;

/// An axis from `low` to `high` with marks at round numbers, 0 among them.
#[derive(Clone, Debug, PartialEq)]
pub(crate) struct Scale {
    low: f64,
    high: f64,
    /// Values of the marks, in order.
    pub(crate) ticks: Vec<f64>,
    digits: usize,
}

/// Beyond this, distances of doubles are larger than a mark's.
const LARGEST: f64 = 1e15;

impl Scale {
    /// For values of which the least and the most are given; about `marks` marks. `whole`: values are counts.
    pub(crate) fn new(least: f64, most: f64, marks: usize, whole: bool) -> Self {
        let limit = |value: f64| {
            if value.is_finite() {
                value.clamp(-LARGEST, LARGEST)
            } else {
                0.0
            }
        };
        let (least, most) = (limit(least).min(0.0), limit(most).max(0.0));
        let span = if most - least > 1e-9 {
            most - least
        } else {
            1.0
        };
        let raw = span / marks.max(1) as f64;
        let power = 10f64.powf(raw.log10().floor());
        let step = [1.0, 2.0, 2.5, 5.0, 10.0]
            .map(|factor| factor * power)
            .into_iter()
            .filter(|step| !whole || (*step >= 1.0 && step.fract() == 0.0))
            .find(|step| *step >= raw * 0.999)
            .unwrap_or(1.0_f64.max(power * 10.0));
        let (first, last) = ((least / step).floor() as i64, (most / step).ceil() as i64);
        let last = last.max(first + 1);
        let digits = if step.fract() == 0.0 {
            0
        } else {
            // 0.25 needs two, 0.2 one.
            let needed = (-step.log10().floor()).max(0.0) as usize;
            needed + usize::from((step / power - 2.5).abs() < 0.01)
        };
        Self {
            low: first as f64 * step,
            high: last as f64 * step,
            ticks: (first..=last).map(|n| n as f64 * step).collect(),
            digits: digits.min(9),
        }
    }

    /// Where a value lies, from 0 to 1.
    pub(crate) fn place(&self, value: f64) -> f64 {
        ((value - self.low) / (self.high - self.low)).clamp(0.0, 1.0)
    }

    /// A mark in words.
    pub(crate) fn word(&self, value: f64, numbers: Numbers) -> String {
        written(value, self.digits, numbers)
    }
}

/// A number as people read it; thousands and millions in a word from 10,000 on.
pub(crate) fn written(value: f64, digits: usize, numbers: Numbers) -> String {
    let words = match numbers {
        Numbers::Indonesian => [
            (1e12, " triliun"),
            (1e9, " miliar"),
            (1e6, " juta"),
            (1e3, " rb"),
        ],
        Numbers::English => [(1e12, " tn"), (1e9, " bn"), (1e6, " m"), (1e3, "k")],
    };
    let size = value.abs();
    let word = words
        .into_iter()
        .find(|(from, _)| size >= *from && size >= 1e4);
    let (value, digits, word) = match word {
        Some((unit, word)) => (value / unit, 2, word),
        None => (value, digits, ""),
    };
    let text = rounded(value, digits);
    let text = if text.contains('.') && !word.is_empty() {
        text.trim_end_matches('0').trim_end_matches('.').to_owned()
    } else {
        text
    };
    let (sign, text) = text
        .strip_prefix('-')
        .map_or(("", text.as_str()), |rest| ("−", rest));
    let (whole, fraction) = text.split_once('.').unwrap_or((text, ""));
    let (thousands, decimal) = match numbers {
        Numbers::Indonesian => ('.', ','),
        Numbers::English => (',', '.'),
    };
    let mut out = sign.to_owned();
    for (at, digit) in whole.chars().enumerate() {
        if at > 0 && (whole.len() - at).is_multiple_of(3) {
            out.push(thousands);
        }
        out.push(digit);
    }
    if !fraction.is_empty() {
        out.push(decimal);
        out.push_str(fraction);
    }
    out + word
}

#[cfg(test)]
mod tests {
    use super::*;

    fn ticks(most: f64, whole: bool) -> Vec<String> {
        let scale = Scale::new(0.0, most, 4, whole);
        let word = |value: &f64| scale.word(*value, Numbers::Indonesian);
        scale.ticks.iter().map(word).collect()
    }

    #[test]
    fn marks_are_round() {
        assert_eq!(ticks(606.0, true), ["0", "200", "400", "600", "800"]);
        assert_eq!(ticks(3.0, true), ["0", "1", "2", "3"]);
        assert_eq!(ticks(1.0, true), ["0", "1"]);
        assert_eq!(ticks(0.0, true), ["0", "1"]);
        assert_eq!(ticks(0.9, false), ["0,00", "0,25", "0,50", "0,75", "1,00"]);
        assert_eq!(ticks(97.2, false), ["0", "25", "50", "75", "100"]);
        assert_eq!(
            ticks(5_000_000.0, true),
            ["0", "2 juta", "4 juta", "6 juta"]
        );
    }

    #[test]
    fn numbers_are_written_as_they_are_read() {
        let id = |value, digits| written(value, digits, Numbers::Indonesian);
        assert_eq!(id(1234.0, 0), "1.234");
        assert_eq!(id(-2.5, 1), "−2,5");
        assert_eq!(id(12_500.0, 0), "12,5 rb");
        assert_eq!(written(12_500.0, 0, Numbers::English), "12.5k");
    }

    #[test]
    fn no_value_breaks_an_axis() {
        for most in [f64::NAN, f64::INFINITY, 1e300, f64::MIN_POSITIVE, 0.0] {
            for whole in [true, false] {
                let scale = Scale::new(-most, most, 4, whole);
                assert!(scale.ticks.len() >= 2 && scale.ticks.len() < 20, "{most}");
                assert!((0.0..=1.0).contains(&scale.place(most / 2.0)) || most.is_nan());
            }
        }
    }
}
