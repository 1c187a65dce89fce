//! What people and the program may ask of a report: section 3 of the rule book as a type.

use jiff::civil::Date;

use super::event::Attachment;
use super::state::{Owner, Promise, SupportEnd};
use crate::content::ContentRef;
use crate::ids::{BodyId, CategoryId, OfficerId, ReportId, UnitId};
use crate::routing::Proposed;
use crate::words::{ArchiveReason, Outcome, Priority, ReportType};

codes! {
    /// The commands, without their data.
    pub enum CommandKind {
        /// 1 Receive.
        Receive = "receive",
        /// 2 Forward to a body.
        Forward = "forward",
        /// 3 Return to the desk.
        ReturnToDesk = "return_to_desk",
        /// 4 Verify and dispose.
        Verify = "verify",
        /// 4b Verify and keep (Kelola).
        Keep = "keep",
        /// 5 Hold.
        Hold = "hold",
        /// 6, 25, 40 Reply.
        Reply = "reply",
        /// 7 Resume.
        Resume = "resume",
        /// 8 Expire.
        ExpireHold = "expire_hold",
        /// 9 Archive.
        Archive = "archive",
        /// 10 Transfer to another body.
        Transfer = "transfer",
        /// 11 Merge into a root.
        Merge = "merge",
        /// 12 Accept.
        Accept = "accept",
        /// 13 Refuse.
        Refuse = "refuse",
        /// 14 Redirect.
        Redirect = "redirect",
        /// 15 Sub-dispose.
        SubDispose = "sub_dispose",
        /// 16 Add support.
        AddSupport = "add_support",
        /// 16 Release support.
        ReleaseSupport = "release_support",
        /// 16 Support answers, refuses, finishes.
        SupportNote = "support_note",
        /// 17 Interim answer.
        Answer = "answer",
        /// 18 Ask.
        Ask = "ask",
        /// 19 Ask for an extension.
        RequestExtension = "request_extension",
        /// 19 Extend.
        Extend = "extend",
        /// 20 Reclassify.
        Reclassify = "reclassify",
        /// 21 Propose closure.
        ProposeClosure = "propose_closure",
        /// 22 Check: return.
        CheckReturn = "check_return",
        /// 22a Check: approve.
        CheckApprove = "check_approve",
        /// 23 Take back.
        TakeBack = "take_back",
        /// 24 Confirm.
        Confirm = "confirm",
        /// 26 Dispute.
        Dispute = "dispute",
        /// 24a: a joined reporter confirms the shared handling for themselves.
        ConfirmShared = "confirm_shared",
        /// 26a: a joined reporter disputes the shared handling.
        DisputeShared = "dispute_shared",
        /// 27 Silence.
        Silence = "silence",
        /// 28 Record a confirmation given elsewhere.
        RecordConfirmation = "record_confirmation",
        /// 29 Assign anew.
        AssignAnew = "assign_anew",
        /// 30 Uphold.
        Uphold = "uphold",
        /// 31 Rate.
        Rate = "rate",
        /// 32 Reopen.
        Reopen = "reopen",
        /// 33 Object.
        Object = "object",
        /// 34 Restore.
        Restore = "restore",
        /// 35 Reject the objection.
        RejectObjection = "reject_objection",
        /// 36 Acknowledge.
        Acknowledge = "acknowledge",
        /// 37 Returned by the other body.
        HandBack = "hand_back",
        /// 38 Unmerge.
        Unmerge = "unmerge",
        /// 38a: the coordinator follows a joined reporter's dispute: the shared handling is reviewed.
        HearDispute = "hear_dispute",
        /// 11a: two reports that look alike are not the same matter.
        KeepApart = "keep_apart",
        /// 39 Withdraw.
        Withdraw = "withdraw",
        /// 41 Refer a request for information to the PPID desk.
        ReferPpid = "refer_ppid",
        /// 41a The PPID desk takes it.
        TakePpid = "take_ppid",
        /// 41b The PPID desk's time is extended, once.
        ExtendPpid = "extend_ppid",
        /// 40 Set or lift anonim and rahasia.
        SetFlags = "set_flags",
        /// 40 Note among officers.
        Note = "note",
        /// 40 Add a file.
        AddFile = "add_file",
        /// 40 Release.
        Release = "release",
        /// 40 Un-release.
        Unrelease = "unrelease",
        /// 40 Edit or mask title and text.
        EditText = "edit_text",
        /// 40 Priority.
        SetPriority = "set_priority",
        /// 40 Exclude the persons it is about.
        Exclude = "exclude",
        /// 40 Grant a view.
        GrantView = "grant_view",
        /// 40 Erase a person's data.
        Erase = "erase",
    }
}

