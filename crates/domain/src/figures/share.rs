//! A share is two counts; its percentage is only how it is shown.

use serde::Serialize;

/// `part` of `whole`, both counts.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize)]
pub struct Share {
    /// Numerator.
    pub part: u64,
    /// Denominator.
    pub whole: u64,
}

impl Share {
    /// `part` of `whole`.
    pub const fn of(part: u64, whole: u64) -> Self {
        Self { part, whole }
    }

    /// Tenths of a percent, half up, from the counts: 589 of 606 is 972. `None` where the whole is 0.
    pub fn tenths(self) -> Option<u64> {
        if self.whole == 0 {
            return None;
        }
        let (part, whole) = (u128::from(self.part), u128::from(self.whole));
        u64::try_from((part * 2_000 + whole) / (whole * 2)).ok()
    }

    /// The percentage with one decimal, for programs; `None` where the whole is 0.
    pub fn percent(self) -> Option<f64> {
        self.tenths().map(|tenths| tenths as f64 / 10.0)
    }
}

impl Share {
    /// The 95 % interval of the share it was drawn from, both ends between 0 and 1 (Wilson 1927); `None` where the whole
    /// is 0.
    pub fn interval(self) -> Option<(f64, f64)> {
        const Z: f64 = 1.96;
        if self.whole == 0 {
            return None;
        }
        let n = self.whole as f64;
        let p = self.part as f64 / n;
        let middle = p + Z * Z / (2.0 * n);
        let reach = Z * (p * (1.0 - p) / n + Z * Z / (4.0 * n * n)).sqrt();
        let by = 1.0 + Z * Z / n;
        Some((
            ((middle - reach) / by).max(0.0),
            ((middle + reach) / by).min(1.0),
        ))
    }
}

impl std::ops::AddAssign for Share {
    fn add_assign(&mut self, other: Self) {
        self.part += other.part;
        self.whole += other.whole;
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_interval_holds_its_share() {
        let (low, high) = Share::of(10, 40).interval().unwrap();
        assert!((low - 0.1419).abs() < 1e-3 && (high - 0.4019).abs() < 1e-3);
        assert_eq!(Share::default().interval(), None);
    }

    #[test]
    fn percent_is_half_up_from_counts() {
        assert_eq!(Share::of(589, 606).percent(), Some(97.2));
        assert_eq!(Share::of(1, 8).tenths(), Some(125));
        assert_eq!(Share::of(1, 2000).tenths(), Some(1));
        assert_eq!(Share::of(1, 2001).tenths(), Some(0));
        assert_eq!(Share::of(1, 3).tenths(), Some(333));
        assert_eq!(Share::of(0, 0).tenths(), None);
    }
}
