//! What a document is made from: figures and facts, without a word that anybody wrote. Kept with a published edition,
//! so that its figures can be printed again.

use jiff::Timestamp;
use jiff::civil::{Date, Time};
use lapor_domain::figures::{Cohort, Share};
use lapor_domain::ids::{BodyId, ReportId, UnitId};
use lapor_domain::official::{Layout, Period, Reader};
use lapor_domain::words::{Figure, Outcome, ReportType};
use lapor_domain::zone::Zone;
use lapor_store::figures::{Answer, Row};
use serde::{Deserialize, Serialize};

use super::ending::AtEnd;
use super::provincial::Recap;

/// Version of the definitions by which figures are formed; raised when a formula changes its meaning.
pub const DEFINITIONS: u32 = 1;

/// What is asked for.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Wish {
    /// Whose document.
    pub body: BodyId,
    /// Only this unit and what is below it.
    pub unit: Option<UnitId>,
    /// What it looks like.
    pub layout: Layout,
    /// Of which days.
    pub period: Period,
    /// For whom.
    pub reader: Reader,
    /// Exclusive: what was recorded before. `None` is everything recorded.
    pub as_of: Option<Timestamp>,
}

/// Figures and facts of a document.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Gathered {
    /// Whose document.
    pub body: BodyId,
    /// Its name.
    pub body_name: String,
    /// A unit's, by name.
    pub unit_name: Option<String>,
    /// Zone of every date in it.
    pub zone: Zone,
    /// What it looks like.
    pub layout: Layout,
    /// For whom.
    pub reader: Reader,
    /// Of which days.
    pub period: Period,
    /// Exclusive moment of every figure.
    pub as_of: Timestamp,
    /// Place of the last event before it.
    pub position: i64,
    /// Reports of the period that were recorded only later.
    pub recorded_later: u64,
    /// Version of the body's policy in force at the moment.
    pub policy: u32,
    /// Versions in force from the first day of the period until the moment; none in editions of before.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub policies: Vec<u32>,
    /// Version of the definitions.
    pub definitions: u32,
    /// All reports of the period.
    pub total: Counts,
    /// Followers counted with their root.
    pub cases: u64,
    /// Handled: confirmed by the reporter, closed by an officer, by silence.
    pub closed_by: [u64; 3],
    /// Handled, by outcome.
    pub outcomes: Vec<(Outcome, u64)>,
    /// Not open to everybody.
    pub unreleased: u64,
    /// Of the total too, as of each row, reports that are not open are told in whole fives.
    #[serde(default)]
    pub in_fives: bool,
    /// The period before, where it is compared.
    pub before: Option<Box<Before>>,
    /// How its reports stood when the period ended, where the document is of a later moment.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub at_end: Option<AtEnd>,
    /// By month of receipt: the period's own months, or the year that ends with it.
    pub months: Vec<Group>,
    /// By lead unit, largest first.
    pub units: Vec<Group>,
    /// By category, largest first.
    pub categories: Vec<Group>,
    /// By door.
    pub channels: Vec<Group>,
    /// By type.
    pub types: Vec<Group>,
    /// By body: the provincial recap.
    pub bodies: Vec<Group>,
    /// What the rows of the provincial recap come to; none in editions of before, which counted a report at every body
    /// that ever held it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub recap: Option<Recap>,
    /// How it was handled.
    pub handling: Handling,
    /// Units that are fast and come out worse, a sentence for each; inside the body only.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub warnings: Vec<String>,
    /// The reports that are listed.
    pub lines: Vec<Line>,
    /// Reports of the period that are not listed: not for this reader, or beyond what a document holds.
    pub unlisted: u64,
    /// The list ends before the period does, because it is too long.
    pub is_cut: bool,
}

/// The period before.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Before {
    /// Which.
    pub period: Period,
    /// Its reports, at the same moment.
    pub total: Counts,
    /// Of these too, reports that are not open are told in whole fives.
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    pub in_fives: bool,
    /// By category.
    pub categories: Vec<Group>,
}

/// Reports by figure; a figure that is not shown by itself is none.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Counts {
    /// All.
    pub received: u64,
    /// By figure, in the order of [`Figure::ALL`].
    pub by: [Option<u64>; 7],
}

/// A value of a breakdown.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Group {
    /// For programs; none where reports have no value, or several values are joined.
    pub key: Option<String>,
    /// For people.
    pub label: String,
    /// Its reports.
    pub counts: Counts,
    /// Followers counted with their root.
    pub cases: u64,
    /// What the others leave of the total, told as a number alone.
    #[serde(default)]
    pub is_rest: bool,
}

/// How the period's reports were handled: shares as their two counts, times as median and p90.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct Handling {
    /// Answered at least once, of those disposed.
    pub followed_up: (u64, u64),
    /// Timely, of those due: verification, first answer, final answer.
    pub timely: [(u64, u64); 3],
    /// Minutes of office time to verification, first answer, final answer: how many, median, p90.
    pub minutes: [(u64, Option<u32>, Option<u32>); 3],
    /// Refusals, of dispositions.
    pub refused: (u64, u64),
    /// Disputed, of proposed closures that ended.
    pub disputed: (u64, u64),
    /// Ratings: how many, and their mean where there are enough.
    pub rating: (u64, Option<f64>),
    /// Timely final answers and refusals of the largest units; inside the body only.
    pub units: Vec<UnitHandling>,
}

