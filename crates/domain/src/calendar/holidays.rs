//! The national holidays and joint leave that ship with the program, 2020 to 2027.

use std::sync::LazyLock;

use jiff::civil::Date;

use super::{FreeDay, FreeKind};

/// The shipped list: the days that were free in the end. Days once decided and cancelled again
/// before 2026 are not in it, for no clock ran here then.
const SHIPPED: &str = include_str!("../../data/holidays_id_2020_2027.csv");

static FACTS: LazyLock<Vec<HolidayFact>> =
    LazyLock::new(|| SHIPPED.lines().skip(1).filter_map(fact).collect());

/// One shipped free day and since when it is known.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct HolidayFact {
    /// The free day.
    pub day: FreeDay,
    /// The date of the decision; `None` when it is not on record.
    pub known_from: Option<Date>,
    /// A date that still waits for its official sighting or decree.
    pub estimate: bool,
}

impl HolidayFact {
    /// Whether it counts on this day: from its decision on.
    ///
    /// Where the decision is not on record it counts from the beginning of the year before its own: joint decrees
    /// come in that year, and leaving a known holiday out would break a promise to an officer.
    pub fn is_known(&self, today: Date) -> bool {
        match self.known_from {
            Some(decided) => decided <= today,
            None => today.year() + 1 >= self.day.date.year(),
        }
    }
}

/// All shipped national free days, by date. A body's own days are its data, not in here.
pub fn national_holidays() -> &'static [HolidayFact] {
    &FACTS
}

/// One line of the shipped list: `date,name,kind,known_from,estimate,instrument`.
///
/// The list has no quoting; a test holds that no line of it is lost here.
fn fact(line: &str) -> Option<HolidayFact> {
    let mut fields = line.split(',');
    let date = fields.next()?.parse().ok()?;
    let name = fields.next()?.to_owned();
    let kind = match fields.next()? {
        "national" => FreeKind::National,
        "joint_leave" => FreeKind::JointLeave,
        _ => return None,
    };
    let known_from = match fields.next()? {
        "" => None,
        decided => Some(decided.parse().ok()?),
    };
    let estimate = fields.next()? == "yes";
    let instrument = fields.next()?.to_owned();
    let day = FreeDay {
        date,
        name,
        kind,
        instrument,
    };
    fields.next().is_none().then_some(HolidayFact {
        day,
        known_from,
        estimate,
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_shipped_line_is_a_fact_in_order() {
        assert_eq!(national_holidays().len(), SHIPPED.lines().count() - 1);
        assert!(national_holidays().is_sorted_by(|a, b| a.day.date < b.day.date));
        for fact in national_holidays() {
            assert!(
                !fact.day.name.is_empty() && !fact.day.instrument.is_empty(),
                "{fact:?}"
            );
            // A day is decided before it comes; only 2027 has no decision on record.
            assert_eq!(
                fact.known_from.is_none(),
                fact.day.date.year() == 2027,
                "{fact:?}"
            );
            assert!(
                fact.known_from
                    .is_none_or(|decided| decided < fact.day.date),
                "{fact:?}"
            );
            assert_eq!(
                fact.estimate,
                fact.day.name.ends_with("(perkiraan)"),
                "{fact:?}"
            );
        }
    }

    #[test]
    fn each_year_has_its_decreed_number_of_days() {
        // Without Keppres days (elections): national holidays and joint leave by year. One day may
        // carry two feasts (13 May 2021), the decree counts both.
        let counted = |year: i16, kind: FreeKind| {
            let of_year = national_holidays()
                .iter()
                .filter(|f| f.day.date.year() == year && f.day.kind == kind);
            of_year
                .filter(|f| !f.day.instrument.starts_with("Keppres"))
                .count()
        };
        let years = [2023, 2024, 2025, 2026].map(|y| {
            (
                counted(y, FreeKind::National),
                counted(y, FreeKind::JointLeave),
            )
        });
        assert_eq!(years, [(16, 11), (17, 10), (17, 11), (17, 8)]);
    }
}
