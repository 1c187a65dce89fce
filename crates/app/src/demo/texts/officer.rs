//! What officers write, and what reporters write back.

use lapor_domain::words::{ArchiveReason, Outcome, ReportType};

use super::library::{LIBRARY, PLACE};
use super::template::{Slots, expand, tidy};
use crate::demo::city::CITY;
use crate::demo::random::Choices;

macro_rules! occasions {
    ($($(#[$meta:meta])* $name:ident = $key:literal),+ $(,)?) => {
        /// When something is written; each has its templates.
        #[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
        pub enum Occasion { $($(#[$meta])* $name),+ }

        impl Occasion {
            /// Every occasion.
            pub const ALL: &'static [Self] = &[$(Self::$name),+];

            const fn key(self) -> &'static str {
                match self { $(Self::$name => $key),+ }
            }
        }
    };
}

occasions! {
    /// Coordinator, with verification and disposition.
    VerificationNote = "verification_note",
    /// Unit, interim answer: what happens next and by when (`date`).
    Interim = "interim",
    /// Unit, final answer: solved.
    FinalDone = "final_done",
    /// Unit, final answer: planned for `date`.
    FinalPlanned = "final_planned",
    /// Unit, final answer to a question.
    FinalAnswered = "final_answered",
    /// Unit, final answer to a proposal.
    FinalAspiration = "final_aspiration",
    /// Unit, final answer: refused with reasons.
    FinalNotGranted = "final_not_granted",
    /// Unit, final answer: not found true.
    FinalUnfounded = "final_unfounded",
    /// Coordinator, final decision after the second dispute.
    Uphold = "uphold",
    /// Question that holds the report.
    HoldQuestion = "hold_question",
    /// Question that does not.
    Ask = "ask",
    /// Reporter's answer to a hold.
    HoldReply = "hold_reply",
    /// Reporter's reply that neither confirms nor disputes.
    Remark = "remark",
    /// Reporter confirms and thanks.
    Confirm = "confirm",
    /// Reporter disputes.
    Dispute = "dispute",
    /// Reporter reopens.
    Reopen = "reopen",
    /// Coordinator assigns anew after a review.
    Review = "review",
    /// Words beside a rating.
    Rating = "rating",
    /// Unit refuses and names `owner`.
    Refusal = "refusal",
    /// Coordinator redirects to `owner`.
    Redirect = "redirect",
    /// Coordinator overrules a refusal.
    Overrule = "overrule",
    /// To another body, `owner`.
    Transfer = "transfer",
    /// Back to the national desk; likely `owner`.
    ReturnToDesk = "return_to_desk",
    /// Why more time is needed, until `date`.
    Extension = "extension",
    /// Internal note.
    Note = "note",
    /// Lead asks a support unit.
    SupportRequest = "support_request",
    /// Support unit writes to the lead.
    SupportAnswer = "support_answer",
    /// Field officer's result.
    FieldResult = "field_result",
    /// Checker returns a proposed closure.
    CheckReturn = "check_return",
    /// Proposer takes it back.
    TakeBack = "take_back",
    /// Hold ended by an officer.
    Resume = "resume",
    /// Confirmation given by telephone or at the counter.
    ConfirmElsewhere = "confirm_elsewhere",
    /// Why two reports are one.
    Merge = "merge",
    /// Why they are not.
    Unmerge = "unmerge",
    /// Reporter withdraws.
    Withdraw = "withdraw",
    /// Reporter objects to archiving.
    Objection = "objection",
    /// Archived report restored.
    Restore = "restore",
    /// Objection rejected.
    RejectObjection = "reject_objection",
    /// Type, supervision or category corrected.
    Reclassify = "reclassify",
    /// Leader instructs.
    Instruct = "instruct",
    /// Other body sends it back.
    Returned = "returned",
    /// Other body takes it.
    Acknowledge = "acknowledge",
}

/// What a text is about; what an occasion does not mention may stay empty.
#[derive(Debug, Clone, Copy, Default)]
pub struct About<'a> {
    /// Category code.
    pub category: &'a str,
    /// Name of the unit that writes.
    pub unit: &'a str,
    /// Name of whoever the matter belongs to, for refusals, transfers and archiving.
    pub owner: &'a str,
    /// A day in words: "12 Mei 2023".
    pub date: &'a str,
    /// Name of the kelurahan.
    pub region: &'a str,
}

/// Writes for an occasion.
pub fn write(seed: u64, occasion: Occasion, about: &About<'_>) -> String {
    let templates = fitting(occasion, about.category);
    compose(
        seed,
        occasion.key(),
        templates.map_or(&[], Vec::as_slice),
        about,
    )
}

/// The most special list there is: nobody asks about a counter when rubbish lies in the road.
fn fitting(occasion: Occasion, category: &str) -> Option<&'static Vec<String>> {
    let known = CITY.category(category);
    let keys = [
        Some(category),
        known.map(|(group, _)| group.code.as_str()),
        known.filter(|(_, it)| it.public_place).map(|_| PLACE),
    ];
    let texts = &LIBRARY.officer;
    keys.into_iter()
        .flatten()
        .find_map(|key| texts.fitting.get(key)?.get(occasion.key()))
        .or_else(|| texts.occasions.get(occasion.key()))
}

/// The final answer that fits an outcome and a type of report.
pub fn final_answer(seed: u64, outcome: Outcome, kind: ReportType, about: &About<'_>) -> String {
    let occasion = match (outcome, kind) {
        (Outcome::Answered, ReportType::Aspiration) => Occasion::FinalAspiration,
        (Outcome::Answered, _) => Occasion::FinalAnswered,
        (Outcome::Planned, _) => Occasion::FinalPlanned,
        (Outcome::NotGranted, _) => Occasion::FinalNotGranted,
        (Outcome::Unfounded, _) => Occasion::FinalUnfounded,
        (Outcome::Upheld, _) => Occasion::Uphold,
        (Outcome::Done | Outcome::Unknown, _) => Occasion::FinalDone,
    };
    write(seed, occasion, about)
}

/// Why a report was archived, for its reporter to read.
pub fn archive_explanation(seed: u64, reason: ArchiveReason, about: &About<'_>) -> String {
    let templates = LIBRARY.officer.archive.get(reason.as_str());
    compose(
        seed,
        reason.as_str(),
        templates.map_or(&[], Vec::as_slice),
        about,
    )
}

fn compose(seed: u64, key: &str, templates: &[String], about: &About<'_>) -> String {
    let mut choices = Choices::new(seed, &format!("{key}/{}", about.category));
    let template = choices.pick(templates).cloned().unwrap_or_default();
    tidy(&expand(&template, &mut choices, about))
}

impl Slots for About<'_> {
    fn slot(&self, name: &str, choices: &mut Choices) -> Option<String> {
        let given = |text: &str, otherwise: &str| {
            Some(if text.is_empty() { otherwise } else { text }.to_owned())
        };
        match name {
            "unit" => given(self.unit, "dinas terkait"),
            "pemilik" => given(self.owner, "instansi yang berwenang"),
            "tanggal" => given(self.date, "akhir bulan ini"),
            "kel" => given(self.region, "wilayah ini"),
            "kategori" => given(
                CITY.category(self.category)
                    .map_or("", |(_, category)| &category.name),
                "laporan umum",
            ),
            "kerja" => choices
                .pick(&LIBRARY.category(self.category)?.1.work)
                .cloned(),
            "jawaban" => choices
                .pick(&LIBRARY.category(self.category)?.0.answer)
                .cloned(),
            _ => None,
        }
    }
}
