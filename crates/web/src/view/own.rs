//! The reporter's own view, opened with the secret phrase.

use askama::Template;

use crate::layout::Layout;
use crate::view::forms::Errors;
use crate::view::parts::{Chip, ClockLine, Photo, Step, TimelineItem};
use crate::view::words::Turn;

/// Everything about one's own report, and what one can do next.
///
/// Forms post to `{href}/{action}`; the actions and fields are listed at
/// [`Actions`]. Each carries `form_key`.
#[derive(Debug, Clone, Template)]
#[template(path = "own.html")]
pub struct OwnPage {
    /// Frame, private; [`OwnPage::SCRIPTS`] shrink photos.
    pub l: Layout,
    /// Path of this page, without the site's base: forms post below it.
    pub href: String,
    /// Tracking number in groups.
    pub number: String,
    /// Title, or the first words.
    pub title: String,
    /// Status.
    pub chip: Chip,
    /// The way.
    pub steps: Vec<Step>,
    /// Whose turn it is.
    pub turn: Turn,
    /// Where the report is, in a sentence.
    pub where_now: String,
    /// Open clocks that concern the reporter, nearest first.
    pub clocks: Vec<ClockLine>,
    /// Why it is held, archived or transferred, and what that means.
    pub why: Option<Why>,
    /// The answer that waits for a word, or the last one; may be empty.
    pub answer: Option<Answer>,
    /// Category, place, office and the like.
    pub facts: Vec<Fact>,
    /// What the reporter wrote.
    pub text: String,
    /// What the public reads instead, where it differs; may be empty.
    pub public_text: String,
    /// The reporter's photos.
    pub photos: Vec<Photo>,
    /// History, newest first.
    pub timeline: Vec<TimelineItem>,
    /// What the reporter can do now.
    pub actions: Actions,
    /// Who sees what at present, one sentence each.
    pub seen_by: Vec<String>,
    /// Who opened name or contact, one line each; may be empty.
    pub access_log: Vec<String>,
    /// What to mend in the form that was sent.
    pub errors: Errors,
    /// What was written in the form that came back; may be empty.
    pub handed_back: String,
    /// Key that makes sending twice harmless.
    pub form_key: String,
}

impl OwnPage {
    /// Scripts of this page.
    pub const SCRIPTS: &'static [&'static str] = &["photos.js"];

    /// Where the form of `action` posts to.
    pub fn action(&self, action: &str) -> String {
        format!("{}{}/{action}", self.l.site.base, self.href)
    }

    /// The words that came back, for the form of `field` only.
    pub fn handed(&self, field: &str) -> &str {
        if self.errors.has(field) {
            &self.handed_back
        } else {
            ""
        }
    }
}

/// Why a report does not move.
#[derive(Debug, Clone)]
pub struct Why {
    /// "Petugas membutuhkan keterangan dari Anda".
    pub heading: String,
    /// The question or the reason, as the officer wrote it.
    pub text: String,
    /// Where to go instead, what it means; may be empty.
    pub advice: String,
}

/// How an answer stands.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum AnswerStanding {
    /// It says what happens next.
    Interim,
    /// It proposes the end, or was the end.
    Final,
    /// The reporter does not agree with it.
    Disputed,
    /// Handling went on after it.
    Past,
}

impl AnswerStanding {
    /// Message of its heading.
    pub fn key(&self) -> &'static str {
        match self {
            Self::Interim => "answer-interim",
            Self::Final => "answer-final",
            Self::Disputed => "answer-disputed",
            Self::Past => "answer-past",
        }
    }
}

/// An answer of an office.
#[derive(Debug, Clone)]
pub struct Answer {
    /// How it stands.
    pub standing: AnswerStanding,
    /// Who.
    pub from: String,
    /// When.
    pub at: String,
    /// What was said.
    pub text: String,
    /// The proposed outcome in words; empty where the answer does not stand as the final one.
    pub outcome: String,
    /// Evidence.
    pub photos: Vec<Photo>,
}

/// One line of facts.
#[derive(Debug, Clone)]
pub struct Fact {
    /// What it is.
    pub label: String,
    /// Its value.
    pub value: String,
}

/// What the reporter can do now. Path below [`OwnPage::href`] and fields:
///
/// | action | path | fields |
/// |---|---|---|
/// | reply | `balasan` | `reply_text`, `photos` |
/// | add | `tambahan` | `add_text`, `photos` |
/// | confirm | `persetujuan` | none |
/// | dispute | `sanggahan` | `dispute_reason`, `photos` |
/// | rate | `penilaian` | `rating` (1 to 5), `rating_text` |
/// | reopen | `pembukaan-kembali` | `reopen_reason`, `photos` |
/// | object | `keberatan` | `object_reason` |
/// | withdraw | `penarikan` | `withdraw_reason`, `withdraw_sure` (`1`) |
/// | privacy | `kerahasiaan` | `anonymous` (`1`), `secret` (`1`) |
/// | share | `bagikan` | none |
/// | leave | `tutup` | none |
#[derive(Debug, Clone, Default)]
#[expect(
    clippy::struct_excessive_bools,
    reason = "each is one form that is shown or not"
)]
pub struct Actions {
    /// Answer the question on hold, or say something to the final answer.
    pub reply: bool,
    /// Add text and photos.
    pub add: bool,
    /// Its handling is over, or elsewhere: what is added is read and changes nothing.
    pub ended: bool,
    /// Show the content to the Ombudsman.
    pub share: bool,
    /// Agree with the final answer.
    pub confirm: bool,
    /// Disagree with it.
    pub dispute: bool,
    /// Rate; the present rating, 0 for none yet.
    pub rate: Option<u8>,
    /// Open again until the date named.
    pub reopen_until: Option<String>,
    /// Object until the date named.
    pub object_until: Option<String>,
    /// Withdraw.
    pub withdraw: Option<Withdraw>,
    /// Change who sees what.
    pub privacy: Option<Privacy>,
    /// The Ombudsman can be called upon.
    pub ombudsman: bool,
    /// Calendar days in which a closed report can be opened again.
    pub reopen_days: u64,
    /// Calendar days in which one can object to archiving or undo a withdrawal.
    pub object_days: u64,
}

/// What withdrawing means here.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Withdraw {
    /// The report ends.
    Ends,
    /// Handling goes on without the reporter.
    GoesOn,
}

impl Withdraw {
    /// Whether the report ends with it.
    pub fn ends(self) -> bool {
        self == Self::Ends
    }
}

/// The present choice of the reporter.
#[derive(Debug, Clone, Copy, Default)]
pub struct Privacy {
    /// Hides who.
    pub anonymous: bool,
    /// Hides what.
    pub secret: bool,
    /// There is no identity to show.
    pub no_identity: bool,
}

impl Actions {
    /// Whether `stars` is the present rating.
    pub fn is_rated(&self, stars: &u8) -> bool {
        self.rate == Some(*stars)
    }
}
