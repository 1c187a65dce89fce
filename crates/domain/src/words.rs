//! The vocabularies of the rule book. Codes are stable; what people read is in the translations.

/// A code that this program does not know: a corrupt row or an event from a newer version.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error("unknown {vocabulary} code {code:?}")]
pub struct UnknownCode {
    /// Name of the vocabulary.
    pub vocabulary: &'static str,
    /// The code as found.
    pub code: String,
}

codes! {
    /// Type of a report (klasifikasi).
    pub enum ReportType {
        /// Pengaduan, keluhan.
        Complaint = "complaint",
        /// Aspirasi, saran.
        Aspiration = "aspiration",
        /// Permintaan informasi.
        Information = "information",
        /// Not carried by the import: a value of its own in every breakdown.
        Unknown = "unknown",
    }
}

codes! {
    /// In which language a report seems to be written, as far as the program tells them apart.
    pub enum Tongue {
        /// Indonesian, formal or as in a short message.
        Indonesian = "id",
        /// A language of the region (Banjar, Dayak Ngaju, Javanese, Madurese), mostly mixed with Indonesian.
        Regional = "regional",
        /// English.
        English = "en",
    }
}

codes! {
    /// Through which door a report came.
    pub enum Channel {
        /// The public web form.
        Web = "web",
        /// Mobile application (Android, iOS).
        App = "app",
        /// Interface for programs.
        Api = "api",
        /// Short message.
        Sms = "sms",
        /// E-mail.
        Email = "email",
        /// WhatsApp, Telegram and other messengers.
        Chat = "chat",
        /// Instagram, X, Facebook.
        SocialMedia = "social_media",
        /// A person at the counter (tatap muka).
        Counter = "counter",
        /// Telephone, hotline, call centre 112.
        Telephone = "telephone",
        /// A letter.
        Letter = "letter",
        /// The body's own site or another system.
        Institution = "institution",
        /// Imported with a word this program does not know.
        Other = "other",
        /// Imported, and the export does not say: a value of its own in every breakdown.
        Unknown = "unknown",
    }
}

codes! {
    /// Outcome of a closed report. Closing without one does not exist.
    pub enum Outcome {
        /// Solved.
        Done = "done",
        /// Information or aspiration answered.
        Answered = "answered",
        /// Accepted, carried out later: promise date and owner obligatory.
        Planned = "planned",
        /// Refused with reasons and legal basis.
        NotGranted = "not_granted",
        /// Checked, not found true.
        Unfounded = "unfounded",
        /// Final decision after repeated dispute.
        Upheld = "upheld",
        /// Imported only.
        Unknown = "unknown",
    }
}

impl Outcome {
    /// Section 1: `answered` is for information and aspirations. A complaint is solved or it is not, and
    /// a report of unknown type is held to what a complaint must keep.
    pub const fn fits(self, report_type: ReportType) -> bool {
        !matches!(
            (self, report_type),
            (Self::Answered, ReportType::Complaint | ReportType::Unknown)
        )
    }

    /// Only these may be worded as solved.
    pub const fn is_solved(self) -> bool {
        matches!(self, Self::Done | Self::Answered)
    }
}

codes! {
    /// Why a report is archived.
    pub enum ArchiveReason {
        /// The hold ran out.
        Incomplete = "incomplete",
        /// Cannot be understood.
        Unclear = "unclear",
        /// Nothing supports it.
        NoEvidence = "no_evidence",
        /// Court case, legislature, crime: always with where to go.
        OutOfScope = "out_of_scope",
        /// Only of an earlier report by the same person; others are merged.
        Duplicate = "duplicate",
        /// Answered before.
        AlreadyAnswered = "already_answered",
        /// Before a court.
        InCourt = "in_court",
        /// SARA, obscenity, threats.
        Unlawful = "unlawful",
        /// Spam or a test.
        SpamOrTest = "spam_or_test",
        /// By the reporter.
        Withdrawn = "withdrawn",
        /// Archived by the national system before the import.
        ExpiredImport = "expired_import",
    }
}

impl ArchiveReason {
    /// Reasons an officer may give (the rest belong to the system, the reporter and the import).
    pub const OFFICER: &'static [Self] = &[
        Self::Unclear,
        Self::NoEvidence,
        Self::OutOfScope,
        Self::Duplicate,
        Self::AlreadyAnswered,
        Self::InCourt,
        Self::Unlawful,
        Self::SpamOrTest,
    ];

    /// Reasons that are still open after the disposition (command 9).
    pub const fn allowed_after_disposition(self) -> bool {
        matches!(
            self,
            Self::OutOfScope
                | Self::Duplicate
                | Self::InCourt
                | Self::AlreadyAnswered
                | Self::Unlawful
        )
    }

    /// Reasons that take a released report off the public pages at once (section 5).
    pub const fn unreleases(self) -> bool {
        matches!(self, Self::Unlawful | Self::SpamOrTest)
    }
}

