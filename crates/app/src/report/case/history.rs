//! What happened, for one viewer.

use jiff::civil::Date;
use jiff::{SignedDuration, Timestamp};
use lapor_domain::clock::ClockKind;
use lapor_domain::content::ContentRef;
use lapor_domain::history::{Audience, audience};
use lapor_domain::report::clocks::ClockChange;
use lapor_domain::report::event::{ActorRef, Recorded, What};
use lapor_domain::report::state::Owner;
use lapor_domain::tracking::TrackingNo;
use lapor_domain::visibility::{Cell, Viewer};
use lapor_domain::words::{Addressee, ArchiveReason, EndedBy, Outcome, Priority, ReportType, Role};
use lapor_domain::zone::Zone;
use lapor_store::record::events::kind;

use super::Assembly;
use super::side::Side;
use crate::error::AppError;

/// One thing that happened.
#[derive(Clone, Debug)]
pub struct Entry {
    /// Number in the report's history.
    pub seq: u32,
    /// When.
    pub at: Timestamp,
    /// Only the day is known: what exports say.
    pub day_only: bool,
    /// When it was recorded, where that is another day or later than an hour.
    pub recorded_at: Option<Timestamp>,
    /// Code of what happened.
    pub kind: &'static str,
    /// In which role it was done.
    pub role: Role,
    /// The officer's name, for officers only.
    pub officer: Option<String>,
    /// The unit for which it was done.
    pub unit: Option<String>,
    /// Facts that go with it.
    pub facts: Vec<Fact>,
    /// The words, where the viewer may read them.
    pub words: Option<String>,
    /// Why there are none, although some were said.
    pub gap: Option<Gap>,
    /// Who else may read it.
    pub audience: Audience,
    /// It happened to the root of a merged report.
    pub of_root: bool,
    /// A final answer that a second officer has not approved: it was made, and that is all.
    pub is_draft: bool,
}

/// Words that were said and are not told.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Gap {
    /// Not for the viewer.
    Withheld,
    /// Erased.
    Erased,
}

/// A fact of an entry; words are the translations' business.
#[derive(Clone, Debug, PartialEq)]
pub enum Fact {
    /// To a unit.
    Unit(String),
    /// To a body or an office outside.
    Body(String),
    /// Said to be the matter of.
    Owner(String),
    /// Type.
    Type(ReportType),
    /// Category.
    Category(String),
    /// Berkadar pengawasan.
    Supervisory(bool),
    /// Public or not.
    Release(bool),
    /// Outcome.
    Outcome(Outcome),
    /// Archive reason.
    Reason(ArchiveReason),
    /// Who ended it.
    EndedBy(EndedBy),
    /// Promised by.
    By(Date),
    /// Days added.
    Days(u16),
    /// Stars.
    Stars(u8),
    /// A clock.
    Clock(ClockKind),
    /// Who was told.
    Told(Vec<Addressee>),
    /// Binding decision.
    Binding,
    /// Urgency.
    Priority(Priority),
    /// Flags: anonim, rahasia.
    Flags(bool, bool),
    /// Officers, by name.
    Officers(Vec<String>),
    /// Where to go instead.
    WhereTo(String),
    /// The earlier report of the same person.
    Earlier(TrackingNo),
    /// How to reach an office.
    Contact(String),
    /// An instrument.
    Instrument(String),
    /// A status word of the national system.
    Status(String),
    /// A clock's last day moved.
    Moved {
        /// Which clock.
        clock: ClockKind,
        /// Last day before.
        from: Date,
        /// Last day now.
        to: Date,
    },
}

impl Entry {
    /// When, as machines read it: no time where only the day is known.
    pub fn for_machines(&self, zone: Zone) -> String {
        if self.day_only {
            zone.local_date(self.at).to_string()
        } else {
            self.at.to_string()
        }
    }
}

/// To which officers may add a note of theirs, or none: that they did is theirs to know, as the note is.
const fn is_with_note(what: &What) -> bool {
    matches!(
        what,
        What::Imported { .. }
            | What::Observed(_)
            | What::Verified { .. }
            | What::Redirected { .. }
            | What::SupportAdded { .. }
            | What::Closed { .. }
            | What::AssignedAnew { .. }
            | What::Acknowledged { .. }
    )
}

