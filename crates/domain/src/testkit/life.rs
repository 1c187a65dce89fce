//! A report that lives through real commands: timers, permit, decision, record, as the program does it.

use jiff::civil::Date;
use jiff::{Span, Timestamp};
use uuid::Uuid;

use super::{
    CITY, COORDINATOR, DESK, DESK_OFFICER, FIELD_OFFICER, INSPECTOR, LEADER, POTHOLES,
    ROADS_OFFICER, START, WATER_OFFICER, attachment, calendar, content, directory, policy,
};
use crate::agency::Directory;
use crate::calendar::Calendar;
use crate::content::ContentKind;
use crate::ids::{BodyId, OfficerId, ReportId};
use crate::policy::Policy;
use crate::report::Report;
use crate::report::command::Command;
use crate::report::context::Context;
use crate::report::decide::{Decision, decide, import, receive};
use crate::report::event::{ActorRef, Observation, Receipt, Recorded};
use crate::report::permit::{Actor, permit, permit_receive};
use crate::report::refusal::Refusal;
use crate::report::timers::{elapse, next_timer};
use crate::sp4n::ImportedState;
use crate::tracking::TrackingNo;
use crate::words::{Channel, Identity, ReportType};

/// A report, all its events, and the world it lives in.
#[derive(Clone, Debug)]
pub struct Life {
    /// As folded.
    pub report: Report,
    /// Everything recorded, in order.
    pub events: Vec<Recorded>,
    /// Now.
    pub now: Timestamp,
    /// Agencies.
    pub directory: Directory,
    /// Policy in force.
    pub policy: Policy,
    /// Versions of it, oldest first, where a test is about a change of policy.
    pub versions: Vec<Policy>,
    /// Calendar as known.
    pub calendar: Calendar,
    /// The other report, for merging.
    pub root: Option<Report>,
}

/// What a person at the city's web form usually sends: named, with contact, place and a photograph.
pub fn receipt(holder: BodyId) -> Receipt {
    use ContentKind as K;
    let kinds = [
        K::TitleOriginal,
        K::TextOriginal,
        K::Place,
        K::Point,
        K::Name,
        K::DisplayName,
        K::Phone,
    ];
    let words = kinds.map(content).to_vec();
    let number = words.first().map_or(0, |word| word.id.0.as_u128() as u64);
    Receipt {
        tracking: TrackingNo::from_random(number.wrapping_mul(0x9E37_79B9_7F4A_7C15)),
        home: holder,
        holder,
        channel: Channel::Web,
        unmapped_channel: None,
        declared_type: Some(ReportType::Complaint),
        declared_supervisory: false,
        category: Some(POTHOLES),
        named_unit: None,
        region: None,
        language: None,
        incident_date: None,
        day_only: false,
        identity: Identity::Named,
        anonim: false,
        rahasia: false,
        has_contact: true,
        words,
        files: vec![attachment()],
        excluded: Vec::new(),
    }
}

impl Life {
    /// Received at the city, through the web.
    pub fn received() -> Self {
        Self::from_receipt(receipt(CITY))
    }

    /// Received at the national desk.
    pub fn received_at_desk() -> Self {
        Self::from_receipt(receipt(DESK))
    }

    /// Received at the city; `change` says what is not usual about it.
    pub fn received_with(change: impl FnOnce(&mut Receipt)) -> Self {
        let mut receipt = receipt(CITY);
        change(&mut receipt);
        Self::from_receipt(receipt)
    }

    /// Received as the receipt says, at [`START`].
    pub fn from_receipt(receipt: Receipt) -> Self {
        let (directory, policy, calendar) = (directory(), policy(), calendar());
        let context = Context {
            now: START,
            directory: &directory,
            policy: &policy,
            versions: &[],
            before: &policy,
            calendar: &calendar,
            root: None,
            same_person: None,
        };
        let decision = permit_receive(Actor::Reporter, receipt.holder, &directory)
            .and_then(|permit| receive(&permit, receipt, START, None, &context))
            .unwrap_or_else(|refusal| panic!("{refusal}"));
        Self::first(decision, ActorRef::REPORTER, (directory, policy, calendar))
    }

    /// Imported, as an export shows it.
    pub fn imported(
        state: ImportedState,
        change: impl FnOnce(&mut Receipt, &mut Observation),
    ) -> Self {
        let mut receipt = Receipt {
            identity: Identity::None,
            has_contact: false,
            ..receipt(CITY)
        };
        let mut observed = Observation {
            external_id: "1234567".to_owned(),
            state,
            raw_status: String::new(),
            report_type: ReportType::Complaint,
            supervisory: false,
            category: Some(POTHOLES),
            unit: Some(super::ROADS),
            region: None,
            rating: None,
            reason: None,
            observed_at: None,
        };
        change(&mut receipt, &mut observed);
        Self::first(
            import(receipt, observed, START),
            ActorRef::SYSTEM,
            (directory(), policy(), calendar()),
        )
    }

    fn first(
        decision: Decision,
        actor: ActorRef,
        (directory, policy, calendar): (Directory, Policy, Calendar),
    ) -> Self {
        let first = Recorded {
            seq: 1,
            occurred_at: decision.occurred_at,
            recorded_at: START,
            actor,
            event: decision.event,
        };
        let id = ReportId(Uuid::from_u128(0xA000_0000 + u128::from(super::next())));
        let Some(report) = Report::first(id, &first) else {
            panic!("a life begins with a receipt")
        };
        Self {
            report,
            events: vec![first],
            now: START,
            directory,
            policy,
            versions: Vec::new(),
            calendar,
            root: None,
        }
    }

