//! Which measures of the catalogue can judge a promise, and what a value of theirs is to a plan.

use jiff::civil::Date;
use serde::{Deserialize, Serialize};

use super::{Goal, PlanRefusal, ReportSet};
use crate::figures::{CATALOGUE, Direction, FEW, Family, Measure, MeasureUnit, Measured};

/// How measures are grouped where one is picked.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Group {
    /// Shares of reports, clocks and deeds.
    Shares,
    /// How long something takes.
    Times,
    /// What reporters say.
    Ratings,
    /// How many reports of a period.
    Reports,
    /// How often something happened in a period.
    Deeds,
    /// What is open on the last day of a period.
    Open,
}

impl Group {
    /// All of them, in the order in which they are offered.
    pub const ALL: [Self; 6] = [
        Self::Shares,
        Self::Times,
        Self::Ratings,
        Self::Reports,
        Self::Deeds,
        Self::Open,
    ];

    /// Its code for programs.
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Shares => "shares",
            Self::Times => "times",
            Self::Ratings => "ratings",
            Self::Reports => "reports",
            Self::Deeds => "deeds",
            Self::Open => "open",
        }
    }

    /// That of a measure.
    pub const fn of(measure: &Measure) -> Self {
        match (measure.family, measure.unit) {
            (Family::Stock, _) => Self::Open,
            (_, MeasureUnit::Percent) => Self::Shares,
            (
                _,
                MeasureUnit::WorkingMinutes | MeasureUnit::WorkingDays | MeasureUnit::CalendarDays,
            ) => Self::Times,
            (_, MeasureUnit::Stars) => Self::Ratings,
            (_, MeasureUnit::Reports | MeasureUnit::Cases | MeasureUnit::PerThousand) => {
                Self::Reports
            }
            (_, MeasureUnit::Deeds | MeasureUnit::PerReport | MeasureUnit::Officers) => Self::Deeds,
        }
    }
}

/// What a measure meant when a promise was made by it: the words of the catalogue of that day.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Definition {
    /// Its name.
    pub name: String,
    /// What it is counted in.
    pub unit: String,
    /// How it is computed.
    pub formula: String,
    /// The rule or law it comes from.
    pub source: String,
    /// What it does not say.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub caveat: String,
}

impl Definition {
    /// As the catalogue says it now.
    pub fn of(measure: &Measure) -> Self {
        Self {
            name: measure.name.to_owned(),
            unit: measure.unit.name().to_owned(),
            formula: measure.formula.to_owned(),
            source: measure.source.to_owned(),
            caveat: measure.caveat.to_owned(),
        }
    }
}

/// Which way a promise by this measure can only go; none where it can judge no promise:
///
/// - neither way is better, but for reports received, of which fewer are better where they are of one kind of problem
///   (see [`covers`]);
/// - more of it is better and it is a count: more complaints would be enough to keep such a promise;
/// - it tells of officers, not of reports.
pub fn goal(measure: &Measure) -> Option<Goal> {
    let is_count = !matches!(
        measure.unit,
        MeasureUnit::Percent
            | MeasureUnit::PerReport
            | MeasureUnit::WorkingMinutes
            | MeasureUnit::CalendarDays
            | MeasureUnit::WorkingDays
            | MeasureUnit::Stars
    );
    match measure.direction {
        Direction::Up if !is_count => Some(Goal::AtLeast),
        Direction::Down => Some(Goal::AtMost),
        Direction::Neither if measure.id == RECEIVED => Some(Goal::AtMost),
        Direction::Up | Direction::Neither => None,
    }
}

const RECEIVED: &str = "received";

/// Every measure of the catalogue that can judge a promise.
pub fn measures() -> impl Iterator<Item = &'static Measure> {
    CATALOGUE.iter().filter(|measure| goal(measure).is_some())
}

/// Whether a measure says something of these reports: how many are received is good or bad news of one kind of problem only.
pub fn covers(measure: &Measure, set: &ReportSet) -> bool {
    measure.id != RECEIVED || set.category.is_some()
}

/// Fewest reports or clocks on which it is judged; a count stands on itself.
pub const fn fewest(measure: &Measure) -> u64 {
    match measure.unit {
        MeasureUnit::Reports | MeasureUnit::Cases | MeasureUnit::Deeds | MeasureUnit::Officers => 0,
        _ => FEW,
    }
}