codes! {
    /// Who closed or archived a report.
    pub enum EndedBy {
        /// The reporter.
        Reporter = "reporter",
        /// An officer.
        Officer = "officer",
        /// The program, when a clock ran out.
        System = "system",
    }
}

codes! {
    /// The roles of section 3. One account may hold several, each within a scope.
    pub enum Role {
        /// R: the reporter, or a joined reporter for their own report.
        Reporter = "reporter",
        /// N: national desk.
        Desk = "desk",
        /// C: coordinator of a body.
        Coordinator = "coordinator",
        /// Officer who records for people at a counter, by telephone or letter.
        Counter = "counter",
        /// U (and S): officer of a unit, penghubung.
        UnitOfficer = "unit_officer",
        /// F: field officer.
        FieldOfficer = "field_officer",
        /// L: leader.
        Leader = "leader",
        /// I: inspector (APIP).
        Inspector = "inspector",
        /// O: overseer (Ombudsman).
        Overseer = "overseer",
        /// Auditor, data protection officer.
        Auditor = "auditor",
        /// Administrator of the program.
        Administrator = "administrator",
        /// Y: the program itself.
        System = "system",
    }
}

codes! {
    /// Who is told of a delay (section 4, escalation): roles as they stand to one report, so that the head of
    /// the unit that is late is told apart from the leader of the whole body.
    pub enum Addressee {
        /// Officers of the lead unit.
        UnitOfficer = "unit_officer",
        /// The head of the lead unit: a leader within a node that it lies in.
        UnitHead = "unit_head",
        /// Coordinators of the body.
        Coordinator = "coordinator",
        /// Leaders of the body.
        Leader = "leader",
        /// The inspector, for supervisory reports.
        Inspector = "inspector",
        /// The national desk.
        Desk = "desk",
        /// Overseers (Ombudsman).
        Overseer = "overseer",
    }
}

codes! {
    /// The states of section 2.
    pub enum StateCode {
        /// Waits for verification.
        Received = "received",
        /// Waits for the reporter.
        OnHold = "on_hold",
        /// Disposed, no answer yet.
        Assigned = "assigned",
        /// Refused by its unit; the coordinator must act.
        AwaitingRedirect = "awaiting_redirect",
        /// Answered at least once.
        InProgress = "in_progress",
        /// Final answer given; the reporter's turn.
        ClosureProposed = "closure_proposed",
        /// Disputed or reopened; the coordinator must act.
        Review = "review",
        /// Closed with an outcome.
        Closed = "closed",
        /// Archived with a reason.
        Archived = "archived",
        /// At another body.
        Transferred = "transferred",
        /// Shares the handling of another report.
        Merged = "merged",
    }
}

impl StateCode {
    /// Somebody must act, office or reporter: its handling has not ended here.
    pub const fn is_open(self) -> bool {
        matches!(
            self,
            Self::Received
                | Self::OnHold
                | Self::Assigned
                | Self::AwaitingRedirect
                | Self::InProgress
                | Self::ClosureProposed
                | Self::Review
        )
    }
}

codes! {
    /// The seven figures that always add up to `received` (section 2, invariant a).
    pub enum Figure {
        /// Tertangani.
        Handled = "handled",
        /// Sedang dalam proses.
        InProcess = "in_process",
        /// Belum ditindaklanjuti.
        NotFollowedUp = "not_followed_up",
        /// Belum diverifikasi.
        NotVerified = "not_verified",
        /// Ditunda.
        OnHold = "on_hold",
        /// Diarsipkan.
        Archived = "archived",
        /// Diteruskan.
        Transferred = "transferred",
    }
}

codes! {
    /// How urgent an officer holds a report to be.
    pub enum Priority {
        /// Usual.
        Normal = "normal",
        /// First in the inbox.
        High = "high",
        /// Danger to life or health.
        Danger = "danger",
    }
}

codes! {
    /// Whom a report is about, where that is someone who would decide it (section 3).
    pub enum Concern {
        /// Those who coordinate at the body.
        Coordinator = "coordinator",
        /// The body's own inspectorate.
        Inspectorate = "inspectorate",
    }
}

impl Concern {
    /// The role whose accounts it excludes.
    pub const fn role(self) -> Role {
        match self {
            Self::Coordinator => Role::Coordinator,
            Self::Inspectorate => Role::Inspector,
        }
    }
}

codes! {
    /// What a reporter chose to give of their identity.
    pub enum Identity {
        /// Name (and perhaps contact) on record.
        Named = "named",
        /// Nothing but a receipt: a lost phrase is lost access.
        None = "none",
    }
}
