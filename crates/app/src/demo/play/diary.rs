//! When people act: officers in office hours of working days, reporters when they are at home.

use jiff::civil::{Date, Time};
use jiff::{SignedDuration, Timestamp};
use lapor_domain::calendar::Calendar;
use lapor_domain::clock::{self, DayUnit, Length};

use crate::demo::random::Choices;

/// Seconds of the day between which officers act: 08.05 and 15.25.
const OFFICE: (i64, i64) = (29_100, 55_500);
/// Seconds of the day between which reporters write: 06.30 and 21.30.
const HOME: (i64, i64) = (23_400, 77_400);

/// Working days of the city, known to the end.
pub(super) struct Diary {
    calendar: Calendar,
}

impl Diary {
    pub(super) const fn new(calendar: Calendar) -> Self {
        Self { calendar }
    }

    /// A moment in office hours, so many working days after `after`; 0 is the same day where time is left.
    pub(super) fn office(&self, after: Timestamp, days: u32, choices: &mut Choices) -> Timestamp {
        let local = self.calendar.zone.local(after);
        let today = local.date();
        let so_far = seconds(local.time()).max(OFFICE.0);
        let room = self.calendar.is_working(today) && so_far + 600 < OFFICE.1;
        let (day, from) = match days {
            0 if room => (today, so_far + 240),
            0 => (self.calendar.next_working_after(today), OFFICE.0),
            _ => {
                let day = (0..days).fold(today, |day, _| self.calendar.next_working_after(day));
                (day, OFFICE.0)
            }
        };
        self.moment(day, from, OFFICE.1, choices)
    }

    /// A moment at which a reporter writes, so many days after `after`.
    pub(super) fn home(&self, after: Timestamp, days: u32, choices: &mut Choices) -> Timestamp {
        let local = self.calendar.zone.local(after);
        let so_far = seconds(local.time()).max(HOME.0);
        let day =
            |days: u32| (0..days).fold(local.date(), |day, _| day.tomorrow().unwrap_or(Date::MAX));
        match days {
            0 if so_far + 900 < HOME.1 => self.moment(local.date(), so_far + 300, HOME.1, choices),
            0 => self.moment(day(1), HOME.0, HOME.1, choices),
            _ => self.moment(day(days), HOME.0, HOME.1, choices),
        }
    }

    /// When a final answer that nobody comments on closes the report.
    pub(super) fn silence(&self, answered: Timestamp) -> Timestamp {
        let length = Length {
            days: 10,
            unit: DayUnit::Working,
        };
        clock::due(answered, length, &[], &self.calendar).unwrap_or(answered)
    }

    /// The local day of a moment.
    pub(super) fn day(&self, at: Timestamp) -> Date {
        self.calendar.zone.local_date(at)
    }

    /// The working day so many working days later.
    pub(super) fn working_day(&self, at: Timestamp, days: u32) -> Date {
        (0..days).fold(self.day(at), |day, _| self.calendar.next_working_after(day))
    }

    /// The instant of a local date and time.
    pub(super) fn at(&self, local: jiff::civil::DateTime) -> Timestamp {
        let midnight = self.calendar.zone.start_of_day(local.date());
        later(midnight, seconds(local.time()))
    }

    fn moment(&self, day: Date, from: i64, to: i64, choices: &mut Choices) -> Timestamp {
        let width = usize::try_from(to - from).unwrap_or(1).max(1);
        let second = from + choices.below(width) as i64;
        later(self.calendar.zone.start_of_day(day), second)
    }
}

fn seconds(time: Time) -> i64 {
    i64::from(time.hour()) * 3600 + i64::from(time.minute()) * 60 + i64::from(time.second())
}

fn later(at: Timestamp, seconds: i64) -> Timestamp {
    at.checked_add(SignedDuration::from_secs(seconds))
        .unwrap_or(at)
}
