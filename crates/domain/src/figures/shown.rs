//! Values as Indonesian readers write them.

use super::{MeasureUnit, Measured, hours, number, percent};

/// Fewer than this say little: the value is flagged and never ranked.
pub const FEW: u64 = 10;

/// What stands where nothing was to be counted.
const NOTHING: &str = "–";

impl Measured {
    /// What people read, without what it is counted of: `1.234`, `97,2 %`, `0,35`, `12,5 jam kerja (p90 40,0)`,
    /// `4,25 (3,90–4,60)`. A dash where nothing was to be counted.
    pub fn shown(&self) -> String {
        match self {
            Self::Count(n) => number(*n),
            Self::Share(share) => percent(*share),
            Self::Ratio(share) => hundredths(share.part, share.whole),
            Self::Times(times, unit) => match (times.median, times.p90) {
                (Some(median), Some(p90)) => format!(
                    "{} {} (p90 {})",
                    duration(median, *unit),
                    unit.name(),
                    duration(p90, *unit)
                ),
                _ => NOTHING.to_owned(),
            },
            Self::Rating(rating) => match (rating.mean, rating.low, rating.high) {
                (Some(mean), Some(low), Some(high)) => {
                    format!("{} ({}–{})", decimal(mean), decimal(low), decimal(high))
                }
                _ => NOTHING.to_owned(),
            },
            Self::PerThousand { count, inhabitants } => {
                hundredths(count.saturating_mul(1000), inhabitants.unwrap_or(0))
            }
        }
    }

    /// How many it stands on: the whole of a share, the clocks that stopped, the ratings given.
    pub fn n(&self) -> u64 {
        match self {
            Self::Count(n) => *n,
            Self::Share(share) | Self::Ratio(share) => share.whole,
            Self::Times(times, _) => times.n,
            Self::Rating(rating) => rating.n,
            Self::PerThousand { count, .. } => *count,
        }
    }

    /// Stands on so few that chance decides: flagged, and never ranked. A count stands on itself.
    pub fn is_few(&self) -> bool {
        !matches!(self, Self::Count(_)) && self.n() < FEW
    }

    /// By what values of one measure are put in order; `None` where nothing was to be counted. Times go by their median.
    pub fn rank(&self) -> Option<f64> {
        match self {
            Self::Count(n) => Some(*n as f64),
            Self::Share(share) | Self::Ratio(share) => ratio(share.part, share.whole),
            Self::Times(times, _) => times.median.map(f64::from),
            Self::Rating(rating) => rating.mean,
            Self::PerThousand { count, inhabitants } => {
                ratio(count.saturating_mul(1000), inhabitants.unwrap_or(0))
            }
        }
    }
}

fn ratio(part: u64, whole: u64) -> Option<f64> {
    (whole > 0).then(|| part as f64 / whole as f64)
}

/// Two decimals, half up, from the counts.
fn hundredths(part: u64, whole: u64) -> String {
    if whole == 0 {
        return NOTHING.to_owned();
    }
    let (part, whole) = (u128::from(part), u128::from(whole));
    let hundredths = u64::try_from((part * 200 + whole) / (2 * whole)).unwrap_or(u64::MAX);
    format!("{},{:02}", number(hundredths / 100), hundredths % 100)
}

/// Office time as hours with one decimal, days as they are.
fn duration(taken: u32, unit: MeasureUnit) -> String {
    match unit {
        MeasureUnit::WorkingMinutes => hours(taken),
        _ => number(u64::from(taken)),
    }
}

/// Two decimals, halves up as in every document: what its binary form lacks of a half does not count. Ratings come with two
/// decimals, and of these it is what `grafik::rounded` gives, on which this crate cannot stand; a test of
/// `lapor_app::figures`, where both are at hand, holds that for ratings and for quotients.
fn decimal(value: f64) -> String {
    const DUST: f64 = 1e-9;
    let rounded = (value * 100.0 + DUST).round() / 100.0;
    format!("{rounded:.2}").replace('.', ",")
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::figures::{Rating, Share, Times};

    #[test]
    fn values_read_as_an_office_writes_them() {
        assert_eq!(Measured::Count(2368).shown(), "2.368");
        assert_eq!(
            (decimal(3.125), decimal(1.005), decimal(4.0)),
            ("3,13".into(), "1,01".into(), "4,00".into())
        );
        assert_eq!(Measured::Share(Share::of(589, 606)).shown(), "97,2 %");
        assert_eq!(Measured::Share(Share::default()).shown(), "–");
        assert_eq!(Measured::Ratio(Share::of(1, 3)).shown(), "0,33");
        assert_eq!(Measured::Ratio(Share::of(5, 2)).shown(), "2,50");
        assert_eq!(Measured::Ratio(Share::of(2, 3)).shown(), "0,67");
        // Rounded once: not to 0,1250 before.
        assert_eq!(Measured::Ratio(Share::of(1562, 12_500)).shown(), "0,12");
        let times = Times::of(vec![750, 90, 2400], 1);
        let shown = Measured::Times(times, MeasureUnit::WorkingMinutes).shown();
        assert_eq!(shown, "12,5 jam kerja (p90 40,0)");
        let shown = Measured::Times(times, MeasureUnit::CalendarDays).shown();
        assert_eq!(shown, "750 hari kalender (p90 2.400)");
        let per = |inhabitants| Measured::PerThousand {
            count: 606,
            inhabitants,
        };
        assert_eq!(per(Some(293_500)).shown(), "2,06");
        assert_eq!(per(None).shown(), "–");
    }

    #[test]
    fn few_are_flagged_and_counts_are_not() {
        assert!(Measured::Share(Share::of(9, 9)).is_few());
        assert!(!Measured::Share(Share::of(0, 10)).is_few());
        assert!(!Measured::Count(0).is_few());
        let mut rating = Rating::default();
        rating.add(Some(5), 9);
        assert!(Measured::Rating(rating.shown()).is_few());
        assert_eq!(
            Measured::Times(Times::default(), MeasureUnit::CalendarDays).rank(),
            None
        );
    }
}
