//! What happened to a report. Events are never changed and never deleted; nothing else is the truth.

use jiff::{Timestamp, civil::Date};
use serde::{Deserialize, Serialize};

use super::clocks::ClockChange;
use super::state::{Owner, Promise, ReviewCause, State, Support, SupportEnd};
use crate::clock::ClockKind;
use crate::content::{ContentKind, ContentRef};
use crate::ids::{BodyId, CategoryId, FileId, OfficerId, ReportId, UnitId};
use crate::routing::Proposed;
use crate::sp4n::ImportedState;
use crate::tracking::TrackingNo;
use crate::words::{
    Addressee, ArchiveReason, Channel, EndedBy, Identity, Outcome, Priority, ReportType, Role,
    Tongue,
};

/// One event: what happened, and what it did to the clocks.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Event {
    /// What happened.
    #[serde(flatten)]
    pub what: What,
    /// Clocks it started, stopped, paused, resumed or moved, in order.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub clocks: Vec<ClockChange>,
}

/// Who did it, as the record keeps it.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct ActorRef {
    /// In which role.
    pub role: Role,
    /// Which account, for officers.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub officer: Option<OfficerId>,
    /// For which unit.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub unit: Option<UnitId>,
}

impl ActorRef {
    /// The program itself.
    pub const SYSTEM: Self = Self {
        role: Role::System,
        officer: None,
        unit: None,
    };
    /// The reporter.
    pub const REPORTER: Self = Self {
        role: Role::Reporter,
        officer: None,
        unit: None,
    };
}

/// An event as it stands in the record.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Recorded {
    /// 1, 2, 3, … within the report.
    pub seq: u32,
    /// When it happened: what people see and durations use.
    pub occurred_at: Timestamp,
    /// When the program came to know it: what *as of* uses.
    pub recorded_at: Timestamp,
    /// Who did it.
    pub actor: ActorRef,
    /// What happened.
    pub event: Event,
}

/// A file that came with a report, an answer or a piece of evidence.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Attachment {
    /// Id under which the bytes are stored.
    pub file: FileId,
    /// Its description, erasable.
    pub content: ContentRef,
}

impl Attachment {
    /// A paper kept as it came, no photograph.
    pub fn is_document(&self) -> bool {
        self.content.kind == ContentKind::Document
    }
}

/// Everything known when a report is received.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Receipt {
    /// Number for people.
    pub tracking: TrackingNo,
    /// Home body, fixed for ever.
    pub home: BodyId,
    /// Who must verify it now: the desk or the body.
    pub holder: BodyId,
    /// Door.
    pub channel: Channel,
    /// The export's word for a door that is not known here: a value of its own until somebody maps it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub unmapped_channel: Option<String>,
    /// Type the reporter chose, if any.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub declared_type: Option<ReportType>,
    /// The reporter says it is about an official.
    #[serde(default)]
    pub declared_supervisory: bool,
    /// Category the reporter chose, if any.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub category: Option<CategoryId>,
    /// Office the reporter named, if any. Never required, never a disposition.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub named_unit: Option<UnitId>,
    /// Region code, as exact as known.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub region: Option<String>,
    /// Language in which it seems to be written; none where nothing tells, or nobody looked yet.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub language: Option<Tongue>,
    /// Day of the matter, if told.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub incident_date: Option<Date>,
    /// Only the day of arrival is known, not the time: an export without times.
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    pub day_only: bool,
    /// How much of an identity.
    pub identity: Identity,
    /// Hide who.
    #[serde(default)]
    pub anonim: bool,
    /// Hide what.
    #[serde(default)]
    pub rahasia: bool,
    /// A way to reach the reporter is known.
    #[serde(default)]
    pub has_contact: bool,
    /// All words: title, text, place, name, contact.
    pub words: Vec<ContentRef>,
    /// Photographs.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub files: Vec<Attachment>,
    /// Accounts of the persons the report is about: excluded from it.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub excluded: Vec<OfficerId>,
}

/// The report that another one repeats.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct EarlierReport {
    /// Its id.
    pub report: ReportId,
    /// Its number, for its reporter.
    pub tracking: TrackingNo,
}

