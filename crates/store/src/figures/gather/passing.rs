//! From hand to hand, unit by unit: how often reports left a unit for another desk, and what its refusals cost.

use std::collections::BTreeMap;

use lapor_domain::agency::Directory;
use lapor_domain::figures::{Suppressible, Times, stand_together, suppress};
use lapor_domain::ids::UnitId;

/// What passing on came to for one unit.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct UnitPassing {
    /// The unit; `None` for several that are told together.
    pub unit: Option<UnitId>,
    /// Its name.
    pub label: String,
    /// How often a report left it: its refusals, and what was redirected or transferred away from it.
    pub moves: u64,
    /// Its refusals among them.
    pub refusals: u64,
    /// Minutes of office time from a disposition that it refused until the next disposition.
    pub working_minutes: Times,
    /// All of these minutes together.
    pub total_minutes: u64,
}

/// Adds up what one unit passed on.
#[derive(Clone, Debug, Default)]
pub(crate) struct Passed {
    pub(crate) moves: u64,
    pub(crate) refusals: u64,
    pub(crate) minutes: Vec<u32>,
    pub(crate) waiting: u64,
}

/// By unit, before it is a row.
pub(crate) type ByUnit = BTreeMap<UnitId, Passed>;

/// Each unit by itself: for officers.
pub(crate) fn exact(by_unit: &ByUnit, directory: &Directory) -> Vec<UnitPassing> {
    named(by_unit, directory).map(Named::row).collect()
}

/// As anyone may see it: whether a report was released is not looked at here, so every one counts as if it were not.
/// Units from which fewer than five left are told together, or not at all.
pub(crate) fn public(by_unit: &ByUnit, directory: &Directory) -> Vec<UnitPassing> {
    let (shown, others) = suppress(named(by_unit, directory).collect());
    let others = others.filter(|others| stand_together(others.passed.moves));
    shown.into_iter().chain(others).map(Named::row).collect()
}

struct Named {
    unit: Option<UnitId>,
    label: String,
    passed: Passed,
}

fn named(by_unit: &ByUnit, directory: &Directory) -> impl Iterator<Item = Named> {
    let name = |unit: &UnitId| {
        let found = directory.units.get(unit);
        found.map_or_else(|| unit.to_string(), |unit| unit.name.clone())
    };
    let mut rows: Vec<Named> = by_unit
        .iter()
        .filter(|(_, passed)| passed.moves > 0)
        .map(|(unit, passed)| Named {
            unit: Some(*unit),
            label: name(unit),
            passed: passed.clone(),
        })
        .collect();
    rows.sort_by(|one, other| one.label.cmp(&other.label));
    rows.into_iter()
}

impl Named {
    fn row(self) -> UnitPassing {
        let passed = self.passed;
        UnitPassing {
            unit: self.unit,
            label: self.label,
            moves: passed.moves,
            refusals: passed.refusals,
            total_minutes: passed
                .minutes
                .iter()
                .map(|minutes| u64::from(*minutes))
                .sum(),
            working_minutes: Times::of(passed.minutes, passed.waiting),
        }
    }
}

impl Suppressible for Named {
    fn unreleased(&self) -> u64 {
        self.passed.moves
    }

    fn absorb(&mut self, other: Self) {
        self.unit = None;
        "lainnya".clone_into(&mut self.label);
        self.passed.moves += other.passed.moves;
        self.passed.refusals += other.passed.refusals;
        self.passed.minutes.extend(other.passed.minutes);
        self.passed.waiting += other.passed.waiting;
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use lapor_domain::testkit::{HEALTH, ROADS, WATER, directory};

    fn passed(moves: u64) -> Passed {
        Passed {
            moves,
            refusals: moves,
            minutes: vec![60; usize::try_from(moves).unwrap_or(0)],
            waiting: 0,
        }
    }

    #[test]
    fn the_public_sees_no_unit_with_a_few_reports_alone() {
        let known = directory();
        let small = ByUnit::from([(ROADS, passed(20)), (WATER, passed(3)), (HEALTH, passed(7))]);
        let told: Vec<_> = public(&small, &known)
            .iter()
            .map(|row| (row.unit, row.moves))
            .collect();
        assert_eq!(told, [(Some(ROADS), 20), (None, 10)]);
        assert_eq!(exact(&small, &known).len(), 3);
        let few = ByUnit::from([(WATER, passed(3))]);
        assert_eq!(public(&few, &known), []);
        let row = &exact(&few, &known)[0];
        assert_eq!(
            (row.working_minutes.median, row.total_minutes),
            (Some(60), 180)
        );
    }
}