    /// Gives a command as the program does: what became due first, then permit, decision, record.
    ///
    /// # Errors
    /// The refusal; what became due is recorded all the same.
    pub fn give(&mut self, actor: Actor, command: Command) -> Result<(), Refusal> {
        self.elapse();
        let permit = permit(&self.report, actor, command.kind(), &self.directory)?;
        for decision in decide(&self.report, &permit, command, &self.context())? {
            self.record(decision, permit.actor());
        }
        Ok(())
    }

    /// Records everything that became due by now.
    pub fn elapse(&mut self) {
        for decision in elapse(&self.report, &self.context()) {
            self.record(decision, ActorRef::SYSTEM);
        }
    }

    /// What decisions are given besides the report.
    pub fn context(&self) -> Context<'_> {
        Context {
            now: self.now,
            directory: &self.directory,
            policy: &self.policy,
            versions: &self.versions,
            before: &self.policy,
            calendar: &self.calendar,
            root: self.root.as_ref(),
            same_person: None,
        }
    }

    /// Appends a decision and folds it.
    pub fn record(&mut self, decision: Decision, actor: ActorRef) {
        let recorded = Recorded {
            seq: self.report.seq + 1,
            occurred_at: decision.occurred_at,
            recorded_at: self.now,
            actor,
            event: decision.event,
        };
        self.report.apply(&recorded);
        self.events.push(recorded);
    }

    /// As an actor; a refusal ends the test.
    #[must_use]
    pub fn by(mut self, actor: Actor, command: Command) -> Self {
        match self.give(actor, command) {
            Ok(()) => self,
            Err(refusal) => panic!("{refusal}; the report is {:?}", self.report.state),
        }
    }

    /// As an officer.
    #[must_use]
    pub fn as_officer(self, officer: OfficerId, command: Command) -> Self {
        self.by(Actor::Officer(officer), command)
    }

    /// As the reporter.
    #[must_use]
    pub fn as_reporter(self, command: Command) -> Self {
        self.by(Actor::Reporter, command)
    }

    /// As the city's coordinator.
    #[must_use]
    pub fn as_coordinator(self, command: Command) -> Self {
        self.as_officer(COORDINATOR, command)
    }

    /// As the officer of the usual lead unit.
    #[must_use]
    pub fn as_unit(self, command: Command) -> Self {
        self.as_officer(ROADS_OFFICER, command)
    }

    /// As the officer of the usual support unit.
    #[must_use]
    pub fn as_support(self, command: Command) -> Self {
        self.as_officer(WATER_OFFICER, command)
    }

    /// As the field officer.
    #[must_use]
    pub fn as_field(self, command: Command) -> Self {
        self.as_officer(FIELD_OFFICER, command)
    }

    /// As the national desk.
    #[must_use]
    pub fn as_desk(self, command: Command) -> Self {
        self.as_officer(DESK_OFFICER, command)
    }

    /// As the city's inspector.
    #[must_use]
    pub fn as_inspector(self, command: Command) -> Self {
        self.as_officer(INSPECTOR, command)
    }

    /// As the city's leader.
    #[must_use]
    pub fn as_leader(self, command: Command) -> Self {
        self.as_officer(LEADER, command)
    }

    /// Lets whole days of 24 hours go by; nothing runs until [`Life::tick`] or the next command.
    #[must_use]
    pub fn wait_days(mut self, days: i64) -> Self {
        self.now = self.after_days(days);
        self
    }

    /// Goes on to an instant.
    #[must_use]
    pub fn at(mut self, now: Timestamp) -> Self {
        self.now = now;
        self
    }

    /// Runs the timers that are due.
    #[must_use]
    pub fn tick(mut self) -> Self {
        self.elapse();
        self
    }

    /// With the other report that merging needs.
    #[must_use]
    pub fn with_root(mut self, root: &Report) -> Self {
        self.root = Some(root.clone());
        self
    }

    /// Under a changed policy.
    #[must_use]
    pub fn with_policy(mut self, change: impl FnOnce(&mut Policy)) -> Self {
        change(&mut self.policy);
        self
    }

    /// The next moment at which the program has something to do.
    pub fn next_timer(&self) -> Option<Timestamp> {
        next_timer(&self.report, &self.context())
    }

    /// The local day so many days from now.
    pub fn day(&self, days: i64) -> Date {
        self.calendar.zone.local_date(self.after_days(days))
    }

    fn after_days(&self, days: i64) -> Timestamp {
        self.now
            .checked_add(Span::new().hours(24 * days))
            .unwrap_or(self.now)
    }
}

#[cfg(test)]
mod tests {
    use super::super::commands::{answer, propose, verify};
    use super::super::{ROADS, START};
    use super::*;
    use crate::words::{Outcome, StateCode};

    #[test]
    fn a_usual_life_ends_by_silence() {
        let life = Life::received().as_coordinator(verify(ROADS));
        let soon = life.day(3);
        let life = life
            .wait_days(1)
            .as_unit(answer(soon))
            .wait_days(2)
            .as_unit(propose(Outcome::Done))
            .wait_days(30)
            .tick();
        assert_eq!(life.report.state.code(), StateCode::Closed);
        let folded = Report::fold(life.report.id, &life.events);
        assert_eq!(folded.as_ref(), Some(&life.report));
    }

    #[test]
    fn lives_begin_on_a_working_morning() {
        let start = calendar().zone.local(START);
        assert_eq!(start.to_string(), "2026-02-02T09:00:00");
        assert!(calendar().is_working(start.date()));
    }
}
