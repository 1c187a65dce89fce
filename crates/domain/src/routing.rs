//! Routing: which office a report is for. Rules first, then what was learnt, then what the words of government's
//! functions say; where all are silent, nobody pretends to know.

use jiff::civil::Date;
use serde::{Deserialize, Serialize};

use crate::agency::Directory;
use crate::ids::{BodyId, CategoryId, RouteId, UnitId};
use crate::words::ReportType;

codes! {
    /// What a proposal rests on, in the order of authority.
    pub enum Source {
        /// A rule that the body wrote.
        Rule = "rule",
        /// What the body's own decisions taught.
        Model = "model",
        /// The words of the government's functions, before anything was learnt.
        Lexicon = "lexicon",
        /// Nothing was proposed.
        Nobody = "nobody",
    }
}

/// A rule of a body: area × category × type → unit. An empty part fits everything.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct RouteRule {
    /// Its id.
    pub id: RouteId,
    /// Whose.
    pub body: BodyId,
    /// Region code: that region and all within it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub region: Option<String>,
    /// Category: that one and all below it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub category: Option<CategoryId>,
    /// Type.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub report_type: Option<ReportType>,
    /// The unit that is competent.
    pub unit: UnitId,
    /// First day on which it holds.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub valid_from: Option<Date>,
    /// First day on which it no longer holds.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub valid_to: Option<Date>,
    /// Where it comes from: a decree, an agreement.
    #[serde(default)]
    pub note: String,
}

/// What rules ask of a report.
#[derive(Clone, Copy, Debug, Default)]
pub struct Facts<'a> {
    /// Region code, dotted.
    pub region: Option<&'a str>,
    /// Category, decided or proposed.
    pub category: Option<CategoryId>,
    /// Type, declared or decided.
    pub report_type: Option<ReportType>,
}

impl RouteRule {
    /// Whether it holds on a day.
    pub fn is_valid_on(&self, day: Date) -> bool {
        self.valid_from.is_none_or(|from| from <= day) && self.valid_to.is_none_or(|to| day < to)
    }

    /// Whether it speaks of such a report.
    pub fn fits(&self, facts: Facts<'_>, directory: &Directory) -> bool {
        let in_region = self
            .region
            .as_deref()
            .is_none_or(|region| facts.region.is_some_and(|at| is_within(at, region)));
        let of_category = self.category.is_none_or(|category| {
            facts
                .category
                .is_some_and(|of| directory.is_category_within(of, category))
        });
        let of_type = self
            .report_type
            .is_none_or(|kind| facts.report_type == Some(kind));
        in_region && of_category && of_type
    }

    /// Whether it decides where both speak: the narrower one, of equal ones the older.
    pub fn goes_before(&self, other: &Self) -> bool {
        let rank = |rule: &Self| (rule.narrowness(), std::cmp::Reverse(rule.id));
        rank(self) > rank(other)
    }

    /// How narrow it is: a finer area counts before a category, a category before a type.
    fn narrowness(&self) -> (usize, bool, bool) {
        let area = self.region.as_deref().map_or(0, str::len);
        (area, self.category.is_some(), self.report_type.is_some())
    }
}

/// The narrowest rule of a body that holds on a day and speaks of the report; of equal ones the oldest.
pub fn best_rule<'d>(
    directory: &'d Directory,
    body: BodyId,
    facts: Facts<'_>,
    day: Date,
) -> Option<&'d RouteRule> {
    directory
        .routes
        .values()
        .filter(|rule| rule.body == body && rule.is_valid_on(day) && rule.fits(facts, directory))
        .filter(|rule| {
            let unit = directory.units.get(&rule.unit);
            unit.is_some_and(|unit| unit.is_valid_on(day))
        })
        .reduce(|best, rule| if rule.goes_before(best) { rule } else { best })
}

/// What the program proposed when an officer verified: kept with the decision, so that how well routing works is a
/// figure and no claim.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Proposed {
    /// What the proposal of the unit rested on.
    pub source: Source,
    /// How sure, in thousandths.
    pub confidence: u16,
    /// The unit.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub lead: Option<UnitId>,
    /// The category.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub category: Option<CategoryId>,
    /// The type.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub report_type: Option<ReportType>,
    /// Supervisory or not.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub supervisory: Option<bool>,
}

impl Proposed {
    /// Whether everything that a verification decides was proposed.
    pub fn is_whole(&self) -> bool {
        let decides = self.lead.is_some() && self.category.is_some();
        let kind = self
            .report_type
            .is_some_and(|kind| kind != ReportType::Unknown);
        self.source != Source::Nobody && decides && kind && self.supervisory.is_some()
    }
}

