//! Why a due date is what it is, day by day, in words an officer and a reporter can check.

use jiff::civil::Date;
use jiff::{SignedDuration, Timestamp};
use serde::{Deserialize, Serialize};

use super::due::{Length, Pause, due};
use super::walk::{Step, walk};
use super::words::{date_short_id, due_words_id};
use crate::calendar::{Calendar, FreeDay, FreeKind};
use crate::zone::Zone;

/// What one day was to the clock.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum DayVerdict {
    /// The day of the start; it never counts.
    Start,
    /// It counted as day n.
    Counted(u16),
    /// Saturday or Sunday.
    Weekend,
    /// A free day, with who decided so.
    Free(FreeDay),
    /// The clock stood still at the end of the day.
    Paused,
}

/// One day of an explanation.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct DayLine {
    /// The local date.
    pub date: Date,
    /// What it was to the clock.
    pub verdict: DayVerdict,
}

/// The whole way from the start to the due date.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Explanation {
    /// The zone of all dates.
    pub zone: Zone,
    /// The day of the start, then every day up to the due one; while the clock stands still, up to
    /// the first day of which the end of the pause must be known.
    pub days: Vec<DayLine>,
    /// As [`due`].
    pub due: Option<Timestamp>,
}

/// Shows every day that [`due`] looked at and what became of it.
pub fn explain(
    start: Timestamp,
    length: Length,
    pauses: &[Pause],
    calendar: &Calendar,
) -> Explanation {
    let first = calendar.zone.local_date(start);
    let mut days = vec![DayLine {
        date: first,
        verdict: DayVerdict::Start,
    }];
    let mut counted = 0;
    let mut steps = walk(start, length.unit, pauses, calendar);
    while counted < length.days {
        let Some((date, step)) = steps.next() else {
            break;
        };
        let open = matches!(step, Step::PausedOpen);
        let verdict = match step {
            Step::Counts => {
                counted += 1;
                DayVerdict::Counted(counted)
            }
            Step::Weekend => DayVerdict::Weekend,
            Step::Free(day) => DayVerdict::Free(day.clone()),
            Step::Paused | Step::PausedOpen => DayVerdict::Paused,
        };
        days.push(DayLine { date, verdict });
        if open {
            break;
        }
    }
    let due = due(start, length, pauses, calendar);
    Explanation {
        zone: calendar.zone,
        days,
        due,
    }
}

impl Explanation {
    /// One Indonesian sentence for each day; the last one names the due time, or says that the
    /// clock stands still.
    pub fn words_id(&self) -> Vec<String> {
        let mut words: Vec<String> = self.days.iter().map(DayLine::words_id).collect();
        if let Some(last) = words.last_mut() {
            let end = match self.due {
                Some(due) => format!("; paling lambat {}", due_words_id(due, self.zone)),
                None => " sampai dilanjutkan; batas waktu belum dapat ditentukan".to_owned(),
            };
            last.push_str(&end);
        }
        words
    }
}

impl Explanation {
    /// As [`Explanation::words_id`], for a due time that was promised and stays although this walk
    /// ends elsewhere.
    pub fn words_until_id(&self, promised: Timestamp, why: &str) -> Vec<String> {
        let last = promised
            .checked_sub(SignedDuration::from_mins(1))
            .unwrap_or(promised);
        let mut words: Vec<String> = self.days.iter().map(DayLine::words_id).collect();
        words.push(format!(
            "{} tetap menjadi batasnya: {why}; paling lambat {}",
            date_short_id(self.zone.local_date(last)),
            due_words_id(promised, self.zone)
        ));
        words
    }
}

impl DayLine {
    fn words_id(&self) -> String {
        let date = date_short_id(self.date);
        match &self.verdict {
            DayVerdict::Start => format!("{date} hari mulai, belum dihitung"),
            DayVerdict::Counted(n) => format!("{date} hari ke-{n}"),
            DayVerdict::Weekend => format!("{date} tidak dihitung: akhir pekan"),
            DayVerdict::Free(day) => format!("{date} tidak dihitung: {}", free_words(day)),
            DayVerdict::Paused => format!("{date} tidak dihitung: hitungan dijeda"),
        }
    }
}

fn free_words(day: &FreeDay) -> String {
    let (kind, name) = match day.kind {
        FreeKind::National => ("libur nasional", day.name.as_str()),
        // The decrees name these days "Cuti Bersama ..." already.
        FreeKind::JointLeave => ("cuti bersama", day.name.trim_start_matches("Cuti Bersama ")),
        FreeKind::Local => ("libur daerah", day.name.as_str()),
    };
    format!("{kind} {name} ({})", day.instrument)
}