/// One unit.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct UnitHandling {
    /// Its name.
    pub name: String,
    /// Timely final answers, of those due.
    pub timely: (u64, u64),
    /// Refusals, of dispositions to it.
    pub refused: (u64, u64),
}

/// A report in an annex, as it was at the moment.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Line {
    /// Which.
    pub id: ReportId,
    /// Its number.
    pub number: String,
    /// Local day of receipt.
    pub day: Date,
    /// Local time of receipt, where it is known.
    pub time: Option<Time>,
    /// What may be told of its matter; none where the reader sees only that it is there.
    pub matter: Option<Matter>,
    /// Figure; of a merged report that of its root, which editions of before did not keep.
    pub figure: Option<Figure>,
    /// State in words.
    pub status: String,
    /// Why it was archived.
    pub reason: String,
    /// What else there is to say: outcome, who closed it.
    pub remark: String,
    /// Of a merged report the number of its root, where that was answered.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub answered_at: Option<String>,
    /// Number of the last event before the moment: later answers are not told.
    pub known: u32,
    /// Which words stood in the edition, so that a change can be seen; none before it was published.
    pub said: Option<String>,
    /// Whether its reporter's name stood in the edition.
    #[serde(default)]
    pub is_named: bool,
}

/// What a report is about, without its words.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Matter {
    /// "Warga" or "Anonim".
    pub reporter: String,
    /// Type.
    pub kind: ReportType,
    /// Category: short name and name.
    pub category: Option<(String, String)>,
    /// Anonim, rahasia.
    pub flags: (bool, bool),
    /// Door.
    pub source: String,
    /// Body that holds it.
    pub holder: String,
    /// Lead unit: short name and name.
    pub unit: Option<(String, String)>,
    /// Region code.
    pub region: Option<String>,
    /// Province, regency or city, district, village: as far as known.
    pub place: [String; 4],
    /// Stars.
    pub rating: Option<u8>,
}

impl Counts {
    /// Of a whole population: everything is shown.
    pub fn of(cohort: &Cohort) -> Self {
        Self {
            received: cohort.received,
            by: std::array::from_fn(|at| Figure::ALL.get(at).map(|figure| cohort.of(*figure))),
        }
    }

    /// Of a row, as far as it is shown.
    pub fn of_row(row: &Row) -> Self {
        Self {
            received: row.cohort.received,
            by: std::array::from_fn(|at| Figure::ALL.get(at).and_then(|figure| row.shown(*figure))),
        }
    }

    /// A figure, where it is shown.
    pub fn get(&self, figure: Figure) -> Option<u64> {
        let at = Figure::ALL.iter().position(|known| *known == figure)?;
        self.by.get(at).copied().flatten()
    }

    /// A figure of a total, which always shows all of them.
    pub fn sure(&self, figure: Figure) -> u64 {
        self.get(figure).unwrap_or(0)
    }

    /// Handled, of all that were not archived or passed to others; none where that is not shown.
    pub fn completion(&self) -> Option<Share> {
        let handled = self.get(Figure::Handled)?;
        // What is only known to be there is in no share.
        let whole = self.sum(&[
            Figure::Handled,
            Figure::InProcess,
            Figure::NotFollowedUp,
            Figure::NotVerified,
            Figure::OnHold,
        ])?;
        Some(Share::of(handled, whole))
    }

    /// Reports of which only that they are there is told.
    pub fn unspecified(&self) -> u64 {
        let told: u64 = self.by.iter().flatten().sum();
        self.received.saturating_sub(told)
    }

    /// The sum of some figures; none where one of them is not shown.
    pub fn sum(&self, figures: &[Figure]) -> Option<u64> {
        figures.iter().map(|figure| self.get(*figure)).sum()
    }
}

impl Group {
    /// The rows of an answer.
    pub fn all(answer: &Answer) -> Vec<Self> {
        let rows = answer.rows.iter().map(|row| Self {
            key: row.key.clone(),
            label: row.label.clone(),
            counts: Counts::of_row(row),
            cases: row.cases,
            is_rest: row.is_rest,
        });
        rows.collect()
    }
}

impl Gathered {
    /// The unit's or the body's name.
    pub fn of_whom(&self) -> &str {
        self.unit_name.as_deref().unwrap_or(&self.body_name)
    }

    /// Its period at the beginning of a sentence, as far as it had gone at its moment.
    pub fn during(&self) -> String {
        self.period.during(self.as_of, self.zone)
    }

    /// Local day on which the document stands: that of its moment, or the day before where it is midnight.
    pub fn day(&self) -> Date {
        day_of(self.as_of, self.zone)
    }
}

/// Local day of the last instant before a moment.
pub(super) fn day_of(as_of: Timestamp, zone: Zone) -> Date {
    let last = as_of.checked_sub(jiff::SignedDuration::from_micros(1));
    zone.local_date(last.unwrap_or(as_of))
}
