//! The words of states, outcomes, reasons and events: which message each has.

use crate::i18n::I18n;
use crate::view::parts::ChipKind;

/// How a closed report ended; only the first two are worded as solved.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum OutcomeWord {
    /// Solved.
    Done,
    /// Information or aspiration answered.
    Answered,
    /// Accepted, carried out later.
    Planned,
    /// Refused with reasons.
    NotGranted,
    /// Checked, not found true.
    Unfounded,
    /// Final decision after repeated dispute.
    Upheld,
    /// Imported, not known.
    Unknown,
}

impl OutcomeWord {
    /// Its message.
    pub fn key(self) -> &'static str {
        match self {
            Self::Done => "outcome-done",
            Self::Answered => "outcome-answered",
            Self::Planned => "outcome-planned",
            Self::NotGranted => "outcome-not-granted",
            Self::Unfounded => "outcome-unfounded",
            Self::Upheld => "outcome-upheld",
            Self::Unknown => "outcome-unknown",
        }
    }

    /// Every outcome.
    pub const ALL: [Self; 7] = [
        Self::Done,
        Self::Answered,
        Self::Planned,
        Self::NotGranted,
        Self::Unfounded,
        Self::Upheld,
        Self::Unknown,
    ];
}

/// Why a report was archived.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum ArchiveWord {
    /// The reporter did not complete it in time.
    Incomplete,
    /// Not understandable.
    Unclear,
    /// Nothing supports it.
    NoEvidence,
    /// Not for these bodies.
    OutOfScope,
    /// The same person reported it before.
    Duplicate,
    /// Answered before.
    AlreadyAnswered,
    /// Before a court.
    InCourt,
    /// Hate, obscenity, threats.
    Unlawful,
    /// Spam or a test.
    SpamOrTest,
    /// The reporter withdrew it.
    Withdrawn,
    /// Expired in the national system before it was imported.
    ExpiredImport,
}

impl ArchiveWord {
    /// Its message.
    pub fn key(self) -> &'static str {
        match self {
            Self::Incomplete => "archive-incomplete",
            Self::Unclear => "archive-unclear",
            Self::NoEvidence => "archive-no-evidence",
            Self::OutOfScope => "archive-out-of-scope",
            Self::Duplicate => "archive-duplicate",
            Self::AlreadyAnswered => "archive-already-answered",
            Self::InCourt => "archive-in-court",
            Self::Unlawful => "archive-unlawful",
            Self::SpamOrTest => "archive-spam-or-test",
            Self::Withdrawn => "archive-withdrawn",
            Self::ExpiredImport => "archive-expired-import",
        }
    }

    /// Every reason.
    pub const ALL: [Self; 11] = [
        Self::Incomplete,
        Self::Unclear,
        Self::NoEvidence,
        Self::OutOfScope,
        Self::Duplicate,
        Self::AlreadyAnswered,
        Self::InCourt,
        Self::Unlawful,
        Self::SpamOrTest,
        Self::Withdrawn,
        Self::ExpiredImport,
    ];
}

/// The public word of a state.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum StateWord {
    /// Not verified yet.
    NotVerified,
    /// Waits for the reporter.
    OnHold,
    /// Has a unit, has no answer yet (also while looking for another unit).
    NotFollowedUp,
    /// Being handled.
    InProcess,
    /// A final answer waits for a second officer.
    Check,
    /// A final answer waits for the reporter's word.
    ClosureProposed,
    /// Looked at again.
    Review,
    /// Handled.
    Handled(OutcomeWord),
    /// Archived.
    Archived(ArchiveWord),
    /// Sent on to the named body.
    Transferred(String),
    /// Joined with another; the word of that one.
    Merged(Box<StateWord>),
}

impl StateWord {
    /// Drawing and colour.
    pub fn chip(&self) -> ChipKind {
        match self {
            Self::NotVerified => ChipKind::Waiting,
            Self::OnHold => ChipKind::Asked,
            Self::NotFollowedUp => ChipKind::Todo,
            Self::InProcess | Self::Check | Self::ClosureProposed | Self::Review => ChipKind::Going,
            Self::Handled(OutcomeWord::Done | OutcomeWord::Answered) => ChipKind::Done,
            Self::Handled(_) => ChipKind::Ended,
            Self::Archived(_) => ChipKind::Archived,
            Self::Transferred(_) => ChipKind::Moved,
            Self::Merged(root) => root.chip(),
        }
    }

