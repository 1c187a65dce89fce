//! Which days a body works.
//!
//! A [`Calendar`] is a value: what was known at one moment. Holidays are decided, moved and
//! cancelled while reports are open, so the past keeps its own calendar and a change is an
//! event that brings a new one.

mod holidays;

use jiff::Timestamp;
use jiff::civil::{Date, Weekday};
use serde::{Deserialize, Serialize};

pub use self::holidays::{HolidayFact, national_holidays};
use crate::zone::Zone;

/// Why a day is free. Ordered from the weakest reason to the strongest.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum FreeKind {
    /// A free day of one body's area only (a city's anniversary, a local election).
    Local,
    /// Cuti bersama: joint leave of the civil service.
    JointLeave,
    /// Hari libur nasional.
    National,
}

/// A day on which offices are closed, with who decided so.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct FreeDay {
    /// The local date.
    pub date: Date,
    /// What the day is called, in Indonesian.
    pub name: String,
    /// Why it is free.
    pub kind: FreeKind,
    /// The decision that made it free, as people cite it.
    pub instrument: String,
}

/// The working days of one body as known at one moment: Monday to Friday, less the free days.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(from = "Unsorted")]
pub struct Calendar {
    /// The zone whose local dates count.
    pub zone: Zone,
    /// Sorted by date, one entry for each date.
    free: Vec<FreeDay>,
}

impl Calendar {
    /// A calendar with these free days, given in any order.
    ///
    /// Of several entries for one date the strongest kind stays; see [`Calendar::add`].
    pub fn new(zone: Zone, free: impl IntoIterator<Item = FreeDay>) -> Self {
        let mut all: Vec<FreeDay> = free.into_iter().collect();
        // Stable, so that of equals the last given comes last, and is the one kept below.
        all.sort_by_key(|day| (day.date, day.kind));
        let mut kept: Vec<FreeDay> = Vec::with_capacity(all.len());
        for day in all {
            match kept.last_mut() {
                Some(last) if last.date == day.date => *last = day,
                _ => kept.push(day),
            }
        }
        Self { zone, free: kept }
    }

    /// The national calendar as it was known at an instant: the shipped facts decided by then.
    ///
    /// A fact counts from the local date of its decision ([`HolidayFact::is_known`]).
    pub fn national(zone: Zone, known_at: Timestamp) -> Self {
        let today = zone.local_date(known_at);
        let known = national_holidays()
            .iter()
            .filter(|fact| fact.is_known(today));
        Self::new(zone, known.map(|fact| fact.day.clone()))
    }

    /// All free days, by date. Some may fall on a weekend.
    pub fn free_days(&self) -> &[FreeDay] {
        &self.free
    }

    /// The free day on this date, if there is one.
    pub fn free_day(&self, d: Date) -> Option<&FreeDay> {
        let at = self.position(d).ok()?;
        self.free.get(at)
    }

    /// Whether offices work on this date.
    pub fn is_working(&self, d: Date) -> bool {
        !is_weekend(d) && self.position(d).is_err()
    }

    /// Makes a day free. An entry of the same or a weaker kind on that date is replaced; one of a
    /// stronger kind stays, so that a national holiday is never explained by a local decision.
    pub fn add(&mut self, day: FreeDay) {
        match self.position(day.date) {
            Err(at) => self.free.insert(at, day),
            Ok(at) => {
                if let Some(present) = self.free.get_mut(at).filter(|old| old.kind <= day.kind) {
                    *present = day;
                }
            }
        }
    }

    /// Cancels a free day and returns what it was.
    pub fn remove(&mut self, d: Date) -> Option<FreeDay> {
        self.position(d).ok().map(|at| self.free.remove(at))
    }

    /// The first working day later than this date.
    pub fn next_working_after(&self, d: Date) -> Date {
        days_after(d)
            .find(|day| self.is_working(*day))
            .unwrap_or(Date::MAX)
    }

    /// How many working days lie in `first..=last`; none when the range is empty.
    ///
    /// Weeks are multiplied, not walked: figures ask this for every open report.
    pub fn count_working(&self, first: Date, last: Date) -> u32 {
        if first > last {
            return 0;
        }
        let days = days_between(first, last) + 1;
        let rest =
            std::iter::successors(Some(first), |d| d.tomorrow().ok()).take((days % 7) as usize);
        let weekdays = days / 7 * 5 + rest.filter(|d| !is_weekend(*d)).count() as u32;
        let from = self.free.partition_point(|day| day.date < first);
        let to = self.free.partition_point(|day| day.date <= last);
        let free = self.free.get(from..to).unwrap_or_default();
        weekdays - free.iter().filter(|day| !is_weekend(day.date)).count() as u32
    }

    fn position(&self, d: Date) -> Result<usize, usize> {
        self.free.binary_search_by_key(&d, |day| day.date)
    }
}

/// Saturday and Sunday.
pub fn is_weekend(d: Date) -> bool {
    matches!(d.weekday(), Weekday::Saturday | Weekday::Sunday)
}

/// Every date later than `d`, in order, to the end of the calendar.
pub(crate) fn days_after(d: Date) -> impl Iterator<Item = Date> {
    std::iter::successors(d.tomorrow().ok(), |day| day.tomorrow().ok())
}

/// Whole days from `first` to `last`, which is not earlier.
fn days_between(first: Date, last: Date) -> u32 {
    first.duration_until(last).as_hours().unsigned_abs() as u32 / 24
}

/// A calendar as stored, before its order is ensured.
#[derive(Deserialize)]
struct Unsorted {
    zone: Zone,
    free: Vec<FreeDay>,
}

impl From<Unsorted> for Calendar {
    fn from(stored: Unsorted) -> Self {
        Self::new(stored.zone, stored.free)
    }
}

#[cfg(test)]
mod tests;
