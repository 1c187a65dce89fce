//! Parts that several pages show.

use crate::i18n::I18n;
use crate::view::words::{EventWord, StateWord};

/// The colour and drawing of a status; its word always stands beside it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum ChipKind {
    /// Waits for an office.
    Waiting,
    /// An office has it and has not answered.
    Todo,
    /// Being handled.
    Going,
    /// Waits for the reporter.
    Asked,
    /// Handled.
    Done,
    /// Over, but not worded as solved.
    Ended,
    /// Archived.
    Archived,
    /// At another body.
    Moved,
    /// A deadline has passed.
    Late,
}

impl ChipKind {
    /// Suffix of the CSS class.
    pub fn class(&self) -> &'static str {
        match self {
            Self::Waiting => "wait",
            Self::Todo => "todo",
            Self::Going => "go",
            Self::Asked => "ask",
            Self::Done => "done",
            Self::Archived | Self::Ended => "arch",
            Self::Moved => "move",
            Self::Late => "late",
        }
    }

    /// Icon.
    pub fn icon(&self) -> &'static str {
        match self {
            Self::Waiting => "inbox",
            Self::Todo => "bell",
            Self::Going => "pen",
            Self::Asked => "question",
            Self::Done | Self::Ended => "check",
            Self::Archived => "archive",
            Self::Moved => "move",
            Self::Late => "alert",
        }
    }
}

/// A status in a word, with its drawing.
#[derive(Debug, Clone)]
pub struct Chip {
    /// Colour and drawing.
    pub kind: ChipKind,
    /// The word.
    pub text: String,
}

impl Chip {
    /// Any word.
    pub fn new(kind: ChipKind, text: impl Into<String>) -> Self {
        Self {
            kind,
            text: text.into(),
        }
    }

    /// The public word of a state.
    pub fn of(i18n: &I18n, word: &StateWord) -> Self {
        Self {
            kind: word.chip(),
            text: word.text(i18n),
        }
    }
}

/// How a clock stands.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum ClockStanding {
    /// Counting.
    Running,
    /// Waiting for the reporter or another body.
    Held,
    /// Past its due instant.
    Late,
    /// Stopped in time.
    Met,
}

/// One clock as a line.
#[derive(Debug, Clone)]
pub struct ClockLine {
    /// How it stands.
    pub standing: ClockStanding,
    /// Its name in words, such as "Jawaban pertama".
    pub name: String,
    /// "paling lambat Kamis, 21 Agustus 2025 pukul 23.59 WIB".
    pub due: String,
    /// "tinggal 4 hari kerja", "lewat 2 hari kerja"; may be empty.
    pub remaining: String,
    /// How the date came about; may be empty.
    pub explain: ClockExplain,
}

impl ClockLine {
    /// Past its due instant.
    pub fn is_late(&self) -> bool {
        self.standing == ClockStanding::Late
    }

    /// Waiting.
    pub fn is_held(&self) -> bool {
        self.standing == ClockStanding::Held
    }

    /// Icon.
    pub fn icon(&self) -> &'static str {
        match self.standing {
            ClockStanding::Late => "alert",
            ClockStanding::Met => "check",
            ClockStanding::Running | ClockStanding::Held => "clock",
        }
    }
}

/// How a due date came about.
#[derive(Debug, Clone, Default)]
pub struct ClockExplain {
    /// "14 hari kerja, dihitung sejak laporan diteruskan pada …".
    pub summary: String,
    /// Day by day; may be empty.
    pub days: Vec<ClockDay>,
    /// The outer limit in law, where one is shown beside the clock; may be empty.
    pub limit: String,
    /// Instrument, article and how certain it is; may be empty.
    pub basis: String,
}

impl ClockExplain {
    /// Nothing to explain.
    pub fn is_empty(&self) -> bool {
        self.summary.is_empty() && self.days.is_empty()
    }
}

/// One day of a clock.
#[derive(Debug, Clone)]
pub struct ClockDay {
    /// "Senin, 18 Agustus 2025".
    pub date: String,
    /// "hari ke-11", "libur: cuti bersama", "tidak dihitung: menunggu Anda".
    pub word: String,
}

