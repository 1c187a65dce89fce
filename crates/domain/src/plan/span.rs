//! Periods that a plan compares: as long before as after, of days or, where anyone may read it, of whole months.

use jiff::ToSpan as _;
use jiff::civil::Date;

use super::PlanRefusal;

/// How long the periods are that are compared.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Span {
    /// So many days, 7 to 366.
    Days(u16),
    /// So many whole months, 1 to 12: what anyone may read.
    Months(u8),
}

impl Span {
    /// Whether anything is compared over so long.
    pub fn is_sound(self) -> bool {
        match self {
            Self::Days(days) => (7..=366).contains(&days),
            Self::Months(months) => (1..=12).contains(&months),
        }
    }

    /// First and last day of the last period that has ended before a day.
    ///
    /// # Errors
    /// [`PlanRefusal::BadDay`] before the calendar begins.
    pub fn before(self, today: Date) -> Result<(Date, Date), PlanRefusal> {
        match self {
            Self::Days(days) => {
                let to = today.yesterday().map_err(|_| PlanRefusal::BadDay)?;
                Ok((to.saturating_sub((i64::from(days) - 1).days()), to))
            }
            Self::Months(months) => {
                let first = today.first_of_month();
                let to = first.yesterday().map_err(|_| PlanRefusal::BadDay)?;
                Ok((first.saturating_sub(i64::from(months).months()), to))
            }
        }
    }
}
