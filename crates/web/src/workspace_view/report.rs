//! One report with everything the viewer may see of it.

use askama::Template;
use lapor_domain::words::Priority;

use super::answers::AnswersPart;
use super::commands::{CommandPanel, Target};
use super::form::Form;
use super::frame::Desk;
use super::outside::OutsideCard;
use super::sealed::{AccessRow, Sealed};
use super::timeline::LogItem;
use super::words;
use crate::i18n::I18n;
use crate::layout::Layout;
use crate::view::parts::{Chip, ClockLine, Photo};

/// What is special about a report; each has a word, a drawing and a meaning.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Flag {
    /// Hides who.
    Anonim,
    /// Hides what.
    Rahasia,
    /// About an official; handled by the inspectorate.
    Supervisory,
    /// Declared as about an official, not decided yet.
    Declared,
    /// No identity at all.
    NoIdentity,
    /// Public.
    Released,
    /// Not public.
    NotReleased,
    /// Not public, and its number opens nothing either.
    NumberClosed,
    /// Danger to life or health.
    Danger,
    /// To be handled first.
    High,
    /// From the national system; no times before the import.
    Imported,
    /// Late, and told to someone higher.
    Escalated,
}

impl Flag {
    /// Every flag.
    pub const ALL: [Self; 12] = [
        Self::Anonim,
        Self::Rahasia,
        Self::Supervisory,
        Self::Declared,
        Self::NoIdentity,
        Self::Released,
        Self::NotReleased,
        Self::NumberClosed,
        Self::Danger,
        Self::High,
        Self::Imported,
        Self::Escalated,
    ];

    /// The flag of a priority; the usual one has none.
    pub fn of_priority(priority: Priority) -> Option<Self> {
        match priority {
            Priority::Normal => None,
            Priority::High => Some(Self::High),
            Priority::Danger => Some(Self::Danger),
        }
    }

    /// Its word.
    pub fn key(&self) -> &'static str {
        match self {
            Self::Anonim => "flag-anonim",
            Self::Rahasia => "flag-rahasia",
            Self::Supervisory => "flag-supervisory",
            Self::Declared => "flag-declared",
            Self::NoIdentity => "flag-no-identity",
            Self::Released => "flag-released",
            Self::NotReleased => "flag-not-released",
            Self::NumberClosed => "flag-number-closed",
            Self::Danger => "flag-danger",
            Self::High => "flag-high",
            Self::Imported => "flag-imported",
            Self::Escalated => "flag-escalated",
        }
    }

    /// Its meaning, a sentence.
    pub fn help_key(&self) -> String {
        format!("{}-help", self.key())
    }

    /// Icon.
    pub fn icon(&self) -> &'static str {
        match self {
            Self::Anonim | Self::NoIdentity => "person",
            Self::Rahasia => "lock",
            Self::Supervisory | Self::Declared => "shield",
            Self::Released => "eye",
            Self::NotReleased | Self::NumberClosed => "hide",
            Self::Danger => "alert",
            Self::High | Self::Escalated => "bell",
            Self::Imported => "file",
        }
    }

    /// Suffix of the CSS class: what must not be overlooked stands out.
    pub fn class(&self) -> &'static str {
        match self {
            Self::Rahasia | Self::Supervisory | Self::Declared | Self::Danger | Self::Escalated => {
                "late"
            }
            Self::Anonim | Self::NoIdentity | Self::High => "ask",
            Self::Released => "done",
            Self::NotReleased | Self::NumberClosed | Self::Imported => "arch",
        }
    }
}

/// The report that waits for the same decision.
#[derive(Debug, Clone)]
pub struct NextUp {
    /// Straight to the form that decides it; where nothing waits, the inbox.
    pub href: String,
    /// Its number and title; empty where nothing waits.
    pub name: String,
}

/// Title and text in one version.
#[derive(Debug, Clone)]
pub struct Words {
    /// Title; may be empty.
    pub title: String,
    /// Text.
    pub text: String,
}

/// One clock in the table.
#[derive(Debug, Clone)]
pub struct ClockRow {
    /// Its name ([`words::clock`]).
    pub name: String,
    /// How it stands, in a word with a drawing.
    pub chip: Chip,
    /// When it started.
    pub started: String,
    /// When it is or was due; after an extension both.
    pub due: String,
    /// When it stopped; empty while it runs.
    pub stopped: String,
    /// How long it did not count, and why; may be empty.
    pub paused: String,
}

/// One note among officers.
#[derive(Debug, Clone)]
pub struct NoteRow {
    /// Who wrote it, with role and unit.
    pub who: String,
    /// When.
    pub at: String,
    /// The words.
    pub text: String,
    /// Units it is shared with, in words; may be empty.
    pub shared: String,
}

/// A report that belongs to this one: its root, its followers, others of the same matter.
#[derive(Debug, Clone)]
pub struct Related {
    /// How it belongs: "Laporan induk", "Digabung ke sini".
    pub how: String,
    /// Tracking number in groups.
    pub number: String,
    /// Its page.
    pub href: String,
    /// Its title as far as the viewer may see it.
    pub title: String,
}