impl ClockDay {
    /// Each sentence of an explanation begins with its date, four words; what follows the last day
    /// is said above already.
    pub fn of_sentence(sentence: &str) -> Self {
        let sentence = sentence.split(';').next().unwrap_or_default();
        let cut = sentence.match_indices(' ').nth(3).map_or(0, |(at, _)| at);
        let (date, word) = sentence.split_at(cut);
        Self {
            date: date.to_owned(),
            word: word.trim().to_owned(),
        }
    }
}

/// Where a step of the stepper lies.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Place {
    /// Done.
    Past,
    /// Here.
    Now,
    /// To come.
    Next,
}

impl Place {
    /// CSS class.
    pub fn class(&self) -> &'static str {
        match self {
            Self::Past => "past",
            Self::Now => "now",
            Self::Next => "next",
        }
    }

    /// What a screen reader adds.
    pub fn key(&self) -> &'static str {
        match self {
            Self::Past => "step-past",
            Self::Now => "step-now",
            Self::Next => "step-next",
        }
    }

    /// Whether it is the present one.
    pub fn is_now(&self) -> bool {
        *self == Self::Now
    }
}

/// One step of "where is my report".
#[derive(Debug, Clone)]
pub struct Step {
    /// Done, here or to come.
    pub place: Place,
    /// Name.
    pub name: String,
    /// One line below; may be empty.
    pub note: String,
}

impl Step {
    /// The four steps of a report's way with `now` (0..=3) the present one; 4
    /// and more: all done. The present one carries `note`.
    pub fn way(i18n: &I18n, now: usize, note: &str) -> Vec<Self> {
        ["way-received", "way-office", "way-answer", "way-done"]
            .into_iter()
            .enumerate()
            .map(|(index, key)| Self {
                place: match index.cmp(&now) {
                    std::cmp::Ordering::Less => Place::Past,
                    std::cmp::Ordering::Equal => Place::Now,
                    std::cmp::Ordering::Greater => Place::Next,
                },
                name: i18n.t(key),
                note: if index == now {
                    note.to_owned()
                } else {
                    String::new()
                },
            })
            .collect()
    }

    /// A way that ended elsewhere: `passed` of the four steps, and the end as the present one.
    pub fn ended(i18n: &I18n, passed: usize, key: &str, note: &str) -> Vec<Self> {
        let mut steps = Self::way(i18n, passed, "");
        steps.truncate(passed);
        steps.push(Self {
            place: Place::Now,
            name: i18n.t(key),
            note: note.to_owned(),
        });
        steps
    }
}

/// A photo that may be shown.
#[derive(Debug, Clone)]
pub struct Photo {
    /// The large one.
    pub href: String,
    /// The small one.
    pub thumbnail: String,
    /// What is on it, or "Foto 1 dari 3".
    pub alt: String,
}

/// One line of a report's history.
#[derive(Debug, Clone)]
pub struct TimelineItem {
    /// Which event; chooses drawing and colour.
    pub kind: EventWord,
    /// What happened, in a sentence.
    pub title: String,
    /// Who did it, as far as the viewer may know; may be empty.
    pub actor: String,
    /// "21 Agustus 2025 pukul 09.30 WIB".
    pub at: String,
    /// The same for machines.
    pub at_iso: String,
    /// What was said; may be empty.
    pub text: String,
    /// Photos that belong to it.
    pub photos: Vec<Photo>,
    /// A remark of the system, such as "dicatat 2 hari kemudian"; may be empty.
    pub note: String,
}

/// One released report in a list.
#[derive(Debug, Clone)]
pub struct ReportCard {
    /// Its page.
    pub href: String,
    /// Released title.
    pub title: String,
    /// First words of the released text.
    pub excerpt: String,
    /// Category.
    pub category: String,
    /// Kelurahan, never more exact.
    pub place: String,
    /// "21 Agustus 2025".
    pub received: String,
    /// The same for machines.
    pub received_iso: String,
    /// Status.
    pub chip: Chip,
    /// "12 orang melaporkan"; may be empty.
    pub supporters: String,
}

/// Keyset pages.
#[derive(Debug, Clone, Default)]
pub struct Pager {
    /// Newer ones.
    pub previous: Option<String>,
    /// Older ones.
    pub next: Option<String>,
}

impl Pager {
    /// More than one page.
    pub fn has_any(&self) -> bool {
        self.previous.is_some() || self.next.is_some()
    }
}