/// Disposition without an officer: off unless a body's policy says otherwise, and then only where the program has
/// proved itself. Never for supervisory or secret reports, and never with a release.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct AutoDisposition {
    /// Least confidence, in thousandths.
    pub min_confidence: u16,
    /// Least share of earlier proposals to the same unit that officers kept, in thousandths.
    pub min_precision: u16,
    /// Over at least so many of them.
    pub min_decisions: u32,
}

impl AutoDisposition {
    /// Least share that may be asked for, in thousandths: below it a coin would do.
    pub const LEAST_SHARE: u16 = 500;
    /// Fewest decisions that measure anything.
    pub const FEWEST_DECISIONS: u32 = 20;

    /// Within bounds.
    pub fn is_sound(&self) -> bool {
        [self.min_confidence, self.min_precision]
            .iter()
            .all(|share| (Self::LEAST_SHARE..=1000).contains(share))
            && self.min_decisions >= Self::FEWEST_DECISIONS
    }

    /// Whether the program has proved itself: of the latest `asked` proposals to that unit officers kept `kept`.
    pub fn is_proved(&self, kept: u64, asked: u64) -> bool {
        let is_enough = asked > 0 && asked >= u64::from(self.min_decisions);
        is_enough && kept * 1000 >= asked * u64::from(self.min_precision)
    }
}

/// `62.71.03.1002` is within `62.71.03` and within itself, `62.71.031` is not.
pub fn is_within(code: &str, region: &str) -> bool {
    code.strip_prefix(region)
        .is_some_and(|rest| rest.is_empty() || rest.starts_with('.'))
}

#[cfg(test)]
#[expect(clippy::unwrap_used, reason = "tests")]
mod tests {
    use jiff::civil::date;
    use uuid::Uuid;

    use super::*;
    use crate::testkit::{self as kit, CITY, HEALTH, POTHOLES, ROADS, WATER};

    fn rule(n: u128, unit: UnitId) -> RouteRule {
        RouteRule {
            id: RouteId(Uuid::from_u128(n)),
            body: CITY,
            region: None,
            category: None,
            report_type: None,
            unit,
            valid_from: None,
            valid_to: None,
            note: String::new(),
        }
    }

    fn directory(rules: impl IntoIterator<Item = RouteRule>) -> Directory {
        let mut directory = kit::directory();
        directory.routes = rules.into_iter().map(|rule| (rule.id, rule)).collect();
        directory
    }

    fn unit(directory: &Directory, facts: Facts<'_>) -> Option<UnitId> {
        best_rule(directory, CITY, facts, date(2026, 3, 2)).map(|rule| rule.unit)
    }

    #[test]
    fn the_narrowest_rule_decides() {
        let district = RouteRule {
            region: Some("62.71.03".to_owned()),
            ..rule(2, WATER)
        };
        let village = RouteRule {
            region: Some("62.71.03.1002".to_owned()),
            ..rule(3, HEALTH)
        };
        let category = RouteRule {
            category: Some(POTHOLES),
            ..rule(4, ROADS)
        };
        let directory = directory([district, village, category]);
        let at = |region| Facts {
            region,
            category: Some(POTHOLES),
            report_type: None,
        };
        assert_eq!(unit(&directory, at(Some("62.71.03.1002"))), Some(HEALTH));
        assert_eq!(unit(&directory, at(Some("62.71.03.1001"))), Some(WATER));
        assert_eq!(unit(&directory, at(Some("62.71.04.1001"))), Some(ROADS));
        assert_eq!(unit(&directory, at(Some("62.71.031"))), Some(ROADS));
        assert_eq!(unit(&directory, Facts::default()), None);
    }

    #[test]
    fn a_rule_holds_from_day_to_day_and_only_for_units_that_are_there() {
        let mut this = rule(1, ROADS);
        this.valid_from = Some(date(2026, 3, 2));
        this.valid_to = Some(date(2026, 4, 1));
        let directory = directory([this]);
        let on = |day| best_rule(&directory, CITY, Facts::default(), day).is_some();
        assert!(!on(date(2026, 3, 1)) && on(date(2026, 3, 2)));
        assert!(on(date(2026, 3, 31)) && !on(date(2026, 4, 1)));
        let mut gone = directory.clone();
        gone.units.get_mut(&ROADS).unwrap().valid_to = Some(date(2026, 1, 1));
        assert_eq!(unit(&gone, Facts::default()), None);
    }

    #[test]
    fn of_two_equal_rules_the_older_one_decides_every_time() {
        let directory = directory([rule(9, WATER), rule(5, ROADS)]);
        assert_eq!(unit(&directory, Facts::default()), Some(ROADS));
    }
}