    /// The word with what belongs to it (outcome, reason, body).
    pub fn text(&self, i18n: &I18n) -> String {
        match self {
            Self::Handled(outcome) => i18n.t1("word-handled-as", "outcome", i18n.t(outcome.key())),
            Self::Archived(reason) => i18n.t1("word-archived-as", "reason", i18n.t(reason.key())),
            Self::Transferred(body) => i18n.t1("word-transferred-to", "body", body),
            Self::Merged(root) => i18n.t1("word-merged", "word", root.text(i18n)),
            plain => i18n.t(plain.key()),
        }
    }

    fn key(&self) -> &'static str {
        match self {
            Self::NotVerified => "word-not-verified",
            Self::OnHold => "word-on-hold",
            Self::NotFollowedUp => "word-not-followed-up",
            Self::Check => "word-check",
            Self::ClosureProposed => "word-closure-proposed",
            Self::Review => "word-review",
            _ => "word-in-process",
        }
    }
}

/// Whose turn it is.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Turn {
    /// The reader's, whose report it is.
    You,
    /// The reporter's.
    Reporter,
    /// The coordinator's of the named body.
    Coordinator(String),
    /// The national desk's.
    Desk,
    /// The named unit's.
    Unit(String),
    /// The inspectorate's.
    Inspector,
    /// Another body's.
    Body(String),
    /// Nobody's; but the reporter may still do what the message of this name says.
    MayStill(&'static str),
    /// Nobody's.
    Nobody,
}

impl Turn {
    /// In words.
    pub fn text(&self, i18n: &I18n) -> String {
        match self {
            Self::You => i18n.t("turn-you"),
            Self::Reporter => i18n.t("turn-reporter"),
            Self::Coordinator(body) => i18n.t1("turn-coordinator", "body", body),
            Self::Desk => i18n.t("turn-desk"),
            Self::Unit(unit) => i18n.t1("turn-unit", "unit", unit),
            Self::Inspector => i18n.t("turn-inspector"),
            Self::Body(body) => i18n.t1("turn-body", "body", body),
            Self::MayStill(key) => i18n.t(key),
            Self::Nobody => i18n.t("turn-nobody"),
        }
    }
}

