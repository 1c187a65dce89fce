//! A report (laporan): its state, its clocks, its attributes, and how they follow from events.
//!
//! [`decide`](decide::decide) holds every rule; [`Report::apply`] folds. `docs/ARCHITECTURE.md`
//! walks one report through the code.

pub mod apply;
pub mod calendar_change;
pub mod clocks;
pub mod command;
pub mod context;
pub mod decide;
pub mod duty;
pub mod escalation;
pub mod event;
pub mod explained;
pub mod notice;
mod observe;
pub mod passed;
pub mod past;
pub mod permit;
pub mod refusal;
pub mod state;
pub mod table;
pub mod timers;
pub mod upcast;

use jiff::Timestamp;
use jiff::civil::Date;

use crate::clock::ClockKind;
use crate::content::{ContentKind, ContentRef};
use crate::ids::{BodyId, CategoryId, FileId, OfficerId, ReportId, UnitId};
use crate::tracking::TrackingNo;
use crate::words::{Channel, Figure, Identity, Priority, ReportType, Tongue};
use clocks::Clock;
use event::Attachment;
use state::State;

/// A report, folded from its events.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Report {
    /// Its id.
    pub id: ReportId,
    /// Home body, fixed at receipt.
    pub home: BodyId,
    /// The body (or desk) that holds it now.
    pub holder: BodyId,
    /// Every body that ever held it, in order of first holding.
    pub held_by: Vec<BodyId>,
    /// Number for people.
    pub tracking: TrackingNo,
    /// Arrival.
    pub received_at: Timestamp,
    /// Of the arrival only the day is known: no time may be shown.
    pub day_only: bool,
    /// When the program came to know it.
    pub recorded_at: Timestamp,
    /// When the last event was recorded.
    pub updated_at: Timestamp,
    /// Since when everybody sees it, while they do.
    pub public_since: Option<Timestamp>,
    /// When what everybody sees of it last changed, its ceasing to be public too; `None` where it never was.
    pub public_at: Option<Timestamp>,
    /// Sequence number of the last event.
    pub seq: u32,
    /// Door.
    pub channel: Channel,
    /// The export's word for a door that is not known here.
    pub unmapped_channel: Option<String>,
    /// Where it is in its life.
    pub state: State,
    /// Type: the reporter's word until verified.
    pub report_type: ReportType,
    /// Berkadar pengawasan: the reporter's word until verified.
    pub supervisory: bool,
    /// A coordinator decided type, supervision, category, lead and release at least once.
    pub verified: bool,
    /// Category.
    pub category: Option<CategoryId>,
    /// Office the reporter named.
    pub named_unit: Option<UnitId>,
    /// Region code.
    pub region: Option<String>,
    /// Language in which it seems to be written.
    pub language: Option<Tongue>,
    /// Day of the matter.
    pub incident_date: Option<Date>,
    /// How much of an identity was given.
    pub identity: Identity,
    /// A way to reach the reporter is known.
    pub has_contact: bool,
    /// Hide who.
    pub anonim: bool,
    /// Hide what.
    pub rahasia: bool,
    /// Words of which there is one of a kind at a time: title, text, place, name, contact.
    pub words: Vec<ContentRef>,
    /// The reporter's further words (replies, reasons, comments), in order; named by an erasure.
    pub said: Vec<ContentRef>,
    /// A person's data was erased from it: what is lacking since then was there.
    pub erased: bool,
    /// Files.
    pub files: Vec<Attachment>,
    /// Public by an officer's explicit decision.
    pub released: bool,
    /// Who settled a public text in which personal data stands unmasked.
    pub unmasked_by: Option<OfficerId>,
    /// Who asked for its release, until a second officer has looked.
    pub release_asked: Option<OfficerId>,
    /// Was public once.
    pub ever_released: bool,
    /// The exact point is shown too.
    pub point_released: bool,
    /// The derivatives of all photographs that the reporter sent so far are shown too.
    pub files_released: bool,
    /// The reporter's photographs that were there when an officer last released photographs.
    pub released_files: Vec<FileId>,
    /// Photographs that officers showed with an answer: public as the answer is.
    pub evidence: Vec<FileId>,
    /// Photographs that officers added for the office alone.
    pub internal_files: Vec<FileId>,
    /// Rounds begun so far: kept while a report waits for verification at another body.
    pub rounds: u16,
    /// Had an answer (interim or final) at least once.
    pub answered: bool,
    /// Had an answer in this round.
    pub answered_this_round: bool,
    /// The last word was the reporter's.
    pub last_word_reporter: bool,
    /// Holds in this round not set by a coordinator.
    pub holds: u8,
    /// Returns to the desk.
    pub returns: u8,
    /// Refusals by units.
    pub refusals: u8,
    /// Disputes of proposed closures and reopenings by the reporter.
    pub disputes: u8,
    /// Closed and reopened at least once.
    pub reopened: bool,
    /// Extension used in this round.
    pub extended: bool,
    /// Days that the unit asks for, while the coordinator has not answered.
    pub extension_asked: Option<u16>,
    /// Officers who proposed or closed: excluded from the review (command 29).
    pub closers: Vec<OfficerId>,
    /// Accounts of the persons the report is about: excluded from everything.
    pub excluded: Vec<OfficerId>,
    /// Urgency.
    pub priority: Priority,
    /// The reporter's rating, 1–5.
    pub rating: Option<u8>,
    /// An objection to archiving is open.
    pub objection_open: bool,
    /// The objection was rejected: final.
    pub objection_rejected: bool,
    /// The reporter withdrew; the handling goes on without them.
    pub withdrawn: bool,
    /// Reports that share this one's handling.
    pub followers: Vec<ReportId>,
    /// Joined: its reporter confirmed the shared handling for themselves.
    pub shared_confirmed: bool,
    /// Joined: its reporter disputes the shared handling, and no coordinator has decided that yet.
    pub shared_dispute_open: bool,
    /// Reports that look alike and were found to be other matters.
    pub apart: Vec<ReportId>,
    /// Units with a look beyond their role's own.
    pub shared_units: Vec<UnitId>,
    /// Content was shared with the overseer.
    pub shared_overseer: bool,
    /// Imported from the national system.
    pub import: Option<Import>,
    /// All clocks, oldest first.
    pub clocks: Vec<Clock>,
}

