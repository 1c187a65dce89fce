//! What a decision needs besides the report: time, policy, calendar, agencies.

use jiff::Timestamp;
use jiff::civil::Date;

use super::Report;
use crate::agency::Directory;
use crate::calendar::Calendar;
use crate::policy::{Policy, in_force};

/// Everything from outside, as arguments.
#[derive(Clone, Copy, Debug)]
pub struct Context<'a> {
    /// Now: when the command happens.
    pub now: Timestamp,
    /// Bodies, units, categories, officers.
    pub directory: &'a Directory,
    /// The holder's policy in force today.
    pub policy: &'a Policy,
    /// Every version of it, oldest first.
    pub versions: &'a [Policy],
    /// What was in force before the first of them.
    pub before: &'a Policy,
    /// The holder's calendar as known now.
    pub calendar: &'a Calendar,
    /// The root, for commands 11 and 38; the earlier report, for command 9.
    pub root: Option<&'a Report>,
    /// That one has the same reporter, by contact; `None` where that cannot be told.
    pub same_person: Option<bool>,
}

impl<'a> Context<'a> {
    /// The holder's policy that was in force at a moment (section 4, rule 7).
    pub fn policy_at(&self, at: Timestamp) -> &'a Policy {
        let day = self.calendar.zone.local_date(at);
        in_force(self.versions, day).unwrap_or(self.before)
    }

    /// Today in the body's zone.
    pub fn today(&self) -> Date {
        self.calendar.zone.local_date(self.now)
    }
}
