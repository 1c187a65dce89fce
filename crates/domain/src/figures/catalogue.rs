//! What a measure is: one definition, read by pages, command line, interface and documents.

mod cohort;
mod flow;
mod handling;
mod stock;
mod terms;

use super::{Counted, RatingShown, Share, Times};
pub use terms::definitions;

/// Of which reports a measure speaks; families never stand in one table (section 6).
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Family {
    /// Received in the period, state at the moment.
    Cohort,
    /// Happened in the period, whenever received.
    Flow,
    /// Open at the moment, whenever received.
    Stock,
}

impl Family {
    /// Its code for programs.
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Cohort => "cohort",
            Self::Flow => "flow",
            Self::Stock => "stock",
        }
    }

    /// What people read.
    pub const fn name(self) -> &'static str {
        match self {
            Self::Cohort => {
                "laporan yang diterima dalam periode, menurut keadaannya pada saat acuan"
            }
            Self::Flow => "kejadian dalam periode, kapan pun laporannya diterima",
            Self::Stock => "yang masih terbuka pada saat acuan, kapan pun diterima",
        }
    }
}

/// What a measure is counted in.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum MeasureUnit {
    /// Reports.
    Reports,
    /// Reports, followers counted with their root.
    Cases,
    /// Things that happened.
    Deeds,
    /// Percent of a whole that is printed beside it.
    Percent,
    /// How often for each report.
    PerReport,
    /// Minutes of office time, shown as hours.
    WorkingMinutes,
    /// Calendar days.
    CalendarDays,
    /// Working days.
    WorkingDays,
    /// Stars from 1 to 5.
    Stars,
    /// Reports for each thousand inhabitants.
    PerThousand,
    /// Officers.
    Officers,
}

impl MeasureUnit {
    /// Its code for programs.
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Reports => "reports",
            Self::Cases => "cases",
            Self::Deeds => "deeds",
            Self::Percent => "percent",
            Self::PerReport => "per_report",
            Self::WorkingMinutes => "working_minutes",
            Self::CalendarDays => "calendar_days",
            Self::WorkingDays => "working_days",
            Self::Stars => "stars",
            Self::PerThousand => "per_1000_inhabitants",
            Self::Officers => "officers",
        }
    }

    /// What people read.
    pub const fn name(self) -> &'static str {
        match self {
            Self::Reports => "laporan",
            Self::Cases => "penanganan",
            Self::Deeds => "kejadian",
            Self::Percent => "persen",
            Self::PerReport => "kali per laporan",
            Self::WorkingMinutes => "jam kerja",
            Self::CalendarDays => "hari kalender",
            Self::WorkingDays => "hari kerja",
            Self::Stars => "bintang",
            Self::PerThousand => "laporan per 1.000 penduduk",
            Self::Officers => "petugas",
        }
    }
}

/// Which way is better.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Direction {
    /// More is better.
    Up,
    /// Less is better.
    Down,
    /// Neither: never a reason for praise or blame.
    Neither,
}

impl Direction {
    /// Its code for programs.
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Up => "up",
            Self::Down => "down",
            Self::Neither => "neither",
        }
    }

    /// What people read.
    pub const fn name(self) -> &'static str {
        match self {
            Self::Up => "makin besar makin baik",
            Self::Down => "makin kecil makin baik",
            Self::Neither => "tidak ada yang lebih baik, bukan untuk menilai",
        }
    }
}

/// Who may read a measure.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Audience {
    /// Anyone.
    Public,
    /// Officers inside the scope: it tells of single officers, or of what is not public.
    Inside,
}

/// What must be read of the record for a measure.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Reading {
    /// Reports by what they are.
    Counts,
    /// Clocks.
    Clocks,
    /// What happened to the reports.
    Deeds,
    /// Stretches of their states.
    Stays,
    /// What is open.
    Stock,
    /// What happened in the period.
    Flow,
}

/// A measure.
#[derive(Clone, Copy, Debug)]
pub struct Measure {
    /// Its name for programs; never changes its meaning.
    pub id: &'static str,
    /// Its name for people.
    pub name: &'static str,
    /// Of which reports it speaks.
    pub family: Family,
    /// What it is counted in.
    pub unit: MeasureUnit,
    /// Which way is better.
    pub direction: Direction,
    /// Who may read it.
    pub audience: Audience,
    /// How it is computed, in one sentence.
    pub formula: &'static str,
    /// The rule or law it comes from.
    pub source: &'static str,
    /// What it does not say; empty where it says what it seems to.
    pub caveat: &'static str,
    /// What must be read for it.
    pub reading: Reading,
    value: fn(&Counted) -> Measured,
}

impl PartialEq for Measure {
    fn eq(&self, other: &Self) -> bool {
        self.id == other.id
    }
}

impl Eq for Measure {}

/// What a measure came to.
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum Measured {
    /// A count.
    Count(u64),
    /// A share, with its counts.
    Share(Share),
    /// How often for each: `part` times in `whole` reports.
    Ratio(Share),
    /// Median and p90 of durations, in this unit.
    Times(Times, MeasureUnit),
    /// Ratings.
    Rating(RatingShown),
    /// A count for each thousand of a population; none where nobody knows how many live there.
    PerThousand {
        /// Reports.
        count: u64,
        /// Inhabitants.
        inhabitants: Option<u64>,
    },
}

impl Measure {
    /// What it comes to.
    pub fn of(&self, counted: &Counted) -> Measured {
        (self.value)(counted)
    }

