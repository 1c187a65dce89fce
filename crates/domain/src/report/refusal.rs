//! Why a command is refused: names the rule and who may do it. Words are the translations' business.

use super::command::CommandKind;
use super::table::{Party, row_of};
use crate::words::StateCode;

/// A refusal. Nothing was changed.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum Refusal {
    /// The command does not exist in this state.
    #[error("rule {}: {command} is not possible while the report is {state}", row_of(*.command).no)]
    WrongState {
        /// Command.
        command: CommandKind,
        /// The report's state.
        state: StateCode,
    },
    /// Someone else may give it.
    #[error("rule {}: {command} is for {:?}", row_of(*.command).no, row_of(*.command).by)]
    NotYours {
        /// Command.
        command: CommandKind,
    },
    /// A guard of the row.
    #[error("rule {}: {command} refused: {guard}", row_of(*.command).no)]
    Guard {
        /// Command.
        command: CommandKind,
        /// Which guard.
        guard: Guard,
    },
}

impl Refusal {
    /// Who may give the command.
    pub fn who_may(&self) -> &'static [Party] {
        row_of(self.command()).by
    }

    /// Number of the rule.
    pub fn rule(&self) -> &'static str {
        row_of(self.command()).no
    }

    /// The command.
    pub const fn command(&self) -> CommandKind {
        match self {
            Self::WrongState { command, .. }
            | Self::NotYours { command }
            | Self::Guard { command, .. } => *command,
        }
    }
}

