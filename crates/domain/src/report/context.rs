//! What a decision needs besides the report: time, policy, calendar, agencies.

use jiff::Timestamp;
use jiff::civil::Date;

use super::Report;
use crate::agency::Directory;
use crate::calendar::Calendar;
use crate::policy::Policy;

/// Everything from outside, as arguments.
#[derive(Clone, Copy, Debug)]
pub struct Context<'a> {
    /// Now: when the command happens.
    pub now: Timestamp,
    /// Bodies, units, categories, officers.
    pub directory: &'a Directory,
    /// The holder's policy in force today.
    pub policy: &'a Policy,
    /// The holder's calendar as known now.
    pub calendar: &'a Calendar,
    /// The root, for commands 11 and 38.
    pub root: Option<&'a Report>,
}

impl Context<'_> {
    /// Today in the body's zone.
    pub fn today(&self) -> Date {
        self.calendar.zone.local_date(self.now)
    }
}