/// What an imported row says, as observed; carries no invented times.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Observation {
    /// The national system's tracking id, 7–9 digits.
    pub external_id: String,
    /// State in the rule book's words.
    pub state: ImportedState,
    /// The raw status word.
    pub raw_status: String,
    /// Type, or unknown.
    pub report_type: ReportType,
    /// Berkadar pengawasan.
    pub supervisory: bool,
    /// Category, if any.
    pub category: Option<CategoryId>,
    /// Unit it was disposed to, if any.
    pub unit: Option<UnitId>,
    /// Region code, if matched.
    pub region: Option<String>,
    /// Rating 1–5, if any.
    pub rating: Option<u8>,
    /// Reason for hold or archive, as words.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub reason: Option<ContentRef>,
    /// When the export was made: an older one never takes back what a newer one said.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub observed_at: Option<Timestamp>,
}

/// The kinds of event. Codes and fields are for ever; old versions are read by upcasters.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "kind", rename_all = "snake_case")]
pub enum What {
    /// Command 1.
    Received(Box<Receipt>),
    /// From an export of the national system.
    Imported {
        /// As on arrival.
        receipt: Box<Receipt>,
        /// As observed.
        observed: Box<Observation>,
    },
    /// A later export says something else about a report not handled here.
    Observed(Box<Observation>),
    /// Command 2.
    Forwarded {
        /// The body that must verify now.
        to: BodyId,
    },
    /// Command 3.
    ReturnedToDesk {
        /// The body that returned it.
        from: BodyId,
        /// The desk.
        desk: BodyId,
        /// Whose matter it is said to be.
        owner: Owner,
        /// Reason.
        reason: ContentRef,
    },
    /// Commands 4 and 4b.
    Verified {
        /// Type.
        report_type: ReportType,
        /// Berkadar pengawasan.
        supervisory: bool,
        /// Category.
        category: CategoryId,
        /// Lead unit.
        lead: UnitId,
        /// Handled by the coordinator's own unit (Kelola).
        #[serde(default)]
        kept: bool,
        /// The explicit decision on release.
        release: bool,
        /// Public title and text, where edited or masked.
        #[serde(default, skip_serializing_if = "Vec::is_empty")]
        words: Vec<ContentRef>,
        /// What looked like personal data in the public words was looked at and left standing.
        #[serde(default, skip_serializing_if = "std::ops::Not::not")]
        findings_kept: bool,
        /// It shall be released, and what was kept needs the eyes of a second officer first.
        #[serde(default, skip_serializing_if = "std::ops::Not::not")]
        second_look: bool,
        /// Note to the unit.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        note: Option<ContentRef>,
        /// What the program had proposed.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        proposed: Option<Box<Proposed>>,
    },
    /// Command 5.
    Held {
        /// The one concrete question.
        question: ContentRef,
        /// Counts against the limit of holds without the coordinator.
        by_coordinator: bool,
    },
    /// Commands 6 and 25, and words of the reporter in any other open state.
    Replied {
        /// The reporter's words.
        text: ContentRef,
        /// Photographs.
        #[serde(default, skip_serializing_if = "Vec::is_empty")]
        files: Vec<Attachment>,
    },
    /// Command 7.
    Resumed {
        /// Reason.
        reason: ContentRef,
    },
    /// Commands 8 and 9, and 39 where the handling ends.
    Archived {
        /// Who.
        by: EndedBy,
        /// Coded reason.
        reason: ArchiveReason,
        /// Explanation the reporter can read.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        explanation: Option<ContentRef>,
        /// Where to go instead, by the names of offices.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        where_to: Option<String>,
        /// The earlier report of the same person.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        earlier: Option<EarlierReport>,
    },
    /// Command 10 to an office outside.
    TransferredOut {
        /// The office, by name.
        to: String,
        /// How to reach it.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        contact: Option<String>,
        /// Why.
        reason: ContentRef,
    },
    /// Command 10 to a body of this installation: the holder changes, the stream does not.
    TransferredWithin {
        /// The body that had it.
        from: BodyId,
        /// The body that has it now.
        to: BodyId,
        /// Why.
        reason: ContentRef,
    },
    /// Command 11, on the follower.
    Merged {
        /// The root.
        root: ReportId,
    },
    /// Command 11, on the root.
    FollowerAdded {
        /// The follower.
        follower: ReportId,
    },
    /// Command 38, on the root.
    FollowerRemoved {
        /// The follower.
        follower: ReportId,
    },
    /// Command 12.
    Accepted,
    /// Command 13.
    Refused {
        /// The unit that refused.
        unit: UnitId,
        /// Whose matter it is said to be.
        owner: Owner,
        /// Reason.
        reason: ContentRef,
    },
    /// Command 14.
    Redirected {
        /// New lead, or the same one, overruled.
        lead: UnitId,
        /// This lead cannot refuse again.
        binding: bool,
        /// Note to the unit.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        note: Option<ContentRef>,
    },
    /// Command 15.
    SubDisposed {
        /// Unit at or below the officer's node.
        unit: UnitId,
        /// Person, if one is named.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        person: Option<OfficerId>,
    },
    /// Command 16.
    SupportAdded {
        /// The unit and its internal due instant.
        support: Support,
    },
    /// Command 16.
    SupportEnded {
        /// The unit.
        unit: UnitId,
        /// How.
        how: SupportEnd,
        /// Note or reason.
        note: ContentRef,
    },
    /// Command 16: a support unit writes to the lead.
    SupportNoted {
        /// The unit.
        unit: UnitId,
        /// The note.
        note: ContentRef,
    },
    /// Command 17.
    Answered {
        /// The answer.
        text: ContentRef,
        /// By when the next step is promised.
        next_by: Date,
        /// Evidence.
        #[serde(default, skip_serializing_if = "Vec::is_empty")]
        files: Vec<Attachment>,
    },
    /// Command 18.
    Asked {
        /// The question.
        text: ContentRef,
    },
    /// Command 19: the unit asks the coordinator for more time.
    ExtensionRequested {
        /// Additional working days.
        days: u16,
        /// Reason, for officers.
        reason: ContentRef,
    },
    /// Command 19.
    Extended {
        /// Additional working days.
        days: u16,
        /// Reason the reporter can read.
        reason: ContentRef,
    },
    /// Command 41.
    ReferredToPpid {
        /// The unit that is the body's PPID desk.
        unit: UnitId,
        /// Reason the reporter can read.
        reason: ContentRef,
    },
    /// Command 41a.
    PpidTaken,
    /// Command 41b.
    PpidExtended {
        /// Additional working days.
        days: u16,
        /// Reason the reporter can read.
        reason: ContentRef,
    },
    /// Command 20.
    Reclassified {
        /// Type.
        report_type: ReportType,
        /// Berkadar pengawasan.
        supervisory: bool,
        /// Category.
        category: CategoryId,
        /// Reason.
        reason: ContentRef,
    },
    /// Command 21.
    ClosureProposed {
        /// The final answer.
        answer: ContentRef,
        /// Coded outcome.
        outcome: Outcome,
        /// Until when and by whom, for `planned`.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        promise: Option<Promise>,
        /// Evidence.
        #[serde(default, skip_serializing_if = "Vec::is_empty")]
        files: Vec<Attachment>,
        /// A second person must check first.
        awaits_check: bool,
    },
    /// Command 22.
    CheckReturned {
        /// Reason.
        reason: ContentRef,
    },
    /// Command 22a.
    CheckApproved,
    /// Command 23.
    TakenBack {
        /// Reason.
        reason: ContentRef,
    },
    /// Commands 24, 27 and 28.
    Closed {
        /// Who.
        by: EndedBy,
        /// For 28: by whom, when and how it was confirmed.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        note: Option<ContentRef>,
    },
    /// Command 26.
    Disputed {
        /// Reason.
        reason: ContentRef,
    },
    /// Command 29.
    AssignedAnew {
        /// New lead.
        lead: UnitId,
        /// Person, if one is named.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        person: Option<OfficerId>,
        /// A new round begins (after a reopening).
        new_round: bool,
        /// Note to the unit.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        note: Option<ContentRef>,
    },
    /// Command 30.
    Upheld {
        /// Reasons; tells the reporter of the Ombudsman.
        reasons: ContentRef,
        /// The second officer, where a coordinator decided.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        second: Option<OfficerId>,
    },
    /// Command 31.
    Rated {
        /// 1 to 5.
        stars: u8,
        /// Words with it.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        comment: Option<ContentRef>,
    },
    /// Command 32.
    Reopened {
        /// What is not right.
        reason: ContentRef,
    },
    /// Command 33.
    Objected {
        /// Reason.
        reason: ContentRef,
    },
    /// Command 34.
    Restored {
        /// Reason.
        reason: ContentRef,
    },
    /// Command 35.
    ObjectionRejected {
        /// Reasons; tells the reporter of the Ombudsman.
        reasons: ContentRef,
    },
    /// Command 36.
    Acknowledged {
        /// By whom, when, how.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        note: Option<ContentRef>,
    },
    /// Command 37.
    HandedBack {
        /// Reason.
        reason: ContentRef,
    },
    /// Command 38, on the follower.
    Unmerged {
        /// Reason.
        reason: ContentRef,
        /// The state that its own and its root's history give it.
        state: Box<State>,
        /// The root had an answer.
        answered: bool,
    },
    /// 24a: a joined report's reporter confirms for themselves; the handling closes by its root alone.
    SharedConfirmed,
    /// 26a: a joined report's reporter says that it is not solved.
    SharedDisputed {
        /// What is not right.
        reason: ContentRef,
    },
    /// 38a: a coordinator followed the joined reporter's dispute.
    SharedDisputeHeard,
    /// 38a, on the root: the shared handling is reviewed because of a joined reporter.
    FollowerDisputed {
        /// Whose.
        follower: ReportId,
        /// As a dispute before the closing, or a reopening after it.
        cause: ReviewCause,
    },
    /// 11a: looked at together with another report, and not the same matter.
    KeptApart {
        /// The other one; it has the same event.
        other: ReportId,
    },
    /// Command 39 where the handling goes on without the reporter.
    WithdrawnHandlingGoesOn {
        /// The reporter's reason, if given.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        reason: Option<ContentRef>,
    },
    /// Command 40: the reporter sets or lifts anonim and rahasia.
    FlagsSet {
        /// Hide who.
        anonim: bool,
        /// Hide what.
        rahasia: bool,
    },
    /// Command 40: a note among officers.
    Noted {
        /// The note.
        text: ContentRef,
        /// Support units it is shared with.
        #[serde(default, skip_serializing_if = "Vec::is_empty")]
        shared_with: Vec<UnitId>,
    },
    /// Command 40: a file by an officer.
    FileAdded {
        /// The file.
        file: Attachment,
    },
    /// 40: to be released once a second officer has looked at what was kept unmasked.
    ReleaseAsked,
    /// Command 40.
    Released {
        /// Also shows the exact point of a public place.
        #[serde(default)]
        point: bool,
        /// Also shows the photographs' derivatives.
        #[serde(default)]
        files: bool,
    },
    /// Command 40.
    Unreleased {
        /// Reason.
        reason: ContentRef,
    },
    /// Command 40: title or text edited or masked; the original is kept.
    TextEdited {
        /// New title and text.
        words: Vec<ContentRef>,
        /// What looked like personal data in the public words was looked at and left standing.
        #[serde(default, skip_serializing_if = "std::ops::Not::not")]
        findings_kept: bool,
        /// It was public; what was kept needs the eyes of a second officer first.
        #[serde(default, skip_serializing_if = "std::ops::Not::not")]
        second_look: bool,
    },
    /// Command 40.
    PrioritySet {
        /// Priority.
        priority: Priority,
    },
    /// Command 40: the accounts of persons that the report is about have no more part in it.
    Excluded {
        /// The accounts.
        officers: Vec<OfficerId>,
        /// Reason, for officers.
        reason: ContentRef,
    },
    /// Command 40: a look beyond the role's own.
    ViewGranted {
        /// To a unit.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        unit: Option<UnitId>,
        /// To the overseer.
        #[serde(default)]
        overseer: bool,
    },
    /// Command 40: a person's data is erased; these words are gone.
    Erased {
        /// Rows of content.
        words: Vec<ContentRef>,
        /// Ground in law.
        ground: String,
    },
    /// A clock ran out. Occurred at the due instant, whenever the program noticed.
    Breached {
        /// Which.
        clock: ClockKind,
        /// In which round.
        round: u16,
    },
    /// A step of the escalation was told, once.
    Escalated {
        /// Which clock.
        clock: ClockKind,
        /// In which round.
        round: u16,
        /// Index of the step in the policy.
        step: u8,
        /// Who was told.
        told: Vec<Addressee>,
    },
    /// The reporter was reminded: seen in the own view, sent where a door can send.
    Reminded {
        /// Of which clock.
        clock: ClockKind,
        /// First or second reminder.
        n: u8,
    },
    /// The calendar changed and open clocks moved.
    CalendarMoved {
        /// The instrument that changed it.
        instrument: String,
    },
}

impl What {
    /// Takes part in the handling. The rest changes attributes only: an import that was released,
    /// noted on or rated is still handled elsewhere, and a later export still updates it.
    pub const fn is_handling(&self) -> bool {
        !matches!(
            self,
            Self::Imported { .. }
                | Self::Observed(_)
                | Self::FollowerAdded { .. }
                | Self::FollowerRemoved { .. }
                | Self::KeptApart { .. }
                | Self::Rated { .. }
                | Self::FlagsSet { .. }
                | Self::Noted { .. }
                | Self::FileAdded { .. }
                | Self::ReleaseAsked
                | Self::Released { .. }
                | Self::Unreleased { .. }
                | Self::TextEdited { .. }
                | Self::PrioritySet { .. }
                | Self::Excluded { .. }
                | Self::ViewGranted { .. }
                | Self::Erased { .. }
                | Self::CalendarMoved { .. }
        )
    }
}