codes! {
    /// The guards of section 3.
    pub enum Guard {
        /// The report changed since the page was shown: look again, decide again.
        Stale = "stale",
        /// 2, 10: that body is not there, or is the one that has it already.
        NoSuchBody = "no_such_body",
        /// 3: the installation has no national desk.
        NoDesk = "no_desk",
        /// 3: returned twice already; the desk's decision is binding.
        ReturnBinding = "return_binding",
        /// 3, 13: name the likely owner.
        OwnerMissing = "owner_missing",
        /// 4: the program disposes only what the policy lets it, and nothing secret or supervisory.
        NotAutomatic = "not_automatic",
        /// 4: choose the type.
        TypeMissing = "type_missing",
        /// 4, 20: that category is not the body's, or is retired.
        NoSuchCategory = "no_such_category",
        /// 4, 14, 15, 16, 21, 29: that unit is not the body's, or not in force today.
        NoSuchUnit = "no_such_unit",
        /// 4b: kept is only what one's own unit handles.
        KeepElsewhere = "keep_elsewhere",
        /// 4: a supervisory report goes to the inspectorate only.
        SupervisoryNotReleased = "supervisory_not_released",
        /// 40: archived as unlawful, spam or a test: nobody shows that.
        UnlawfulNotReleased = "unlawful_not_released",
        /// 4, 40: its reporter marked it rahasia; only the reporter can lift that.
        Rahasia = "rahasia",
        /// 4, 40: no officer settled the public text; mask it, or acknowledge it as it stands.
        TextNotMasked = "text_not_masked",
        /// 5: two holds in this round already; only the coordinator may hold now.
        TooManyHolds = "too_many_holds",
        /// 5: past its due date only the coordinator may hold.
        HoldAfterBreach = "hold_after_breach",
        /// 9: not a reason that an officer may give.
        ReasonNotForOfficers = "reason_not_for_officers",
        /// 9: after the disposition only some reasons are open.
        ReasonAfterDisposition = "reason_after_disposition",
        /// 9: what is not the offices' matter is archived with where to go.
        WhereToGo = "where_to_go",
        /// 9: a duplicate names the earlier report that it repeats.
        EarlierMissing = "earlier_missing",
        /// 9: a duplicate is of the same person; reports of others are merged.
        OtherPerson = "other_person",
        /// 10: say how to reach the office.
        ContactMissing = "contact_missing",
        /// 10: a report that was never verified goes back to the desk by command 3.
        DeskByReturn = "desk_by_return",
        /// 11: a report cannot be merged into itself, or the root is itself merged.
        RootIsMerged = "root_is_merged",
        /// 11: the root is at another body.
        RootElsewhere = "root_elsewhere",
        /// 11: the root is archived.
        RootArchived = "root_archived",
        /// 11, joining: the handling to join has ended; file anew.
        RootEnded = "root_ended",
        /// 24a, 26a: no final answer waits for its word.
        NothingProposed = "nothing_proposed",
        /// 38a: no joined reporter disputes.
        NoSharedDispute = "no_shared_dispute",
        /// 11: the root or this report has an open dispute.
        OpenDispute = "open_dispute",
        /// 11: a released report is never merged into an unreleased one.
        RootUnreleased = "root_unreleased",
        /// 4, 11, 20: supervisory and ordinary reports are never merged.
        RootOtherKind = "root_other_kind",
        /// 13: decided after repeated refusal; this unit cannot refuse again.
        Binding = "binding",
        /// 13: too late to refuse without the coordinator.
        AcceptWindowOver = "accept_window_over",
        /// 12: accepted already.
        AlreadyAccepted = "already_accepted",
        /// 15: only at or below your own unit.
        NotBelow = "not_below",
        /// 16: that unit does not support this report, or its part has ended.
        NotSupporting = "not_supporting",
        /// 16: the lead cannot be its own support.
        LeadIsSupport = "lead_is_support",
        /// 15, 29: that person is not an officer of the body, or is excluded.
        NoSuchOfficer = "no_such_officer",
        /// 17: a support unit writes to the lead, unless the policy lets it answer.
        SupportWritesToLead = "support_writes_to_lead",
        /// 17: the promised day lies in the past.
        PromiseInPast = "promise_in_past",
        /// 19: extended once in this round already.
        AlreadyExtended = "already_extended",
        /// 19: between 1 day and the clock's own length.
        ExtensionLength = "extension_length",
        /// 19, 41: the request is with the PPID desk, whose own clock counts.
        AtPpid = "at_ppid",
        /// 41: only an ordinary request for information is a matter of the PPID desk.
        NotInformation = "not_information",
        /// 41: that unit does not answer requests for public information; where none is marked, not the one that has it.
        NotPpid = "not_ppid",
        /// 41a, 41b: the request was not referred to a PPID desk.
        NotAtPpid = "not_at_ppid",
        /// 41b: the time of the law is over; it is extended before that or not at all.
        PpidOverdue = "ppid_overdue",
        /// 21: not an outcome that an officer may propose.
        OutcomeNotAllowed = "outcome_not_allowed",
        /// 21: `answered` closes information and aspirations, not complaints.
        OutcomeOfOtherType = "outcome_of_other_type",
        /// 21: a planned matter needs a day in the future and an owner.
        PromiseMissing = "promise_missing",
        /// 21: the category asks for a photograph.
        EvidenceMissing = "evidence_missing",
        /// 21: a support unit has not finished; release it with a reason or wait.
        SupportsOpen = "supports_open",
        /// 22: nothing waits for a check.
        NoCheck = "no_check",
        /// 22: who proposed cannot check.
        ProposerCannotCheck = "proposer_cannot_check",
        /// 23: only who proposed, or the coordinator.
        OnlyProposer = "only_proposer",
        /// 24, 26, 28: a second person checks first.
        AwaitsCheck = "awaits_check",
        /// 29, 30: who proposed or closed cannot decide the review.
        ExcludedOfficer = "excluded_officer",
        /// 29: the same person of the same unit cannot get it again.
        SameHands = "same_hands",
        /// 29: leaders, inspectors and the desk act only where every coordinator is excluded.
        CoordinatorFirst = "coordinator_first",
        /// 30: only from the second dispute on.
        FirstDispute = "first_dispute",
        /// 30: a coordinator needs a second officer.
        SecondOfficer = "second_officer",
        /// 31: one to five.
        Stars = "stars",
        /// 31, 32, 33: the window is over.
        WindowOver = "window_over",
        /// 32, 34: the decision is final.
        Final = "final",
        /// 33: an objection is open already, or was decided.
        ObjectionDecided = "objection_decided",
        /// 34, 35: who archived cannot decide.
        ArchiverCannotDecide = "archiver_cannot_decide",
        /// 34, 35: no objection is open.
        NoObjection = "no_objection",
        /// 36: acknowledged already.
        AlreadyAcknowledged = "already_acknowledged",
        /// 39: withdrawn already.
        AlreadyWithdrawn = "already_withdrawn",
        /// 40: no identity was given; there is nothing to show.
        NoIdentity = "no_identity",
        /// 40: only the reporter lifts anonim; an officer may only set it.
        OnlyReporterLifts = "only_reporter_lifts",
        /// 40: who kept personal data unmasked cannot give the second look.
        SecondLook = "second_look",
        /// 40: leaders and inspectors only look a second time, where a coordinator asked for it.
        NoSecondLook = "no_second_look",
        /// 40: public already.
        AlreadyReleased = "already_released",
        /// 40: not public.
        NotReleased = "not_released",
        /// 40: not verified yet.
        NotVerified = "not_verified",
        /// 1, 2, 10, 40: nobody whom the report is not about could decide it there.
        NobodyLeft = "nobody_left",
        /// 40: nothing would change.
        NothingToChange = "nothing_to_change",
        /// 1: the stamp of a letter lies too far back without a reason, or in the future.
        ReceivedAt = "received_at",
        /// 1: the body does not take reports.
        BodyTakesNone = "body_takes_none",
        /// 1: the text is empty.
        TextEmpty = "text_empty",
        /// 5, 6, 24, 26, 31, 32: the reporter withdrew; the handling goes on without them.
        ReporterGone = "reporter_gone",
    }
}