macro_rules! events {
    ($($(#[$doc:meta])* $name:ident => $key:literal, $class:literal, $icon:literal;)*) => {
        /// An event of a report's history that a person may see.
        #[derive(Debug, Clone, Copy, PartialEq, Eq)]
        pub enum EventWord { $($(#[$doc])* $name,)* }

        impl EventWord {
            /// Every event.
            pub const ALL: &'static [Self] = &[$(Self::$name),*];

            /// Its message, a whole sentence; some take `$to` or `$reason`.
            pub fn key(&self) -> &'static str { match self { $(Self::$name => $key,)* } }

            /// Suffix of the CSS class of its dot.
            pub fn class(&self) -> &'static str { match self { $(Self::$name => $class,)* } }

            /// Icon.
            pub fn icon(&self) -> &'static str { match self { $(Self::$name => $icon,)* } }
        }
    };
}

events! {
    /// Arrived.
    Received => "event-received", "you", "inbox";
    /// Forwarded to a body.
    Forwarded => "event-forwarded", "plain", "move";
    /// Sent back to the national desk.
    ReturnedToDesk => "event-returned-to-desk", "plain", "move";
    /// Checked and given to a unit.
    Disposed => "event-disposed", "plain", "office";
    /// Waits for the reporter.
    Held => "event-held", "plain", "question";
    /// The reporter replied.
    Replied => "event-replied", "you", "reply";
    /// Goes on after a hold.
    Resumed => "event-resumed", "plain", "arrow";
    /// Archived.
    Archived => "event-archived", "plain", "archive";
    /// Sent to another body.
    Transferred => "event-transferred", "plain", "move";
    /// Joined with another report.
    Merged => "event-merged", "plain", "merge";
    /// Apart again.
    Unmerged => "event-unmerged", "plain", "merge";
    /// A joined reporter agrees.
    SharedConfirmed => "event-shared-confirmed", "done", "check";
    /// A joined reporter does not agree.
    SharedDisputed => "event-shared-disputed", "you", "alert";
    /// The coordinator follows them.
    SharedDisputeHeard => "event-shared-dispute-heard", "plain", "check";
    /// The shared handling is reviewed because of one who joined.
    FollowerDisputed => "event-follower-disputed", "plain", "alert";
    /// A unit takes it on.
    Accepted => "event-accepted", "plain", "check";
    /// A unit says it is not its task.
    Refused => "event-refused", "plain", "move";
    /// Given to another unit.
    Redirected => "event-redirected", "plain", "office";
    /// Given to someone below.
    Assigned => "event-assigned", "plain", "person";
    /// Another unit helps.
    SupportAdded => "event-support-added", "plain", "office";
    /// Interim answer.
    Answered => "event-answered", "answer", "reply";
    /// A question to the reporter.
    Asked => "event-asked", "answer", "question";
    /// More time.
    Extended => "event-extended", "plain", "calendar";
    /// To the PPID desk.
    ReferredPpid => "event-referred-to-ppid", "plain", "move";
    /// The PPID desk has it.
    PpidTaken => "event-ppid-taken", "plain", "check";
    /// More time for the PPID desk.
    PpidExtended => "event-ppid-extended", "plain", "calendar";
    /// Other type or category.
    Reclassified => "event-reclassified", "plain", "pen";
    /// Final answer.
    ClosureProposed => "event-closure-proposed", "answer", "reply";
    /// A final answer that a second officer looks at first.
    ClosureDrafted => "event-closure-drafted", "plain", "pen";
    /// Final answer taken back.
    ClosureTakenBack => "event-closure-taken-back", "plain", "arrow";
    /// The reporter agrees.
    Confirmed => "event-confirmed", "done", "check";
    /// The reporter does not agree.
    Disputed => "event-disputed", "you", "alert";
    /// Closed because nobody replied.
    ClosedBySilence => "event-closed-by-silence", "done", "clock";
    /// Closed by an officer.
    ClosedByOfficer => "event-closed-by-officer", "done", "check";
    /// Final decision after repeated dispute.
    Upheld => "event-upheld", "answer", "shield";
    /// Rated.
    Rated => "event-rated", "you", "star";
    /// Opened again.
    Reopened => "event-reopened", "you", "arrow";
    /// Objection against archiving.
    Objected => "event-objected", "you", "alert";
    /// Objection accepted.
    Restored => "event-restored", "plain", "arrow";
    /// Out of the archive without an objection.
    RestoredUnasked => "event-restored-unasked", "plain", "arrow";
    /// Objection rejected.
    ObjectionRejected => "event-objection-rejected", "plain", "shield";
    /// The other body has it.
    HandoverAcknowledged => "event-handover-acknowledged", "plain", "check";
    /// The other body sent it back.
    HandoverReturned => "event-handover-returned", "plain", "move";
    /// Withdrawn.
    Withdrawn => "event-withdrawn", "you", "archive";
    /// Text or photos added.
    Added => "event-added", "you", "photo";
    /// Identity hidden or shown.
    PrivacyChanged => "event-privacy-changed", "you", "lock";
    /// Made public.
    Released => "event-released", "plain", "eye";
    /// No longer public.
    Unreleased => "event-unreleased", "plain", "hide";
    /// A deadline passed.
    Breached => "event-breached", "late", "alert";
    /// Told to someone higher.
    Escalated => "event-escalated", "late", "bell";
    /// A new holiday moved the deadline.
    DueMoved => "event-due-moved", "plain", "calendar";
    /// Reminded.
    Reminded => "event-reminded", "plain", "bell";
    /// Seen in an import.
    Imported => "event-imported", "plain", "file";
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::i18n::Lang;

    #[test]
    fn every_word_has_its_message_in_both_languages() {
        let keys = EventWord::ALL
            .iter()
            .map(EventWord::key)
            .chain(OutcomeWord::ALL.map(OutcomeWord::key))
            .chain(ArchiveWord::ALL.map(ArchiveWord::key));
        for key in keys {
            for lang in Lang::ALL {
                assert!(I18n::new(lang).has(key), "{}: {key}", lang.code());
            }
        }
    }

    #[test]
    fn only_done_and_answered_are_worded_as_solved() {
        for outcome in OutcomeWord::ALL {
            let solved = matches!(outcome, OutcomeWord::Done | OutcomeWord::Answered);
            let id = I18n::new(Lang::Id).t(outcome.key()).to_lowercase();
            assert_eq!(
                id.contains("selesai") || id.contains("terjawab"),
                solved,
                "{id}"
            );
        }
    }
}
