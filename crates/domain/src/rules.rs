//! The rules in force: agencies, policies, calendars, ready to be asked.

use std::collections::HashMap;

use jiff::Timestamp;
use jiff::civil::Date;

use crate::agency::Directory;
use crate::calendar::Calendar;
use crate::clock::WorkingHours;
use crate::ids::BodyId;
use crate::policy::{Policy, in_force};
use crate::report::Report;
use crate::report::context::Context;
use crate::zone::Zone;

/// Everything that decisions need and that changes only by decision of an administrator.
#[derive(Clone, Debug)]
pub struct Rules {
    /// Bodies, units, categories, officers.
    pub directory: Directory,
    /// Each body's policy versions, oldest first.
    pub policies: HashMap<BodyId, Vec<Policy>>,
    /// Each body's calendar: the national days and its own.
    pub calendars: HashMap<BodyId, Calendar>,
    /// Each body's office hours, for statistics.
    pub hours: HashMap<BodyId, WorkingHours>,
    /// What a body without its own takes.
    pub default_policy: Policy,
    /// What a body without its own takes.
    pub default_calendar: Calendar,
}

impl Rules {
    /// The policy of a body in force at a moment.
    pub fn policy(&self, body: BodyId, at: Timestamp) -> &Policy {
        let today = self.zone(body).local_date(at);
        in_force(self.versions(body), today).unwrap_or(&self.default_policy)
    }

    /// The policies of a body that were in force on some day of a span, oldest first.
    pub fn policies_between(&self, body: BodyId, from: Date, to: Date) -> Vec<&Policy> {
        let versions = self.versions(body);
        let begins = |at: usize| versions.get(at).map(|policy| policy.valid_from);
        let own = versions.iter().enumerate().filter(|(at, policy)| {
            let is_over = begins(at + 1).is_some_and(|next| next <= from);
            policy.valid_from <= to && !is_over
        });
        let before = begins(0).is_none_or(|first| first > from);
        let before = before.then_some(&self.default_policy);
        before
            .into_iter()
            .chain(own.map(|(_, policy)| policy))
            .collect()
    }

    fn versions(&self, body: BodyId) -> &[Policy] {
        self.policies.get(&body).map_or(&[], Vec::as_slice)
    }

    /// The calendar of a body as known now.
    pub fn calendar(&self, body: BodyId) -> &Calendar {
        self.calendars.get(&body).unwrap_or(&self.default_calendar)
    }

    /// The zone of a body.
    pub fn zone(&self, body: BodyId) -> Zone {
        self.calendar(body).zone
    }

    /// The context of a decision on a report held by `holder`.
    pub fn context<'a>(
        &'a self,
        holder: BodyId,
        now: Timestamp,
        root: Option<&'a Report>,
    ) -> Context<'a> {
        Context {
            now,
            directory: &self.directory,
            policy: self.policy(holder, now),
            versions: self.versions(holder),
            before: &self.default_policy,
            calendar: self.calendar(holder),
            root,
            same_person: None,
        }
    }
}