/// A command with its data. Texts are already sealed: a command carries references.
#[derive(Clone, Debug, PartialEq, Eq)]
#[expect(missing_docs, reason = "each field is the word of the table's row")]
pub enum Command {
    /// 2
    Forward { to: BodyId },
    /// 3
    ReturnToDesk { owner: Owner, reason: ContentRef },
    /// 4 and 4b
    Verify(Box<Verification>),
    /// 5
    Hold { question: ContentRef },
    /// 6, 25, 40
    Reply {
        text: ContentRef,
        files: Vec<Attachment>,
    },
    /// 7
    Resume { reason: ContentRef },
    /// 9
    Archive {
        reason: ArchiveReason,
        explanation: ContentRef,
        /// Where to go instead, for `out_of_scope`.
        where_to: Option<String>,
        /// The earlier report of the same person, for `duplicate`; its facts come with the context.
        earlier: Option<ReportId>,
    },
    /// 10
    Transfer { to: Destination, reason: ContentRef },
    /// 11; facts of the root come with the context.
    Merge { root: ReportId },
    /// 12
    Accept,
    /// 13
    Refuse { owner: Owner, reason: ContentRef },
    /// 14
    Redirect {
        lead: UnitId,
        note: Option<ContentRef>,
    },
    /// 15
    SubDispose {
        unit: UnitId,
        person: Option<OfficerId>,
    },
    /// 16; due in working days from now, never after the lead's.
    AddSupport {
        unit: UnitId,
        days: u16,
        /// What this unit is to do: its part of the report.
        task: Option<ContentRef>,
    },
    /// 16
    ReleaseSupport { unit: UnitId, note: ContentRef },
    /// 16
    SupportNote {
        note: ContentRef,
        end: Option<SupportEnd>,
    },
    /// 17
    Answer {
        text: ContentRef,
        next_by: Date,
        files: Vec<Attachment>,
    },
    /// 18
    Ask { text: ContentRef },
    /// 19; the unit's request.
    RequestExtension { days: u16, reason: ContentRef },
    /// 19
    Extend { days: u16, reason: ContentRef },
    /// 20
    Reclassify {
        report_type: ReportType,
        supervisory: bool,
        category: CategoryId,
        reason: ContentRef,
    },
    /// 21
    ProposeClosure {
        answer: ContentRef,
        outcome: Outcome,
        promise: Option<Promise>,
        files: Vec<Attachment>,
    },
    /// 22
    CheckReturn { reason: ContentRef },
    /// 22a
    CheckApprove,
    /// 23
    TakeBack { reason: ContentRef },
    /// 24
    Confirm,
    /// 26
    Dispute { reason: ContentRef },
    /// 28
    RecordConfirmation { note: ContentRef },
    /// 29
    AssignAnew {
        lead: UnitId,
        person: Option<OfficerId>,
        note: Option<ContentRef>,
    },
    /// 30; a coordinator needs a second officer.
    Uphold {
        reasons: ContentRef,
        second: Option<OfficerId>,
    },
    /// 31
    Rate {
        stars: u8,
        comment: Option<ContentRef>,
    },
    /// 32
    Reopen { reason: ContentRef },
    /// 33
    Object { reason: ContentRef },
    /// 34
    Restore { reason: ContentRef },
    /// 35
    RejectObjection { reasons: ContentRef },
    /// 36
    Acknowledge { note: Option<ContentRef> },
    /// 37
    HandBack { reason: ContentRef },
    /// 38; the root's state comes with the context.
    Unmerge { reason: ContentRef },
    /// 24a.
    ConfirmShared,
    /// 26a.
    DisputeShared { reason: ContentRef },
    /// 38a.
    HearDispute,
    /// 11a.
    KeepApart { other: ReportId },
    /// 41; the unit that is the body's PPID desk.
    ReferPpid { unit: UnitId, reason: ContentRef },
    /// 41a
    TakePpid,
    /// 41b; by the days of the policy.
    ExtendPpid { reason: ContentRef },
    /// 39
    Withdraw { reason: Option<ContentRef> },
    /// 40
    SetFlags { anonim: bool, rahasia: bool },
    /// 40
    Note {
        text: ContentRef,
        shared_with: Vec<UnitId>,
    },
    /// 40
    AddFile { file: Attachment },
    /// 40; findings in the text were masked or acknowledged.
    Release {
        /// Show the point on the map.
        point: bool,
        /// Show the photographs.
        files: bool,
        /// What looks like personal data in the public words was looked at and left standing.
        findings_kept: bool,
    },
    /// 40
    Unrelease { reason: ContentRef },
    /// 40
    EditText {
        /// New public title and text.
        words: Vec<ContentRef>,
        /// What looks like personal data in them was looked at and left standing.
        findings_kept: bool,
    },
    /// 40
    SetPriority { priority: Priority },
    /// 40; the accounts of the persons that the report is about.
    Exclude {
        officers: Vec<OfficerId>,
        reason: ContentRef,
    },
    /// 40
    GrantView {
        unit: Option<UnitId>,
        overseer: bool,
    },
    /// 40
    Erase { ground: String },
}