    /// What it comes to of the reports that no row tells (see [`Counted::rest`]): of these only how many there are.
    pub fn of_rest(&self, rest: &Counted) -> Option<Measured> {
        let value = self.of(rest);
        let is_count = matches!(value, Measured::Count(_));
        let is_number = match self.family {
            Family::Cohort => matches!(self.id, "received" | "mix"),
            Family::Flow => is_count,
            Family::Stock => self.id == "open",
        };
        is_number.then_some(value)
    }

    /// Whether anyone may read it exactly of a total that is told exactly (see [`Counted::of_whole`]); else it is in fives there
    /// too.
    pub fn is_exact_of_whole(&self) -> bool {
        match self.reading {
            Reading::Counts => true,
            Reading::Clocks | Reading::Deeds | Reading::Stays => false,
            Reading::Stock => self.id.starts_with("open"),
            Reading::Flow => self.id == "flow_received",
        }
    }
}

/// All measures, in the order in which they are shown.
pub static CATALOGUE: &[Measure] = &joined::<
    {
        cohort::MEASURES.len()
            + handling::MEASURES.len()
            + stock::MEASURES.len()
            + flow::MEASURES.len()
    },
>(&[
    cohort::MEASURES,
    handling::MEASURES,
    stock::MEASURES,
    flow::MEASURES,
]);

/// A measure by its id.
pub fn measure(id: &str) -> Option<&'static Measure> {
    CATALOGUE.iter().find(|measure| measure.id == id)
}

#[expect(
    clippy::indexing_slicing,
    reason = "run by the compiler, which refuses what is out of range"
)]
const fn joined<const N: usize>(parts: &[&[Measure]]) -> [Measure; N] {
    let mut all = [parts[0][0]; N];
    let (mut part, mut filled) = (0, 0);
    while part < parts.len() {
        let mut at = 0;
        while at < parts[part].len() {
            all[filled] = parts[part][at];
            filled += 1;
            at += 1;
        }
        part += 1;
    }
    all
}

#[cfg(test)]
mod tests {
    use std::collections::HashSet;

    use super::*;

    #[test]
    fn every_measure_is_named_once_and_explained() {
        let mut ids = HashSet::new();
        let mut names = HashSet::new();
        for measure in CATALOGUE {
            assert!(ids.insert(measure.id), "{} twice", measure.id);
            assert!(names.insert(measure.name), "{} twice", measure.name);
            let is_code = |c: char| c.is_ascii_lowercase() || c.is_ascii_digit() || c == '_';
            assert!(measure.id.chars().all(is_code), "{}", measure.id);
            assert!(measure.formula.ends_with('.'), "{}", measure.id);
            assert!(!measure.source.is_empty(), "{}", measure.id);
            assert!(
                measure.caveat.is_empty() || measure.caveat.ends_with('.'),
                "{}",
                measure.id
            );
            let words = format!("{} {}", measure.formula, measure.caveat);
            assert!(!words.contains('_'), "a code among words: {}", measure.id);
            assert_eq!(super::measure(measure.id), Some(measure));
        }
        assert_eq!(measure("tidak_ada"), None);
    }

    #[test]
    fn what_this_product_laid_down_claims_no_other_source() {
        for (id, source) in [
            ("completion", "Usulan produk ini"),
            ("on_time_check", "Ketentuan produk ini"),
            ("on_time_accept", "Ketentuan produk ini"),
            ("on_time_review", "Ketentuan produk ini"),
            ("on_time_handover_ack", "Ketentuan produk ini"),
            ("on_time_ppid", "UU 14/2008"),
            ("on_time_ppid_extended", "UU 14/2008"),
            ("on_time_resolution", "Janji layanan SP4N-LAPOR!"),
        ] {
            let known = measure(id).map(|measure| measure.source);
            assert!(known.is_some_and(|known| known.starts_with(source)), "{id}");
        }
    }

    #[test]
    fn every_measure_has_a_value_of_its_unit() {
        for measure in CATALOGUE {
            let value = measure.of(&Counted::default());
            let fits = match value {
                Measured::Count(_) => matches!(
                    measure.unit,
                    MeasureUnit::Reports
                        | MeasureUnit::Cases
                        | MeasureUnit::Deeds
                        | MeasureUnit::Officers
                ),
                Measured::Share(_) => measure.unit == MeasureUnit::Percent,
                Measured::Ratio(_) => measure.unit == MeasureUnit::PerReport,
                Measured::Times(_, unit) => measure.unit == unit,
                Measured::Rating(_) => measure.unit == MeasureUnit::Stars,
                Measured::PerThousand { .. } => measure.unit == MeasureUnit::PerThousand,
            };
            assert!(fits, "{} is {value:?}", measure.id);
            let reads = match measure.family {
                Family::Stock => measure.reading == Reading::Stock,
                Family::Flow => measure.reading == Reading::Flow,
                Family::Cohort => !matches!(measure.reading, Reading::Stock | Reading::Flow),
            };
            assert!(reads, "{}", measure.id);
        }
    }

    #[test]
    fn zero_reports_give_zeros_and_no_rates() {
        for measure in CATALOGUE {
            match measure.of(&Counted::default()) {
                Measured::Count(n) => assert_eq!(n, 0),
                Measured::Share(share) | Measured::Ratio(share) => {
                    assert_eq!(share.tenths(), None, "{}", measure.id);
                }
                Measured::Times(times, _) => assert_eq!((times.n, times.median), (0, None)),
                Measured::Rating(rating) => assert_eq!((rating.n, rating.mean), (0, None)),
                Measured::PerThousand { count, inhabitants } => {
                    assert_eq!((count, inhabitants), (0, None));
                }
            }
        }
    }
}