/// Whether a target is a value that the measure can have, and that not every value of it keeps: "at least 0 %" promises
/// nothing.
pub fn is_reachable(measure: &Measure, target: f64) -> bool {
    let (least, most) = match measure.unit {
        MeasureUnit::Percent => (0.0, 100.0),
        MeasureUnit::Stars => (1.0, 5.0),
        _ => (0.0, 1e9),
    };
    let is_empty = match goal(measure) {
        Some(Goal::AtLeast) => target <= least,
        Some(Goal::AtMost) => target >= most,
        None => true,
    };
    !is_empty && (least..=most).contains(&target)
}

/// The local day at whose beginning a period is read that ended before `today`: what is known of it today. What is open has no
/// period, and is read at the end of its last day.
///
/// # Errors
/// [`PlanRefusal::BadDay`] at the end of the calendar.
pub fn known_on(measure: &Measure, to: Date, today: Date) -> Result<Date, PlanRefusal> {
    match measure.family {
        Family::Stock => to.tomorrow().map_err(|_| PlanRefusal::BadDay),
        Family::Cohort | Family::Flow => Ok(today),
    }
}

/// A value as plans compare it: percent, hours of office time with one decimal, days, stars, counts; none where nothing was
/// to be counted. A time is its median.
pub fn value(measured: &Measured) -> Option<f64> {
    match measured {
        Measured::Count(n) => Some(*n as f64),
        Measured::Share(share) => share.percent(),
        Measured::Times(times, MeasureUnit::WorkingMinutes) => times
            .median
            .map(|minutes| (f64::from(minutes) / 6.0).round() / 10.0),
        Measured::Times(times, _) => times.median.map(f64::from),
        Measured::Rating(rating) => rating.mean,
        Measured::Ratio(_) | Measured::PerThousand { .. } => {
            measured.rank().map(|value| (value * 100.0).round() / 100.0)
        }
    }
}

#[cfg(test)]
mod tests {
    #![expect(clippy::unwrap_used, reason = "tests")]
    use super::*;
    use crate::figures::{Share, Times, measure};

    #[test]
    fn only_what_can_judge_a_promise_is_offered() {
        let of = |id: &str| goal(measure(id).unwrap());
        assert_eq!(of("completion"), Some(Goal::AtLeast));
        assert_eq!(of("time_to_resolve"), Some(Goal::AtMost));
        assert_eq!(of("overdue"), Some(Goal::AtMost));
        assert_eq!(of("flow_reopened"), Some(Goal::AtMost));
        assert_eq!(of("rating"), Some(Goal::AtLeast));
        for id in [
            "handled",
            "flow_closed",
            "officers_active",
            "officer_deeds",
            "mix",
            "refusal_rate",
            "archived",
        ] {
            assert_eq!(of(id), None, "{id}");
        }
        assert!(measures().count() > 40);
    }

    #[test]
    fn a_target_is_neither_out_of_reach_nor_kept_by_any_value() {
        let can = |id: &str, target: f64| is_reachable(measure(id).unwrap(), target);
        assert!(can("completion", 0.1) && can("completion", 100.0));
        assert!(!can("completion", 0.0) && !can("completion", 100.1) && !can("completion", -1.0));
        assert!(can("rating", 5.0) && !can("rating", 1.0) && !can("rating", 5.1));
        assert!(can("overdue", 0.0) && !can("overdue", -1.0) && !can("overdue", f64::NAN));
    }

    #[test]
    fn how_many_are_received_is_a_measure_of_one_kind_of_problem() {
        let received = measure("received").unwrap();
        assert!(!covers(received, &ReportSet::default()));
        let of_kind = ReportSet {
            category: Some(crate::ids::CategoryId(uuid::Uuid::from_u128(1))),
            ..ReportSet::default()
        };
        assert!(covers(received, &of_kind));
        assert!(covers(
            measure("completion").unwrap(),
            &ReportSet::default()
        ));
    }

    #[test]
    fn values_are_in_the_unit_that_people_read() {
        assert_eq!(value(&Measured::Share(Share::of(589, 606))), Some(97.2));
        assert_eq!(value(&Measured::Share(Share::default())), None);
        let times = Times::of(vec![750], 0);
        let minutes = Measured::Times(times, MeasureUnit::WorkingMinutes);
        assert_eq!(value(&minutes), Some(12.5));
        assert_eq!(
            value(&Measured::Times(times, MeasureUnit::WorkingDays)),
            Some(750.0)
        );
        assert_eq!(value(&Measured::Ratio(Share::of(1, 3))), Some(0.33));
        assert_eq!(value(&Measured::Count(7)), Some(7.0));
    }
}