/// The page.
#[derive(Debug, Clone, Template)]
#[template(path = "workspace/report.html")]
pub struct ReportPage {
    /// Frame.
    pub l: Layout,
    /// Who is signed in.
    pub d: Desk,
    /// Number and last event, for the forms.
    pub target: Target,
    /// Tracking number in groups of four.
    pub number: String,
    /// Back to the inbox as it was filtered.
    pub back: String,
    /// Title, or words for a report whose title the viewer may not see.
    pub title: String,
    /// State.
    pub chip: Chip,
    /// Flags, in the order in which they matter.
    pub flags: Vec<Flag>,
    /// What was noticed about the text, in sentences.
    pub marks: Vec<String>,
    /// "Giliran Anda", "Giliran Dinas Perhubungan".
    pub turn: String,
    /// It is the viewer's turn.
    pub your_turn: bool,
    /// After a decision: where the next one waits.
    pub next: Option<NextUp>,
    /// Clocks that matter now, soonest first, each with its days.
    pub due: Vec<ClockLine>,
    /// Received, channel, type, category, lead unit, round, external number, …
    pub facts: Vec<(String, String)>,
    /// Place: kelurahan, landmark, coordinates, as far as the viewer may.
    pub place: Vec<(String, String)>,
    /// Original words; [`Sealed::Closed`] where they are opened with a reason.
    pub original: Original,
    /// Public words; `None` before an officer has written or taken them over.
    pub public: Option<Words>,
    /// Answers to the category's questions.
    pub answers: AnswersPart,
    /// Photos of the report itself.
    pub photos: Vec<Photo>,
    /// Attachments as they were sent.
    pub attachments: Sealed,
    /// Where a report recorded by an officer came from.
    pub source: Sealed,
    /// Papers, each with the form that opens it.
    pub papers: Vec<Sealed>,
    /// The reporter's name.
    pub name: Sealed,
    /// The reporter's contact.
    pub contact: Sealed,
    /// What can be done.
    pub panel: CommandPanel,
    /// History, newest first.
    pub log: Vec<LogItem>,
    /// All clocks.
    pub clocks: Vec<ClockRow>,
    /// Notes among officers; `None` where the viewer may not read them.
    pub notes: Option<Vec<NoteRow>>,
    /// Who opened what; `None` where the viewer may not see it.
    pub access: Option<Vec<AccessRow>>,
    /// Reports that belong to this one.
    pub related: Vec<Related>,
    /// Reports that may be of the same matter, likeliest first.
    pub twins: Vec<Twin>,
    /// Where it stands with the systems of units.
    pub outside: Vec<OutsideCard>,
    /// The parts of units that help.
    pub parts: Vec<Part>,
    /// The letter of its hand-over outside: address and, where the office has a mailbox, the draft of a message.
    pub letter: Option<LetterLink>,
    /// The way to its case file, for who speaks for the body.
    pub case_file: Sealed,
    /// How often it was passed on; `None` where nobody has.
    pub passed: Option<Passed>,
    /// Its way to the national system, where the body has a door to it.
    pub national: Option<NationalPanel>,
}

/// A report's way to the national system.
#[derive(Debug, Clone)]
pub struct NationalPanel {
    /// Where it stands.
    pub chip: Chip,
    /// What that means, and why.
    pub line: String,
    /// Their number, tries, moments.
    pub facts: Vec<(String, String)>,
    /// Send, send again, note their number.
    pub forms: Vec<Form>,
}

/// One unit's part of a report.
#[derive(Debug, Clone)]
pub struct Part {
    /// The unit.
    pub unit: String,
    /// What it is to do; may be empty.
    pub task: String,
    /// Its internal due date; may be empty.
    pub due: String,
    /// How it stands.
    pub chip: Chip,
}

/// Ways to the package of a hand-over outside.
#[derive(Debug, Clone)]
pub struct LetterLink {
    /// The letter's page.
    pub href: String,
    /// `mailto:` with subject and words; empty where no mailbox is known.
    pub mail: String,
    /// To whom, and whether that office has said that it has it.
    pub line: String,
}

/// How often a report was passed on, and who said that it is not theirs.
#[derive(Debug, Clone)]
pub struct Passed {
    /// "Sudah dialihkan 2 kali, 9 jam kerja".
    pub line: String,
    /// Refusals, oldest first.
    pub refusals: Vec<Declined>,
}

/// One refusal.
#[derive(Debug, Clone)]
pub struct Declined {
    /// Who refused, and whose matter it is said to be.
    pub line: String,
    /// When.
    pub at: String,
    /// Why; may be empty.
    pub why: String,
}

/// A report that may be of the same matter.
#[derive(Debug, Clone)]
pub struct Twin {
    /// Number in groups.
    pub number: String,
    /// Its page.
    pub href: String,
    /// Its title, as the viewer may see it.
    pub title: String,
    /// State.
    pub chip: Chip,
    /// When it came.
    pub received: String,
    /// How likely, in percent.
    pub likely: String,
    /// Why, the strongest first.
    pub why: Vec<String>,
    /// Merge, keep apart.
    pub forms: Vec<Form>,
}

/// The original words, or why they are not here.
#[derive(Debug, Clone)]
pub enum Original {
    /// The viewer may read them.
    Shown(Words),
    /// Not shown; perhaps there is a form.
    Sealed(Sealed),
}

impl ReportPage {
    /// Heading: the title, else the number.
    pub fn heading(&self) -> String {
        if self.title.is_empty() {
            self.l.t1("report-untitled", "number", &self.number)
        } else {
            self.title.clone()
        }
    }
}

/// "Giliran pelapor", "Giliran Anda".
pub fn turn_of(i18n: &I18n, turn: &crate::view::words::Turn, yours: bool) -> String {
    if yours {
        i18n.t("desk-turn-you")
    } else if *turn == crate::view::words::Turn::Reporter {
        i18n.t("desk-turn-reporter")
    } else {
        turn.text(i18n)
    }
}

/// One fact: a label's message and its value.
pub fn fact(i18n: &I18n, key: &str, value: impl Into<String>) -> (String, String) {
    (i18n.t(key), value.into())
}

/// A fact with a code's word.
pub fn code_fact(i18n: &I18n, key: &str, prefix: &str, code: &str) -> (String, String) {
    (i18n.t(key), i18n.t(&words::key(prefix, code)))
}