/// What is known of an imported report.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Import {
    /// The national system's tracking id.
    pub external_id: String,
    /// The raw status word last observed.
    pub raw_status: String,
    /// The status word is not one the program knows.
    pub status_unknown: bool,
    /// When the export that was last heeded was made, if it says so.
    pub observed_at: Option<Timestamp>,
    /// A command was given here: a later export never overwrites it.
    pub handled_here: bool,
}

impl Report {
    /// The figure it counts in; `None` for a merged report, which takes its root's.
    pub fn figure(&self) -> Option<Figure> {
        self.state.figure(self.answered)
    }

    /// The open clock of a kind.
    pub fn clock(&self, kind: ClockKind) -> Option<&Clock> {
        self.clocks
            .iter()
            .rev()
            .find(|clock| clock.kind == kind && clock.is_open())
    }

    /// The clocks that are open.
    pub fn open_clocks(&self) -> impl Iterator<Item = &Clock> {
        self.clocks.iter().filter(|clock| clock.is_open())
    }

    /// The words of a kind, the newest.
    pub fn word(&self, kind: ContentKind) -> Option<&ContentRef> {
        self.words.iter().rev().find(|word| word.kind == kind)
    }

    /// Current round; 0 before the first disposition.
    pub fn round(&self) -> u16 {
        self.state
            .handling()
            .map_or(self.rounds, |handling| handling.round)
    }

    /// The lead unit, if one was named.
    pub fn lead(&self) -> Option<UnitId> {
        self.state.lead()
    }

    /// A request for information that is with the PPID desk: exactly while that desk's clock is open.
    pub fn at_ppid(&self) -> bool {
        self.clock(ClockKind::Ppid).is_some()
    }

    /// A legal clock was passed without what it waits for.
    pub fn is_overdue(&self, now: Timestamp) -> bool {
        self.open_clocks()
            .any(|clock| clocks::is_duty(clock.kind) && clock.is_overdue(now))
    }

    /// The earliest due instant of a running clock that some office must keep.
    pub fn next_due(&self) -> Option<Timestamp> {
        self.open_clocks()
            .filter(|clock| clocks::is_duty(clock.kind) && clock.is_running())
            .map(Clock::effective_due)
            .min()
    }

    /// By when a helping unit does its part: as it was asked, and never later than the report as it stands now. The
    /// legal clock is the report's alone, at the PPID desk that desk's.
    pub fn part_due(&self, support: &state::Support) -> Option<Timestamp> {
        let clocks = [ClockKind::Ppid, ClockKind::Resolution];
        let legal = clocks.iter().find_map(|kind| self.clock(*kind));
        let latest = legal.map(Clock::effective_due);
        let due = support.due?;
        Some(latest.map_or(due, |latest| due.min(latest)))
    }
}
