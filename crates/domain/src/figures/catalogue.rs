//! What a measure is: one definition, read by pages, command line, interface and documents.

use super::{RatingShown, Share, Times};

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

/// Who may read a measure.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Audience {
    /// Anyone.
    Public,
    /// Officers inside the scope: it tells of single officers, or of what is not public.
    Inside,
}

/// A measure.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
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
}

/// What a measure came to.
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum Measured {
    /// A count.
    Count(u64),
    /// A share, with its counts.
    Share(Share),
    /// Median and p90 of durations, in the measure's unit.
    Times(Times),
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
