//! Office hours of a body, as data. Used for figures only, never for a due date.

use jiff::civil::{Date, Time, time};
use serde::{Deserialize, Serialize};

/// One stretch of work on one day, local time, the end exclusive.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct WorkPeriod {
    /// Work begins.
    pub from: Time,
    /// Work ends, or the break begins.
    pub to: Time,
}

/// The hours of a week, Monday first. Which days are worked at all is the calendar's affair.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(try_from = "[Vec<WorkPeriod>; 7]", into = "[Vec<WorkPeriod>; 7]")]
pub struct Week([Vec<WorkPeriod>; 7]);

/// Other hours in a range of dates, as in Ramadan.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct HoursPeriod {
    /// First local date.
    pub from: Date,
    /// Last local date, included.
    pub to: Date,
    /// The hours within.
    pub week: Week,
    /// The decision that set them, as people cite it.
    pub instrument: String,
}

/// The working hours of one body.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct WorkingHours {
    /// The usual week.
    pub week: Week,
    /// Ranges with other hours; of overlapping ones the last in the list holds.
    #[serde(default)]
    pub periods: Vec<HoursPeriod>,
}

/// Hours that cannot be.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum HoursError {
    /// A stretch ends before it begins, or at once.
    #[error(
        "jam kerja hari ke-{day}: {from} sampai {to} tidak mungkin; jam selesai harus sesudah jam mulai"
    )]
    Reversed {
        /// Day of the week, 1 is Monday.
        day: usize,
        /// As given.
        from: Time,
        /// As given.
        to: Time,
    },
    /// A stretch begins before the one ahead of it ends.
    #[error(
        "jam kerja hari ke-{day}: {from} mulai sebelum jam sebelumnya selesai; urutkan dan pisahkan"
    )]
    Overlap {
        /// Day of the week, 1 is Monday.
        day: usize,
        /// Where the later one begins.
        from: Time,
    },
}

impl WorkingHours {
    /// 37.5 hours a week (Perpres 21/2023), spread as most offices do.
    pub fn usual() -> Self {
        Self {
            week: Week::usual(),
            periods: Vec::new(),
        }
    }

    /// The stretches of work on a date, should it be a working day.
    pub fn on(&self, date: Date) -> &[WorkPeriod] {
        let other = self
            .periods
            .iter()
            .rev()
            .find(|p| p.from <= date && date <= p.to);
        other.map_or(&self.week, |p| &p.week).on(date)
    }
}

impl Week {
    /// Checks the hours of seven days, Monday first: each stretch forward, in order, apart.
    pub fn new(days: [Vec<WorkPeriod>; 7]) -> Result<Self, HoursError> {
        for (day, stretches) in (1..).zip(&days) {
            let mut free_from = Time::midnight();
            for &WorkPeriod { from, to } in stretches {
                if from >= to {
                    return Err(HoursError::Reversed { day, from, to });
                }
                if from < free_from {
                    return Err(HoursError::Overlap { day, from });
                }
                free_from = to;
            }
        }
        Ok(Self(days))
    }

    /// Monday to Thursday 07:30–12:00 and 13:00–16:00, Friday 07:30–11:30 and 13:00–16:30: 37.5 h.
    pub fn usual() -> Self {
        let day = [((7, 30), (12, 0)), ((13, 0), (16, 0))];
        Self::of(day, [((7, 30), (11, 30)), ((13, 0), (16, 30))])
    }

    /// Monday to Thursday 08:00–12:00 and 12:30–15:00, Friday 08:00–11:30 and 12:30–15:30: 32.5 h.
    ///
    /// For the dates of Ramadan, which are data of each year.
    pub fn ramadan() -> Self {
        let day = [((8, 0), (12, 0)), ((12, 30), (15, 0))];
        Self::of(day, [((8, 0), (11, 30)), ((12, 30), (15, 30))])
    }

    fn of(day: [(HourMinute, HourMinute); 2], friday: [(HourMinute, HourMinute); 2]) -> Self {
        let at = |(hour, minute)| time(hour, minute, 0, 0);
        let stretch = |(from, to)| WorkPeriod {
            from: at(from),
            to: at(to),
        };
        let day = day.map(stretch).to_vec();
        let friday = friday.map(stretch).to_vec();
        Self([
            day.clone(),
            day.clone(),
            day.clone(),
            day,
            friday,
            Vec::new(),
            Vec::new(),
        ])
    }

    fn on(&self, date: Date) -> &[WorkPeriod] {
        let weekday = date.weekday().to_monday_zero_offset() as usize;
        self.0.get(weekday).map_or(&[], Vec::as_slice)
    }
}

type HourMinute = (i8, i8);

impl TryFrom<[Vec<WorkPeriod>; 7]> for Week {
    type Error = HoursError;

    fn try_from(days: [Vec<WorkPeriod>; 7]) -> Result<Self, HoursError> {
        Self::new(days)
    }
}

impl From<Week> for [Vec<WorkPeriod>; 7] {
    fn from(week: Week) -> Self {
        week.0
    }
}