impl Assembly<'_> {
    pub(super) fn history(&self) -> Result<Vec<Entry>, AppError> {
        let mut entries = Vec::new();
        let directory = &self.rules.directory;
        // Of a root no more than the follower's own flags leave.
        let root = self
            .root
            .iter()
            .filter(|_| self.own.view.history != Cell::No);
        for side in std::iter::once(&self.own).chain(root) {
            let events = if side.of_root {
                &self.loaded.root_events
            } else {
                &self.loaded.events
            };
            for event in events.iter().filter(|event| side.sees(event, directory)) {
                entries.push(self.entry(event, side)?);
            }
        }
        entries.sort_by_key(|entry| entry.at);
        Ok(entries)
    }

    fn entry(&self, event: &Recorded, side: &Side<'_>) -> Result<Entry, AppError> {
        let (reference, mut facts) = self.details(&event.event.what);
        // Another report's number is for the reporter and the office.
        facts.retain(|fact| !matches!(fact, Fact::Earlier(_)) || side.view.proceedings != Cell::No);
        facts.extend(self.moves(event));
        let is_draft = side.is_draft(event);
        if is_draft {
            facts.clear();
        }
        let reads = side.reads(event, &self.rules.directory);
        let words = match reference.filter(|_| reads) {
            Some(reference) => self.words.open(reference)?,
            None => None,
        };
        let gap = match reference.filter(|_| words.is_none()) {
            Some(_) if reads => Some(Gap::Erased),
            // Of an answer that waits for a second officer it is told that it was made, and of a note among officers nothing.
            Some(_) if !is_draft && !is_with_note(&event.event.what) => Some(Gap::Withheld),
            _ => None,
        };
        let late = event
            .recorded_at
            .duration_since(event.occurred_at)
            .as_hours()
            >= 1;
        Ok(Entry {
            seq: event.seq,
            at: event.occurred_at,
            day_only: match &event.event.what {
                What::Imported { receipt, .. } => receipt.day_only,
                // Exports name the day on which they were made.
                What::Observed(_) => true,
                _ => false,
            },
            recorded_at: late.then_some(event.recorded_at),
            kind: kind(&event.event.what),
            role: event.actor.role,
            officer: self.officer_name(event.actor, side),
            unit: event.actor.unit.map(|unit| self.unit_name(unit)),
            facts,
            words,
            gap,
            audience: audience(&event.event.what).1,
            of_root: side.of_root,
            is_draft,
        })
    }

    /// Old and new last days of clocks that a changed calendar moved.
    fn moves(&self, event: &Recorded) -> Vec<Fact> {
        if !matches!(event.event.what, What::CalendarMoved { .. }) {
            return Vec::new();
        }
        let zone = self.rules.zone(self.loaded.report.holder);
        let last = |due: Timestamp| {
            let before = due.checked_sub(SignedDuration::from_micros(1));
            zone.local_date(before.unwrap_or(due))
        };
        let moved = event.event.clocks.iter().filter_map(|change| match change {
            ClockChange::Move {
                clock, from, to, ..
            } => Some(Fact::Moved {
                clock: *clock,
                from: last(*from),
                to: last(*to),
            }),
            _ => None,
        });
        moved.collect()
    }

    /// Names of officers stay among the officers who have a part in it.
    fn officer_name(&self, actor: ActorRef, side: &Side<'_>) -> Option<String> {
        match side.viewer {
            Viewer::Officer(_) if side.view.proceedings != Cell::No => {
                let officer = self.rules.directory.officers.get(&actor.officer?)?;
                Some(officer.name.clone())
            }
            _ => None,
        }
    }

    fn owner(&self, owner: &Owner) -> Fact {
        Fact::Owner(match owner {
            Owner::Unit(unit) => self.unit_name(*unit),
            Owner::Body(body) => self.body_name(*body),
            Owner::Outside(name) => name.clone(),
        })
    }

    fn category(&self, id: lapor_domain::ids::CategoryId) -> Fact {
        let category = self.rules.directory.categories.get(&id);
        Fact::Category(
            category
                .map(|category| category.name.clone())
                .unwrap_or_default(),
        )
    }

    fn details<'w>(&self, what: &'w What) -> (Option<&'w ContentRef>, Vec<Fact>) {
        match what {
            What::Received(_) | What::Accepted | What::CheckApproved => (None, vec![]),
            What::Imported { observed, .. } | What::Observed(observed) => (
                observed.reason.as_ref(),
                vec![Fact::Status(observed.raw_status.clone())],
            ),
            What::Forwarded { to } => (None, vec![Fact::Body(self.body_name(*to))]),
            What::ReturnedToDesk { owner, reason, .. } => (Some(reason), vec![self.owner(owner)]),
            What::Verified {
                report_type,
                supervisory,
                category,
                lead,
                release,
                note,
                ..
            } => (
                note.as_ref(),
                vec![
                    Fact::Type(*report_type),
                    self.category(*category),
                    Fact::Unit(self.unit_name(*lead)),
                    Fact::Supervisory(*supervisory),
                    Fact::Release(*release),
                ],
            ),
            What::Held { question, .. } => (Some(question), vec![]),
            What::Replied { text, .. } | What::Asked { text } | What::Noted { text, .. } => {
                (Some(text), vec![])
            }
            What::Resumed { reason }
            | What::CheckReturned { reason }
            | What::TakenBack { reason }
            | What::Disputed { reason }
            | What::SharedDisputed { reason }
            | What::Reopened { reason }
            | What::Objected { reason }
            | What::Restored { reason }
            | What::HandedBack { reason }
            | What::Unmerged { reason, .. }
            | What::Unreleased { reason } => (Some(reason), vec![]),
            What::Archived {
                by,
                reason,
                explanation,
                where_to,
                earlier,
            } => {
                let mut facts = vec![Fact::Reason(*reason), Fact::EndedBy(*by)];
                facts.extend(where_to.clone().map(Fact::WhereTo));
                facts.extend(earlier.map(|earlier| Fact::Earlier(earlier.tracking)));
                (explanation.as_ref(), facts)
            }
            What::TransferredOut {
                to,
                contact,
                reason,
            } => {
                let mut facts = vec![Fact::Body(to.clone())];
                facts.extend(contact.clone().map(Fact::Contact));
                (Some(reason), facts)
            }
            What::TransferredWithin { to, reason, .. } => {
                (Some(reason), vec![Fact::Body(self.body_name(*to))])
            }
            What::Merged { .. }
            | What::FollowerAdded { .. }
            | What::FollowerRemoved { .. }
            | What::SharedConfirmed
            | What::SharedDisputeHeard
            | What::FollowerDisputed { .. }
            | What::KeptApart { .. } => (None, vec![]),
            What::Refused {
                unit,
                owner,
                reason,
            } => (
                Some(reason),
                vec![Fact::Unit(self.unit_name(*unit)), self.owner(owner)],
            ),
            What::Redirected {
                lead,
                binding,
                note,
            } => {
                let mut facts = vec![Fact::Unit(self.unit_name(*lead))];
                facts.extend(binding.then_some(Fact::Binding));
                (note.as_ref(), facts)
            }
            What::SubDisposed { unit, .. } => (None, vec![Fact::Unit(self.unit_name(*unit))]),
            What::SupportAdded { support } => (
                support.task.as_ref(),
                vec![Fact::Unit(self.unit_name(support.unit))],
            ),
            What::SupportEnded { unit, note, .. } | What::SupportNoted { unit, note } => {
                (Some(note), vec![Fact::Unit(self.unit_name(*unit))])
            }
            What::Answered { text, next_by, .. } => (Some(text), vec![Fact::By(*next_by)]),
            What::ReferredToPpid { unit, reason } => {
                (Some(reason), vec![Fact::Unit(self.unit_name(*unit))])
            }
            What::PpidTaken => (None, vec![]),
            What::ExtensionRequested { days, reason }
            | What::PpidExtended { days, reason }
            | What::Extended { days, reason } => (Some(reason), vec![Fact::Days(*days)]),
            What::Reclassified {
                report_type,
                supervisory,
                category,
                reason,
            } => (
                Some(reason),
                vec![
                    Fact::Type(*report_type),
                    self.category(*category),
                    Fact::Supervisory(*supervisory),
                ],
            ),
            What::ClosureProposed {
                answer,
                outcome,
                promise,
                ..
            } => {
                let mut facts = vec![Fact::Outcome(*outcome)];
                if let Some(promise) = promise {
                    facts.extend([
                        Fact::By(promise.by),
                        Fact::Unit(self.unit_name(promise.owner)),
                    ]);
                }
                (Some(answer), facts)
            }
            What::Closed { by, note } => (note.as_ref(), vec![Fact::EndedBy(*by)]),
            What::AssignedAnew { lead, note, .. } => {
                (note.as_ref(), vec![Fact::Unit(self.unit_name(*lead))])
            }
            What::Upheld { reasons, .. } | What::ObjectionRejected { reasons } => {
                (Some(reasons), vec![])
            }
            What::Rated { stars, comment } => (comment.as_ref(), vec![Fact::Stars(*stars)]),
            What::Acknowledged { note } => (note.as_ref(), vec![]),
            What::WithdrawnHandlingGoesOn { reason } => (reason.as_ref(), vec![]),
            What::FlagsSet { anonim, rahasia } => (None, vec![Fact::Flags(*anonim, *rahasia)]),
            What::FileAdded { .. } | What::TextEdited { .. } | What::ViewGranted { .. } => {
                (None, vec![])
            }
            What::Excluded { officers, reason } => (
                Some(reason),
                vec![Fact::Officers(self.officer_names(officers))],
            ),
            What::Released { .. } => (None, vec![Fact::Release(true)]),
            What::ReleaseAsked => (None, vec![]),
            What::PrioritySet { priority } => (None, vec![Fact::Priority(*priority)]),
            What::Erased { ground, .. } => (None, vec![Fact::Instrument(ground.clone())]),
            What::Breached { clock, .. } | What::Reminded { clock, .. } => {
                (None, vec![Fact::Clock(*clock)])
            }
            What::Escalated { clock, told, .. } => {
                (None, vec![Fact::Clock(*clock), Fact::Told(told.clone())])
            }
            What::CalendarMoved { instrument } => {
                (None, vec![Fact::Instrument(instrument.clone())])
            }
        }
    }
}
