//! Which snapshot.

use std::fmt;
use std::str::FromStr;

use jiff::civil::{Date, date};
use jiff::{Span, ToSpan as _};

use super::error::OpenDataError;

/// Which reports a snapshot holds, by the local day of their arrival.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Edition {
    /// A calendar year; the present one as far as it has come.
    Year(i16),
    /// This month and the eleven before it.
    Rolling,
}

/// Name of the rolling edition in addresses.
const ROLLING: &str = "12-bulan";

impl Edition {
    /// That it has begun, seen from a day.
    ///
    /// # Errors
    /// Where it is a year that has not.
    pub fn begun(self, today: Date) -> Result<(), OpenDataError> {
        match self {
            Self::Year(year) if year > today.year() => Err(OpenDataError::Future(self)),
            Self::Year(_) | Self::Rolling => Ok(()),
        }
    }

    /// First and last day, seen from a day: whole months, so that the files do not follow from the day on which they are made.
    pub fn days(self, today: Date) -> (Date, Date) {
        match self {
            Self::Year(year) => (date(year, 1, 1), date(year, 12, 31)),
            Self::Rolling => {
                let first = today.first_of_month().saturating_sub(11.months());
                (first, today.last_of_month())
            }
        }
    }
}

/// The months between two days, each as its first and last day within them.
pub(super) fn months((from, to): (Date, Date)) -> Vec<(Date, Date)> {
    let month = Span::new().months(1);
    let firsts = std::iter::successors(Some(from.first_of_month()), |first| {
        first.checked_add(month).ok()
    });
    firsts
        .take_while(|first| *first <= to)
        .map(|first| (first.max(from), first.last_of_month().min(to)))
        .collect()
}

impl fmt::Display for Edition {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Year(year) => year.fmt(f),
            Self::Rolling => f.write_str(ROLLING),
        }
    }
}

/// Not the name of an edition.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
#[error("terbitan tidak dikenali; tulis tahun empat angka, atau 12-bulan")]
pub struct UnknownEdition;

impl FromStr for Edition {
    type Err = UnknownEdition;

    fn from_str(text: &str) -> Result<Self, UnknownEdition> {
        if text == ROLLING {
            return Ok(Self::Rolling);
        }
        let year = text.parse().ok().filter(|year| (1990..2200).contains(year));
        year.filter(|_| text.len() == 4)
            .map(Self::Year)
            .ok_or(UnknownEdition)
    }
}

#[cfg(test)]
mod tests {
    #![expect(clippy::unwrap_used, reason = "tests")]
    use super::*;

    #[test]
    fn editions_are_whole_months() {
        let today = date(2025, 8, 14);
        assert_eq!(
            Edition::Year(2025).days(today),
            (date(2025, 1, 1), date(2025, 12, 31))
        );
        assert_eq!(
            Edition::Rolling.days(today),
            (date(2024, 9, 1), date(2025, 8, 31))
        );
        assert!(Edition::Year(2025).begun(today).is_ok());
        let future = Edition::Year(2026).begun(today).unwrap_err().to_string();
        assert!(future.contains("2026 belum tiba"), "{future}");
        let parts = months(Edition::Rolling.days(today));
        assert_eq!(parts.len(), 12);
        assert_eq!(parts.last(), Some(&(date(2025, 8, 1), date(2025, 8, 31))));
        for text in ["24", "99999", "", "12-Bulan", "+999"] {
            assert_eq!(text.parse::<Edition>(), Err(UnknownEdition), "{text}");
        }
    }
}