/// What a verification decides, all at once (row 4).
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Verification {
    /// Type; never unknown.
    pub report_type: ReportType,
    /// Berkadar pengawasan.
    pub supervisory: bool,
    /// Category.
    pub category: CategoryId,
    /// Lead unit.
    pub lead: UnitId,
    /// Kelola: the lead is the coordinator's own unit.
    pub keep: bool,
    /// The explicit decision on release.
    pub release: bool,
    /// Edited or masked public title and text; the originals are kept.
    pub words: Vec<ContentRef>,
    /// What looks like personal data in them was looked at and left standing.
    pub findings_kept: bool,
    /// Note to the unit.
    pub note: Option<ContentRef>,
    /// What the program had proposed; `None` where it was not asked.
    pub proposed: Option<Box<Proposed>>,
}

/// Where a transfer goes.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Destination {
    /// A body of this installation.
    Body(BodyId),
    /// An office outside.
    Outside {
        /// Its name.
        name: String,
        /// How to reach it: never empty, where it is asked for.
        contact: Option<String>,
    },
}

impl Command {
    /// The command without its data.
    pub const fn kind(&self) -> CommandKind {
        match self {
            Self::Forward { .. } => CommandKind::Forward,
            Self::ReturnToDesk { .. } => CommandKind::ReturnToDesk,
            Self::Verify(verification) if verification.keep => CommandKind::Keep,
            Self::Verify(_) => CommandKind::Verify,
            Self::Hold { .. } => CommandKind::Hold,
            Self::Reply { .. } => CommandKind::Reply,
            Self::Resume { .. } => CommandKind::Resume,
            Self::Archive { .. } => CommandKind::Archive,
            Self::Transfer { .. } => CommandKind::Transfer,
            Self::Merge { .. } => CommandKind::Merge,
            Self::Accept => CommandKind::Accept,
            Self::Refuse { .. } => CommandKind::Refuse,
            Self::Redirect { .. } => CommandKind::Redirect,
            Self::SubDispose { .. } => CommandKind::SubDispose,
            Self::AddSupport { .. } => CommandKind::AddSupport,
            Self::ReleaseSupport { .. } => CommandKind::ReleaseSupport,
            Self::SupportNote { .. } => CommandKind::SupportNote,
            Self::Answer { .. } => CommandKind::Answer,
            Self::Ask { .. } => CommandKind::Ask,
            Self::RequestExtension { .. } => CommandKind::RequestExtension,
            Self::Extend { .. } => CommandKind::Extend,
            Self::Reclassify { .. } => CommandKind::Reclassify,
            Self::ProposeClosure { .. } => CommandKind::ProposeClosure,
            Self::CheckReturn { .. } => CommandKind::CheckReturn,
            Self::CheckApprove => CommandKind::CheckApprove,
            Self::TakeBack { .. } => CommandKind::TakeBack,
            Self::Confirm => CommandKind::Confirm,
            Self::Dispute { .. } => CommandKind::Dispute,
            Self::RecordConfirmation { .. } => CommandKind::RecordConfirmation,
            Self::AssignAnew { .. } => CommandKind::AssignAnew,
            Self::Uphold { .. } => CommandKind::Uphold,
            Self::Rate { .. } => CommandKind::Rate,
            Self::Reopen { .. } => CommandKind::Reopen,
            Self::Object { .. } => CommandKind::Object,
            Self::Restore { .. } => CommandKind::Restore,
            Self::RejectObjection { .. } => CommandKind::RejectObjection,
            Self::Acknowledge { .. } => CommandKind::Acknowledge,
            Self::HandBack { .. } => CommandKind::HandBack,
            Self::Unmerge { .. } => CommandKind::Unmerge,
            Self::ConfirmShared => CommandKind::ConfirmShared,
            Self::DisputeShared { .. } => CommandKind::DisputeShared,
            Self::HearDispute => CommandKind::HearDispute,
            Self::KeepApart { .. } => CommandKind::KeepApart,
            Self::ReferPpid { .. } => CommandKind::ReferPpid,
            Self::TakePpid => CommandKind::TakePpid,
            Self::ExtendPpid { .. } => CommandKind::ExtendPpid,
            Self::Withdraw { .. } => CommandKind::Withdraw,
            Self::SetFlags { .. } => CommandKind::SetFlags,
            Self::Note { .. } => CommandKind::Note,
            Self::AddFile { .. } => CommandKind::AddFile,
            Self::Release { .. } => CommandKind::Release,
            Self::Unrelease { .. } => CommandKind::Unrelease,
            Self::EditText { .. } => CommandKind::EditText,
            Self::SetPriority { .. } => CommandKind::SetPriority,
            Self::Exclude { .. } => CommandKind::Exclude,
            Self::GrantView { .. } => CommandKind::GrantView,
            Self::Erase { .. } => CommandKind::Erase,
        }
    }
}
